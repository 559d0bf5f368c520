/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of means, on whole numbers of a decimal unit. */
#include "statistics/permutation.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "numeric/exact.h"
#include "statistics/decimal.h"
#include "statistics/finite.h"
#include "statistics/permutation_sums.h"

__extension__ typedef __int128 wide;

/* What both tests are once values are whole numbers. A statistic is scale·S - shift, S the sum of the chosen values. */
struct problem {
    const struct mm_permutation_plan *plan;
    int64_t *units;   /* as many as a whole number of words has bits, zeros at the end */
    size_t n, choose; /* choose: the size of every choice; 0: any */
    int64_t scale;
    wide shift, observed, tolerance;
    size_t chunk;      /* arrangements a task */
    uint64_t *extreme; /* of each task */
    struct mm_permutation_sums *work;
};

static wide magnitude(wide x) {
    return x < 0 ? -x : x;
}

static bool is_extreme(const struct problem *problem, int64_t sum) {
    wide statistic = (wide)problem->scale * sum - problem->shift;
    if (problem->plan->alternative == MM_LESS) return statistic <= problem->observed + problem->tolerance;
    if (problem->plan->alternative == MM_GREATER) return statistic >= problem->observed - problem->tolerance;
    return magnitude(statistic) >= magnitude(problem->observed) - problem->tolerance;
}

/* x - origin of all n values as whole numbers of one unit, at most 2^61 together. FINEST: no unit below it. Halves keep
 * differences of the largest doubles in range. False: all are 0. */
static bool to_units(const double *x, size_t n, double origin, double finest, int64_t *units) {
    const double room = 0x1p61;
    double largest = 0;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(x[i] / 2 - origin / 2));
    /* Halves of the least doubles round; such values are their own halves. */
    double factor = largest > DBL_MIN ? 0.5 : 1;
    if (factor == 1)
        for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(x[i] - origin));
    if (largest == 0) return false;
    bool beyond = isinf(largest / factor) != 0;
    int exponent = beyond ? DBL_MAX_10_EXP + 1 : mm_decimal_exponent(largest / factor), digits = MM_DECIMAL_DIGITS;
    while (digits > 0 && (double)n * pow(10, digits) > room) digits--;
    while (digits > 0 && mm_decimal_shift(finest, digits - exponent) > 1) digits--;
    for (size_t i = 0; i < n; i++)
        units[i] = llrint(mm_decimal_shift(x[i] * factor - origin * factor, digits - exponent) / factor);
    return true;
}

static void run_task(void *context, size_t index, size_t worker) {
    struct problem *problem = context;
    struct mm_permutation_sums *work = &problem->work[worker];
    size_t first = index * problem->chunk, rest = problem->plan->resamples - first;
    size_t count = rest < problem->chunk ? rest : problem->chunk;
    mm_permutation_sums_draw(work, problem->units, problem->n, problem->choose, problem->plan->seed, first, count);
    uint64_t extreme = 0;
    for (size_t r = 0; r < count; r++) extreme += is_extreme(problem, work->sums[r]);
    problem->extreme[index] = extreme;
    if (worker == 0 && problem->plan->progress != NULL)
        problem->plan->progress(problem->plan->progress_context, (double)first / (double)problem->plan->resamples);
}

static enum mm_status run_random(struct problem *problem, struct mm_permutation *result) {
    const struct mm_permutation_plan *plan = problem->plan;
    size_t threads = plan->threads > 0 ? plan->threads : 1;
    problem->chunk = mm_permutation_sums_chunk(problem->n);
    /* Every thread shall have several tasks; how many does not touch the result. */
    while (problem->chunk > 16 && plan->resamples / problem->chunk < 4 * threads) problem->chunk /= 2;
    size_t tasks = (plan->resamples - 1) / problem->chunk + 1;
    problem->extreme = mm_new_zero(tasks, sizeof *problem->extreme);
    problem->work = mm_new_zero(threads, sizeof *problem->work);
    bool made = problem->extreme != NULL && problem->work != NULL;
    for (size_t t = 0; made && t < threads; t++)
        made = mm_permutation_sums_make(&problem->work[t], problem->n, problem->chunk);
    if (made) mm_parallel(threads, tasks, run_task, problem);
    for (size_t i = 0; made && i < tasks; i++) result->extreme += problem->extreme[i];
    for (size_t t = 0; problem->work != NULL && t < threads; t++) mm_permutation_sums_free(&problem->work[t]);
    free(problem->extreme);
    free(problem->work);
    if (!made) return MM_MEMORY;
    result->arrangements = plan->resamples;
    result->p = ((double)result->extreme + 1) / ((double)plan->resamples + 1);
    return MM_OK;
}

/* Choices in Gray's order: each differs from the last by one value. */
static void run_all_signs(const struct problem *problem, struct mm_permutation *result) {
    int64_t sum = 0;
    uint64_t chosen = 0;
    for (uint64_t i = 1;; i++) {
        result->extreme += is_extreme(problem, sum);
        if (i == result->arrangements) return;
        unsigned change = (unsigned)__builtin_ctzll(i);
        chosen ^= (uint64_t)1 << change;
        sum += chosen >> change & 1 ? problem->units[change] : -problem->units[change];
    }
}

