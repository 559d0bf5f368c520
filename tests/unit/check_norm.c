/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of norms of vectors and matrices. */
#include <float.h>

#include "check_main.h"
#include "linalg/norm.h"

/* mpmath, 50 digits. */
START_TEST(vectors_known) {
    const double x[] = {0.1, -0.7, 3e-5, 2, 1e3}, y[] = {3, -4, 12};
    static const struct {
        double p, norm;
    } known[] = {{1, 1002.80003},
                 {2, 1000.0022499974692057},
                 {3, 1000.0000027813333256},
                 {1.5, 1000.0726406698316395},
                 {10, 1000},
                 {INFINITY, 1000},
                 {0, 5}};
    /* p ≥ 1: the power's rounding is divided by p again. */
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        mm_check_relative(mm_vector_norm(x, 5, known[i].p), known[i].norm, 4 * DBL_EPSILON);
    mm_check_relative(mm_vector_norm(x, 5, 0.5), 1169.3223160356397334, 16 * DBL_EPSILON);
    mm_check_bits(mm_vector_norm(y, 3, 2), 13);
    mm_check_bits(mm_vector_norm(y, 3, 1), 19);
}
END_TEST

START_TEST(vectors_extreme) {
    const double large[] = {3e200, 4e200}, small[] = {3e-200, -4e-200}, tiny[] = {5e-324, 0}, zero[] = {0, -0.0};
    const double missing[] = {1, NAN, INFINITY}, infinite[] = {-INFINITY, 1};
    static const double orders[] = {0.5, 1, 2, 3, 1000, INFINITY};
    /* mpmath: the double nearest to sqrt(large·large) is the one below 5e200. */
    mm_check_bits(mm_vector_norm(large, 2, 2), 4.9999999999999995e200);
    mm_check_relative(mm_vector_norm(large, 2, 3), 4.4979414452754148e200, 4 * DBL_EPSILON); /* 91^(1/3) */
    mm_check_relative(mm_vector_norm(small, 2, 3), 4.4979414452754148e-200, 4 * DBL_EPSILON);
    mm_check_bits(mm_vector_norm(large, 2, 1000), 4e200);
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        double p = orders[i];
        mm_check_bits(mm_vector_norm(tiny, 2, p), 5e-324);
        mm_check_bits(mm_vector_norm(zero, 2, p), 0);
        mm_check_bits(mm_vector_norm(zero, 0, p), 0);
        ck_assert(isnan(mm_vector_norm(missing, 3, p)));
        mm_check_bits(mm_vector_norm(infinite, 2, p), INFINITY);
    }
    ck_assert(isnan(mm_vector_norm(missing, 3, 0)));
    mm_check_bits(mm_vector_norm(infinite, 2, 0), 2);
    mm_check_bits(mm_vector_norm(zero, 2, 0), 0);
}
END_TEST

static double matrix_norm(const double *a, size_t m, size_t n, enum mm_matrix_norm kind) {
    double norm = NAN;
    ck_assert_int_eq(mm_matrix_norm(a, m, n, kind, &norm, NULL), MM_OK);
    return norm;
}

/* numpy.linalg.norm */
START_TEST(matrices_known) {
    const double a[] = {1, -7, 2, -3, 4, 5.5};
    mm_check_near(matrix_norm(a, 2, 3, MM_NORM_FROBENIUS), 10.452272480183437, 2 * DBL_EPSILON);
    mm_check_bits(matrix_norm(a, 2, 3, MM_NORM_COLUMN), 11);
    mm_check_bits(matrix_norm(a, 2, 3, MM_NORM_ROW), 12.5);
    mm_check_bits(matrix_norm(a, 2, 3, MM_NORM_MAX), 7);
    mm_check_near(matrix_norm(a, 2, 3, MM_NORM_SPECTRAL), 8.63914134865136, 32 * DBL_EPSILON);
    mm_check_near(matrix_norm(a, 2, 3, MM_NORM_NUCLEAR), 14.522612837323873, 32 * DBL_EPSILON);
    /* The transpose swaps rows and columns. */
    const double t[] = {1, -3, -7, 4, 2, 5.5};
    mm_check_bits(matrix_norm(t, 3, 2, MM_NORM_COLUMN), 12.5);
    mm_check_bits(matrix_norm(t, 3, 2, MM_NORM_ROW), 11);
}
END_TEST

