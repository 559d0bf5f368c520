/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of statistics that make one number of a column. */
#include "tool/columns.h"

#include <string.h>

#include "tool/grouping.h"
#include "tool/output.h"

/* What FINISH or ADD said, in words that name the column. */
static enum mm_status fail(struct mm_input *input, size_t column, enum mm_status status) {
    const char *name = input->schema.columns[column].name;
    if (name[0] != '\0')
        return mm_fail_at(&input->run->error, status, mm_input_name(input), 0, 0, "column '%s': %s", name,
                          mm_status_text(status));
    return mm_fail_at(&input->run->error, status, mm_input_name(input), 0, 0, "column %zu: %s", column + 1,
                      mm_status_text(status));
}

static enum mm_status accumulate(struct mm_input *input, const struct mm_column_statistic *statistic,
                                 struct mm_grouping *grouping, size_t *rows) {
    struct mm_block block;
    for (*rows = 0;; *rows += block.rows) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        size_t stride = block.number_columns;
        for (size_t from = 0, end; from < block.rows; from = end) {
            size_t group;
            MM_TRY(mm_grouping_run(grouping, &block, from, &end, &group));
            const double *row = block.numbers + from * stride;
            const double *weights = statistic->weights != NULL ? row + input->chosen : NULL;
            for (size_t j = 0; j < input->chosen; j++) {
                enum mm_status status =
                    statistic->add(mm_grouping_state(grouping, group, j), row + j, weights, end - from, stride);
                if (status != MM_OK) return fail(input, j, status);
            }
        }
    }
}

static enum mm_status write(struct mm_run *run, struct mm_input *input, const struct mm_column_statistic *statistic,
                            struct mm_grouping *grouping) {
    struct mm_table table = {0};
    for (size_t group = 0; group < grouping->count; group++) {
        mm_table_row(&table);
        mm_grouping_keys(grouping, group, &table);
        for (size_t j = 0; j < input->chosen; j++) {
            double value = 0;
            enum mm_status status = statistic->finish(mm_grouping_state(grouping, group, j), &value);
            if (status != MM_OK) {
                mm_table_free(&table);
                return fail(input, j, status);
            }
            mm_table_number(&table, input->schema.columns[j].name, value);
        }
    }
    if (input->chosen == 1 && !input->schema.named && grouping->groups == NULL) {
        double value = table.numbers[0];
        mm_table_free(&table);
        return mm_output_number(run, value);
    }
    bool named = input->schema.named && mm_schema_has_names(&input->schema);
    return mm_table_output(&table, run, named && grouping->groups == NULL);
}

enum mm_status mm_run_columns(struct mm_run *run, const struct mm_column_statistic *statistic) {
    struct mm_input input;
    struct mm_grouping grouping;
    struct mm_take take = {.keys = run->common.by, .extra = statistic->weights};
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &take));
    MM_TRY(mm_grouping_start(&grouping, &input, statistic->size, statistic->start, statistic->stop));
    size_t rows;
    MM_TRY(accumulate(&input, statistic, &grouping, &rows));
    if (rows == 0 && (grouping.count == 0 || !statistic->defined_for_none))
        return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&input), 0, 0, "no rows");
    MM_TRY(write(run, &input, statistic, &grouping));
    mm_grouping_stop(&grouping);
    mm_input_close(&input);
    return MM_OK;
}
