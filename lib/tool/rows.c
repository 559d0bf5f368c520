/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of maps over vectors. */
#include "tool/rows.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"
#include "tool/input.h"
#include "tool/quantity.h"

static enum mm_status apply(struct mm_input *input, const struct mm_row_kernel *kernel, const struct mm_row *row,
                            size_t n, double *y) {
    struct mm_detail detail = {0};
    enum mm_status status = kernel->apply(kernel->context, row->values, n, y, &detail);
    if (status == MM_OK) return MM_OK;
    if (status == MM_NOT_FINITE && isnan(detail.value) && input->run->common.missing == MM_MISSING_KEEP) {
        for (size_t j = 0; j < (kernel->to_number ? 1 : n); j++) y[j] = NAN;
        return MM_OK;
    }
    if (status == MM_DATA && kernel->refusal != NULL) {
        char value[MM_NUMBER_TEXT];
        mm_format_number(detail.value, value);
        return mm_input_fail(input, row, status, "%s is %s (entry %zu)", value, kernel->refusal, detail.index + 1);
    }
    return mm_input_fail_kernel(input, row, status, n, &detail, kernel->hint);
}

/* One vector on the board. */
static enum mm_status explain(struct mm_input *input, const struct mm_row_kernel *kernel, const struct mm_row *row,
                              size_t n, struct mm_board *board) {
    double *y = mm_new_doubles(1, n);
    if (y == NULL) return mm_fail_memory(&input->run->error);
    enum mm_status status = apply(input, kernel, row, n, y);
    if (status == MM_OK && !isnan(y[0])) { /* else --na=keep: there is nothing to work out */
        mm_board_begin(board);
        kernel->explain(kernel->context, row->values, n, y, board);
    }
    free(y);
    return status;
}

static enum mm_status explain_rows(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_board board = {.run = input->run};
    for (;;) {
        struct mm_row row;
        MM_TRY(mm_input_row(input, &row));
        if (row.values == NULL) return mm_board_write(&board);
        MM_TRY(explain(input, kernel, &row, input->chosen, &board));
        if (input->block_row == input->block.rows) MM_TRY(mm_board_write(&board));
    }
}

static enum mm_status stream_vectors(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_output output;
    struct mm_block block;
    size_t n = input->chosen, capacity = 0;
    double *results = NULL;
    MM_TRY(mm_output_open(&output, input->run, &input->schema, MM_SHAPE_TABLE));
    for (;;) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) break;
        if (!mm_grow(&results, &capacity, 0, block.rows * n, sizeof *results))
            return mm_fail_memory(&input->run->error);
        struct mm_detail detail;
        bool done = kernel->apply_rows != NULL &&
                    kernel->apply_rows(kernel->context, block.numbers, block.rows, n, results, &detail) == MM_OK;
        for (size_t i = 0; i < block.rows && !done; i++) {
            struct mm_row row = {.values = block.numbers + i * n,
                                 .line = block.lines != NULL ? block.lines[i] : 0,
                                 .index = block.first_row + i};
            MM_TRY(apply(input, kernel, &row, n, results + i * n));
        }
        block.numbers = results;
        MM_TRY(mm_output_rows(&output, &block));
    }
    free(results);
    return mm_output_finish(&output);
}

/* A block whose rows the threads share; a task that meets a row it cannot map leaves its rows to be mapped again. */
struct numbers {
    const struct mm_row_kernel *kernel;
    const struct mm_block *block;
    size_t n, task_rows;
    double *values;
    bool *failed; /* for each task */
};

static void map_some(void *context, size_t index, size_t worker) {
    const struct numbers *numbers = context;
    const struct mm_row_kernel *kernel = numbers->kernel;
    size_t first = index * numbers->task_rows, left = numbers->block->rows - first;
    size_t end = first + (left < numbers->task_rows ? left : numbers->task_rows);
    enum mm_status status = MM_OK;
    (void)worker;
    for (size_t i = first; i < end && status == MM_OK; i++) {
        struct mm_detail detail;
        status = kernel->apply(kernel->context, numbers->block->numbers + i * numbers->n, numbers->n,
                               &numbers->values[i], &detail);
    }
    numbers->failed[index] = status != MM_OK;
}

