/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows on their way through: numbers out of some columns, the rest as it came. */
#include "tool/passing.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/missing.h"

static enum mm_status choose_numbers(struct mm_passing *passing, const struct mm_schema *schema,
                                     struct mm_error *error) {
    const char *list = passing->run->common.columns;
    struct mm_selection *numbers = &passing->numbers;
    size_t kept = 0;
    MM_TRY(mm_select(schema, list, numbers, error));
    for (size_t i = 0; list == NULL && i < numbers->count; i++)
        if (schema->columns[numbers->indices[i]].kind != MM_TEXT) numbers->indices[kept++] = numbers->indices[i];
    if (list == NULL) numbers->count = kept;
    return numbers->count > 0 ? MM_OK : mm_fail(error, MM_DATA, "no numeric columns");
}

static enum mm_status choose(void *context, const struct mm_schema *schema, struct mm_selection *chosen,
                             struct mm_error *error) {
    struct mm_passing *passing = context;
    if (passing->columns.count == 0) { /* the first file */
        if (!mm_schema_copy(&passing->columns, schema)) return mm_fail_memory(error);
        MM_TRY(choose_numbers(passing, schema, error));
    }
    return mm_select(schema, NULL, chosen, error);
}

static enum mm_status find_places(struct mm_passing *passing) {
    size_t count = passing->columns.count;
    passing->places = mm_new(count, sizeof *passing->places);
    if (passing->places == NULL) return mm_fail_memory(&passing->run->error);
    memset(passing->places, 0xff, count * sizeof *passing->places);
    for (size_t i = passing->numbers.count; i-- > 0;) passing->places[passing->numbers.indices[i]] = i;
    return MM_OK;
}

enum mm_status mm_passing_open(struct mm_passing *passing, struct mm_run *run) {
    static const struct mm_selection none = {0};
    struct mm_schema schema;
    passing->run = run;
    MM_TRY(mm_input_open(
        &passing->input, run, 0, run->operand_count,
        &(struct mm_take){
            .verbatim = true, .choose = choose, .context = passing, .numbers = &passing->numbers, .texts = &none}));
    MM_TRY(find_places(passing));
    if (!mm_schema_copy(&schema, &passing->input.schema)) return mm_fail_memory(&run->error);
    for (size_t j = 0; j < schema.count; j++) {
        if (schema.columns[j].kind == MM_NUMBER) passing->first++;
        if (passing->places[j] != SIZE_MAX) schema.columns[j].kind = MM_NUMBER;
    }
    if (run->common.missing == MM_MISSING_OMIT) schema.rows = MM_ROWS_UNKNOWN;
    enum mm_status status = mm_output_open(&passing->output, run, &schema, MM_SHAPE_TABLE);
    mm_schema_free(&schema);
    return status;
}

static enum mm_status fail_missing(struct mm_passing *passing, const struct mm_block *block, size_t row, size_t j) {
    const struct mm_column *column = &passing->columns.columns[passing->numbers.indices[j]];
    size_t line = block->lines != NULL ? block->lines[row] : 0;
    if (line > 0)
        return mm_fail_missing(&passing->run->error, mm_input_name(&passing->input), line, column->field, column->name);
    struct mm_row place = {.index = block->first_row + row};
    return mm_input_fail(&passing->input, &place, MM_DATA,
                         "missing value in column %zu; use --na=omit to drop the row or --na=keep to leave it missing",
                         column->position);
}

/* Which rows have all their numbers; the first that has not is an error unless --na says otherwise. */
static enum mm_status settle(struct mm_passing *passing, struct mm_block *block) {
    size_t width = block->number_columns, before = block->rows;
    if (passing->run->common.missing == MM_MISSING_KEEP) return MM_OK;
    bool *keep = mm_new(block->rows, sizeof *keep);
    if (keep == NULL) return mm_fail_memory(&passing->run->error);
    for (size_t i = 0; i < block->rows; i++) {
        keep[i] = true;
        for (size_t j = 0; j < passing->numbers.count; j++) {
            if (!isnan(block->numbers[i * width + passing->first + j])) continue;
            keep[i] = false;
            if (passing->run->common.missing != MM_MISSING_FAIL) continue;
            free(keep);
            return fail_missing(passing, block, i, j);
        }
    }
    bool all = memchr(keep, false, block->rows) == NULL, ok = all || mm_sieve_rows(&passing->sieve, block, keep);
    passing->dropped += before - block->rows;
    free(keep);
    return ok ? MM_OK : mm_fail_memory(&passing->run->error);
}

enum mm_status mm_passing_next(struct mm_passing *passing, struct mm_block *block) {
    do {
        MM_TRY(mm_input_next(&passing->input, block));
        if (block->rows == 0) return MM_OK;
        MM_TRY(settle(passing, block));
    } while (block->rows == 0);
    return MM_OK;
}

/* A row's cells one by one, the chosen ones from `values`. */
static void fill(struct mm_passing *passing, const struct mm_block *block, size_t row, const double *values,
                 size_t numbers, size_t texts) {
    double *to = passing->made + row * numbers;
    struct mm_span *text = passing->texts + row * texts;
    const double *number = block->numbers + row * block->number_columns;
    const struct mm_span *cell = block->texts + row * block->text_columns;
    for (size_t j = 0; j < passing->columns.count; j++) {
        size_t place = passing->places[j];
        bool came_as_number = passing->input.schema.columns[j].kind == MM_NUMBER;
        if (place != SIZE_MAX)
            *to++ = values[row * passing->numbers.count + place];
        else if (came_as_number)
            *to++ = *number;
        else
            *text++ = *cell;
        if (came_as_number)
            number++;
        else
            cell++;
    }
}

enum mm_status mm_passing_output(struct mm_passing *passing, const struct mm_block *block, const double *values) {
    struct mm_block out = *block;
    out.number_columns = out.text_columns = 0;
    for (size_t j = 0; j < passing->columns.count; j++)
        if (passing->output.schema.columns[j].kind == MM_NUMBER)
            out.number_columns++;
        else
            out.text_columns++;
    if (!mm_grow(&passing->made, &passing->made_capacity, 0, out.rows * out.number_columns, sizeof(double)) ||
        !mm_grow(&passing->texts, &passing->text_capacity, 0, out.rows * out.text_columns, sizeof(struct mm_span)))
        return mm_fail_memory(&passing->run->error);
    for (size_t i = 0; i < block->rows; i++) fill(passing, block, i, values, out.number_columns, out.text_columns);
    out.numbers = passing->made;
    out.texts = passing->texts;
    return mm_output_rows(&passing->output, &out);
}

enum mm_status mm_passing_finish(struct mm_passing *passing) {
    if (passing->dropped > 0)
        mm_note(passing->run, "left out %zu row%s with missing values", passing->dropped,
                passing->dropped == 1 ? "" : "s");
    MM_TRY(mm_output_finish(&passing->output));
    mm_input_close(&passing->input);
    mm_schema_free(&passing->columns);
    mm_selection_free(&passing->numbers);
    free(passing->places);
    mm_sieve_free(&passing->sieve);
    free(passing->made);
    free(passing->texts);
    return MM_OK;
}

const char *mm_passing_name(const struct mm_passing *passing, size_t j, char buffer[32]) {
    const struct mm_column *column = &passing->columns.columns[passing->numbers.indices[j]];
    snprintf(buffer, 32, "%zu", column->position);
    return column->name[0] != '\0' ? column->name : buffer;
}
