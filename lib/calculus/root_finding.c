/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Brackets shrunk to neighbouring doubles. */
#include "calculus/root_finding.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>

#include "numeric/order.h"

/* f at x. */
struct point {
    double x, f;
};

struct search {
    mm_univariate_function *function;
    void *context;
    size_t evaluations;
    struct mm_detail *detail;
};

static enum mm_status evaluate(struct search *search, double x, struct point *point) {
    point->x = x;
    search->function(search->context, &x, &point->f, 1);
    search->evaluations++;
    if (!isnan(point->f)) return MM_OK;
    search->detail->value = x;
    return MM_NOT_FINITE;
}

static double middle_of(double a, double b) {
    int64_t i = mm_order_of(a), j = mm_order_of(b);
    return mm_double_of((i & j) + ((i ^ j) >> 1)); /* without overflow */
}

static bool are_neighbours(double a, double b) {
    return nextafter(a, b) == b || a == b;
}

/* Where the parabola through three points, as x of f, is 0; NaN where it is not to be trusted. A and B bracket, C is the
 * end that A replaced. */
static double interpolate(const struct point *a, const struct point *b, const struct point *c) {
    double xi = (a->x - b->x) / (c->x - b->x), phi = (a->f - b->f) / (c->f - b->f);
    if (!(1 - sqrt(1 - xi) < phi && phi < sqrt(xi))) return NAN;
    double t = a->f / (b->f - a->f) * c->f / (b->f - c->f) +
               (c->x - a->x) / (b->x - a->x) * a->f / (c->f - a->f) * b->f / (c->f - b->f);
    return a->x + t * (b->x - a->x);
}

/* Whether f jumps over 0 between A and B, or has a pole there: it changes as much as it does across a bracket a million
 * times as wide, and is not small. LARGEST and LEAST: |f| at the ends of the bracket that was given. */
static enum mm_status check_crossing(struct search *search, const struct point *a, const struct point *b, double start,
                                     double end, double largest, double least) {
    double f = fmin(fabs(a->f), fabs(b->f));
    if (f == 0 || (isfinite(largest) && f <= 1e-8 * largest && f <= least)) return MM_OK;
    double width = 0x1p20 * fabs(b->x - a->x), low = fmin(a->x, b->x) - width, high = fmax(a->x, b->x) + width;
    struct point left, right;
    if (f > least) return MM_DOMAIN;
    MM_TRY(evaluate(search, fmax(low, start), &left));
    MM_TRY(evaluate(search, fmin(high, end), &right));
    return fabs(b->f - a->f) >= 0.5 * fabs(right.f - left.f) ? MM_DOMAIN : MM_OK;
}

enum mm_status mm_root_bracketed(mm_univariate_function *function, void *context, double a, double b, double tolerance,
                                 struct mm_root *result, struct mm_detail *detail) {
    struct search search = {function, context, 0, detail};
    struct point p, q, old; /* p is the newest; p and q bracket */
    double start = fmin(a, b), end = fmax(a, b), width = INFINITY;
    size_t iterations = 0, slow = 0;
    MM_TRY(evaluate(&search, start, &p));
    MM_TRY(evaluate(&search, end, &q));
    *result = (struct mm_root){.low = start, .high = end, .value = p.f, .other = q.f, .evaluations = 2};
    double largest = fmax(fabs(p.f), fabs(q.f)), least = fmin(fabs(p.f), fabs(q.f));
    if (p.f != 0 && q.f != 0 && (p.f > 0) == (q.f > 0)) return MM_DATA;
    old = q;
    while (p.f != 0 && q.f != 0 && !are_neighbours(p.x, q.x) && fabs(p.x - q.x) > tolerance) {
        double x = iterations > 0 ? interpolate(&p, &q, &old) : NAN;
        /* A step of one double beyond the newest point brings the other end near, once that point is good. */
        double lower = nextafter(fmin(p.x, q.x), INFINITY), upper = nextafter(fmax(p.x, q.x), -INFINITY);
        slow = fabs(p.x - q.x) > 0.5 * width ? slow + 1 : 0;
        width = fmin(width, fabs(p.x - q.x));
        if (!isfinite(x)) x = p.x + (q.x - p.x) / 2;
        if (slow >= 3 || !isfinite(x)) {
            x = middle_of(p.x, q.x);
            slow = 0;
            width = fabs(p.x - q.x);
        }
        struct point next;
        MM_TRY(evaluate(&search, fmin(fmax(x, lower), upper), &next));
        iterations++;
        if ((next.f > 0) == (p.f > 0) && next.f != 0) {
            old = p;
        } else {
            old = q;
            q = p;
        }
        p = next;
    }
    if (fabs(q.f) < fabs(p.f)) {
        struct point swap = p;
        p = q;
        q = swap;
    }
    *result = (struct mm_root){p.x, p.f, fmin(p.x, q.x), fmax(p.x, q.x), q.f, iterations, 0};
    if (p.f == 0) result->low = result->high = p.x;
    enum mm_status status = check_crossing(&search, &p, &q, start, end, largest, least);
    result->evaluations = search.evaluations;
    return status;
}
