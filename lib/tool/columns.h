/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of statistics that make one number of a column: one row out, a column per numeric column, one pass. */
#ifndef MM_TOOL_COLUMNS_H
#define MM_TOOL_COLUMNS_H

#include "tool/run.h"

/* An accumulator, one for each column (and group). `size` bytes of state, zeroed; `start` prepares it (null: zeros will
 * do) and `stop` releases what it holds (null: nothing). `add` takes n numbers x[0], x[stride], … and, with `weights`,
 * the weights at the same places (else null). `finish` answers the number; its status is reported with the column's
 * name. */
struct mm_column_statistic {
    size_t size;
    enum mm_status (*start)(void *state);
    enum mm_status (*add)(void *state, const double *x, const double *weights, size_t n, size_t stride);
    enum mm_status (*finish)(void *state, double *value);
    void (*stop)(void *state);
    const char *weights;   /* the column of weights; null: none */
    bool defined_for_none; /* an input without rows has a value (a sum is 0) */
    const char *needs;     /* what MM_TOO_FEW lacks: "it takes two values"; null: the status says enough */
};

/* Runs it over all operands, with -k, -g and --na; writes the result. */
enum mm_status mm_run_columns(struct mm_run *run, const struct mm_column_statistic *statistic);

#endif