/* Choices in lexicographic order; sums[j] is that of the first j places. */
static enum mm_status run_all_choices(const struct problem *problem, struct mm_permutation *result) {
    size_t n = problem->n, k = problem->choose;
    size_t *places = mm_new(k, sizeof *places);
    int64_t *sums = mm_new(k + 1, sizeof *sums);
    if (places == NULL || sums == NULL) {
        free(places);
        free(sums);
        return MM_MEMORY;
    }
    sums[0] = 0;
    for (size_t j = 0, from = 0;;) {
        for (size_t place = from; j < k; j++, place++) {
            places[j] = place;
            sums[j + 1] = sums[j] + problem->units[place];
        }
        result->extreme += is_extreme(problem, sums[k]);
        while (j > 0 && places[j - 1] == n - k + j - 1) j--;
        if (j == 0) break;
        from = places[--j] + 1;
    }
    free(places);
    free(sums);
    return MM_OK;
}

/* How many choices there are, or 0 for too many to go through. */
static uint64_t count_choices(size_t n, size_t k) {
    uint64_t count = 1;
    for (size_t i = 1; i <= k; i++) {
        count = count * (n - k + i) / i; /* below 10^6 · 2^32 before it is divided */
        if (count > MM_PERMUTATION_EXACT) return 0;
    }
    return count;
}

static enum mm_status run(struct problem *problem, struct mm_permutation *result) {
    uint64_t all = problem->choose > 0 ? count_choices(problem->n, problem->choose)
                   : problem->n < 20   ? (uint64_t)1 << problem->n
                                       : 0;
    result->exact = all > 0;
    if (!result->exact) return run_random(problem, result);
    result->arrangements = all;
    if (problem->choose > 0)
        MM_TRY(run_all_choices(problem, result));
    else
        run_all_signs(problem, result);
    result->p = (double)result->extreme / (double)all;
    return MM_OK;
}

enum mm_status mm_permutation_signs(const double *differences, size_t n, const struct mm_permutation_plan *plan,
                                    struct mm_permutation *result, struct mm_detail *detail) {
    struct problem problem = {.plan = plan, .n = n, .scale = -2, .tolerance = (wide)n};
    int64_t total = 0;
    *detail = (struct mm_detail){0};
    if (n == 0) return MM_TOO_FEW;
    if (n > UINT32_MAX) return MM_MEMORY;
    if (plan->resamples == 0) return MM_DOMAIN;
    MM_TRY(mm_check_finite(differences, n, detail));
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, differences, n, 1);
    *result = (struct mm_permutation){.estimate = mm_exact_divide(&sum, n)};
    problem.units = mm_permutation_units(n);
    if (problem.units == NULL) return MM_MEMORY;
    enum mm_status status = MM_CONSTANT;
    if (to_units(differences, n, 0, 0, problem.units)) {
        for (size_t i = 0; i < n; i++) total += problem.units[i];
        problem.shift = -total; /* the sum less twice what is flipped */
        problem.observed = total;
        status = run(&problem, result);
    }
    free(problem.units);
    return status;
}

/* Both samples in one array, the smaller one first; its sum says everything. */
static enum mm_status exchange(const double *values, size_t small, size_t n, bool swapped,
                               const struct mm_permutation_plan *plan, struct mm_permutation *result) {
    struct mm_permutation_plan turned = *plan;
    struct problem problem = {.plan = &turned, .n = n, .choose = small, .scale = (int64_t)n};
    int64_t total = 0, first = 0;
    double largest = 0;
    /* The alternative speaks of the first sample; the statistic is about the smaller one. */
    if (swapped && plan->alternative != MM_TWO_SIDED)
        turned.alternative = plan->alternative == MM_LESS ? MM_GREATER : MM_LESS;
    problem.units = mm_permutation_units(n);
    if (problem.units == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(values[i]));
    enum mm_status status = MM_CONSTANT;
    if (to_units(values, n, values[0], 4 * DBL_EPSILON * largest, problem.units)) {
        for (size_t i = 0; i < n; i++) {
            total += problem.units[i];
            if (i < small) first += problem.units[i];
        }
        problem.shift = (wide)small * total;
        problem.observed = (wide)n * first - problem.shift;
        problem.tolerance = 2 * (wide)n * (wide)small;
        status = run(&problem, result);
    }
    free(problem.units);
    return status;
}

enum mm_status mm_permutation_exchange(const double *x, size_t n1, const double *y, size_t n2,
                                       const struct mm_permutation_plan *plan, struct mm_permutation *result,
                                       struct mm_detail *detail) {
    *detail = (struct mm_detail){n1 == 0 ? 0 : 1, 0};
    if (n1 == 0 || n2 == 0) return MM_TOO_FEW;
    if (n1 > UINT32_MAX || n2 > UINT32_MAX - n1) return MM_MEMORY;
    if (plan->resamples == 0) return MM_DOMAIN;
    MM_TRY(mm_check_finite(x, n1, detail));
    MM_TRY(mm_check_finite(y, n2, detail));
    *result = (struct mm_permutation){.estimate = mm_mean_difference(x, n1, y, n2, 0)};
    bool swapped = n2 < n1;
    double *values = mm_new_doubles(1, n1 + n2);
    if (values == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n1; i++) values[swapped ? n2 + i : i] = x[i];
    for (size_t i = 0; i < n2; i++) values[swapped ? i : n1 + i] = y[i];
    enum mm_status status = exchange(values, swapped ? n2 : n1, n1 + n2, swapped, plan, result);
    free(values);
    return status;
}
