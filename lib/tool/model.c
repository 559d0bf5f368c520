/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions with their parameters and the rows that they name. */
#include "tool/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_model_close(struct mm_model *model) {
    for (size_t i = 0; model->trees != NULL && i < model->count; i++) mm_tree_free(&model->trees[i]);
    free(model->trees);
    free(model->roots);
    free(model->vertices);
    free(model->inputs);
    for (size_t j = 0; model->columns != NULL && j < model->scope.number_count; j++) free(model->columns[j]);
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

/* Room for COUNT more rows in every column; an input of known length is given it at once. */
static bool reserve(struct mm_model *model, size_t *capacity, size_t count, size_t expected) {
    size_t needed = model->rows.count + count, wanted = *capacity + *capacity / 2;
    if (needed <= *capacity) return true;
    if (wanted < needed) wanted = needed;
    if (*capacity == 0 && expected != MM_ROWS_UNKNOWN && expected > wanted) wanted = expected;
    for (size_t j = 0; j < model->scope.number_count; j++) {
        double *grown = mm_resize(model->columns[j], wanted, sizeof *grown);
        if (grown == NULL) return false;
        model->columns[j] = grown;
    }
    *capacity = wanted;
    return true;
}

/* Row-major as it is read, but each column has its own run of memory. */
static bool append(struct mm_model *model, const struct mm_block *block) {
    enum { FEW = 64 }; /* rows that stay in the cache */
    size_t before = model->rows.count;
    for (size_t first = 0; first < block->rows; first += FEW) {
        size_t last = block->rows - first < FEW ? block->rows : first + FEW;
        for (size_t j = 0; j < model->scope.number_count; j++)
            for (size_t i = first; i < last; i++)
                model->columns[j][before + i] = block->numbers[i * block->number_columns + j];
    }
    for (size_t i = 0; block->labels != NULL && i < block->rows; i++)
        if (!mm_strings_add(&model->labels, block->labels[i].text, block->labels[i].length)) return false;
    model->rows.count += block->rows;
    return true;
}

static enum mm_status read_rows(struct mm_model *model, struct mm_run *run, size_t first_file) {
    struct mm_input input;
    struct mm_block block;
    struct mm_take take = {.choose = choose, .context = model};
    size_t files = run->operand_count > first_file ? run->operand_count - first_file : 0, capacity = 0;
    MM_TRY(mm_input_open(&input, run, first_file, files, &take));
    model->columns = mm_new_zero(model->scope.number_count, sizeof *model->columns);
    if (model->columns == NULL) return mm_fail_memory(&run->error);
    for (;;) {
        MM_TRY(mm_input_next(&input, &block));
        if (block.rows == 0) break;
        if (!reserve(model, &capacity, block.rows, input.schema.rows) || !append(model, &block))
            return mm_fail_memory(&run->error);
    }
    if (model->rows.count == 0) return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&input), 0, 0, "no rows");
    model->rows.numbers = (const double *const *)model->columns;
    model->rows.stride = 1;
    model->missing = mm_input_missing(&input);
    model->has_rows = true;
    mm_input_close(&input);
    return MM_OK;
}

/* How many of all trees have a node of this kind (and of this function, if it is a call). */
static size_t count_nodes(const struct mm_model *model, enum mm_tree_kind kind, enum mm_function function) {
    size_t found = 0;
    for (size_t i = 0; i < model->count; i++)
        for (size_t k = 0; k < model->trees[i].count; k++) {
            const struct mm_tree_node *node = mm_tree_at(&model->trees[i], (mm_node)k);
            found += node->kind == kind && (kind != MM_TREE_CALL || node->function == function);
        }
    return found;
}

/* The first name that only a column can have: without one, the expressions can be understood without a table. */
static const char *column_wanted(const struct mm_model *model) {
    for (size_t i = 0; i < model->count; i++) {
        const struct mm_tree *tree = &model->trees[i];
        for (size_t k = 0; k < tree->count; k++) {
            const struct mm_tree_node *node = mm_tree_at(tree, (mm_node)k);
            bool name = node->kind == MM_TREE_NAME && mm_parameters_find(&model->parameters, node->text) == SIZE_MAX &&
                        !mm_span_is(node->text, "pi") && !mm_span_is(node->text, "e");
            if (name || node->kind == MM_TREE_RANGE) return node->text.text;
        }
    }
    return NULL;
}

/* An empty standard input that nobody named is more likely a name that nobody set. */
static enum mm_status read_wanted(struct mm_model *model, struct mm_run *run, size_t first_file, const char *wanted) {
    enum mm_status status = read_rows(model, run, first_file);
    if (status == MM_OK && model->rows.count < 2 && count_nodes(model, MM_TREE_CALL, MM_FN_SD_ROWS) > 0)
        return mm_run_fail(run, MM_TOO_FEW, "sd needs two rows or more");
    if (status == MM_OK || model->schema.count > 0 || run->operand_count > first_file) return status;
    char text[MM_ERROR_TEXT];
    snprintf(text, sizeof text, "%s", run->error.text);
    return mm_fail(&run->error, status, "%s; '%s' is not among the parameters, so a table was to have it", text,
                   wanted);
}

