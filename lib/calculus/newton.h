/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots of systems of equations by Newton's method with exact derivatives. */
#ifndef MM_CALCULUS_NEWTON_H
#define MM_CALCULUS_NEWTON_H

#include "base/status.h"
#include "expr/graph.h"

/* f_i(x) = 0:  J d = -f,  x ← x + λ d
 *
 * Shapes: n equations f_i (vertices that do not vary by row) in the first n parameters; values of all parameters, those
 * of x replaced by the root. ROOT's arrays of n are the caller's.
 * Conventions: J by reverse mode. λ is halved until the residuals, each divided by the largest entry of its row of J at
 * the start, fall; it ends when a step no longer matters, or can no longer lessen them. The bound is twice the step that
 * would follow or, where steps shrink by a ratio ρ only (multiple roots), 2/(1 - ρ) times: an estimate, exact to first
 * order.
 * Units: those of x for the bounds.
 * Errors: f or J not finite MM_NOT_FINITE; J singular MM_SINGULAR; residuals that stop falling while steps are more than
 * 1e-6 of x, steps that do not shrink (f falls to 0 at infinity), or 2000 steps, MM_NO_CONVERGENCE; x and f are those of the last step. MM_MEMORY.
 * Source: Dennis and Schnabel, "Numerical Methods for Unconstrained Optimization and Nonlinear Equations", 1983, chapters
 * 5 and 6. */
struct mm_newton {
    double *f, *bounds;
    size_t iterations;
};

enum mm_status mm_newton(struct mm_graph *graph, const mm_vertex *f, size_t n, double *values, struct mm_newton *root,
                         struct mm_detail *detail);

#endif
