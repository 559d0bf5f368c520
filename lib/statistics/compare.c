/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models on the same items. */
#include "statistics/compare.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "statistics/mcnemar.h"
#include "statistics/permutation.h"
#include "statistics/ttest.h"

/* A part of the work that a kernel reports as a whole. */
struct part {
    const struct mm_compare_plan *plan;
    double before, share;
};

static void report(void *context, double share) {
    const struct part *part = context;
    part->plan->progress(part->plan->progress_context, part->before + part->share * share);
}

static enum mm_status check(const double *x, const double *y, size_t n, struct mm_detail *detail) {
    for (size_t i = 0; i < 2 * n; i++) {
        double value = i < n ? x[i] : y[i - n];
        if (isfinite(value)) continue;
        *detail = (struct mm_detail){i, value};
        return MM_NOT_FINITE;
    }
    *detail = (struct mm_detail){n, 0};
    return n < 2 ? MM_TOO_FEW : MM_OK;
}

static void count(const double *x, const double *y, size_t n, bool lower_is_better, struct mm_comparison *result) {
    struct mm_exact difference;
    result->n = n;
    result->binary = true;
    for (size_t i = 0; i < n; i++) {
        bool larger = x[i] > y[i], smaller = x[i] < y[i];
        result->wins += lower_is_better ? smaller : larger;
        result->losses += lower_is_better ? larger : smaller;
        result->binary = result->binary && (x[i] == 0 || x[i] == 1) && (y[i] == 0 || y[i] == 1);
    }
    result->ties = n - result->wins - result->losses;
    mm_exact_clear(&difference);
    mm_exact_add_all(&difference, x, n, 1);
    mm_exact_add_products(&difference, y, 1, &(double){-1}, 0, n);
    result->difference = mm_exact_divide(&difference, n);
    mm_exact_clear(&difference);
    mm_exact_add_all(&difference, x, n, 1);
    result->mean_x = mm_exact_divide(&difference, n);
    mm_exact_clear(&difference);
    mm_exact_add_all(&difference, y, n, 1);
    result->mean_y = mm_exact_divide(&difference, n);
}

static enum mm_status find_interval(const double *x, const double *y, size_t n, const struct mm_compare_plan *plan,
                                    struct mm_comparison *result, struct mm_detail *detail) {
    struct part part = {plan, 0, 0.5};
    struct mm_bootstrap_data data = {.x = x, .n = n, .y = y, .n_y = n, .paired = true};
    struct mm_bootstrap_plan bootstrap = {.statistic = MM_BOOTSTRAP_DIFF_MEAN,
                                          .method = plan->interval,
                                          .level = plan->level,
                                          .resamples = plan->resamples,
                                          .seed = plan->seed,
                                          .threads = plan->threads,
                                          .progress = plan->progress != NULL ? report : NULL,
                                          .progress_context = &part};
    struct mm_bootstrap_result found;
    enum mm_status status = mm_bootstrap(&data, &bootstrap, NULL, &found, detail);
    result->interval = plan->interval;
    if (status == MM_CONSTANT) { /* every resample has the same mean */
        result->interval = MM_BOOTSTRAP_PERCENTILE;
        result->low = result->high = result->difference;
        return MM_OK;
    }
    result->low = found.low;
    result->high = found.high;
    result->extreme = found.extreme;
    result->dropped = found.dropped;
    return status;
}

static enum mm_status test_t(const double *x, const double *y, size_t n, struct mm_comparison *result, double *t,
                             struct mm_detail *detail) {
    struct mm_ttest_plan plan = {.alternative = MM_TWO_SIDED, .level = 0.95};
    struct mm_ttest found;
    enum mm_status status = mm_ttest_paired(x, y, n, &plan, &found, detail);
    *t = result->p_t = result->effect = NAN;
    if (status == MM_CONSTANT) return MM_OK;
    if (status != MM_OK) return status;
    *t = found.statistic;
    result->p_t = found.p;
    result->effect = found.effect;
    return MM_OK;
}

/* A difference of 0 stays what it is under any sign: without those, more can be gone through exactly. */
static size_t take_differences(const double *x, const double *y, size_t n, double *differences) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (x[i] != y[i]) differences[kept++] = x[i] - y[i];
    return kept;
}

static enum mm_status test_permutation(const double *x, const double *y, size_t n, const struct mm_compare_plan *plan,
                                       struct mm_comparison *result, bool *exact, struct mm_detail *detail) {
    struct part part = {plan, 0.5, 0.5};
    struct mm_permutation_plan permutation = {.alternative = MM_TWO_SIDED,
                                              .resamples = plan->resamples,
                                              .seed = plan->seed,
                                              .threads = plan->threads,
                                              .progress = plan->progress != NULL ? report : NULL,
                                              .progress_context = &part};
    struct mm_permutation found = {0};
    double *differences = mm_new_doubles(1, n);
    if (differences == NULL) return MM_MEMORY;
    size_t kept = take_differences(x, y, n, differences);
    enum mm_status status = MM_CONSTANT;
    if (kept > 0) status = mm_permutation_signs(differences, kept, &permutation, &found, detail);
    free(differences);
    *exact = status == MM_CONSTANT || found.exact;
    result->p_permutation = status == MM_CONSTANT ? 1 : found.p;
    return status == MM_CONSTANT ? MM_OK : status;
}

static enum mm_status test_binary(const struct mm_compare_plan *plan, struct mm_comparison *result) {
    struct mm_mcnemar exact, found;
    double wins = (double)result->wins, losses = (double)result->losses;
    MM_TRY(mm_mcnemar(wins, losses, MM_MCNEMAR_EXACT, true, &exact));
    result->p_permutation = exact.p;
    if (plan->test != MM_COMPARE_AUTO && plan->test != MM_COMPARE_MCNEMAR) return MM_OK;
    MM_TRY(mm_mcnemar(wins, losses, MM_MCNEMAR_AUTO, true, &found));
    result->test = found.method == MM_MCNEMAR_EXACT ? "mcnemar-exact" : "mcnemar-chi-square-corrected";
    result->statistic = found.statistic;
    result->p = found.p;
    return MM_OK;
}

enum mm_status mm_compare(const double *x, const double *y, size_t n, const struct mm_compare_plan *plan,
                          struct mm_comparison *result, struct mm_detail *detail) {
    struct mm_detail unused;
    double t;
    bool exact = true;
    if (detail == NULL) detail = &unused;
    *result = (struct mm_comparison){.test = NULL};
    MM_TRY(check(x, y, n, detail));
    count(x, y, n, plan->lower_is_better, result);
    if (plan->test == MM_COMPARE_MCNEMAR && !result->binary) return MM_DATA;
    MM_TRY(find_interval(x, y, n, plan, result, detail));
    MM_TRY(test_t(x, y, n, result, &t, detail));
    MM_TRY(result->binary ? test_binary(plan, result) : test_permutation(x, y, n, plan, result, &exact, detail));
    if (result->test != NULL) return MM_OK;
    bool by_t = plan->test == MM_COMPARE_T;
    result->test = by_t ? "t" : exact ? "permutation-exact" : "permutation";
    result->statistic = by_t ? t : result->difference;
    result->p = by_t ? result->p_t : result->p_permutation;
    return MM_OK;
}