static enum mm_status map_block(struct mm_input *input, const struct mm_row_kernel *kernel,
                                const struct mm_block *block, double *values, bool *failed) {
    enum { TASK_NUMBERS = 4096 };
    struct numbers numbers = {kernel, block, input->chosen, TASK_NUMBERS / input->chosen + 1, values, failed};
    size_t tasks = (block->rows + numbers.task_rows - 1) / numbers.task_rows;
    mm_parallel(input->run->threads, tasks, map_some, &numbers);
    for (size_t i = 0; i < block->rows; i++) {
        if (!failed[i / numbers.task_rows]) continue;
        const struct mm_row row = {.values = block->numbers + i * numbers.n,
                                   .line = block->lines != NULL ? block->lines[i] : 0,
                                   .index = block->first_row + i};
        MM_TRY(apply(input, kernel, &row, numbers.n, &values[i]));
    }
    return MM_OK;
}

static enum mm_status stream_numbers(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_quantity quantity;
    double *values = NULL;
    bool *failed = NULL;
    size_t capacity = 0, failed_capacity = 0;
    MM_TRY(mm_quantity_start(&quantity, input->run, kernel->name, input->schema.named, input->schema.label_name,
                             MM_REDUCE_NONE));
    for (;;) {
        struct mm_block block;
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) break;
        if (!mm_grow(&values, &capacity, 0, block.rows, sizeof *values) ||
            !mm_grow(&failed, &failed_capacity, 0, block.rows, sizeof *failed))
            return mm_fail_memory(&input->run->error);
        MM_TRY(map_block(input, kernel, &block, values, failed));
        for (size_t i = 0; i < block.rows; i++)
            MM_TRY(mm_quantity_add(&quantity, values[i],
                                   block.labels != NULL ? block.labels[i] : (struct mm_span){NULL, 0}));
        MM_TRY(mm_quantity_pause(&quantity));
    }
    free(values);
    free(failed);
    return mm_quantity_finish(&quantity);
}

/* VECTORS as rows, whatever the axis made of them, mapped in place or to one number each. */
static enum mm_status map_matrix(struct mm_input *input, const struct mm_row_kernel *kernel, struct mm_matrix *vectors,
                                 enum mm_axis along) {
    size_t width = kernel->to_number ? 1 : vectors->columns;
    struct mm_board board = {.run = input->run};
    for (size_t i = 0; i < vectors->rows; i++) {
        struct mm_row row = {.values = vectors->values + i * vectors->columns, .index = i, .along = along};
        double *y = vectors->values + i * width;
        if (input->run->common.explain) {
            MM_TRY(explain(input, kernel, &row, vectors->columns, &board));
        } else if (kernel->to_number) {
            double value;
            MM_TRY(apply(input, kernel, &row, vectors->columns, &value));
            *y = value;
        } else {
            MM_TRY(apply(input, kernel, &row, vectors->columns, y));
        }
    }
    return mm_board_write(&board);
}

static enum mm_status map_all(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_matrix matrix;
    MM_TRY(mm_input_matrix(input, &matrix));
    struct mm_matrix vector = {.rows = 1, .columns = mm_matrix_count(&matrix), .values = matrix.values};
    MM_TRY(map_matrix(input, kernel, &vector, MM_AXIS_ALL));
    enum mm_status status = input->run->common.explain ? MM_OK
                            : kernel->to_number        ? mm_output_number(input->run, matrix.values[0])
                                                       : mm_output_matrix(input->run, &matrix, MM_SHAPE_TABLE);
    mm_matrix_free(&matrix);
    return status;
}

static enum mm_status map_columns(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_matrix matrix, columns, result;
    MM_TRY(mm_input_matrix(input, &matrix));
    if (mm_matrix_transpose(&columns, &matrix) != MM_OK) return mm_fail_memory(&input->run->error);
    mm_matrix_free(&matrix);
    MM_TRY(map_matrix(input, kernel, &columns, MM_AXIS_COLUMNS));
    if (input->run->common.explain) {
        mm_matrix_free(&columns);
        return MM_OK;
    }
    if (kernel->to_number) { /* one row, a number under each column's name */
        columns.columns = 1;
        mm_strings_free(&columns.column_names);
    }
    if (mm_matrix_transpose(&result, &columns) != MM_OK) return mm_fail_memory(&input->run->error);
    mm_matrix_free(&columns);
    enum mm_status status = mm_output_matrix(input->run, &result, MM_SHAPE_TABLE);
    mm_matrix_free(&result);
    return status;
}

