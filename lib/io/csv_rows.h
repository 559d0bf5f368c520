/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text cut into rows of cells: the CSV grammar, whatever the cells mean. */
#ifndef MM_IO_CSV_ROWS_H
#define MM_IO_CSV_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum {
    MM_CSV_PADDING = 64,   /* bytes behind every text here that may be read (and hold anything) */
    MM_CSV_CELL = 16 << 20 /* the longest cell, in bytes */
};

struct mm_csv_dialect {
    int delimiter;       /* the byte, or MM_DELIMITER_BLANKS */
    bool quotes;         /* whether '"' quotes */
    const char *comment; /* what comment lines begin with, or null; borrowed */
    size_t comment_length;
};

/* Borrowed from the text; blanks around it, its quotes and their doubling are taken off. */
struct mm_csv_cell {
    const char *text;
    uint32_t length;
    bool quoted;
};

struct mm_csv_grammar; /* libcsv's state; opaque */

/* What cuts a text into rows. Starts as {0}, then the caller sets dialect, file, row, context. Owns cells, grammar. */
struct mm_csv_rows {
    const struct mm_csv_dialect *dialect;
    const char *file;
    /* Called for every row, blank lines included (one empty cell, not quoted). Any answer but MM_OK ends the text. */
    enum mm_status (*row)(void *context, struct mm_csv_rows *rows);
    void *context;
    struct mm_error *error;

    struct mm_csv_cell *cells; /* the row's; cells beyond `capacity` are counted and not kept, unless `grows` */
    size_t capacity;
    bool grows;
    size_t count;     /* cells in the row */
    size_t line;      /* its first line, from 1 at the start of the text; after the text, lines passed + 1 */
    size_t next_line; /* the line behind it */
    const char *end;  /* the byte behind it */
    bool partial;     /* the text breaks off: a quote that is still open is no error */
    bool checks;      /* the text is such that cells must be checked for NUL bytes and for length */
    struct mm_csv_grammar *grammar;
};

void mm_csv_rows_free(struct mm_csv_rows *rows);

/* Cuts TEXT, which holds whole rows, each with its line end. TEXT is written to where quotes are doubled. A part
 * without quotes goes to mm_csv_scan, rows with quotes to libcsv. Errors: quotes out of place, an open quote, NUL, a
 * cell that is too long; lines are counted from the start of TEXT. */
enum mm_status mm_csv_tokenize(struct mm_csv_rows *rows, char *text, size_t size);

/* The same for rows without quote characters (or where they mean nothing): the direct scan. */
enum mm_status mm_csv_scan(struct mm_csv_rows *rows, const char *text, const char *end);

/* One row, which ends at END and has INNER line ends inside its quotes, through libcsv. */
enum mm_status mm_csv_grammar_row(struct mm_csv_rows *rows, char *text, const char *end, size_t inner);
void mm_csv_grammar_free(struct mm_csv_grammar *grammar);

/* Where the row at TEXT ends (behind its line end), *INNER counting the line ends inside quotes; END if it does not. */
const char *mm_csv_row_end(const char *text, const char *end, size_t *inner);
/* The size of the whole rows at the start of TEXT; 0 if there is none. */
size_t mm_csv_whole_rows(const struct mm_csv_dialect *dialect, const char *text, size_t size);
/* Whether the line at TEXT is a comment. */
bool mm_csv_is_comment(const struct mm_csv_dialect *dialect, const char *text, const char *end);
/* Behind the line at TEXT, quotes or not; END if it has no line end. */
const char *mm_csv_line_end(const char *text, const char *end);
/* Line ends in a piece of text; CRLF is one. */
size_t mm_csv_count_lines(const char *text, const char *end);

/* Room for one more cell, if `grows`; false: memory. */
bool mm_csv_grow_cells(struct mm_csv_rows *rows);
/* Ends the row in `cells`: its checks, then the callback. */
enum mm_status mm_csv_end_row(struct mm_csv_rows *rows);

static inline bool mm_csv_is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

static inline bool mm_csv_is_line_end(char byte) {
    return byte == '\n' || byte == '\r';
}

#endif
