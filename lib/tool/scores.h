/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scores of several models on the same items: a column for each model, or a row for each item and model. */
#ifndef MM_TOOL_SCORES_H
#define MM_TOOL_SCORES_H

#include "data/groups.h"
#include "tool/input.h"
#include "tool/table.h"

struct mm_score_choice {
    const char *item, *model, *score; /* columns of the long form; all null: the wide form */
    const char *baseline;             /* a model, or null */
};

enum mm_score_state { MM_SCORE_ABSENT, MM_SCORE_MISSING, MM_SCORE_PRESENT };

struct mm_score {
    double value;
    enum mm_score_state state;
};

/* Items are rows, or in the long form what the column of items says (within a group of -g). Owns. */
struct mm_scores {
    struct mm_input input;
    struct mm_strings models; /* in order of the columns, or of first appearance */
    size_t baseline;          /* which model it is; (size_t)-1: none */
    struct mm_groups *groups; /* -g; null: all items are one group */
    size_t group_count;
    struct mm_groups *items;  /* long form */
    struct mm_score **scores; /* model × item */
    size_t *group_of;         /* each item */
    size_t item_count, item_capacity, group_capacity, model_capacity;
    size_t *order, *group_start; /* items group by group; groups + 1 numbers */
};

/* Reads all operands. A score that stands twice: MM_DATA; a baseline that is no model, or one model alone: MM_USAGE. */
enum mm_status mm_scores_read(struct mm_scores *scores, struct mm_run *run, const struct mm_score_choice *choice);
void mm_scores_free(struct mm_scores *scores);

/* The scores of models A and B on the items of GROUP that both have, in order, into X and Y (room for all items). */
struct mm_score_pair {
    double *x, *y;
    size_t n, unmatched, missing; /* items that one of both lacks; with a missing score */
    bool has_nan;                 /* --na=keep */
};
void mm_scores_pair(const struct mm_scores *scores, size_t group, size_t a, size_t b, struct mm_score_pair *pair);

/* The key cells of GROUP as the next fields of a table; an error about it, with its key. */
void mm_scores_keys(const struct mm_scores *scores, size_t group, struct mm_table *table);
enum mm_status mm_scores_fail(const struct mm_scores *scores, size_t group);

#endif
