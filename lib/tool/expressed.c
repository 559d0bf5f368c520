/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A statistic as an expression: parsed, and bound to the columns of the table that it names. */
#include "tool/expressed.h"

#include <string.h>

#include "base/memory.h"

enum mm_status mm_expressed_parse(struct mm_expressed *expressed, const char *text, struct mm_error *error) {
    return mm_tree_parse(&expressed->tree, text, &expressed->root, error);
}

static enum mm_status fail(const struct mm_expressed *expressed, struct mm_error *error, const char *says) {
    const struct mm_tree_node *root = mm_tree_at(&expressed->tree, expressed->root);
    return mm_fail_under(error, MM_USAGE, expressed->tree.source, root->start, root->end, "%s", says);
}

static enum mm_status bind(struct mm_expressed *expressed, const struct mm_schema *schema, struct mm_error *error) {
    struct mm_scope *scope = &expressed->scope;
    if (!mm_schema_copy(&expressed->schema, schema)) return mm_fail_memory(error);
    scope->columns = &expressed->schema;
    MM_TRY(mm_bind(scope, &expressed->tree, expressed->root, &expressed->graph, &expressed->vertex, error));
    if (scope->text_count > 0)
        return fail(expressed, error, "texts cannot be compared here; select rows with mm-filter first");
    if (scope->number_count == 0) return fail(expressed, error, "the statistic names no column of the table");
    if (mm_graph_at(&expressed->graph, expressed->vertex)->varies)
        return fail(expressed, error, "the statistic has a value in each row: wrap it in mean(...) or sum(...)");
    return MM_OK;
}

enum mm_status mm_expressed_choose(void *context, const struct mm_schema *schema, struct mm_selection *chosen,
                                   struct mm_error *error) {
    struct mm_expressed *expressed = context;
    const struct mm_scope *scope = &expressed->scope;
    if (expressed->schema.count == 0) MM_TRY(bind(expressed, schema, error)); /* further files have the same columns */
    chosen->indices = mm_new(scope->number_count, sizeof *chosen->indices);
    if (chosen->indices == NULL) return mm_fail_memory(error);
    memcpy(chosen->indices, scope->numbers, scope->number_count * sizeof *scope->numbers);
    chosen->count = scope->number_count;
    return MM_OK;
}

void mm_expressed_free(struct mm_expressed *expressed) {
    mm_tree_free(&expressed->tree);
    mm_scope_free(&expressed->scope);
    mm_schema_free(&expressed->schema);
    mm_graph_free(&expressed->graph);
    *expressed = (struct mm_expressed){0};
}
