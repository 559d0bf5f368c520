/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Automatic differentiation: derivatives of a graph as further vertices of it. */
#ifndef MM_CALCULUS_ADJOINT_H
#define MM_CALCULUS_ADJOINT_H

#include "base/status.h"
#include "expr/graph.h"

/* ā ∂v/∂u_i   for vertex v and its operand number i
 *
 * Shapes: ā a vertex (the constant 1 gives the local derivative); v an APPLY.
 * Conventions: those of PyTorch where a derivative does not exist: abs and relu at 0 have 0, sqrt at 0 inf; a tie of
 * min or max gives each half; clamp passes at its bounds; sign, floor, ceil, round, comparisons and logic have 0;
 * x^0 has 0, and so has 0^y for y ≥ 0 in y; a condition sends ā to the branch taken.
 * Errors: MM_VERTEX_NONE for what is 0 everywhere.
 * Source: Griewank, Walther, "Evaluating Derivatives", 2nd ed. 2008, chapter 3; PyTorch 1.13, derivatives.yaml. */
mm_vertex mm_pullback(struct mm_graph *graph, mm_vertex v, size_t operand, mm_vertex adjoint);

/* g_j = ∂f/∂u_j, by one sweep back over the graph
 *
 * Shapes: f a vertex; COUNT inputs u_j (parameters, columns) and as many results.
 * Conventions: where f does not vary by row but uses rows, what comes from them is summed (mean and sum pass their
 * adjoint on, least and largest share it evenly among ties, as PyTorch does). Where f varies, so do its derivatives:
 * those of f in a row by parameters, and by columns in that row alone.
 * Errors: MM_MEMORY (or a graph of more than MM_GRAPH_VERTICES).
 * Source: Griewank, Walther 2008, section 3.2 (reverse accumulation); derivatives as vertices: section 6.1. */
enum mm_status mm_reverse(struct mm_graph *graph, mm_vertex f, const mm_vertex *inputs, size_t count,
                          mm_vertex *gradient);

/* t_j = ∂f_j/∂u, by one sweep forward: of the gradient it gives a column of the Hessian
 *
 * Shapes: COUNT vertices f_j and as many results; u one parameter.
 * Conventions, errors: as above; reductions pass tangents through (the least and largest: the mean of those at ties).
 * Source: Griewank, Walther 2008, section 3.1 (forward), 5.1 (forward over reverse). */
enum mm_status mm_forward(struct mm_graph *graph, const mm_vertex *f, size_t count, mm_vertex input,
                          mm_vertex *tangents);

#endif
