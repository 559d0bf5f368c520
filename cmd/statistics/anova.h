/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-anova's way from a table to the groups of each analysis. */
#ifndef MM_CMD_ANOVA_H
#define MM_CMD_ANOVA_H

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/anova.h"
#include "tool/grouping.h"

/* The numbers of one group and column. */
struct anova_sums {
    struct mm_gram *gram;
    size_t missing;
};

/* One analysis: a column, and a group of -g. */
struct anova_part {
    size_t column, analysis; /* wide form: of no meaning; the group of -g, where there are both */
    size_t missing;
    struct mm_gram **grams; /* borrowed */
    size_t *members;        /* their groups in the long form, their columns in the wide one */
    size_t count, capacity, members_capacity;
};

struct anova {
    struct mm_run *run;
    struct mm_input input;
    struct mm_grouping grouping;
    struct mm_groups *analyses; /* groups of -g beside --group; else null */
    size_t outer;               /* key columns of -g beside --group */
    bool wide;
    struct anova_part *parts;
    size_t count;
};

static bool anova_keep_missing;

static enum mm_status anova_start(void *state) {
    struct anova_sums *sums = state;
    sums->gram = mm_gram_new(1);
    return sums->gram != NULL ? MM_OK : MM_MEMORY;
}

static void anova_stop(void *state) {
    mm_gram_free(((struct anova_sums *)state)->gram);
}

/* Runs of numbers without a missing one go in together. */
static enum mm_status anova_add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    struct anova_sums *sums = state;
    (void)weights;
    for (size_t i = 0; i < n; i++)
        if (isinf(x[i * stride]) || (isnan(x[i * stride]) && anova_keep_missing)) return MM_NOT_FINITE;
    for (size_t from = 0, end; from < n; from = end + 1) {
        for (end = from; end < n && !isnan(x[end * stride]);) end++;
        if (end > from) mm_gram_add(sums->gram, x + from * stride, end - from, stride, 1);
        sums->missing += end < n;
    }
    return MM_OK;
}

static bool anova_put(struct anova_part *part, const struct anova_sums *sums, size_t member) {
    if (!mm_grow(&part->grams, &part->capacity, part->count, 1, sizeof *part->grams) ||
        !mm_grow(&part->members, &part->members_capacity, part->count, 1, sizeof *part->members))
        return false;
    part->members[part->count] = member;
    part->grams[part->count++] = sums->gram;
    part->missing += sums->missing;
    return true;
}

/* An analysis for each group of -g and column; its groups, in order of appearance. */
static enum mm_status anova_split(struct anova *anova) {
    size_t columns = anova->input.chosen, outer = 1;
    const struct mm_grouping *grouping = &anova->grouping;
    if (anova->outer > 0) {
        anova->analyses = mm_groups_new(anova->outer);
        if (anova->analyses == NULL) return MM_MEMORY;
        for (size_t g = 0; g < grouping->count; g++) {
            size_t number;
            if (!mm_groups_find(anova->analyses, mm_groups_key(grouping->groups, g), &number)) return MM_MEMORY;
        }
        outer = mm_groups_count(anova->analyses);
    }
    anova->count = anova->wide ? 1 : outer * columns;
    anova->parts = mm_new_zero(anova->count, sizeof *anova->parts);
    if (anova->parts == NULL) return MM_MEMORY;
    for (size_t g = 0; g < grouping->count; g++) {
        size_t number = 0;
        if (anova->analyses != NULL && !mm_groups_find(anova->analyses, mm_groups_key(grouping->groups, g), &number))
            return MM_MEMORY;
        for (size_t j = 0; j < columns; j++) {
            struct anova_part *part = &anova->parts[anova->wide ? 0 : number * columns + j];
            part->column = j;
            part->analysis = number;
            if (!anova_put(part, mm_grouping_state(grouping, g, j), anova->wide ? j : g)) return MM_MEMORY;
        }
    }
    return MM_OK;
}

