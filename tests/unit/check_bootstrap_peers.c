/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole bootstrap intervals of real data against scipy.stats.bootstrap and R's boot.ci, within Monte Carlo error. */
#include "check_bootstrap.h"
#include "check_main.h"

enum { RESAMPLES = 20000 };

/* The peer's end point is a mean over its runs, each with RESAMPLES resamples and a seed of its own; SD is what those
 * runs scatter by, which is the Monte Carlo standard error of ours too. Five of them, and the six digits printed: where
 * replicates take few values the scatter is 0. */
static void check_end(double actual, double expected, double sd) {
    double tolerance = 5 * sd * sqrt(1 + 1. / 20) + 1e-5 * fabs(expected);
    ck_assert_msg(fabs(actual - expected) <= tolerance, "%.8g is not %.8g within %.3g", actual, expected, tolerance);
}

/* SciPy 1.10: scipy.stats.bootstrap, vectorized, random_state 1000 to 1024, mean and standard deviation (ddof 1) over
 * these 25 runs of low, high and standard_error. Means, ddof 1, numpy.quantile(0.9), trim_mean(0.1). */
static const struct {
    enum mm_bootstrap_statistic statistic;
    bool paired;
    enum mm_bootstrap_method method;
    double low, low_sd, high, high_sd, se, se_sd;
} scipy[] = {
    {MM_BOOTSTRAP_MEAN, false, MM_BOOTSTRAP_PERCENTILE, 0.0666404, 0.00037, 0.185314, 0.0007, 0.0304482, 0.00017},
    {MM_BOOTSTRAP_MEAN, false, MM_BOOTSTRAP_BASIC, 0.0553624, 0.0007, 0.174036, 0.00037, 0.0304482, 0.00017},
    {MM_BOOTSTRAP_MEAN, false, MM_BOOTSTRAP_BCA, 0.0741286, 0.00045, 0.201414, 0.0014, 0.0304482, 0.00017},
    {MM_BOOTSTRAP_MEDIAN, false, MM_BOOTSTRAP_PERCENTILE, 0.0206683, 0, 0.0781161, 0.00035, 0.0155141, 7.6e-05},
    {MM_BOOTSTRAP_MEDIAN, false, MM_BOOTSTRAP_BASIC, 0.00206987, 0.00035, 0.0595177, 0, 0.0155141, 7.6e-05},
    {MM_BOOTSTRAP_MEDIAN, false, MM_BOOTSTRAP_BCA, 0.0206713, 1.5e-05, 0.0781869, 0, 0.0155141, 7.6e-05},
    {MM_BOOTSTRAP_SD, false, MM_BOOTSTRAP_PERCENTILE, 0.101798, 0.00064, 0.268387, 0.00081, 0.0431563, 0.0002},
    {MM_BOOTSTRAP_SD, false, MM_BOOTSTRAP_BASIC, 0.121789, 0.00081, 0.288378, 0.00064, 0.0431563, 0.0002},
    {MM_BOOTSTRAP_SD, false, MM_BOOTSTRAP_BCA, 0.127966, 0.00068, 0.304978, 0.0021, 0.0431563, 0.0002},
    {MM_BOOTSTRAP_VAR, false, MM_BOOTSTRAP_PERCENTILE, 0.0103633, 0.00013, 0.0720323, 0.00044, 0.016158, 8.5e-05},
    {MM_BOOTSTRAP_VAR, false, MM_BOOTSTRAP_BASIC, 0.00408634, 0.00044, 0.0657553, 0.00013, 0.016158, 8.5e-05},
    {MM_BOOTSTRAP_VAR, false, MM_BOOTSTRAP_BCA, 0.0162544, 0.00017, 0.0923248, 0.0012, 0.016158, 8.5e-05},
    {MM_BOOTSTRAP_QUANTILE, false, MM_BOOTSTRAP_PERCENTILE, 0.105251, 0.0013, 0.583255, 0, 0.131989, 0.00079},
    {MM_BOOTSTRAP_QUANTILE, false, MM_BOOTSTRAP_BASIC, 0.199444, 0, 0.677449, 0.0013, 0.131989, 0.00079},
    {MM_BOOTSTRAP_QUANTILE, false, MM_BOOTSTRAP_BCA, 0.136346, 0.0034, 0.61505, 0, 0.131989, 0.00079},
    {MM_BOOTSTRAP_TRIMMED, false, MM_BOOTSTRAP_PERCENTILE, 0.0374138, 0.00022, 0.136115, 0.00058, 0.0259214, 0.00014},
    {MM_BOOTSTRAP_TRIMMED, false, MM_BOOTSTRAP_BASIC, 0.0091564, 0.00058, 0.107858, 0.00022, 0.0259214, 0.00014},
    {MM_BOOTSTRAP_TRIMMED, false, MM_BOOTSTRAP_BCA, 0.0388443, 0.00021, 0.141946, 0.00099, 0.0259214, 0.00014},
    {MM_BOOTSTRAP_CORR, true, MM_BOOTSTRAP_PERCENTILE, 0.722173, 0.0011, 0.972698, 0.00038, 0.0680992, 0.00034},
    {MM_BOOTSTRAP_CORR, true, MM_BOOTSTRAP_BASIC, 0.75257, 0.00038, 1.00309, 0.0011, 0.0680992, 0.00034},
    {MM_BOOTSTRAP_CORR, true, MM_BOOTSTRAP_BCA, 0.716137, 0.0011, 0.967212, 0.00083, 0.0680992, 0.00034},
    {MM_BOOTSTRAP_DIFF_MEAN, false, MM_BOOTSTRAP_PERCENTILE, -0.544464, 0.004, -0.0302762, 0.0013, 0.132114, 0.00076},
    {MM_BOOTSTRAP_DIFF_MEAN, false, MM_BOOTSTRAP_BASIC, -0.493392, 0.0013, 0.0207961, 0.004, 0.132114, 0.00076},
    {MM_BOOTSTRAP_DIFF_MEAN, false, MM_BOOTSTRAP_BCA, -0.622364, 0.0051, -0.0648474, 0.0016, 0.132114, 0.00076},
    {MM_BOOTSTRAP_DIFF_MEAN, true, MM_BOOTSTRAP_PERCENTILE, 0.012245, 0.00043, 0.0812333, 0.00027, 0.0175194, 0.00011},
    {MM_BOOTSTRAP_DIFF_MEAN, true, MM_BOOTSTRAP_BASIC, 0.0132938, 0.00027, 0.0822821, 0.00043, 0.0175194, 0.00011},
    {MM_BOOTSTRAP_DIFF_MEAN, true, MM_BOOTSTRAP_BCA, 0.0111665, 0.00037, 0.0802723, 0.00037, 0.0175194, 0.00011},
    {MM_BOOTSTRAP_RATIO, false, MM_BOOTSTRAP_PERCENTILE, 0.14132, 0.00098, 0.823623, 0.0061, 0.181671, 0.0017},
    {MM_BOOTSTRAP_RATIO, false, MM_BOOTSTRAP_BASIC, -0.193864, 0.0061, 0.488439, 0.00098, 0.181671, 0.0017},
    {MM_BOOTSTRAP_RATIO, false, MM_BOOTSTRAP_BCA, 0.128191, 0.0013, 0.73774, 0.0075, 0.181671, 0.0017},
    {MM_BOOTSTRAP_RATIO, true, MM_BOOTSTRAP_PERCENTILE, 1.09809, 0.0036, 4.22097, 0.02, 0.817753, 0.0062},
    {MM_BOOTSTRAP_RATIO, true, MM_BOOTSTRAP_BASIC, -0.927408, 0.02, 2.19548, 0.0036, 0.817753, 0.0062},
    {MM_BOOTSTRAP_RATIO, true, MM_BOOTSTRAP_BCA, 0.992637, 0.0056, 3.64102, 0.029, 0.817753, 0.0062},
};

