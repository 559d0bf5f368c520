/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of a bootstrap's data, and their arrangement for fast and accurate resampling. */
#include "statistics/bootstrap_problem.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "numeric/order.h"

static enum mm_status check_plan(const struct mm_bootstrap_plan *plan) {
    if (!(plan->level > 0 && plan->level < 1) || plan->resamples < 1) return MM_DOMAIN;
    if (plan->statistic >= MM_BOOTSTRAP_EXPRESSION) return MM_DOMAIN;
    if (plan->statistic == MM_BOOTSTRAP_QUANTILE && !(plan->parameter >= 0 && plan->parameter <= 1)) return MM_DOMAIN;
    if (plan->statistic == MM_BOOTSTRAP_TRIMMED && !(plan->parameter >= 0 && plan->parameter < 0.5)) return MM_DOMAIN;
    return MM_OK;
}

static const struct mm_bootstrap_family *family_of(enum mm_bootstrap_statistic statistic) {
    switch (statistic) {
    case MM_BOOTSTRAP_MEAN:
    case MM_BOOTSTRAP_DIFF_MEAN:
    case MM_BOOTSTRAP_RATIO:
        return &mm_bootstrap_linear;
    case MM_BOOTSTRAP_SD:
    case MM_BOOTSTRAP_VAR:
    case MM_BOOTSTRAP_CORR:
        return &mm_bootstrap_moment;
    default:
        return &mm_bootstrap_order;
    }
}

enum mm_status mm_bootstrap_make_design(struct mm_bootstrap_design *design, size_t n, const uint32_t *strata,
                                        const uint32_t *clusters, struct mm_detail *detail) {
    detail->index = n;
    if (n < 2) return MM_TOO_FEW;
    MM_TRY(mm_bootstrap_design_make(design, n, strata, clusters));
    detail->index = design->units;
    if (design->units >= 2) return MM_OK;
    mm_bootstrap_design_free(design);
    return MM_TOO_FEW;
}

static enum mm_status arrange(struct mm_bootstrap_column *column, const struct mm_bootstrap_design *design,
                              const double *x, struct mm_detail *detail) {
    for (size_t i = 0; i < design->items; i++) {
        *detail = (struct mm_detail){i, x[i]};
        if (!isfinite(x[i])) return MM_NOT_FINITE;
    }
    column->values = mm_new_doubles(1, design->items);
    if (column->values == NULL) return MM_MEMORY;
    for (size_t i = 0; i < design->items; i++) column->values[i] = x[design->order != NULL ? design->order[i] : i];
    return MM_OK;
}

/* The exponent of the largest magnitude if that calls for scaling, else 0. */
static int exponent_of(const double *values, size_t n) {
    double largest = 0;
    int exponent;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(values[i]));
    frexp(largest, &exponent);
    return abs(exponent) > MM_BOOTSTRAP_PLAIN_EXPONENT ? exponent : 0;
}

static void scale(double *values, size_t n, int exponent) {
    for (size_t i = 0; exponent != 0 && i < n; i++) values[i] = ldexp(values[i], -exponent);
}

static void choose_scale(struct mm_bootstrap_problem *problem) {
    int exponents[MM_BOOTSTRAP_SAMPLES] = {0, 0};
    size_t sizes[MM_BOOTSTRAP_SAMPLES] = {problem->designs[0].items, problem->designs[problem->samples - 1].items};
    for (size_t c = 0; c < problem->columns; c++) exponents[c] = exponent_of(problem->column[c].values, sizes[c]);
    if (problem->statistic == MM_BOOTSTRAP_DIFF_MEAN)
        exponents[0] = exponents[1] = exponents[0] > exponents[1] ? exponents[0] : exponents[1];
    for (size_t c = 0; c < problem->columns; c++) scale(problem->column[c].values, sizes[c], exponents[c]);
    problem->exponent = exponents[0];
    if (problem->statistic == MM_BOOTSTRAP_VAR) problem->exponent = 2 * exponents[0];
    if (problem->statistic == MM_BOOTSTRAP_RATIO) problem->exponent = exponents[0] - exponents[1];
    if (problem->statistic == MM_BOOTSTRAP_CORR) problem->exponent = 0;
}

