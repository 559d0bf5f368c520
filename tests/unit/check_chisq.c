/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of Pearson's chi-square tests. */
#include "statistics/chisq.h"

#include "check_main.h"

enum { MOST = 9 };

/* The cells of a table, those that are 0 left out, backwards: their order must not matter. */
static size_t list_cells(const double *table, size_t rows, size_t columns, struct mm_joint_count *cells) {
    size_t count = 0;
    for (size_t k = rows * columns; k > 0; k--)
        if (table[k - 1] > 0)
            cells[count++] = (struct mm_joint_count){(k - 1) / columns, (k - 1) % columns, table[k - 1]};
    return count;
}

/* mpmath with 40 digits; the same as scipy.stats.chi2_contingency 1.10 and R 4.2 chisq.test as far as these go. */
START_TEST(independence) {
    static const struct {
        size_t rows, columns;
        double table[MOST];
        bool yates;
        double statistic, df, p, effect, min_expected, small;
    } cases[] = {
        {2, 2, {30, 10, 10, 30}, false, 20, 1, 7.7442164310440836e-6, 0.5, 20, 0},
        {2, 2, {30, 10, 10, 30}, true, 18.05, 1, 2.1517864378120186e-5, 0.5, 20, 0},
        {2,
         3,
         {10, 0, 3, 0, 7, 1},
         false,
         17.819711538461538,
         2,
         0.00013505131113859816,
         0.92117191246134525,
         1.5238095238095238,
         5},
        {3,
         3,
         {1000, 10, 5, 10, 2000, 7, 3, 1, 900},
         false,
         7641.2067001624554,
         4,
         0,
         0.98523182320074618,
         209.46341463414634,
         0},
        {2, 2, {12, 5, 5, 2}, true, 0, 1, 1, 0.0084033613445378151, 2.0416666666666667, 3},
        {2,
         3,
         {762, 327, 468, 484, 239, 477},
         false,
         30.070149095754672,
         2,
         2.953589183211758e-7,
         0.10443580235646777,
         246.35473340587595,
         0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mm_joint_count cells[MOST];
        struct mm_chisq result;
        size_t count = list_cells(cases[i].table, cases[i].rows, cases[i].columns, cells);
        ck_assert_int_eq(
            mm_chisq_independence(cells, count, cases[i].rows, cases[i].columns, cases[i].yates, &result, NULL), MM_OK);
        mm_check_relative(result.statistic, cases[i].statistic,
                          64 * 0x1p-52); /* nine differences of rounded products */
        mm_check_bits(result.df, cases[i].df);
        /* p moves by X²/2 times the relative change of X². */
        mm_check_relative(result.p, cases[i].p, 1e-13);
        mm_check_relative(result.effect, cases[i].effect, 64 * 0x1p-52);
        mm_check_relative(result.min_expected, cases[i].min_expected, 2 * 0x1p-52);
        mm_check_bits(result.small, cases[i].small);
    }
}
END_TEST

/* mpmath; scipy.stats.chisquare. */
START_TEST(fit) {
    struct mm_chisq result;
    double even[] = {1, 1, 1, 1, 1, 1};
    double counts[] = {16, 18, 16, 14, 12, 12};
    ck_assert_int_eq(mm_chisq_fit(counts, even, 6, 0, &result, NULL), MM_OK);
    mm_check_relative(result.statistic, 2, 16 * 0x1p-52);
    mm_check_relative(result.p, 0.84914503608460964, 1e-14);
    mm_check_relative(result.effect, 0.15075567228888181, 16 * 0x1p-52);
    ck_assert_int_eq(mm_chisq_fit(counts, even, 6, 1, &result, NULL), MM_OK);
    mm_check_relative(result.p, 0.73575888234288464, 1e-14);
    ck_assert_int_eq(mm_chisq_fit((double[]){315, 101, 108, 32}, (double[]){9, 3, 3, 1}, 4, 0, &result, NULL), MM_OK);
    mm_check_relative(result.statistic, 0.47002398081534772, 1e-13); /* differences of near numbers */
    mm_check_relative(result.p, 0.92542589510361597, 1e-13);
    mm_check_relative(result.min_expected, 34.75, 0x1p-52);
    mm_check_bits(result.small, 0);
}
END_TEST

START_TEST(far_tail) {
    /* mpmath: chi-square with 1 degree of freedom beyond 1296 = 36². */
    struct mm_chisq result;
    struct mm_joint_count cells[] = {{0, 0, 648}, {1, 1, 648}};
    ck_assert_int_eq(mm_chisq_independence(cells, 2, 2, 2, false, &result, NULL), MM_OK);
    mm_check_relative(result.statistic, 1296, 0x1p-50);
    mm_check_relative(result.p, 8.3652481315945667e-284, 1e-12);
    mm_check_near(result.effect, 1, 0x1p-52);
}
END_TEST

START_TEST(refused) {
    struct mm_chisq result;
    struct mm_detail detail = {99, 99};
    struct mm_joint_count cells[] = {{0, 0, 3}, {0, 2, 4}, {2, 0, 1}};
    ck_assert_int_eq(mm_chisq_independence(cells, 3, 3, 3, false, &result, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    cells[2].row = 1;
    ck_assert_int_eq(mm_chisq_independence(cells, 3, 2, 3, false, &result, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 3);
    ck_assert_int_eq(mm_chisq_independence(cells, 3, 2, 3, true, &result, &detail), MM_SHAPE);
    ck_assert_int_eq(mm_chisq_independence(cells, 3, 1, 3, false, &result, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_chisq_independence(cells, 0, 0, 0, false, &result, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_chisq_fit((double[]){1, 2}, (double[]){1, 0}, 2, 0, &result, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_chisq_fit((double[]){1, 2}, (double[]){1, 1}, 2, 1, &result, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_chisq_fit((double[]){0, 0}, (double[]){1, 1}, 2, 0, &result, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_chisq_fit(NULL, NULL, 0, 0, &result, &detail), MM_TOO_FEW);
}
END_TEST

MM_CHECK_MAIN("chisq", independence, fit, far_tail, refused)
