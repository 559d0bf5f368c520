/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers of one matrix, and the words for what is wrong with a matrix. */
#include "tool/scalars.h"

#include <stdio.h>

#include "base/number.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/table.h"

enum mm_status mm_check_square(struct mm_run *run, size_t operand, const struct mm_matrix *matrix) {
    if (matrix->rows == matrix->columns) return MM_OK;
    return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu, not square", mm_operand_name(run, operand), matrix->rows,
                       matrix->columns);
}

enum mm_status mm_fail_matrix(struct mm_run *run, size_t operand, const struct mm_matrix *matrix, enum mm_status status,
                              const struct mm_detail *detail) {
    if (status == MM_OK || run->error.status != MM_OK) return status;
    const char *name = mm_operand_name(run, operand);
    char value[MM_NUMBER_TEXT];
    switch (status) {
    case MM_NOT_FINITE:
        return mm_fail_not_finite(run, operand, matrix, detail);
    case MM_SINGULAR:
        if (detail->value == 0) return mm_run_fail(run, status, "%s is singular (rcond 0)", name);
        mm_format_digits(detail->value, 3, value);
        return mm_run_fail(run, status, "%s is singular to working precision (rcond %s)", name, value);
    case MM_DOMAIN:
        return mm_run_fail(run, status, "%s: the result is beyond the largest double", name);
    default:
        return mm_run_fail(run, status, "%s: %s", name, mm_status_text(status));
    }
}

void mm_note_digits(struct mm_run *run, double rcond, int digits) {
    enum { ENOUGH_DIGITS = 6 };
    char value[MM_NUMBER_TEXT];
    if (digits >= ENOUGH_DIGITS) return;
    mm_format_digits(rcond, 3, value);
    mm_note(run, "the matrix is ill-conditioned (rcond %s): %d digit%s can be trusted", value, digits,
            digits == 1 ? "" : "s");
}

static enum mm_status print(struct mm_run *run, const struct mm_scalar_kernel *kernel, const double *values) {
    struct mm_table table = {0};
    if (kernel->names[0] == NULL) return mm_output_number(run, values[0]);
    mm_table_row(&table);
    for (size_t i = 0; kernel->names[i] != NULL; i++) mm_table_number(&table, kernel->names[i], values[i]);
    return mm_table_output(&table, run, true);
}

enum mm_status mm_run_scalar(struct mm_run *run, const struct mm_scalar_kernel *kernel) {
    struct mm_matrix matrix;
    struct mm_detail detail = {0};
    double values[MM_SCALARS] = {0};
    MM_TRY(mm_read_matrices(run, &matrix));
    if (kernel->square) MM_TRY(mm_check_square(run, 0, &matrix));
    enum mm_status status = kernel->measure(run, matrix.values, matrix.rows, matrix.columns, values, &detail);
    MM_TRY(mm_fail_matrix(run, 0, &matrix, status, &detail));
    mm_matrix_free(&matrix);
    return print(run, kernel, values);
}
