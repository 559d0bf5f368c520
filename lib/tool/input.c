/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Operands as tables: choosing columns, joining files, walking rows. */
#include "tool/input.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "tool/open.h"
#include "tool/output.h"

static const char *const standard_input = "-";

/* Indices of the columns to deliver from the file just opened. */
struct chosen {
    struct mm_selection columns, keys;
    size_t extra;
    bool has_extra;
};

static void free_chosen(struct chosen *chosen) {
    mm_selection_free(&chosen->columns);
    mm_selection_free(&chosen->keys);
}

static bool is_taken(const struct chosen *chosen, size_t index) {
    for (size_t i = 0; i < chosen->keys.count; i++)
        if (chosen->keys.indices[i] == index) return true;
    return chosen->has_extra && chosen->extra == index;
}

/* Without a list: all columns but keys and the extra one, and only numeric ones where numbers are wanted. */
static void drop_from_default(struct mm_input *input, const struct mm_schema *schema, struct chosen *chosen) {
    size_t kept = 0;
    for (size_t i = 0; i < chosen->columns.count; i++) {
        size_t index = chosen->columns.indices[i];
        const struct mm_column *column = &schema->columns[index];
        if (is_taken(chosen, index)) continue;
        if (column->kind == MM_TEXT && !input->take.verbatim) {
            if (column->name[0] != '\0')
                mm_note(input->run, "left out the text column '%s'", column->name);
            else
                mm_note(input->run, "left out column %zu, which is text", index + 1);
            continue;
        }
        chosen->columns.indices[kept++] = index;
    }
    chosen->columns.count = kept;
}

static enum mm_status add_key(const struct mm_schema *schema, const char *column, struct mm_selection *keys,
                              struct mm_error *error) {
    size_t index, *grown = mm_resize(keys->indices, keys->count + 1, sizeof *grown);
    if (grown == NULL) return mm_fail_memory(error);
    keys->indices = grown;
    MM_TRY(mm_select_one(schema, column, &index, error));
    keys->indices[keys->count++] = index;
    return MM_OK;
}

static enum mm_status choose_columns(struct mm_input *input, const struct mm_schema *schema, struct chosen *chosen) {
    struct mm_error *error = &input->run->error;
    const struct mm_take *take = &input->take;
    const char *list = take->columns;
    if (list == NULL && !take->all_columns) list = input->run->common.columns;
    if (take->keys != NULL) MM_TRY(mm_select(schema, take->keys, &chosen->keys, error));
    for (size_t i = 0; i < 2; i++)
        if (take->key_columns[i] != NULL) MM_TRY(add_key(schema, take->key_columns[i], &chosen->keys, error));
    if (take->extra != NULL) MM_TRY(mm_select_one(schema, take->extra, &chosen->extra, error));
    chosen->has_extra = take->extra != NULL;
    if (take->choose != NULL) return take->choose(take->context, schema, &chosen->columns, error);
    MM_TRY(mm_select(schema, list, &chosen->columns, error));
    if (list == NULL) drop_from_default(input, schema, chosen);
    if (chosen->columns.count == 0) return mm_fail_at(error, MM_DATA, mm_input_name(input), 0, 0, "no numeric columns");
    return MM_OK;
}

/* Plumbing keeps the text of numbers, unless the output is binary or asks for its own digits. */
static enum mm_kind delivered_kind(const struct mm_input *input, const struct mm_column *column) {
    if (!input->take.verbatim) return MM_NUMBER;
    if (mm_output_format(input->run, false) == MM_FORMAT_NPY) return MM_NUMBER;
    if (column->kind == MM_TEXT) return MM_TEXT;
    return input->run->common.digits > 0 && input->take.numbers == NULL ? MM_NUMBER : MM_NUMERAL;
}

