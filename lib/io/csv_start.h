/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the start of a CSV input until it is known what the table is. */
#ifndef MM_IO_CSV_START_H
#define MM_IO_CSV_START_H

#include "io/csv_head.h"

/* Owns head. */
struct mm_csv_start {
    struct mm_csv_head head;
    bool named;   /* the first row is a header */
    size_t label; /* the field with row labels, from 0, or MM_CSV_NO_FIELD */
    size_t lines; /* passed before the first row of data */
};

/* Passes over a byte order mark, skipped lines and the header, so that INPUT gives the rows of data next, and completes
 * DIALECT (which INPUT refers to) with the delimiter. Reads no more than it takes to be certain. */
enum mm_status mm_csv_start(struct mm_csv_start *start, struct mm_csv_input *input, struct mm_csv_dialect *dialect,
                            const struct mm_tokens *tokens, const struct mm_read_options *options,
                            struct mm_error *error);

#endif