/* mpmath, 50 digits, from the exact fractions: rounding the entries moves a singular value by at most |H| eps. */
START_TEST(hilbert) {
    double h[64];
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++) h[8 * i + j] = 1.0 / (i + j + 1);
    mm_check_near(matrix_norm(h, 8, 8, MM_NORM_SPECTRAL), 1.6959389969219494521, 8 * DBL_EPSILON);
    mm_check_near(matrix_norm(h, 8, 8, MM_NORM_NUCLEAR), 2.0218004218004218004, 64 * DBL_EPSILON);
    mm_check_near(matrix_norm(h, 8, 8, MM_NORM_FROBENIUS), 1.7221431395612751152, 2 * DBL_EPSILON);
}
END_TEST

/* Blocks of any size give the bits of the whole. */
START_TEST(passes) {
    enum { M = 700, N = 3 };
    static double a[M * N];
    for (size_t i = 0; i < M * N; i++) a[i] = sin((double)i) * exp(5 * cos(7.0 * (double)i));
    static const enum mm_matrix_norm kinds[] = {MM_NORM_FROBENIUS, MM_NORM_COLUMN, MM_NORM_ROW, MM_NORM_MAX};
    for (size_t k = 0; k < 4; k++) {
        double whole = matrix_norm(a, M, N, kinds[k]);
        for (size_t height = 1; height < M; height = 3 * height + 1) {
            struct mm_norm_pass pass;
            ck_assert_int_eq(mm_norm_pass_start(&pass, kinds[k], N), MM_OK);
            for (size_t i = 0; i < M; i += height) mm_norm_pass_add(&pass, a + i * N, M - i < height ? M - i : height);
            mm_check_bits(mm_norm_pass_finish(&pass), whole);
        }
    }
}
END_TEST

/* The root of an exact sum that no double holds, and of one that has no root. */
START_TEST(exact_roots) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_check_bits(mm_exact_root(&sum), 0);
    for (int i = 0; i < 4; i++) mm_exact_add_product(&sum, 0x1p1000, 0x1p1000);
    mm_check_bits(mm_exact_root(&sum), 0x1p1001);
    mm_exact_add_product(&sum, -0x1p1020, 0x1p1020);
    ck_assert(isnan(mm_exact_root(&sum)));
}
END_TEST

START_TEST(matrices_degenerate) {
    const double zero[4] = {0}, missing[] = {1, NAN, 2, 3}, infinite[] = {1, 2, -INFINITY, 3}, one[] = {-3};
    const double large[] = {1e300, 1e300, 1e300, 1e300};
    struct mm_detail detail = {0};
    double norm;
    for (int kind = MM_NORM_FROBENIUS; kind <= MM_NORM_NUCLEAR; kind++) {
        mm_check_bits(matrix_norm(zero, 2, 2, (enum mm_matrix_norm)kind), 0);
        mm_check_bits(matrix_norm(one, 1, 1, (enum mm_matrix_norm)kind), 3);
        ck_assert_int_eq(mm_matrix_norm(zero, 0, 2, (enum mm_matrix_norm)kind, &norm, NULL), MM_TOO_FEW);
        if (kind >= MM_NORM_SPECTRAL) {
            ck_assert_int_eq(mm_matrix_norm(missing, 2, 2, (enum mm_matrix_norm)kind, &norm, &detail), MM_NOT_FINITE);
            ck_assert_uint_eq(detail.index, 1);
            ck_assert_int_eq(mm_matrix_norm(infinite, 2, 2, (enum mm_matrix_norm)kind, &norm, &detail), MM_NOT_FINITE);
            ck_assert_uint_eq(detail.index, 2);
        } else {
            ck_assert(isnan(matrix_norm(missing, 2, 2, (enum mm_matrix_norm)kind)));
            mm_check_bits(matrix_norm(infinite, 2, 2, (enum mm_matrix_norm)kind), INFINITY);
        }
    }
    mm_check_bits(matrix_norm(large, 2, 2, MM_NORM_FROBENIUS), 2e300);
}
END_TEST

MM_CHECK_MAIN("norm", vectors_known, vectors_extreme, matrices_known, hilbert, passes, exact_roots, matrices_degenerate)
