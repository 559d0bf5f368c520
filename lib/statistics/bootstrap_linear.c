/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates of means, differences and ratios of means. */
#include <float.h>
#include <math.h>

#include "statistics/bootstrap_problem.h"

/* Four sums side by side: additions then do not wait for one another. The same order on every machine. */
static double sum_drawn(const double *restrict values, const uint32_t *restrict units, size_t count) {
    double a = 0, b = 0, c = 0, d = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        a += values[units[i]];
        b += values[units[i + 1]];
        c += values[units[i + 2]];
        d += values[units[i + 3]];
    }
    for (; i < count; i++) a += values[units[i]];
    return (a + b) + (c + d);
}

static double combine(const struct mm_bootstrap_problem *problem, const double means[MM_BOOTSTRAP_SAMPLES]) {
    switch (problem->statistic) {
    case MM_BOOTSTRAP_DIFF_MEAN:
        return means[0] - means[1];
    case MM_BOOTSTRAP_RATIO:
        return means[1] != 0 ? means[0] / means[1] : NAN;
    default:
        return means[0];
    }
}

static void whole_means(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                        double means[MM_BOOTSTRAP_SAMPLES]) {
    for (size_t c = 0; c < problem->columns; c++) means[c] = problem->column[c].offset + work->means[c];
}

static double evaluate(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    double means[MM_BOOTSTRAP_SAMPLES];
    for (size_t s = 0; s < problem->samples; s++)
        work->counts[s] = mm_bootstrap_resample_size(&problem->designs[s], work->units[s]);
    for (size_t c = 0; c < problem->columns; c++) {
        size_t s = problem->samples == 2 ? c : 0;
        work->means[c] = sum_drawn(problem->column[c].unit_sums, work->units[s], problem->designs[s].units) /
                         (double)work->counts[s];
    }
    whole_means(problem, work, means);
    return work->estimate = combine(problem, means);
}

double mm_bootstrap_linear_tallied(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    double means[MM_BOOTSTRAP_SAMPLES];
    for (size_t c = 0; c < problem->columns; c++)
        work->means[c] =
            mm_bootstrap_tally_draw(&problem->column[c].tally, &work->stream) / (double)problem->designs[c].items;
    whole_means(problem, work, means);
    return work->estimate = combine(problem, means);
}

/* How far the mean of a column moves when the unit is left out. */
static double mean_change(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work, size_t c,
                          size_t s, size_t unit) {
    double size = (double)mm_bootstrap_unit_size(&problem->designs[s], unit);
    double excess = problem->column[c].unit_sums[unit] - size * work->means[c];
    return -excess / ((double)work->counts[s] - size);
}

/* The change of the statistic from the changes of the means, without the cancellation of θ_(i) - θ. */
static double change(const struct mm_bootstrap_problem *problem, double theta, const double means[MM_BOOTSTRAP_SAMPLES],
                     const double changes[MM_BOOTSTRAP_SAMPLES]) {
    if (problem->statistic == MM_BOOTSTRAP_MEAN) return changes[0];
    if (problem->statistic == MM_BOOTSTRAP_DIFF_MEAN) return changes[0] - changes[1];
    double divisor = means[1] + changes[1];
    /* A rest of rounding errors is a zero. */
    if (fabs(divisor) <= 4 * DBL_EPSILON * fmax(fabs(means[1]), fabs(changes[1]))) return NAN;
    return (changes[0] - theta * changes[1]) / divisor;
}

static void jackknife(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    double means[MM_BOOTSTRAP_SAMPLES] = {0, 0};
    whole_means(problem, work, means);
    for (size_t s = 0; s < problem->samples; s++) {
        for (size_t i = 0; i < problem->designs[s].units; i++) {
            double changes[MM_BOOTSTRAP_SAMPLES] = {0, 0};
            for (size_t c = 0; c < problem->columns; c++)
                if (problem->samples == 1 || c == s) changes[c] = mean_change(problem, work, c, s, work->units[s][i]);
            work->deviations[s][i] = change(problem, work->estimate, means, changes);
        }
    }
}

const struct mm_bootstrap_family mm_bootstrap_linear = {evaluate, jackknife};
