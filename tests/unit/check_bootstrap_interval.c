/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap intervals of replicates and jackknives that are given, against NumPy and SciPy. */
#include <stdio.h>

#include "check_main.h"
#include "statistics/bootstrap_interval.h"

enum { B = 41, JACKKNIFE = 12, OTHER = 9 };

/* Rounded draws from NumPy's generator; three replicates tie with the estimate. */
static const double estimate = 2.0;
static const double replicates[B] = {
    2.0012, 2.2987, 1.7259, 2.0,    1.5453, 1.0084, 2.0601, 3.3402, 1.5078, 1.3795, 2.0,    2.3569, 2.1054,  1.0695,
    1.9707, 2.6953, 0.6558, 1.5424, 0.0988, 0.7105, 2.0,    1.7649, 0.7326, 2.2713, 2.1568, 1.8131, -0.5168, 1.4613,
    1.9515, 2.1133, 0.4699, 1.5222, 1.0215, 1.1912, 3.0609, 1.1925, 1.9675, 2.8844, 1.4164, 1.8883, 2.1105};
static const double jackknife[JACKKNIFE] = {1.7504, 1.7669, 0.361, 1.8255, 5.8127, 0.5483,
                                            2.5275, 2.7129, 2.685, 0.9377, 1.1372, 0.5558};
static const double jackknife_other[OTHER] = {2.3589, 5.0081, 1.5681, 0.5569, 2.5109, 3.9583, 2.1089, 6.0085, 2.2009};
static const size_t one_group[] = {0, JACKKNIFE}, other_group[] = {0, OTHER};
static const struct mm_jackknife both[] = {{jackknife, one_group, 1}, {jackknife_other, other_group, 1}};

/* SciPy 1.10: ndtri of stats._resampling._percentile_of_score; of U = (n-1)(mean - θ_(i)) as its _bca_interval has it,
 * Σ ΣU³/n³ / (6 (Σ ΣU²/n²)^1.5); the usual jackknife se with NumPy. */
static const double z0 = 0.3754617702355184, acceleration = -0.07184507264660496;

START_TEST(bias_correction) {
    mm_check_relative(mm_bootstrap_z0(replicates, B, estimate, 0), z0, 1e-12);
    /* A tolerance makes near replicates ties: here 2.0012 comes to them, 25.5 + 0.5 - 0.5 of 41 stay below. */
    double tied = mm_bootstrap_z0(replicates, B, estimate, 0.002);
    ck_assert(tied > z0);
    mm_check_bits(mm_bootstrap_z0(replicates, B, 100, 0), INFINITY);
    mm_check_bits(mm_bootstrap_z0(replicates, B, -100, 0), -INFINITY);
    mm_check_bits(mm_bootstrap_z0((const double[]){1, 1, 1}, 3, 1, 0), 0);
}
END_TEST

START_TEST(acceleration_and_standard_error) {
    mm_check_relative(mm_jackknife_acceleration(both, 1), acceleration, 1e-12);
    mm_check_relative(mm_jackknife_acceleration(both, 2), -0.03770796573559187, 1e-12);
    mm_check_relative(mm_jackknife_se(both, 1), 4.74224718345199, 1e-12);
    mm_check_relative(mm_jackknife_se(both, 2), 6.622932675336867, 1e-12);
}
END_TEST

START_TEST(jackknife_without_spread) {
    const struct mm_jackknife equal = {(const double[]){0.1, 0.1, 0.1}, (const size_t[]){0, 3}, 1};
    mm_check_bits(mm_jackknife_reach(&equal, 1), 0);
    mm_check_bits(mm_jackknife_se(&equal, 1), 0);
    ck_assert(isnan(mm_jackknife_acceleration(&equal, 1)));
    /* A stratum of one unit counts for nothing, even if it is undefined; elsewhere NaN is NaN. */
    const struct mm_jackknife single = {(const double[]){NAN, 1, 3}, (const size_t[]){0, 1, 3}, 2};
    mm_check_relative(mm_jackknife_reach(&single, 1), 3, 1e-15);
    const struct mm_jackknife undefined = {(const double[]){NAN, 1, 3}, (const size_t[]){0, 3}, 1};
    ck_assert(isnan(mm_jackknife_reach(&undefined, 1)));
    /* d = 1, -1, -1, 1, at any scale: no skewness. */
    const struct mm_jackknife tiny = {(const double[]){1e-200, 3e-200, 3e-200, 1e-200}, (const size_t[]){0, 4}, 1};
    mm_check_near(mm_jackknife_acceleration(&tiny, 1), 0, 1e-15);
}
END_TEST

