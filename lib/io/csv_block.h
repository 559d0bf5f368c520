/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chunk of whole CSV rows made into a block: which cells are wanted, and as what. */
#ifndef MM_IO_CSV_BLOCK_H
#define MM_IO_CSV_BLOCK_H

#include "io/csv_input.h"
#include "io/csv_rows.h"
#include "io/missing.h"

#define MM_CSV_NO_FIELD ((size_t)-1)

/* One requested column. */
struct mm_csv_want {
    size_t field; /* from 0 */
    size_t slot;  /* its place among the block's numbers or texts */
    enum mm_kind as;
    const char *name; /* borrowed */
};

/* All that turning rows into a block depends on. Threads share it; nothing changes it once rows are read. */
struct mm_csv_plan {
    const char *file;
    struct mm_csv_dialect dialect;
    struct mm_tokens tokens;
    enum mm_missing missing;
    size_t fields; /* in every row */
    size_t label;  /* the field with the labels, from 0, or MM_CSV_NO_FIELD */
    struct mm_csv_want *wants;
    size_t want_count;
    size_t number_columns;
    size_t text_columns;
};

/* One chunk and what came of it, with memory that is used again for the next. Starts as {0}; then bind. Owns. */
struct mm_csv_work {
    const struct mm_csv_plan *plan;
    struct mm_csv_chunk chunk;
    struct mm_csv_rows rows;
    double *numbers;
    struct mm_span *texts;
    struct mm_span *labels;
    size_t *lines; /* from 1 at the start of the chunk */
    size_t count;  /* rows kept */
    size_t capacity;
    size_t dropped;        /* rows left out under --na=omit */
    size_t leading;        /* those of them that came before the first row kept */
    size_t line_count;     /* lines in the chunk */
    enum mm_status status; /* of the row behind the last one kept */
    struct mm_error error; /* its line counted as in `lines` */
    bool last;             /* the input ended: the chunk is empty */
};

/* Ties WORK to PLAN. False: memory. */
bool mm_csv_work_bind(struct mm_csv_work *work, const struct mm_csv_plan *plan);
void mm_csv_work_free(struct mm_csv_work *work);

/* Takes the next chunk from INPUT; sets `last` at its end or failure. */
void mm_csv_work_fill(struct mm_csv_work *work, struct mm_csv_input *input);

/* Parses the chunk; a pure function of chunk and plan. Rows before a fault are kept. */
void mm_csv_work_parse(struct mm_csv_work *work);

#endif
