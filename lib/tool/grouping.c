/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An accumulator for each column of each group of rows: what the column drivers share. */
#include "tool/grouping.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "base/parallel.h"

static enum mm_status add_group(struct mm_grouping *grouping) {
    size_t columns = grouping->input->chosen, used = grouping->count * columns;
    if (!mm_grow(&grouping->states, &grouping->capacity, used, columns, grouping->state_size))
        return mm_fail_memory(&grouping->input->run->error);
    memset(grouping->states + used * grouping->state_size, 0, columns * grouping->state_size);
    grouping->count++;
    for (size_t j = 0; grouping->start != NULL && j < columns; j++)
        if (grouping->start(mm_grouping_state(grouping, grouping->count - 1, j)) != MM_OK)
            return mm_fail_memory(&grouping->input->run->error);
    return MM_OK;
}

enum mm_status mm_grouping_start(struct mm_grouping *grouping, struct mm_input *input, size_t state_size,
                                 enum mm_status (*start)(void *), void (*stop)(void *)) {
    *grouping = (struct mm_grouping){.input = input, .state_size = state_size, .start = start, .stop = stop};
    if (input->key_names.count == 0) return add_group(grouping);
    grouping->groups = mm_groups_new(input->key_names.count);
    return grouping->groups != NULL ? MM_OK : mm_fail_memory(&input->run->error);
}

/* The group of row I of BLOCK, made if new. */
static enum mm_status find(struct mm_grouping *grouping, const struct mm_block *block, size_t i, size_t *group) {
    *group = 0;
    if (grouping->groups == NULL) return MM_OK;
    if (!mm_groups_find(grouping->groups, block->texts + i * block->text_columns, group))
        return mm_fail_memory(&grouping->input->run->error);
    return *group == grouping->count ? add_group(grouping) : MM_OK;
}

/* Rows from FROM on that share the group of row FROM: *END behind the last. */
static enum mm_status find_run(struct mm_grouping *grouping, const struct mm_block *block, size_t from, size_t *end,
                               size_t *group) {
    *end = block->rows;
    MM_TRY(find(grouping, block, from, group));
    if (grouping->groups == NULL) return MM_OK;
    for (*end = from + 1; *end < block->rows; ++*end) {
        size_t next;
        MM_TRY(find(grouping, block, *end, &next));
        if (next != *group) break;
    }
    return MM_OK;
}

/* ADD refused one of these rows: they go in again one by one, to tell which. */
static enum mm_status fail_row(struct mm_grouping *grouping, mm_add_function *add, const struct mm_block *block,
                               size_t from, size_t end, size_t group, size_t j) {
    struct mm_input *input = grouping->input;
    size_t stride = block->number_columns;
    for (size_t i = from; i < end; i++) {
        const double *row = block->numbers + i * stride, *weight = stride > input->chosen ? row + input->chosen : NULL;
        enum mm_status status = add(mm_grouping_state(grouping, group, j), row + j, weight, 1, stride);
        if (status == MM_OK) continue;
        struct mm_row place = {.line = block->lines != NULL ? block->lines[i] : 0, .index = block->first_row + i};
        struct mm_detail detail = {.index = j, .value = row[j]};
        const double one = 1;
        if (weight != NULL && add(mm_grouping_state(grouping, group, j), row + j, &one, 1, 1) == MM_OK) {
            char number[MM_NUMBER_TEXT];
            mm_format_number(*weight, number);
            return mm_input_fail(input, &place, status, "a weight of %s is not allowed here (column '%s')", number,
                                 input->schema.columns[input->chosen].name);
        }
        return mm_input_fail_kernel(input, &place, status, input->chosen, &detail, NULL);
    }
    return mm_grouping_fail(grouping, j, MM_MEMORY);
}

enum mm_status mm_grouping_accumulate(struct mm_grouping *grouping, mm_add_function *add, size_t *rows) {
    struct mm_input *input = grouping->input;
    struct mm_block block;
    for (*rows = 0;; *rows += block.rows) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        size_t stride = block.number_columns;
        for (size_t from = 0, end; from < block.rows; from = end) {
            size_t group;
            MM_TRY(find_run(grouping, &block, from, &end, &group));
            const double *row = block.numbers + from * stride;
            const double *weights = stride > input->chosen ? row + input->chosen : NULL;
            for (size_t j = 0; j < input->chosen; j++) {
                enum mm_status status =
                    add(mm_grouping_state(grouping, group, j), row + j, weights, end - from, stride);
                if (status != MM_OK) return fail_row(grouping, add, &block, from, end, group, j);
            }
        }
    }
}

void mm_grouping_parallel(const struct mm_grouping *grouping, size_t rows,
                          void (*task)(void *context, size_t index, size_t worker), void *context) {
    enum { FEW = 20000 }; /* numbers that are not worth the start of a thread */
    size_t columns = grouping->input->chosen;
    mm_parallel(rows < FEW / columns ? 1 : grouping->input->run->threads, grouping->count * columns, task, context);
}

static enum mm_status fail_column(const struct mm_grouping *grouping, size_t column, enum mm_status status,
                                  const char *text) {
    const struct mm_input *input = grouping->input;
    const char *name = input->schema.columns[column].name;
    struct mm_error *error = &input->run->error;
    if (name[0] != '\0') return mm_fail_at(error, status, mm_input_name(input), 0, 0, "column '%s': %s", name, text);
    return mm_fail_at(error, status, mm_input_name(input), 0, 0, "column %zu: %s",
                      input->schema.columns[column].position, text);
}

enum mm_status mm_grouping_fail(const struct mm_grouping *grouping, size_t column, enum mm_status status) {
    return fail_column(grouping, column, status, mm_status_text(status));
}

enum mm_status mm_grouping_refuse(const struct mm_grouping *grouping, size_t group, size_t column,
                                  enum mm_status status, const char *text) {
    fail_column(grouping, column, status, text != NULL ? text : mm_status_text(status));
    return mm_group_fail(grouping->input->run, &grouping->input->key_names, grouping->groups, group);
}

void *mm_grouping_state(const struct mm_grouping *grouping, size_t group, size_t column) {
    return grouping->states + (group * grouping->input->chosen + column) * grouping->state_size;
}

void mm_grouping_keys(const struct mm_grouping *grouping, size_t group, struct mm_table *table) {
    const struct mm_strings *names = &grouping->input->key_names;
    mm_table_keys(table, names, names->count, grouping->groups, group);
}

void mm_grouping_stop(struct mm_grouping *grouping) {
    for (size_t group = 0; grouping->stop != NULL && group < grouping->count; group++)
        for (size_t j = 0; j < grouping->input->chosen; j++) grouping->stop(mm_grouping_state(grouping, group, j));
    free(grouping->states);
    mm_groups_free(grouping->groups);
}
