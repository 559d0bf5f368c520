/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of CSV through libcsv, the only file that knows it. */
#include <csv.h>

#include <stdlib.h>
#include <string.h>

#include "io/csv_rows.h"
#include "io/reader.h"

enum { SMALL_STEP = 4096 };

struct mm_csv_grammar {
    struct csv_parser parser;
    struct mm_csv_rows *rows;
    char *cursor;    /* the raw text of the next field */
    const char *end; /* of the row */
    char delimiter;
    bool ended; /* libcsv saw the row's end */
    bool no_memory;
};

void mm_csv_grammar_free(struct mm_csv_grammar *grammar) {
    if (grammar) csv_free(&grammar->parser);
    free(grammar);
}

static struct mm_csv_grammar *new_grammar(const struct mm_csv_dialect *dialect) {
    struct mm_csv_grammar *grammar = calloc(1, sizeof *grammar);
    if (!grammar) return NULL;
    if (csv_init(&grammar->parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL) != 0) {
        free(grammar);
        return NULL;
    }
    grammar->delimiter = dialect->delimiter == MM_DELIMITER_BLANKS ? ' ' : (char)dialect->delimiter;
    csv_set_delim(&grammar->parser, (unsigned char)grammar->delimiter);
    return grammar;
}

static void skip_blanks(struct mm_csv_grammar *grammar) {
    while (grammar->cursor < grammar->end && mm_csv_is_blank(*grammar->cursor) &&
           *grammar->cursor != grammar->delimiter)
        grammar->cursor++;
}

/* libcsv gives a field without saying whether it was quoted, nor where it stood. Its raw text follows from what is
 * given: blanks, then either the same bytes, or a quote, the same bytes with each quote doubled, and a quote. */
static void on_field(void *content, size_t length, void *context) {
    struct mm_csv_grammar *grammar = context;
    struct mm_csv_rows *rows = grammar->rows;
    skip_blanks(grammar);
    bool quoted = grammar->cursor < grammar->end && *grammar->cursor == '"';
    char *text = grammar->cursor + quoted;
    grammar->cursor = text + length + quoted;
    if (quoted && memchr(content, '"', length)) {
        for (size_t i = 0; i < length; i++) grammar->cursor += ((const char *)content)[i] == '"';
        memcpy(text, content, length); /* libcsv is past these bytes, which are at least as many */
    }
    skip_blanks(grammar);
    grammar->cursor++; /* the delimiter or line end */
    if (rows->count >= rows->capacity && rows->grows && !mm_csv_grow_cells(rows)) grammar->no_memory = true;
    if (rows->count < rows->capacity) rows->cells[rows->count] = (struct mm_csv_cell){text, (uint32_t)length, quoted};
    rows->count++;
}

static void on_row(int byte, void *context) {
    (void)byte;
    ((struct mm_csv_grammar *)context)->ended = true;
}

/* Runs of blanks outside quotes become one blank, none at the ends; returns the new end. */
static char *squeeze(char *text, const char *end) {
    char *to = text;
    bool quoted = false, gap = false;
    for (const char *from = text; from < end; from++) {
        if (!quoted && mm_csv_is_blank(*from)) {
            gap = true;
            continue;
        }
        if (gap && to > text && !mm_csv_is_line_end(*from)) *to++ = ' ';
        gap = false;
        if (*from == '"') quoted = !quoted;
        *to++ = *from;
    }
    return to;
}

static enum mm_status fail_grammar(struct mm_csv_grammar *grammar, const char *start, const char *fault) {
    const struct mm_csv_rows *rows = grammar->rows;
    skip_blanks(grammar);
    bool quoted = *grammar->cursor == '"';
    return mm_fail_at(rows->error, MM_DATA, rows->file, rows->line + mm_csv_count_lines(start, fault), rows->count + 1,
                      quoted ? "text after a closing quote (a quote inside quotes is written twice)"
                             : "quote inside an unquoted field (quote the whole field, or use --quote=none)");
}

static enum mm_status fail_open_quote(struct mm_csv_grammar *grammar, const char *start) {
    struct mm_csv_rows *rows = grammar->rows;
    skip_blanks(grammar);
    bool too_long = grammar->end - grammar->cursor > MM_CSV_CELL;
    if (rows->partial && !too_long) return MM_OK;
    return mm_fail_at(rows->error, MM_DATA, rows->file, rows->line + mm_csv_count_lines(start, grammar->cursor),
                      rows->count + 1,
                      too_long ? "cell longer than 16 MiB, from the quote that opens here"
                               : "the quote that opens here is never closed");
}

enum mm_status mm_csv_grammar_row(struct mm_csv_rows *rows, char *text, const char *end, size_t inner) {
    if (!rows->grammar) rows->grammar = new_grammar(rows->dialect);
    struct mm_csv_grammar *grammar = rows->grammar;
    if (!grammar) return mm_fail_memory(rows->error);
    rows->count = 0;
    rows->end = end;
    rows->next_line = rows->line + inner + 1;

    const char *row_end = end;
    if (rows->dialect->delimiter == MM_DELIMITER_BLANKS) row_end = squeeze(text, end);
    /* Of CRLF only the CR is given, so that libcsv sees one line end. */
    if (row_end - text >= 2 && row_end[-1] == '\n' && row_end[-2] == '\r') row_end--;
    grammar->rows = rows;
    grammar->cursor = text;
    grammar->end = row_end;
    grammar->ended = grammar->no_memory = false;
    size_t size = (size_t)(row_end - text);
    /* libcsv's buffer grows by equal steps; one step that holds any field of the row keeps long fields linear. */
    csv_set_blk_size(&grammar->parser, size > SMALL_STEP ? size : SMALL_STEP);
    size_t parsed = csv_parse(&grammar->parser, text, size, on_field, on_row, grammar);
    if (grammar->no_memory) return mm_fail_memory(rows->error);
    if (parsed < size) {
        if (csv_error(&grammar->parser) != CSV_EPARSE) return mm_fail_memory(rows->error);
        return fail_grammar(grammar, text, text + parsed);
    }
    if (!grammar->ended) return fail_open_quote(grammar, text);
    if (rows->count == 0) on_field("", 0, grammar); /* a blank line */
    return mm_csv_end_row(rows);
}
