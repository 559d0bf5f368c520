/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A descent on its way: where it is and what it has seen. Private to descent and its searches. */
#ifndef MM_CALCULUS_WALK_H
#define MM_CALCULUS_WALK_H

#include "calculus/descent.h"

struct mm_walk {
    struct mm_objective *objective;
    const struct mm_rows *rows;
    const struct mm_descent_plan *plan;
    struct mm_descent_result *result; /* its loss is the one at x */
    size_t count;
    double *x, *gradient;
};

/* The loss and the gradient at x. */
enum mm_status mm_walk_look(struct mm_walk *walk);
/* An epoch has ended at x with the loss and gradient there: says so, and whether to go on is in result->end. False: stop
 * (an end, or the epochs are spent). */
bool mm_walk_on(struct mm_walk *walk);

double mm_length(const double *x, size_t n); /* Euclid's, without overflow on the way */
double mm_inner(const double *x, const double *y, size_t n);

/* The searches: epoch by epoch until mm_walk_on is false. */
enum mm_status mm_walk_lbfgs(struct mm_walk *walk);
enum mm_status mm_walk_newton(struct mm_walk *walk);

#endif
