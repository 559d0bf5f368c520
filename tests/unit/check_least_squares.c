/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares: NIST's Longley, 50 digits for an ill-conditioned matrix, deficient and wide ones, ridge, digits. */
#include <float.h>

#include "linalg/least_squares.h"

#include "check_main.h"

static enum mm_status solve(const double *a, const double *b, size_t m, size_t n, size_t q, double rcond, double ridge,
                            double *x, struct mm_least_report *report) {
    struct mm_tsqr state;
    double row[32];
    ck_assert_int_eq(mm_tsqr_init(&state, n + q), MM_OK);
    for (size_t i = 0; i < m; i++) {
        memcpy(row, a + i * n, n * sizeof *row);
        memcpy(row + n, b + i * q, q * sizeof *row);
        ck_assert_int_eq(mm_tsqr_add(&state, row, 1, n + q, NULL), MM_OK);
    }
    enum mm_status status = mm_least_squares(&state, n, rcond, ridge, true, x, report);
    mm_tsqr_free(&state);
    return status;
}

static void hilbert(double *a, double *b) {
    for (size_t i = 0; i < 10; i++) {
        b[i] = (double)(i % 3 + 1);
        for (size_t j = 0; j < 6; j++) a[i * 6 + j] = 1 / (double)(i + j + 1);
    }
}

/* NIST StRD, Longley: certified coefficients and residual sum of squares. A good QR gives 11 to 13 digits of them. */
START_TEST(longley) {
    static const double y[] = {60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761,
                               66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551};
    static const double a[] = {1, 83.0,  234289, 2356, 1590, 107608, 1947, 1, 88.5,  259426, 2325, 1456, 108632, 1948,
                               1, 88.2,  258054, 3682, 1616, 109773, 1949, 1, 89.5,  284599, 3351, 1650, 110929, 1950,
                               1, 96.2,  328975, 2099, 3099, 112075, 1951, 1, 98.1,  346999, 1932, 3594, 113270, 1952,
                               1, 99.0,  365385, 1870, 3547, 115094, 1953, 1, 100.0, 363112, 3578, 3350, 116219, 1954,
                               1, 101.2, 397469, 2904, 3048, 117388, 1955, 1, 104.6, 419180, 2822, 2857, 118734, 1956,
                               1, 108.4, 442769, 2936, 2798, 120445, 1957, 1, 110.8, 444546, 4681, 2637, 121950, 1958,
                               1, 112.6, 482704, 3813, 2552, 123366, 1959, 1, 114.2, 502601, 3931, 2514, 125368, 1960,
                               1, 115.7, 518173, 4806, 2572, 127852, 1961, 1, 116.9, 554894, 4007, 2827, 130081, 1962};
    static const double certified[] = {-3482258.63459582, 15.0618722713733,  -0.358191792925910E-01,
                                       -2.02022980381683, -1.03322686717359, -0.0511041056535807,
                                       1829.15146461355};
    double x[7], residual;
    struct mm_least_report report = {.residuals = &residual};
    ck_assert_int_eq(solve(a, y, 16, 7, 1, -1, 0, x, &report), MM_OK);
    ck_assert(report.by_triangle);
    ck_assert_uint_eq(report.rank, 7);
    for (size_t j = 0; j < 7; j++) mm_check_relative(x[j], certified[j], 1e-10);
    /* b - A x cancels 1.4e7 (a column's norm times its coefficient) to 914: 16000 eps are lost. */
    mm_check_relative(residual * residual, 836424.055505915, 2 * 16000 * 2 * DBL_EPSILON);
    ck_assert_double_ge(report.digits, 6); /* a guarantee: no more than there are */
    ck_assert_double_le(report.digits, 13);
}
END_TEST

/* Hilbert's 10×6 matrix of doubles and b = 1, 2, 3, 1, …: mpmath with 50 digits. The error that the condition 2.45e6
 * allows where the residual is not small is κ² eps = 1.3e-3 of the norm; a stable method stays far below, at κ eps c.
 */
START_TEST(hilbert_by_50_digits) {
    static const double exact[] = {2820.7393072166325687,  -71010.023952918127833, 437752.52444027290784,
                                   -1059851.7900204444595, 1104811.5654094072816,  -415389.60986873396447};
    double a[60], b[10], x[6], residual;
    struct mm_least_report report = {.residuals = &residual};
    hilbert(a, b);
    ck_assert_int_eq(solve(a, b, 10, 6, 1, -1, 0, x, &report), MM_OK);
    for (size_t j = 0; j < 6; j++) mm_check_relative(x[j], exact[j], 2450593.2 * 20 * DBL_EPSILON);
    mm_check_relative(residual, 2.1235590344429315133, 1e6 * DBL_EPSILON); /* coefficients of 1e6 cancel to 2 */
    mm_check_relative(report.condition, 2450593.2008883304481, 2450593.2 * 10 * DBL_EPSILON);
}
END_TEST

