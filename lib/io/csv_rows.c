/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where rows of CSV end, and which way each part of a text takes: the direct scan or libcsv. */
#include "io/csv_rows.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/csv_mask.h"

void mm_csv_rows_free(struct mm_csv_rows *rows) {
    mm_csv_grammar_free(rows->grammar);
    free(rows->cells);
    rows->grammar = NULL;
    rows->cells = NULL;
    rows->capacity = 0;
}

bool mm_csv_is_comment(const struct mm_csv_dialect *dialect, const char *text, const char *end) {
    return dialect->comment && (size_t)(end - text) >= dialect->comment_length &&
           memcmp(text, dialect->comment, dialect->comment_length) == 0;
}

const char *mm_csv_line_end(const char *text, const char *end) {
    for (; text < end; text += 64) {
        uint64_t mask = mm_csv_mask_of(text, (size_t)(end - text), '\n', '\r', '\n');
        if (!mask) continue;
        text += __builtin_ctzll(mask);
        return *text == '\r' && text + 1 < end && text[1] == '\n' ? text + 2 : text + 1;
    }
    return end;
}

size_t mm_csv_count_lines(const char *text, const char *end) {
    size_t lines = 0;
    while (text < end) {
        text = mm_csv_line_end(text, end);
        lines += mm_csv_is_line_end(text[-1]);
    }
    return lines;
}

/* Where quotes stand as the grammar allows, a line end is inside quotes exactly if an odd number of quote characters
 * comes before it in its row. Where they do not, libcsv finds the fault before any line end that this takes for one. */
const char *mm_csv_row_end(const char *text, const char *end, size_t *inner) {
    bool quoted = false;
    *inner = 0;
    for (const char *piece = text; piece < end; piece += 64) {
        uint64_t mask = mm_csv_mask_of(piece, (size_t)(end - piece), '"', '\n', '\r');
        for (; mask; mask &= mask - 1) {
            const char *position = piece + __builtin_ctzll(mask);
            if (*position == '"') {
                quoted = !quoted;
            } else if (quoted) {
                *inner += !(*position == '\n' && position[-1] == '\r');
            } else {
                return *position == '\r' && position + 1 < end && position[1] == '\n' ? position + 2 : position + 1;
            }
        }
    }
    return end;
}

/* Behind the last line end in [TEXT, END), or TEXT. */
static const char *last_line_end(const char *text, const char *end) {
    const char *feed = memrchr(text, '\n', (size_t)(end - text));
    if (feed) text = feed + 1;
    const char *carriage = memrchr(text, '\r', (size_t)(end - text));
    return carriage ? carriage + 1 : text;
}

size_t mm_csv_whole_rows(const struct mm_csv_dialect *dialect, const char *text, size_t size) {
    const char *end = text + size;
    if (!dialect->quotes || !memchr(text, '"', size)) return (size_t)(last_line_end(text, end) - text);
    const char *row = text;
    bool quoted = false, comment = mm_csv_is_comment(dialect, row, end);
    for (const char *piece = text; piece < end; piece += 64) {
        uint64_t mask = mm_csv_mask_of(piece, (size_t)(end - piece), '"', '\n', '\r');
        for (; mask; mask &= mask - 1) {
            const char *position = piece + __builtin_ctzll(mask);
            if (*position == '"') {
                quoted = quoted != !comment;
            } else if (!quoted) {
                row = position + 1;
                comment = mm_csv_is_comment(dialect, row, end);
            }
        }
    }
    return (size_t)(row - text);
}

bool mm_csv_grow_cells(struct mm_csv_rows *rows) {
    return mm_grow(&rows->cells, &rows->capacity, rows->count, 1, sizeof *rows->cells);
}

static enum mm_status check_cells(struct mm_csv_rows *rows) {
    size_t kept = rows->count < rows->capacity ? rows->count : rows->capacity;
    for (size_t i = 0; i < kept; i++) {
        const struct mm_csv_cell *cell = &rows->cells[i];
        if (cell->length > MM_CSV_CELL)
            return mm_fail_at(rows->error, MM_DATA, rows->file, rows->line, i + 1, "cell longer than 16 MiB");
        if (memchr(cell->text, 0, cell->length))
            return mm_fail_at(rows->error, MM_DATA, rows->file, rows->line, i + 1, "NUL byte: not text in UTF-8");
    }
    return MM_OK;
}

enum mm_status mm_csv_end_row(struct mm_csv_rows *rows) {
    if (rows->checks) MM_TRY(check_cells(rows));
    return rows->row(rows->context, rows);
}

enum mm_status mm_csv_tokenize(struct mm_csv_rows *rows, char *text, size_t size) {
    char *end = text + size;
    rows->line = 1;
    rows->checks = size > MM_CSV_CELL || memchr(text, 0, size) != NULL;
    char *quote = rows->dialect->quotes ? memchr(text, '"', size) : NULL;
    while (text < end) {
        const char *plain_end = quote ? last_line_end(text, quote) : end;
        if (text < plain_end) MM_TRY(mm_csv_scan(rows, text, plain_end));
        if (!quote) break;
        text += plain_end - text;
        const char *next;
        if (mm_csv_is_comment(rows->dialect, text, end)) {
            next = mm_csv_line_end(text, end);
            rows->line++;
        } else {
            size_t inner;
            next = mm_csv_row_end(text, end, &inner);
            MM_TRY(mm_csv_grammar_row(rows, text, next, inner));
            rows->line += inner + 1;
        }
        text += next - text;
        if (quote < text) quote = memchr(text, '"', (size_t)(end - text));
    }
    return MM_OK;
}