START_TEST(as_scipy) {
    struct mm_bootstrap_data data = real_data(scipy[_i].paired);
    struct mm_bootstrap_plan plan = plan_of(scipy[_i].statistic, scipy[_i].method, RESAMPLES);
    struct mm_bootstrap_result result;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, NULL), MM_OK);
    check_end(result.low, scipy[_i].low, scipy[_i].low_sd);
    check_end(result.high, scipy[_i].high, scipy[_i].high_sd);
    check_end(result.se, scipy[_i].se, scipy[_i].se_sd);
}
END_TEST

/* R 4.2, boot 1.3: boot.ci(type = c("norm", "stud")), set.seed(1) to set.seed(20). Variances by formula: var(x)/n, the
 * sum of two, Σ (n_s/n)² var(x_s)/n_s for the mean of nll_linear and nll_other as two strata of one sample; for sd the
 * jackknife. Studentized end points are order statistics of (R + 1)α there and type 7 here, 1/R apart in level. */
static const struct {
    enum mm_bootstrap_statistic statistic;
    bool paired, strata;
    enum mm_bootstrap_method method;
    double low, low_sd, high, high_sd;
} r_boot[] = {
    {MM_BOOTSTRAP_MEAN, false, false, MM_BOOTSTRAP_NORMAL, 0.0605805, 0.00041, 0.179869, 0.0003},
    {MM_BOOTSTRAP_MEAN, false, false, MM_BOOTSTRAP_STUDENTIZED, 0.0704196, 0.00035, 0.219247, 0.0015},
    {MM_BOOTSTRAP_DIFF_MEAN, true, false, MM_BOOTSTRAP_NORMAL, 0.0128778, 0.00021, 0.0816695, 0.00019},
    {MM_BOOTSTRAP_DIFF_MEAN, true, false, MM_BOOTSTRAP_STUDENTIZED, 0.0110976, 0.00029, 0.0821181, 0.00032},
    {MM_BOOTSTRAP_DIFF_MEAN, false, false, MM_BOOTSTRAP_NORMAL, -0.520784, 0.002, -0.00269076, 0.0019},
    {MM_BOOTSTRAP_DIFF_MEAN, false, false, MM_BOOTSTRAP_STUDENTIZED, -0.73661, 0.0094, -0.0468859, 0.0024},
    {MM_BOOTSTRAP_MEAN, false, true, MM_BOOTSTRAP_NORMAL, 0.119141, 0.00082, 0.345654, 0.00081},
    {MM_BOOTSTRAP_MEAN, false, true, MM_BOOTSTRAP_STUDENTIZED, 0.138216, 0.00082, 0.43155, 0.0036},
    {MM_BOOTSTRAP_SD, false, false, MM_BOOTSTRAP_NORMAL, 0.117757, 0.00031, 0.286777, 0.0004},
    {MM_BOOTSTRAP_SD, false, false, MM_BOOTSTRAP_STUDENTIZED, 0.11402, 0.00063, 0.38653, 0.0025},
};

