/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pseudoinverse: 50 digits, the four conditions of Penrose, cuts, zero, bad input. */
#include <float.h>

#include "linalg/pinv.h"
#include "linalg/product.h"

#include "check_main.h"

enum { MOST = 64 };

/* A X A = A, X A X = X, A X and X A symmetric; errors grow with the condition. */
static void check_penrose(const double *a, const double *x, size_t m, size_t n, double condition) {
    double ax[MOST], xa[MOST], axa[MOST], xax[MOST], tolerance = 16 * condition * (double)(m + n) * DBL_EPSILON;
    double largest_a = 0, largest_x = 0;
    mm_matmul(a, false, x, false, m, n, m, ax);
    mm_matmul(x, false, a, false, n, m, n, xa);
    mm_matmul(ax, false, a, false, m, m, n, axa);
    mm_matmul(xa, false, x, false, n, n, m, xax);
    for (size_t i = 0; i < m * n; i++) {
        largest_a = fmax(largest_a, fabs(a[i]));
        largest_x = fmax(largest_x, fabs(x[i]));
    }
    for (size_t i = 0; i < m * n; i++) {
        ck_assert_double_le(fabs(axa[i] - a[i]), tolerance * largest_a);
        ck_assert_double_le(fabs(xax[i] - x[i]), tolerance * largest_x);
    }
    for (size_t i = 0; i < m; i++)
        for (size_t j = 0; j < m; j++) ck_assert_double_le(fabs(ax[i * m + j] - ax[j * m + i]), tolerance);
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) ck_assert_double_le(fabs(xa[i * n + j] - xa[j * n + i]), tolerance);
}

/* Hilbert's 4×3 matrix of doubles: mpmath, (AᵀA)⁻¹Aᵀ with 50 digits. Its condition is 250. */
START_TEST(by_50_digits) {
    static const double exact[] = {8.0719723183391298028,  -24.863667820069341405, 2.1591695501730710548,
                                   18.560553633218069018,  -30.643598615917107398, 127.72318339100416852,
                                   -19.307958477508971217, -107.12802768166128058, 24.747404844290799046,
                                   -116.96885813148854676, 22.422145328720023964,  105.05190311418720038};
    double a[12], x[12];
    size_t rank;
    for (size_t i = 0; i < 12; i++) a[i] = 1 / (double)(i / 3 + i % 3 + 1);
    ck_assert_int_eq(mm_pinv(a, 4, 3, -1, x, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 3);
    for (size_t i = 0; i < 12; i++) ck_assert_double_le(fabs(x[i] - exact[i]), 127.7 * 250 * 8 * DBL_EPSILON);
    check_penrose(a, x, 4, 3, 250);
}
END_TEST

/* Rank 2 of 3: the rows are (1,2,3), (4,5,6), (7,8,9); numpy.linalg.pinv gives the same. */
START_TEST(deficient) {
    const double a[] = {1, 2, 3, 4, 5, 6, 7, 8, 9};
    static const double exact[] = {-23.0 / 36, -6.0 / 36, 11.0 / 36, -2.0 / 36, 0,
                                   2.0 / 36,   19.0 / 36, 6.0 / 36,  -7.0 / 36};
    double x[9];
    size_t rank;
    ck_assert_int_eq(mm_pinv(a, 3, 3, -1, x, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 2);
    for (size_t i = 0; i < 9; i++) mm_check_near(x[i], exact[i], 200 * DBL_EPSILON);
    check_penrose(a, x, 3, 3, 16);
}
END_TEST

START_TEST(shapes) {
    const double row[] = {3, 4}, column[] = {3, 4}, wide[] = {1, 0, 2, 0, 1, 2}, zero[6] = {0};
    double x[6];
    size_t rank;
    ck_assert_int_eq(mm_pinv(row, 1, 2, -1, x, &rank, NULL), MM_OK);
    mm_check_near(x[0], 0.12, 4 * DBL_EPSILON);
    mm_check_near(x[1], 0.16, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_pinv(column, 2, 1, -1, x, &rank, NULL), MM_OK);
    mm_check_near(x[1], 0.16, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_pinv(wide, 2, 3, -1, x, &rank, NULL), MM_OK);
    check_penrose(wide, x, 2, 3, 3);
    ck_assert_int_eq(mm_pinv(zero, 2, 3, -1, x, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 0);
    for (size_t i = 0; i < 6; i++) mm_check_near(x[i], 0, 0);
}
END_TEST

START_TEST(cuts_and_bad_input) {
    const double a[] = {3, 0, 0, 0.2}, bad[] = {1, INFINITY}, tiny[] = {1e-320};
    double x[4];
    size_t rank;
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_pinv(a, 2, 2, 0.1, x, &rank, NULL), MM_OK);
    ck_assert_uint_eq(rank, 1);
    mm_check_near(x[3], 0, 0);
    ck_assert_int_eq(mm_pinv(a, 2, 2, 0, x, &rank, NULL), MM_OK);
    mm_check_near(x[3], 5, 4 * DBL_EPSILON);
    ck_assert_int_eq(mm_pinv(bad, 1, 2, -1, x, &rank, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_pinv(tiny, 1, 1, -1, x, &rank, NULL), MM_DOMAIN);
    ck_assert_int_eq(mm_pinv(a, 0, 2, -1, x, &rank, NULL), MM_TOO_FEW);
}
END_TEST

MM_CHECK_MAIN("pinv", by_50_digits, deficient, shapes, cuts_and_bad_input)
