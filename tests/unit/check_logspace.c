/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of log-sum-exp. */
#include "numeric/logspace.h"

#include "check_main.h"

static const double eps = 0x1p-52;

/* mpmath, 60 digits: log of the sum of exp, rounded to double. */
START_TEST(known_values) {
    static const struct {
        size_t n;
        double x[6], expected;
    } cases[] = {
        {3, {1, 2, 0.5}, 2.4643687841079447},
        {1, {-17.25}, -17.25},
        {3, {10000, -10000, 9999}, 10000.31326168752},
        {3, {-10000, -10700, -10744}, -10000},
        {6, {0.1, 0.7, -3.3, 250.123, 249.9, -400.77}, 250.7108504680303},
        {2, {0, -40}, 4.248354255291589e-18}, /* where log of the rounded sum is 0 */
        {2, {0, -800}, 0},
        {2, {1e-300, -1e-300}, 0.6931471805599453},
        {3, {-INFINITY, 1.5, -2.25}, 1.523245464372425},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double result;
        ck_assert_int_eq(mm_logsumexp(cases[i].x, cases[i].n, &result), MM_OK);
        mm_check_relative(result, cases[i].expected, 4 * eps); /* exp, sum, log, last addition: 1 ulp each */
    }
}
END_TEST

START_TEST(extremes) {
    double result = 5;
    ck_assert_int_eq(mm_logsumexp(NULL, 0, &result), MM_TOO_FEW);
    ck_assert_int_eq(mm_logsumexp((double[]){-INFINITY, -INFINITY}, 2, &result), MM_OK);
    mm_check_bits(result, -INFINITY);
    ck_assert_int_eq(mm_logsumexp((double[]){1, INFINITY, -INFINITY}, 3, &result), MM_OK);
    mm_check_bits(result, INFINITY);
    ck_assert_int_eq(mm_logsumexp((double[]){1, NAN, INFINITY}, 3, &result), MM_OK);
    ck_assert(isnan(result));
    ck_assert_int_eq(mm_logsumexp((double[]){1.7e308, 1.7e308}, 2, &result), MM_OK);
    mm_check_bits(result, 1.7e308);
}
END_TEST

/* n equal terms: x + log n; a shift adds; order changes rounding only. n eps is far above the tree's error. */
START_TEST(identities) {
    enum { N = 100000 };
    static double x[N], reversed[N];
    double sum, other;
    for (size_t n = 1; n <= N; n = n * 3 + 1) {
        for (size_t i = 0; i < n; i++) x[i] = -3.5;
        mm_logsumexp(x, n, &sum);
        mm_check_near(sum, -3.5 + log((double)n), 8 * eps);
        for (size_t i = 0; i < n; i++) x[i] = 20 * sin((double)i);
        mm_logsumexp(x, n, &sum);
        for (size_t i = 0; i < n; i++) reversed[n - 1 - i] = x[i];
        mm_logsumexp(reversed, n, &other);
        mm_check_near(other, sum, 64 * eps);
        for (size_t i = 0; i < n; i++) x[i] += 512; /* rounds each to an ulp of 512 */
        mm_logsumexp(x, n, &other);
        mm_check_near(other - 512, sum, 1024 * eps);
    }
}
END_TEST

START_TEST(sum_relative_to_the_largest) {
    /* log1p(exp(-50) + exp(-60)), mpmath with 60 digits. */
    mm_check_relative(mm_log_sum_shifted((double[]){-40, 10, -50}, 3, 10), 1.9288374130715447e-22, 4 * eps);
    mm_check_bits(mm_log_sum_shifted((double[]){7}, 1, 7), 0);
    mm_check_relative(mm_log_sum_shifted((double[]){7, 7}, 2, 7), 0.6931471805599453, 2 * eps);
}
END_TEST

MM_CHECK_MAIN("logspace", known_values, extremes, identities, sum_relative_to_the_largest)