static double mean_magnitude(const double *values, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += fabs(values[i]);
    return sum / (double)n;
}

/* Takes the least value off where that is exact and the numbers have leading digits in common: sums then keep the
 * digits that differ. */
static void choose_offset(struct mm_bootstrap_column *column, size_t n) {
    double *values = column->values, least = values[0], most = values[0];
    for (size_t i = 1; i < n; i++) {
        least = fmin(least, values[i]);
        most = fmax(most, values[i]);
    }
    /* Of decimals each is rounded to half an ulp, and so is a mean of them. */
    column->noise += 1.5 * DBL_EPSILON * mean_magnitude(values, n);
    if (fmax(fabs(least), fabs(most)) > 4 * (most - least)) column->offset = least;
    for (size_t i = 0; column->offset != 0 && i < n; i++) values[i] -= column->offset;
    column->noise += (8 + sqrt((double)n)) * DBL_EPSILON * mean_magnitude(values, n);
}

/* mean(x) - mean(y) of pairs is the mean of one column of differences, which are rounded: the estimate is not. */
static void take_differences(struct mm_bootstrap_problem *problem) {
    struct mm_bootstrap_column *x = &problem->column[0], *y = &problem->column[1];
    size_t n = problem->designs[0].items;
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, x->values, n, 1);
    mm_exact_add_products(&sum, y->values, 1, &(double){-1}, 0, n);
    problem->estimate = mm_exact_divide(&sum, n);
    x->noise = 2 * DBL_EPSILON * (mean_magnitude(x->values, n) + mean_magnitude(y->values, n));
    for (size_t i = 0; i < n; i++) x->values[i] -= y->values[i];
    free(y->values);
    y->values = NULL;
    problem->columns = 1;
    problem->statistic = MM_BOOTSTRAP_MEAN;
}

static enum mm_status add_unit_sums(struct mm_bootstrap_column *column, const struct mm_bootstrap_design *design) {
    column->unit_sums = column->values;
    if (design->unit_start == NULL) return MM_OK;
    column->unit_sums = mm_new_doubles(1, design->units);
    if (column->unit_sums == NULL) return MM_MEMORY;
    for (size_t u = 0; u < design->units; u++) {
        double sum = 0;
        for (size_t i = design->unit_start[u]; i < design->unit_start[u + 1]; i++) sum += column->values[i];
        column->unit_sums[u] = sum;
    }
    return MM_OK;
}

static int compare_ranks(const void *left, const void *right) {
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* A unit comes and goes as a whole, so the order of its items is free. */
static void sort_within_units(struct mm_bootstrap_problem *problem) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    for (size_t u = 0; design->unit_start != NULL && u < design->units; u++)
        qsort(problem->ranks + design->unit_start[u], mm_bootstrap_unit_size(design, u), sizeof *problem->ranks,
              compare_ranks);
}

/* Sorting moves values without their places, so the rank of each place is looked up: equal values take the ranks of
 * their kind one after another. */
static enum mm_status rank(struct mm_bootstrap_problem *problem) {
    size_t n = problem->designs[0].items;
    const double *values = problem->column[0].values;
    problem->sorted = mm_new_doubles(1, n);
    problem->ranks = mm_new(n, sizeof *problem->ranks);
    uint32_t *taken = mm_new_zero(n, sizeof *taken);
    if (problem->sorted == NULL || problem->ranks == NULL || taken == NULL) {
        free(taken);
        return MM_MEMORY;
    }
    /* The sort puts -0 before +0, which the search below must not tell apart. */
    for (size_t i = 0; i < n; i++) problem->sorted[i] = values[i] + 0.0;
    mm_sort_doubles(problem->sorted, n);
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = n - 1;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (problem->sorted[middle] < values[i])
                low = middle + 1;
            else
                high = middle;
        }
        problem->ranks[i] = (uint32_t)low + taken[low]++;
    }
    free(taken);
    sort_within_units(problem);
    return MM_OK;
}

