/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of statements on predictions and what came of them. */
#include "tool/predictions.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/number.h"

struct group {
    void *state;
    size_t missing;
    bool has_nan;
};

struct predictions {
    const struct mm_prediction_kernel *kernel;
    struct mm_targets targets; /* its input alone is open where there are no targets */
    bool has_targets;
    struct mm_groups *groups; /* null without -g: one group */
    size_t key_count;
    struct group *items;
    size_t count, capacity;
};

static enum mm_status open_pair(struct predictions *predictions, struct mm_run *run) {
    struct mm_input *input = &predictions->targets.input;
    predictions->targets.run = run;
    MM_TRY(
        mm_input_open(input, run, 0, run->operand_count, &(struct mm_take){.keys = run->common.by, .by_cell = true}));
    if (input->chosen == 2) return MM_OK;
    return mm_run_fail(run, MM_USAGE,
                       "%zu column%s: name two with -k, a confidence and whether it was right; or --target",
                       input->chosen, input->chosen == 1 ? "" : "s");
}

static enum mm_status open_all(struct predictions *predictions, struct mm_run *run,
                               const struct mm_target_choice *choice) {
    struct mm_target_choice counted = *choice;
    counted.counts = true;
    predictions->has_targets = choice->column != NULL || choice->file != NULL;
    MM_TRY(predictions->has_targets ? mm_targets_open(&predictions->targets, run, &counted)
                                    : open_pair(predictions, run));
    predictions->key_count = predictions->targets.input.key_names.count - (choice->column != NULL);
    if (predictions->key_count == 0) return MM_OK;
    predictions->groups = mm_groups_new(predictions->key_count);
    return predictions->groups != NULL ? MM_OK : mm_fail_memory(&run->error);
}

static enum mm_status next(struct predictions *predictions, struct mm_target_row *row) {
    struct mm_input *input = &predictions->targets.input;
    if (predictions->has_targets) return mm_targets_next(&predictions->targets, row);
    *row = (struct mm_target_row){0};
    MM_TRY(mm_input_row(input, &row->row));
    if (row->row.values == NULL) return MM_OK;
    row->missing = isnan(row->row.values[0]) || isnan(row->row.values[1]);
    if (predictions->key_count > 0) row->keys = input->block.texts + (input->block_row - 1) * input->block.text_columns;
    return MM_OK;
}

/* The group of a row, made if new; null: memory. */
static struct group *find_group(struct predictions *predictions, const struct mm_span *keys) {
    size_t number = 0;
    if (predictions->groups != NULL && !mm_groups_find(predictions->groups, keys, &number)) return NULL;
    if (number < predictions->count) return &predictions->items[number];
    if (!mm_grow(&predictions->items, &predictions->capacity, number, 1, sizeof *predictions->items)) return NULL;
    struct group *group = &predictions->items[number];
    *group = (struct group){.state = mm_new_zero(1, predictions->kernel->size)};
    if (group->state == NULL) return NULL;
    predictions->count++;
    predictions->kernel->start(group->state);
    return group;
}

static enum mm_status fail_row(struct predictions *predictions, const struct mm_target_row *row, enum mm_status status,
                               const struct mm_detail *detail) {
    struct mm_input *input = &predictions->targets.input;
    char value[MM_NUMBER_TEXT];
    if (predictions->has_targets || status != MM_DOMAIN)
        return mm_input_fail_kernel(input, &row->row, status, input->chosen, detail,
                                    "--normalize divides by it, --logits takes the softmax");
    mm_format_number(detail->value, value);
    return mm_input_fail(input, &row->row, MM_DATA, "%s, not %s (column %zu)",
                         detail->index == 0 ? "a confidence is from 0 to 1" : "right is 1 and wrong is 0", value,
                         input->schema.columns[detail->index].position);
}

static enum mm_status read_all(struct predictions *predictions, struct mm_run *run) {
    for (;;) {
        struct mm_target_row row;
        struct mm_detail detail = {0};
        MM_TRY(next(predictions, &row));
        if (row.row.values == NULL) break;
        struct group *group = find_group(predictions, row.keys);
        if (group == NULL) return mm_fail_memory(&run->error);
        group->missing += row.missing;
        group->has_nan |= row.missing && run->common.missing == MM_MISSING_KEEP;
        if (row.missing) continue;
        enum mm_status status =
            predictions->kernel->add(group->state, row.row.values, predictions->targets.input.chosen,
                                     predictions->has_targets ? &row.target : NULL, &detail);
        if (status != MM_OK) return fail_row(predictions, &row, status, &detail);
    }
    if (predictions->count > 0) return MM_OK;
    return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&predictions->targets.input), 0, 0, "no rows");
}

void mm_prediction_row(const struct mm_prediction_group *group, struct mm_table *table) {
    mm_table_row(table);
    mm_table_keys(table, group->key_names, group->key_count, group->groups, group->number);
}

static enum mm_status write_all(struct predictions *predictions, struct mm_run *run) {
    struct mm_table table = {0};
    const struct mm_strings *key_names = &predictions->targets.input.key_names;
    for (size_t i = 0; i < predictions->count; i++) {
        const struct group *item = &predictions->items[i];
        const struct mm_prediction_group group = {run, key_names,   predictions->groups, predictions->key_count,
                                                  i,   item->state, item->missing,       item->has_nan};
        if (predictions->kernel->finish(&group, &table) != MM_OK)
            return mm_group_fail(run, key_names, predictions->groups, i);
    }
    return mm_table_output(&table, run, predictions->kernel->record && predictions->groups == NULL);
}

enum mm_status mm_run_predictions(struct mm_run *run, const struct mm_target_choice *choice,
                                  const struct mm_prediction_kernel *kernel) {
    struct predictions predictions = {.kernel = kernel};
    MM_TRY(open_all(&predictions, run, choice));
    MM_TRY(read_all(&predictions, run));
    MM_TRY(write_all(&predictions, run));
    for (size_t i = 0; i < predictions.count; i++) {
        kernel->stop(predictions.items[i].state);
        free(predictions.items[i].state);
    }
    free(predictions.items);
    mm_groups_free(predictions.groups);
    if (predictions.has_targets)
        mm_targets_close(&predictions.targets);
    else
        mm_input_close(&predictions.targets.input);
    return MM_OK;
}