START_TEST(as_r) {
    double pooled[NLL + NLL_OTHER];
    uint32_t strata[NLL + NLL_OTHER];
    struct mm_bootstrap_data data = real_data(r_boot[_i].paired);
    for (size_t i = 0; i < NLL + NLL_OTHER; i++) {
        pooled[i] = i < NLL ? nll_linear[i] : nll_other[i - NLL];
        strata[i] = i < NLL;
    }
    if (r_boot[_i].strata) data = (struct mm_bootstrap_data){.x = pooled, .n = NLL + NLL_OTHER, .strata = strata};
    struct mm_bootstrap_plan plan = plan_of(r_boot[_i].statistic, r_boot[_i].method, RESAMPLES);
    struct mm_bootstrap_result result;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &result, NULL), MM_OK);
    check_end(result.low, r_boot[_i].low, r_boot[_i].low_sd);
    check_end(result.high, r_boot[_i].high, r_boot[_i].high_sd);
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bootstrap against peers");
    TCase *group = tcase_create("bootstrap against peers");
    tcase_set_timeout(group, MM_CHECK_SECONDS);
    tcase_add_loop_test(group, as_scipy, 0, (int)(sizeof scipy / sizeof *scipy));
    tcase_add_loop_test(group, as_r, 0, (int)(sizeof r_boot / sizeof *r_boot));
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
