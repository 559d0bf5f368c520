/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of statistics that make one number of a column. */
#include "tool/columns.h"

#include "tool/grouping.h"
#include "tool/output.h"

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
                return mm_grouping_refuse(grouping, group, j, status, status == MM_TOO_FEW ? statistic->needs : NULL);
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
    MM_TRY(mm_grouping_accumulate(&grouping, statistic->add, &rows));
    if (rows == 0 && (grouping.count == 0 || !statistic->defined_for_none))
        return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&input), 0, 0, "no rows");
    MM_TRY(write(run, &input, statistic, &grouping));
    mm_grouping_stop(&grouping);
    mm_input_close(&input);
    return MM_OK;
}
