/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of comparing two models on the same items. */
#include "statistics/compare.h"

#include "check_main.h"

static const struct mm_compare_plan plan = {
    .test = MM_COMPARE_AUTO, .level = 0.95, .interval = MM_BOOTSTRAP_BCA, .resamples = 2000, .seed = 1, .threads = 1};

/* scipy.stats 1.10: ttest_rel, permutation_test(permutation_type='samples', all 64 of them); Hedges' correction by
 * mpmath. */
START_TEST(scores) {
    double x[] = {0.5, 0.7, 0.2, 0.9, 0.4, 0.8}, y[] = {0.4, 0.5, 0.3, 0.6, 0.4, 0.1};
    struct mm_comparison result;
    ck_assert_int_eq(mm_compare(x, y, 6, &plan, &result, NULL), MM_OK);
    mm_check_near(result.mean_x, 0.58333333333333337, 0x1p-53);
    mm_check_near(result.difference, 0.2, 0x1p-53);
    mm_check_near(result.p_t, 0.14381080871160376, 1e-14);
    mm_check_near(result.p_permutation, 0.1875, 0);
    mm_check_near(result.effect, 0.594499094640902, 1e-14);
    ck_assert_str_eq(result.test, "permutation-exact");
    mm_check_bits(result.p, result.p_permutation);
    mm_check_bits(result.statistic, result.difference);
    ck_assert_uint_eq(result.wins, 4);
    ck_assert_uint_eq(result.losses, 1);
    ck_assert_uint_eq(result.ties, 1);
    ck_assert(!result.binary && result.low < 0.2 && result.high > 0.2);

    struct mm_compare_plan other = plan;
    other.test = MM_COMPARE_T;
    other.lower_is_better = true;
    ck_assert_int_eq(mm_compare(x, y, 6, &other, &result, NULL), MM_OK);
    ck_assert_str_eq(result.test, "t");
    mm_check_near(result.statistic, 1.7320508075688774, 1e-14);
    mm_check_bits(result.p, result.p_t);
    ck_assert_uint_eq(result.wins, 1);
    other.test = MM_COMPARE_MCNEMAR;
    ck_assert_int_eq(mm_compare(x, y, 6, &other, &result, NULL), MM_DATA);
}
END_TEST

/* Wins and losses alone decide: statsmodels 0.13 mcnemar, exact for 7 and 1; R 4.2 mcnemar.test for 1200 and 900. */
START_TEST(binary) {
    enum { N = 4000 };
    static double x[N], y[N];
    struct mm_comparison result;
    for (size_t i = 0; i < N; i++) {
        x[i] = i < 7 || (i > 10 && i % 2);
        y[i] = i == 7 || (i > 10 && i % 2);
    }
    ck_assert_int_eq(mm_compare(x, y, N, &plan, &result, NULL), MM_OK);
    ck_assert(result.binary);
    ck_assert_str_eq(result.test, "mcnemar-exact");
    mm_check_near(result.p, 0.0703125, 0x1p-53);
    mm_check_bits(result.statistic, 1);
    ck_assert_uint_eq(result.wins, 7);
    ck_assert_uint_eq(result.ties, N - 8);
    for (size_t i = 0; i < N; i++) {
        x[i] = i < 1200;
        y[i] = i >= 1200 && i < 2100;
    }
    ck_assert_int_eq(mm_compare(x, y, N, &plan, &result, NULL), MM_OK);
    ck_assert_str_eq(result.test, "mcnemar-chi-square-corrected");
    mm_check_relative(result.p, 6.8130993761039717e-11, 1e-13);
    mm_check_relative(result.p_permutation, 6.3372773157754354e-11, 1e-12); /* mpmath: the binomial sum */
    struct mm_compare_plan other = plan;
    other.test = MM_COMPARE_PERMUTATION;
    ck_assert_int_eq(mm_compare(x, y, N, &other, &result, NULL), MM_OK);
    ck_assert_str_eq(result.test, "permutation-exact");
    mm_check_bits(result.p, result.p_permutation);
}
END_TEST

START_TEST(no_spread) {
    double x[] = {1.5, 2.25, 4}, y[] = {0.5, 1.25, 3};
    struct mm_comparison result;
    ck_assert_int_eq(mm_compare(x, y, 3, &plan, &result, NULL), MM_OK);
    mm_check_bits(result.low, 1);
    mm_check_bits(result.high, 1);
    ck_assert_int_eq(result.interval, MM_BOOTSTRAP_PERCENTILE);
    mm_check_bits(result.p, 0.25); /* two of eight choices of signs */
    ck_assert(isnan(result.p_t) && isnan(result.effect));
    ck_assert_int_eq(mm_compare(x, x, 3, &plan, &result, NULL), MM_OK);
    mm_check_bits(result.p, 1);
    mm_check_bits(result.difference, 0);
    ck_assert_uint_eq(result.ties, 3);
}
END_TEST

START_TEST(symmetry_and_threads) {
    enum { N = 300 };
    double x[N], y[N];
    struct mm_comparison one, other, several;
    struct mm_compare_plan threads = plan;
    threads.threads = 4;
    for (size_t i = 0; i < N; i++) {
        x[i] = sin((double)i) + 0.1;
        y[i] = cos((double)(3 * i));
    }
    ck_assert_int_eq(mm_compare(x, y, N, &plan, &one, NULL), MM_OK);
    ck_assert_int_eq(mm_compare(y, x, N, &plan, &other, NULL), MM_OK);
    ck_assert_int_eq(mm_compare(x, y, N, &threads, &several, NULL), MM_OK);
    mm_check_bits(one.difference, -other.difference);
    mm_check_near(one.low, -other.high, 1e-12);
    mm_check_bits(one.p_permutation, other.p_permutation);
    mm_check_bits(one.low, several.low);
    mm_check_bits(one.p, several.p);
    ck_assert_uint_eq(one.wins, other.losses);
}
END_TEST

START_TEST(refused) {
    struct mm_comparison result;
    struct mm_detail detail;
    double x[] = {1, 2}, bad[] = {0, NAN}, infinite[] = {INFINITY, 0};
    ck_assert_int_eq(mm_compare(x, x, 1, &plan, &result, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_compare(x, x, 0, &plan, &result, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_compare(x, bad, 2, &plan, &result, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 3);
    ck_assert_int_eq(mm_compare(infinite, x, 2, &plan, &result, NULL), MM_NOT_FINITE);
}
END_TEST

MM_CHECK_MAIN("compare", scores, binary, no_spread, symmetry_and_threads, refused)
