/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A byte source cut into chunks of whole CSV rows. */
#ifndef MM_IO_CSV_INPUT_H
#define MM_IO_CSV_INPUT_H

#include "io/csv_rows.h"
#include "io/source.h"

/* Large enough that what a chunk costs once does not count, small enough to stay in the second-level cache. */
enum { MM_CSV_CHUNK = 128 << 10 };

/* Owns its text, which has MM_CSV_PADDING bytes behind it. Starts as {0}. */
struct mm_csv_chunk {
    char *text;
    size_t size;
    size_t capacity;
};

bool mm_csv_chunk_reserve(struct mm_csv_chunk *chunk, size_t capacity); /* room for CAPACITY bytes; false: memory */
bool mm_csv_chunk_copy(struct mm_csv_chunk *to, const char *text, size_t size); /* false: memory */
bool mm_csv_end_last_row(struct mm_csv_chunk *chunk); /* adds a line end where the last one has none; false: memory */
void mm_csv_chunk_free(struct mm_csv_chunk *chunk);

struct mm_csv_input {
    struct mm_source *source;             /* borrowed */
    const struct mm_csv_dialect *dialect; /* borrowed */
    struct mm_csv_chunk pending;          /* read and not given out yet */
    bool ended;                           /* the source has no more, or nothing more of it is wanted */
    bool carriage;                        /* what was given out last ends in CR: an LF that follows belongs to it */
    bool interruptible;                   /* the thread may be cancelled while it waits for the source */
};

void mm_csv_input_free(struct mm_csv_input *input);

/* Reads once more, as much as fits (twice the room if CHUNK is full), behind what CHUNK holds. Sets `ended` at the end,
 * and where CHUNK holds part of a row that cannot become whole: a cell over 16 MiB, a misplaced quote. */
enum mm_status mm_csv_input_more(struct mm_csv_input *input, struct mm_csv_chunk *chunk, struct mm_error *error);

/* Takes SIZE bytes off the start of what is pending. */
void mm_csv_input_drop(struct mm_csv_input *input, size_t size);

/* Fills CHUNK with the rows that are there, waiting for at least one; the last row is given its line end if it has
 * none. Size 0 at the end. */
enum mm_status mm_csv_input_next(struct mm_csv_input *input, struct mm_csv_chunk *chunk, struct mm_error *error);

#endif
