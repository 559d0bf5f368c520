/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of cells made into numbers, texts and labels. */
#include "io/csv_block.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

static bool enlarge(void *items, size_t rows, size_t columns, size_t size) {
    size_t bytes;
    void *old;
    if (!mm_multiply_sizes(columns, size, &size) || !mm_multiply_sizes(rows, size, &bytes)) return false;
    memcpy(&old, items, sizeof old);
    void *larger = realloc(old, bytes > 0 ? bytes : 1);
    if (!larger) return false;
    memcpy(items, &larger, sizeof larger);
    return true;
}

static bool make_room(struct mm_csv_work *work) {
    enum { FIRST = 64 };
    const struct mm_csv_plan *plan = work->plan;
    size_t rows = FIRST;
    if (work->capacity > 0 && !mm_multiply_sizes(work->capacity, 2, &rows)) return false;
    if (!enlarge(&work->numbers, rows, plan->number_columns, sizeof *work->numbers) ||
        !enlarge(&work->texts, rows, plan->text_columns, sizeof *work->texts) ||
        !enlarge(&work->labels, rows, plan->label != MM_CSV_NO_FIELD, sizeof *work->labels) ||
        !enlarge(&work->lines, rows, 1, sizeof *work->lines))
        return false;
    work->capacity = rows;
    return true;
}

/* The line on which the cell of FIELD stands: quoted cells before it may span several. */
static size_t line_of(const struct mm_csv_rows *rows, size_t field) {
    size_t line = rows->line;
    for (size_t i = 0; i < field; i++)
        line += mm_csv_count_lines(rows->cells[i].text, rows->cells[i].text + rows->cells[i].length);
    return line;
}

static enum mm_status fail_missing(struct mm_csv_work *work, const struct mm_csv_want *want) {
    return mm_fail_missing(&work->error, work->plan->file, line_of(&work->rows, want->field), want->field + 1,
                           want->name);
}

static enum mm_status fail_number(struct mm_csv_work *work, const struct mm_csv_want *want, bool overflow) {
    const struct mm_csv_cell *cell = &work->rows.cells[want->field];
    return mm_fail_cell(&work->error, work->plan->file, line_of(&work->rows, want->field), want->field + 1, want->name,
                        cell->text, cell->length, overflow);
}

/* A cell that is no plain number in a column of numbers: missing, or an error. */
static enum mm_status take_unusual(struct mm_csv_work *work, const struct mm_csv_want *want, bool overflow,
                                   bool *missing) {
    const struct mm_csv_cell *cell = &work->rows.cells[want->field];
    *missing = mm_is_missing(&work->plan->tokens, cell->text, cell->length);
    if (!*missing) return fail_number(work, want, overflow);
    return work->plan->missing == MM_MISSING_FAIL ? fail_missing(work, want) : MM_OK;
}

static enum mm_status take_number(struct mm_csv_work *work, const struct mm_csv_want *want, double *value,
                                  bool *missing) {
    const struct mm_csv_cell *cell = &work->rows.cells[want->field];
    enum mm_number_result result = mm_parse_number(cell->text, cell->length, value);
    /* A token may look like a number: --na-tokens=-999. */
    if (result == MM_NUMBER_OK && !work->plan->tokens.first[(unsigned char)*cell->text] && !isnan(*value)) return MM_OK;
    if (result == MM_NUMBER_OK && !mm_is_missing(&work->plan->tokens, cell->text, cell->length)) return MM_OK;
    *value = NAN;
    return take_unusual(work, want, result == MM_NUMBER_OVERFLOW, missing);
}

/* The text of a number passes through as it is, even one too large for a double. */
static enum mm_status take_numeral(struct mm_csv_work *work, const struct mm_csv_want *want, bool *missing) {
    const struct mm_csv_cell *cell = &work->rows.cells[want->field];
    switch (mm_classify_cell(&work->plan->tokens, cell->text, cell->length)) {
    case MM_CELL_NUMBER:
        return MM_OK;
    case MM_CELL_MISSING:
    case MM_CELL_TEXT:
        break;
    }
    return take_unusual(work, want, false, missing);
}

