/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LU, Cholesky and QR against known factors, by identities, and on degenerate shapes and values. */
#include <float.h>

#include "linalg/factor.h"

#include "check_main.h"

enum { MOST = 150 }; /* enough for blocks within blocks */

static double a[MOST * MOST], left[MOST * MOST], right[MOST * MOST], product[MOST * MOST];
static size_t order[MOST];

/* Weyl's sequence: fixed numbers in [-0.5, 0.5) without structure that matters. */
static void fill(double *to, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double x = (double)(i + 1) * 0.6180339887498949 * (double)(i % 97 + 1);
        to[i] = x - floor(x) - 0.5;
    }
}

static void multiply(const double *b, const double *c, size_t m, size_t k, size_t n, double *to) {
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++) {
            to[i * n + j] = 0;
            for (size_t l = 0; l < k; l++) to[i * n + j] += b[i * k + l] * c[l * n + j];
        }
    }
}

static const size_t shapes[][2] = {{1, 1},     {1, 6},     {6, 1},   {2, 2},   {5, 3},     {3, 5},    {MOST, MOST},
                                   {MOST, 17}, {17, MOST}, {33, 33}, {64, 65}, {MOST, 97}, {97, MOST}};
enum { SHAPES = sizeof shapes / sizeof *shapes };

/* scipy.linalg.lu (SciPy 1.10): the pivots are 7, 6/7 and -1/2. */
START_TEST(lu_known) {
    static const double wide[] = {1, 2, 3, 4, 4, 5, 6, -1, 7, 8, 10, 2};
    static const double l[] = {1, 0, 0, 1. / 7, 1, 0, 4. / 7, 0.5, 1};
    static const double u[] = {7, 8, 10, 2, 0, 6. / 7, 11. / 7, 26. / 7, 0, 0, -0.5, -4};
    static const size_t expected[] = {2, 0, 1};
    ck_assert_int_eq(mm_lu(wide, 3, 4, order, left, right, NULL), MM_OK);
    for (size_t i = 0; i < 3; i++) ck_assert_uint_eq(order[i], expected[i]);
    for (size_t i = 0; i < 9; i++) mm_check_near(left[i], l[i], 4 * DBL_EPSILON);
    for (size_t i = 0; i < 12; i++) mm_check_near(right[i], u[i], 8 * DBL_EPSILON);
}
END_TEST

/* P A = L U to k·eps·|L||U| (Higham, 2002, theorem 9.3), with |l| ≤ 1 and |u| ≤ 2^(k-1) |A|, here a small multiple. */
static void check_lu(size_t m, size_t n, double scale) {
    size_t k = m < n ? m : n;
    ck_assert_int_eq(mm_lu(a, m, n, order, left, right, NULL), MM_OK);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < k; j++) {
            ck_assert(fabs(left[i * k + j]) <= 1 && (i >= j || left[i * k + j] == 0));
            if (i == j) ck_assert_double_eq(left[i * k + j], 1);
        }
    }
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < i && j < n; j++) ck_assert_double_eq(right[i * n + j], 0);
    }
    multiply(left, right, m, k, n, product);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < n; j++)
            ck_assert_double_le(fabs(product[i * n + j] - a[order[i] * n + j]), (double)k * 4 * DBL_EPSILON * scale);
    }
}

START_TEST(lu_identities) {
    for (size_t s = 0; s < SHAPES; s++) {
        fill(a, shapes[s][0] * shapes[s][1]);
        check_lu(shapes[s][0], shapes[s][1], 1);
        memset(a, 0, sizeof a);
        check_lu(shapes[s][0], shapes[s][1], 0);
    }
}
END_TEST

/* By hand: 2 2, and a zero pivot in the second place; with all values near the largest double. */
START_TEST(lu_degenerate) {
    static const double singular[] = {1, 2, 2, 4}, large[] = {0x1p1023, 0x1p1023, 0x1p1023, -0x1p1023};
    struct mm_detail detail;
    ck_assert_int_eq(mm_lu(singular, 2, 2, order, left, right, NULL), MM_OK);
    ck_assert_double_eq(right[3], 0);
    ck_assert_int_eq(mm_lu(large, 2, 2, order, left, right, &detail), MM_DOMAIN);
    ck_assert_int_eq(mm_lu(singular, 0, 2, order, left, right, NULL), MM_TOO_FEW);
}
END_TEST

/* mpmath 1.2, 50 digits. */
START_TEST(cholesky_known) {
    static const double known[] = {4, 2, -2, 2, 10, 4, -2, 4, 9};
    static const double expected[] = {2, 0, 0, 1, 3, 0, -1, 1.6666666666666666667, 2.2852182001336813750};
    ck_assert_int_eq(mm_cholesky(known, 3, left, NULL), MM_OK);
    for (size_t i = 0; i < 9; i++) mm_check_near(left[i], expected[i], 4 * DBL_EPSILON);
}
END_TEST