/* A cell that nobody computes with may be anything, unless the output has to know numbers from texts. */
static enum mm_kind requested_kind(const struct mm_input *input, enum mm_kind delivered) {
    enum mm_format from = mm_reader_format(input->reader), to = mm_output_format(input->run, false);
    bool as_it_is = input->take.numbers != NULL && (from == MM_FORMAT_CSV || from == MM_FORMAT_TSV) &&
                    to != MM_FORMAT_JSON && to != MM_FORMAT_JSONL;
    return delivered == MM_NUMERAL && as_it_is ? MM_TEXT : delivered;
}

static size_t add_requests(struct mm_request *requests, size_t count, const struct mm_selection *selection,
                           enum mm_kind kind) {
    for (size_t i = 0; selection != NULL && i < selection->count; i++)
        requests[count++] = (struct mm_request){selection->indices[i], kind};
    return count;
}

static enum mm_status request(struct mm_input *input, const struct mm_schema *schema, const struct chosen *chosen) {
    const struct mm_selection *numbers = input->take.numbers, *texts = input->take.texts;
    size_t count = 0, most = chosen->columns.count + chosen->keys.count + 1;
    most += (numbers != NULL ? numbers->count : 0) + (texts != NULL ? texts->count : 0);
    struct mm_request *requests = mm_new(most, sizeof *requests);
    if (requests == NULL) return mm_fail_memory(&input->run->error);
    for (size_t i = 0; i < chosen->columns.count; i++) {
        size_t index = chosen->columns.indices[i];
        /* A later file is read as the first one was. */
        enum mm_kind kind =
            input->file > 0 ? input->schema.columns[i].kind : delivered_kind(input, &schema->columns[index]);
        requests[count++] = (struct mm_request){index, requested_kind(input, kind)};
    }
    if (chosen->has_extra) requests[count++] = (struct mm_request){chosen->extra, MM_NUMBER};
    count = add_requests(requests, count, numbers, MM_NUMBER);
    count = add_requests(requests, count, &chosen->keys, MM_TEXT);
    count = add_requests(requests, count, texts, MM_TEXT);
    enum mm_status status = mm_reader_request(input->reader, requests, count, &input->run->error);
    free(requests);
    return status;
}

static bool add_column(struct mm_input *input, const struct mm_column *column, size_t index, enum mm_kind kind) {
    if (!mm_schema_add(&input->schema, column->name, strlen(column->name), kind)) return false;
    input->schema.columns[input->schema.count - 1].field = column->field;
    input->schema.columns[input->schema.count - 1].position = index + 1;
    return true;
}

static enum mm_status describe(struct mm_input *input, const struct mm_schema *schema, const struct chosen *chosen) {
    struct mm_schema *to = &input->schema;
    bool ok = true;
    to->named = schema->named;
    to->labelled = schema->labelled;
    to->rows = input->file_count <= 1 && input->run->common.missing != MM_MISSING_OMIT ? schema->rows : MM_ROWS_UNKNOWN;
    if (schema->labelled) {
        /* What -L named reaches the next command as labels only under an empty name. */
        const char *name = input->take.verbatim ? schema->label_name : "";
        to->label_name = mm_copy_text(name, strlen(name));
        ok = to->label_name != NULL;
    }
    for (size_t i = 0; ok && i < chosen->columns.count; i++) {
        const struct mm_column *column = &schema->columns[chosen->columns.indices[i]];
        ok = add_column(input, column, chosen->columns.indices[i], delivered_kind(input, column));
    }
    input->chosen = to->count;
    if (ok && chosen->has_extra) ok = add_column(input, &schema->columns[chosen->extra], chosen->extra, MM_NUMBER);
    for (size_t i = 0; ok && i < chosen->keys.count; i++) {
        const char *name = schema->columns[chosen->keys.indices[i]].name;
        ok = mm_strings_add(&input->key_names, name, strlen(name));
    }
    return ok ? MM_OK : mm_fail_memory(&input->run->error);
}

