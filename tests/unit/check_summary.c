/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Summaries against pandas 1.5 (Series.describe) and SciPy 1.10 (skew, kurtosis). */
#include "check_bootstrap.h"
#include "check_main.h"
#include "statistics/summary.h"

static struct mm_summary summary_of(const double *x, size_t n, bool keep_missing) {
    struct mm_summary summary;
    ck_assert_int_eq(mm_summary_start(&summary, keep_missing), MM_OK);
    ck_assert_int_eq(mm_summary_add(&summary, x, n, 1), MM_OK);
    return summary;
}

/* describe(percentiles=[.05, .25, .5, .75, .9]); scipy.stats.skew and kurtosis, bias True and False. Theirs err by some
 * n eps, and moments of fourth order by four times that. */
START_TEST(real_data_summary) {
    static const double quantiles[][2] = {{0, 0.0032694527230283654},   {0.05, 0.008053305045652737},
                                          {0.25, 0.014366859626153694}, {0.5, 0.04009299029997937},
                                          {0.75, 0.09582102442885176},  {0.9, 0.3913498360682665},
                                          {1, 0.9012043525953732}};
    struct mm_summary summary = summary_of(nll_linear, NLL, false);
    struct mm_summary_fields fields;
    mm_summary_fields(&summary, false, &fields);
    ck_assert(summary.count == NLL && summary.missing == 0);
    mm_check_relative(fields.mean, 0.1203383835952414, 9e-15);
    mm_check_relative(fields.sd, 0.19508795245443122, 9e-15);
    mm_check_bits(fields.min, 0.0032694527230283654);
    mm_check_bits(fields.max, 0.9012043525953732);
    mm_check_relative(fields.skewness, 2.405047336312835, 4e-14);
    mm_check_relative(fields.kurtosis, 5.5365909121738905, 4e-14);
    mm_summary_fields(&summary, true, &fields);
    mm_check_relative(fields.skewness, 2.4997831202675007, 4e-14);
    mm_check_relative(fields.kurtosis, 6.463021954883395, 4e-14);
    for (size_t i = 0; i < sizeof quantiles / sizeof *quantiles; i++)
        mm_check_relative(mm_summary_quantile(&summary, quantiles[i][0]), quantiles[i][1], 1e-15);
    mm_summary_stop(&summary);
}
END_TEST

START_TEST(missing_left_out) {
    const double x[] = {3, NAN, -1, 4, NAN, 1.5};
    struct mm_summary summary = summary_of(x, 6, false);
    struct mm_summary_fields fields;
    mm_summary_fields(&summary, false, &fields);
    ck_assert(summary.count == 4 && summary.missing == 2);
    mm_check_bits(fields.mean, 1.875);
    mm_check_relative(fields.sd, 2.174664725116648, 1e-15);
    mm_check_bits(fields.min, -1);
    mm_check_bits(fields.max, 4);
    mm_check_bits(mm_summary_quantile(&summary, 0.25), 0.875);
    mm_check_bits(mm_summary_quantile(&summary, 0.5), 2.25);
    mm_check_bits(mm_summary_quantile(&summary, 0.75), 3.25);
    mm_check_relative(fields.skewness, -0.4789333851985701, 4e-15);
    mm_check_relative(fields.kurtosis, -1.2048749247996273, 4e-15);
    mm_summary_fields(&summary, true, &fields);
    mm_check_relative(fields.skewness, -0.8295369566048795, 4e-15);
    mm_check_relative(fields.kurtosis, -0.03656193599720581, 4e-13); /* a difference of numbers near 6 */
    mm_summary_stop(&summary);
}
END_TEST

START_TEST(missing_kept) {
    const double x[] = {3, NAN, -1};
    struct mm_summary summary = summary_of(x, 3, true);
    struct mm_summary_fields fields;
    mm_summary_fields(&summary, false, &fields);
    ck_assert(summary.count == 3 && summary.missing == 1);
    ck_assert(isnan(fields.mean) && isnan(fields.sd) && isnan(fields.min) && isnan(fields.max));
    ck_assert(isnan(fields.skewness) && isnan(fields.kurtosis) && isnan(mm_summary_quantile(&summary, 0.5)));
    mm_summary_stop(&summary);
}
END_TEST

START_TEST(undefined_fields) {
    const double one[] = {7}, constant[] = {0.1, 0.1, 0.1}, missing[] = {NAN, NAN}, three[] = {1, 2, 4};
    struct mm_summary summary = summary_of(NULL, 0, false);
    struct mm_summary_fields fields;
    mm_summary_fields(&summary, false, &fields);
    ck_assert(isnan(fields.mean) && isnan(fields.sd) && isnan(fields.min) && isnan(mm_summary_quantile(&summary, 0)));
    mm_summary_stop(&summary);
    summary = summary_of(missing, 2, false);
    mm_summary_fields(&summary, false, &fields);
    ck_assert(summary.count == 0 && summary.missing == 2 && isnan(fields.mean) && isnan(fields.max));
    mm_summary_stop(&summary);
    summary = summary_of(one, 1, false);
    mm_summary_fields(&summary, false, &fields);
    ck_assert(fields.mean == 7 && fields.min == 7 && fields.max == 7 && mm_summary_quantile(&summary, 0.3) == 7);
    ck_assert(isnan(fields.sd) && isnan(fields.skewness) && isnan(fields.kurtosis));
    mm_summary_stop(&summary);
    summary = summary_of(constant, 3, false);
    mm_summary_fields(&summary, false, &fields);
    ck_assert(fields.mean == 0.1 && fields.sd == 0 && isnan(fields.skewness) && isnan(fields.kurtosis));
    mm_summary_stop(&summary);
    /* G2 divides by n - 3; g2 does not. */
    summary = summary_of(three, 3, false);
    mm_summary_fields(&summary, true, &fields);
    ck_assert(isfinite(fields.skewness) && !isfinite(fields.kurtosis));
    ck_assert(isnan(mm_summary_quantile(&summary, 1.5)));
    mm_summary_stop(&summary);
}
END_TEST

/* The sd of 1e9 + 1, 1e9 + 2, 1e9 + 3 is 1 (pandas, too); blocks with a stride, and asking in between, change nothing.
 */
START_TEST(blocks) {
    const double large[] = {1e9 + 1, 0, 1e9 + 2, 0, 1e9 + 3, 0};
    struct mm_summary summary = summary_of(NULL, 0, false);
    struct mm_summary_fields fields;
    ck_assert_int_eq(mm_summary_add(&summary, large + 4, 1, 2), MM_OK);
    mm_check_bits(mm_summary_quantile(&summary, 0.5), 1e9 + 3);
    ck_assert_int_eq(mm_summary_add(&summary, large, 2, 2), MM_OK);
    mm_summary_fields(&summary, false, &fields);
    mm_check_bits(fields.sd, 1);
    mm_check_bits(fields.mean, 1e9 + 2);
    mm_check_bits(mm_summary_quantile(&summary, 0.5), 1e9 + 2);
    mm_summary_stop(&summary);
}
END_TEST

MM_CHECK_MAIN("summary", real_data_summary, missing_left_out, missing_kept, undefined_fields, blocks)