static enum mm_status take_cell(struct mm_csv_work *work, const struct mm_csv_want *want, bool *dropped) {
    const struct mm_csv_plan *plan = work->plan;
    bool missing = false;
    if (want->as == MM_NUMBER) {
        double *value = &work->numbers[work->count * plan->number_columns + want->slot];
        MM_TRY(take_number(work, want, value, &missing));
    } else {
        const struct mm_csv_cell *cell = &work->rows.cells[want->field];
        bool absent = cell->length == 0 && (!cell->quoted || want->as == MM_NUMERAL);
        if (want->as == MM_NUMERAL) {
            MM_TRY(take_numeral(work, want, &missing));
        } else if (absent) {
            missing = true; /* among texts only a cell with nothing in it is; NA may be a name */
            if (plan->missing == MM_MISSING_FAIL) return fail_missing(work, want);
        }
        work->texts[work->count * plan->text_columns + want->slot] =
            (struct mm_span){absent ? NULL : cell->text, cell->length};
    }
    if (missing && plan->missing == MM_MISSING_OMIT) *dropped = true;
    return MM_OK;
}

static enum mm_status take_row(void *context, struct mm_csv_rows *rows) {
    struct mm_csv_work *work = context;
    const struct mm_csv_plan *plan = work->plan;
    if (rows->count != plan->fields) {
        bool blank = rows->count == 1 && rows->cells[0].length == 0 && !rows->cells[0].quoted;
        if (blank) return MM_OK;
        return mm_fail_at(&work->error, MM_DATA, plan->file, rows->line, 0, "expected %zu field%s, found %zu",
                          plan->fields, plan->fields == 1 ? "" : "s", rows->count);
    }
    if (work->count == work->capacity && !make_room(work)) return mm_fail_memory(&work->error);
    bool dropped = false;
    for (size_t i = 0; i < plan->want_count; i++) MM_TRY(take_cell(work, &plan->wants[i], &dropped));
    if (dropped) {
        work->dropped++;
        work->leading += work->count == 0;
        return MM_OK;
    }
    if (plan->label != MM_CSV_NO_FIELD) {
        const struct mm_csv_cell *cell = &rows->cells[plan->label];
        work->labels[work->count] = (struct mm_span){cell->text, cell->length};
    }
    work->lines[work->count++] = rows->line;
    return MM_OK;
}

bool mm_csv_work_bind(struct mm_csv_work *work, const struct mm_csv_plan *plan) {
    work->plan = plan;
    work->rows.dialect = &plan->dialect;
    work->rows.file = plan->file;
    work->rows.row = take_row;
    work->rows.context = work;
    work->rows.error = &work->error;
    work->rows.cells = mm_new(plan->fields, sizeof *work->rows.cells);
    work->rows.capacity = plan->fields;
    return work->rows.cells != NULL;
}

void mm_csv_work_free(struct mm_csv_work *work) {
    mm_csv_rows_free(&work->rows);
    mm_csv_chunk_free(&work->chunk);
    free(work->numbers);
    free(work->texts);
    free(work->labels);
    free(work->lines);
}

void mm_csv_work_fill(struct mm_csv_work *work, struct mm_csv_input *input) {
    work->error = (struct mm_error){0};
    work->count = work->dropped = work->leading = work->line_count = 0;
    work->status = mm_csv_input_next(input, &work->chunk, &work->error);
    work->last = work->status != MM_OK || work->chunk.size == 0;
}

void mm_csv_work_parse(struct mm_csv_work *work) {
    if (work->last) return;
    work->status = mm_csv_tokenize(&work->rows, work->chunk.text, work->chunk.size);
    work->line_count = work->rows.line - 1;
}
