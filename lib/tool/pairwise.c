/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of quantities between all pairs of vectors. */
#include "tool/pairwise.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "tool/extra.h"
#include "tool/input.h"
#include "tool/output.h"

/* Reads an operand and lays its vectors out as rows. */
static enum mm_status load(struct mm_run *run, size_t operand, struct mm_matrix *matrix) {
    struct mm_input input;
    int axis = run->common.axis;
    MM_TRY(mm_input_open(&input, run, operand, 1, &(struct mm_take){.by_cell = true}));
    MM_TRY(mm_input_matrix(&input, matrix));
    mm_input_close(&input);
    if (axis == MM_AXIS_ROWS || (axis == MM_AXIS_NONE && matrix->columns > 1)) return MM_OK;
    if (axis == MM_AXIS_NONE && run->operand_count < 2 && matrix->rows > 1)
        return mm_run_fail(
            run, MM_SHAPE,
            "%s has one column, which is one vector and has no pairs (--axis=rows takes each number as a "
            "vector)",
            mm_operand_name(run, operand));
    struct mm_matrix loaded = *matrix;
    if (mm_matrix_transpose(matrix, &loaded) != MM_OK) return mm_fail_memory(&run->error);
    mm_matrix_free(&loaded);
    return MM_OK;
}

static bool is_missing(const double *x, size_t n) {
    for (size_t j = 0; j < n; j++)
        if (isnan(x[j])) return true;
    return false;
}

static enum mm_status omit_rows(struct mm_run *run, size_t operand, struct mm_matrix *matrix) {
    size_t kept = 0, n = matrix->columns;
    bool labelled = matrix->row_names.count > 0;
    for (size_t i = 0; i < matrix->rows; i++) {
        if (is_missing(matrix->values + i * n, n)) continue;
        memmove(matrix->values + kept * n, matrix->values + i * n, n * sizeof(double));
        if (labelled) { /* swapped, so that each label is still freed once */
            char *label = matrix->row_names.items[kept];
            matrix->row_names.items[kept] = matrix->row_names.items[i];
            matrix->row_names.items[i] = label;
        }
        kept++;
    }
    for (size_t i = kept; labelled && i < matrix->rows; i++) free(matrix->row_names.items[i]);
    if (labelled) matrix->row_names.count = kept;
    matrix->rows = kept;
    if (kept == 0)
        return mm_run_fail(run, MM_TOO_FEW, "%s: no rows without missing values", mm_operand_name(run, operand));
    return MM_OK;
}

/* Drops the entries that are missing in either of two single vectors; their names have been compared already. */
static enum mm_status omit_entries(struct mm_run *run, struct mm_matrix *a, struct mm_matrix *b) {
    size_t kept = 0;
    for (size_t j = 0; j < a->columns; j++) {
        if (isnan(a->values[j]) || isnan(b->values[j])) continue;
        a->values[kept] = a->values[j];
        b->values[kept++] = b->values[j];
    }
    a->columns = b->columns = kept;
    mm_strings_free(&a->column_names);
    mm_strings_free(&b->column_names);
    return kept > 0 ? MM_OK : mm_run_fail(run, MM_TOO_FEW, "no entries that are present on both sides");
}

static enum mm_status check_entries(struct mm_run *run, const struct mm_pairwise *pairs) {
    const struct mm_matrix *a = &pairs->a, *b = &pairs->b;
    if (a->columns != b->columns)
        return mm_run_fail(run, MM_SHAPE, "%s holds vectors of %zu numbers, %s of %zu: they must be of one length%s",
                           mm_operand_name(run, 0), a->columns, mm_operand_name(run, 1), b->columns,
                           run->common.axis == MM_AXIS_NONE && (a->rows == 1 || b->rows == 1)
                               ? " (without --axis an input with one column is one vector)"
                               : "");
    return mm_check_names(run, "entry", 0, &a->column_names, "entry", 1, &b->column_names);
}

enum mm_status mm_pairwise_read(struct mm_run *run, struct mm_pairwise *pairs) {
    *pairs = (struct mm_pairwise){.two = run->operand_count > 1};
    bool omit = run->common.missing == MM_MISSING_OMIT;
    if (run->common.axis == MM_AXIS_ALL)
        return mm_run_fail(run, MM_USAGE, "--axis=all leaves no pairs: rows or columns");
    MM_TRY(load(run, 0, &pairs->a));
    if (pairs->two) {
        MM_TRY(load(run, 1, &pairs->b));
        MM_TRY(check_entries(run, pairs));
        pairs->number = pairs->a.rows == 1 && pairs->b.rows == 1;
    }
    if (!omit) return MM_OK;
    if (pairs->number) return omit_entries(run, &pairs->a, &pairs->b);
    MM_TRY(omit_rows(run, 0, &pairs->a));
    return pairs->two ? omit_rows(run, 1, &pairs->b) : MM_OK;
}

void mm_pairwise_free(struct mm_pairwise *pairs) {
    mm_matrix_free(&pairs->a);
    mm_matrix_free(&pairs->b);
}

enum mm_status mm_pairwise_result(struct mm_run *run, const struct mm_pairwise *pairs, struct mm_matrix *result) {
    const struct mm_matrix *columns = pairs->two ? &pairs->b : &pairs->a;
    if (mm_matrix_new(result, pairs->a.rows, columns->rows) != MM_OK ||
        !mm_strings_copy(&result->row_names, &pairs->a.row_names) ||
        !mm_strings_copy(&result->column_names, &columns->row_names))
        return mm_fail_memory(&run->error);
    return MM_OK;
}

enum mm_status mm_pairwise_output(struct mm_run *run, const struct mm_pairwise *pairs, struct mm_matrix *result) {
    enum mm_status status =
        pairs->number ? mm_output_number(run, result->values[0]) : mm_output_matrix(run, result, MM_SHAPE_TABLE);
    mm_matrix_free(result);
    return status;
}

enum mm_status mm_pairwise_fail(struct mm_run *run, const struct mm_pairwise *pairs, enum mm_status status,
                                size_t index, const char *text) {
    bool second = index >= pairs->a.rows;
    const struct mm_matrix *matrix = second ? &pairs->b : &pairs->a;
    const char *file = mm_operand_name(run, second), *what = run->common.axis == MM_AXIS_COLUMNS ? "column" : "row";
    if (second) index -= pairs->a.rows;
    if (index < matrix->row_names.count)
        return mm_run_fail(run, status, "%s: %s %zu ('%s'): %s", file, what, index + 1, matrix->row_names.items[index],
                           text);
    return mm_run_fail(run, status, "%s: %s %zu: %s", file, what, index + 1, text);
}
