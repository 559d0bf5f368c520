/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact cross products of columns: against Python's fractions, in every order, split and number of threads. */
#include <gmp.h>

#include "check_main.h"
#include "statistics/gram.h"

enum { ROWS = 600, COLUMNS = 4 };

/* Uniform numbers; numbers over 117 powers of two; eighths near 1e9; small whole numbers. */
static void make_rows(double *rows) {
    uint64_t state = 1;
    for (size_t i = 0; i < ROWS; i++) {
        for (size_t j = 0; j < COLUMNS; j++, rows++) {
            state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
            uint64_t random = state >> 11;
            if (j == 0) *rows = (double)random / 0x1p53;
            if (j == 1) *rows = ldexp((double)random - 0x1p52, -52 - 3 * (int)(i % 40));
            if (j == 2) *rows = 1e9 + (double)(random % 1000) / 8;
            if (j == 3) *rows = (double)(random % 7) - 3;
        }
    }
}

/* Python 3.11, fractions.Fraction on the same numbers, and for the correlation mpmath 1.2 with 60 digits, each rounded
 * once. */
static const struct {
    size_t i, j;
    double product, covariance, correlation;
} known[] = {
    {0, 0, 0x1.8b65cfced30ffp+7, 0x1.456aab34692cfp-4, 0x1.0000000000000p+0},
    {0, 1, -0x1.8f02e5de50703p-1, -0x1.d7f7f8526709ep-11, -0x1.39129a3953263p-5},
    {0, 2, 0x1.177fc2e175074p+38, -0x1.0a0e618950e83p-5, -0x1.aeb3dcab2719ap-9},
    {0, 3, -0x1.013f61e65f8d4p+5, -0x1.c593a8f1e4a9cp-8, -0x1.9b6fd9da5138ap-7},
    {1, 1, 0x1.0bc21b5dd5971p+2, 0x1.c9b1e6a6b585cp-8, 0x1.0000000000000p+0},
    {1, 2, -0x1.c9c67c7a3143fp+28, -0x1.053bde83bd847p-7, -0x1.6496434102613p-9},
    {1, 3, 0x1.dbf024ed05105p-3, 0x1.4862ad70cbdbfp-12, 0x1.f6572b2103508p-10},
    {2, 2, 0x1.043563bc51a46p+69, 0x1.3364391bc7960p+10, 0x1.0000000000000p+0},
    {2, 3, -0x1.a13b86b0e0000p+35, 0x1.aa82181aab1f6p+1, 0x1.8e109671216c7p-5},
    {3, 3, 0x1.1f00000000000p+11, 0x1.e983a0849137cp+1, 0x1.0000000000000p+0},
};
static const double sums[] = {0x1.2c1c1d2cb3324p+8, -0x1.eb885149e973fp-2, 0x1.176593fd83400p+39,
                              -0x1.c000000000000p+5};
static const double means[] = {0x1.0017fd96c8b37p-1, -0x1.a370e934d4dddp-11, 0x1.dcd651e746666p+29,
                               -0x1.7e4b17e4b17e5p-4};

static void check_known(const struct mm_gram *gram) {
    double value;
    ck_assert_uint_eq(mm_gram_count(gram), ROWS);
    for (size_t i = 0; i < COLUMNS; i++) {
        ck_assert(mm_gram_finite(gram, i) && !mm_gram_constant(gram, i));
        ck_assert(mm_gram_sum(gram, i) == sums[i]);
        ck_assert_int_eq(mm_gram_mean(gram, i, &value), MM_OK);
        ck_assert(value == means[i]);
    }
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        size_t i = known[k].i, j = known[k].j;
        ck_assert(mm_gram_product(gram, i, j) == known[k].product);
        ck_assert_int_eq(mm_gram_covariance(gram, j, i, 1, &value), MM_OK);
        ck_assert(value == known[k].covariance);
        ck_assert_int_eq(mm_gram_correlation(gram, i, j, &value), MM_OK);
        ck_assert(value == known[k].correlation);
    }
}

START_TEST(rounded_once) {
    double rows[ROWS * COLUMNS];
    make_rows(rows);
    for (size_t threads = 1; threads <= 3; threads++) {
        struct mm_gram *gram = mm_gram_new(COLUMNS);
        mm_gram_add(gram, rows, ROWS, COLUMNS, threads);
        check_known(gram);
        mm_gram_free(gram);
    }
}
END_TEST

START_TEST(any_order_and_split) {
    double rows[ROWS * COLUMNS];
    struct mm_gram *parts[3];
    make_rows(rows);
    for (size_t k = 0; k < 3; k++) parts[k] = mm_gram_new(COLUMNS);
    /* Row by row from the end, in small blocks, and as one block with a stride of two rows. */
    for (size_t i = 200; i-- > 0;) mm_gram_add(parts[0], rows + i * COLUMNS, 1, COLUMNS, 1);
    for (size_t i = 200; i < 400; i += 20) mm_gram_add(parts[1], rows + i * COLUMNS, 20, COLUMNS, 2);
    for (size_t k = 0; k < 2; k++) mm_gram_add(parts[2], rows + (400 + k) * COLUMNS, 100, 2 * COLUMNS, 1);
    mm_gram_merge(parts[2], parts[0]);
    mm_gram_merge(parts[2], parts[1]);
    check_known(parts[2]);
    for (size_t k = 0; k < 3; k++) mm_gram_free(parts[k]);
}
END_TEST

