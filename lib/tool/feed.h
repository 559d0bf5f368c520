/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass of rows into an accumulator, and where it needs one, a second pass that maps the same rows. */
#ifndef MM_TOOL_FEED_H
#define MM_TOOL_FEED_H

#include "tool/input.h"
#include "tool/spool.h"

/* Takes COUNT rows of COLUMNS numbers; on MM_NOT_FINITE detail->index tells which of them. */
typedef enum mm_status mm_feed_add(void *state, const double *rows, size_t count, size_t columns,
                                   struct mm_detail *detail);

/* Gives STATE all rows of INPUT, and KEEP too unless that is null. A number that ADD refuses is named with its line. */
enum mm_status mm_feed(struct mm_input *input, mm_feed_add *add, void *state, struct mm_spool *keep);

/* What each of the rows kept becomes: so many columns, named PREFIX1, PREFIX2, …; labels stay. */
struct mm_feed_map {
    enum mm_status (*map)(const void *context, const double *rows, size_t count, double *to);
    const void *context;
    size_t rows, columns; /* rows: how many were kept */
    const char *prefix;
};

/* To the output, a block at a time (with names if INPUT had any); or into a matrix. */
enum mm_status mm_feed_output(struct mm_spool *spool, const struct mm_input *input, const struct mm_feed_map *map);
enum mm_status mm_feed_matrix(struct mm_spool *spool, const struct mm_feed_map *map, struct mm_matrix *matrix);

#endif
