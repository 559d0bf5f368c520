/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operations behind a value, with all that reverse mode makes of them. */
#ifndef MM_CALCULUS_TAPE_H
#define MM_CALCULUS_TAPE_H

#include "base/status.h"
#include "expr/graph.h"

/* One operation, parameter or column. */
struct mm_tape_node {
    mm_vertex vertex;
    size_t count;       /* of operands that are no constants */
    size_t inputs[3];   /* their places on the tape */
    mm_vertex local[3]; /* ∂v/∂u of each */
    mm_vertex adjoint;  /* ∂f/∂v */
};

/* Starts as {0}; owns. */
struct mm_tape {
    struct mm_tape_node *nodes;
    size_t count;
};

/* v̄_f = 1;  ū = Σ_v v̄ ∂v/∂u over the users v of u
 *
 * Shapes: f a vertex; a node for each vertex it depends on other than constants, operands before their users, f last
 * (none if f is a constant).
 * Conventions: those of mm_reverse. Where f is one number for all rows and v one in each, ∂f/∂v is that by v in the row
 * at hand, and the adjoint of what the rows share is the sum of what they pass on.
 * Errors: MM_MEMORY.
 * Source: Griewank, Walther, "Evaluating Derivatives", 2nd ed. 2008, section 3.2. */
enum mm_status mm_tape_make(struct mm_tape *tape, struct mm_graph *graph, mm_vertex f);
void mm_tape_free(struct mm_tape *tape);

#endif
