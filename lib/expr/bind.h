/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From names to columns and parameters: a tree becomes part of a graph. */
#ifndef MM_EXPR_BIND_H
#define MM_EXPR_BIND_H

#include "data/names.h"
#include "expr/graph.h"
#include "expr/parameters.h"
#include "expr/tree.h"

/* What names may mean. Columns win over pi and e; a name that is a column and a parameter is an error. A whole number
 * in brackets is a column by its place, from 1, where no column has that name. */
struct mm_scope {
    const struct mm_schema *columns;        /* null: none */
    const struct mm_parameters *parameters; /* null: none */
    const char *what; /* what an unknown name is not, in errors: "column"; null: "column or parameter" as there are */
    bool differentiable; /* sd in simpler terms, for derivatives have no rule of their own for it */
    const mm_vertex *made; /* by column: what stands for it instead of the rows' own; null or MM_VERTEX_NONE: nothing */

    /* Filled by mm_bind. Column number i of the graph is column numbers[i] of the schema; likewise for texts. */
    size_t *numbers, *texts;
    size_t number_count, number_capacity, text_count, text_capacity;
    struct mm_strings literals;
};

/* Adds the expression at NODE to GRAPH. Functions of many operands (min, max, logsumexp, dot) are folded from the left.
 * Errors: MM_USAGE with a caret: an unknown name (with a suggestion), a text where a number is wanted, a vector without
 * an element, wrong sizes of dot, a number of arguments that a range makes wrong, too large. MM_MEMORY. */
enum mm_status mm_bind(struct mm_scope *scope, const struct mm_tree *tree, mm_node node, struct mm_graph *graph,
                       mm_vertex *vertex, struct mm_error *error);

void mm_scope_free(struct mm_scope *scope); /* what mm_bind filled */

#endif
