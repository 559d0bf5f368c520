/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loss with its gradient, and its Hessian where wanted, as programs over rows in memory. */
#ifndef MM_CALCULUS_OBJECTIVE_H
#define MM_CALCULUS_OBJECTIVE_H

#include <stdbool.h>

#include "base/status.h"
#include "expr/graph.h"
#include "expr/parameters.h"
#include "expr/program.h"

/* Starts as {0}; owns all but the graph. */
struct mm_objective {
    size_t count; /* of parameters */
    struct mm_program *slope, *curve;
    struct mm_evaluation *slope_run, *curve_run;
};

/* f(θ), ∂f/∂θ_i and, if CURVED, ∂²f/∂θ_i∂θ_j
 *
 * Shapes: LOSS a vertex that does not vary by row, INPUTS the COUNT vertices of the parameters, numbers 0 to COUNT - 1.
 * Conventions: the derivatives become vertices of GRAPH, which is borrowed and must not change after this. Loss and
 * gradient come out of one program: one sweep over the rows where the loss is a mean or a sum. Sums by a fixed tree:
 * the same bits for any number of threads.
 * Errors: MM_MEMORY.
 * Source: Griewank, Walther, "Evaluating Derivatives", 2nd ed. 2008, sections 3.2 and 5.1. */
enum mm_status mm_objective_new(struct mm_objective *objective, struct mm_graph *graph, mm_vertex loss,
                                const mm_vertex *inputs, size_t count, bool curved, size_t threads);
void mm_objective_free(struct mm_objective *objective);

/* At θ = X over ROWS. MM_TOO_FEW where a mean has no rows. */
enum mm_status mm_objective_slope(struct mm_objective *objective, const struct mm_rows *rows, const double *x,
                                  double *loss, double *gradient);
/* The Hessian, COUNT×COUNT, symmetric. */
enum mm_status mm_objective_curve(struct mm_objective *objective, const struct mm_rows *rows, const double *x,
                                  double *hessian);

/* MM_USAGE if LOSS does not depend on one of the parameters (INPUTS are their values), which OPTION names. */
enum mm_status mm_objective_check(const struct mm_graph *graph, mm_vertex loss, const mm_vertex *inputs,
                                  const struct mm_parameters *parameters, const char *option, struct mm_error *error);

#endif
