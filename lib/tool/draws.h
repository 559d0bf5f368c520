/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of draws: numbers of classes for each row, on several threads. */
#ifndef MM_TOOL_DRAWS_H
#define MM_TOOL_DRAWS_H

#include "tool/input.h"

/* Each thread has states of its own, made by `start` for vectors of n numbers (null: memory) and released by `stop`.
 * `prepare` takes the numbers of a row; `draw` then gives draws FIRST (even) to FIRST + COUNT - 1 of it, and any thread
 * may call it. What they give depends on the row alone. */
struct mm_draw_kernel {
    size_t count; /* draws from each row */
    bool names;   /* print names of classes instead of numbers */
    const void *context;
    void *(*start)(const void *context, size_t n);
    enum mm_status (*prepare)(void *state, const double *x, size_t row, struct mm_detail *detail);
    void (*draw)(const void *state, size_t first, double *classes, size_t count);
    void (*stop)(void *state);
};

/* All operands, a vector in each row; one column is one vector, whose row labels name the classes. One line for each
 * draw, with the row's label. */
enum mm_status mm_run_draws(struct mm_run *run, const struct mm_draw_kernel *kernel);

#endif