/* All rows, weights behind the chosen columns, and the lines they came from, which messages are to name. */
static enum mm_status read_lines(struct mm_input *input, struct mm_matrix *matrix, size_t **lines) {
    size_t capacity = 0, line_capacity = 0;
    *matrix = (struct mm_matrix){.columns = input->chosen + 1};
    *lines = NULL;
    for (;;) {
        struct mm_row row;
        MM_TRY(mm_input_row(input, &row));
        if (row.values == NULL) break;
        if (!mm_grow(&matrix->values, &capacity, matrix->rows * matrix->columns, matrix->columns,
                     sizeof *matrix->values) ||
            !mm_grow(lines, &line_capacity, matrix->rows, 1, sizeof **lines))
            return mm_fail_memory(&input->run->error);
        memcpy(matrix->values + matrix->rows * matrix->columns, row.values, matrix->columns * sizeof *row.values);
        (*lines)[matrix->rows++] = row.line;
    }
    if (matrix->rows > 0) return MM_OK;
    return mm_fail_at(&input->run->error, MM_TOO_FEW, mm_input_name(input), 0, 0, "no rows");
}

/* Columns with a column of weights, each to a number. */
static enum mm_status map_weighted(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_matrix matrix, columns;
    size_t count = input->chosen, *lines;
    MM_TRY(read_lines(input, &matrix, &lines));
    input->chosen++; /* the weights are one column more */
    if (mm_matrix_transpose(&columns, &matrix) != MM_OK) return mm_fail_memory(&input->run->error);
    size_t n = matrix.rows;
    double *weights = columns.values + count * n;
    struct mm_matrix result = {.rows = 1, .columns = count, .values = matrix.values};
    for (size_t j = 0; j < count; j++) {
        struct mm_detail detail = {0};
        double *x = columns.values + j * n;
        enum mm_status status = kernel->apply_weighted(kernel->context, x, weights, n, &result.values[j], &detail);
        if (status == MM_OK) continue;
        struct mm_row row = {.index = j, .along = MM_AXIS_COLUMNS};
        if (detail.index < n) { /* lines of files before the last one are not its own */
            row = (struct mm_row){.index = detail.index, .line = input->rows_before == 0 ? lines[detail.index] : 0};
            detail.index = status == MM_NOT_FINITE ? count : j;
        } else {
            detail.index = input->chosen;
        }
        return mm_input_fail_kernel(input, &row, status, input->chosen, &detail, kernel->hint);
    }
    MM_TRY(mm_input_names(input, &result.column_names));
    if (result.column_names.count > 0) free(result.column_names.items[--result.column_names.count]);
    enum mm_status status = count == 1 ? mm_output_number(input->run, result.values[0])
                                       : mm_output_matrix(input->run, &result, MM_SHAPE_RECORD);
    mm_strings_free(&result.column_names);
    mm_matrix_free(&matrix);
    mm_matrix_free(&columns);
    free(lines);
    return status;
}

enum mm_status mm_run_rows(struct mm_run *run, const struct mm_row_kernel *kernel) {
    struct mm_input input;
    int axis = run->common.axis;
    bool weighted = kernel->weights != NULL;
    if (weighted && (axis == MM_AXIS_ROWS || axis == MM_AXIS_ALL))
        return mm_run_fail(run, MM_USAGE, "weights are for the rows of a column: --axis=columns is all they allow");
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.extra = kernel->weights}));
    enum mm_status status;
    if (weighted)
        status = map_weighted(&input, kernel);
    else if (axis == MM_AXIS_ALL || (axis == MM_AXIS_NONE && input.chosen == 1))
        status = map_all(&input, kernel);
    else if (axis == MM_AXIS_COLUMNS)
        status = map_columns(&input, kernel);
    else if (run->common.explain)
        status = explain_rows(&input, kernel);
    else
        status = (kernel->to_number ? stream_numbers : stream_vectors)(&input, kernel);
    mm_input_close(&input);
    return status;
}