/* Reads all operands. */
static enum mm_status anova_read(struct anova *anova, const char *group) {
    struct mm_run *run = anova->run;
    struct mm_take take = {.keys = run->common.by, .key_columns = {group}, .by_cell = true};
    size_t rows;
    anova_keep_missing = run->common.missing == MM_MISSING_KEEP;
    MM_TRY(mm_input_open(&anova->input, run, 0, run->operand_count, &take));
    anova->wide = group == NULL && run->common.by == NULL;
    anova->outer = group != NULL ? anova->input.key_names.count - 1 : 0;
    if (anova->wide && anova->input.chosen < 2)
        return mm_run_fail(run, MM_USAGE,
                           "one column only: --group=COL names the column of groups, or give two columns");
    MM_TRY(mm_grouping_start(&anova->grouping, &anova->input, sizeof(struct anova_sums), anova_start, anova_stop));
    MM_TRY(mm_grouping_accumulate(&anova->grouping, anova_add, &rows));
    if (rows == 0) return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&anova->input), 0, 0, "no rows");
    MM_TRY(anova_split(anova));
    size_t missing = 0;
    for (size_t k = 0; k < anova->count; k++) missing += anova->parts[k].missing;
    if (missing > 0) mm_note(run, "left out %zu missing cell%s", missing, missing == 1 ? "" : "s");
    return MM_OK;
}

/* Key cells of -g, and the column where there are several. */
static void anova_keys(const struct anova *anova, const struct anova_part *part, struct mm_table *table) {
    if (anova->outer > 0) mm_table_keys(table, &anova->input.key_names, anova->outer, anova->analyses, part->analysis);
    if (anova->wide || anova->input.chosen == 1) return;
    const struct mm_column *column = &anova->input.schema.columns[part->column];
    char number[32];
    snprintf(number, sizeof number, "%zu", column->position);
    mm_table_word(table, "column", column->name[0] != '\0' ? column->name : number);
}

/* "column 'x', group 'a'", as far as it is known and worth saying. */
static void anova_describe(const struct anova *anova, const struct anova_part *part, size_t member,
                           struct mm_buffer *text) {
    size_t column = anova->wide && member < part->count ? part->members[member] : part->column;
    const char *name = anova->input.schema.columns[column].name;
    if (!anova->wide || member < part->count) {
        if (name[0] != '\0') mm_buffer_printf(text, "column '%s'", name);
        if (name[0] == '\0') mm_buffer_printf(text, "column %zu", anova->input.schema.columns[column].position);
    }
    if (anova->wide) return;
    size_t keys = member < part->count ? anova->input.key_names.count : anova->outer;
    const struct mm_span *cells =
        mm_groups_key(anova->grouping.groups, part->members[member < part->count ? member : 0]);
    for (size_t k = 0; k < keys; k++)
        mm_buffer_printf(text, ", %s = %.*s", anova->input.key_names.items[k], (int)cells[k].length,
                         cells[k].text != NULL ? cells[k].text : "");
}

/* What an analysis answered, in words that name the column, and the group if it is MEMBER's fault. */
static enum mm_status anova_fail(const struct anova *anova, const struct anova_part *part, enum mm_status status,
                                 size_t member, bool welch) {
    struct mm_buffer text = {0};
    const char *what = mm_status_text(status);
    if (status == MM_TOO_FEW && member < part->count) {
        what = welch ? "two numbers at least are needed in every group" : "no number in this group";
    } else if (status == MM_TOO_FEW) {
        what = part->count < 2 ? "one group only: two at least are needed"
                               : "every group has one number only: nothing to measure differences by";
    } else if (status == MM_CONSTANT) {
        what = welch ? "all numbers of this group are equal, and Welch's test divides by its variance"
                     : "the numbers within every group are equal: nothing to measure differences by";
    }
    anova_describe(anova, part, member, &text);
    if (text.length > 0) mm_buffer_add_text(&text, ": ");
    mm_buffer_add_text(&text, what);
    status = text.failed ? MM_MEMORY : mm_run_fail(anova->run, status, "%s", text.text);
    mm_buffer_free(&text);
    return status;
}

static void anova_free(struct anova *anova) {
    for (size_t k = 0; k < anova->count; k++) {
        free(anova->parts[k].grams);
        free(anova->parts[k].members);
    }
    free(anova->parts);
    mm_groups_free(anova->analyses);
    mm_grouping_stop(&anova->grouping);
    mm_input_close(&anova->input);
}

#endif
