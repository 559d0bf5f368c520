/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions of parameters, parsed and bound together. */
#include "calculus/equations.h"

#include <stdlib.h>

#include "base/memory.h"

void mm_equations_close(struct mm_equations *equations) {
    for (size_t i = 0; equations->trees != NULL && i < equations->count; i++) mm_tree_free(&equations->trees[i]);
    free(equations->trees);
    free(equations->vertices);
    mm_scope_free(&equations->scope);
    mm_graph_free(&equations->graph);
    *equations = (struct mm_equations){0};
}

enum mm_status mm_equations_open(struct mm_equations *equations, const char *const *texts, size_t count,
                                 const struct mm_parameters *parameters, struct mm_error *error) {
    equations->trees = mm_new_zero(count, sizeof *equations->trees);
    equations->vertices = mm_new(count, sizeof *equations->vertices);
    equations->count = count;
    equations->scope = (struct mm_scope){.parameters = parameters, .differentiable = true, .what = "name"};
    if (equations->trees == NULL || equations->vertices == NULL) return mm_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        struct mm_tree *tree = &equations->trees[i];
        mm_node root;
        MM_TRY(mm_tree_parse(tree, texts[i], &root, error));
        MM_TRY(mm_bind(&equations->scope, tree, root, &equations->graph, &equations->vertices[i], error));
        for (size_t k = 0; k < tree->count; k++) {
            const struct mm_tree_node *node = mm_tree_at(tree, (mm_node)k);
            if (node->kind == MM_TREE_CALL && mm_function_facts(node->function)->over_rows)
                return mm_fail_under(error, MM_USAGE, tree->source, node->start, node->end,
                                     "reductions over rows (mean, sum, ...) have no meaning without a table");
        }
    }
    return equations->graph.failed ? mm_fail_memory(error) : MM_OK;
}