static enum mm_status fill(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_data *data,
                           struct mm_detail *detail) {
    MM_TRY(mm_bootstrap_make_design(&problem->designs[0], data->n, data->strata, data->clusters, detail));
    if (problem->samples == 2)
        MM_TRY(mm_bootstrap_make_design(&problem->designs[1], data->n_y, data->strata_y, data->clusters_y, detail));
    MM_TRY(arrange(&problem->column[0], &problem->designs[0], data->x, detail));
    if (problem->columns == 2)
        MM_TRY(arrange(&problem->column[1], &problem->designs[problem->samples - 1], data->y, detail));
    choose_scale(problem);
    return MM_OK;
}

static enum mm_status prepare_columns(struct mm_bootstrap_problem *problem) {
    bool quantile = problem->statistic == MM_BOOTSTRAP_QUANTILE;
    for (size_t c = 0; c < problem->columns; c++) {
        const struct mm_bootstrap_design *design = &problem->designs[problem->samples == 2 ? c : 0];
        /* A quantile is a value or lies between two: nothing is summed. */
        if (!quantile) choose_offset(&problem->column[c], design->items);
        if (problem->family == &mm_bootstrap_linear) MM_TRY(add_unit_sums(&problem->column[c], design));
    }
    return problem->family == &mm_bootstrap_order ? rank(problem) : MM_OK;
}

/* Means of columns that are drawn apart depend on how often each value comes only. */
static enum mm_status tally(struct mm_bootstrap_problem *problem) {
    if (problem->family != &mm_bootstrap_linear || problem->columns != problem->samples) return MM_OK;
    problem->tallied = true;
    for (size_t c = 0; c < problem->columns && problem->tallied; c++) {
        struct mm_bootstrap_column *column = &problem->column[c];
        MM_TRY(mm_bootstrap_tally_make(&column->tally, &problem->designs[c], column->values));
        problem->tallied = column->tally.start != NULL;
    }
    return MM_OK;
}

enum mm_status mm_bootstrap_problem_make(struct mm_bootstrap_problem *problem, const struct mm_bootstrap_data *data,
                                         const struct mm_bootstrap_plan *plan, struct mm_detail *detail) {
    bool two = plan->statistic >= MM_BOOTSTRAP_CORR;
    bool paired = two && (data->paired || plan->statistic == MM_BOOTSTRAP_CORR);
    *problem = (struct mm_bootstrap_problem){.statistic = plan->statistic,
                                             .parameter = plan->parameter,
                                             .ddof = plan->ddof_zero ? 0 : 1,
                                             .family = family_of(plan->statistic),
                                             .samples = two && !paired ? 2 : 1,
                                             .columns = two ? 2 : 1,
                                             .estimate = NAN};
    MM_TRY(check_plan(plan));
    if (paired && data->n != data->n_y) return MM_SHAPE;
    if (plan->statistic == MM_BOOTSTRAP_MEDIAN) {
        problem->statistic = MM_BOOTSTRAP_QUANTILE;
        problem->parameter = 0.5;
    }
    enum mm_status status = fill(problem, data, detail);
    if (status == MM_OK && paired && plan->statistic == MM_BOOTSTRAP_DIFF_MEAN) take_differences(problem);
    if (status == MM_OK) status = prepare_columns(problem);
    /* A t* looks at the units of its resample. */
    if (status == MM_OK && plan->method != MM_BOOTSTRAP_STUDENTIZED) status = tally(problem);
    if (status != MM_OK) mm_bootstrap_problem_free(problem);
    return status;
}

void mm_bootstrap_problem_free(struct mm_bootstrap_problem *problem) {
    for (size_t c = 0; c < MM_BOOTSTRAP_SAMPLES; c++) {
        struct mm_bootstrap_column *column = &problem->column[c];
        if (column->unit_sums != column->values) free(column->unit_sums);
        free(column->values);
        mm_bootstrap_tally_free(&column->tally);
        mm_bootstrap_design_free(&problem->designs[c]);
    }
    free(problem->sorted);
    free(problem->ranks);
    *problem = (struct mm_bootstrap_problem){0};
}