bool mm_model_uses(const struct mm_model *model, size_t count, struct mm_span name) {
    for (size_t i = 0; i < count; i++) {
        const struct mm_tree *tree = &model->trees[i];
        for (size_t k = 0; k < tree->count; k++) {
            const struct mm_tree_node *node = mm_tree_at(tree, (mm_node)k);
            if ((node->kind == MM_TREE_NAME || node->kind == MM_TREE_ELEMENT) && mm_span_equal(node->text, name))
                return true;
        }
    }
    return false;
}

/* The nearest name in the expressions to one that none of them has. */
static enum mm_status unused(const struct mm_model *model, struct mm_run *run, size_t count, const char *name) {
    struct mm_strings candidates = {0};
    bool ok = true;
    for (size_t i = 0; i < count; i++)
        for (size_t k = 0; ok && k < model->trees[i].count; k++) {
            const struct mm_tree_node *node = mm_tree_at(&model->trees[i], (mm_node)k);
            if (node->kind == MM_TREE_NAME || node->kind == MM_TREE_ELEMENT)
                ok = mm_strings_add(&candidates, node->text.text, node->text.length);
        }
    if (!ok) return mm_fail_memory(&run->error);
    const char *near = mm_nearest_name(name, (const char *const *)candidates.items, candidates.count);
    if (near == NULL) return mm_run_fail(run, MM_USAGE, "the expression does not contain '%s'", name);
    return mm_run_fail(run, MM_USAGE, "the expression does not contain '%s'; did you mean '%s'?", name, near);
}

/* Every parameter, and every name of --wrt that no range of columns can hold. */
static enum mm_status check_used(const struct mm_model *model, struct mm_run *run, size_t count) {
    bool ranges = count_nodes(model, MM_TREE_RANGE, MM_FN_COUNT) > 0;
    for (size_t i = 0; i < model->parameters.names.count; i++) {
        const char *name = model->parameters.names.items[i];
        if (!mm_model_uses(model, count, mm_span_of(name))) return unused(model, run, count, name);
    }
    for (size_t i = count; i < model->count && !ranges; i++) {
        const struct mm_tree_node *node = mm_tree_at(&model->trees[i], model->roots[i]);
        if (node->kind == MM_TREE_NAME && !mm_model_uses(model, count, node->text))
            return unused(model, run, count, node->text.text);
    }
    return MM_OK;
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
    MM_TRY(check_used(model, run, count - model->named));
    const char *wanted = column_wanted(model);
    if (run->operand_count > first_file || wanted != NULL) return read_wanted(model, run, first_file, wanted);
    MM_TRY(bind(model, &run->error));
    for (size_t v = 0; v < model->graph.count; v++) /* a sum of nothing would be 0 */
        if (model->graph.vertices[v].kind == MM_VERTEX_REDUCE || model->graph.vertices[v].kind == MM_VERTEX_ROWS)
            return mm_run_fail(run, MM_USAGE, "a sum over rows needs a table, and the expression names no column");
    return MM_OK;
}

enum mm_status mm_model_need_one(struct mm_model *model, struct mm_run *run, size_t i, const char *what) {
    const struct mm_tree_node *root = mm_tree_at(&model->trees[i], model->roots[i]);
    if (!mm_graph_at(&model->graph, model->vertices[i])->varies) return MM_OK;
    return mm_fail_under(&run->error, MM_USAGE, model->trees[i].source, root->start, root->end,
                         "%s has a value in each row: wrap it in mean(...) or sum(...)", what);
}

enum mm_status mm_model_add_parameters(const struct mm_model *model, const double *values, struct mm_table *table) {
    struct mm_buffer name = {0};
    for (size_t i = 0; i < model->parameters.count && !name.failed; i++) {
        mm_buffer_clear(&name);
        mm_parameters_name(&model->parameters, i, &name);
        if (!name.failed) mm_table_number(table, name.text, values[i]);
    }
    bool failed = name.failed;
    mm_buffer_free(&name);
    return failed ? MM_MEMORY : MM_OK;
}

void mm_model_add_rows(const struct mm_model *model, struct mm_table *table) {
    if (!model->has_rows) return;
    mm_table_count(table, "n", model->rows.count);
    mm_table_count(table, "n_missing", model->missing);
}

static enum mm_status check_fields(const struct mm_parameters *parameters, struct mm_run *run, const char *fields) {
    struct mm_strings names = {0};
    if (!mm_strings_split(&names, fields, ',')) return mm_fail_memory(&run->error);
    enum mm_status status = MM_OK;
    for (size_t i = 0; i < names.count && status == MM_OK; i++)
        if (mm_parameters_find(parameters, mm_span_of(names.items[i])) != SIZE_MAX)
            status = mm_run_fail(run, MM_USAGE, "--init: '%s' is a field of the result; choose another name",
                                 names.items[i]);
    mm_strings_free(&names);
    return status;
}

enum mm_status mm_model_open_from(struct mm_model *model, struct mm_run *run, const char *start, const char *what,
                                  const char *fields) {
    struct mm_parameters parameters = {0};
    if (start == NULL)
        return mm_run_fail(run, MM_USAGE, "--init is missing: it names the parameters, as in --init w=0,b=0");
    MM_TRY(mm_parameters_parse(&parameters, start, true, "--init", &run->error));
    MM_TRY(check_fields(&parameters, run, fields));
    MM_TRY(mm_model_open(model, run, run->operands, 1, &parameters, 1));
    return mm_model_need_one(model, run, 0, what);
}
