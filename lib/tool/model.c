/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions with their parameters and the rows that they name. */
#include "tool/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_model_close(struct mm_model *model) {
    for (size_t i = 0; model->trees != NULL && i < model->count; i++) mm_tree_free(&model->trees[i]);
    free(model->trees);
    free(model->roots);
    free(model->vertices);
    free(model->inputs);
    free(model->numbers);
    free(model->columns);
    mm_parameters_free(&model->parameters);
    mm_scope_free(&model->scope);
    mm_schema_free(&model->schema);
    mm_graph_free(&model->graph);
    mm_strings_free(&model->labels);
    *model = (struct mm_model){0};
}

static enum mm_status bind(struct mm_model *model, struct mm_error *error) {
    model->scope.parameters = &model->parameters;
    model->scope.differentiable = true;
    for (size_t i = 0; i < model->count; i++)
        MM_TRY(mm_bind(&model->scope, &model->trees[i], model->roots[i], &model->graph, &model->vertices[i], error));
    for (size_t i = 0; i < model->parameters.count; i++) model->inputs[i] = mm_graph_parameter(&model->graph, i);
    return model->graph.failed ? mm_fail_memory(error) : MM_OK;
}

static enum mm_status choose(void *context, const struct mm_schema *schema, struct mm_selection *chosen,
                             struct mm_error *error) {
    struct mm_model *model = context;
    struct mm_scope *scope = &model->scope;
    if (model->schema.count == 0) { /* further files have the columns of the first */
        if (!mm_schema_copy(&model->schema, schema)) return mm_fail_memory(error);
        scope->columns = &model->schema;
        MM_TRY(bind(model, error));
    }
    if (scope->text_count > 0)
        return mm_fail(error, MM_USAGE, "texts cannot be compared here; select rows with mm-filter first");
    if (scope->number_count == 0)
        return mm_fail(error, MM_USAGE, "the expression names no column of the table, so leave the file out");
    chosen->indices = mm_new(scope->number_count, sizeof *chosen->indices);
    if (chosen->indices == NULL) return mm_fail_memory(error);
    memcpy(chosen->indices, scope->numbers, scope->number_count * sizeof *scope->numbers);
    chosen->count = scope->number_count;
    return MM_OK;
}

/* Row-major as it was read, so that each column has its own run of memory. */
static enum mm_status keep_columns(struct mm_model *model, struct mm_run *run, const struct mm_matrix *matrix) {
    size_t rows = matrix->rows, columns = matrix->columns;
    model->numbers = mm_new_doubles(columns, rows);
    model->columns = mm_new(columns, sizeof *model->columns);
    if (model->numbers == NULL || model->columns == NULL) return mm_fail_memory(&run->error);
    for (size_t first = 0; first < rows; first += 64) { /* a few rows at a time stay in the cache */
        size_t last = rows - first < 64 ? rows : first + 64;
        for (size_t j = 0; j < columns; j++)
            for (size_t i = first; i < last; i++) model->numbers[j * rows + i] = matrix->values[i * columns + j];
    }
    for (size_t j = 0; j < columns; j++) model->columns[j] = model->numbers + j * rows;
    model->rows = (struct mm_rows){.numbers = model->columns, .stride = 1, .count = rows};
    return MM_OK;
}

static enum mm_status read_rows(struct mm_model *model, struct mm_run *run, size_t first_file) {
    struct mm_input input;
    struct mm_matrix matrix = {0};
    struct mm_take take = {.choose = choose, .context = model};
    size_t files = run->operand_count > first_file ? run->operand_count - first_file : 0;
    MM_TRY(mm_input_open(&input, run, first_file, files, &take));
    MM_TRY(mm_input_matrix(&input, &matrix));
    model->missing = mm_input_missing(&input);
    model->has_rows = true;
    MM_TRY(keep_columns(model, run, &matrix));
    model->labels = matrix.row_names;
    matrix.row_names = (struct mm_strings){0};
    mm_matrix_free(&matrix);
    mm_input_close(&input);
    return MM_OK;
}

/* Whether the expressions can be understood without a table. */
static bool needs_rows(const struct mm_model *model) {
    for (size_t i = 0; i < model->count; i++) {
        const struct mm_tree *tree = &model->trees[i];
        for (size_t k = 0; k < tree->count; k++) {
            const struct mm_tree_node *node = mm_tree_at(tree, (mm_node)k);
            bool name = node->kind == MM_TREE_NAME && mm_parameters_find(&model->parameters, node->text) == SIZE_MAX &&
                        !mm_span_is(node->text, "pi") && !mm_span_is(node->text, "e");
            if (name || node->kind == MM_TREE_RANGE) return true;
        }
    }
    return false;
}

enum mm_status mm_model_open(struct mm_model *model, struct mm_run *run, const char *const *expressions, size_t count,
                             struct mm_parameters *parameters, size_t first_file) {
    model->parameters = *parameters;
    *parameters = (struct mm_parameters){0};
    model->count = count;
    model->trees = mm_new_zero(count, sizeof *model->trees);
    model->roots = mm_new_zero(count, sizeof *model->roots);
    model->vertices = mm_new_zero(count, sizeof *model->vertices);
    model->inputs = mm_new_zero(model->parameters.count, sizeof *model->inputs);
    if (model->trees == NULL || model->roots == NULL || model->vertices == NULL || model->inputs == NULL)
        return mm_fail_memory(&run->error);
    for (size_t i = 0; i < count; i++)
        MM_TRY(mm_tree_parse(&model->trees[i], expressions[i], &model->roots[i], &run->error));
    if (run->operand_count > first_file || needs_rows(model)) return read_rows(model, run, first_file);
    return bind(model, &run->error);
}

enum mm_status mm_model_need_one(struct mm_model *model, struct mm_run *run, size_t i, const char *what) {
    const struct mm_tree_node *root = mm_tree_at(&model->trees[i], model->roots[i]);
    if (!mm_graph_at(&model->graph, model->vertices[i])->varies) return MM_OK;
    return mm_fail_under(&run->error, MM_USAGE, model->trees[i].source, root->start, root->end,
                         "%s has a value in each row: wrap it in mean(...) or sum(...)", what);
}
