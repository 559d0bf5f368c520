/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Determinants, ranks, condition numbers and traces against 50 digits and closed forms. */
#include <float.h>

#include "linalg/determinant.h"
#include "linalg/spectrum.h"

#include "check_main.h"

static double a[40 * 40];

static void hilbert(size_t n) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++) a[i * n + j] = 1 / (double)(i + j + 1);
    }
}

static double value_of(const double *matrix, size_t n) {
    struct mm_determinant determinant;
    ck_assert_int_eq(mm_determinant(matrix, n, &determinant, NULL), MM_OK);
    return mm_determinant_value(&determinant);
}

/* Integers by hand; Hilbert's matrices (of doubles) and the Vandermonde matrix by mpmath 1.2 with 50 digits or more.
 * Exact arithmetic rounds once: half an ulp, and the digits given here are rounded once more. */
START_TEST(exact_small) {
    static const double two[] = {1, 2, 3, 4}, three[] = {1, 2, 3, 4, 5, 6, 7, 8, 9}, swap[] = {0, 1, 1, 0};
    static const double mixed[] = {1e300, 1, 1, 1e-300}, one[] = {-0.0};
    mm_check_bits(value_of(two, 2), -2);
    mm_check_bits(value_of(three, 3), 0);
    mm_check_bits(value_of(swap, 2), -1);
    mm_check_bits(value_of(one, 1), 0);
    /* 1e300 · 1e-300 - 1 for the doubles: Python's fractions say 7.756385209041318e-17 */
    mm_check_relative(value_of(mixed, 2), 7.756385209041318e-17, DBL_EPSILON);
    hilbert(8);
    mm_check_relative(value_of(a, 8), 2.7370501217557288204e-33, DBL_EPSILON);
    hilbert(12);
    mm_check_relative(value_of(a, 12), 2.6872255816619031217e-78, DBL_EPSILON);
    hilbert(16);
    mm_check_relative(value_of(a, 16), 1.95189753532967907e-135, 1e-15);
    for (size_t i = 0; i < 7; i++) {
        for (size_t j = 0; j < 7; j++) a[i * 7 + j] = pow(1 + (double)i / 8, (double)j);
    }
    mm_check_relative(value_of(a, 7), 2.6978419498391303932e-12, DBL_EPSILON);
}
END_TEST

/* a_ij = min(i, j) has determinant 1 for any n; beyond 16 rows by LU, exact here too since all pivots are 1. The
 * Toeplitz matrix 1/(1 + |i - j|) + I of 20 rows by mpmath. */
START_TEST(by_pivots) {
    for (size_t n = 1; n <= 40; n += 13) {
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) a[i * n + j] = (double)(i < j ? i : j) + 1;
        }
        mm_check_near(value_of(a, n), 1, (double)(n * n) * 8 * DBL_EPSILON);
    }
    for (size_t i = 0; i < 20; i++) {
        for (size_t j = 0; j < 20; j++) a[i * 20 + j] = 1 / (1 + fabs((double)i - (double)j)) + (i == j);
    }
    mm_check_relative(value_of(a, 20), 212300.99376121328566, 20 * 8 * DBL_EPSILON);
    memset(a, 0, sizeof a);
    mm_check_bits(value_of(a, 20), 0);
}
END_TEST

/* Diagonal matrices: the product of the diagonal, in closed form. */
START_TEST(logarithms) {
    struct mm_determinant determinant;
    for (size_t n = 5; n <= 30; n += 25) {
        memset(a, 0, sizeof a);
        for (size_t i = 0; i < n; i++) a[i * n + i] = i == 0 ? -0x1p-1000 : 0x1p-1000;
        ck_assert_int_eq(mm_determinant(a, n, &determinant, NULL), MM_OK);
        mm_check_bits(mm_determinant_value(&determinant), -0.0);
        mm_check_bits(mm_determinant_sign(&determinant), -1);
        mm_check_relative(mm_determinant_log(&determinant), -1000. * (double)n * log(2), DBL_EPSILON);
        for (size_t i = 0; i < n; i++) a[i * n + i] = 0x1p1000;
        ck_assert_int_eq(mm_determinant(a, n, &determinant, NULL), MM_OK);
        mm_check_bits(mm_determinant_value(&determinant), INFINITY);
        mm_check_relative(mm_determinant_log(&determinant), 1000. * (double)n * log(2), DBL_EPSILON);
    }
    static const double near_one[] = {1 + 0x1p-40};
    ck_assert_int_eq(mm_determinant(near_one, 1, &determinant, NULL), MM_OK);
    mm_check_relative(mm_determinant_log(&determinant), log1p(0x1p-40), DBL_EPSILON);
    memset(a, 0, sizeof a);
    ck_assert_int_eq(mm_determinant(a, 3, &determinant, NULL), MM_OK);
    mm_check_bits(mm_determinant_log(&determinant), -INFINITY);
    mm_check_bits(mm_determinant_sign(&determinant), 0);
}
END_TEST

