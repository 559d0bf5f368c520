/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of a binary array as doubles and as text, and what --na makes of NaN. */
#include <math.h>
#include <string.h>

#include "io/array_reader.h"

static enum mm_status check_exact(const struct mm_array_reader *reader, const struct mm_array_cells *cells,
                                  const struct mm_request *request, struct mm_error *error) {
    const struct mm_array *array = &reader->array;
    const unsigned char *from = cells->first + request->column * cells->column;
    size_t row = 0;
    if (mm_element_exact(array->element, array->big_endian, from, cells->row, cells->rows, &row)) return MM_OK;
    char text[MM_NUMBER_TEXT];
    mm_element_text(array->element, array->big_endian, from + row * cells->row, text);
    return mm_fail_at(error, MM_DATA, reader->file, 0, 0, "row %zu, column %zu: the integer %s has no exact double",
                      reader->common.row + row + 1, request->column + 1, text);
}

static void convert_texts(struct mm_array_reader *reader, const struct mm_array_cells *cells, size_t column,
                          size_t place) {
    const struct mm_array *array = &reader->array;
    const unsigned char *from = cells->first + column * cells->column;
    /* A NaN is a number here, not a cell left empty; where missing values matter, it is told by an absent text. */
    bool keep = reader->common.options->missing == MM_MISSING_KEEP;
    struct mm_span missing = keep ? (struct mm_span){"nan", 3} : (struct mm_span){NULL, 0};
    for (size_t row = 0; row < cells->rows; row++) {
        size_t cell = row * reader->text_columns + place;
        char *text = reader->characters + cell * MM_NUMBER_TEXT;
        size_t length = mm_element_text(array->element, array->big_endian, from + row * cells->row, text);
        reader->texts[cell] = length > 0 ? (struct mm_span){text, length} : missing;
    }
}

enum mm_status mm_array_convert(struct mm_array_reader *reader, const struct mm_array_cells *cells,
                                struct mm_error *error) {
    const struct mm_array *array = &reader->array;
    const struct mm_reader *common = &reader->common;
    if (reader->direct) return MM_OK;
    size_t place = 0;
    for (size_t i = 0; i < common->request_count; i++) {
        const struct mm_request *request = &common->requests[i];
        if (request->as == MM_NUMBER) {
            MM_TRY(check_exact(reader, cells, request, error));
        } else {
            convert_texts(reader, cells, request->column, place++);
        }
    }
    if (reader->plain && !array->fortran) {
        mm_element_numbers(array->element, array->big_endian, cells->first, cells->column, reader->numbers, 1,
                           cells->rows * array->columns);
        return MM_OK;
    }
    /* In Fortran order a column's rows are neighbours: a tile uses up the cache lines that it touches on both sides. */
    size_t tile = array->fortran ? MM_ARRAY_TILE : cells->rows;
    size_t step = reader->number_columns;
    for (size_t row = 0; row < cells->rows; row += tile) {
        size_t count = cells->rows - row < tile ? cells->rows - row : tile;
        double *to = reader->numbers + row * step;
        for (size_t i = 0; i < common->request_count; i++) {
            if (common->requests[i].as != MM_NUMBER) continue;
            const unsigned char *from = cells->first + row * cells->row + common->requests[i].column * cells->column;
            mm_element_numbers(array->element, array->big_endian, from, cells->row, to++, step, count);
        }
    }
    return MM_OK;
}

typedef double pair __attribute__((vector_size(16)));
typedef long long pair_mask __attribute__((vector_size(16)));

/* Comparing a value with itself in vectors costs less than the loads: this runs over every block. */
static bool has_nan(const double *values, size_t count) {
    pair_mask differ[4] = {{0, 0}, {0, 0}, {0, 0}, {0, 0}};
    size_t i = 0;
    for (; i + 8 <= count; i += 8) {
        pair four[4];
        memcpy(four, values + i, sizeof four);
        for (int j = 0; j < 4; j++) differ[j] |= four[j] != four[j];
    }
    pair_mask any = differ[0] | differ[1] | differ[2] | differ[3];
    bool found = (any[0] | any[1]) != 0;
    for (; i < count; i++) found |= isnan(values[i]);
    return found;
}

/* The first missing cell of a row of the block, as an index into the requests; request_count: none is. */
static size_t missing_request(const struct mm_array_reader *reader, size_t row) {
    const struct mm_reader *common = &reader->common;
    const double *number = reader->numbers + row * reader->number_columns;
    const struct mm_span *text = reader->texts == NULL ? NULL : reader->texts + row * reader->text_columns;
    for (size_t i = 0; i < common->request_count; i++) {
        bool missing = common->requests[i].as == MM_NUMBER ? isnan(*number++) : (text++)->text == NULL;
        if (missing) return i;
    }
    return common->request_count;
}

static void move_row(struct mm_array_reader *reader, size_t to, size_t from) {
    size_t numbers = reader->number_columns, texts = reader->text_columns;
    memmove(reader->numbers + to * numbers, reader->numbers + from * numbers, numbers * sizeof *reader->numbers);
    if (texts > 0) memcpy(reader->texts + to * texts, reader->texts + from * texts, texts * sizeof *reader->texts);
}

enum mm_status mm_array_settle_missing(struct mm_array_reader *reader, size_t rows, size_t *first, size_t *kept,
                                       struct mm_error *error) {
    struct mm_reader *common = &reader->common;
    *first = 0;
    *kept = rows;
    if (common->options->missing == MM_MISSING_KEEP || !mm_element_has_nan(reader->array.element)) return MM_OK;
    if (reader->text_columns == 0 && !has_nan(reader->numbers, rows * reader->number_columns)) return MM_OK;
    *kept = 0;
    for (size_t row = 0; row < rows; row++) {
        size_t request = missing_request(reader, row);
        if (request == common->request_count) {
            if (*kept == 0) *first = row;
            if (*kept < row) move_row(reader, *kept, row);
            ++*kept;
        } else if (common->options->missing == MM_MISSING_FAIL) {
            return mm_fail_at(error, MM_DATA, reader->file, 0, 0,
                              "missing value in row %zu, column %zu; use --na=omit to drop the row or --na=keep to "
                              "compute with NaN",
                              common->row + row + 1, common->requests[request].column + 1);
        } else {
            common->missing++;
        }
    }
    return MM_OK;
}
