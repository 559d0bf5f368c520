/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions at a point: their model, what they are differentiated by, and the values of further vertices there. */
#include "tool/point.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_point_close(struct mm_point *point) {
    mm_model_close(&point->model);
    free(point->inputs);
    mm_strings_free(&point->names);
    *point = (struct mm_point){0};
}

/* The names of --wrt, vectors as all of their elements. */
static enum mm_status list_names(struct mm_strings *names, struct mm_run *run, const char *list,
                                 const struct mm_parameters *parameters) {
    struct mm_strings items = {0};
    struct mm_buffer name = {0};
    bool ok = mm_strings_split(&items, list, ',');
    for (size_t i = 0; ok && i < items.count; i++) {
        size_t number = mm_parameters_find(parameters, mm_span_of(items.items[i]));
        size_t size = number == SIZE_MAX ? 0 : parameters->items[number].size;
        if (size == 0) ok = mm_strings_add(names, items.items[i], strlen(items.items[i]));
        for (size_t k = 0; ok && k < size; k++) {
            mm_buffer_clear(&name);
            mm_parameters_name(parameters, parameters->items[number].first + k, &name);
            ok = !name.failed && mm_strings_add(names, name.text, name.length);
        }
    }
    mm_buffer_free(&name);
    mm_strings_free(&items);
    if (!ok) return mm_fail_memory(&run->error);
    if (names->count == 0) return mm_run_fail(run, MM_USAGE, "--wrt: names nothing to differentiate by");
    return MM_OK;
}

/* What --wrt's item number I names must be part of the expressions: a column that is none has no derivative. */
static enum mm_status check_input(const struct mm_point *point, struct mm_run *run, size_t i) {
    const struct mm_model *model = &point->model;
    const struct mm_tree *item = &model->trees[point->count + i];
    enum mm_tree_kind kind = mm_tree_at(item, model->roots[point->count + i])->kind;
    mm_vertex v = model->vertices[point->count + i];
    enum mm_vertex_kind is = mm_graph_at(&model->graph, v)->kind;
    bool used = is == MM_VERTEX_PARAMETER;
    if ((kind != MM_TREE_NAME && kind != MM_TREE_ELEMENT) || is == MM_VERTEX_CONSTANT)
        return mm_run_fail(run, MM_USAGE, "--wrt: '%s' is not the name of a parameter or a column", item->source);
    for (size_t u = 0; !used && u < model->graph.count; u++)
        for (size_t k = 0; k < model->graph.vertices[u].count; k++)
            used = used || model->graph.vertices[u].operands[k] == v;
    for (size_t k = 0; k < point->count; k++) used = used || model->vertices[k] == v;
    if (used) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "--wrt: the expression does not contain '%s'", item->source);
}

/* By what: the vertices of the names of --wrt, or every value of --at. */
static enum mm_status choose_inputs(struct mm_point *point, struct mm_run *run, bool listed) {
    struct mm_model *model = &point->model;
    struct mm_buffer name = {0};
    size_t n = listed ? point->names.count : model->parameters.count;
    point->inputs = mm_new(n, sizeof *point->inputs);
    if (point->inputs == NULL) return mm_fail_memory(&run->error);
    for (size_t i = 0; i < n && listed; i++) {
        MM_TRY(check_input(point, run, i));
        point->inputs[i] = model->vertices[point->count + i];
    }
    for (size_t i = 0; i < n && !listed; i++) {
        point->inputs[i] = model->inputs[i];
        mm_buffer_clear(&name);
        mm_parameters_name(&model->parameters, i, &name);
        if (name.failed || !mm_strings_add(&point->names, name.text, name.length)) return mm_fail_memory(&run->error);
    }
    mm_buffer_free(&name);
    point->input_count = n;
    return MM_OK;
}

enum mm_status mm_point_open(struct mm_point *point, struct mm_run *run, const struct mm_point_options *options,
                             const char *const *expressions, size_t count, size_t first_file, bool per_row) {
    struct mm_parameters parameters = {0};
    if (options->at == NULL && options->by == NULL)
        return mm_run_fail(run, MM_USAGE, "nothing to differentiate by: --at=w=1,b=2 names the parameters");
    if (options->at != NULL) MM_TRY(mm_parameters_parse(&parameters, options->at, false, "--at", &run->error));
    if (options->by != NULL) MM_TRY(list_names(&point->names, run, options->by, &parameters));
    size_t total = count + point->names.count;
    const char **all = mm_new(total, sizeof *all);
    if (all == NULL) return mm_fail_memory(&run->error);
    memcpy(all, expressions, count * sizeof *all);
    for (size_t i = count; i < total; i++) all[i] = point->names.items[i - count];
    point->count = count;
    point->model.named = point->names.count; /* behind the expressions */
    enum mm_status status = mm_model_open(&point->model, run, all, total, &parameters, first_file);
    free(all);
    MM_TRY(status);
    for (size_t i = 0; i < count && !per_row; i++) MM_TRY(mm_model_need_one(&point->model, run, i, "the expression"));
    MM_TRY(choose_inputs(point, run, options->by != NULL));
    for (size_t i = 0; i < point->input_count && !per_row; i++)
        if (mm_graph_at(&point->model.graph, point->inputs[i])->varies)
            return mm_run_fail(run, MM_USAGE,
                               "--wrt: the derivative by the column '%s' differs by row, which this "
                               "result has no place for",
                               point->names.items[i]);
    return MM_OK;
}

