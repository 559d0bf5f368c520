/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of maps over vectors: each row (or column, or everything) in, a vector or a number out; rows stream. */
#ifndef MM_TOOL_ROWS_H
#define MM_TOOL_ROWS_H

#include "tool/explain.h"

/* `apply` maps the n numbers x to n numbers y or, with `to_number`, to y[0]. What it answers is reported with the
 * row's place; a NaN that --na=keep let through makes the result NaN instead. `explain` (for commands with --explain)
 * puts on the board what a teacher would write of it. Threads share the rows that become numbers: `apply` keeps
 * nothing. With `weights`, vectors are columns and `apply_weighted` (to a number) is used, which may overwrite x. */
struct mm_row_kernel {
    /* The same for many rows at once, where that is faster; may be null. What fails here is done again row by row. */
    enum mm_status (*apply_rows)(const void *context, const double *x, size_t rows, size_t n, double *y,
                                 struct mm_detail *detail);
    enum mm_status (*apply)(const void *context, const double *x, size_t n, double *y, struct mm_detail *detail);
    enum mm_status (*apply_weighted)(const void *context, double *x, const double *weights, size_t n, double *y,
                                     struct mm_detail *detail);
    void (*explain)(const void *context, const double *x, size_t n, const double *y, struct mm_board *board);
    const void *context;
    bool to_number;
    const char *name;    /* heads the column of numbers */
    const char *hint;    /* added to "not a distribution: …"; may be null */
    const char *refusal; /* what an entry is that is MM_DATA to `apply`: "not a count" */
    const char *weights; /* the column of weights; null: none */
};

/* Runs it over all operands, with -k and --axis; writes the result. Constant memory along rows; one vector (a
 * one-column input, or
 * --axis=all) and --axis=columns hold the numbers. */
enum mm_status mm_run_rows(struct mm_run *run, const struct mm_row_kernel *kernel);

#endif
