/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An accumulator for each column of each group of rows: what the column drivers share. */
#ifndef MM_TOOL_GROUPING_H
#define MM_TOOL_GROUPING_H

#include "data/groups.h"
#include "tool/input.h"
#include "tool/table.h"

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
/* The group of row I of BLOCK, made if new. */
enum mm_status mm_grouping_find(struct mm_grouping *grouping, const struct mm_block *block, size_t i, size_t *group);
void *mm_grouping_state(const struct mm_grouping *grouping, size_t group, size_t column);
/* Rows from FROM on that share the group of row FROM: *END behind the last. */
enum mm_status mm_grouping_run(struct mm_grouping *grouping, const struct mm_block *block, size_t from, size_t *end,
                               size_t *group);
/* The key cells of GROUP as the next fields of a table. */
void mm_grouping_keys(const struct mm_grouping *grouping, size_t group, struct mm_table *table);
void mm_grouping_stop(struct mm_grouping *grouping);

#endif
