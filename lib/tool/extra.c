/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that options name, and whether inputs agree in names. */
#include "tool/extra.h"

#include "tool/input.h"

enum mm_status mm_check_names(struct mm_run *run, const struct mm_strings *a, const struct mm_strings *b,
                              const char *what) {
    size_t at;
    if (run->common.ignore_labels || mm_names_agree(a, b, &at)) return MM_OK;
    return mm_run_fail(run, MM_SHAPE, "%s: number %zu is '%s' in one and '%s' in the other (--ignore-labels)", what,
                       at + 1, a->items[at], b->items[at]);
}

enum mm_status mm_read_extra(struct mm_run *run, const char *file, const struct mm_matrix *rows,
                             const struct mm_matrix *columns, struct mm_matrix *matrix) {
    /* Read as one operand more: the array has room for every argument of the command, and this was one of them. */
    size_t operand = run->operand_count;
    if (file == NULL) return MM_OK;
    run->operands[run->operand_count++] = file;
    MM_TRY(mm_read_matrix(run, operand, matrix));
    if (matrix->rows != rows->rows || matrix->columns != columns->rows)
        return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu, but must be %zux%zu", mm_operand_name(run, operand),
                           matrix->rows, matrix->columns, rows->rows, columns->rows);
    MM_TRY(mm_check_names(run, &matrix->row_names, &rows->row_names, file));
    return mm_check_names(run, &matrix->column_names, &columns->row_names, file);
}

enum mm_status mm_read_square(struct mm_run *run, const char *option, const char *file, size_t size,
                              struct mm_matrix *matrix) {
    size_t operand = run->operand_count;
    if (file == NULL) return MM_OK;
    run->operands[run->operand_count++] = file;
    MM_TRY(mm_read_matrix(run, operand, matrix));
    if (matrix->rows == size && matrix->columns == size) return MM_OK;
    return mm_run_fail(run, MM_SHAPE, "--%s: %zux%zu, but %zux%zu is wanted", option, matrix->rows, matrix->columns,
                       size, size);
}
