/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fitted columns, written and read as a table like any other. */
#include "tool/fitted.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/open.h"

static const char *const names[] = {"column", "method", "ddof", "n", "centre", "scale"};
enum { TEXTS = 2, FIELDS = sizeof names / sizeof *names };

void mm_fitted_free(struct mm_fitted *fitted) {
    for (size_t j = 0; j < fitted->count; j++) free(fitted->columns[j].name);
    free(fitted->columns);
    free(fitted->method);
    *fitted = (struct mm_fitted){0};
}

enum mm_status mm_fitted_write(const struct mm_fitted *fitted, struct mm_run *run, struct mm_sink *sink) {
    struct mm_schema schema = {.named = true, .rows = fitted->count};
    struct mm_writer *writer;
    struct mm_error *error = &run->error;
    for (size_t j = 0; j < FIELDS; j++)
        if (!mm_schema_add(&schema, names[j], strlen(names[j]), j < TEXTS ? MM_TEXT : MM_NUMBER))
            return mm_fail_memory(error);
    MM_TRY(mm_writer_open(&writer, sink, &schema, MM_SHAPE_TABLE, &(struct mm_write_options){.format = MM_FORMAT_JSON},
                          error));
    for (size_t j = 0; j < fitted->count; j++) {
        const struct mm_fitted_column *column = &fitted->columns[j];
        const struct mm_span texts[TEXTS] = {mm_span_of(column->name), mm_span_of(fitted->method)};
        const double numbers[FIELDS - TEXTS] = {fitted->ddof, column->n, column->centre, column->scale};
        MM_TRY(mm_writer_rows(writer,
                              &(struct mm_block){.rows = 1,
                                                 .number_columns = FIELDS - TEXTS,
                                                 .text_columns = TEXTS,
                                                 .numbers = numbers,
                                                 .texts = texts,
                                                 .first_row = j},
                              error));
    }
    enum mm_status status = mm_writer_finish(writer, error);
    mm_schema_free(&schema);
    return status;
}

static enum mm_status add_rows(struct mm_fitted *fitted, const struct mm_block *block, const char *path,
                               struct mm_error *error) {
    struct mm_fitted_column *grown = mm_resize(fitted->columns, fitted->count + block->rows, sizeof *grown);
    if (grown == NULL) return mm_fail_memory(error);
    fitted->columns = grown;
    for (size_t i = 0; i < block->rows; i++) {
        const struct mm_span *texts = block->texts + i * TEXTS;
        const double *numbers = block->numbers + i * (FIELDS - TEXTS);
        if (fitted->method == NULL) fitted->method = mm_copy_text(texts[1].text, texts[1].length);
        char *name = mm_copy_text(texts[0].text, texts[0].length);
        if (name == NULL || fitted->method == NULL) return mm_fail_memory(error);
        fitted->ddof = numbers[0];
        grown[fitted->count++] =
            (struct mm_fitted_column){.name = name, .n = numbers[1], .centre = numbers[2], .scale = numbers[3]};
        if (!mm_span_is(texts[1], fitted->method) || !isfinite(numbers[2]) || !isfinite(numbers[3]) || numbers[3] == 0)
            return mm_fail_at(error, MM_DATA, path, 0, 0, "not what --save writes: column '%s'", name);
    }
    return MM_OK;
}

enum mm_status mm_fitted_read(struct mm_fitted *fitted, struct mm_run *run, const char *path) {
    struct mm_reader *reader;
    struct mm_read_options options = {.missing = MM_MISSING_FAIL, .threads = 1};
    struct mm_request requests[FIELDS];
    struct mm_block block = {.rows = 1};
    MM_TRY(mm_open_operand(run, path, NULL, &options, &reader));
    const struct mm_schema *schema = mm_reader_schema(reader);
    for (size_t j = 0; j < FIELDS; j++) {
        size_t at = 0;
        while (at < schema->count && strcmp(schema->columns[at].name, names[j]) != 0) at++;
        if (at == schema->count)
            return mm_fail_at(&run->error, MM_DATA, path, 0, 0, "not what --save writes: no field '%s'", names[j]);
        requests[j] = (struct mm_request){at, j < TEXTS ? MM_TEXT : MM_NUMBER};
    }
    MM_TRY(mm_reader_request(reader, requests, FIELDS, &run->error));
    while (block.rows > 0) {
        MM_TRY(mm_reader_next(reader, &block, &run->error));
        if (block.rows > 0) MM_TRY(add_rows(fitted, &block, path, &run->error));
    }
    mm_reader_close(reader);
    return fitted->count > 0 ? MM_OK : mm_fail_at(&run->error, MM_DATA, path, 0, 0, "no columns");
}
