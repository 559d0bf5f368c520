/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents out: named parts as one JSON object, or as an NPZ archive. */
#include <string.h>

#include "io/writer.h"
#include "io/writer_format.h"

/* A column without names or labels, which needs no brackets around each number. */
static bool is_flat(const struct mm_matrix *matrix, const struct mm_schema *schema) {
    return matrix->columns == 1 && !schema->labelled && !mm_schema_has_names(schema);
}

/* Whether every part would be an array of numbers, all of one length: a reader takes such an object for a table. */
static bool looks_like_table(const struct mm_part *parts, size_t count) {
    for (size_t i = 0; i < count; i++) {
        const struct mm_matrix *matrix = &parts[i].matrix;
        bool named = matrix->row_names.count > 0;
        for (size_t j = 0; j < matrix->column_names.count; j++) named |= matrix->column_names.items[j][0] != '\0';
        if (named || matrix->columns != 1 || matrix->rows != parts[0].matrix.rows) return false;
    }
    return true;
}

static enum mm_status write_part(struct mm_sink *sink, const struct mm_matrix *matrix, bool keep_rows,
                                 const struct mm_write_options *options, struct mm_error *error) {
    struct mm_schema schema;
    struct mm_writer *writer;
    MM_TRY(mm_matrix_schema(&schema, matrix, error));
    enum mm_shape shape = is_flat(matrix, &schema) && !keep_rows ? MM_SHAPE_VECTOR : MM_SHAPE_TABLE;
    enum mm_status status = mm_writer_start(&writer, &mm_json_part_writer, sink, &schema, shape, options, error);
    if (status == MM_OK) status = mm_writer_whole(writer, matrix, error);
    mm_schema_free(&schema);
    return status;
}

static enum mm_status write_json(struct mm_sink *sink, const struct mm_part *parts, size_t count,
                                 const struct mm_write_options *options, struct mm_error *error) {
    bool keep_rows = looks_like_table(parts, count);
    struct mm_buffer key = {0};
    enum mm_status status = MM_OK;
    mm_sink_write(sink, "{", 1);
    for (size_t i = 0; i < count && status == MM_OK; i++) {
        mm_buffer_clear(&key);
        mm_buffer_add_text(&key, i > 0 ? ",\n " : "");
        mm_cell_json_text(&key, mm_span_of(parts[i].name));
        mm_buffer_add_byte(&key, ':');
        if (key.failed) {
            status = mm_fail_memory(error);
            break;
        }
        mm_sink_write(sink, key.text, key.length);
        /* Each part is a table like any other, but for its indentation and the newline at its end. */
        status = write_part(sink, &parts[i].matrix, keep_rows, options, error);
    }
    mm_buffer_free(&key);
    MM_TRY(status);
    mm_sink_write(sink, "}\n", 2);
    return mm_sink_flush(sink, error);
}

enum mm_status mm_write_document(struct mm_sink *sink, const struct mm_part *parts, size_t count,
                                 const struct mm_write_options *options, struct mm_error *error) {
    /* Few parts: comparing all pairs is nothing. */
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < i; j++)
            if (strcmp(parts[i].name, parts[j].name) == 0)
                return mm_fail(error, MM_USAGE, "two parts are named '%s'", parts[i].name);
    if (options->format == MM_FORMAT_NPZ) return mm_npz_write(sink, parts, count, UINT32_MAX, error);
    if (options->format == MM_FORMAT_JSON) return write_json(sink, parts, count, options, error);
    return mm_fail(
        error, MM_USAGE,
        "several parts need --to=json or NPZ: choose one with --part=NAME, or write each to a file of its own "
        "with -o DIR/");
}
