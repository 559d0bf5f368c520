/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots of functions of one variable in a bracket. */
#ifndef MM_CALCULUS_ROOT_FINDING_H
#define MM_CALCULUS_ROOT_FINDING_H

#include "base/status.h"
#include "calculus/univariate.h"

/* f(root) = 0 with low ≤ root ≤ high
 *
 * Shapes: a bracket of two ends at which f has different signs, or is 0.
 * Conventions: inverse quadratic interpolation where it is safe, else bisection, down to two neighbouring doubles of
 * different signs (or an x with f = 0), or to a bracket no wider than TOLERANCE. Of the two ends the root is the one
 * with the smaller |f|. Ends at which f is infinite have a sign.
 * Units: those of x.
 * Errors: the same sign at both ends MM_DATA; f NaN MM_NOT_FINITE with detail.value the x; f grows as the bracket shrinks
 * (a pole), or jumps over 0, MM_DOMAIN with result.root the place and result.value, result.other f on either side.
 * Source: Chandrupatla, "A new hybrid quadratic/bisection algorithm for finding the zero of a nonlinear function",
 * Advances in Engineering Software 28, 1997; Brent, "Algorithms for Minimization without Derivatives", 1973. */
struct mm_root {
    double root, value; /* f(root) */
    double low, high;
    double other; /* f at the other end */
    size_t iterations, evaluations;
};

enum mm_status mm_root_bracketed(mm_univariate_function *function, void *context, double a, double b, double tolerance,
                                 struct mm_root *result, struct mm_detail *detail);

#endif