/* numpy.linalg.matrix_rank, 1.24: 11 for the Hilbert matrix of 14 rows. */
START_TEST(ranks) {
    size_t rank;
    hilbert(14);
    ck_assert_int_eq(mm_matrix_rank(a, 14, 14, NAN, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 11);
    ck_assert_int_eq(mm_matrix_rank(a, 14, 14, 1e-3, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 4);
    ck_assert_int_eq(mm_matrix_rank(a, 3, 14, NAN, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 3);
    memset(a, 0, sizeof a);
    ck_assert_int_eq(mm_matrix_rank(a, 5, 2, NAN, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 0);
    a[3] = 1e-300;
    ck_assert_int_eq(mm_matrix_rank(a, 5, 2, NAN, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 1);
}
END_TEST

/* mpmath, 50 digits. The smallest singular value has an error of eps times the largest, relatively eps κ; the inverse
 * is refined with exact residuals. */
START_TEST(conditions) {
    static const double known[] = {1, 2, 3, 4, 5, 6, 7, 8, 10};
    static const double zeros[4] = {0}, singular[] = {1, 2, 2, 4}, wide[] = {3, 0, 0, 0, 0.5, 0};
    double two, one, inf, fro;
    mm_condition(known, 3, 3, MM_CONDITION_2, &two, NULL);
    mm_condition(known, 3, 3, MM_CONDITION_1, &one, NULL);
    mm_condition(known, 3, 3, MM_CONDITION_INF, &inf, NULL);
    mm_condition(known, 3, 3, MM_CONDITION_FRO, &fro, NULL);
    mm_check_relative(two, 88.448279920698623522, 88 * 8 * DBL_EPSILON);
    mm_check_relative(one, 133, 4 * DBL_EPSILON);
    mm_check_relative(inf, 158.33333333333333333, 4 * DBL_EPSILON);
    mm_check_relative(fro, 90.784237496262410244, 91 * 8 * DBL_EPSILON);
    hilbert(10);
    mm_condition(a, 10, 10, MM_CONDITION_1, &one, NULL);
    mm_check_relative(one, 35354248023149.941152, 8 * DBL_EPSILON);
    mm_condition(a, 10, 10, MM_CONDITION_FRO, &fro, NULL);
    mm_check_relative(fro, 16332439215704.155792, 2e13 * DBL_EPSILON);
    mm_condition(wide, 2, 3, MM_CONDITION_2, &two, NULL);
    mm_check_near(two, 6, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_condition(wide, 2, 3, MM_CONDITION_1, &one, NULL), MM_SHAPE);
    for (int norm = MM_CONDITION_2; norm <= MM_CONDITION_FRO; norm++) {
        ck_assert_int_eq(mm_condition(zeros, 2, 2, (enum mm_condition_norm)norm, &one, NULL), MM_OK);
        mm_check_bits(one, INFINITY);
        /* 1 / eps or more: what a singular matrix of roundings amounts to. */
        ck_assert_int_eq(mm_condition(singular, 2, 2, (enum mm_condition_norm)norm, &one, NULL), MM_OK);
        ck_assert_double_ge(one, 1e15);
    }
    static const double large[] = {0x1p1023, 0, 0, 0x1p1022};
    for (int norm = MM_CONDITION_2; norm <= MM_CONDITION_INF; norm++) {
        ck_assert_int_eq(mm_condition(large, 2, 2, (enum mm_condition_norm)norm, &one, NULL), MM_OK);
        mm_check_near(one, 2, 2 * DBL_EPSILON);
    }
}
END_TEST

START_TEST(traces) {
    static const double exact[] = {1e100, 5, 5, 5, 1, 5, 5, 5, -1e100};
    double trace;
    ck_assert_int_eq(mm_trace(exact, 3, &trace), MM_OK);
    mm_check_bits(trace, 1);
    ck_assert_int_eq(mm_trace(exact, 0, &trace), MM_TOO_FEW);
}
END_TEST

START_TEST(not_finite) {
    const double bad[] = {1, 2, NAN, 4};
    struct mm_determinant determinant;
    struct mm_detail detail = {0};
    double condition;
    size_t rank;
    ck_assert_int_eq(mm_determinant(bad, 2, &determinant, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_determinant(bad, 0, &determinant, &detail), MM_TOO_FEW);
    for (int norm = MM_CONDITION_2; norm <= MM_CONDITION_FRO; norm++) {
        detail.index = 0;
        ck_assert_int_eq(mm_condition(bad, 2, 2, (enum mm_condition_norm)norm, &condition, &detail), MM_NOT_FINITE);
        ck_assert_uint_eq(detail.index, 2);
    }
    ck_assert_int_eq(mm_matrix_rank(bad, 2, 2, NAN, &rank, &detail), MM_NOT_FINITE);
}
END_TEST

MM_CHECK_MAIN("determinant", exact_small, by_pivots, logarithms, ranks, conditions, traces, not_finite)
