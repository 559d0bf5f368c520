/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means against NumPy 1.24 and SciPy 1.10; weights, zeros, negatives; the same bits in any order. */
#include "check_bootstrap.h"
#include "check_main.h"
#include "statistics/mean.h"

static enum mm_status mean_of(enum mm_mean_kind kind, double fraction, const double *x, const double *weights, size_t n,
                              double *value) {
    struct mm_mean mean;
    mm_mean_start(&mean, kind, fraction);
    enum mm_status status = mm_mean_add(&mean, x, weights, n, 1);
    if (status == MM_OK) status = mm_mean_finish(&mean, value);
    mm_mean_stop(&mean);
    return status;
}

static double good(enum mm_mean_kind kind, double fraction, const double *x, const double *weights, size_t n) {
    double value = NAN;
    ck_assert_int_eq(mean_of(kind, fraction, x, weights, n, &value), MM_OK);
    return value;
}

static void make_weights(double *weights) {
    for (size_t i = 0; i < NLL; i++) weights[i] = (double)((i + 1) % 5) + 0.5;
}

/* numpy.mean, scipy.stats.gmean and hmean of nll_linear; with weights (1, …, 40) mod 5 + 1/2: numpy.average, gmean,
 * hmean. Tolerance: theirs, n eps = 9e-15 at most; ours is an ulp or two. */
START_TEST(real_data_means) {
    double weights[NLL];
    make_weights(weights);
    mm_check_relative(good(MM_MEAN_ARITHMETIC, 0, nll_linear, NULL, NLL), 0.1203383835952414, 9e-15);
    mm_check_relative(good(MM_MEAN_GEOMETRIC, 0, nll_linear, NULL, NLL), 0.043775657981420725, 9e-15);
    mm_check_relative(good(MM_MEAN_HARMONIC, 0, nll_linear, NULL, NLL), 0.019943110321549648, 9e-15);
    mm_check_relative(good(MM_MEAN_ARITHMETIC, 0, nll_linear, weights, NLL), 0.10707357326180844, 9e-15);
    mm_check_relative(good(MM_MEAN_GEOMETRIC, 0, nll_linear, weights, NLL), 0.04223510489269223, 9e-15);
    mm_check_relative(good(MM_MEAN_HARMONIC, 0, nll_linear, weights, NLL), 0.019216092132790744, 9e-15);
}
END_TEST

/* scipy.stats.trim_mean. */
START_TEST(trimmed_means) {
    const double x[] = {3, -1, 4, 1, -5, 9, 2, 6};
    static const struct {
        double fraction, real, small;
    } known[] = {{0, 0.1203383835952414, 2.375},
                 {0.05, 0.09224020638242025, 2.375},
                 {0.1, 0.07263580985038454, 2.375},
                 {0.25, 0.045774917576395735, 2.5},
                 {0.3, NAN, 2.5},
                 {0.49, 0.04009299029997937, 2.5}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double f = known[i].fraction;
        mm_check_bits(good(MM_MEAN_TRIMMED, f, x, NULL, 8), known[i].small);
        if (!isnan(known[i].real))
            mm_check_relative(good(MM_MEAN_TRIMMED, f, nll_linear, NULL, NLL), known[i].real, 9e-15);
    }
    double few[] = {5}, copy[] = {2, 1}, value;
    mm_check_bits(good(MM_MEAN_TRIMMED, 0.49, few, NULL, 1), 5);
    ck_assert_int_eq(mm_trimmed_mean(copy, 2, 0.49, &value), MM_OK);
    mm_check_bits(value, 1.5);
}
END_TEST

START_TEST(negatives_and_zeros) {
    const double x[] = {3, -1, 4, 1, -5, 9, 2, 6}, weights[] = {1, 2, 3, 4, 5, 6, 7, 8}, zero[] = {1, 0, 2},
                 minus_zero[] = {1, -0.0, 2}, negative[] = {1, -1e-300, 2}, powers[] = {1, 2, 4};
    double value;
    mm_check_bits(good(MM_MEAN_ARITHMETIC, 0, x, weights, 8), 3); /* numpy.average */
    mm_check_bits(good(MM_MEAN_ARITHMETIC, 0, x, NULL, 8), 2.375);
    /* scipy gives 0 for both. */
    mm_check_bits(good(MM_MEAN_GEOMETRIC, 0, zero, NULL, 3), 0);
    mm_check_bits(good(MM_MEAN_HARMONIC, 0, zero, NULL, 3), 0);
    mm_check_bits(good(MM_MEAN_GEOMETRIC, 0, minus_zero, NULL, 3), 0);
    mm_check_bits(good(MM_MEAN_HARMONIC, 0, minus_zero, NULL, 3), 0);
    mm_check_relative(good(MM_MEAN_GEOMETRIC, 0, powers, NULL, 3), 2, 4e-16);
    mm_check_relative(good(MM_MEAN_HARMONIC, 0, powers, NULL, 3), 12. / 7, 4e-16);
    ck_assert_int_eq(mean_of(MM_MEAN_GEOMETRIC, 0, negative, NULL, 3, &value), MM_DOMAIN);
    ck_assert_int_eq(mean_of(MM_MEAN_HARMONIC, 0, negative, NULL, 3, &value), MM_DOMAIN);
}
END_TEST

