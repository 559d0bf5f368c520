/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that options name, and whether inputs agree in names. */
#include "tool/extra.h"

#include "tool/input.h"

enum mm_status mm_check_names(struct mm_run *run, const char *what_a, size_t a, const struct mm_strings *names_a,
                              const char *what_b, size_t b, const struct mm_strings *names_b) {
    size_t at;
    if (run->common.ignore_labels || mm_names_agree(names_a, names_b, &at)) return MM_OK;
    return mm_run_fail(run, MM_SHAPE, "%s %zu of %s is '%s', %s %zu of %s is '%s' (--ignore-labels goes by position)",
                       what_a, at + 1, mm_operand_name(run, a), names_a->items[at], what_b, at + 1,
                       mm_operand_name(run, b), names_b->items[at]);
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
    MM_TRY(mm_check_names(run, "row", operand, &matrix->row_names, "row", 0, &rows->row_names));
    return mm_check_names(run, "column", operand, &matrix->column_names, "row", 1, &columns->row_names);
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
