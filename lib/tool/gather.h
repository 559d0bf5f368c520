/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of each column (and group) held in memory, for statistics that need them all at once. */
#ifndef MM_TOOL_GATHER_H
#define MM_TOOL_GATHER_H

#include "tool/grouping.h"

/* A state of mm_grouping: zeros are an empty one. NaN is counted and not held. Owns. */
struct mm_gathered {
    double *values;
    size_t count, capacity, missing;
};

enum mm_status mm_gather_add(void *state, const double *x, const double *weights, size_t n, size_t stride);
void mm_gather_stop(void *state);

/* Opens all operands, with -k, -g and --na, and reads them into a mm_gathered for each column and group. *ROWS is how many rows there
 * were; none: MM_TOO_FEW. */
enum mm_status mm_gather_read(struct mm_run *run, struct mm_input *input, struct mm_grouping *grouping, size_t *rows);
void mm_gather_free(struct mm_input *input, struct mm_grouping *grouping);

#endif
