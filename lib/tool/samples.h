/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One or two columns as samples, for each group, with strata and clusters: what resampling and tests read. */
#ifndef MM_TOOL_SAMPLES_H
#define MM_TOOL_SAMPLES_H

#include "data/groups.h"
#include "tool/expressed.h"
#include "tool/input.h"
#include "tool/table.h"

struct mm_sample_choice {
    size_t columns;       /* 1 or 2; 0: either will do */
    bool paired;          /* a row is a pair: a missing cell drops both */
    const char *strata;   /* column, or null */
    const char *clusters; /* column, or null */
    const char *levels;   /* long form: a column whose two values tell x from y, in order of appearance; then one column
                             of values, no strata and clusters, and pairs are the first of either, the second, … */
    const char *expression; /* instead of columns: an expression with one value for all rows, which names its columns;
                               a sample then has whole rows of these, and one with a missing cell is dropped */
};

/* The samples of one group. Codes are numbers of strata and clusters, shared by all groups (so some may not occur in
 * one); null where not asked for. Owns. */
struct mm_sample {
    double *x, *y; /* of an expression: x has rows of `columns` numbers */
    size_t n, n_y, capacity, capacity_y;
    uint32_t *strata, *strata_y, *clusters, *clusters_y;
    size_t missing; /* missing cells (pairs): left out under --na=omit */
    bool has_nan;   /* --na=keep let one through */
};

struct mm_samples {
    struct mm_input input;
    struct mm_groups *groups;      /* null without -g */
    struct mm_groups *levels;      /* null unless asked for; has at most two */
    size_t columns;                /* of values */
    struct mm_expressed expressed; /* if there is an expression */
    size_t by_columns;
    struct mm_sample *items;
    size_t count, capacity;
};

/* Reads all operands. The columns are those of -k, or all numeric ones where there are just as many as wanted. No rows:
 * MM_TOO_FEW; more than two levels: MM_DATA; a pair without its other half: MM_SHAPE. */
enum mm_status mm_samples_read(struct mm_samples *samples, struct mm_run *run, const struct mm_sample_choice *choice);
/* What the first (0) or second (1) sample is called: its level, else its column's name, else its column's number, in
 * BUFFER. */
const char *mm_samples_name(const struct mm_samples *samples, size_t which, char buffer[64]);
/* The key cells of group I as the next fields of a table. */
void mm_samples_keys(const struct mm_samples *samples, size_t i, struct mm_table *table);
/* An error about group I: puts its key before what run->error says. Returns the status of the error. */
enum mm_status mm_samples_fail(const struct mm_samples *samples, size_t i);
void mm_samples_free(struct mm_samples *samples);

#endif
