/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products and chains against NumPy's values and against the order from left to right. */
#include <float.h>

#include "linalg/lapack.h"
#include "linalg/product.h"

#include "check_main.h"

/* Integers and halves: exact in any order. Expected values from NumPy 1.24.2. */
static const double a[] = {1, 2, 3, 4, 5, 6};                         /* 2×3 */
static const double at[] = {1, 4, 2, 5, 3, 6};                        /* its transpose */
static const double b[] = {2, -1, 0, 3, 1, 1, 4, -2, 0.5, -3, 2, 1};  /* 3×4 */
static const double bt[] = {2, 1, 0.5, -1, 1, -3, 0, 4, 2, 3, -2, 1}; /* its transpose */
static const double ab[] = {5.5, -8, 14, 2, 16, -17, 32, 8};          /* a b */
static const double d[] = {2, -1, 0.5};
static const double adb[] = {2.75, -8.5, -5, 11.5, 12.5, -22, -14, 37}; /* a diag(d) b */
static const double left[] = {3, -2}, right[] = {1, 2, 3, 4};
static const double labr[] = {16.5, -48, 126, 24, -32, 68, -192, -64}; /* diag(left) a b diag(right) */

static void check_equal(const double *c, const double *expected, size_t count) {
    for (size_t i = 0; i < count; i++) mm_check_bits(c[i], expected[i]);
}

START_TEST(transposes) {
    double c[8];
    for (size_t i = 0; i < 8; i++) c[i] = NAN; /* what lay in C must not count */
    mm_matmul(a, false, b, false, 2, 3, 4, c);
    check_equal(c, ab, 8);
    mm_matmul(at, true, b, false, 2, 3, 4, c);
    check_equal(c, ab, 8);
    mm_matmul(a, false, bt, true, 2, 3, 4, c);
    check_equal(c, ab, 8);
    mm_matmul(at, true, bt, true, 2, 3, 4, c);
    check_equal(c, ab, 8);
}
END_TEST

/* One row, one column, one number: these go another way. */
START_TEST(vectors) {
    double c[8] = {NAN, NAN, NAN, NAN};
    for (int transpose = 0; transpose <= 1; transpose++) {
        mm_matmul(a, transpose, transpose ? bt : b, transpose, 1, 3, 4, c); /* first row of a: 1 2 3 */
        check_equal(c, ab, 4);
        mm_matmul(a, transpose, d, false, transpose ? 3 : 2, transpose ? 2 : 3, 1, c);
        check_equal(c, transpose ? (const double[]){-2, -1, 0} : (const double[]){1.5, 6}, transpose ? 3 : 2);
        mm_matmul(a, false, d, transpose, 2, 3, 1, c);
        check_equal(c, (const double[]){1.5, 6}, 2);
        mm_matmul(d, transpose, a, true, 1, 3, 2, c);
        check_equal(c, (const double[]){1.5, 6}, 2);
        mm_matmul(left, transpose, a, false, 1, 2, 3, c);
        check_equal(c, (const double[]){-5, -4, -3}, 3);
    }
    mm_matmul(d, false, d, false, 1, 3, 1, c);
    mm_check_bits(c[0], 5.25);
    mm_matmul(left, false, d, false, 2, 1, 3, c);
    check_equal(c, (const double[]){6, -3, 1.5, -4, 2, -1}, 6);
}
END_TEST

START_TEST(nothing_within) {
    double c[4] = {NAN, NAN, NAN, NAN};
    mm_matmul(a, false, b, false, 2, 0, 2, c);
    check_equal(c, (const double[]){0, 0, 0, 0}, 4);
    mm_matmul(a, false, b, false, 0, 3, 4, c);
    double *chain = NULL;
    const struct mm_factor factors[] = {{a, 2, 0, false, false}, {b, 0, 2, false, false}};
    ck_assert_int_eq(mm_matmul_chain(factors, 2, &chain, NULL), MM_OK);
    check_equal(chain, c, 4);
    free(chain);
}
END_TEST

