/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two inputs in step, as the rows of one matrix. */
#include "tool/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum mm_status mm_joint_open(struct mm_joint *joint, struct mm_run *run) {
    const struct mm_take take = {.by_cell = true}; /* the pair is what is dropped, not one side of it */
    *joint = (struct mm_joint){.run = run};
    MM_TRY(mm_input_open(&joint->a, run, 0, 1, &take));
    MM_TRY(mm_input_open(&joint->b, run, 1, 1, &take));
    joint->row = mm_new_doubles(1, joint->a.chosen + joint->b.chosen);
    return joint->row == NULL ? mm_fail_memory(&run->error) : MM_OK;
}

void mm_joint_close(struct mm_joint *joint) {
    mm_input_close(&joint->a);
    mm_input_close(&joint->b);
    free(joint->row);
}

static enum mm_status fail_parted(struct mm_joint *joint) {
    bool a_longer = joint->row_a.values != NULL;
    const struct mm_row *row = a_longer ? &joint->row_a : &joint->row_b;
    return mm_input_fail(a_longer ? &joint->a : &joint->b, row, MM_SHAPE, "%s has only %zu row%s",
                         mm_operand_name(joint->run, a_longer ? 1 : 0), row->index, row->index == 1 ? "" : "s");
}

static enum mm_status check_labels(struct mm_joint *joint) {
    struct mm_span a = joint->row_a.label, b = joint->row_b.label;
    if (joint->run->common.ignore_labels || a.text == NULL || b.text == NULL || mm_span_equal(a, b)) return MM_OK;
    return mm_input_fail(&joint->a, &joint->row_a, MM_SHAPE,
                         "row label '%.*s', but '%.*s' in %s (--ignore-labels pairs by position)", (int)a.length,
                         a.text, (int)b.length, b.text, mm_operand_name(joint->run, 1));
}

enum mm_status mm_joint_next(struct mm_joint *joint, bool *more) {
    size_t n = joint->a.chosen, q = joint->b.chosen;
    for (;;) {
        bool missing = false;
        MM_TRY(mm_input_row(&joint->a, &joint->row_a));
        MM_TRY(mm_input_row(&joint->b, &joint->row_b));
        *more = joint->row_a.values != NULL;
        if (*more != (joint->row_b.values != NULL)) return fail_parted(joint);
        if (!*more) return MM_OK;
        MM_TRY(check_labels(joint));
        memcpy(joint->row, joint->row_a.values, n * sizeof(double));
        memcpy(joint->row + n, joint->row_b.values, q * sizeof(double));
        if (joint->run->common.missing != MM_MISSING_OMIT) return MM_OK;
        for (size_t j = 0; j < n + q && !missing; j++) missing = isnan(joint->row[j]) != 0;
        if (!missing) return MM_OK;
        joint->dropped++;
    }
}

enum mm_status mm_joint_fail_kernel(struct mm_joint *joint, enum mm_status status, const struct mm_detail *detail) {
    size_t n = joint->a.chosen;
    struct mm_detail there = *detail;
    if (there.index < n) return mm_input_fail_kernel(&joint->a, &joint->row_a, status, n, &there, NULL);
    there.index -= n;
    return mm_input_fail_kernel(&joint->b, &joint->row_b, status, joint->b.chosen, &there, NULL);
}
