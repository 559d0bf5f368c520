/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test of Mann and Whitney. */
#include "statistics/mannwhitney.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/order.h"
#include "statistics/decimal.h"
#include "statistics/finite.h"
#include "statistics/rank_interval.h"

/* Both samples one behind the other. */
struct problem {
    double *values;
    uint32_t *ranks; /* twice the midranks */
    size_t n1, n2;
};

static enum mm_status test(const struct problem *problem, double ties, const struct mm_mannwhitney_plan *plan,
                           struct mm_mannwhitney *result) {
    size_t n1 = problem->n1, n2 = problem->n2, n = n1 + n2;
    double pairs = (double)n1 * (double)n2, size = (double)n;
    uint64_t sums[2] = {0};
    struct mm_tails tails;
    for (size_t i = 0; i < n; i++) sums[i >= n1] += problem->ranks[i];
    result->statistic = ((double)sums[0] - (double)n1 * ((double)n1 + 1)) / 2;
    result->auc = result->statistic / pairs;
    result->effect = (2 * result->statistic - pairs) / pairs;
    result->exact = n1 < MM_MANNWHITNEY_EXACT && n2 < MM_MANNWHITNEY_EXACT;
    if (!result->exact) {
        double sd = sqrt(pairs / 12 * (size + 1 - ties / (size * (size - 1))));
        return mm_rank_normal_p(result->statistic - pairs / 2, sd, 0.5, plan->alternative, &result->p);
    }
    /* Choices of the smaller sample are fewer; what is its lower tail is the other one's upper. */
    bool second = n2 < n1;
    MM_TRY(mm_choice_tails(problem->ranks, n, second ? n2 : n1, sums[second], &tails));
    if (second) tails = (struct mm_tails){tails.upper, tails.lower};
    result->p = mm_tails_p(&tails, plan->alternative);
    return MM_OK;
}

/* The smallest rank sum of k is k(k+1)/2: what it is above that counts pairs. */
static enum mm_status find_k(size_t n1, size_t n2, double tail, uint64_t *k) {
    double a = (double)n1, b = (double)n2;
    size_t least = n1 < n2 ? n1 : n2;
    if (n1 >= MM_MANNWHITNEY_EXACT || n2 >= MM_MANNWHITNEY_EXACT)
        return mm_rank_normal_k(a * b / 2, sqrt(a * b * (a + b + 1) / 12), tail, k);
    MM_TRY(mm_choice_quantile(n1 + n2, least, tail, k));
    *k -= least * (least + 1) / 2;
    return MM_OK;
}

static enum mm_status estimate(const double *x, const double *y, struct problem *problem,
                               const struct mm_mannwhitney_plan *plan, struct mm_mannwhitney *result) {
    size_t n1 = problem->n1, n2 = problem->n2;
    uint64_t k;
    memcpy(problem->values, x, n1 * sizeof *x);
    memcpy(problem->values + n1, y, n2 * sizeof *y);
    mm_sort_doubles(problem->values, n1);
    mm_sort_doubles(problem->values + n1, n2);
    struct mm_location location = {problem->values, problem->values + n1, n1, n2};
    MM_TRY(find_k(n1, n2, mm_rank_tail(plan->level, plan->alternative), &k));
    result->estimate = mm_location_median(&location);
    mm_rank_interval(&location, k, plan->alternative, &result->low, &result->high);
    return MM_OK;
}

static enum mm_status solve(const double *x, const double *y, struct problem *problem,
                            const struct mm_mannwhitney_plan *plan, struct mm_mannwhitney *result) {
    size_t n1 = problem->n1, n = n1 + problem->n2;
    double *values = problem->values, ties, size = (double)n;
    for (size_t i = 0; i < n; i++) values[i] = i < n1 ? x[i] - plan->mu : y[i - n1];
    if (plan->mu != 0) mm_decimal_units(values, n, values);
    MM_TRY(mm_double_midranks(values, n, problem->ranks, &ties));
    if (ties == size * (size * size - 1)) return MM_CONSTANT;
    MM_TRY(test(problem, ties, plan, result));
    return estimate(x, y, problem, plan, result);
}

enum mm_status mm_mannwhitney(const double *x, size_t n1, const double *y, size_t n2,
                              const struct mm_mannwhitney_plan *plan, struct mm_mannwhitney *result,
                              struct mm_detail *detail) {
    *detail = (struct mm_detail){n1 == 0 ? 0 : 1, 0};
    if (n1 == 0 || n2 == 0) return MM_TOO_FEW;
    MM_TRY(mm_check_finite(x, n1, detail));
    MM_TRY(mm_check_finite(y, n2, detail));
    if (n2 > SIZE_MAX - n1) return MM_MEMORY;
    struct problem problem = {mm_new_doubles(1, n1 + n2), mm_new(n1 + n2, sizeof(uint32_t)), n1, n2};
    *result = (struct mm_mannwhitney){0};
    enum mm_status status = problem.values != NULL && problem.ranks != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) status = solve(x, y, &problem, plan, result);
    free(problem.values);
    free(problem.ranks);
    return status;
}
