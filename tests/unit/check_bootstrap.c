/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bootstrap's contract: errors, samples without spread, tiny samples, ties, threads. */
#include "check_bootstrap.h"
#include "check_main.h"
#include "numeric/random.h"
#include "statistics/bootstrap_interval.h"

enum { B = 999 };

static enum mm_status run(struct mm_bootstrap_data data, struct mm_bootstrap_plan plan,
                          struct mm_bootstrap_result *result) {
    return mm_bootstrap(&data, &plan, NULL, result, NULL);
}

static struct mm_bootstrap_data sample(const double *x, size_t n) {
    return (struct mm_bootstrap_data){.x = x, .n = n};
}

static struct mm_bootstrap_data pairs(const double *x, const double *y, size_t n) {
    return (struct mm_bootstrap_data){.x = x, .n = n, .y = y, .n_y = n, .paired = true};
}

START_TEST(too_few) {
    const double x[] = {1, 2, 3, 4};
    const uint32_t one_cluster[] = {7, 7, 7, 7};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_PERCENTILE, B);
    struct mm_bootstrap_result result;
    struct mm_detail detail = {99, 0};
    struct mm_bootstrap_data data = sample(NULL, 0);
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 0);
    ck_assert(isnan(result.estimate) && isnan(result.low));
    data = sample(x, 1);
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1);
    data = sample(x, 4);
    data.clusters = one_cluster;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1);
    plan.statistic = MM_BOOTSTRAP_DIFF_MEAN;
    data = (struct mm_bootstrap_data){.x = x, .n = 4, .y = x, .n_y = 1};
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1);
    /* Leaving one of two out leaves none to tell a variance from. */
    plan = plan_of(MM_BOOTSTRAP_SD, MM_BOOTSTRAP_BCA, B);
    ck_assert_int_eq(run(sample(x, 2), plan, &result), MM_TOO_FEW);
    plan.method = MM_BOOTSTRAP_PERCENTILE;
    ck_assert_int_eq(run(sample(x, 2), plan, &result), MM_OK);
}
END_TEST

START_TEST(bad_plans) {
    const double x[] = {1, 2, 3, 4};
    const double bad_levels[] = {0, 1, -0.5, 1.5, NAN};
    struct mm_bootstrap_plan good = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_BCA, B), plan;
    struct mm_bootstrap_result result;
    for (size_t i = 0; i < sizeof bad_levels / sizeof *bad_levels; i++) {
        plan = good;
        plan.level = bad_levels[i];
        ck_assert_int_eq(run(sample(x, 4), plan, &result), MM_DOMAIN);
        plan = plan_of(MM_BOOTSTRAP_TRIMMED, MM_BOOTSTRAP_BCA, B);
        plan.parameter = bad_levels[i] == 0 ? 0.5 : bad_levels[i];
        ck_assert_int_eq(run(sample(x, 4), plan, &result), MM_DOMAIN);
        plan.statistic = MM_BOOTSTRAP_QUANTILE;
        plan.parameter = bad_levels[i] == 0 || bad_levels[i] == 1 ? -1e-300 : bad_levels[i];
        ck_assert_int_eq(run(sample(x, 4), plan, &result), MM_DOMAIN);
    }
    plan = good;
    plan.resamples = 0;
    ck_assert_int_eq(run(sample(x, 4), plan, &result), MM_DOMAIN);
    plan.resamples = SIZE_MAX / 8;
    ck_assert_int_eq(run(sample(x, 4), plan, &result), MM_MEMORY);
    plan = plan_of(MM_BOOTSTRAP_CORR, MM_BOOTSTRAP_BCA, B);
    ck_assert_int_eq(run((struct mm_bootstrap_data){.x = x, .n = 4, .y = x, .n_y = 3}, plan, &result), MM_SHAPE);
    plan.statistic = MM_BOOTSTRAP_RATIO;
    ck_assert_int_eq(run((struct mm_bootstrap_data){.x = x, .n = 4, .y = x, .n_y = 3, .paired = true}, plan, &result),
                     MM_SHAPE);
}
END_TEST

