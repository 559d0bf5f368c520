/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A descent on its way. */
#include "calculus/walk.h"

#include <math.h>

enum mm_status mm_walk_look(struct mm_walk *walk) {
    return mm_objective_slope(walk->objective, walk->rows, walk->x, &walk->result->loss, walk->gradient);
}

double mm_length(const double *x, size_t n) {
    double largest = 0, sum = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(x[i])) return x[i];
        if (fabs(x[i]) > largest) largest = fabs(x[i]);
    }
    if (largest == 0 || isinf(largest)) return largest;
    if (largest < 1e-140 || largest > 1e140) { /* squares would be lost */
        for (size_t i = 0; i < n; i++) sum += (x[i] / largest) * (x[i] / largest);
        return largest * sqrt(sum);
    }
    return sqrt(mm_inner(x, x, n));
}

double mm_inner(const double *x, const double *y, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i] * y[i];
    return sum;
}

/* Of what the update follows. */
static double gradient_norm(struct mm_walk *walk) {
    const struct mm_update *update = &walk->plan->update;
    double decay = update->method == MM_DESCENT_ADAMW ? 0 : update->decay, largest = 0, sum = 0;
    if (decay == 0) return mm_length(walk->gradient, walk->count);
    for (size_t i = 0; i < walk->count; i++) {
        double g = walk->gradient[i] + decay * walk->x[i];
        if (!isfinite(g)) return NAN;
        double wider = fmax(largest, fabs(g));
        if (wider > largest) sum *= (largest / wider) * (largest / wider);
        largest = wider;
        if (largest > 0) sum += (g / largest) * (g / largest);
    }
    return largest * sqrt(sum);
}

bool mm_walk_on(struct mm_walk *walk) {
    struct mm_descent_result *result = walk->result;
    const struct mm_descent_plan *plan = walk->plan;
    static const double beyond = 1e12; /* no loss that a descent lowers comes back from there */
    if (result->epochs == 0) result->first = result->last = result->loss;
    result->gradient_norm = gradient_norm(walk);
    if (!isfinite(result->loss))
        result->end = MM_DESCENT_LOSS;
    else if (fabs(result->loss) > beyond * fmax(1, fabs(result->first)))
        result->end = MM_DESCENT_GROWTH;
    else if (!isfinite(result->gradient_norm) || !isfinite(mm_length(walk->x, walk->count)))
        result->end = MM_DESCENT_SLOPE;
    if (result->end >= MM_DESCENT_LOSS) return false;
    result->last = result->loss;
    if (plan->report != NULL) plan->report(plan->context, result->epochs, result->loss, result->gradient_norm);
    if (plan->tolerance >= 0 && result->gradient_norm <= plan->tolerance) result->end = MM_DESCENT_CONVERGED;
    return result->end == MM_DESCENT_GOING && result->epochs < plan->schedule.epochs;
}
