/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of statements on predictions and what came of them, for each group: class scores with targets, or two
 * columns, a confidence and whether it was right. */
#ifndef MM_TOOL_PREDICTIONS_H
#define MM_TOOL_PREDICTIONS_H

#include "tool/table.h"
#include "tool/targets.h"

/* The group that a row of the result is about. */
struct mm_prediction_group {
    struct mm_run *run;
    const struct mm_strings *key_names;
    const struct mm_groups *groups; /* null without -g */
    size_t key_count, number;
    void *state;
    size_t missing; /* rows with missing cells */
    bool has_nan;   /* --na=keep let some through, which the state has not seen */
};

/* A state of `size` bytes, zeroed, for each group; `start` prepares it, `stop` releases what it holds. `add` takes the
 * n numbers of a row and, unless `target` is null, the class that came true; what it answers is reported with the row's
 * place; without targets MM_DOMAIN is a confidence outside [0, 1] (detail->index 0) or a correctness other than 0 and 1.
 * `finish` adds rows to the table, each begun by mm_prediction_row. */
struct mm_prediction_kernel {
    size_t size;
    void (*start)(void *state);
    enum mm_status (*add)(void *state, const double *x, size_t n, const size_t *target, struct mm_detail *detail);
    enum mm_status (*finish)(const struct mm_prediction_group *group, struct mm_table *table);
    void (*stop)(void *state);
    bool record; /* the result of one group is a record */
};

enum mm_status mm_run_predictions(struct mm_run *run, const struct mm_target_choice *choice,
                                  const struct mm_prediction_kernel *kernel);

/* Begins a row with the cells of the group's key. */
void mm_prediction_row(const struct mm_prediction_group *group, struct mm_table *table);

#endif
