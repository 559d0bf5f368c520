/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For mm-cov and mm-corr: rows into cross products (or held) for each group, and results as a matrix or as pairs. */
#ifndef MM_CMD_STATISTICS_CORRELATE_H
#define MM_CMD_STATISTICS_CORRELATE_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "statistics/cross.h"
#include "tool/gather.h"
#include "tool/output.h"

struct row_group {
    struct mm_cross *cross; /* or, under `hold`, the rows */
    double *rows;
    size_t held, capacity;
    uint64_t missing; /* rows left out */
};

struct correlate {
    struct mm_run *run;
    struct mm_input input;
    struct mm_groups *keys; /* null without -g */
    struct row_group *groups;
    size_t count, capacity;
    bool hold; /* for ranks, where infinities are numbers like others */
};

static enum mm_status add_group(struct correlate *all) {
    if (!mm_grow(&all->groups, &all->capacity, all->count, 1, sizeof *all->groups)) return MM_MEMORY;
    struct row_group *group = &all->groups[all->count++];
    *group = (struct row_group){0};
    if (!all->hold) group->cross = mm_cross_new(all->input.chosen);
    return all->hold || group->cross != NULL ? MM_OK : MM_MEMORY;
}

static enum mm_status add_rows(struct correlate *all, size_t group, const double *rows, size_t count) {
    struct row_group *to = &all->groups[group];
    size_t columns = all->input.chosen, cells = to->held * columns;
    if (!all->hold) return mm_cross_add(to->cross, rows, count, columns, all->run->threads);
    if (!mm_grow(&to->rows, &to->capacity, cells, count * columns, sizeof *rows)) return MM_MEMORY;
    memcpy(to->rows + cells, rows, count * columns * sizeof *rows);
    to->held += count;
    return MM_OK;
}

/* Row I of BLOCK: whether it has a missing cell; an infinity is refused. */
static enum mm_status look_at(struct correlate *all, const struct mm_block *block, size_t i, bool *missing) {
    const double *row = block->numbers + i * block->number_columns;
    double odd = 0; /* 0 as long as all are finite */
    *missing = false;
    for (size_t j = 0; j < all->input.chosen; j++) odd += row[j] * 0;
    for (size_t j = 0; isnan(odd) && j < all->input.chosen; j++) {
        struct mm_row place = {.line = block->lines != NULL ? block->lines[i] : 0, .index = block->first_row + i};
        *missing |= isnan(row[j]);
        if (isinf(row[j]) && !all->hold)
            return mm_input_fail_kernel(&all->input, &place, MM_NOT_FINITE, all->input.chosen,
                                        &(struct mm_detail){j, row[j]}, NULL);
    }
    return MM_OK;
}

/* Runs of rows of one group go in together; under --na=omit rows with a missing cell end a run and are counted. */
static enum mm_status add_block(struct correlate *all, const struct mm_block *block) {
    bool omit = all->run->common.missing == MM_MISSING_OMIT;
    size_t start = 0, current = 0, group = 0;
    for (size_t i = 0; i < block->rows; i++) {
        bool missing;
        MM_TRY(look_at(all, block, i, &missing));
        if (all->keys != NULL && !mm_groups_find(all->keys, block->texts + i * block->text_columns, &group))
            return MM_MEMORY;
        if (group == all->count) MM_TRY(add_group(all));
        bool left_out = omit && missing;
        if (group != current || left_out) {
            if (i > start) MM_TRY(add_rows(all, current, block->numbers + start * block->number_columns, i - start));
            start = i + left_out;
            current = group;
        }
        all->groups[group].missing += left_out;
    }
    if (block->rows <= start) return MM_OK;
    return add_rows(all, current, block->numbers + start * block->number_columns, block->rows - start);
}

static void note_missing(const struct correlate *all) {
    uint64_t missing = 0;
    for (size_t g = 0; g < all->count; g++) missing += all->groups[g].missing;
    if (missing > 0)
        mm_note(all->run, "left out %llu row%s with missing values", (unsigned long long)missing,
                missing == 1 ? "" : "s");
}

static enum mm_status correlate_read(struct correlate *all, struct mm_run *run, bool hold, size_t fewest) {
    struct mm_block block;
    *all = (struct correlate){.run = run, .hold = hold};
    mm_lapack_threads(1); /* blocks of rows are shared out instead: the same bits for any number */
    MM_TRY(mm_input_open(&all->input, run, 0, run->operand_count,
                         &(struct mm_take){.keys = run->common.by, .by_cell = true}));
    if (all->input.chosen < fewest)
        return mm_fail_at(&run->error, MM_SHAPE, mm_input_name(&all->input), 0, 0, "one column; it takes %zu", fewest);
    if (run->common.by != NULL) all->keys = mm_groups_new(all->input.key_names.count);
    if (run->common.by != NULL ? all->keys == NULL : add_group(all) != MM_OK) return mm_fail_memory(&run->error);
    for (;;) {
        MM_TRY(mm_input_next(&all->input, &block));
        if (block.rows == 0) break;
        enum mm_status status = add_block(all, &block);
        if (status == MM_MEMORY) return mm_fail_memory(&run->error);
        MM_TRY(status);
    }
    note_missing(all);
    const struct row_group *first = all->groups;
    if (all->count == 0 || (hold ? first->held == 0 : mm_cross_count(first->cross) == 0))
        return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&all->input), 0, 0, "no rows");
    return MM_OK;
}

/* What a kernel said of GROUP, in words. */
static enum mm_status correlate_fail(const struct correlate *all, size_t group, enum mm_status status,
                                     const struct mm_detail *detail, const char *too_few) {
    char number[32];
    struct mm_run *run = all->run;
    const char *file = mm_input_name(&all->input), *text = mm_status_text(status);
    if (status == MM_MEMORY) return mm_fail_memory(&run->error);
    if (status == MM_TOO_FEW)
        mm_fail_at(&run->error, status, file, 0, 0, "too few rows: %s", too_few);
    else
        mm_fail_at(&run->error, status, file, 0, 0, "column '%s': %s",
                   mm_input_column_name(&all->input, detail->index, number),
                   status == MM_CONSTANT ? "constant: it has no correlation" : text);
    return mm_group_fail(run, &all->input.key_names, all->keys, group);
}

/* A matrix labelled with the names of the columns on both sides. */
static enum mm_status correlate_matrix(const struct correlate *all, struct mm_matrix *matrix) {
    size_t columns = all->input.chosen;
    MM_TRY(mm_matrix_new(matrix, columns, columns));
    MM_TRY(mm_input_names(&all->input, &matrix->column_names));
    return mm_strings_copy(&matrix->row_names, &matrix->column_names) ? MM_OK : MM_MEMORY;
}

static void correlate_free(struct correlate *all) {
    for (size_t g = 0; g < all->count; g++) {
        mm_cross_free(all->groups[g].cross);
        free(all->groups[g].rows);
    }
    free(all->groups);
    mm_groups_free(all->keys);
    mm_input_close(&all->input);
}

#endif
