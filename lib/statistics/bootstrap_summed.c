/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates of expressions of sums: row terms are taken once, and a resample adds up those drawn. */
#include <float.h>
#include <math.h>

#include "expr/kernels.h"
#include "statistics/bootstrap_terms.h"

/* Sums over the units drawn of LANES neighbouring terms; two rows side by side, in the same order on every machine. */
static inline void sum_lanes(const double *restrict terms, size_t width, size_t lanes, const uint32_t *restrict units,
                             size_t count, double *restrict sums) {
    double a[4] = {0}, b[4] = {0};
    size_t i = 0;
    for (; i + 2 <= count; i += 2) {
        const double *x = terms + units[i] * width, *y = terms + units[i + 1] * width;
        for (size_t j = 0; j < lanes; j++) {
            a[j] += x[j];
            b[j] += y[j];
        }
    }
    for (size_t j = 0; i < count && j < lanes; j++) a[j] += terms[units[i] * width + j];
    for (size_t j = 0; j < lanes; j++) sums[j] = a[j] + b[j];
}

static void sum_drawn(const struct mm_bootstrap_expressed *expressed, const uint32_t *units, size_t count,
                      double *sums) {
    const double *terms = expressed->unit_terms;
    switch (expressed->width) { /* known numbers of lanes become straight code */
    case 1:
        sum_lanes(terms, 1, 1, units, count, sums);
        return;
    case 2:
        sum_lanes(terms, 2, 2, units, count, sums);
        return;
    default:
        for (size_t j = 0; j < expressed->width; j += 4)
            sum_lanes(terms + j, expressed->width, 4, units, count, sums + j);
    }
}

static size_t unit_first(const struct mm_bootstrap_design *design, size_t unit) {
    return design->unit_start != NULL ? design->unit_start[unit] : unit;
}

/* Σ(x - origin) and Σ(x - origin)² of term number TERM over the units drawn but number SKIP. */
static void add_deviations(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                           size_t term, size_t skip, double origin, double *sum, double *square) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    const struct mm_bootstrap_expressed *expressed = problem->expressed;
    *sum = *square = 0;
    for (size_t i = 0; i < design->units; i++) {
        if (i == skip) continue;
        size_t unit = work->units[0][i], first = unit_first(design, unit);
        for (size_t k = first; k < first + mm_bootstrap_unit_size(design, unit); k++) {
            double d = expressed->terms[k * expressed->width + term] - origin;
            *sum += d;
            *square += d * d;
        }
    }
}

/* sd from sums, or by two passes where they cancel: a resample of equal numbers has exactly 0. */
static double spread(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                     const struct mm_bootstrap_reduction *reduction, double sum, double square, double count,
                     size_t skip) {
    enum { LOST = 10000 }; /* how much may cancel */
    if (count < 2) return NAN;
    double squares = square - sum * (sum / count);
    if (!(squares * LOST > square)) {
        const struct mm_bootstrap_expressed *expressed = problem->expressed;
        size_t unit = work->units[0][skip == 0 ? 1 : 0];
        double origin = expressed->terms[unit_first(&problem->designs[0], unit) * expressed->width + reduction->term];
        add_deviations(problem, work, reduction->term, skip, origin, &sum, &square);
        double mean = origin + sum / count, rest;
        add_deviations(problem, work, reduction->term, skip, mean, &rest, &squares);
        if (square == 0) squares = 0;
    }
    return sqrt(squares / (count - 1));
}

/* The reductions of the resample without its unit number SKIP (SIZE_MAX: whole), as row ROW. */
static void put_reductions(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                           size_t skip, size_t row) {
    const struct mm_bootstrap_expressed *expressed = problem->expressed;
    struct mm_bootstrap_expressed_work *own = work->expressed;
    const double *out = skip != SIZE_MAX ? expressed->unit_terms + work->units[0][skip] * expressed->width : NULL;
    size_t size = skip != SIZE_MAX ? mm_bootstrap_unit_size(&problem->designs[0], work->units[0][skip]) : 0;
    double count = (double)(work->counts[0] - size);
    for (size_t r = 0; r < expressed->reduction_count; r++) {
        const struct mm_bootstrap_reduction *reduction = &expressed->reductions[r];
        double sum = own->sums[reduction->term] - (out != NULL ? out[reduction->term] : 0), value = sum;
        if (reduction->function == MM_FN_MEAN_ROWS) value = reduction->centre + sum / count;
        if (reduction->function == MM_FN_SD_ROWS) {
            double square = own->sums[reduction->square] - (out != NULL ? out[reduction->square] : 0);
            value = spread(problem, work, reduction, sum, square, count, skip);
        }
        own->columns[r * own->capacity + row] = value;
    }
    own->columns[expressed->reduction_count * own->capacity + row] = count;
}

static void run(const struct mm_bootstrap_expressed_work *own, size_t rows, double *results) {
    struct mm_rows all = {.numbers = own->numbers, .stride = 1, .count = rows};
    mm_evaluation_rows(own->evaluation, &all, &results, 1);
}

static double evaluate(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    work->counts[0] = mm_bootstrap_resample_size(design, work->units[0]);
    sum_drawn(problem->expressed, work->units[0], design->units, work->expressed->sums);
    put_reductions(problem, work, SIZE_MAX, 0);
    run(work->expressed, 1, &work->estimate);
    return work->estimate;
}

static void jackknife(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    size_t units = problem->designs[0].units, block = work->expressed->capacity;
    for (size_t first = 0; first < units; first += block) {
        size_t rows = units - first < block ? units - first : block;
        for (size_t i = 0; i < rows; i++) put_reductions(problem, work, first + i, i);
        run(work->expressed, rows, work->deviations[0] + first);
    }
    for (size_t i = 0; i < units; i++) work->deviations[0][i] -= work->estimate;
}

double mm_bootstrap_summed_tolerance(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_expressed *expressed = problem->expressed;
    struct mm_bootstrap_expressed_work *own = work->expressed;
    double n = (double)problem->designs[0].items, step = 0x1p-20, moves = fabs(problem->estimate);
    evaluate(problem, work);
    for (size_t r = 0; r < expressed->reduction_count; r++) {
        const struct mm_bootstrap_reduction *reduction = &expressed->reductions[r];
        double *at = &own->columns[r * own->capacity], kept = *at, moved;
        if (reduction->function == MM_FN_COUNT_ROWS) continue; /* never rounded */
        *at += step * reduction->magnitude * (reduction->function == MM_FN_SUM_ROWS ? n : 1);
        run(own, 1, &moved);
        *at = kept;
        if (isfinite(moved)) moves += fabs(moved - work->estimate) / step;
    }
    return (8 + sqrt(n)) * DBL_EPSILON * moves;
}

const struct mm_bootstrap_family mm_bootstrap_summed = {evaluate, jackknife};
