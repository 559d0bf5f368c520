/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two inputs in step, as the rows of one matrix. */
#include "tool/joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

/* Copies the row at hand, which the next block would take away. */
static bool hold(struct mm_held *held, const struct mm_input *input) {
    size_t length = held->row.label.length;
    held->values = mm_new_doubles(1, input->chosen);
    held->label = held->row.label.text == NULL ? NULL : mm_copy_text(held->row.label.text, length);
    if (held->values == NULL || (held->row.label.text != NULL && held->label == NULL)) return false;
    memcpy(held->values, held->row.values, input->chosen * sizeof(double));
    held->row.values = held->values;
    held->row.label.text = held->label;
    return held->pending = true;
}

/* Whether INPUT has one row only. What was read for that is delivered again. */
static enum mm_status is_single(struct mm_input *input, struct mm_held *held, bool *single) {
    struct mm_row next;
    *single = false;
    MM_TRY(mm_input_row(input, &held->row));
    if (held->row.values == NULL || input->block.rows > 1) {
        input->block_row = 0;
        return MM_OK;
    }
    if (!hold(held, input)) return mm_fail_memory(&input->run->error);
    MM_TRY(mm_input_row(input, &next));
    *single = next.values == NULL;
    input->block_row = 0;
    return MM_OK;
}

enum mm_status mm_joint_open(struct mm_joint *joint, struct mm_run *run) {
    const struct mm_take take = {.by_cell = true}; /* the pair is what is dropped, not one side of it */
    bool one_row_of_a = false, one_row_of_b = false;
    *joint = (struct mm_joint){.run = run};
    MM_TRY(mm_input_open(&joint->a, run, 0, 1, &take));
    MM_TRY(mm_input_open(&joint->b, run, 1, 1, &take));
    if (joint->b.chosen > 1) MM_TRY(is_single(&joint->b, &joint->held_b, &one_row_of_b));
    if (one_row_of_b) MM_TRY(is_single(&joint->a, &joint->held_a, &one_row_of_a));
    joint->lying = one_row_of_b && !one_row_of_a;
    joint->columns = joint->a.chosen;
    joint->targets = joint->lying ? 1 : joint->b.chosen;
    joint->row = mm_new_doubles(1, joint->columns + joint->targets);
    return joint->row == NULL ? mm_fail_memory(&run->error) : MM_OK;
}

void mm_joint_close(struct mm_joint *joint) {
    mm_input_close(&joint->a);
    mm_input_close(&joint->b);
    free(joint->held_a.values);
    free(joint->held_a.label);
    free(joint->held_b.values);
    free(joint->held_b.label);
    free(joint->row);
}

static enum mm_status next_row(struct mm_input *input, struct mm_held *held, struct mm_row *row) {
    if (!held->pending) return mm_input_row(input, row);
    held->pending = false;
    *row = held->row;
    return MM_OK;
}

/* Number I of a B that lies; its name is the label of that row. */
static void next_lying(struct mm_joint *joint, size_t i) {
    const struct mm_schema *schema = &joint->b.schema;
    joint->row_b = (struct mm_row){.index = i, .line = joint->held_b.row.line};
    if (i >= joint->b.chosen) return;
    joint->row_b.values = joint->held_b.values + i;
    if (schema->columns[i].name[0] != '\0') joint->row_b.label = mm_span_of(schema->columns[i].name);
}

static enum mm_status fail_parted(struct mm_joint *joint) {
    if (joint->lying)
        return mm_run_fail(joint->run, MM_SHAPE, "%s is 1x%zu, but %s has %s rows", mm_operand_name(joint->run, 1),
                           joint->b.chosen, mm_operand_name(joint->run, 0),
                           joint->row_a.values != NULL ? "more" : "fewer");
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
    size_t n = joint->columns, q = joint->targets;
    for (;;) {
        bool missing = false;
        MM_TRY(next_row(&joint->a, &joint->held_a, &joint->row_a));
        if (joint->lying)
            next_lying(joint, joint->row_a.index);
        else
            MM_TRY(next_row(&joint->b, &joint->held_b, &joint->row_b));
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
    size_t n = joint->columns;
    struct mm_detail there = *detail;
    if (there.index < n) return mm_input_fail_kernel(&joint->a, &joint->row_a, status, n, &there, NULL);
    there.index -= n;
    if (joint->lying) there.index = joint->row_b.index;
    return mm_input_fail_kernel(&joint->b, &joint->row_b, status, joint->b.chosen, &there, NULL);
}
