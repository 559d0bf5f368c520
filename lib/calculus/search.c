/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line search with the strong Wolfe conditions: bracket, then zoom. */
#include "calculus/search.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum mm_status mm_line_new(struct mm_line *line, struct mm_walk *walk) {
    *line =
        (struct mm_line){.walk = walk, .x = mm_new_doubles(1, walk->count), .gradient = mm_new_doubles(1, walk->count)};
    return line->x != NULL && line->gradient != NULL ? MM_OK : MM_MEMORY;
}

void mm_line_free(struct mm_line *line) {
    free(line->x);
    free(line->gradient);
}

/* A place on the line. */
struct place {
    double step, loss, slope;
};

struct search {
    struct mm_line *line;
    const double *direction;
    struct place start;
    size_t left; /* evaluations */
    enum mm_status status;
};

static struct place look(struct search *search, double step) {
    struct mm_line *line = search->line;
    struct mm_walk *walk = line->walk;
    struct place place = {.step = step, .loss = NAN, .slope = NAN};
    for (size_t i = 0; i < walk->count; i++) line->x[i] = walk->x[i] + step * search->direction[i];
    search->left--;
    search->status = mm_objective_slope(walk->objective, walk->rows, line->x, &place.loss, line->gradient);
    if (search->status == MM_OK) place.slope = mm_inner(line->gradient, search->direction, walk->count);
    return place;
}

static bool low(const struct search *search, const struct place *p) {
    const struct place *start = &search->start;
    double rounding = 8 * DBL_EPSILON * fabs(start->loss);
    return p->loss <= start->loss + 1e-4 * p->step * start->slope + rounding && isfinite(p->slope);
}

static bool level(const struct search *search, const struct place *p) {
    return fabs(p->slope) <= -0.9 * search->start.slope;
}

/* The least of the cubic through two places with their slopes; NaN where it has none. */
static double cubic_least(const struct place *a, const struct place *b) {
    double d1 = a->slope + b->slope - 3 * (a->loss - b->loss) / (a->step - b->step);
    double d2 = copysign(sqrt(d1 * d1 - a->slope * b->slope), b->step - a->step);
    return b->step - (b->step - a->step) * (b->slope + d2 - d1) / (b->slope - a->slope + 2 * d2);
}

/* VALUE within the bounds; the middle for NaN. */
static double between(double value, double low_end, double high_end) {
    if (!isfinite(value)) return (low_end + high_end) / 2;
    return fmin(fmax(value, low_end), high_end);
}

/* A is the better end. The place at which to stop: its step is 0 if there is none. */
static struct place zoom(struct search *search, struct place a, struct place b) {
    while (search->left > 0) {
        double least = fmin(a.step, b.step), most = fmax(a.step, b.step), edge = 0.1 * (most - least);
        double step = between(cubic_least(&a, &b), least + edge, most - edge);
        if (!(step > least && step < most)) break;
        struct place p = look(search, step);
        if (search->status != MM_OK || (low(search, &p) && level(search, &p))) return p;
        if (!low(search, &p) || p.loss >= a.loss) {
            b = p;
            continue;
        }
        if (p.slope * (b.step - a.step) >= 0) b = a;
        a = p;
    }
    if (a.step > 0) search->left++, a = look(search, a.step); /* low, if not level */
    return a;
}

static struct place find(struct search *search, double step) {
    struct place before = search->start;
    while (search->left > 0) {
        struct place p = look(search, step);
        if (search->status != MM_OK || (low(search, &p) && level(search, &p))) return p;
        if (!low(search, &p) || (before.step > 0 && p.loss >= before.loss)) return zoom(search, before, p);
        if (p.slope >= 0) return zoom(search, p, before);
        step = between(cubic_least(&before, &p), 2 * p.step, 10 * p.step);
        before = p;
    }
    if (before.step > 0) search->left++, before = look(search, before.step);
    return before;
}

enum mm_status mm_line_search(struct mm_line *line, const double *direction, double first, bool *found) {
    struct mm_walk *walk = line->walk;
    struct search search = {.line = line, .direction = direction, .left = 60};
    search.start = (struct place){0, walk->result->loss, mm_inner(walk->gradient, direction, walk->count)};
    struct place end = find(&search, first);
    *found = search.status == MM_OK && end.step > 0;
    if (!*found) return search.status;
    walk->result->loss = end.loss;
    memcpy(walk->x, line->x, walk->count * sizeof *walk->x);
    memcpy(walk->gradient, line->gradient, walk->count * sizeof *walk->gradient);
    return MM_OK;
}