/* A further file must have the columns of the first. */
static enum mm_status compare(struct mm_input *input, const struct mm_schema *schema, const struct chosen *chosen) {
    struct mm_error *error = &input->run->error;
    const struct mm_schema *first = &input->schema;
    const char *file = mm_input_name(input);
    size_t extra = input->chosen;
    if (chosen->has_extra && strcmp(first->columns[extra].name, schema->columns[chosen->extra].name) != 0)
        return mm_fail_at(error, MM_SHAPE, file, 0, 0, "column '%s', but '%s' has '%s' there",
                          schema->columns[chosen->extra].name, input->files[0], first->columns[extra].name);
    bool same_keys = chosen->keys.count == input->key_names.count;
    for (size_t i = 0; same_keys && i < chosen->keys.count; i++)
        same_keys = strcmp(schema->columns[chosen->keys.indices[i]].name, input->key_names.items[i]) == 0;
    if (!same_keys) return mm_fail_at(error, MM_SHAPE, file, 0, 0, "other key columns than '%s' has", input->files[0]);
    if (chosen->columns.count != input->chosen)
        return mm_fail_at(error, MM_SHAPE, file, 0, 0, "%zu columns, but '%s' has %zu", chosen->columns.count,
                          input->files[0], input->chosen);
    if (first->labelled != schema->labelled)
        return mm_fail_at(error, MM_SHAPE, file, 0, 0,
                          "'%s' has row labels and this file has none, or the other way round", input->files[0]);
    for (size_t i = 0; i < chosen->columns.count; i++) {
        const struct mm_column *a = &first->columns[i], *b = &schema->columns[chosen->columns.indices[i]];
        if (strcmp(a->name, b->name) != 0)
            return mm_fail_at(error, MM_SHAPE, file, 0, b->field, "column '%s', but '%s' has '%s' there", b->name,
                              input->files[0], a->name);
    }
    return MM_OK;
}

static enum mm_status open_file(struct mm_input *input) {
    struct mm_run *run = input->run;
    struct mm_read_options *options = &input->reading;
    *options = run->reading;
    if (input->take.by_cell && options->missing == MM_MISSING_OMIT) options->missing = MM_MISSING_KEEP;
    if (input->take.numbers != NULL) options->missing = MM_MISSING_KEEP;
    MM_TRY(mm_open_operand(run, input->files[input->file], input->take.part, options, &input->reader));
    const struct mm_schema *schema = mm_reader_schema(input->reader);
    struct chosen chosen = {0};
    enum mm_status status = choose_columns(input, schema, &chosen);
    if (status == MM_OK) status = input->file == 0 ? describe(input, schema, &chosen) : compare(input, schema, &chosen);
    if (status == MM_OK) status = request(input, schema, &chosen);
    free_chosen(&chosen);
    return status;
}

enum mm_status mm_input_open(struct mm_input *input, struct mm_run *run, size_t first, size_t count,
                             const struct mm_take *take) {
    bool given = count > 0 && first < run->operand_count;
    *input = (struct mm_input){.run = run,
                               .take = *take,
                               .files = given ? run->operands + first : &standard_input,
                               .file_count = given ? count : 1};
    return open_file(input);
}

void mm_input_close(struct mm_input *input) {
    size_t dropped = mm_input_missing(input);
    if (dropped > 0) mm_note(input->run, "left out %zu row%s with missing values", dropped, dropped == 1 ? "" : "s");
    mm_reader_close(input->reader);
    mm_schema_free(&input->schema);
    mm_strings_free(&input->key_names);
    input->reader = NULL;
}

enum mm_status mm_input_next(struct mm_input *input, struct mm_block *block) {
    for (;;) {
        MM_TRY(mm_reader_next(input->reader, block, &input->run->error));
        block->first_row += input->rows_before;
        if (block->rows > 0 || input->file + 1 >= input->file_count) return MM_OK;
        input->dropped += mm_reader_missing(input->reader);
        input->rows_before = block->first_row;
        mm_reader_close(input->reader);
        input->reader = NULL;
        input->file++;
        MM_TRY(open_file(input));
    }
}

