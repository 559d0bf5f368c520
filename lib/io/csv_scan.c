/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The direct scan of text in which no quote character means anything; it gives what libcsv gives. */
#include "io/csv_mask.h"
#include "io/csv_rows.h"
#include "io/reader.h"

static inline bool keep(struct mm_csv_rows *rows, const char *text, const char *end) {
    if (rows->count >= rows->capacity) {
        if (!rows->grows) {
            rows->count++;
            return true;
        }
        if (!mm_csv_grow_cells(rows)) return false;
    }
    rows->cells[rows->count++] = (struct mm_csv_cell){text, (uint32_t)(end - text), false};
    return true;
}

/* The cell that ends before END, blanks around it taken off. */
static inline bool keep_trimmed(struct mm_csv_rows *rows, const char *text, const char *end) {
    while (text < end && mm_csv_is_blank(*text)) text++;
    while (end > text && mm_csv_is_blank(end[-1])) end--;
    return keep(rows, text, end);
}

/* Ends the row whose line end is at POSITION, passes comment lines, and gives where the next row begins. */
static const char *end_row(struct mm_csv_rows *rows, const char *position, const char *end, enum mm_status *status) {
    const char *next = position + 1;
    if (*position == '\r' && next < end && *next == '\n') next++;
    rows->end = next;
    rows->next_line = rows->line + 1;
    *status = mm_csv_end_row(rows);
    if (*status != MM_OK) return end;
    rows->count = 0;
    rows->line++;
    while (rows->dialect->comment && mm_csv_is_comment(rows->dialect, next, end)) {
        next = mm_csv_line_end(next, end);
        rows->line++;
    }
    return next;
}

static enum mm_status scan_delimited(struct mm_csv_rows *rows, const char *text, const char *end) {
    const char delimiter = (char)rows->dialect->delimiter;
    const char *cell = text;
    enum mm_status status = MM_OK;
    for (const char *piece = text; piece < end; piece += 64) {
        uint64_t mask = mm_csv_mask_of(piece, (size_t)(end - piece), delimiter, '\n', '\r');
        for (; mask; mask &= mask - 1) {
            const char *position = piece + __builtin_ctzll(mask);
            if (position < cell) continue; /* passed over: a comment, or the LF of CRLF */
            if (!keep_trimmed(rows, cell, position)) return mm_fail_memory(rows->error);
            if (*position == delimiter) {
                cell = position + 1;
                continue;
            }
            cell = end_row(rows, position, end, &status);
            if (status != MM_OK) return status;
        }
    }
    return MM_OK;
}

/* Runs of blanks separate, and those at the ends of a line mean nothing. */
static enum mm_status scan_blanks(struct mm_csv_rows *rows, const char *text, const char *end) {
    enum mm_status status = MM_OK;
    while (text < end) {
        while (text < end && mm_csv_is_blank(*text)) text++;
        if (text == end) break;
        if (mm_csv_is_line_end(*text)) {
            if (rows->count == 0 && !keep(rows, text, text)) return mm_fail_memory(rows->error);
            text = end_row(rows, text, end, &status);
            if (status != MM_OK) return status;
            continue;
        }
        const char *cell = text;
        while (text < end && !mm_csv_is_blank(*text) && !mm_csv_is_line_end(*text)) text++;
        if (!keep(rows, cell, text)) return mm_fail_memory(rows->error);
    }
    return MM_OK;
}

enum mm_status mm_csv_scan(struct mm_csv_rows *rows, const char *text, const char *end) {
    rows->count = 0;
    while (rows->dialect->comment && mm_csv_is_comment(rows->dialect, text, end)) {
        text = mm_csv_line_end(text, end);
        rows->line++;
    }
    if (rows->dialect->delimiter == MM_DELIMITER_BLANKS) return scan_blanks(rows, text, end);
    return scan_delimited(rows, text, end);
}