/* NaN and infinity go through as arithmetic has it. */
START_TEST(not_finite) {
    const double x[] = {0, 1, NAN, 0}, y[] = {INFINITY, 1, 2, 3};
    double c[4];
    mm_matmul(x, false, y, false, 2, 2, 2, c);
    ck_assert(isnan(c[0]) && c[1] == 3 && isnan(c[2]) && isnan(c[3]));
    mm_matmul(x, false, y, false, 2, 2, 1, c); /* y as [inf, 1] */
    ck_assert(isnan(c[0]) && isnan(c[1]));
}
END_TEST

static void check_chain(const struct mm_factor *factors, size_t count, const double *expected, size_t cells) {
    double *c = NULL;
    ck_assert_int_eq(mm_matmul_chain(factors, count, &c, NULL), MM_OK);
    check_equal(c, expected, cells);
    free(c);
}

START_TEST(chains_with_diagonals) {
    const struct mm_factor fa = {a, 2, 3, false, false}, fat = {at, 3, 2, true, false}, fb = {b, 3, 4, false, false},
                           fbt = {bt, 4, 3, true, false}, fd = {d, 3, 3, false, true}, fl = {left, 2, 2, true, true},
                           fr = {right, 4, 4, false, true};
    check_chain((const struct mm_factor[]){fa}, 1, a, 6);
    check_chain((const struct mm_factor[]){fat}, 1, a, 6);
    check_chain((const struct mm_factor[]){fd}, 1, (const double[]){2, 0, 0, 0, -1, 0, 0, 0, 0.5}, 9);
    check_chain((const struct mm_factor[]){fd, fd}, 2, (const double[]){4, 0, 0, 0, 1, 0, 0, 0, 0.25}, 9);
    check_chain((const struct mm_factor[]){fa, fb}, 2, ab, 8);
    check_chain((const struct mm_factor[]){fa, fd, fb}, 3, adb, 8);
    check_chain((const struct mm_factor[]){fat, fd, fbt}, 3, adb, 8);
    check_chain((const struct mm_factor[]){fl, fa, fb, fr}, 4, labr, 8);
    check_chain((const struct mm_factor[]){fl, fat, fbt, fr}, 4, labr, 8);
    /* diag(left) of 2×3 takes the first two rows of b, scaled. */
    const struct mm_factor wide = {left, 2, 3, false, true}, tall = {left, 3, 2, false, true};
    check_chain((const struct mm_factor[]){wide, fb}, 2, (const double[]){6, -3, 0, 9, -2, -2, -8, 4}, 8);
    check_chain((const struct mm_factor[]){fa, tall}, 2, (const double[]){3, -4, 12, -10}, 4);
    check_chain((const struct mm_factor[]){tall, wide}, 2, (const double[]){9, 0, 0, 0, 4, 0, 0, 0, 0}, 9);
    check_chain((const struct mm_factor[]){wide, tall}, 2, (const double[]){9, 0, 0, 4}, 4);
}
END_TEST

START_TEST(wrong_shapes) {
    double *c = NULL;
    struct mm_detail detail = {0, 0};
    const struct mm_factor factors[] = {{a, 2, 3, false, false}, {d, 3, 3, false, true}, {b, 3, 4, true, false}};
    ck_assert_int_eq(mm_matmul_chain(factors, 3, &c, &detail), MM_SHAPE);
    ck_assert_uint_eq(detail.index, 3);
    mm_check_bits(detail.value, 3);
    ck_assert_ptr_null(c);
    ck_assert_int_eq(mm_matmul_chain(factors, 0, &c, &detail), MM_TOO_FEW);
}
END_TEST

