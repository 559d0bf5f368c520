/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The numbers of each column (and group) held in memory. */
#include "tool/gather.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

enum mm_status mm_gather_add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    struct mm_gathered *held = state;
    (void)weights;
    if (!mm_grow(&held->values, &held->capacity, held->count, n, sizeof *x)) return MM_MEMORY;
    double *to = held->values + held->count;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        to[kept] = x[i * stride];
        kept += isnan(x[i * stride]) ? 0 : 1;
    }
    held->missing += n - kept;
    held->count += kept;
    return MM_OK;
}

void mm_gather_stop(void *state) {
    struct mm_gathered *held = state;
    free(held->values);
}

enum mm_status mm_gather_read(struct mm_run *run, struct mm_input *input, struct mm_grouping *grouping, size_t *rows) {
    MM_TRY(mm_input_open(input, run, 0, run->operand_count, &(struct mm_take){.keys = run->common.by}));
    MM_TRY(mm_grouping_start(grouping, input, sizeof(struct mm_gathered), NULL, mm_gather_stop));
    MM_TRY(mm_grouping_accumulate(grouping, mm_gather_add, rows));
    if (*rows == 0) return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(input), 0, 0, "no rows");
    return MM_OK;
}

void mm_gather_free(struct mm_input *input, struct mm_grouping *grouping) {
    mm_grouping_stop(grouping);
    mm_input_close(input);
}
