/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a binary array as blocks, from a stream (C order) or from the whole (Fortran order). */
#include "io/array.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/array_reader.h"

enum {
    EMPTY_COLUMNS = 1 << 20,  /* that an array without rows may declare */
    BLOCK_BYTES = 256 * 1024, /* of elements or of doubles, whichever are more: stays in the second-level cache */
    UNCHECKED_ROW = 1 << 20   /* bytes of a row that a stream of unknown length may declare without proof */
};

static void release_buffers(struct mm_array_reader *reader) {
    if (!reader->direct) free(reader->numbers);
    free(reader->raw);
    free(reader->texts);
    free(reader->characters);
    reader->raw = NULL;
    reader->numbers = NULL;
    reader->texts = NULL;
    reader->characters = NULL;
}

static void close_array(struct mm_reader *common) {
    struct mm_array_reader *reader = (struct mm_array_reader *)common;
    release_buffers(reader);
    mm_source_close(reader->kept);
    free(reader->kept_bytes);
    free(reader);
}

/* Buffers for a block of the columns asked for. */
static enum mm_status request_columns(struct mm_reader *common, struct mm_error *error) {
    struct mm_array_reader *reader = (struct mm_array_reader *)common;
    const struct mm_array *array = &reader->array;
    release_buffers(reader);
    reader->number_columns = 0;
    reader->plain = common->request_count == array->columns;
    for (size_t i = 0; i < common->request_count; i++) {
        bool number = common->requests[i].as == MM_NUMBER;
        reader->number_columns += number;
        if (!number || common->requests[i].column != i) reader->plain = false;
    }
    reader->text_columns = common->request_count - reader->number_columns;
    bool native = array->big_endian == (__BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
    bool streams = reader->stream != NULL && !array->fortran;
    reader->direct = reader->plain && array->element == MM_ELEMENT_F64 && native && streams;

    size_t widest = reader->row_bytes;
    size_t numbers_bytes = reader->number_columns * sizeof(double);
    size_t texts_bytes = reader->text_columns * sizeof(struct mm_span);
    if (numbers_bytes > widest) widest = numbers_bytes;
    if (texts_bytes > widest) widest = texts_bytes;
    size_t rows = BLOCK_BYTES / widest;
    size_t fewest = array->fortran ? MM_ARRAY_TILE : 1;
    if (rows < fewest) rows = fewest;
    if (rows > array->rows) rows = array->rows;
    reader->block_rows = rows;

    size_t cells = 0;
    bool fits = mm_multiply_sizes(rows, reader->text_columns, &cells);
    if (fits && streams) {
        double *aligned = mm_new_doubles(rows, reader->row_bytes / sizeof(double) + 1);
        fits = aligned != NULL;
        reader->raw = (unsigned char *)aligned;
    }
    if (reader->direct) {
        reader->numbers = (double *)(void *)reader->raw;
    } else {
        reader->numbers = fits ? mm_new_doubles(rows, reader->number_columns) : NULL;
        fits = fits && reader->numbers != NULL;
    }
    if (fits && reader->text_columns > 0) {
        reader->texts = mm_new(cells, sizeof *reader->texts);
        reader->characters = mm_new(cells, MM_NUMBER_TEXT);
        fits = reader->texts != NULL && reader->characters != NULL;
    }
    return fits ? MM_OK : mm_fail_memory(error);
}

static enum mm_status fail_short(const struct mm_array_reader *reader, struct mm_error *error) {
    return mm_fail_at(error, MM_DATA, reader->file, 0, 0, "truncated: %zu rows are declared, the data end in row %zu",
                      reader->array.rows, reader->common.row + 1);
}

static enum mm_status fail_long(const struct mm_array_reader *reader, struct mm_error *error) {
    return mm_fail_at(error, MM_DATA, reader->file, 0, 0,
                      "more data than the %zu rows of %zu columns that are declared", reader->array.rows,
                      reader->array.columns);
}

static enum mm_status check_end(struct mm_array_reader *reader, struct mm_error *error) {
    unsigned char byte;
    size_t got = 0;
    MM_TRY(mm_source_read(reader->stream, &byte, 1, &got, error));
    return got == 0 ? MM_OK : fail_long(reader, error);
}

/* The next rows in C order, as many as have arrived, at most a block; a row that is cut in two by a slow pipe waits in
 * `raw` for its rest. */
static enum mm_status load_rows(struct mm_array_reader *reader, size_t *rows, struct mm_error *error) {
    size_t left = reader->array.rows - reader->common.row;
    size_t most = (left < reader->block_rows ? left : reader->block_rows) * reader->row_bytes;
    memmove(reader->raw, reader->raw + reader->used, reader->held);
    size_t filled = reader->held;
    while (filled < reader->row_bytes) {
        size_t got = 0;
        MM_TRY(mm_source_read(reader->stream, reader->raw + filled, most - filled, &got, error));
        if (got == 0) return fail_short(reader, error);
        filled += got;
    }
    *rows = filled / reader->row_bytes;
    reader->used = *rows * reader->row_bytes;
    reader->held = filled - reader->used;
    return MM_OK;
}

static enum mm_status load_whole(struct mm_array_reader *reader, struct mm_error *error) {
    size_t size = 0;
    MM_TRY(mm_source_all(reader->stream, &reader->whole, &size, error));
    size_t wanted = reader->array.rows * reader->row_bytes;
    if (size > wanted) return fail_long(reader, error);
    if (size < wanted) {
        return mm_fail_at(error, MM_DATA, reader->file, 0, 0, "truncated: %zu bytes of elements where %zu are declared",
                          size, wanted);
    }
    return MM_OK;
}

static enum mm_status next_block(struct mm_reader *common, struct mm_block *block, struct mm_error *error) {
    struct mm_array_reader *reader = (struct mm_array_reader *)common;
    const struct mm_array *array = &reader->array;
    if (array->fortran && reader->whole == NULL) MM_TRY(load_whole(reader, error));
    bool streams = reader->whole == NULL;
    while (common->row < array->rows) {
        struct mm_array_cells cells = {reader->raw, reader->row_bytes, mm_element_width(array->element), 0};
        if (array->fortran) {
            cells.row = cells.column;
            cells.column *= array->rows;
        }
        if (streams) {
            MM_TRY(load_rows(reader, &cells.rows, error));
        } else {
            size_t left = array->rows - common->row;
            cells.rows = left < reader->block_rows ? left : reader->block_rows;
            cells.first = reader->whole + common->row * cells.row;
        }
        size_t first = 0, kept = 0;
        MM_TRY(mm_array_convert(reader, &cells, error));
        MM_TRY(mm_array_settle_missing(reader, cells.rows, &first, &kept, error));
        block->first_row = common->row + first;
        common->row += cells.rows;
        if (kept == 0) continue;
        block->rows = kept;
        block->number_columns = reader->number_columns;
        block->text_columns = reader->text_columns;
        block->numbers = reader->numbers;
        block->texts = reader->texts;
        return MM_OK;
    }
    block->number_columns = reader->number_columns;
    block->text_columns = reader->text_columns;
    block->first_row = common->row;
    return streams ? check_end(reader, error) : MM_OK;
}

static const struct mm_reader_operations operations = {close_array, request_columns, next_block};

enum mm_status mm_array_shape(struct mm_array *array, const size_t *dimensions, size_t count, const char *file,
                              struct mm_error *error) {
    if (count > 2) {
        return mm_fail_at(error, MM_DATA, file, 0, 0, "an array of %zu dimensions: a table has at most two", count);
    }
    array->rows = count > 0 ? dimensions[0] : 1;
    array->columns = count > 1 ? dimensions[1] : 1;
    /* Without cells the other side of the shape would be a claim that no byte backs. */
    if (array->columns == 0 || (array->rows == 0 && array->columns > EMPTY_COLUMNS)) {
        return mm_fail_at(error, MM_DATA, file, 0, 0, "an array without elements (shape %zu x %zu)", array->rows,
                          array->columns);
    }
    size_t cells = 0, bytes = 0;
    if (!mm_multiply_sizes(array->rows, array->columns, &cells) || !mm_multiply_sizes(cells, sizeof(double), &bytes) ||
        bytes > PTRDIFF_MAX) {
        return mm_fail_at(error, MM_DATA, file, 0, 0, "an impossible shape: %zu x %zu", array->rows, array->columns);
    }
    /* One row or column lies the same way in both orders, and C order streams. */
    if (array->rows <= 1 || array->columns == 1) array->fortran = false;
    return MM_OK;
}

static enum mm_status check_size(const struct mm_array_reader *reader, uint64_t there, struct mm_error *error) {
    const struct mm_array *array = &reader->array;
    size_t declared = array->rows * reader->row_bytes;
    if (there == declared) return MM_OK;
    return mm_fail_at(error, MM_DATA, reader->file, 0, 0, "%s: %zu x %zu elements take %zu bytes, there are %llu",
                      there < declared ? "truncated" : "more data than declared", array->rows, array->columns, declared,
                      (unsigned long long)there);
}

/* What a header declares must be there before anything of that size is allocated. */
static enum mm_status check_stream(const struct mm_array_reader *reader, struct mm_error *error) {
    int64_t remaining = mm_source_remaining(reader->stream);
    if (remaining >= 0) return check_size(reader, (uint64_t)remaining, error);
    if (reader->array.rows == 0) return MM_OK;
    /* By doubling, since a source makes room at once for all that it is asked to show. */
    for (size_t size = UNCHECKED_ROW; size < reader->row_bytes;) {
        const unsigned char *bytes = NULL;
        size_t got = 0;
        size = reader->row_bytes - size < size ? reader->row_bytes : 2 * size;
        MM_TRY(mm_source_peek(reader->stream, size, &bytes, &got, error));
        if (got < size) return fail_short(reader, error);
    }
    return MM_OK;
}

static enum mm_status fill_schema(struct mm_schema *schema, const struct mm_array *array, struct mm_error *error) {
    schema->rows = array->rows;
    for (size_t i = 0; i < array->columns; i++) {
        if (!mm_schema_add(schema, "", 0, MM_NUMBER)) return mm_fail_memory(error);
    }
    return MM_OK;
}

static struct mm_array_reader *new_reader(const struct mm_array *array, const char *file, enum mm_format format,
                                          const struct mm_read_options *options) {
    struct mm_array_reader *reader = mm_new_zero(1, sizeof *reader);
    if (reader == NULL) return NULL;
    reader->common.operations = &operations;
    reader->common.options = options;
    reader->common.format = format;
    reader->array = *array;
    reader->file = file;
    reader->row_bytes = array->columns * mm_element_width(array->element);
    return reader;
}

/* The end of both ways to open; STATUS is what checking the size gave. */
static enum mm_status finish_open(struct mm_reader **result, struct mm_array_reader *reader, enum mm_status status,
                                  struct mm_error *error) {
    if (status == MM_OK) status = fill_schema(&reader->common.schema, &reader->array, error);
    if (status != MM_OK) {
        mm_schema_free(&reader->common.schema);
        free(reader);
        return status;
    }
    *result = &reader->common;
    return MM_OK;
}

enum mm_status mm_array_open(struct mm_reader **result, struct mm_source *stream, const struct mm_array *array,
                             enum mm_format format, const struct mm_read_options *options, struct mm_error *error) {
    struct mm_array_reader *reader = new_reader(array, mm_source_name(stream), format, options);
    if (reader == NULL) return mm_fail_memory(error);
    reader->stream = stream;
    return finish_open(result, reader, check_stream(reader, error), error);
}

enum mm_status mm_array_open_memory(struct mm_reader **result, const unsigned char *bytes, size_t size,
                                    const char *file, const struct mm_array *array, enum mm_format format,
                                    const struct mm_read_options *options, struct mm_error *error) {
    struct mm_array_reader *reader = new_reader(array, file, format, options);
    if (reader == NULL) return mm_fail_memory(error);
    reader->whole = bytes;
    return finish_open(result, reader, check_size(reader, size, error), error);
}

void mm_array_keep(struct mm_reader *common, struct mm_source *stream, void *bytes) {
    struct mm_array_reader *reader = (struct mm_array_reader *)common;
    reader->kept = stream;
    reader->kept_bytes = bytes;
}
