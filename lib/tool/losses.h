/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of losses: a number for each prediction and the class that came true, or their mean for each group. */
#ifndef MM_TOOL_LOSSES_H
#define MM_TOOL_LOSSES_H

#include "tool/explain.h"
#include "tool/quantity.h"
#include "tool/targets.h"

/* `loss` maps n numbers and the class t < n to a number. With `of_mean` the result is that of the mean loss, of all
 * rows or of each group of -g; else the losses row by row, or reduced. `explain` (for commands with --explain) puts a
 * row on the board; NAME is the class's, or "". */
struct mm_loss_kernel {
    enum mm_status (*loss)(const double *x, size_t n, size_t target, double *value, struct mm_detail *detail);
    double (*of_mean)(double mean);
    void (*explain)(const double *x, size_t n, size_t target, const char *name, double value, struct mm_board *board);
    const char *name; /* heads the column of numbers */
    const char *hint; /* added to "not a distribution: …"; may be null */
    enum mm_reduction reduction;
};

enum mm_status mm_run_losses(struct mm_run *run, const struct mm_target_choice *choice,
                             const struct mm_loss_kernel *kernel);

#endif
