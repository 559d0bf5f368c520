/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the pieces of the JSON reader share: how rows stand in the text, and the block that cells go into. */
#ifndef MM_IO_JSON_READER_H
#define MM_IO_JSON_READER_H

#include "io/json_keys.h"
#include "io/json_scan.h"
#include "io/missing.h"
#include "io/reader_format.h"

enum {
    MM_JSON_SAMPLE = 64 * 1024, /* bytes of rows that decide the kinds of columns */
    MM_JSON_BLOCK = 128 * 1024, /* bytes of rows that fill a block */
    MM_JSON_LOOK = 4 << 20      /* bytes within which a flat array must end to be taken for a row of JSON Lines */
};

enum mm_json_shape {
    MM_JSON_ARRAYS,  /* a row is an array */
    MM_JSON_OBJECTS, /* a row is an object */
    MM_JSON_SCALARS, /* a row is one value */
    MM_JSON_COLUMNS  /* one object of flat arrays of equal length, each read by a cursor of its own */
};

enum mm_json_container {
    MM_JSON_IN_ARRAY, /* rows up to the closing bracket */
    MM_JSON_LINES,    /* rows up to the end of the input */
    MM_JSON_SINGLE    /* one row */
};

/* One request: its place in the row's numbers or texts; further requests of the same cell are chained. */
struct mm_json_target {
    enum mm_kind as;
    size_t slot;
    size_t next; /* index + 1, or 0 */
};

struct mm_json_chunk; /* of text; see json_cell.c */

/* The block being filled. Owns all. */
struct mm_json_output {
    struct mm_json_target *targets;
    size_t *first; /* of each cell: index of its first target + 1, or 0 */
    size_t number_columns, text_columns;
    bool plain; /* every cell is wanted as a number, once and in order, and any number will do */
    double *numbers;
    struct mm_span *texts, *labels;
    size_t *lines;
    size_t row_capacity; /* of these four arrays */
    struct mm_json_chunk *chunk;
    struct mm_buffer decoded; /* scratch */
    size_t rows, first_row;
    bool drop; /* the row being read has a missing value under --na=omit */
};

/* What the first rows told of a cell. */
struct mm_json_cell_seen {
    bool text, number;
    size_t stamp; /* of the object that had this key last */
};

struct mm_json_reader {
    struct mm_reader base;
    struct mm_json_scan scan;
    struct mm_tokens tokens; /* only with --na-tokens: a JSON string is text, and null is the missing value */
    enum mm_json_shape shape;
    enum mm_json_container container;
    bool whole; /* the array that rows are in is all the input: nothing may follow it */
    bool begun; /* a row was read */
    bool done;
    bool sampling; /* rows only tell kinds; the first one also makes the cells */
    size_t sample_end;
    struct mm_error failure; /* of a row; from then on the answer to every call */

    /* Cells of a row, the label among them. */
    size_t cell_count;
    size_t cell_capacity;
    struct mm_json_cell_seen *seen;
    size_t stamp;
    size_t label_cell; /* or cell_count */
    struct mm_json_keys keys;

    struct mm_json_scan *cursors; /* MM_JSON_COLUMNS: one in each array; they share the window of `scan` */
    size_t *starts;               /* where each array's first element is */
    size_t column_rows;
    size_t across; /* bytes that the cursors have passed */

    struct mm_json_output out;
};

/* json_cell.c: cells of a row into the block. TOKEN begins the value; afterwards SCAN has passed it. */
bool mm_json_add_cell(struct mm_json_reader *reader); /* false: memory */
enum mm_status mm_json_read_cell(struct mm_json_reader *reader, struct mm_json_scan *scan, size_t cell,
                                 const struct mm_json_token *token);
/* What a scalar stands for as text: a string decoded, anything else as it is written. Holds until the next call. */
enum mm_status mm_json_token_text(struct mm_json_reader *reader, const struct mm_json_token *token,
                                  struct mm_span *text);
enum mm_status mm_json_plan(struct mm_reader *reader, struct mm_error *error); /* the requests are known */
void mm_json_start_block(struct mm_json_reader *reader);
enum mm_status mm_json_start_row(struct mm_json_reader *reader, size_t line); /* LINE 0: lines mean nothing */
void mm_json_end_row(struct mm_json_reader *reader);
void mm_json_fill_block(const struct mm_json_reader *reader, struct mm_block *block);
void mm_json_free_output(struct mm_json_output *out);

/* json_rows.c: the next row, if there is one; else `done` is set. */
enum mm_status mm_json_read_row(struct mm_json_reader *reader);
size_t mm_json_progress(const struct mm_json_reader *reader); /* bytes of rows passed, from any start */
enum mm_status mm_json_next_block(struct mm_reader *reader, struct mm_block *block, struct mm_error *error);

/* json_columns.c. STARTS has the position of each array's first value and is taken over; the keys are set. */
enum mm_status mm_json_open_columns(struct mm_json_reader *reader, size_t *starts, size_t rows);
void mm_json_rewind_columns(struct mm_json_reader *reader);
enum mm_status mm_json_read_across(struct mm_json_reader *reader);

/* json_document.c: looks at the input's first value and sets shape, container, format and the place of the first row,
 * which is held in the window. PART may be null. */
enum mm_status mm_json_open_input(struct mm_json_reader *reader, const char *part);

/* mm_json_open with a window of CAPACITY bytes, so that tests can cut the input anywhere. */
enum mm_status mm_json_open_window(struct mm_reader **reader, struct mm_source *source, const char *part,
                                   const struct mm_read_options *options, size_t capacity, struct mm_error *error);

#endif