/* All reductions done, then the values of COUNT vertices in N rows from FIRST on; columns[i] is where those of vertex i
 * go. */
static enum mm_status evaluate(struct mm_point *point, struct mm_run *run, const mm_vertex *vertices, size_t count,
                               size_t first, size_t n, double *const *columns) {
    struct mm_model *model = &point->model;
    struct mm_rows rows = model->rows;
    struct mm_program *program;
    const double **numbers = mm_new(model->scope.number_count, sizeof *numbers);
    if (numbers == NULL ||
        mm_program_new(&program, &model->graph, &model->scope.literals, vertices, count, MM_SUMS_TREE) != MM_OK) {
        free(numbers);
        return mm_fail_memory(&run->error);
    }
    struct mm_evaluation *evaluation = mm_evaluation_new(program, run->threads);
    enum mm_status status = evaluation == NULL ? mm_fail_memory(&run->error) : MM_OK;
    if (status == MM_OK) status = mm_evaluation_run(evaluation, model->parameters.values, &rows);
    if (status == MM_TOO_FEW)
        mm_run_fail(run, status, "%zu row%s: too few for the mean, extreme or sd of the expression", rows.count,
                    rows.count == 1 ? "" : "s");
    for (size_t i = 0; i < model->scope.number_count && model->has_rows; i++) numbers[i] = rows.numbers[i] + first;
    rows.numbers = numbers;
    rows.count = n;
    if (status == MM_OK && model->has_rows) mm_evaluation_rows(evaluation, &rows, columns, count);
    for (size_t i = 0; i < count && status == MM_OK && !model->has_rows; i++)
        *columns[i] = mm_evaluation_value(evaluation, i);
    mm_evaluation_free(evaluation);
    mm_program_free(program);
    free(numbers);
    return status;
}

/* Row by row into VALUES, COUNT numbers each. */
static enum mm_status evaluate_into(struct mm_point *point, struct mm_run *run, const mm_vertex *vertices, size_t count,
                                    size_t first, size_t n, double *values) {
    double **columns = mm_new(count, sizeof *columns);
    if (columns == NULL) return mm_fail_memory(&run->error);
    for (size_t i = 0; i < count; i++) columns[i] = values + i;
    enum mm_status status = evaluate(point, run, vertices, count, first, n, columns);
    free(columns);
    return status;
}

enum mm_status mm_point_values(struct mm_point *point, struct mm_run *run, const mm_vertex *vertices, size_t count,
                               size_t row, double *values) {
    return evaluate_into(point, run, vertices, count, row, 1, values);
}

enum mm_status mm_point_rows(struct mm_point *point, struct mm_run *run, const mm_vertex *vertices, size_t count,
                             bool each, struct mm_matrix *values) {
    size_t n = each ? point->model.rows.count : 1;
    if (mm_matrix_new(values, n, count) != MM_OK) return mm_fail_memory(&run->error);
    return evaluate_into(point, run, vertices, count, 0, n, values->values);
}

enum mm_status mm_point_check(struct mm_run *run, double value, const char *what, size_t row) {
    if (!isnan(value) || run->common.missing == MM_MISSING_KEEP) return MM_OK;
    if (row > 0) return mm_run_fail(run, MM_DOMAIN, "row %zu: %s is not a number (nan) there", row, what);
    return mm_run_fail(run, MM_DOMAIN, "%s is not a number (nan) at this point", what);
}

enum mm_status mm_point_check_matrix(struct mm_run *run, const struct mm_matrix *matrix, const char *what) {
    for (size_t i = 0; i < matrix->rows * matrix->columns; i++) {
        char text[MM_ERROR_TEXT];
        if (!isnan(matrix->values[i])) continue;
        snprintf(text, sizeof text, what, matrix->row_names.items[i / matrix->columns],
                 matrix->column_names.items[i % matrix->columns]);
        MM_TRY(mm_point_check(run, matrix->values[i], text, 0));
    }
    return MM_OK;
}

enum mm_status mm_point_made(const struct mm_point *point, struct mm_run *run, enum mm_status status) {
    if (status != MM_MEMORY) return status;
    if (point->model.graph.count >= MM_GRAPH_VERTICES)
        return mm_run_fail(run, MM_MEMORY, "the expression with its derivatives is too large: more than %d operations",
                           MM_GRAPH_VERTICES);
    return mm_fail_memory(&run->error);
}