START_TEST(not_finite) {
    const double x[] = {1, 2, INFINITY, 4}, y[] = {1, 2, 3, NAN};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEDIAN, MM_BOOTSTRAP_BCA, B);
    struct mm_bootstrap_result result;
    struct mm_detail detail;
    struct mm_bootstrap_data data = sample(x, 4);
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, &detail), MM_NOT_FINITE);
    ck_assert(detail.index == 2 && isinf(detail.value));
    data = sample(y, 4);
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, &detail), MM_NOT_FINITE);
    ck_assert(detail.index == 3 && isnan(detail.value));
}
END_TEST

/* A constant sample: the point, to the last bit, or no interval. */
START_TEST(constant_sample) {
    const double constants[] = {0.1, -7, 0, 1e9 + 0.1, 1e300, 3e-310};
    for (size_t c = 0; c < sizeof constants / sizeof *constants; c++) {
        double value = constants[c], x[] = {value, value, value, value, value, value, value};
        for (int s = MM_BOOTSTRAP_MEAN; s <= MM_BOOTSTRAP_TRIMMED; s++) {
            struct mm_bootstrap_plan plan = plan_of((enum mm_bootstrap_statistic)s, (enum mm_bootstrap_method)_i, B);
            struct mm_bootstrap_result result;
            enum mm_status status = run(sample(x, 7), plan, &result);
            if (plan.method == MM_BOOTSTRAP_BCA || plan.method == MM_BOOTSTRAP_STUDENTIZED) {
                ck_assert_int_eq(status, MM_CONSTANT);
                continue;
            }
            double point = s == MM_BOOTSTRAP_SD || s == MM_BOOTSTRAP_VAR ? 0 : value;
            ck_assert_int_eq(status, MM_OK);
            ck_assert(result.estimate == point && result.low == point && result.high == point);
            ck_assert(result.se == 0 && result.bias == 0 && result.dropped == 0 && !result.extreme);
        }
    }
}
END_TEST

/* Two samples without spread, and pairs whose differences have none but that of their decimals. */
START_TEST(constant_pairs) {
    const double x[] = {0.3, 0.4, 0.5, 0.6, 0.7}, y[] = {0.1, 0.2, 0.3, 0.4, 0.5}, c[] = {0.3, 0.3, 0.3, 0.3, 0.3};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_DIFF_MEAN, (enum mm_bootstrap_method)_i, B);
    struct mm_bootstrap_result result;
    bool none = plan.method == MM_BOOTSTRAP_BCA || plan.method == MM_BOOTSTRAP_STUDENTIZED;
    ck_assert_int_eq(run(pairs(x, y, 5), plan, &result), none ? MM_CONSTANT : MM_OK);
    if (!none) mm_check_near(result.low, 0.2, 1e-15);
    if (!none) mm_check_near(result.high, 0.2, 1e-15);
    struct mm_bootstrap_data apart = {.x = c, .n = 5, .y = c, .n_y = 4};
    ck_assert_int_eq(run(apart, plan, &result), none ? MM_CONSTANT : MM_OK);
    if (!none) ck_assert(result.low == 0 && result.high == 0);
    plan.statistic = MM_BOOTSTRAP_RATIO;
    ck_assert_int_eq(run(apart, plan, &result), none ? MM_CONSTANT : MM_OK);
    if (!none) ck_assert(result.low == 1 && result.high == 1);
    /* One with spread is enough. */
    apart.x = x;
    ck_assert_int_eq(run(apart, plan, &result), MM_OK);
    ck_assert(result.low < result.estimate && result.high > result.estimate);
}
END_TEST

