/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON and JSON Lines out: arrays for rows without names, objects for rows with names or labels. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/writer_format.h"

struct json_writer {
    struct mm_writer common;
    bool lines;                /* a value a line, nothing around them */
    const char *separator;     /* between rows, unless lines */
    const char *end;           /* behind the last bracket */
    const char *open, *close;  /* around a row */
    size_t fields;             /* of a row, the label counted */
    struct mm_buffer prefixes; /* what stands before each field: a comma, a key and its colon */
    size_t *starts;            /* prefix i is the bytes from starts[i] to starts[i+1] */
    struct mm_buffer scratch;  /* the text cell at hand */
};

static int compare_names(const void *a, const void *b) {
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* An object cannot have a key twice; sorted, so that wide tables do not take quadratic time. */
static enum mm_status check_distinct(const struct mm_strings *names, struct mm_error *error) {
    char **sorted = mm_new(names->count, sizeof *sorted);
    if (!sorted) return mm_fail_memory(error);
    for (size_t i = 0; i < names->count; i++) sorted[i] = names->items[i];
    qsort(sorted, names->count, sizeof *sorted, compare_names);
    enum mm_status status = MM_OK;
    for (size_t i = 1; i < names->count && status == MM_OK; i++)
        if (strcmp(sorted[i - 1], sorted[i]) == 0)
            status = mm_fail(error, MM_USAGE,
                             "several columns are named '%s', which a JSON object cannot hold: choose with -k, or use "
                             "--to=csv",
                             sorted[i]);
    free(sorted);
    return status;
}

/* The keys of a row: "" for the label; a column without a name goes by its number, for "" would make it a label. */
static enum mm_status collect_keys(struct mm_strings *keys, const struct mm_schema *schema, struct mm_error *error) {
    bool stored = !schema->labelled || mm_strings_add(keys, "", 0);
    for (size_t j = 0; j < schema->count && stored; j++) {
        const char *name = schema->columns[j].name;
        char number[32];
        if (name[0] == '\0') {
            snprintf(number, sizeof number, "%zu", j + 1);
            name = number;
        }
        stored = mm_strings_add(keys, name, strlen(name));
    }
    return stored ? check_distinct(keys, error) : mm_fail_memory(error);
}

/* Keys are escaped once, not once a row. */
static enum mm_status build_prefixes(struct json_writer *json, struct mm_error *error) {
    struct mm_strings keys = {0};
    if (json->common.headed) {
        enum mm_status status = collect_keys(&keys, json->common.schema, error);
        if (status != MM_OK) {
            mm_strings_free(&keys);
            return status;
        }
    }
    json->starts = mm_new(json->fields + 1, sizeof *json->starts);
    mm_buffer_add(&json->prefixes, "", 0); /* a text to point into, even where no field has a prefix */
    for (size_t i = 0; i < json->fields && json->starts; i++) {
        json->starts[i] = json->prefixes.length;
        if (i > 0) mm_buffer_add_byte(&json->prefixes, ',');
        if (json->common.headed) {
            mm_cell_json_text(&json->prefixes, mm_span_of(keys.items[i]));
            mm_buffer_add_byte(&json->prefixes, ':');
        }
    }
    mm_strings_free(&keys);
    if (!json->starts || json->prefixes.failed) return mm_fail_memory(error);
    json->starts[json->fields] = json->prefixes.length;
    return MM_OK;
}

static enum mm_status open_with(struct mm_writer *writer, const char *separator, const char *end,
                                struct mm_error *error) {
    struct json_writer *json = (struct json_writer *)writer;
    enum mm_shape shape = writer->shape;
    json->fields = writer->schema->count + writer->schema->labelled;
    json->lines = writer->options.format == MM_FORMAT_JSONL || shape == MM_SHAPE_RECORD || shape == MM_SHAPE_NUMBER;
    json->separator = separator;
    json->end = end;
    bool flat = shape == MM_SHAPE_VECTOR && !writer->headed && json->fields == 1 && !json->lines;
    if (flat) json->separator = ","; /* a vector reads best on one line */
    json->open = writer->headed ? "{" : flat || writer->bare ? "" : "[";
    json->close = writer->headed ? "}" : flat || writer->bare ? "" : "]";
    /* One line with one array would be read back as a column. */
    bool one_row = json->lines && shape == MM_SHAPE_TABLE && !writer->headed && json->fields > 1;
    if (one_row && writer->schema->rows == 1) json->open = "[[", json->close = "]]";
    return build_prefixes(json, error);
}

static enum mm_status json_open(struct mm_writer *writer, struct mm_error *error) {
    return open_with(writer, ",\n ", "\n", error);
}

static enum mm_status json_part_open(struct mm_writer *writer, struct mm_error *error) {
    return open_with(writer, ",\n  ", "", error);
}

static void put(struct mm_sink *sink, const char *text) {
    mm_sink_write(sink, text, strlen(text));
}

/* Key and number are put where they are sent from; only a key too long for that takes a way of its own. */
static void put_number(struct json_writer *json, size_t field, double value) {
    enum { PREFIX_IN_PLACE = 256 };
    struct mm_sink *sink = json->common.sink;
    const char *prefix = json->prefixes.text + json->starts[field];
    size_t length = json->starts[field + 1] - json->starts[field];
    if (length > PREFIX_IN_PLACE) {
        mm_sink_write(sink, prefix, length);
        length = 0;
    }
    char *room = mm_sink_reserve(sink, PREFIX_IN_PLACE + MM_NUMBER_TEXT);
    if (length > 0) memcpy(room, prefix, length);
    length += mm_cell_json_number(room + length, value, json->common.options.digits);
    mm_sink_advance(sink, length);
}

/* Escapes make the length of a text unknown beforehand, so it goes through a buffer. */
static void put_text(struct json_writer *json, size_t field, struct mm_span cell, enum mm_kind kind) {
    mm_buffer_clear(&json->scratch);
    mm_buffer_add(&json->scratch, json->prefixes.text + json->starts[field],
                  json->starts[field + 1] - json->starts[field]);
    if (kind == MM_NUMERAL)
        mm_cell_json_numeral(&json->scratch, cell);
    else
        mm_cell_json_text(&json->scratch, cell);
    if (!json->scratch.failed) mm_sink_write(json->common.sink, json->scratch.text, json->scratch.length);
}

static enum mm_status json_rows(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error) {
    struct json_writer *json = (struct json_writer *)writer;
    const struct mm_schema *schema = writer->schema;
    const double *numbers = block->numbers;
    const struct mm_span *texts = block->texts;
    for (size_t i = 0; i < block->rows; i++) {
        if (!json->lines) put(writer->sink, writer->rows + i == 0 ? "[" : json->separator);
        put(writer->sink, json->open);
        size_t field = 0;
        if (schema->labelled) {
            /* A label is a text even where it is absent. */
            struct mm_span label = block->labels[i].text ? block->labels[i] : mm_span_of("");
            put_text(json, field++, label, MM_TEXT);
            if (json->scratch.failed) return mm_fail_memory(error);
        }
        for (size_t j = 0; j < schema->count; j++, field++) {
            if (schema->columns[j].kind == MM_NUMBER) {
                put_number(json, field, *numbers++);
                continue;
            }
            put_text(json, field, *texts++, schema->columns[j].kind);
            if (json->scratch.failed) return mm_fail_memory(error);
        }
        put(writer->sink, json->close);
        if (json->lines) put(writer->sink, "\n");
    }
    return MM_OK;
}

static enum mm_status json_finish(struct mm_writer *writer, struct mm_error *error) {
    (void)error;
    struct json_writer *json = (struct json_writer *)writer;
    if (json->lines) return MM_OK;
    put(writer->sink, writer->rows == 0 ? "[]" : "]");
    put(writer->sink, json->end);
    return MM_OK;
}

static void json_close(struct mm_writer *writer) {
    struct json_writer *json = (struct json_writer *)writer;
    mm_buffer_free(&json->prefixes);
    mm_buffer_free(&json->scratch);
    free(json->starts);
}

const struct mm_writer_operations mm_json_writer = {
    .size = sizeof(struct json_writer),
    .open = json_open,
    .rows = json_rows,
    .finish = json_finish,
    .close = json_close,
};

const struct mm_writer_operations mm_json_part_writer = {
    .size = sizeof(struct json_writer),
    .open = json_part_open,
    .rows = json_rows,
    .finish = json_finish,
    .close = json_close,
};
