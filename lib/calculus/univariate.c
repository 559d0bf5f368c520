/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions of one variable: its points are rows, so that many are evaluated at once. */
#include "calculus/univariate.h"

void mm_univariate_close(struct mm_univariate *univariate) {
    mm_evaluation_free(univariate->evaluation);
    mm_program_free(univariate->program);
    mm_graph_free(&univariate->graph);
    mm_scope_free(&univariate->scope);
    mm_schema_free(&univariate->schema);
    mm_tree_free(&univariate->tree);
    *univariate = (struct mm_univariate){0};
}

/* The only free name, or x. */
static enum mm_status find_variable(const struct mm_univariate *univariate, const struct mm_parameters *parameters,
                                    struct mm_span *variable, struct mm_error *error) {
    const struct mm_tree *tree = &univariate->tree;
    *variable = (struct mm_span){NULL, 0};
    for (size_t k = 0; k < tree->count; k++) {
        const struct mm_tree_node *node = mm_tree_at(tree, (mm_node)k);
        if (node->kind != MM_TREE_NAME || mm_span_is(node->text, "pi") || mm_span_is(node->text, "e") ||
            mm_parameters_find(parameters, node->text) != SIZE_MAX)
            continue;
        if (variable->text != NULL && !mm_span_equal(*variable, node->text))
            return mm_fail_under(error, MM_USAGE, tree->source, node->start, node->end,
                                 "'%s' or '%s'? --variable names the variable, --at gives the other a value",
                                 variable->text, node->text.text);
        *variable = node->text;
    }
    if (variable->text == NULL) *variable = mm_span_of("x");
    return MM_OK;
}

/* A parameter that does not occur is a misspelt one. */
static enum mm_status check_parameters(const struct mm_tree *tree, const struct mm_parameters *parameters,
                                       struct mm_error *error) {
    for (size_t i = 0; i < parameters->names.count; i++) {
        bool used = false;
        for (size_t k = 0; k < tree->count && !used; k++) {
            const struct mm_tree_node *node = mm_tree_at(tree, (mm_node)k);
            used = (node->kind == MM_TREE_NAME || node->kind == MM_TREE_ELEMENT) &&
                   mm_span_is(node->text, parameters->names.items[i]);
        }
        if (!used)
            return mm_fail(error, MM_USAGE, "'%s' has a value but does not occur in the expression",
                           parameters->names.items[i]);
    }
    return MM_OK;
}

static enum mm_status compile(struct mm_univariate *univariate, struct mm_error *error) {
    const struct mm_tree_node *root = mm_tree_at(&univariate->tree, univariate->root);
    MM_TRY(mm_bind(&univariate->scope, &univariate->tree, univariate->root, &univariate->graph, &univariate->vertex,
                   error));
    univariate->constant = !mm_graph_at(&univariate->graph, univariate->vertex)->varies;
    MM_TRY(mm_program_new(&univariate->program, &univariate->graph, &univariate->scope.literals, &univariate->vertex, 1,
                          MM_SUMS_EXACT));
    if (mm_program_sweeps(univariate->program) > 0)
        return mm_fail_under(error, MM_USAGE, univariate->tree.source, root->start, root->end,
                             "reductions over rows (mean, sum, ...) have no meaning without a table");
    univariate->evaluation = mm_evaluation_new(univariate->program, 1);
    if (univariate->evaluation == NULL) return mm_fail_memory(error);
    mm_evaluation_begin(univariate->evaluation, univariate->parameters, 1);
    return MM_OK;
}

enum mm_status mm_univariate_open(struct mm_univariate *univariate, const char *text, const char *variable,
                                  const struct mm_parameters *parameters, struct mm_error *error) {
    struct mm_span name = {NULL, 0};
    MM_TRY(mm_tree_parse(&univariate->tree, text, &univariate->root, error));
    if (variable != NULL)
        name = mm_span_of(variable);
    else
        MM_TRY(find_variable(univariate, parameters, &name, error));
    if (!mm_schema_add(&univariate->schema, name.text, name.length, MM_NUMBER)) return mm_fail_memory(error);
    univariate->schema.named = true;
    univariate->parameters = parameters->values;
    univariate->scope = (struct mm_scope){.columns = &univariate->schema, .parameters = parameters, .what = "name"};
    enum mm_status status = compile(univariate, error);
    if (status == MM_OK) status = check_parameters(&univariate->tree, parameters, error);
    return status == MM_MEMORY ? mm_fail_memory(error) : status;
}

const char *mm_univariate_variable(const struct mm_univariate *univariate) {
    return univariate->schema.columns[0].name;
}

void mm_univariate_values(void *context, const double *x, double *y, size_t n) {
    struct mm_univariate *univariate = context;
    struct mm_rows rows = {.numbers = &x, .stride = 1, .count = n};
    mm_evaluation_rows(univariate->evaluation, &rows, &y, 1);
}