START_TEST(bad_weights) {
    const double x[] = {1, 2, 3}, none[] = {0, 0, 0}, negative[] = {1, -1, 1}, one[] = {0, 5, 0};
    double value;
    for (int kind = MM_MEAN_ARITHMETIC; kind <= MM_MEAN_HARMONIC; kind++) {
        ck_assert_int_eq(mean_of((enum mm_mean_kind)kind, 0, x, none, 3, &value), MM_DOMAIN);
        ck_assert_int_eq(mean_of((enum mm_mean_kind)kind, 0, x, negative, 3, &value), MM_DOMAIN);
        mm_check_relative(good((enum mm_mean_kind)kind, 0, x, one, 3), 2, 4e-16);
    }
}
END_TEST

START_TEST(none_and_nan) {
    const double x[] = {1, NAN, 3};
    double value;
    for (int kind = MM_MEAN_ARITHMETIC; kind <= MM_MEAN_TRIMMED; kind++) {
        ck_assert_int_eq(mean_of((enum mm_mean_kind)kind, 0, NULL, NULL, 0, &value), MM_TOO_FEW);
        ck_assert(isnan(good((enum mm_mean_kind)kind, 0, x, NULL, 3)));
    }
    const double bad_fractions[] = {-0.1, 0.5, NAN};
    for (size_t i = 0; i < 3; i++)
        ck_assert_int_eq(mean_of(MM_MEAN_TRIMMED, bad_fractions[i], x, NULL, 1, &value), MM_DOMAIN);
}
END_TEST

/* Sums that doubles cannot hold: exact by hand. */
START_TEST(exactness) {
    const double cancelling[] = {1e16, 1, -1e16}, large[] = {1.5e308, 1.5e308}, wide[] = {1e300, 1e300, 1e-300};
    mm_check_bits(good(MM_MEAN_ARITHMETIC, 0, cancelling, NULL, 3), 1. / 3);
    mm_check_bits(good(MM_MEAN_ARITHMETIC, 0, large, NULL, 2), 1.5e308);
    /* The exponent is 230: what exp makes of half an ulp of it is 2e-14. */
    mm_check_relative(good(MM_MEAN_GEOMETRIC, 0, wide, NULL, 3), 1e100, 3e-14);
}
END_TEST

/* Blocks, strides and order make no difference to a bit. */
START_TEST(any_order_and_split) {
    double weights[NLL], reversed[NLL], reversed_weights[NLL], strided[2 * NLL], strided_weights[2 * NLL];
    make_weights(weights);
    for (size_t i = 0; i < NLL; i++) {
        reversed[NLL - 1 - i] = strided[2 * i] = nll_linear[i];
        reversed_weights[NLL - 1 - i] = strided_weights[2 * i] = weights[i];
        strided[2 * i + 1] = strided_weights[2 * i + 1] = NAN;
    }
    for (int k = MM_MEAN_ARITHMETIC; k <= MM_MEAN_TRIMMED; k++) {
        enum mm_mean_kind kind = (enum mm_mean_kind)k;
        const double *w = kind == MM_MEAN_TRIMMED || _i == 0 ? NULL : weights;
        double whole = good(kind, 0.1, nll_linear, w, NLL), value;
        mm_check_bits(good(kind, 0.1, reversed, w != NULL ? reversed_weights : NULL, NLL), whole);
        struct mm_mean mean;
        mm_mean_start(&mean, kind, 0.1);
        ck_assert_int_eq(mm_mean_add(&mean, strided, w != NULL ? strided_weights : NULL, 7, 2), MM_OK);
        ck_assert_int_eq(mm_mean_add(&mean, NULL, w != NULL ? w : NULL, 0, 1), MM_OK);
        ck_assert_int_eq(mm_mean_add(&mean, strided + 14, w != NULL ? strided_weights + 14 : NULL, NLL - 7, 2), MM_OK);
        ck_assert_int_eq(mm_mean_finish(&mean, &value), MM_OK);
        mm_check_bits(value, whole);
        mm_mean_stop(&mean);
    }
}
END_TEST

/* More values than one block of the transformation: the geometric mean of 2^-500 … 2^500 is 1, and Σ 2^-i is 2 -
 * 2^-1000 from which the harmonic mean follows. */
START_TEST(long_samples) {
    double x[1001];
    for (int i = 0; i <= 1000; i++) x[i] = ldexp(1, i - 500);
    mm_check_relative(good(MM_MEAN_GEOMETRIC, 0, x, NULL, 1001), 1, 1e-15);
    mm_check_relative(good(MM_MEAN_HARMONIC, 0, x, NULL, 1001), 1001 / ldexp(2, 500), 1e-15);
    mm_check_relative(good(MM_MEAN_ARITHMETIC, 0, x, NULL, 1001), ldexp(2, 500) / 1001, 1e-15);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("mean");
    TCase *group = tcase_create("mean");
    tcase_add_test(group, real_data_means);
    tcase_add_test(group, trimmed_means);
    tcase_add_test(group, negatives_and_zeros);
    tcase_add_test(group, bad_weights);
    tcase_add_test(group, none_and_nan);
    tcase_add_test(group, exactness);
    tcase_add_loop_test(group, any_order_and_split, 0, 2);
    tcase_add_test(group, long_samples);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
