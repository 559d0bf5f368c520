/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An accumulator for each column of each group of rows: what the column drivers share. */
#ifndef MM_TOOL_GROUPING_H
#define MM_TOOL_GROUPING_H

#include "data/groups.h"
#include "tool/input.h"
#include "tool/table.h"

typedef enum mm_status mm_add_function(void *state, const double *x, const double *weights, size_t n, size_t stride);

struct mm_grouping {
    struct mm_input *input;
    struct mm_groups *groups; /* null without -g: one group of all rows */
    size_t state_size;
    enum mm_status (*start)(void *state);
    void (*stop)(void *state);
    char *states; /* groups × chosen columns */
    size_t count, capacity;
};

/* One group without keys exists from the start. */
enum mm_status mm_grouping_start(struct mm_grouping *grouping, struct mm_input *input, size_t state_size,
                                 enum mm_status (*start)(void *), void (*stop)(void *));
void *mm_grouping_state(const struct mm_grouping *grouping, size_t group, size_t column);
/* Adds every row of the input: `add` takes n numbers x[0], x[stride], … of one column and group and, if the input has
 * an extra column, the weights at the same places (else null). *ROWS is how many rows there were. */
enum mm_status mm_grouping_accumulate(struct mm_grouping *grouping, mm_add_function *add, size_t *rows);
/* Calls TASK for each state on the threads of the run, unless ROWS are few; INDEX counts them, a group's columns behind
 * each other. */
void mm_grouping_parallel(const struct mm_grouping *grouping, size_t rows,
                          void (*task)(void *context, size_t index, size_t worker), void *context);
/* STATUS of an accumulator in words that name the column. */
enum mm_status mm_grouping_fail(const struct mm_grouping *grouping, size_t column, enum mm_status status);
/* The same of one group, which is named too; TEXT (null: what the status says) is the reason. */
enum mm_status mm_grouping_refuse(const struct mm_grouping *grouping, size_t group, size_t column,
                                  enum mm_status status, const char *text);
/* The key cells of GROUP as the next fields of a table. */
void mm_grouping_keys(const struct mm_grouping *grouping, size_t group, struct mm_table *table);
void mm_grouping_stop(struct mm_grouping *grouping);

#endif
