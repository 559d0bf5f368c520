/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole inputs as matrices, for what needs all numbers at once. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/input.h"

/* Room for `rows` more; an input of known length is allocated once. */
static enum mm_status reserve(struct mm_input *input, struct mm_matrix *matrix, size_t *capacity, size_t rows) {
    size_t needed = matrix->rows + rows, columns = input->chosen;
    if (needed <= *capacity) return MM_OK;
    size_t wanted = needed > *capacity + *capacity / 2 ? needed : *capacity + *capacity / 2;
    if (matrix->rows == 0 && input->schema.rows != MM_ROWS_UNKNOWN && input->schema.rows > wanted)
        wanted = input->schema.rows;
    double *grown = mm_resize(matrix->values, wanted, columns * sizeof *grown);
    if (grown == NULL) return mm_fail_memory(&input->run->error);
    matrix->values = grown;
    *capacity = wanted;
    return MM_OK;
}

static enum mm_status append(struct mm_input *input, struct mm_matrix *matrix, const struct mm_block *block) {
    size_t columns = input->chosen;
    double *to = matrix->values + matrix->rows * columns;
    if (block->number_columns == columns) {
        memcpy(to, block->numbers, block->rows * columns * sizeof *to);
    } else {
        for (size_t i = 0; i < block->rows; i++)
            memcpy(to + i * columns, block->numbers + i * block->number_columns, columns * sizeof *to);
    }
    for (size_t i = 0; block->labels != NULL && i < block->rows; i++)
        if (!mm_strings_add(&matrix->row_names, block->labels[i].text, block->labels[i].length))
            return mm_fail_memory(&input->run->error);
    matrix->rows += block->rows;
    return MM_OK;
}

enum mm_status mm_input_names(const struct mm_input *input, struct mm_strings *names) {
    if (!input->schema.named) return MM_OK;
    for (size_t j = 0; j < input->chosen; j++) {
        const char *name = input->schema.columns[j].name;
        if (!mm_strings_add(names, name, strlen(name))) return mm_fail_memory(&input->run->error);
    }
    return MM_OK;
}

enum mm_status mm_input_matrix(struct mm_input *input, struct mm_matrix *matrix) {
    struct mm_block block;
    size_t capacity = 0;
    *matrix = (struct mm_matrix){.columns = input->chosen};
    enum mm_status status = mm_input_names(input, &matrix->column_names);
    while (status == MM_OK) {
        status = mm_input_next(input, &block);
        if (status != MM_OK || block.rows == 0) break;
        status = reserve(input, matrix, &capacity, block.rows);
        if (status == MM_OK) status = append(input, matrix, &block);
    }
    if (status == MM_OK && matrix->rows == 0)
        status = mm_fail_at(&input->run->error, MM_TOO_FEW, mm_input_name(input), 0, 0, "no rows");
    if (status != MM_OK) mm_matrix_free(matrix);
    return status;
}

static enum mm_status load(struct mm_run *run, size_t first, size_t count, struct mm_matrix *matrix) {
    struct mm_input input;
    enum mm_status status = mm_input_open(&input, run, first, count, &(struct mm_take){0});
    if (status == MM_OK) status = mm_input_matrix(&input, matrix);
    if (status == MM_OK && count < run->operand_count && mm_input_missing(&input) > 0)
        status = mm_fail_at(&run->error, MM_DATA, mm_input_name(&input), 0, 0,
                            "rows with missing values, whose partners in the other input would be left unpaired");
    mm_input_close(&input);
    return status;
}

enum mm_status mm_read_matrix(struct mm_run *run, size_t operand, struct mm_matrix *matrix) {
    return load(run, operand, 1, matrix);
}

enum mm_status mm_read_matrices(struct mm_run *run, struct mm_matrix *matrix) {
    return load(run, 0, run->operand_count, matrix);
}

const char *mm_operand_name(const struct mm_run *run, size_t operand) {
    if (operand >= run->operand_count || strcmp(run->operands[operand], "-") == 0) return "standard input";
    return run->operands[operand];
}

enum mm_status mm_fail_not_finite(struct mm_run *run, size_t operand, const struct mm_matrix *matrix,
                                  const struct mm_detail *detail) {
    size_t i = detail->index / matrix->columns, j = detail->index % matrix->columns;
    bool nan = isnan(detail->value) != 0;
    return mm_run_fail(run, nan ? MM_DATA : MM_DOMAIN,
                       "%s: %s in row %zu, column %zu, where every number must be finite",
                       mm_operand_name(run, operand), nan ? "nan" : "infinity", i + 1, j + 1);
}