/* Many blocks of 4096 rows with threads and with numbers off the grid give what row by row gives. */
START_TEST(many_rows) {
    enum { MANY = 20000 };
    double *rows = malloc(MANY * 3 * sizeof *rows), a, b;
    struct mm_gram *together = mm_gram_new(3), *singly = mm_gram_new(3);
    uint64_t state = 7;
    for (size_t i = 0; i < 3 * MANY; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        rows[i] = ldexp((double)(int64_t)state, (int)(state >> 20 & 255) - 200);
    }
    mm_gram_add(together, rows, MANY, 3, 4);
    for (size_t i = 0; i < MANY; i++) mm_gram_add(singly, rows + 3 * i, 1, 3, 1);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 3; j++) {
            ck_assert(mm_gram_product(together, i, j) == mm_gram_product(singly, i, j));
            mm_gram_covariance(together, i, j, 0, &a);
            mm_gram_covariance(singly, j, i, 0, &b);
            ck_assert(a == b);
        }
    }
    mm_gram_free(together);
    mm_gram_free(singly);
    free(rows);
}
END_TEST

/* Enough columns that threads are worth it. */
START_TEST(threads) {
    enum { WIDE = MM_GRAM_COLUMNS, LONG = 5000 };
    double *rows = malloc(LONG * WIDE * sizeof *rows);
    struct mm_gram *one = mm_gram_new(WIDE), *three = mm_gram_new(WIDE);
    uint64_t state = 9;
    for (size_t i = 0; i < LONG * WIDE; i++) {
        state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        rows[i] = ldexp((double)(int64_t)state, -(int)(state >> 20 & 63));
    }
    mm_gram_add(one, rows, LONG, WIDE, 1);
    mm_gram_add(three, rows, LONG, WIDE, 3);
    for (size_t i = 0; i < WIDE; i++) {
        ck_assert(mm_gram_sum(one, i) == mm_gram_sum(three, i));
        for (size_t j = i; j < WIDE; j++) ck_assert(mm_gram_centred(one, i, j) == mm_gram_centred(three, i, j));
    }
    mm_gram_free(one);
    mm_gram_free(three);
    free(rows);
}
END_TEST

/* 1000000001, 1000000002, 1000000003 have the variance 1; the smallest and the largest doubles have theirs. */
START_TEST(extremes) {
    const double rows[] = {1000000001, 5e-324, 1e308, 1000000002, 1e-323, -1e308, 1000000003, 1.5e-323, 1e308};
    struct mm_gram *gram = mm_gram_new(3);
    double value;
    mm_gram_add(gram, rows, 3, 3, 1);
    ck_assert_int_eq(mm_gram_covariance(gram, 0, 0, 1, &value), MM_OK);
    ck_assert(value == 1);
    ck_assert_int_eq(mm_gram_sd(gram, 1, 1, &value), MM_OK);
    ck_assert(value == 5e-324);
    ck_assert_int_eq(mm_gram_correlation(gram, 0, 1, &value), MM_OK);
    ck_assert(value == 1);
    ck_assert(mm_gram_product(gram, 2, 2) == HUGE_VAL);
    ck_assert_int_eq(mm_gram_correlation(gram, 0, 2, &value), MM_OK);
    ck_assert(value == 0);
    mm_gram_free(gram);
}
END_TEST

START_TEST(none_one_and_constant) {
    const double row[] = {3, 0.1};
    struct mm_gram *gram = mm_gram_new(2);
    double value;
    ck_assert_ptr_null(mm_gram_new(0));
    ck_assert_ptr_null(mm_gram_new(MM_GRAM_COLUMNS + 1));
    ck_assert_int_eq(mm_gram_mean(gram, 0, &value), MM_TOO_FEW);
    ck_assert(mm_gram_sum(gram, 0) == 0 && mm_gram_centred(gram, 0, 1) == 0);
    mm_gram_add(gram, row, 1, 2, 1);
    ck_assert_int_eq(mm_gram_covariance(gram, 0, 1, 1, &value), MM_TOO_FEW);
    ck_assert_int_eq(mm_gram_correlation(gram, 0, 1, &value), MM_TOO_FEW);
    for (int i = 0; i < 20; i++) mm_gram_add(gram, row, 1, 2, 1);
    ck_assert(mm_gram_constant(gram, 1));
    ck_assert_int_eq(mm_gram_correlation(gram, 0, 1, &value), MM_CONSTANT);
    mm_gram_free(gram);
}
END_TEST

/* A column with NaN or infinity is alone in it, however its rows came. */
START_TEST(not_finite) {
    for (size_t count = 1; count <= 40; count += 39) {
        struct mm_gram *gram = mm_gram_new(3);
        double value;
        for (size_t i = 0; i < 40; i += count) {
            double rows[120];
            for (size_t k = 0; k < 3 * count; k++) rows[k] = (double)(k + 3 * i);
            if (i == 0) rows[0] = NAN;
            if (i == 0) rows[1] = HUGE_VAL;
            mm_gram_add(gram, rows, count, 3, 2);
        }
        ck_assert(isnan(mm_gram_sum(gram, 0)) && mm_gram_sum(gram, 1) == HUGE_VAL);
        ck_assert(isnan(mm_gram_product(gram, 0, 2)) && isnan(mm_gram_product(gram, 1, 1)));
        ck_assert_int_eq(mm_gram_correlation(gram, 1, 2, &value), MM_OK);
        ck_assert(isnan(value));
        ck_assert_int_eq(mm_gram_covariance(gram, 2, 2, 1, &value), MM_OK);
        ck_assert(value == 1230); /* 9 (40² - 1) 40 / (12·39) */
        mm_gram_free(gram);
    }
}
END_TEST

MM_CHECK_MAIN("gram", rounded_once, any_order_and_split, many_rows, threads, extremes, none_one_and_constant,
              not_finite)
