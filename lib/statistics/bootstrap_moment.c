/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates of standard deviation, variance and correlation. */
#include <math.h>

#include "base/memory.h"
#include "statistics/bootstrap_problem.h"

static double sum(const double *values, size_t count) {
    double a = 0, b = 0, c = 0, d = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        a += values[i];
        b += values[i + 1];
        c += values[i + 2];
        d += values[i + 3];
    }
    for (; i < count; i++) a += values[i];
    return (a + b) + (c + d);
}

static double dot(const double *x, const double *y, size_t count) {
    double a = 0, b = 0, c = 0, d = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        a += x[i] * y[i];
        b += x[i + 1] * y[i + 1];
        c += x[i + 2] * y[i + 2];
        d += x[i + 3] * y[i + 3];
    }
    for (; i < count; i++) a += x[i] * y[i];
    return (a + b) + (c + d);
}

/* Deviations from the mean. They are taken from the first value first: a resample of equal values then has exact
 * zeros, and is known to be constant. */
static void centre(const double *values, const uint32_t *items, size_t count, double *centred) {
    double first = values[items[0]];
    for (size_t i = 0; i < count; i++) centred[i] = values[items[i]] - first;
    double mean = sum(centred, count) / (double)count;
    for (size_t i = 0; i < count; i++) centred[i] -= mean;
}

static double variance_of(const struct mm_bootstrap_problem *problem, double square, double count) {
    double divisor = count - problem->ddof;
    return divisor > 0 ? square / divisor : NAN;
}

static double correlation_of(double square_x, double square_y, double product) {
    if (square_x == 0 || square_y == 0) return NAN;
    return fmax(-1, fmin(1, product / (sqrt(square_x) * sqrt(square_y))));
}

static double evaluate(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    work->estimate = NAN;
    if (!mm_bootstrap_work_expand(problem, work)) return NAN;
    for (size_t c = 0; c < problem->columns; c++) {
        if (!mm_grow(&work->centred[c], &work->centred_capacity[c], 0, work->count, sizeof *work->centred[c])) {
            work->status = MM_MEMORY;
            return NAN;
        }
        centre(problem->column[c].values, work->items, work->count, work->centred[c]);
        work->squares[c] = dot(work->centred[c], work->centred[c], work->count);
    }
    if (problem->statistic == MM_BOOTSTRAP_CORR) {
        work->product = dot(work->centred[0], work->centred[1], work->count);
        return work->estimate = correlation_of(work->squares[0], work->squares[1], work->product);
    }
    double variance = variance_of(problem, work->squares[0], (double)work->count);
    return work->estimate = problem->statistic == MM_BOOTSTRAP_SD ? sqrt(variance) : variance;
}

/* What remains of a sum of products when the items FROM to END are left out, over the whole: 1 - LOSS. With
 * deviations from the mean of all N, and sums s, t, p over the items left out, the loss is (p + s t/(N - w)) / whole.
 */
static double loss(const double *x, const double *y, size_t from, size_t end, size_t count) {
    double s = 0, t = 0, p = 0;
    for (size_t i = from; i < end; i++) {
        s += x[i];
        t += y[i];
        p += x[i] * y[i];
    }
    return p + s * t / (double)(count - (end - from));
}

/* Where so little of a sum of squares remains that subtraction would show rounding errors, it is summed anew. That
 * cannot happen often: units that hold nearly all of the spread are few. */
static const double too_little = 1e-4;

static double remaining_product(const double *x, const double *y, size_t from, size_t end, size_t count) {
    size_t rest = count - (end - from), first = from > 0 ? 0 : end;
    double x_sum = 0, y_sum = 0, product = 0;
    for (size_t i = 0; i < count; i++) {
        if (i >= from && i < end) continue;
        x_sum += x[i] - x[first];
        y_sum += y[i] - y[first];
    }
    double x_mean = x_sum / (double)rest, y_mean = y_sum / (double)rest;
    for (size_t i = 0; i < count; i++)
        if (i < from || i >= end) product += ((x[i] - x[first]) - x_mean) * ((y[i] - y[first]) - y_mean);
    return product;
}

/* θ_(i) - θ, written so that it does not cancel. */
static double variance_change(const struct mm_bootstrap_problem *problem, const struct mm_bootstrap_work *work,
                              size_t from, size_t end) {
    const double *x = work->centred[0];
    double rest = (double)(work->count - (end - from)), square = work->squares[0];
    double variance = variance_of(problem, square, (double)work->count), lost = loss(x, x, from, end, work->count);
    if (!(rest > problem->ddof)) return NAN;
    double change = (variance * (double)(end - from) - lost) / (rest - problem->ddof);
    if (square - lost < too_little * square)
        change = variance_of(problem, remaining_product(x, x, from, end, work->count), rest) - variance;
    if (problem->statistic == MM_BOOTSTRAP_VAR) return change;
    /* √a - √b = (a - b) / (√a + √b) */
    double roots = sqrt(fmax(0, variance + change)) + sqrt(variance);
    return roots > 0 ? change / roots : 0;
}

static double correlation_change(const struct mm_bootstrap_work *work, size_t from, size_t end) {
    const double *x = work->centred[0], *y = work->centred[1];
    size_t n = work->count;
    double lost_x = loss(x, x, from, end, n) / work->squares[0], lost_y = loss(y, y, from, end, n) / work->squares[1];
    if (1 - lost_x < too_little || 1 - lost_y < too_little)
        return correlation_of(remaining_product(x, x, from, end, n), remaining_product(y, y, from, end, n),
                              remaining_product(x, y, from, end, n)) -
               work->estimate;
    /* r' - r = (r (1 - d) - lost) / d with d² = (1 - lost_x)(1 - lost_y), where 1 - d = (1 - d²)/(1 + d) */
    double d = sqrt((1 - lost_x) * (1 - lost_y)), short_of_one = (lost_x + lost_y - lost_x * lost_y) / (1 + d);
    double lost = loss(x, y, from, end, n) / (sqrt(work->squares[0]) * sqrt(work->squares[1]));
    return (work->estimate * short_of_one - lost) / d;
}

static void jackknife(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    size_t from = 0;
    for (size_t i = 0; i < design->units; i++) {
        size_t end = from + mm_bootstrap_unit_size(design, work->units[0][i]);
        work->deviations[0][i] = problem->statistic == MM_BOOTSTRAP_CORR ? correlation_change(work, from, end)
                                                                         : variance_change(problem, work, from, end);
        from = end;
    }
}

const struct mm_bootstrap_family mm_bootstrap_moment = {evaluate, jackknife};
