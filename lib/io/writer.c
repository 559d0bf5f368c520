/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One writer for every format: the choice of its operations, and what all of them share. */
#include "io/writer.h"

#include <stdlib.h>

#include "base/memory.h"
#include "io/writer_format.h"

enum mm_status mm_writer_start(struct mm_writer **writer, const struct mm_writer_operations *operations,
                               struct mm_sink *sink, const struct mm_schema *schema, enum mm_shape shape,
                               const struct mm_write_options *options, struct mm_error *error) {
    struct mm_writer *opened = mm_new_zero(1, operations->size);
    if (!opened) return mm_fail_memory(error);
    opened->operations = operations;
    opened->sink = sink;
    opened->schema = schema;
    opened->shape = shape;
    opened->options = *options;
    /* A number that has a label, or a neighbour, cannot do without its header. */
    opened->bare = shape == MM_SHAPE_NUMBER && schema->count == 1 && !schema->labelled;
    opened->headed = !opened->bare && (schema->labelled || (schema->named && mm_schema_has_names(schema)));
    /* Refusals come from here, before a byte is written: -o's file is not touched by them. */
    enum mm_status status = operations->open(opened, error);
    if (status != MM_OK) {
        mm_writer_abandon(opened);
        return status;
    }
    *writer = opened;
    return MM_OK;
}

enum mm_status mm_writer_open(struct mm_writer **writer, struct mm_sink *sink, const struct mm_schema *schema,
                              enum mm_shape shape, const struct mm_write_options *options, struct mm_error *error) {
    const struct mm_writer_operations *operations = NULL;
    switch (options->format) {
    case MM_FORMAT_AUTO:
    case MM_FORMAT_CSV:
    case MM_FORMAT_TSV:
        operations = &mm_csv_writer;
        break;
    case MM_FORMAT_JSON:
    case MM_FORMAT_JSONL:
        operations = &mm_json_writer;
        break;
    case MM_FORMAT_NPY:
        operations = &mm_npy_writer;
        break;
    case MM_FORMAT_TABLE:
        operations = &mm_table_writer;
        break;
    case MM_FORMAT_NPZ:
        return mm_fail(error, MM_USAGE, "NPZ holds documents of several parts: use --to=npy for one table");
    case MM_FORMAT_SAFETENSORS:
        return mm_fail(error, MM_USAGE, "safetensors is only read: use --to=npy");
    }
    return mm_writer_start(writer, operations, sink, schema, shape, options, error);
}

enum mm_status mm_writer_rows(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error) {
    enum { CHECK_EVERY = 65536 };
    if (block->rows == 0) return MM_OK;
    MM_TRY(writer->operations->rows(writer, block, error));
    writer->rows += block->rows;
    /* A full disk must end an endless input, but a flush for every small block would cost a system call each. */
    writer->unchecked += block->rows * (block->number_columns + block->text_columns + 1);
    if (writer->unchecked < CHECK_EVERY) return MM_OK;
    writer->unchecked = 0;
    return mm_sink_flush(writer->sink, error);
}

enum mm_status mm_writer_finish(struct mm_writer *writer, struct mm_error *error) {
    /* The last flush counts as well: a result that is cut short must not look like success. */
    enum mm_status status = writer->operations->finish ? writer->operations->finish(writer, error) : MM_OK;
    if (status == MM_OK) status = mm_sink_flush(writer->sink, error);
    mm_writer_abandon(writer);
    return status;
}

void mm_writer_abandon(struct mm_writer *writer) {
    if (!writer) return;
    if (writer->operations->close) writer->operations->close(writer);
    free(writer);
}
