/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contingency tables: read as such, or counted from two columns of categories. */
#include "tool/crosstab.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "tool/input.h"
#include "tool/texts.h"

static bool add_cell(struct mm_crosstab *crosstab, size_t row, size_t column, double count) {
    if (!mm_grow(&crosstab->cells, &crosstab->capacity, crosstab->count, 1, sizeof *crosstab->cells)) return false;
    crosstab->cells[crosstab->count++] = (struct mm_joint_count){row, column, count};
    return true;
}

static bool count_pair(struct mm_crosstab *crosstab, const struct mm_span *cells) {
    size_t x, y, pair;
    if (!mm_groups_find(crosstab->x, cells, &x) || !mm_groups_find(crosstab->y, cells + 1, &y) ||
        !mm_groups_find(crosstab->pairs, cells, &pair))
        return false;
    if (pair == crosstab->count) return add_cell(crosstab, x, y, 1);
    crosstab->cells[pair].count++;
    return true;
}

static enum mm_status count_file(struct mm_crosstab *crosstab, struct mm_run *run, const char *operand) {
    struct mm_texts texts;
    MM_TRY(mm_texts_open(&texts, run, operand, run->common.columns));
    if (texts.columns != 2)
        return mm_run_fail(run, MM_USAGE, "-k names %zu columns: two of categories are wanted", texts.columns);
    for (;;) {
        struct mm_texts_row row;
        MM_TRY(mm_texts_next(&texts, &row));
        if (row.cells == NULL) break;
        if (!count_pair(crosstab, row.cells)) return mm_fail_memory(&run->error);
    }
    crosstab->missing += mm_reader_missing(texts.reader);
    mm_texts_close(&texts);
    return MM_OK;
}

static enum mm_status count_categories(struct mm_crosstab *crosstab, struct mm_run *run) {
    crosstab->x = mm_groups_new(1);
    crosstab->y = mm_groups_new(1);
    crosstab->pairs = mm_groups_new(2);
    if (crosstab->x == NULL || crosstab->y == NULL || crosstab->pairs == NULL) return mm_fail_memory(&run->error);
    if (run->operand_count == 0) MM_TRY(count_file(crosstab, run, "-"));
    for (size_t i = 0; i < run->operand_count; i++) MM_TRY(count_file(crosstab, run, run->operands[i]));
    crosstab->rows = mm_groups_count(crosstab->x);
    crosstab->columns = mm_groups_count(crosstab->y);
    return MM_OK;
}

static enum mm_status read_table(struct mm_crosstab *crosstab, struct mm_run *run, const char *beside) {
    struct mm_input input;
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.extra = beside}));
    crosstab->columns = input.chosen;
    for (;; crosstab->rows++) {
        struct mm_row row;
        MM_TRY(mm_input_row(&input, &row));
        if (row.values == NULL) break;
        if (beside != NULL) {
            if (!mm_grow(&crosstab->beside, &crosstab->beside_capacity, crosstab->rows, 1, sizeof(double)))
                return mm_fail_memory(&run->error);
            crosstab->beside[crosstab->rows] = row.values[input.chosen];
        }
        for (size_t j = 0; j < input.chosen; j++) {
            double count = row.values[j];
            struct mm_detail detail = {j, count};
            if (!isfinite(count)) return mm_input_fail_kernel(&input, &row, MM_NOT_FINITE, input.chosen, &detail, NULL);
            if (count < 0) return mm_input_fail_kernel(&input, &row, MM_NOT_DISTRIBUTION, input.chosen, &detail, NULL);
            crosstab->whole = crosstab->whole && floor(count) == count;
            if (count > 0 && !add_cell(crosstab, crosstab->rows, j, count)) return mm_fail_memory(&run->error);
        }
    }
    crosstab->missing = mm_input_missing(&input);
    mm_input_close(&input);
    return MM_OK;
}

static enum mm_status check_content(const struct mm_crosstab *crosstab, struct mm_run *run) {
    if (crosstab->rows == 0) return mm_run_fail(run, MM_TOO_FEW, "no rows");
    return crosstab->count > 0 ? MM_OK : mm_run_fail(run, MM_TOO_FEW, "every cell of the table is 0");
}

enum mm_status mm_crosstab_read(struct mm_crosstab *crosstab, struct mm_run *run, bool categories) {
    if (!categories) return mm_crosstab_read_beside(crosstab, run, NULL);
    *crosstab = (struct mm_crosstab){.whole = true};
    MM_TRY(count_categories(crosstab, run));
    return check_content(crosstab, run);
}

enum mm_status mm_crosstab_read_beside(struct mm_crosstab *crosstab, struct mm_run *run, const char *column) {
    *crosstab = (struct mm_crosstab){.whole = true};
    MM_TRY(read_table(crosstab, run, column));
    return check_content(crosstab, run);
}

void mm_crosstab_free(struct mm_crosstab *crosstab) {
    free(crosstab->cells);
    free(crosstab->beside);
    mm_groups_free(crosstab->x);
    mm_groups_free(crosstab->y);
    mm_groups_free(crosstab->pairs);
}
