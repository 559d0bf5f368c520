/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on their way through expressions: missing values, passes for reductions, places of errors. */
#include "tool/sheet_rows.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/missing.h"
#include "tool/open.h"

static const struct mm_column *column_read(const struct mm_sheet *sheet, const size_t *list, size_t i) {
    return &sheet->columns.columns[list[i]];
}

static double number_at(const struct mm_sheet *sheet, const struct mm_block *block, size_t row, size_t i) {
    return block->numbers[row * block->number_columns + sheet->number_places[i]];
}

static struct mm_span text_at(const struct mm_sheet *sheet, const struct mm_block *block, size_t row, size_t i) {
    return block->texts[row * block->text_columns + sheet->text_places[i]];
}

/* Which file row number ROW, of those kept, came from. */
static size_t file_of(const struct mm_sheet *sheet, size_t row) {
    size_t file = 0;
    while (file + 1 < sheet->start_count && sheet->starts[file + 1] <= row) file++;
    return file;
}

enum mm_status mm_sheet_fail(struct mm_sheet *sheet, const struct mm_block *block, size_t i, enum mm_status status,
                             const char *format, ...) {
    struct mm_error *error = &sheet->run->error;
    char text[MM_ERROR_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    error->line = error->column = 0;
    error->file[0] = error->excerpt[0] = '\0';
    if (i == SIZE_MAX) return mm_fail(error, status, "%s", text);
    size_t file = file_of(sheet, sheet->first + i);
    const char *name = sheet->input.files[file];
    size_t line = block->lines != NULL ? block->lines[i] : sheet->first + i - sheet->starts[file] + 1;
    if (sheet->row_lines == NULL && block->lines != NULL) return mm_fail_at(error, status, name, line, 0, "%s", text);
    return mm_fail_at(error, status, name, 0, 0, "row %zu: %s", line, text);
}

static bool is_missing(const struct mm_sheet *sheet, const struct mm_block *block, size_t row) {
    bool missing = false;
    for (size_t i = 0; i < sheet->scope.number_count; i++) missing |= isnan(number_at(sheet, block, row, i));
    for (size_t i = 0; i < sheet->scope.text_count; i++) missing |= text_at(sheet, block, row, i).text == NULL;
    return missing;
}

static enum mm_status fail_missing(struct mm_sheet *sheet, const struct mm_block *block, size_t row) {
    const struct mm_scope *scope = &sheet->scope;
    const struct mm_column *column = NULL;
    for (size_t i = 0; column == NULL && i < scope->number_count; i++)
        if (isnan(number_at(sheet, block, row, i))) column = column_read(sheet, scope->numbers, i);
    for (size_t i = 0; column == NULL && i < scope->text_count; i++)
        if (text_at(sheet, block, row, i).text == NULL) column = column_read(sheet, scope->texts, i);
    if (block->lines != NULL)
        return mm_fail_missing(&sheet->run->error, mm_input_name(&sheet->input), block->lines[row], column->field,
                               column->name);
    return mm_sheet_fail(sheet, block, row, MM_DATA,
                         "missing value in column %zu; use --na=omit to drop the row or --na=keep to compute with NaN",
                         column->position);
}

/* Whether any of the cells that expressions read is missing: a look at numbers in one loop. */
static bool any_missing(const struct mm_sheet *sheet, const struct mm_block *block) {
    size_t width = block->number_columns, differ = 0;
    for (size_t i = 0; i < sheet->scope.number_count; i++) {
        const double *x = block->numbers + sheet->number_places[i];
        for (size_t row = 0; row < block->rows; row++) differ += x[row * width] != x[row * width];
    }
    if (differ > 0) return true;
    for (size_t row = 0; sheet->scope.text_count > 0 && row < block->rows; row++)
        if (is_missing(sheet, block, row)) return true;
    return false;
}

/* Rows that are numbered only, and of which some go, keep their numbers in the place of lines. */
static enum mm_status number_rows(struct mm_sheet *sheet, struct mm_block *block) {
    size_t *lines = mm_new(block->rows, sizeof *lines);
    if (lines == NULL) return mm_fail_memory(&sheet->run->error);
    for (size_t i = 0; i < block->rows; i++) lines[i] = block->first_row - sheet->input.rows_before + i + 1;
    free(sheet->row_lines);
    sheet->row_lines = lines;
    block->lines = lines;
    return MM_OK;
}

static enum mm_status omit(struct mm_sheet *sheet, struct mm_block *block) {
    size_t before = block->rows;
    if (block->lines == NULL) MM_TRY(number_rows(sheet, block));
    if (!any_missing(sheet, block)) return MM_OK;
    bool *keep = mm_resize(sheet->keep, block->rows, sizeof *keep);
    if (keep == NULL) return mm_fail_memory(&sheet->run->error);
    sheet->keep = keep;
    for (size_t row = 0; row < block->rows; row++) keep[row] = !is_missing(sheet, block, row);
    if (!mm_sieve_rows(&sheet->sieve, block, keep)) return mm_fail_memory(&sheet->run->error);
    sheet->dropped += before - block->rows;
    return MM_OK;
}

/* The next block from the files, without rows that --na=omit drops; none is empty before the end. */
static enum mm_status read_block(struct mm_sheet *sheet, struct mm_block *block) {
    enum mm_missing missing = (enum mm_missing)sheet->run->common.missing;
    do {
        MM_TRY(mm_input_next(&sheet->input, block));
        sheet->first = sheet->kept;
        while (sheet->start_count <= sheet->input.file) sheet->starts[sheet->start_count++] = sheet->kept;
        if (block->rows == 0) return MM_OK;
        if (missing == MM_MISSING_OMIT) MM_TRY(omit(sheet, block));
        if (missing != MM_MISSING_FAIL || !any_missing(sheet, block)) continue;
        for (size_t row = 0; row < block->rows; row++)
            if (is_missing(sheet, block, row)) return fail_missing(sheet, block, row);
    } while (block->rows == 0);
    sheet->kept += block->rows;
    return MM_OK;
}

static struct mm_rows rows_of(struct mm_sheet *sheet, const struct mm_block *block) {
    for (size_t i = 0; i < sheet->scope.number_count; i++)
        sheet->number_columns[i] = block->numbers + sheet->number_places[i];
    for (size_t i = 0; i < sheet->scope.text_count; i++) sheet->text_columns[i] = block->texts + sheet->text_places[i];
    return (struct mm_rows){.numbers = sheet->number_columns,
                            .texts = sheet->text_columns,
                            .stride = block->number_columns,
                            .text_stride = block->text_columns,
                            .count = block->rows};
}

static enum mm_status sweep(struct mm_sheet *sheet, bool from_files) {
    struct mm_block block = {0};
    if (!from_files) MM_TRY(mm_spool_rewind(&sheet->spool));
    for (;;) {
        if (from_files) {
            MM_TRY(read_block(sheet, &block));
        } else {
            MM_TRY(mm_spool_next(&sheet->spool, &block));
        }
        if (block.rows == 0) break;
        struct mm_rows rows = rows_of(sheet, &block);
        mm_evaluation_sweep(sheet->evaluation, &rows);
        if (from_files && !sheet->again) MM_TRY(mm_spool_add(&sheet->spool, &block));
    }
    enum mm_status status = mm_evaluation_next(sheet->evaluation);
    if (status != MM_TOO_FEW) return status;
    return mm_run_fail(sheet->run, status,
                       "too few rows (%zu) for what is taken over all of them: mean, min and max need one, sd two",
                       sheet->kept);
}

static bool all_regular(const struct mm_run *run, size_t first) {
    bool regular = first < run->operand_count;
    for (size_t i = first; regular && i < run->operand_count; i++)
        regular =
            !mm_operand_is_standard_input(run->operands[i]) && mm_sheet_is_file(run->operands[i], &regular) && regular;
    return regular;
}

/* From the first file on. */
static enum mm_status read_again(struct mm_sheet *sheet) {
    struct mm_take take = sheet->input.take;
    size_t files = sheet->input.file_count;
    mm_input_close(&sheet->input);
    sheet->kept = sheet->dropped = sheet->start_count = 0;
    return mm_input_open(&sheet->input, sheet->run, sheet->first_file, files, &take);
}

enum mm_status mm_sheet_sweeps(struct mm_sheet *sheet) {
    size_t sweeps = mm_program_sweeps(sheet->program);
    mm_evaluation_begin(sheet->evaluation, NULL, 0);
    sheet->again = all_regular(sheet->run, sheet->first_file);
    sheet->spool = (struct mm_spool){.run = sheet->run, .whole = true};
    for (size_t i = 0; i < sweeps; i++) {
        MM_TRY(sweep(sheet, sheet->again || i == 0));
        if (sheet->again) MM_TRY(read_again(sheet));
    }
    if (sheet->again || sweeps == 0) return MM_OK;
    sheet->first = sheet->kept = 0;
    return mm_spool_rewind(&sheet->spool);
}

enum mm_status mm_sheet_next(struct mm_sheet *sheet, struct mm_block *block) {
    if (sheet->again || mm_program_sweeps(sheet->program) == 0) return read_block(sheet, block);
    sheet->first = sheet->kept;
    *block = (struct mm_block){.first_row = sheet->first};
    MM_TRY(mm_spool_next(&sheet->spool, block));
    sheet->kept += block->rows;
    return MM_OK;
}

void mm_sheet_values(struct mm_sheet *sheet, const struct mm_block *block, double *const *results, size_t stride) {
    struct mm_rows rows = rows_of(sheet, block);
    mm_evaluation_rows(sheet->evaluation, &rows, results, stride);
}

static void describe_name(const struct mm_column *column, struct mm_buffer *out) {
    if (out->length > 0) mm_buffer_add_text(out, ", ");
    if (column->name[0] != '\0')
        mm_buffer_printf(out, "%s is ", column->name);
    else
        mm_buffer_printf(out, "[%zu] is ", column->position);
}

void mm_sheet_describe(const struct mm_sheet *sheet, const struct mm_block *block, size_t i, struct mm_buffer *out) {
    const struct mm_scope *scope = &sheet->scope;
    char number[MM_NUMBER_TEXT];
    for (size_t k = 0; k < scope->number_count; k++) {
        describe_name(column_read(sheet, scope->numbers, k), out);
        mm_format_number(number_at(sheet, block, i, k), number);
        mm_buffer_add_text(out, number);
    }
    for (size_t k = 0; k < scope->text_count; k++) {
        struct mm_span text = text_at(sheet, block, i, k);
        describe_name(column_read(sheet, scope->texts, k), out);
        if (text.text == NULL)
            mm_buffer_add_text(out, "missing");
        else
            mm_buffer_printf(out, "'%.*s'", text.length > 60 ? 60 : (int)text.length, text.text);
    }
}
