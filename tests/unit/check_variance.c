/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of variances: weighted ones against exact fractions, and against the rows written out. */
#include "statistics/variance.h"

#include "check_main.h"

static enum mm_status variance_of(const double *x, const double *weights, size_t n, uint64_t ddof, bool root,
                                  double *value) {
    struct mm_variance variance;
    ck_assert_int_eq(mm_variance_start(&variance, ddof, weights != NULL), MM_OK);
    enum mm_status status = mm_variance_add(&variance, x, weights, n, 1);
    if (status == MM_OK) status = mm_variance_finish(&variance, root, value);
    mm_variance_stop(&variance);
    return status;
}

/* Expected: Python's fractions.Fraction, rounded once; the roots by mpmath with 60 digits. */
START_TEST(known_answers) {
    static const double x[] = {0.1, -2.5, 1e9 + 0.25, 1e-160, 3e155}, w[] = {3, 5, 2, 7, 0};
    static const double y[] = {1000000001, 1000000002, 1000000003}, v[] = {0.5, 0.25, 0.25};
    double value;
    ck_assert_int_eq(variance_of(x, w, 5, 1, false, &value), MM_OK);
    mm_check_bits(value, 1.1029411788161765e+17);
    ck_assert_int_eq(variance_of(x, w, 5, 1, true, &value), MM_OK);
    mm_check_bits(value, 332105582.4306747);
    ck_assert_int_eq(variance_of(y, v, 3, 0, false, &value), MM_OK);
    mm_check_bits(value, 0.6875);
    ck_assert_int_eq(variance_of(x, NULL, 5, 1, false, &value), MM_OK);
    mm_check_bits(value, INFINITY);
    ck_assert_int_eq(variance_of(x, NULL, 5, 1, true, &value), MM_OK);
    mm_check_bits(value, 1.341640786499874e+155);
}
END_TEST

/* A weight is a number of rows: the same bits. */
START_TEST(weights_are_repetitions) {
    static const double x[] = {3.7, -1e-300, 1e10, 0.1, 5e-324}, w[] = {2, 1, 3, 1, 4};
    double written[11], one, other;
    size_t n = 0;
    for (size_t i = 0; i < 5; i++)
        for (double k = 0; k < w[i]; k++) written[n++] = x[i];
    for (uint64_t ddof = 0; ddof < 3; ddof++) {
        ck_assert_int_eq(variance_of(x, w, 5, ddof, false, &one), MM_OK);
        ck_assert_int_eq(variance_of(written, NULL, n, ddof, false, &other), MM_OK);
        mm_check_bits(one, other);
    }
}
END_TEST

START_TEST(refusals) {
    static const double x[] = {1, 2, INFINITY}, one[] = {1, 0, 1}, half[] = {0.5, 1, 1}, negative[] = {-1, 1, 1};
    double value;
    ck_assert_int_eq(variance_of(x, NULL, 1, 1, false, &value), MM_TOO_FEW);
    ck_assert_int_eq(variance_of(x, NULL, 0, 0, false, &value), MM_TOO_FEW);
    ck_assert_int_eq(variance_of(x, NULL, 3, 1, false, &value), MM_DOMAIN);
    ck_assert_int_eq(variance_of(x, one, 2, 1, false, &value), MM_TOO_FEW);
    ck_assert_int_eq(variance_of(x, one, 0, 0, false, &value), MM_TOO_FEW);
    ck_assert_int_eq(variance_of(x + 1, one + 1, 1, 0, false, &value), MM_DOMAIN); /* weights sum to 0 */
    ck_assert_int_eq(variance_of(x, half, 2, 1, false, &value), MM_DOMAIN);
    ck_assert_int_eq(variance_of(x, negative, 2, 0, false, &value), MM_DOMAIN);
    ck_assert_int_eq(variance_of(x, one, 3, 0, false, &value), MM_DOMAIN);
    ck_assert_int_eq(variance_of((double[]){1, NAN}, NULL, 2, 1, false, &value), MM_OK);
    ck_assert(isnan(value));
    ck_assert_int_eq(variance_of((double[]){1, NAN}, one, 2, 0, false, &value), MM_OK);
    ck_assert(isnan(value));
}
END_TEST

MM_CHECK_MAIN("variance", known_answers, weights_are_repetitions, refusals)