START_TEST(undefined_estimate) {
    const double x[] = {1, 2, 3, 4}, zero[] = {0, 0, 0, 0}, balanced[] = {-1, 1, -2, 2};
    struct mm_bootstrap_result result;
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_RATIO, (enum mm_bootstrap_method)_i, B);
    ck_assert_int_eq(run(pairs(x, zero, 4), plan, &result), MM_DOMAIN);
    ck_assert_int_eq(run(pairs(zero, zero, 4), plan, &result), MM_DOMAIN);
    ck_assert_int_eq(run(pairs(x, balanced, 4), plan, &result), MM_DOMAIN);
    plan.statistic = MM_BOOTSTRAP_CORR;
    ck_assert_int_eq(run(pairs(x, zero, 4), plan, &result), MM_DOMAIN);
    ck_assert_int_eq(run(pairs(zero, x, 4), plan, &result), MM_DOMAIN);
}
END_TEST

/* Resamples of five pairs are sometimes one pair five times, or pairs with the same y: no correlation. */
START_TEST(dropped_replicates) {
    const double x[] = {1, 2, 3, 4, 5}, y[] = {0, 0, 0, 1, 1};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_CORR, MM_BOOTSTRAP_PERCENTILE, B);
    struct mm_bootstrap_data data = pairs(x, y, 5);
    struct mm_bootstrap_result result;
    double replicates[B];
    size_t undefined = 0;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
    for (size_t b = 0; b < B; b++) undefined += isnan(replicates[b]) ? 1 : 0;
    ck_assert_uint_eq(result.dropped, undefined);
    /* P = 0.6^5 + 0.4^5 = 0.088: 88 of 999, standard deviation 9. */
    ck_assert(undefined > 43 && undefined < 133);
    ck_assert(result.low <= result.estimate && result.estimate <= result.high && result.high <= 1);
    /* 0/0 and 1/0 alike: y is nothing but zeros in (3/5)^5 of the resamples. */
    plan.statistic = MM_BOOTSTRAP_RATIO;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
    ck_assert(result.dropped > 37 && result.dropped < 118); /* 78, standard deviation 8.5 */
    /* No replicate is left: nothing to make an interval of. */
    const double only[] = {0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    size_t failures = 0;
    plan.resamples = 1;
    for (plan.seed = 0; plan.seed < 64; plan.seed++) failures += run(pairs(only, only, 10), plan, &result) == MM_DOMAIN;
    ck_assert(failures > 5 && failures < 45); /* 0.9^10 = 0.35 of 64: 22, standard deviation 3.8 */
}
END_TEST

START_TEST(single_member_strata) {
    const double x[] = {1, 2, 4, 8};
    const uint32_t strata[] = {5, 3, 9, 0};
    struct mm_bootstrap_data data = sample(x, 4);
    data.strata = strata;
    for (int s = MM_BOOTSTRAP_MEAN; s <= MM_BOOTSTRAP_TRIMMED; s++) {
        struct mm_bootstrap_plan plan = plan_of((enum mm_bootstrap_statistic)s, (enum mm_bootstrap_method)_i, B);
        struct mm_bootstrap_result result;
        bool none = plan.method == MM_BOOTSTRAP_BCA || plan.method == MM_BOOTSTRAP_STUDENTIZED;
        ck_assert_int_eq(run(data, plan, &result), none ? MM_CONSTANT : MM_OK);
        if (none) continue;
        ck_assert(result.low == result.high && result.se == 0 && !result.extreme);
        mm_check_relative(result.low, result.estimate, 4e-16);
    }
}
END_TEST

/* The jackknife has no spread, or leaves nothing to divide by, though the sample has. */
START_TEST(no_acceleration) {
    const double median[] = {1, 1, 1, 1, 2}, x[] = {0, 0, 0, 1}, y[] = {1, 2, 3, 5}, z[] = {0, 0, 5};
    struct mm_bootstrap_result result;
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEDIAN, MM_BOOTSTRAP_BCA, B);
    ck_assert_int_eq(run(sample(median, 5), plan, &result), MM_CONSTANT);
    plan.statistic = MM_BOOTSTRAP_CORR;
    ck_assert_int_eq(run(pairs(x, y, 4), plan, &result), MM_CONSTANT);
    plan.statistic = MM_BOOTSTRAP_RATIO;
    ck_assert_int_eq(run(pairs(y, z, 3), plan, &result), MM_CONSTANT);
    plan.method = MM_BOOTSTRAP_PERCENTILE;
    ck_assert_int_eq(run(pairs(y, z, 3), plan, &result), MM_OK);
}
END_TEST

