/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrices handed to a writer in blocks of rows. */
#include "io/writer.h"

#include <string.h>

#include "io/writer_format.h"

enum mm_status mm_matrix_schema(struct mm_schema *schema, const struct mm_matrix *matrix, struct mm_error *error) {
    const struct mm_strings *names = &matrix->column_names;
    *schema = (struct mm_schema){.rows = matrix->rows};
    schema->named = names->count > 0;
    schema->labelled = matrix->row_names.count > 0;
    for (size_t j = 0; j < matrix->columns; j++) {
        /* A matrix of labelled rows may have fewer names than columns: none. */
        const char *name = j < names->count ? names->items[j] : "";
        if (!mm_schema_add(schema, name, strlen(name), MM_NUMBER)) goto memory;
    }
    if (schema->labelled && !(schema->label_name = mm_copy_text("", 0))) goto memory;
    return MM_OK;
memory:
    mm_schema_free(schema);
    return mm_fail_memory(error);
}

enum mm_status mm_writer_matrix(struct mm_writer *writer, const struct mm_matrix *matrix, struct mm_error *error) {
    /* Labels need spans; a run of rows at a time keeps these off the heap, whatever the matrix. */
    enum { ROWS = 512 };
    struct mm_span labels[ROWS];
    const struct mm_strings *names = &matrix->row_names;
    for (size_t i = 0; i < matrix->rows;) {
        size_t rows = matrix->rows - i < ROWS ? matrix->rows - i : ROWS;
        struct mm_block block = {.rows = rows, .number_columns = matrix->columns, .first_row = i};
        /* A matrix without columns may have no values to point into. */
        block.numbers = matrix->columns > 0 ? matrix->values + i * matrix->columns : matrix->values;
        if (names->count > 0) {
            for (size_t r = 0; r < rows; r++) labels[r] = mm_span_of(i + r < names->count ? names->items[i + r] : "");
            block.labels = labels;
        }
        MM_TRY(mm_writer_rows(writer, &block, error));
        i += rows;
    }
    return MM_OK;
}

enum mm_status mm_writer_whole(struct mm_writer *writer, const struct mm_matrix *matrix, struct mm_error *error) {
    enum mm_status status = mm_writer_matrix(writer, matrix, error);
    if (status == MM_OK) return mm_writer_finish(writer, error);
    mm_writer_abandon(writer);
    return status;
}

enum mm_status mm_write_matrix(struct mm_sink *sink, const struct mm_matrix *matrix, enum mm_shape shape,
                               const struct mm_write_options *options, struct mm_error *error) {
    struct mm_schema schema;
    struct mm_writer *writer;
    MM_TRY(mm_matrix_schema(&schema, matrix, error));
    enum mm_status status = mm_writer_open(&writer, sink, &schema, shape, options, error);
    if (status == MM_OK) status = mm_writer_whole(writer, matrix, error);
    mm_schema_free(&schema);
    return status;
}