/* The sizes of CLRS, section 15.2, times a column vector, where the best order differs most from left to right. The two
 * orders differ by roundings: each product of inner length n errs by at most n eps |A||B| in every entry; the largest
 * inner length is 35, there are 6 products, and entries are below 1/2, so their absolute product bounds the error. */
START_TEST(order_makes_no_difference) {
    static const size_t sizes[] = {30, 35, 15, 5, 10, 20, 25, 1};
    enum { COUNT = 7 };
    struct mm_factor factors[COUNT];
    double *values[COUNT], scale = 1;
    uint32_t state = 1;
    for (size_t f = 0; f < COUNT; f++) {
        values[f] = malloc(sizes[f] * sizes[f + 1] * sizeof(double));
        for (size_t i = 0; i < sizes[f] * sizes[f + 1]; i++) {
            state = state * 1664525 + 1013904223; /* Numerical Recipes' generator */
            values[f][i] = (double)state / 0x1p32 - 0.5;
        }
        factors[f] = (struct mm_factor){values[f], sizes[f], sizes[f + 1], false, false};
        if (f > 0) scale *= (double)sizes[f] / 2;
    }
    double *chain = NULL, *step = malloc(30 * 35 * sizeof *step), *next = malloc(30 * 35 * sizeof *next);
    ck_assert_int_eq(mm_matmul_chain(factors, COUNT, &chain, NULL), MM_OK);
    memcpy(step, values[0], 30 * 35 * sizeof *step);
    for (size_t f = 1; f < COUNT; f++) {
        mm_matmul(step, false, values[f], false, 30, sizes[f], sizes[f + 1], next);
        memcpy(step, next, 30 * sizes[f + 1] * sizeof *step);
    }
    for (size_t i = 0; i < 30; i++) {
        ck_assert_double_le(fabs(chain[i] - step[i]), 2 * COUNT * 35 * DBL_EPSILON * scale / 2);
    }
    free(chain), free(step), free(next);
    for (size_t f = 0; f < COUNT; f++) free(values[f]);
}
END_TEST

/* BLAS and three loops differ by roundings of sums of n terms below 1 (n eps times their absolute sum); rows longer
 * than the matrix is wide are left alone beyond it. */
START_TEST(plain_loops) {
    enum { M = 37, N = 29, K = 41, LD = 50 };
    static double x[LD * LD], y[LD * LD], fast[M * LD], plain[M * LD];
    for (size_t i = 0; i < LD * LD; i++) {
        x[i] = sin((double)i);
        y[i] = cos(3 * (double)i);
    }
    for (int which = 0; which < 4; which++) {
        bool tx = which & 1, ty = which & 2;
        for (size_t i = 0; i < M * LD; i++) fast[i] = plain[i] = 7;
        mm_gemm(tx, ty, M, N, K, x, LD, y, LD, fast, LD);
        mm_gemm_plain(tx, ty, M, N, K, x, LD, y, LD, plain, LD);
        for (size_t i = 0; i < M * LD; i++) mm_check_near(fast[i], plain[i], (double)K * K * DBL_EPSILON);
        mm_check_bits(fast[N], 7);
        mm_gemm(tx, ty, 1, N, K, x, LD, y, LD, fast, LD);
        mm_gemm_plain(tx, ty, 1, N, K, x, LD, y, LD, plain, LD);
        for (size_t i = 0; i < M * LD; i++) mm_check_near(fast[i], plain[i], (double)K * K * DBL_EPSILON);
        mm_gemm(tx, ty, M, 1, K, x, LD, y, LD, fast, LD);
        mm_gemm_plain(tx, ty, M, 1, K, x, LD, y, LD, plain, LD);
        for (size_t i = 0; i < M * LD; i++) mm_check_near(fast[i], plain[i], (double)K * K * DBL_EPSILON);
    }
}
END_TEST

MM_CHECK_MAIN("product", transposes, vectors, nothing_within, not_finite, chains_with_diagonals, wrong_shapes,
              order_makes_no_difference, plain_loops)