enum mm_status mm_input_row(struct mm_input *input, struct mm_row *row) {
    struct mm_block *block = &input->block;
    if (input->block_row >= block->rows) {
        MM_TRY(mm_input_next(input, block));
        input->block_row = 0;
    }
    size_t i = input->block_row;
    *row = (struct mm_row){.index = block->first_row + i};
    if (block->rows == 0) return MM_OK;
    row->values = block->numbers + i * block->number_columns;
    if (block->labels != NULL) row->label = block->labels[i];
    if (block->lines != NULL) row->line = block->lines[i];
    input->block_row++;
    return MM_OK;
}

size_t mm_input_missing(const struct mm_input *input) {
    return input->dropped + (input->reader != NULL ? mm_reader_missing(input->reader) : 0);
}

const char *mm_input_name(const struct mm_input *input) {
    return input->reader != NULL ? mm_reader_name(input->reader) : input->files[input->file];
}

const char *mm_input_column_name(const struct mm_input *input, size_t j, char buffer[32]) {
    const struct mm_column *column = &input->schema.columns[j];
    if (column->name[0] != '\0') return column->name;
    snprintf(buffer, 32, "%zu", column->position);
    return buffer;
}

enum mm_status mm_input_fail(struct mm_input *input, const struct mm_row *row, enum mm_status status,
                             const char *format, ...) {
    char text[MM_ERROR_TEXT];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    if (row->along == MM_AXIS_ALL)
        return mm_fail_at(&input->run->error, status, mm_input_name(input), 0, 0, "%s", text);
    if (row->along == MM_AXIS_COLUMNS)
        return mm_fail_at(&input->run->error, status, mm_input_name(input), 0, 0, "column %zu: %s",
                          input->schema.columns[row->index].position, text);
    if (row->line > 0) return mm_fail_at(&input->run->error, status, mm_input_name(input), row->line, 0, "%s", text);
    return mm_fail_at(&input->run->error, status, mm_input_name(input), 0, 0, "row %zu: %s",
                      row->index - (row->index >= input->rows_before ? input->rows_before : 0) + 1, text);
}

enum mm_status mm_input_fail_kernel(struct mm_input *input, const struct mm_row *row, enum mm_status status, size_t n,
                                    const struct mm_detail *detail, const char *hint) {
    char value[MM_NUMBER_TEXT], where[160] = "";
    struct mm_row place = *row;
    struct mm_detail entry = *detail;
    if (row->along != MM_AXIS_ROWS && detail->index < n) { /* an entry of a column, or of all, stands in a row, too */
        bool column = row->along == MM_AXIS_COLUMNS;
        place = (struct mm_row){.index = column ? detail->index : detail->index / input->chosen};
        entry.index = column ? row->index : detail->index % input->chosen;
        n = input->chosen;
    }
    row = &place;
    detail = &entry;
    mm_format_number(detail->value, value);
    bool of_columns = n == input->chosen || n == input->schema.count; /* the extra one is among the latter */
    if (detail->index < n && of_columns && input->schema.columns[detail->index].name[0] != '\0')
        snprintf(where, sizeof where, " (column '%.120s')", input->schema.columns[detail->index].name);
    else if (detail->index < n)
        snprintf(where, sizeof where, " (entry %zu)", detail->index + 1);
    switch (status) {
    case MM_NOT_FINITE:
        status = isnan(detail->value) ? MM_DATA : MM_DOMAIN;
        return mm_input_fail(input, row, status, "%s is not allowed here%s", value, where);
    case MM_DOMAIN:
        return mm_input_fail(input, row, status, "%s is outside the domain%s", value, where);
    case MM_NOT_DISTRIBUTION:
        if (detail->index < n)
            return mm_input_fail(input, row, status, "not a distribution: %s is negative%s", value, where);
        return mm_input_fail(input, row, status, "not a distribution: the sum is %s%s%s", value,
                             hint != NULL ? "; " : "", hint != NULL ? hint : "");
    default:
        return mm_input_fail(input, row, status, "%s", mm_status_text(status));
    }
}