/* n = 2: a resample is one value twice, without a standard error, or both values, which is the sample. */
START_TEST(studentized_two) {
    const double x[] = {1, 4};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_STUDENTIZED, B);
    struct mm_bootstrap_result result;
    ck_assert_int_eq(run(sample(x, 2), plan, &result), MM_OK);
    ck_assert(result.low == 2.5 && result.high == 2.5 && result.estimate == 2.5);
    ck_assert(result.dropped > 420 && result.dropped < 580); /* half of 999, standard deviation 16 */
    mm_check_near(result.se, 1.5 * sqrt(0.5), 0.06);
}
END_TEST

/* Replicates equal to θ as numbers with one decimal are: in double arithmetic 0.1 + 0.4 and 0.2 + 0.3 may differ, and
 * so may one sum in two orders. The same draws over the integers count them exactly. */
START_TEST(ties) {
    static const int tenths[] = {1, 2, 4, 5, 8, 3, 7};
    static double x[7], replicates[B];
    for (size_t i = 0; i < 7; i++) x[i] = tenths[i] / 10.;
    for (uint32_t n = 2; n <= 7; n++) {
        struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_BCA, B);
        struct mm_bootstrap_result result;
        int total = 0;
        for (size_t i = 0; i < n; i++) total += tenths[i];
        for (uint64_t b = 0; b < B; b++) {
            struct mm_stream stream;
            int sum = 0;
            mm_stream_start(&stream, plan.seed, b);
            for (size_t i = 0; i < n; i++) sum += tenths[mm_stream_below(&stream, n)];
            replicates[b] = sum;
        }
        ck_assert_int_eq(run(sample(x, n), plan, &result), MM_OK);
        mm_check_bits(result.z0, mm_bootstrap_z0(replicates, B, total, 0));
    }
}
END_TEST

/* Accuracies: k correct of 5 is the double nearest to k/5. */
START_TEST(zeros_and_ones) {
    const double x[] = {1, 0, 1, 1, 0};
    double replicates[B];
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_BCA, B);
    struct mm_bootstrap_data data = sample(x, 5);
    struct mm_bootstrap_result result;
    size_t counts[6] = {0};
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
    for (size_t b = 0; b < B; b++) {
        size_t k = (size_t)round(5 * replicates[b]);
        mm_check_bits(replicates[b], (double)k / 5);
        counts[k]++;
    }
    double below = (double)(counts[0] + counts[1] + counts[2]) + 0.5 * (double)counts[3];
    /* a of 0/1 data is (1 - 2p)/(6 √(n p (1 - p))); here p = 3/5. */
    mm_check_relative(result.acceleration, -0.2 / (6 * sqrt(5 * 0.24)), 1e-14);
    ck_assert((below > B / 2.) == (result.z0 > 0));
    ck_assert(result.low >= 0 && result.high <= 1);
}
END_TEST

START_TEST(exact_estimate) {
    const double x[] = {1e16, 1, -1e16}, large[] = {1e9 + 1, 1e9 + 2, 1e9 + 3};
    struct mm_bootstrap_result result;
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_PERCENTILE, B);
    ck_assert_int_eq(run(sample(x, 3), plan, &result), MM_OK);
    mm_check_bits(result.estimate, 1. / 3);
    plan.statistic = MM_BOOTSTRAP_VAR;
    ck_assert_int_eq(run(sample(large, 3), plan, &result), MM_OK);
    mm_check_bits(result.estimate, 1);
}
END_TEST