/* L Lᵀ = A to n·eps·|A| for A = B Bᵀ + I, also far from 1. */
START_TEST(cholesky_identities) {
    static const double scales[] = {1, 0x1p990, 0x1p-990, 0x1p-401};
    for (size_t s = 0; s < 4; s++) {
        size_t n = MOST;
        fill(left, n * n);
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < n; j++) right[j * n + i] = left[i * n + j];
        }
        multiply(left, right, n, n, n, a);
        for (size_t i = 0; i < n; i++) a[i * n + i] += 1;
        for (size_t i = 0; i < n * n; i++) a[i] *= scales[s];
        ck_assert_int_eq(mm_cholesky(a, n, left, NULL), MM_OK);
        for (size_t i = 0; i < n; i++) {
            ck_assert_double_gt(left[i * n + i], 0);
            for (size_t j = i + 1; j < n; j++) mm_check_bits(left[i * n + j], 0);
            for (size_t j = 0; j < n; j++) right[j * n + i] = left[i * n + j];
        }
        multiply(left, right, n, n, n, product);
        for (size_t i = 0; i < n * n; i++)
            ck_assert_double_le(fabs(product[i] - a[i]), (double)n * DBL_EPSILON * 20 * scales[s]);
    }
}
END_TEST

START_TEST(cholesky_refusals) {
    static const double indefinite[] = {1, 2, 0, 2, 1, 0, 0, 0, 1}, zero[] = {0}, skew[] = {1, 99, 2, 500};
    static const double nearly[] = {1, 0.5 + 1e-11, 0.5, 1}, semidefinite[] = {1, 1, 1, 1};
    const double missing[] = {1, NAN, 0, 1};
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_cholesky(indefinite, 3, left, &detail), MM_SINGULAR);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_cholesky(semidefinite, 2, left, &detail), MM_SINGULAR);
    ck_assert_int_eq(mm_cholesky(zero, 1, left, &detail), MM_SINGULAR);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_cholesky(skew, 2, left, &detail), MM_DATA);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_cholesky(missing, 2, left, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_cholesky(nearly, 2, left, NULL), MM_OK);
    mm_check_bits(left[2], 0.5);
    ck_assert_int_eq(mm_cholesky(zero, 0, left, NULL), MM_TOO_FEW);
}
END_TEST

/* mpmath 1.2, 50 digits, with R's diagonal made positive. */
START_TEST(qr_known) {
    static const double tall[] = {1, 2, 3, 4, 5, 6};
    static const double q[] = {0.1690308509457033155,  0.89708522714506048313, 0.50709255283710994651,
                               0.27602622373694168712, 0.84515425472851657751, -0.3450327796711771089};
    static const double r[] = {5.9160797830996160426, 7.4373574416109458821, 0, 0.82807867121082506136};
    ck_assert_int_eq(mm_qr(tall, 3, 2, left, right, NULL), MM_OK);
    for (size_t i = 0; i < 6; i++) mm_check_near(left[i], q[i], 16 * DBL_EPSILON);
    for (size_t i = 0; i < 4; i++) mm_check_near(right[i], r[i], 16 * DBL_EPSILON);
}
END_TEST

/* Q R = A and QᵀQ = I to m·eps (Higham, 2002, theorem 19.4, with modest constants), R triangular, its diagonal ≥ 0. */
static void check_qr(size_t m, size_t n, double scale) {
    size_t k = m < n ? m : n;
    double bound = (double)(m > n ? m : n) * 4 * DBL_EPSILON;
    ck_assert_int_eq(mm_qr(a, m, n, left, right, NULL), MM_OK);
    multiply(left, right, m, k, n, product);
    for (size_t i = 0; i < m * n; i++) ck_assert_double_le(fabs(product[i] - a[i]), bound * scale);
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < i && j < n; j++) mm_check_bits(right[i * n + j], 0);
        ck_assert(right[i * n + i] >= 0 && !signbit(right[i * n + i]));
        for (size_t j = 0; j < k; j++) {
            double sum = 0;
            for (size_t l = 0; l < m; l++) sum += left[l * k + i] * left[l * k + j];
            ck_assert_double_le(fabs(sum - (i == j)), bound);
        }
    }
}

START_TEST(qr_identities) {
    for (size_t s = 0; s < SHAPES; s++) {
        size_t m = shapes[s][0], n = shapes[s][1];
        fill(a, m * n);
        check_qr(m, n, 4);
        for (size_t i = 0; i < m; i++) a[i * n + n - 1] = n > 1 ? a[i * n] : 0; /* rank-deficient */
        check_qr(m, n, 4);
        for (size_t i = 0; i < m * n; i++) a[i] *= 0x1p-1000;
        check_qr(m, n, 4 * 0x1p-1000);
        for (size_t i = 0; i < m * n; i++) a[i] = a[i] * 0x1p1000 * 0x1p990;
        check_qr(m, n, 4 * 0x1p990);
        memset(a, 0, sizeof a);
        check_qr(m, n, 0);
    }
}
END_TEST

START_TEST(not_finite) {
    const double bad[] = {1, 2, 3, INFINITY, 5, 6};
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_qr(bad, 3, 2, left, right, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 3);
    ck_assert_int_eq(mm_lu(bad, 3, 2, order, left, right, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 3);
    ck_assert_int_eq(mm_qr(bad, 3, 0, left, right, &detail), MM_TOO_FEW);
}
END_TEST

MM_CHECK_MAIN("factor", lu_known, lu_identities, lu_degenerate, cholesky_known, cholesky_identities, cholesky_refusals,
              qr_known, qr_identities, not_finite)
