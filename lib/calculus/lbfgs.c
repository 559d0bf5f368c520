/* SPDX-License-Identifier: GPL-3.0-or-later */
/* L-BFGS: steps by what the last few steps have told of the curvature.
 *
 * Source: Nocedal and Wright, "Numerical Optimization", 2nd ed. 2006, algorithms 7.4 and 7.5. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/search.h"

/* Differences of places s and of gradients y, the newest COUNT of them in a ring. */
struct pairs {
    size_t n, most, count, next;
    double *s, *y, *curvature, *share; /* s·y; scratch of the two loops */
};

static size_t place_of(const struct pairs *pairs, size_t age) {
    return (pairs->next + pairs->most - 1 - age) % pairs->most;
}

/* d = -H g, from the newest pair to the oldest and back. */
static void find_direction(const struct pairs *pairs, const double *gradient, double *d) {
    size_t n = pairs->n;
    for (size_t i = 0; i < n; i++) d[i] = -gradient[i];
    for (size_t age = 0; age < pairs->count; age++) {
        size_t k = place_of(pairs, age);
        pairs->share[k] = mm_inner(pairs->s + k * n, d, n) / pairs->curvature[k];
        for (size_t i = 0; i < n; i++) d[i] -= pairs->share[k] * pairs->y[k * n + i];
    }
    if (pairs->count > 0) {
        size_t k = place_of(pairs, 0);
        double scale = pairs->curvature[k] / mm_inner(pairs->y + k * n, pairs->y + k * n, n);
        for (size_t i = 0; i < n; i++) d[i] *= scale;
    }
    for (size_t age = pairs->count; age-- > 0;) {
        size_t k = place_of(pairs, age);
        double back = mm_inner(pairs->y + k * n, d, n) / pairs->curvature[k];
        for (size_t i = 0; i < n; i++) d[i] += (pairs->share[k] - back) * pairs->s[k * n + i];
    }
}

/* The place and gradient before a step; after it, the differences. */
static void keep_before(struct pairs *pairs, const struct mm_walk *walk) {
    memcpy(pairs->s + pairs->next * pairs->n, walk->x, pairs->n * sizeof(double));
    memcpy(pairs->y + pairs->next * pairs->n, walk->gradient, pairs->n * sizeof(double));
}

static void keep_difference(struct pairs *pairs, const struct mm_walk *walk) {
    size_t n = pairs->n;
    double *s = pairs->s + pairs->next * n, *y = pairs->y + pairs->next * n;
    for (size_t i = 0; i < n; i++) s[i] = walk->x[i] - s[i];
    for (size_t i = 0; i < n; i++) y[i] = walk->gradient[i] - y[i];
    double curvature = mm_inner(s, y, n);
    if (!(curvature > DBL_EPSILON * mm_inner(y, y, n) * 1e-8)) return; /* no curvature: as if it had not been */
    pairs->curvature[pairs->next] = curvature;
    pairs->next = (pairs->next + 1) % pairs->most;
    if (pairs->count + 1 < pairs->most) pairs->count++;
}

/* One search; where it fails by all that is known, once more straight downhill. */
static enum mm_status step(struct mm_line *line, struct pairs *pairs, double *direction, bool *found) {
    struct mm_walk *walk = line->walk;
    double rate = walk->plan->schedule.rate;
    bool hopeless = false;
    *found = false;
    for (;;) {
        find_direction(pairs, walk->gradient, direction);
        double slope = mm_inner(walk->gradient, direction, walk->count), first = rate;
        if (pairs->count == 0) first *= fmin(1, 1 / mm_length(walk->gradient, walk->count));
        if (slope < 0) MM_TRY(mm_line_search(line, direction, first, found));
        if (*found) return MM_OK;
        /* What is left to win is less than what rounding does to the loss. */
        hopeless = hopeless || (pairs->count > 0 && fabs(slope) <= 1e3 * DBL_EPSILON * fabs(walk->result->loss));
        if (pairs->count == 0 || hopeless) break;
        pairs->count = 0;
    }
    walk->result->end = hopeless ? MM_DESCENT_CONVERGED : MM_DESCENT_STUCK;
    return MM_OK;
}

static enum mm_status walk_on(struct mm_line *line, struct pairs *pairs, double *direction) {
    struct mm_walk *walk = line->walk;
    MM_TRY(mm_walk_look(walk));
    while (mm_walk_on(walk)) {
        bool found;
        keep_before(pairs, walk);
        MM_TRY(step(line, pairs, direction, &found));
        if (!found) return MM_OK;
        walk->result->epochs++;
        keep_difference(pairs, walk);
    }
    return MM_OK;
}

enum mm_status mm_walk_lbfgs(struct mm_walk *walk) {
    struct mm_line line;
    /* One pair more than are used: the one in the making. */
    size_t n = walk->count, most = walk->plan->memory + 1;
    struct pairs pairs = {.n = n,
                          .most = most,
                          .s = mm_new_doubles(most, n),
                          .y = mm_new_doubles(most, n),
                          .curvature = mm_new_doubles(1, most),
                          .share = mm_new_doubles(1, most)};
    double *direction = mm_new_doubles(1, n);
    enum mm_status status = mm_line_new(&line, walk);
    if (pairs.s == NULL || pairs.y == NULL || pairs.curvature == NULL || pairs.share == NULL || direction == NULL)
        status = MM_MEMORY;
    if (status == MM_OK) status = walk_on(&line, &pairs, direction);
    mm_line_free(&line);
    free(pairs.s);
    free(pairs.y);
    free(pairs.curvature);
    free(pairs.share);
    free(direction);
    return status;
}