START_TEST(extreme_end_points) {
    struct mm_bootstrap_result result;
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_PERCENTILE, 20);
    ck_assert_int_eq(run(sample(nll_linear, NLL), plan, &result), MM_OK);
    ck_assert(result.extreme);
    plan.resamples = 9999;
    ck_assert_int_eq(run(sample(nll_linear, NLL), plan, &result), MM_OK);
    ck_assert(!result.extreme);
    /* One replicate lies below or above θ with certainty: its level is 0 or 1, the replicate the interval. */
    plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_BCA, 1);
    ck_assert_int_eq(run(sample(nll_linear, NLL), plan, &result), MM_OK);
    ck_assert(isinf(result.z0) && isnan(result.se) && result.low == result.high);
}
END_TEST

START_TEST(any_number_of_threads) {
    enum { MANY = 3000 };
    static double first[MANY], second[MANY];
    static const size_t threads[] = {2, 5, 0};
    uint32_t clusters[NLL];
    for (uint32_t i = 0; i < NLL; i++) clusters[i] = i / 3;
    for (int s = MM_BOOTSTRAP_MEAN; s <= MM_BOOTSTRAP_RATIO; s++) {
        struct mm_bootstrap_plan plan = plan_of((enum mm_bootstrap_statistic)s, (enum mm_bootstrap_method)_i, MANY);
        struct mm_bootstrap_data data = real_data(s == MM_BOOTSTRAP_CORR);
        struct mm_bootstrap_result one, more;
        if (s % 2) data.clusters = clusters;
        plan.threads = 1;
        ck_assert_int_eq(mm_bootstrap(&data, &plan, first, &one, NULL), MM_OK);
        for (size_t t = 0; t < 3; t++) {
            plan.threads = threads[t];
            ck_assert_int_eq(mm_bootstrap(&data, &plan, second, &more, NULL), MM_OK);
            for (size_t b = 0; b < MANY; b++) mm_check_bits(second[b], first[b]);
            mm_check_bits(more.low, one.low);
            mm_check_bits(more.high, one.high);
            mm_check_bits(more.se, one.se);
            mm_check_bits(more.bias, one.bias);
            ck_assert_uint_eq(more.dropped, one.dropped);
        }
        /* Without an array for them the replicates are the same. */
        ck_assert_int_eq(run(data, plan, &more), MM_OK);
        mm_check_bits(more.low, one.low);
    }
}
END_TEST

static void note_share(void *context, double share) {
    double *last = context;
    ck_assert(share > *last && share <= 1);
    *last = share;
}

START_TEST(progress) {
    double last = 0;
    struct mm_bootstrap_result result;
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_MEAN, MM_BOOTSTRAP_BCA, 20000);
    plan.threads = 1;
    plan.progress = note_share;
    plan.progress_context = &last;
    ck_assert_int_eq(run(sample(nll_linear, NLL), plan, &result), MM_OK);
    mm_check_bits(last, 1);
}
END_TEST

int main(void) {
    const TTest *const once[] = {too_few,         bad_plans,          not_finite, dropped_replicates,
                                 no_acceleration, studentized_two,    ties,       zeros_and_ones,
                                 exact_estimate,  extreme_end_points, progress};
    const TTest *const per_method[] = {constant_sample, constant_pairs, undefined_estimate, single_member_strata,
                                       any_number_of_threads};
    Suite *suite = suite_create("bootstrap");
    TCase *group = tcase_create("bootstrap");
    tcase_set_timeout(group, MM_CHECK_SECONDS);
    for (size_t i = 0; i < sizeof once / sizeof *once; i++) tcase_add_test(group, once[i]);
    for (size_t i = 0; i < sizeof per_method / sizeof *per_method; i++)
        tcase_add_loop_test(group, per_method[i], MM_BOOTSTRAP_PERCENTILE, MM_BOOTSTRAP_STUDENTIZED + 1);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
