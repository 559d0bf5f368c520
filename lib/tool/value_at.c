/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The value of an expression without rows, at a point. */
#include "tool/value_at.h"

#include "expr/bind.h"
#include "expr/program.h"

enum mm_status mm_value_at(struct mm_run *run, const struct mm_tree *tree, mm_node node,
                           const struct mm_parameters *parameters, double *value) {
    struct mm_graph graph = {0};
    struct mm_scope scope = {.parameters = parameters, .what = "parameter"};
    struct mm_program *program = NULL;
    struct mm_evaluation *evaluation = NULL;
    mm_vertex vertex;
    enum mm_status status = mm_bind(&scope, tree, node, &graph, &vertex, &run->error);
    if (status == MM_OK) status = mm_program_new(&program, &graph, &scope.literals, &vertex, 1, MM_SUMS_EXACT);
    for (size_t i = 0; i < graph.count && status == MM_OK; i++)
        if (graph.vertices[i].kind == MM_VERTEX_REDUCE || graph.vertices[i].kind == MM_VERTEX_ROWS)
            status = mm_run_fail(run, MM_USAGE, "--at has no rows to take means and sums over");
    if (status == MM_OK && (evaluation = mm_evaluation_new(program, 1)) == NULL) status = mm_fail_memory(&run->error);
    if (status == MM_OK) status = mm_evaluation_run(evaluation, parameters->values, &(struct mm_rows){0});
    if (status == MM_OK) *value = mm_evaluation_value(evaluation, 0);
    mm_evaluation_free(evaluation);
    mm_program_free(program);
    mm_graph_free(&graph);
    mm_scope_free(&scope);
    return status;
}
