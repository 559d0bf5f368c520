/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistic of the data themselves, and how near to it a replicate must be to count as equal. */
#include <float.h>
#include <math.h>

#include "numeric/exact.h"
#include "numeric/moments.h"
#include "statistics/bootstrap_problem.h"

static double exact_mean(const double *values, size_t n, double offset) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, values, n, 1);
    mm_exact_add_product(&sum, offset, (double)n);
    return mm_exact_divide(&sum, n);
}

static double column_mean(const struct mm_bootstrap_problem *problem, size_t c) {
    size_t n = problem->designs[problem->samples == 2 ? c : 0].items;
    return exact_mean(problem->column[c].values, n, problem->column[c].offset);
}

static enum mm_status spread(const struct mm_bootstrap_problem *problem, double *estimate) {
    struct mm_moments *moments = mm_moments_new(2);
    uint64_t ddof = (uint64_t)problem->ddof;
    if (moments == NULL) return MM_MEMORY;
    mm_moments_add(moments, problem->column[0].values, problem->designs[0].items, 1);
    enum mm_status status = problem->statistic == MM_BOOTSTRAP_SD ? mm_moments_sd(moments, ddof, estimate)
                                                                  : mm_moments_variance(moments, ddof, estimate);
    mm_moments_free(moments);
    return status;
}

static double tolerance_of(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work) {
    if (problem->statistic == MM_BOOTSTRAP_EXPRESSION) return problem->tolerance;
    double x = problem->column[0].noise, y = problem->column[1].noise, theta = fabs(problem->estimate);
    double count = (double)problem->designs[0].items, rounding = (8 + sqrt(count)) * DBL_EPSILON;
    switch (problem->statistic) {
    case MM_BOOTSTRAP_DIFF_MEAN:
        return x + y;
    case MM_BOOTSTRAP_RATIO:
        return (x + theta * y) / fabs(column_mean(problem, 1));
    case MM_BOOTSTRAP_SD: /* moving every value by x moves it by x √(n/(n-1)) at most */
        return 1.5 * x + rounding * theta;
    case MM_BOOTSTRAP_VAR:
        return 3 * x * sqrt(theta) + rounding * theta;
    case MM_BOOTSTRAP_CORR:
        return 2 * (x / sqrt(work->squares[0] / count) + y / sqrt(work->squares[1] / count)) + 4 * rounding;
    case MM_BOOTSTRAP_QUANTILE:
        return 4 * DBL_EPSILON * theta;
    default:
        return x;
    }
}

enum mm_status mm_bootstrap_estimate(struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    mm_bootstrap_work_identity(problem, work);
    double estimate = problem->family->evaluate(problem, work);
    if (work->status != MM_OK) return work->status;
    size_t n = problem->designs[0].items, cut;
    switch (problem->statistic) {
    case MM_BOOTSTRAP_MEAN:
        estimate = isnan(problem->estimate) ? column_mean(problem, 0) : problem->estimate;
        break;
    case MM_BOOTSTRAP_DIFF_MEAN:
        estimate = column_mean(problem, 0) - column_mean(problem, 1);
        break;
    case MM_BOOTSTRAP_RATIO:
        estimate = column_mean(problem, 0) / column_mean(problem, 1);
        break;
    case MM_BOOTSTRAP_SD:
    case MM_BOOTSTRAP_VAR:
        MM_TRY(spread(problem, &estimate));
        break;
    case MM_BOOTSTRAP_TRIMMED:
        cut = (size_t)floor((double)n * problem->parameter);
        estimate = exact_mean(problem->sorted + cut, n - 2 * cut, problem->column[0].offset);
        break;
    case MM_BOOTSTRAP_EXPRESSION:
        estimate = problem->estimate;
        break;
    default: /* a quantile is exact as it is; a correlation has deviations from rounded means */
        break;
    }
    if (!isfinite(estimate)) return MM_DOMAIN;
    problem->estimate = estimate;
    problem->tolerance = tolerance_of(problem, work);
    return MM_OK;
}
