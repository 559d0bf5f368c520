/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates of quantiles and trimmed means: how often each rank was drawn takes the place of sorting. */
#include <float.h>
#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/bootstrap_problem.h"

/* Type 7: the value WEIGHT of the way from place LOWER to the next, counted from 0. */
struct position {
    size_t lower;
    double weight;
};

/* As mm_quantile has it: a position within 4 eps of an integer is that integer. */
static struct position locate(size_t count, double p) {
    double t = 1 + p * ((double)count - 1), nearest = round(t);
    if (fabs(t - nearest) <= 4 * DBL_EPSILON * fmax(1, fabs(t))) t = nearest;
    double whole = floor(t);
    return (struct position){(size_t)whole - 1, t - whole};
}

static double interpolate(double lower, double upper, double weight) {
    if (weight == 0 || lower == upper) return lower;
    double between = (1 - weight) * lower + weight * upper;
    return between < lower ? lower : between > upper ? upper : between;
}

/* The rank that the resample has at PLACE; the copies of lower ranks are put into *BEFORE. */
static size_t rank_at(const uint32_t *multiplicity, size_t place, size_t *before) {
    size_t seen = 0, rank = 0;
    for (;;) {
        uint32_t block = 0;
        for (size_t i = 0; i < MM_BOOTSTRAP_STRIDE; i++) block += multiplicity[rank + i];
        if (seen + block > place) break;
        seen += block;
        rank += MM_BOOTSTRAP_STRIDE;
    }
    while (seen + multiplicity[rank] <= place) seen += multiplicity[rank++];
    *before = seen;
    return rank;
}

/* Σ of the values at the places LOW to HIGH - 1 of the resample. */
static double sum_between(const struct mm_bootstrap_problem *problem, const uint32_t *multiplicity, size_t low,
                          size_t high) {
    size_t before, rank = rank_at(multiplicity, low, &before);
    double sum = 0;
    while (before < high) {
        size_t after = before + multiplicity[rank];
        size_t kept = (after < high ? after : high) - (before > low ? before : low);
        sum += (double)kept * problem->sorted[rank++];
        before = after;
    }
    return sum;
}

static size_t trim(const struct mm_bootstrap_problem *problem, size_t count) {
    return (size_t)floor((double)count * problem->parameter);
}

static double statistic(const struct mm_bootstrap_problem *problem, const uint32_t *multiplicity, size_t count) {
    if (problem->statistic == MM_BOOTSTRAP_TRIMMED) {
        size_t cut = trim(problem, count);
        return problem->column[0].offset +
               sum_between(problem, multiplicity, cut, count - cut) / (double)(count - 2 * cut);
    }
    struct position position = locate(count, problem->parameter);
    size_t before, rank = rank_at(multiplicity, position.lower, &before);
    double lower = problem->sorted[rank];
    if (position.weight == 0) return lower;
    while (before + multiplicity[rank] <= position.lower + 1) before += multiplicity[rank++];
    return interpolate(lower, problem->sorted[rank], position.weight);
}

static double evaluate(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    work->estimate = NAN;
    if (!mm_bootstrap_work_expand(problem, work)) return NAN;
    memset(work->multiplicity, 0, problem->designs[0].items * sizeof *work->multiplicity);
    for (size_t i = 0; i < work->count; i++) work->multiplicity[problem->ranks[work->items[i]]]++;
    return work->estimate = statistic(problem, work->multiplicity, work->count);
}

/* The resample in order, as ranks; of each rank its last place; and for a trimmed mean running sums of the values less
 * that mean. With them a unit is left out in the time that its own items take. */
static bool lay_out(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    bool trimmed = problem->statistic == MM_BOOTSTRAP_TRIMMED;
    if (!mm_grow(&work->sequence, &work->sequence_capacity, 0, work->count, sizeof *work->sequence) ||
        (trimmed && !mm_grow(&work->running, &work->running_capacity, 0, work->count + 1, sizeof *work->running))) {
        work->status = MM_MEMORY;
        return false;
    }
    uint32_t place = 0;
    for (uint32_t rank = 0; rank < problem->designs[0].items; rank++) {
        for (uint32_t copy = 0; copy < work->multiplicity[rank]; copy++) work->sequence[place++] = rank;
        work->last_place[rank] = place - 1; /* of a rank that was drawn */
    }
    double sum = 0, theta = work->estimate - problem->column[0].offset;
    for (size_t i = 0; trimmed && i <= work->count; i++) {
        work->running[i] = sum;
        if (i < work->count) sum += problem->sorted[work->sequence[i]] - theta;
    }
    return true;
}

/* The ranks of a unit, rising, to be left out of the resample: of each its last copy. */
struct left_out {
    const uint32_t *ranks;
    size_t count;
};

/* The place in the whole resample of what is at PLACE when the unit is left out. */
static size_t place_without(const struct mm_bootstrap_work *work, const struct left_out *unit, size_t place) {
    for (size_t i = 0; i < unit->count && work->last_place[unit->ranks[i]] <= place; i++) place++;
    return place;
}

static double quantile_without(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                               const struct left_out *unit) {
    struct position position = locate(work->count - unit->count, problem->parameter);
    double lower = problem->sorted[work->sequence[place_without(work, unit, position.lower)]];
    if (position.weight == 0) return lower;
    double upper = problem->sorted[work->sequence[place_without(work, unit, position.lower + 1)]];
    return interpolate(lower, upper, position.weight);
}

static double trimmed_change(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                             const struct left_out *unit) {
    size_t rest = work->count - unit->count, cut = trim(problem, rest);
    size_t first = place_without(work, unit, cut), last = place_without(work, unit, rest - cut - 1);
    double sum = work->running[last + 1] - work->running[first], theta = work->estimate - problem->column[0].offset;
    for (size_t i = 0; i < unit->count; i++) {
        size_t place = work->last_place[unit->ranks[i]];
        if (place >= first && place <= last) sum -= problem->sorted[unit->ranks[i]] - theta;
    }
    return sum / (double)(rest - 2 * cut);
}

static void jackknife(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    bool room = lay_out(problem, work);
    for (size_t i = 0; i < design->units; i++) {
        uint32_t drawn = work->units[0][i];
        size_t first = design->unit_start != NULL ? design->unit_start[drawn] : drawn;
        struct left_out unit = {problem->ranks + first, mm_bootstrap_unit_size(design, drawn)};
        work->deviations[0][i] = !room ? NAN
                                 : problem->statistic == MM_BOOTSTRAP_TRIMMED
                                     ? trimmed_change(problem, work, &unit)
                                     : quantile_without(problem, work, &unit) - work->estimate;
    }
}

const struct mm_bootstrap_family mm_bootstrap_order = {evaluate, jackknife};