/* scipy.special.ndtr of the formula. */
START_TEST(adjusted_levels) {
    double low, high;
    mm_bootstrap_bca_levels(z0, acceleration, 0.9, &low, &high);
    mm_check_relative(low, 0.15355248079396328, 1e-12);
    mm_check_relative(high, 0.9838104377262744, 1e-12);
    mm_bootstrap_bca_levels(z0, acceleration, 0.95, &low, &high);
    mm_check_relative(low, 0.07888817353663996, 1e-12);
    mm_check_relative(high, 0.9912334065992323, 1e-12);
    mm_bootstrap_bca_levels(0, 0, 0.95, &low, &high);
    mm_check_relative(low, 0.025, 1e-14);
    mm_check_relative(high, 0.975, 1e-14);
}
END_TEST

START_TEST(limits_of_the_levels) {
    double low, high;
    mm_bootstrap_bca_levels(-INFINITY, 0.1, 0.95, &low, &high);
    ck_assert(low == 0 && high == 0);
    mm_bootstrap_bca_levels(INFINITY, 0.1, 0.95, &low, &high);
    ck_assert(low == 1 && high == 1);
    /* z is 6.1 here, beyond the pole at 1/a = 6. */
    mm_bootstrap_bca_levels(0, 1. / 6, 1 - 1e-9, &low, &high);
    ck_assert(low > 0 && low < 0.5 && high == 1);
    mm_bootstrap_bca_levels(0, -1. / 6, 1 - 1e-9, &low, &high);
    ck_assert(low == 0 && high > 0.5 && high < 1);
}
END_TEST

/* numpy.quantile, numpy.std(ddof=1), scipy.special.ndtri. Studentized: t* = (θ* - θ)/(0.5 + b/64), se 0.75. */
static const struct {
    enum mm_bootstrap_method method;
    double level, low, high;
} intervals[] = {
    {MM_BOOTSTRAP_PERCENTILE, 0.9, 0.4698999999999998, 2.8844},
    {MM_BOOTSTRAP_BASIC, 0.9, 1.1156000000000001, 3.5301},
    {MM_BOOTSTRAP_NORMAL, 0.9, 1.0623072501010713, 3.5940000669721},
    {MM_BOOTSTRAP_BCA, 0.9, 1.0102614999360366, 3.159330210277939},
    {MM_BOOTSTRAP_STUDENTIZED, 0.9, 1.2899063829787234, 3.3442},
    {MM_BOOTSTRAP_PERCENTILE, 0.95, 0.09880000000000033, 3.0609},
    {MM_BOOTSTRAP_BASIC, 0.95, 0.9390999999999998, 3.9012},
    {MM_BOOTSTRAP_NORMAL, 0.95, 0.8198046298809287, 3.8365026871922425},
    {MM_BOOTSTRAP_BCA, 0.95, 0.6643073236981683, 3.2422596185266226},
    {MM_BOOTSTRAP_STUDENTIZED, 0.95, 1.2284363636363635, 3.8251519999999997},
};

START_TEST(interval) {
    double scratch[B], studentized[B];
    for (size_t b = 0; b < B; b++) studentized[b] = (replicates[b] - estimate) / (0.5 + (double)b / 64);
    struct mm_bootstrap_evidence evidence = {.estimate = estimate,
                                             .replicates = replicates,
                                             .count = B,
                                             .scratch = scratch,
                                             .acceleration = acceleration,
                                             .studentized = studentized,
                                             .studentized_count = B,
                                             .se = 0.75};
    struct mm_bootstrap_result result;
    mm_bootstrap_interval(&evidence, intervals[_i].method, intervals[_i].level, &result);
    mm_check_near(result.low, intervals[_i].low, 1e-12);
    mm_check_near(result.high, intervals[_i].high, 1e-12);
    mm_check_relative(result.se, 0.7695799721593466, 1e-13);
    mm_check_relative(result.bias, -0.3281536585365854, 1e-13);
    mm_check_bits(result.estimate, estimate);
    bool bca = intervals[_i].method == MM_BOOTSTRAP_BCA;
    ck_assert(isnan(result.z0) == !bca && isnan(result.acceleration) == !bca);
    if (bca) mm_check_relative(result.z0, z0, 1e-12);
    /* 40 × 0.025 = 1: the second smallest is an end point. The upper bca levels, 0.984 and 0.991, lie beyond the second
     * largest. */
    ck_assert_int_eq(result.extreme, bca);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bootstrap intervals");
    TCase *group = tcase_create("bootstrap intervals");
    tcase_add_test(group, bias_correction);
    tcase_add_test(group, acceleration_and_standard_error);
    tcase_add_test(group, jackknife_without_spread);
    tcase_add_test(group, adjusted_levels);
    tcase_add_test(group, limits_of_the_levels);
    tcase_add_loop_test(group, interval, 0, (int)(sizeof intervals / sizeof *intervals));
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
