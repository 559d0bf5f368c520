/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of maps over vectors. */
#include "tool/rows.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
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
    return mm_input_fail_kernel(input, row, status, n, &detail, kernel->hint);
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

static enum mm_status stream_numbers(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_quantity quantity;
    MM_TRY(mm_quantity_start(&quantity, input->run, kernel->name, input->schema.named, input->schema.label_name,
                             MM_REDUCE_NONE));
    for (;;) {
        struct mm_row row;
        double value;
        MM_TRY(mm_input_row(input, &row));
        if (row.values == NULL) break;
        MM_TRY(apply(input, kernel, &row, input->chosen, &value));
        MM_TRY(mm_quantity_add(&quantity, value, row.label));
        if (input->block_row == input->block.rows) MM_TRY(mm_quantity_pause(&quantity));
    }
    return mm_quantity_finish(&quantity);
}

/* VECTORS as rows, whatever the axis made of them, mapped in place or to one number each. */
static enum mm_status map_matrix(struct mm_input *input, const struct mm_row_kernel *kernel,
                                 struct mm_matrix *vectors) {
    size_t width = kernel->to_number ? 1 : vectors->columns;
    for (size_t i = 0; i < vectors->rows; i++) {
        struct mm_row row = {.values = vectors->values + i * vectors->columns, .index = i};
        double *y = vectors->values + i * width;
        if (kernel->to_number) {
            double value;
            MM_TRY(apply(input, kernel, &row, vectors->columns, &value));
            *y = value;
        } else {
            MM_TRY(apply(input, kernel, &row, vectors->columns, y));
        }
    }
    return MM_OK;
}

static enum mm_status map_all(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_matrix matrix;
    MM_TRY(mm_input_matrix(input, &matrix));
    struct mm_matrix vector = {.rows = 1, .columns = mm_matrix_count(&matrix), .values = matrix.values};
    MM_TRY(map_matrix(input, kernel, &vector));
    enum mm_status status = kernel->to_number ? mm_output_number(input->run, matrix.values[0])
                                              : mm_output_matrix(input->run, &matrix, MM_SHAPE_TABLE);
    mm_matrix_free(&matrix);
    return status;
}

static enum mm_status map_columns(struct mm_input *input, const struct mm_row_kernel *kernel) {
    struct mm_matrix matrix, columns, result;
    MM_TRY(mm_input_matrix(input, &matrix));
    if (mm_matrix_transpose(&columns, &matrix) != MM_OK) return mm_fail_memory(&input->run->error);
    mm_matrix_free(&matrix);
    MM_TRY(map_matrix(input, kernel, &columns));
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

enum mm_status mm_run_rows(struct mm_run *run, const struct mm_row_kernel *kernel) {
    struct mm_input input;
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){0}));
    int axis = run->common.axis;
    enum mm_status status;
    if (axis == MM_AXIS_ALL || (axis == MM_AXIS_NONE && input.chosen == 1))
        status = map_all(&input, kernel);
    else if (axis == MM_AXIS_COLUMNS)
        status = map_columns(&input, kernel);
    else if (kernel->to_number)
        status = stream_numbers(&input, kernel);
    else
        status = stream_vectors(&input, kernel);
    mm_input_close(&input);
    return status;
}
