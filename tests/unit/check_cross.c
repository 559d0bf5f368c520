/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cross products: exact and blocked ones against mpmath, the same bits for any split and number of threads. */
#include "statistics/cross.h"

#include <float.h>

#include "check_main.h"
#include "linalg/lapack.h"

/* Column j of row i: a few digits around an offset that hides them; the reference script has the same formula. */
static double entry(size_t i, size_t j, double offset) {
    return offset + (double)((i * i * (j + 3) + 7 * i * (j + 1) + j * j * j) % 1009) / 1024;
}

static double *table(size_t rows, size_t columns, double offset) {
    double *x = malloc(rows * columns * sizeof *x);
    for (size_t i = 0; i < rows; i++)
        for (size_t j = 0; j < columns; j++) x[i * columns + j] = entry(i, j, offset);
    return x;
}

static struct mm_cross *cross_of(const double *x, size_t rows, size_t columns, size_t step, size_t threads) {
    struct mm_cross *cross = mm_cross_new(columns);
    ck_assert_ptr_nonnull(cross);
    for (size_t i = 0; i < rows; i += step)
        ck_assert_int_eq(mm_cross_add(cross, x + i * columns, rows - i < step ? rows - i : step, columns, threads),
                         MM_OK);
    ck_assert_uint_eq(mm_cross_count(cross), rows);
    return cross;
}

/* Expected: mpmath 1.2 with 60 digits of the doubles of entry(). */
static const struct {
    size_t rows;
    double offset, covariance, correlation, complement;
} known[] = {{10, 0.0, 0.020456314086914062, 0.9995421365512847, 0.0009155172584929115},
             {700, 1000000000.0, 0.0001622160992056174, 0.0020498402667347405, 0.9999957981548808},
             {5000, 0.0, -0.002086810537766733, -0.025809190054990622, 0.9993338857087054},
             {5000, 1000000000.5, -0.002086810537766733, -0.025809190054990622, 0.9993338857087054},
             {3000, -1000000000000.0, -0.0022006833851436806, -0.02725342972518316, 0.9992572505682145}};

/* Exact sums give the nearest double; blocks at 40 columns are within 64 eps relative to the standard deviations: 512-term
 * sums of rounding errors of eps/2 each, and a tree of four levels. */
START_TEST(known_answers) {
    mm_lapack_threads(1);
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        for (size_t columns = 3; columns <= 40; columns += 37) {
            struct mm_detail detail = {0};
            double *x = table(known[k].rows, columns, known[k].offset),
                   *found = malloc(2 * columns * columns * sizeof *x);
            struct mm_cross *cross = cross_of(x, known[k].rows, columns, 100, 2);
            ck_assert_int_eq(mm_cross_covariance(cross, 1, found, &detail), MM_OK);
            double tolerance = columns == 3 ? 0 : 64 * DBL_EPSILON;
            mm_check_near(found[2], known[k].covariance, tolerance);
            mm_check_bits(found[2 * columns], found[2]);
            ck_assert_int_eq(mm_cross_correlation(cross, found, found + columns * columns, &detail), MM_OK);
            mm_check_near(found[2], known[k].correlation, tolerance);
            mm_check_near(found[columns * columns + 2], known[k].complement, tolerance);
            mm_check_bits(found[columns + 1], 1);
            mm_cross_free(cross);
            free(x);
            free(found);
        }
    }
}
END_TEST

START_TEST(any_split_any_threads) {
    enum { ROWS = 5003, COLUMNS = 35 };
    struct mm_detail detail;
    double *x = table(ROWS, COLUMNS, 1e6), *one = malloc(COLUMNS * COLUMNS * sizeof *x),
           *other = malloc(COLUMNS * COLUMNS * sizeof *x);
    static const size_t steps[] = {ROWS, 1, 511, 512, 4096, 777};
    mm_lapack_threads(1);
    for (size_t k = 0; k < sizeof steps / sizeof *steps; k++) {
        struct mm_cross *cross = cross_of(x, ROWS, COLUMNS, steps[k], k % 3 + 1);
        ck_assert_int_eq(mm_cross_covariance(cross, 0, k == 0 ? one : other, &detail), MM_OK);
        if (k > 0) ck_assert_mem_eq(one, other, COLUMNS * COLUMNS * sizeof *one);
        mm_cross_free(cross);
    }
    free(x);
    free(one);
    free(other);
}
END_TEST

/* Looking does not change: rows may follow. */
START_TEST(answers_on_the_way) {
    enum { ROWS = 6000, COLUMNS = 33 };
    struct mm_detail detail;
    double *x = table(ROWS, COLUMNS, 0), *one = malloc(COLUMNS * COLUMNS * sizeof *x),
           *other = malloc(COLUMNS * COLUMNS * sizeof *x);
    struct mm_cross *looked = mm_cross_new(COLUMNS), *whole = cross_of(x, ROWS, COLUMNS, ROWS, 2);
    for (size_t i = 0; i < ROWS; i += 1500) {
        ck_assert_int_eq(mm_cross_add(looked, x + i * COLUMNS, 1500, COLUMNS, 1), MM_OK);
        ck_assert_int_eq(mm_cross_correlation(looked, one, NULL, &detail), MM_OK);
    }
    ck_assert_int_eq(mm_cross_correlation(whole, other, NULL, &detail), MM_OK);
    ck_assert_mem_eq(one, other, COLUMNS * COLUMNS * sizeof *one);
    mm_cross_free(looked);
    mm_cross_free(whole);
    free(x);
    free(one);
    free(other);
}
END_TEST

START_TEST(refusals) {
    for (size_t columns = 2; columns <= 34; columns += 32) {
        struct mm_detail detail = {0};
        double *x = table(600, columns, 0), *found = malloc(columns * columns * sizeof *x);
        for (size_t i = 0; i < 600; i++) x[i * columns + 1] = 0.1; /* whose sum is not exact */
        struct mm_cross *cross = mm_cross_new(columns);
        ck_assert_int_eq(mm_cross_covariance(cross, 0, found, &detail), MM_TOO_FEW);
        mm_cross_add(cross, x, 1, columns, 1);
        ck_assert_int_eq(mm_cross_covariance(cross, 1, found, &detail), MM_TOO_FEW);
        ck_assert_int_eq(mm_cross_correlation(cross, found, NULL, &detail), MM_TOO_FEW);
        mm_cross_add(cross, x + columns, 599, columns, 1);
        ck_assert_int_eq(mm_cross_correlation(cross, found, NULL, &detail), MM_CONSTANT);
        ck_assert_uint_eq(detail.index, 1);
        ck_assert_int_eq(mm_cross_covariance(cross, 1, found, &detail), MM_OK);
        mm_check_bits(found[columns + 1], 0);
        mm_check_bits(found[1], 0);
        x[0] = NAN;
        mm_cross_add(cross, x, 1, columns, 1);
        ck_assert_int_eq(mm_cross_covariance(cross, 1, found, &detail), MM_OK);
        ck_assert(isnan(found[0]) && isnan(found[1]) && !isnan(found[columns + 1]));
        mm_cross_free(cross);
        free(x);
        free(found);
    }
}
END_TEST

MM_CHECK_MAIN("cross", known_answers, any_split_any_threads, answers_on_the_way, refusals)
