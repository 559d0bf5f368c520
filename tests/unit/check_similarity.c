/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of cosines and of their complements. */
#include <float.h>

#include "base/memory.h"
#include "check_main.h"
#include "linalg/similarity.h"
#include "numeric/exact.h"

/* mpmath, 60 digits, of the doubles as they stand; the third row is subnormal. */
START_TEST(known_cosines) {
    const double a[] = {0.1, 0.2, -0.3, 1e200, 2e200, 1e199, 3e-320, 1e-320, 0, -5, 7, 11};
    static const double expected[] = {
        1.0, 0.5611965301750071156,  0.4225771273642583139,  -0.4593354014105716198, 0.5611965301750071156,
        1.0, 0.7064007333008538374,  0.3231358961966611807,  0.4225771273642583139,  0.7064007333008538374,
        1.0, -0.1811643254631353201, -0.4593354014105716198, 0.3231358961966611807,  -0.1811643254631353201,
        1.0,
    };
    double c[16], cross[8];
    ck_assert_int_eq(mm_cosine(a, 4, NULL, 4, 3, false, c, NULL), MM_OK);
    for (size_t i = 0; i < 16; i++) mm_check_relative(c[i], expected[i], 3 * DBL_EPSILON);
    for (size_t i = 0; i < 4; i++) mm_check_bits(c[5 * i], 1);
    ck_assert_int_eq(mm_cosine(a, 2, a + 0, 4, 3, false, cross, NULL), MM_OK);
    for (size_t i = 0; i < 8; i++) mm_check_relative(cross[i], expected[i], 3 * DBL_EPSILON);
}
END_TEST

static void fill(double *x, size_t count) {
    for (size_t i = 0; i < count; i++) x[i] = sin(1.7 * (double)i) + 0.3 * cos((double)(i * i % 1009));
}

/* Large enough for dgemm: against exact dot products. */
START_TEST(products) {
    enum { M = 600, K = 33, N = 70 };
    double *a = mm_new_doubles(M, K), *c = mm_new_doubles(M, M), *d = mm_new_doubles(M, N);
    fill(a, M * K);
    ck_assert_int_eq(mm_cosine(a, M, NULL, M, K, false, c, NULL), MM_OK);
    ck_assert_int_eq(mm_cosine(a, M, a + K, N, K, false, d, NULL), MM_OK);
    for (size_t i = 0; i < M; i++) {
        mm_check_bits(c[i * M + i], 1);
        for (size_t j = 0; j < M; j++) {
            const double *x = a + i * K, *y = a + j * K;
            double cosine = mm_exact_dot(x, y, K) / (mm_exact_norm(x, K) * mm_exact_norm(y, K));
            ck_assert_double_le(fabs(c[i * M + j] - cosine), (K + 4) * DBL_EPSILON);
            ck_assert_double_le(fabs(c[i * M + j]), 1);
            mm_check_bits(c[i * M + j], c[j * M + i]);
            if (j > 0 && j <= N) ck_assert_double_le(fabs(d[i * N + j - 1] - cosine), (K + 4) * DBL_EPSILON);
        }
    }
    /* A row's size does not count, however extreme; nor does a row with NaN for the others. */
    double *e = mm_new_doubles(M, M);
    for (size_t l = 0; l < K; l++) a[l] *= 0x1p800, a[2 * K + l] *= 0x1p-800;
    a[3 * K] = NAN;
    ck_assert_int_eq(mm_cosine(a, M, NULL, M, K, false, e, NULL), MM_OK);
    for (size_t i = 0; i < M; i++) {
        for (size_t j = 0; j < M; j++) {
            if (i == 3 || j == 3)
                ck_assert(isnan(e[i * M + j]));
            else
                ck_assert_double_le(fabs(e[i * M + j] - c[i * M + j]), 2 * (K + 4) * DBL_EPSILON);
        }
    }
    free(a);
    free(c);
    free(d);
    free(e);
}
END_TEST

START_TEST(refused) {
    const double zero[] = {1, 2, 0, -0.0}, infinite[] = {1, 2, INFINITY, 1}, missing[] = {1, 2, NAN, 1};
    double c[4];
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_cosine(zero, 2, NULL, 2, 2, false, c, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    mm_check_bits(detail.value, 0);
    ck_assert_int_eq(mm_cosine(zero, 1, zero, 2, 2, false, c, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_cosine(zero, 2, NULL, 2, 2, true, c, NULL), MM_OK);
    mm_check_bits(c[0], 1);
    for (size_t i = 1; i < 4; i++) mm_check_bits(c[i], 0);
    ck_assert_int_eq(mm_cosine(infinite, 2, NULL, 2, 2, true, c, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    mm_check_bits(detail.value, INFINITY);
    ck_assert_int_eq(mm_cosine(missing, 2, NULL, 2, 2, false, c, NULL), MM_OK);
    mm_check_bits(c[0], 1);
    for (size_t i = 1; i < 4; i++) ck_assert(isnan(c[i]));
    ck_assert_int_eq(mm_cosine_distance(zero, 2, NULL, 2, 2, 1, c, &detail), MM_DOMAIN);
}
END_TEST

/* 1 - cos by mpmath with 300 digits, where 1 - c in doubles gives 0 or noise. */
START_TEST(small_gaps) {
    static const struct {
        double a[3], b[3], gap;
    } known[] = {
        {{1.0, 2.0, 3.0}, {1.0, 2.0, 3.0000001}, 1.275510145241965303e-16},
        {{1.0, 1.0, 0.0}, {1.0, 1.0000000000000002, 0.0}, 6.162975822039153361e-33},
        {{1.0, 1e-100, 0.0}, {1.0, 2e-100, 0.0}, 5e-201},
        {{1e+200, 2e+200, 3e+200}, {1e-200, 2e-200, 3.00001e-200}, 1.275504737595790584e-12},
        {{0.1, 0.2, 0.3}, {0.3, 0.6, 0.9}, 2.729492551569211817e-33},
        {{1.0, 2.0, 0.0}, {-1.0, -2.0001, 0.0}, 1.999999999800015999},
        {{1.0, 2.0, 3.0}, {1.0, 2.1, 3.2}, 0.0001369331544406958277},
    };
    double d;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        ck_assert_int_eq(mm_cosine_distance(known[i].a, 1, known[i].b, 1, 3, 1, &d, NULL), MM_OK);
        mm_check_relative(d, known[i].gap, 64 * DBL_EPSILON);
        ck_assert_int_eq(mm_cosine_distance(known[i].b, 1, known[i].a, 1, 3, 1, &d, NULL), MM_OK);
        mm_check_relative(d, known[i].gap, 64 * DBL_EPSILON);
    }
    const double a[] = {1, 2, 3, 3, 6, 9, 0x1p-300, 0x1p-299, 0x3p-300};
    double c[9];
    ck_assert_int_eq(mm_cosine_distance(a, 3, NULL, 3, 3, 2, c, NULL), MM_OK);
    for (size_t i = 0; i < 9; i++) mm_check_bits(c[i], 0); /* parallel */
}
END_TEST

MM_CHECK_MAIN("similarity", known_cosines, products, refused, small_gaps)
