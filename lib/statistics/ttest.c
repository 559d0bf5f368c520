/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Student's t tests. */
#include "statistics/ttest.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "numeric/moments.h"
#include "statistics/finite.h"

/* Γ(x + 1/2)/Γ(x), x > 0: the asymptotic series where it is good to an eps, carried down by Γ(x+1) = x Γ(x). */
static double gamma_ratio(double x) {
    enum { ENOUGH = 40 };
    static const double series[] = {-1.0 / 8, 1.0 / 128, 5.0 / 1024, -21.0 / 32768, -399.0 / 262144, 869.0 / 4194304};
    double product = 1, sum = 0;
    for (; x < ENOUGH; x++) product *= x / (x + 0.5);
    for (size_t i = sizeof series / sizeof *series; i-- > 0;) sum = (sum + series[i]) / x;
    return product * sqrt(x) * (1 + sum);
}

double mm_hedges_correction(double degrees) {
    return gamma_ratio((degrees - 1) / 2) / sqrt(degrees / 2);
}

/* Standard deviations and not variances, which leave the range of doubles earlier. */
struct summary {
    double n, mean, sd;
};

/* A sample of one has no deviation of its own: 0, for pooling. */
static enum mm_status summarise(const double *x, size_t n, size_t which, struct summary *summary,
                                struct mm_detail *detail) {
    MM_TRY(mm_check_finite(x, n, detail));
    struct mm_moments *moments = mm_moments_new(2);
    if (moments == NULL) return MM_MEMORY;
    mm_moments_add(moments, x, n, 1);
    *summary = (struct summary){.n = (double)n};
    enum mm_status status = mm_moments_mean(moments, &summary->mean);
    if (status == MM_OK && n > 1) status = mm_moments_sd(moments, 1, &summary->sd);
    mm_moments_free(moments);
    if (status == MM_TOO_FEW) *detail = (struct mm_detail){which, 0};
    if (status == MM_OK && !(isfinite(summary->mean) && isfinite(summary->sd))) status = MM_DOMAIN;
    return status;
}

/* Everything behind estimate, se, df; DISTANCE is the estimate minus μ. */
static enum mm_status conclude(const struct mm_ttest_plan *plan, double distance, double sd, double sd_degrees,
                               struct mm_ttest *result, struct mm_detail *detail) {
    const struct mm_distribution *t = mm_distribution_find("t");
    if (result->se == 0) {
        *detail = (struct mm_detail){0, result->estimate};
        return MM_CONSTANT;
    }
    result->statistic = distance / result->se;
    result->effect = sd_degrees > 1 ? mm_hedges_correction(sd_degrees) * (distance / sd) : NAN;
    MM_TRY(mm_symmetric_p(t, &result->df, result->statistic, plan->alternative, &result->p));
    return mm_symmetric_interval(t, &result->df, result->estimate, result->se, plan->level, plan->alternative,
                                 &result->low, &result->high);
}

/* NOISE: a standard deviation up to this is no spread but rounding. */
static enum mm_status test_one(const double *x, size_t n, double noise, const struct mm_ttest_plan *plan,
                               struct mm_ttest *result, struct mm_detail *detail) {
    struct summary summary;
    struct mm_exact distance;
    if (n < 2) {
        *detail = (struct mm_detail){0, 0};
        return MM_TOO_FEW;
    }
    MM_TRY(summarise(x, n, 0, &summary, detail));
    /* Σ (x_i - μ) in one sum: a mean near μ keeps all its digits. */
    mm_exact_clear(&distance);
    mm_exact_add_all(&distance, x, n, 1);
    mm_exact_add_product(&distance, -plan->mu, summary.n);
    double se = summary.sd > noise ? summary.sd / sqrt(summary.n) : 0;
    *result = (struct mm_ttest){.estimate = summary.mean, .se = se, .df = summary.n - 1};
    return conclude(plan, mm_exact_divide(&distance, n), summary.sd, result->df, result, detail);
}

enum mm_status mm_ttest_one(const double *x, size_t n, const struct mm_ttest_plan *plan, struct mm_ttest *result,
                            struct mm_detail *detail) {
    return test_one(x, n, 0, plan, result, detail);
}

enum mm_status mm_ttest_paired(const double *x, const double *y, size_t n, const struct mm_ttest_plan *plan,
                               struct mm_ttest *result, struct mm_detail *detail) {
    double largest = 0;
    MM_TRY(mm_check_finite(x, n, detail));
    MM_TRY(mm_check_finite(y, n, detail));
    double *differences = mm_new_doubles(1, n);
    if (differences == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) {
        differences[i] = x[i] - y[i];
        largest = fmax(largest, fmax(fabs(x[i]), fabs(y[i])));
    }
    /* 0.3 - 0.2 and 0.2 - 0.1 are not the same double: what two roundings can make is no spread. */
    enum mm_status status = test_one(differences, n, 2 * DBL_EPSILON * largest, plan, result, detail);
    free(differences);
    return status;
}

enum mm_status mm_ttest_two(const double *x, size_t n1, const double *y, size_t n2, const struct mm_ttest_plan *plan,
                            struct mm_ttest *result, struct mm_detail *detail) {
    struct summary first, second;
    size_t least = plan->equal_variances ? 1 : 2;
    if (n1 > UINT32_MAX || n2 > UINT32_MAX) return MM_MEMORY;
    if (n1 < least || n2 < least || n1 + n2 < 3) {
        *detail = (struct mm_detail){n1 <= n2 ? 0 : 1, 0};
        return MM_TOO_FEW;
    }
    MM_TRY(summarise(x, n1, 0, &first, detail));
    MM_TRY(summarise(y, n2, 1, &second, detail));
    double degrees = first.n + second.n - 2;
    double sd = hypot(first.sd * sqrt((first.n - 1) / degrees), second.sd * sqrt((second.n - 1) / degrees));
    *result = (struct mm_ttest){.estimate = mm_mean_difference(x, n1, y, n2, 0), .df = degrees};
    if (plan->equal_variances) {
        result->se = sd * sqrt(1 / first.n + 1 / second.n);
    } else {
        double a = first.sd / sqrt(first.n), b = second.sd / sqrt(second.n);
        result->se = hypot(a, b);
        if (result->se > 0) {
            double share1 = pow(a / result->se, 2), share2 = pow(b / result->se, 2);
            result->df = 1 / (share1 * share1 / (first.n - 1) + share2 * share2 / (second.n - 1));
        }
    }
    return conclude(plan, mm_mean_difference(x, n1, y, n2, plan->mu), sd, degrees, result, detail);
}
