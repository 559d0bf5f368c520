/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON reader: opening, kinds of columns from the first rows, the schema. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/json_reader.h"

/* Whether no more rows are needed to know the kinds: a number in every column settles that. */
static bool is_settled(const struct mm_json_reader *reader) {
    for (size_t i = 0; i < reader->cell_count; i++)
        if (!reader->seen[i].number) return false;
    return true;
}

/* Whether something is known of every column, and the next row may be long in coming (a slow pipe). */
static bool may_stop(const struct mm_json_reader *reader) {
    if (reader->scan.source == NULL || mm_source_remaining(reader->scan.source) >= 0) return false;
    for (size_t i = 0; i < reader->cell_count; i++)
        if (!reader->seen[i].number && !reader->seen[i].text) return false;
    return reader->begun;
}

/* Reads the first rows for the number of their cells, the keys, and the kinds; then goes back. */
static enum mm_status sample(struct mm_json_reader *reader) {
    struct mm_json_scan *scan = &reader->scan;
    size_t start = mm_json_tell(scan), begin = mm_json_progress(reader);
    scan->hold = scan->at;
    reader->sampling = true;
    while (!reader->done && mm_json_progress(reader) - begin < MM_JSON_SAMPLE) {
        scan->checkpoint = may_stop(reader) ? scan->at : NULL;
        enum mm_status status = mm_json_read_row(reader);
        scan->checkpoint = NULL;
        if (status == MM_NEGATIVE) break;
        MM_TRY(status);
        if (is_settled(reader)) break;
    }
    reader->sampling = reader->begun = reader->done = false;
    reader->base.row = 0;
    /* Cursors are only there when all of the input is: then the sample was whole. */
    reader->sample_end = reader->shape == MM_JSON_COLUMNS ? 0 : start + MM_JSON_SAMPLE;
    if (reader->shape == MM_JSON_COLUMNS)
        mm_json_rewind_columns(reader);
    else
        mm_json_seek(scan, start);
    scan->hold = NULL;
    if (reader->cell_count == 0) return mm_json_fail(scan, scan->at, "no columns");
    return MM_OK;
}

/* Labelled rows of unnamed columns are written with the keys "1", "2", …: read back, the columns have no names again. */
static void forget_positions(struct mm_schema *schema) {
    char position[24];
    for (size_t j = 0; j < schema->count; j++) {
        snprintf(position, sizeof position, "%zu", j + 1);
        if (strcmp(schema->columns[j].name, position) != 0) return;
    }
    for (size_t j = 0; j < schema->count; j++) schema->columns[j].name[0] = '\0';
}

/* Takes the label column out of the schema: the one that -L names, or the key "". */
static enum mm_status take_labels(struct mm_json_reader *reader) {
    struct mm_schema *schema = &reader->base.schema;
    const char *wanted = reader->base.options->labels;
    size_t cell = reader->cell_count;
    if (wanted != NULL)
        MM_TRY(mm_select_one(schema, wanted, &cell, reader->scan.error));
    else if (schema->named)
        cell = mm_json_keys_find(&reader->keys, "", 0);
    reader->label_cell = cell;
    if (cell == reader->cell_count) return MM_OK;
    schema->labelled = true;
    schema->label_name = schema->columns[cell].name;
    schema->count--;
    memmove(&schema->columns[cell], &schema->columns[cell + 1], (schema->count - cell) * sizeof *schema->columns);
    if (schema->count == 0) return mm_json_fail(&reader->scan, reader->scan.at, "no columns beside the row labels");
    if (wanted == NULL) forget_positions(schema);
    return MM_OK;
}

static enum mm_status make_schema(struct mm_json_reader *reader) {
    struct mm_schema *schema = &reader->base.schema;
    schema->named = reader->shape == MM_JSON_OBJECTS || reader->shape == MM_JSON_COLUMNS;
    schema->rows = reader->shape == MM_JSON_COLUMNS      ? reader->column_rows
                   : reader->container == MM_JSON_SINGLE ? 1
                                                         : MM_ROWS_UNKNOWN;
    for (size_t i = 0; i < reader->cell_count; i++) {
        const struct mm_json_cell_seen *seen = &reader->seen[i];
        const char *name = schema->named ? reader->keys.names.items[i] : "";
        if (!mm_schema_add(schema, name, strlen(name), seen->text && !seen->number ? MM_TEXT : MM_NUMBER))
            return mm_fail_memory(reader->scan.error);
        schema->columns[i].field = i + 1;
    }
    return take_labels(reader);
}

static void close_reader(struct mm_reader *base) {
    struct mm_json_reader *reader = (struct mm_json_reader *)base;
    mm_json_scan_close(&reader->scan);
    mm_tokens_free(&reader->tokens);
    mm_json_keys_free(&reader->keys);
    mm_json_free_output(&reader->out);
    free(reader->seen);
    free(reader->cursors);
    free(reader->starts);
    free(reader);
}

static const struct mm_reader_operations operations = {close_reader, mm_json_plan, mm_json_next_block};

static enum mm_status open_rows(struct mm_json_reader *reader, struct mm_source *source, const char *part,
                                size_t capacity, struct mm_error *error) {
    const char *list = reader->base.options->na_tokens;
    if (list != NULL && !mm_tokens_parse(&reader->tokens, list)) return mm_fail_memory(error);
    MM_TRY(mm_json_scan_open(&reader->scan, source, capacity, error));
    MM_TRY(mm_json_open_input(reader, part));
    MM_TRY(sample(reader));
    return make_schema(reader);
}

enum mm_status mm_json_open_window(struct mm_reader **opened, struct mm_source *source, const char *part,
                                   const struct mm_read_options *options, size_t capacity, struct mm_error *error) {
    struct mm_json_reader *reader = mm_new_zero(1, sizeof *reader);
    if (reader == NULL) return mm_fail_memory(error);
    reader->base.operations = &operations;
    reader->base.source = source;
    reader->base.options = options;
    enum mm_status status = open_rows(reader, source, part, capacity, error);
    if (status != MM_OK) {
        mm_schema_free(&reader->base.schema);
        mm_strings_free(&reader->base.parts);
        close_reader(&reader->base);
        return status;
    }
    *opened = &reader->base;
    return MM_OK;
}

enum mm_status mm_json_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                            const struct mm_read_options *options, struct mm_error *error) {
    return mm_json_open_window(reader, source, part, options, MM_JSON_WINDOW, error);
}
