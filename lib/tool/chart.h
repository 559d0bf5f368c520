/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computation graph with numbers, as a table or for Graphviz. */
#ifndef MM_TOOL_CHART_H
#define MM_TOOL_CHART_H

#include "tool/model.h"

/* One node; owns its text. */
struct mm_chart_node {
    char *operation;
    size_t count;     /* of inputs */
    size_t inputs[3]; /* nodes, from 0 */
    double local[3], value, adjoint;
};

/* Nodes are called v1, v2, … */
struct mm_chart {
    struct mm_chart_node *nodes;
    size_t count;
};

void mm_chart_free(struct mm_chart *chart);

/* What vertex V of the model does, as an expression of its operands: constants as numbers, others by the names that
 * they have as inputs of NODE, in order. Into node->operation. MM_MEMORY. */
enum mm_status mm_chart_operation(const struct mm_model *model, mm_vertex v, struct mm_chart_node *node);

/* A row a node: node, operation, inputs, value, local, adjoint; inputs and local are lists divided by blanks. */
enum mm_status mm_chart_table(const struct mm_chart *chart, struct mm_run *run);
/* A graph in Graphviz's language: local derivatives on the edges. */
enum mm_status mm_chart_dot(const struct mm_chart *chart, struct mm_run *run);

#endif
