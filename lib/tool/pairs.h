/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of quantities of two vectors: two inputs row by row, two columns, or two rows. */
#ifndef MM_TOOL_PAIRS_H
#define MM_TOOL_PAIRS_H

#include "tool/explain.h"
#include "tool/quantity.h"

/* `prepare` (may be null) checks or transforms one vector of n numbers into TO; what it answers is reported with the
 * row's place. `combine` makes a number of two prepared vectors. `explain` (for commands with
 * --explain) puts on the board what a teacher would write. */
struct mm_pair_kernel {
    enum mm_status (*prepare)(const void *context, const double *x, size_t n, double *to, struct mm_detail *detail);
    double (*combine)(const void *context, const double *p, const double *q, size_t n);
    void (*explain)(const void *context, const double *p, const double *q, size_t n, double value,
                    struct mm_board *board);
    const void *context;
    const char *name; /* heads the column of numbers */
    const char *hint;
    bool broadcast; /* a second input with one row serves every row of the first */
    enum mm_reduction reduction;
};

/* One operand: two columns named with -k, else two rows. Two operands: vectors, or matrices paired row by row (constant
 * memory). Names of columns and labels of rows must agree (--ignore-labels); different numbers of rows are an error at
 * the row where they part. */
enum mm_status mm_run_pairs(struct mm_run *run, const struct mm_pair_kernel *kernel);

#endif
