/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One number per row, streamed: a column with a name where the input has names, a bare number where there is one row.
 */
#ifndef MM_TOOL_QUANTITY_H
#define MM_TOOL_QUANTITY_H

#include "numeric/exact.h"
#include "tool/output.h"

enum mm_reduction { MM_REDUCE_NONE, MM_REDUCE_MEAN, MM_REDUCE_SUM };

/* Starts with mm_quantity_start; numbers wait in `values` until a block is full or the input pauses. */
struct mm_quantity {
    struct mm_run *run;
    struct mm_output output;
    struct mm_schema schema;
    enum mm_reduction reduction;
    struct mm_exact sum;
    bool opened;
    size_t count; /* numbers in all */
    double *values;
    size_t waiting, value_capacity;
    struct mm_buffer label_text;
    size_t *label_ends;
    size_t label_capacity;
};

/* NAME heads the column if NAMED, or if rows are LABELLED (by a column headed LABEL_NAME; null: none). */
enum mm_status mm_quantity_start(struct mm_quantity *quantity, struct mm_run *run, const char *name, bool named,
                                 const char *label_name, enum mm_reduction reduction);
enum mm_status mm_quantity_add(struct mm_quantity *quantity, double value, struct mm_span label);
/* Writes what waits; called at the end of each block of input, so that results go out as rows come in. */
enum mm_status mm_quantity_pause(struct mm_quantity *quantity);
/* The end; no rows at all is MM_TOO_FEW under a reduction, else an empty column. */
enum mm_status mm_quantity_finish(struct mm_quantity *quantity);

#endif
