/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of losses. */
#include "tool/losses.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "data/groups.h"
#include "tool/table.h"

struct mean {
    struct mm_exact sum;
    size_t count;
};

struct losses {
    struct mm_targets targets;
    const struct mm_loss_kernel *kernel;
    struct mm_groups *groups; /* null without -g: one mean */
    struct mean *means;
    size_t count, capacity;
};

static enum mm_status next(struct losses *losses, struct mm_target_row *row, double *value) {
    struct mm_input *input = &losses->targets.input;
    struct mm_detail detail = {0};
    MM_TRY(mm_targets_next(&losses->targets, row));
    *value = NAN;
    if (row->row.values == NULL || row->missing) return MM_OK;
    enum mm_status status = losses->kernel->loss(row->row.values, input->chosen, row->target, value, &detail);
    if (status == MM_OK) return MM_OK;
    return mm_input_fail_kernel(input, &row->row, status, input->chosen, &detail, losses->kernel->hint);
}

static enum mm_status list(struct losses *losses, struct mm_run *run) {
    struct mm_input *input = &losses->targets.input;
    struct mm_quantity quantity;
    MM_TRY(mm_quantity_start(&quantity, run, losses->kernel->name, input->schema.named, input->schema.label_name,
                             losses->kernel->reduction));
    for (;;) {
        struct mm_target_row row;
        double value;
        MM_TRY(next(losses, &row, &value));
        if (row.row.values == NULL) return mm_quantity_finish(&quantity);
        MM_TRY(mm_quantity_add(&quantity, value, row.row.label));
        if (input->block_row == input->block.rows) MM_TRY(mm_quantity_pause(&quantity));
    }
}

static enum mm_status explain(struct losses *losses, struct mm_run *run) {
    struct mm_input *input = &losses->targets.input;
    struct mm_board board = {.run = run};
    for (;;) {
        struct mm_target_row row;
        double value;
        MM_TRY(next(losses, &row, &value));
        if (row.row.values == NULL) return mm_board_write(&board);
        if (row.missing) continue;
        mm_board_begin(&board);
        losses->kernel->explain(row.row.values, input->chosen, row.target, input->schema.columns[row.target].name,
                                value, &board);
        if (input->block_row == input->block.rows) MM_TRY(mm_board_write(&board));
    }
}

static enum mm_status add(struct losses *losses, struct mm_run *run, const struct mm_span *keys, double value) {
    size_t group = 0;
    if (losses->groups != NULL && !mm_groups_find(losses->groups, keys, &group)) return mm_fail_memory(&run->error);
    if (group == losses->count) {
        if (!mm_grow(&losses->means, &losses->capacity, losses->count, 1, sizeof *losses->means))
            return mm_fail_memory(&run->error);
        mm_exact_clear(&losses->means[group].sum);
        losses->means[losses->count++].count = 0;
    }
    mm_exact_add(&losses->means[group].sum, value);
    losses->means[group].count++;
    return MM_OK;
}

static double result(const struct losses *losses, size_t group) {
    return losses->kernel->of_mean(mm_exact_divide(&losses->means[group].sum, losses->means[group].count));
}

static enum mm_status average(struct losses *losses, struct mm_run *run, size_t key_count) {
    struct mm_table table = {0};
    for (;;) {
        struct mm_target_row row;
        double value;
        MM_TRY(next(losses, &row, &value));
        if (row.row.values == NULL) break;
        MM_TRY(add(losses, run, row.keys, value));
    }
    if (losses->count == 0) return mm_run_fail(run, MM_TOO_FEW, "no rows");
    if (losses->groups == NULL) return mm_output_number(run, result(losses, 0));
    for (size_t group = 0; group < losses->count; group++) {
        const struct mm_span *cells = mm_groups_key(losses->groups, group);
        mm_table_row(&table);
        for (size_t j = 0; j < key_count; j++)
            mm_table_text(&table, losses->targets.input.key_names.items[j], cells[j].text, cells[j].length);
        mm_table_number(&table, losses->kernel->name, result(losses, group));
    }
    return mm_table_output(&table, run, false);
}

enum mm_status mm_run_losses(struct mm_run *run, const struct mm_target_choice *choice,
                             const struct mm_loss_kernel *kernel) {
    struct losses losses = {.kernel = kernel};
    MM_TRY(mm_targets_open(&losses.targets, run, choice));
    size_t key_count = losses.targets.input.key_names.count - (choice->column != NULL);
    if (kernel->of_mean != NULL && key_count > 0) {
        losses.groups = mm_groups_new(key_count);
        if (losses.groups == NULL) return mm_fail_memory(&run->error);
    }
    enum mm_status status = kernel->of_mean != NULL ? average(&losses, run, key_count)
                            : run->common.explain   ? explain(&losses, run)
                                                    : list(&losses, run);
    mm_groups_free(losses.groups);
    free(losses.means);
    mm_targets_close(&losses.targets);
    return status;
}
