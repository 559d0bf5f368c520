/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates of quantiles and trimmed means: how often each rank was drawn takes the place of sorting. */
#include <float.h>
#include <math.h>
#include <string.h>

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

/* The values at PLACE, PLACE + 1, … of the resample; beyond the last it is repeated. */
static void values_from(const struct mm_bootstrap_problem *problem, const uint32_t *multiplicity, size_t count,
                        size_t place, double *values, size_t wanted) {
    size_t before, rank = rank_at(multiplicity, place, &before);
    for (size_t i = 0; i < wanted; i++) {
        while (place + i < count && before + multiplicity[rank] <= place + i) before += multiplicity[rank++];
        values[i] = problem->sorted[rank];
    }
}

/* Σ of the values at the places LOW to HIGH - 1 of the resample. */
static double sum_between(const struct mm_bootstrap_problem *problem, const uint32_t *multiplicity, size_t low,
                          size_t high) {
    if (low >= high) return 0;
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
    double values[2];
    values_from(problem, multiplicity, count, position.lower, values, 2);
    return interpolate(values[0], values[1], position.weight);
}

static double evaluate(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    work->estimate = NAN;
    if (!mm_bootstrap_work_expand(problem, work)) return NAN;
    memset(work->multiplicity, 0, problem->designs[0].items * sizeof *work->multiplicity);
    for (size_t i = 0; i < work->count; i++) work->multiplicity[problem->ranks[work->items[i]]]++;
    return work->estimate = statistic(problem, work->multiplicity, work->count);
}

/* One copy of a rank is left out: what the statistic becomes depends only on whether the place of that copy (the last
 * one, say) is before, at or behind the places that count. */
struct without_one {
    size_t lower; /* the first place that counts */
    size_t upper; /* from here on a copy is behind */
    double before, behind, at;
    double share; /* trimmed: of a kept copy's own value in what `at` is short of */
};

static struct without_one quantile_without_one(const struct mm_bootstrap_problem *problem,
                                               const struct mm_bootstrap_work *work) {
    struct position position = locate(work->count - 1, problem->parameter);
    double v[3];
    values_from(problem, work->multiplicity, work->count, position.lower, v, 3);
    return (struct without_one){.lower = position.lower + 1,
                                .upper = position.lower + 2,
                                .before = interpolate(v[1], v[2], position.weight) - work->estimate,
                                .at = interpolate(v[0], v[2], position.weight) - work->estimate,
                                .behind = interpolate(v[0], v[1], position.weight) - work->estimate};
}

static struct without_one trimmed_without_one(const struct mm_bootstrap_problem *problem,
                                              const struct mm_bootstrap_work *work) {
    size_t rest = work->count - 1, cut = trim(problem, rest), kept = rest - 2 * cut;
    double first, last, theta = work->estimate - problem->column[0].offset, share = 1 / (double)kept;
    values_from(problem, work->multiplicity, work->count, cut, &first, 1);
    values_from(problem, work->multiplicity, work->count, rest - cut, &last, 1);
    double inner = sum_between(problem, work->multiplicity, cut + 1, rest - cut);
    return (struct without_one){.lower = cut,
                                .upper = rest - cut,
                                .before = (inner + last) * share - theta,
                                .at = (first + inner + last) * share - theta,
                                .behind = (first + inner) * share - theta,
                                .share = share};
}

static void jackknife_items(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    struct without_one change = problem->statistic == MM_BOOTSTRAP_TRIMMED ? trimmed_without_one(problem, work)
                                                                           : quantile_without_one(problem, work);
    uint32_t *copies = work->spare, seen = 0; /* at each rank and below it */
    for (size_t rank = 0; rank < problem->designs[0].items; rank++) copies[rank] = seen += work->multiplicity[rank];
    for (size_t i = 0; i < work->count; i++) {
        uint32_t rank = problem->ranks[work->items[i]];
        size_t place = copies[rank] - 1;
        work->deviations[0][i] = place < change.lower    ? change.before
                                 : place >= change.upper ? change.behind
                                                         : change.at - change.share * problem->sorted[rank];
    }
}

/* A cluster takes any number of ranks with it, so each is a walk of its own: O(clusters × items). */
static void jackknife_clusters(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    size_t from = 0;
    for (size_t u = 0; u < design->units; u++) {
        size_t end = from + mm_bootstrap_unit_size(design, work->units[0][u]);
        for (size_t i = from; i < end; i++) work->multiplicity[problem->ranks[work->items[i]]]--;
        work->deviations[0][u] = statistic(problem, work->multiplicity, work->count - (end - from)) - work->estimate;
        for (size_t i = from; i < end; i++) work->multiplicity[problem->ranks[work->items[i]]]++;
        from = end;
    }
}

static void jackknife(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    if (problem->designs[0].unit_start == NULL)
        jackknife_items(problem, work);
    else
        jackknife_clusters(problem, work);
}

const struct mm_bootstrap_family mm_bootstrap_order = {evaluate, jackknife};