/* mpmath: (AᵀA + 0.25 I) x = Aᵀb with 50 digits; the residual is that of the data. */
START_TEST(ridge) {
    static const double exact[] = {-0.24791243551311617349, 1.6695953489802133825, 1.9857660026616157201,
                                   1.9952114171355081405,   1.9206086923528165938, 1.8229588339479507347};
    double a[60], b[10], x[6], residual;
    struct mm_least_report report = {.residuals = &residual};
    hilbert(a, b);
    ck_assert_int_eq(solve(a, b, 10, 6, 1, -1, 0.25, x, &report), MM_OK);
    for (size_t j = 0; j < 6; j++) mm_check_relative(x[j], exact[j], 200 * DBL_EPSILON);
    mm_check_relative(residual, 3.9107756829522514922, 64 * DBL_EPSILON);
    ck_assert_double_lt(report.condition, 4); /* sqrt((1.68² + 0.25) / 0.25) */
    mm_check_near(report.condition, sqrt((1.6792215841391229083 * 1.6792215841391229083 + 0.25) / 0.25), 1e-9);
}
END_TEST

/* Least norm by hand: A of rank one with rows in the direction (1, 2), b = 1, 1, 2: x = (9/70, 18/70). The second
 * column of b is 0. */
START_TEST(deficient) {
    const double a[] = {1, 2, 2, 4, 3, 6}, b[] = {1, 0, 1, 0, 2, 0};
    double x[4], residuals[2];
    struct mm_least_report report = {.residuals = residuals};
    ck_assert_int_eq(solve(a, b, 3, 2, 2, -1, 0, x, &report), MM_OK);
    ck_assert(!report.by_triangle);
    ck_assert_uint_eq(report.rank, 1);
    mm_check_near(x[0], 9.0 / 70, 16 * DBL_EPSILON);
    mm_check_near(x[2], 18.0 / 70, 16 * DBL_EPSILON);
    mm_check_near(x[1], 0, 0);
    mm_check_near(residuals[0], sqrt(6 - 81.0 / 14), 32 * DBL_EPSILON);
    mm_check_near(residuals[1], 0, 0);
}
END_TEST

/* Fewer rows than columns: mpmath, x = Aᵀ(AAᵀ)⁻¹b = (-8, 5, 11)/35. */
START_TEST(wide) {
    const double a[] = {1, 2, 3, 4, 5, 7}, b[] = {1, 2};
    double x[3], residual;
    struct mm_least_report report = {.residuals = &residual};
    ck_assert_int_eq(solve(a, b, 2, 3, 1, -1, 0, x, &report), MM_OK);
    ck_assert_uint_eq(report.rank, 2);
    mm_check_near(x[0], -8.0 / 35, 200 * DBL_EPSILON);
    mm_check_near(x[1], 5.0 / 35, 200 * DBL_EPSILON);
    mm_check_near(x[2], 11.0 / 35, 200 * DBL_EPSILON);
    ck_assert_double_le(residual, 100 * DBL_EPSILON);
}
END_TEST

/* A cut of 0.1 keeps only the first of the singular values 3 and 0.2 of diag(3, 0.2); 0 keeps even 1e-20. */
START_TEST(cuts) {
    const double a[] = {3, 0, 0, 0.2}, tiny[] = {1, 0, 0, 1e-20}, b[] = {3, 1};
    double x[2];
    struct mm_least_report report = {0};
    ck_assert_int_eq(solve(a, b, 2, 2, 1, 0.1, 0, x, &report), MM_OK);
    ck_assert_uint_eq(report.rank, 1);
    mm_check_near(x[0], 1, 4 * DBL_EPSILON);
    mm_check_near(x[1], 0, 0);
    ck_assert_int_eq(solve(a, b, 2, 2, 1, -1, 0, x, &report), MM_OK);
    mm_check_near(x[1], 5, 8 * DBL_EPSILON);
    ck_assert_int_eq(solve(tiny, b, 2, 2, 1, -1, 0, x, &report), MM_OK);
    ck_assert_uint_eq(report.rank, 1);
    ck_assert_int_eq(solve(tiny, b, 2, 2, 1, 0, 0, x, &report), MM_OK);
    ck_assert_uint_eq(report.rank, 2);
    mm_check_relative(x[1], 1e20, 8 * DBL_EPSILON);
    ck_assert_double_ge(report.digits, 15); /* a matter of units, not of cancellation */
}
END_TEST

START_TEST(degenerate) {
    const double one[] = {4}, two[] = {8}, zero[] = {0, 0, 0, 0}, huge[] = {1e-300}, b[] = {1, 2};
    double x[2];
    struct mm_least_report report = {0};
    struct mm_tsqr state;
    ck_assert_int_eq(solve(one, two, 1, 1, 1, -1, 0, x, &report), MM_OK);
    mm_check_bits(x[0], 2);
    ck_assert_int_eq(solve(zero, b, 2, 2, 1, -1, 0, x, &report), MM_OK);
    ck_assert_uint_eq(report.rank, 0);
    mm_check_near(x[0], 0, 0);
    mm_check_bits(report.condition, INFINITY);
    const double large[] = {1e300};
    ck_assert_int_eq(solve(huge, large, 1, 1, 1, -1, 0, x, &report), MM_DOMAIN);
    ck_assert_int_eq(mm_tsqr_init(&state, 2), MM_OK);
    ck_assert_int_eq(mm_least_squares(&state, 1, -1, 0, false, x, &report), MM_TOO_FEW);
    mm_tsqr_free(&state);
}
END_TEST

MM_CHECK_MAIN("least squares", longley, hilbert_by_50_digits, ridge, deficient, wide, cuts, degenerate)
