/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Small tables put together cell by cell, and the bytes that a writer makes of them. */
#ifndef MM_TESTS_CHECK_WRITER_H
#define MM_TESTS_CHECK_WRITER_H

#include <stdio.h>

#include "check_main.h"

#include "io/writer.h"

/* Starts as {0}; cells come row by row, those of numbers and those of text in order. */
struct sheet {
    struct mm_schema schema;
    double numbers[64];
    struct mm_span texts[64], labels[16];
    size_t number_count, text_count, rows;
};

static inline void sheet_column(struct sheet *sheet, const char *name, enum mm_kind kind) {
    sheet->schema.rows = MM_ROWS_UNKNOWN;
    sheet->schema.named |= name[0] != '\0';
    ck_assert(mm_schema_add(&sheet->schema, name, strlen(name), kind));
}

static inline void sheet_labelled(struct sheet *sheet, const char *label_name) {
    sheet->schema.labelled = true;
    sheet->schema.label_name = mm_copy_text(label_name, strlen(label_name));
}

static inline void sheet_number(struct sheet *sheet, double value) {
    sheet->numbers[sheet->number_count++] = value;
}

/* A null TEXT is an absent one. */
static inline void sheet_text(struct sheet *sheet, const char *text) {
    sheet->texts[sheet->text_count++] = mm_span_of(text);
}

static inline void sheet_row(struct sheet *sheet, const char *label) {
    sheet->labels[sheet->rows++] = mm_span_of(label);
}

static inline struct mm_block sheet_block(const struct sheet *sheet) {
    struct mm_block block = {.rows = sheet->rows, .numbers = sheet->numbers, .texts = sheet->texts};
    for (size_t j = 0; j < sheet->schema.count; j++) {
        block.number_columns += sheet->schema.columns[j].kind == MM_NUMBER;
        block.text_columns += sheet->schema.columns[j].kind != MM_NUMBER;
    }
    block.labels = sheet->schema.labelled ? sheet->labels : NULL;
    return block;
}

/* The whole sheet written into memory; the status of the first call that fails. BYTES is owned by the caller. */
static inline enum mm_status sheet_write(const struct sheet *sheet, enum mm_shape shape,
                                         struct mm_write_options options, char **bytes, size_t *length,
                                         struct mm_error *error) {
    struct mm_sink *sink;
    struct mm_writer *writer;
    struct mm_block block = sheet_block(sheet);
    ck_assert_int_eq(mm_sink_open_memory(&sink, error), MM_OK);
    enum mm_status status = mm_writer_open(&writer, sink, &sheet->schema, shape, &options, error);
    if (status == MM_OK) {
        status = mm_writer_rows(writer, &block, error);
        if (status == MM_OK)
            status = mm_writer_finish(writer, error);
        else
            mm_writer_abandon(writer);
    }
    *bytes = NULL;
    if (status == MM_OK) {
        const char *written = mm_sink_bytes(sink, length);
        *bytes = mm_copy_text(written ? written : "", *length);
    }
    mm_sink_abandon(sink);
    return status;
}

/* Writes the sheet, compares, and leaves it as it was. */
#define check_sheet(sheet, shape, expected, ...)                                                                       \
    do {                                                                                                               \
        char *bytes_;                                                                                                  \
        size_t length_ = 0;                                                                                            \
        struct mm_error error_ = {0};                                                                                  \
        ck_assert_int_eq(                                                                                              \
            sheet_write(sheet, shape, (struct mm_write_options){__VA_ARGS__}, &bytes_, &length_, &error_), MM_OK);     \
        ck_assert_str_eq(bytes_, expected);                                                                            \
        ck_assert_uint_eq(length_, strlen(expected));                                                                  \
        free(bytes_);                                                                                                  \
    } while (0)

/* Writes the sheet, which must fail with STATUS and a text that contains PART. */
#define check_refused(sheet, shape, status, part, ...)                                                                 \
    do {                                                                                                               \
        char *bytes_;                                                                                                  \
        size_t length_ = 0;                                                                                            \
        struct mm_error error_ = {0};                                                                                  \
        ck_assert_int_eq(                                                                                              \
            sheet_write(sheet, shape, (struct mm_write_options){__VA_ARGS__}, &bytes_, &length_, &error_), status);    \
        ck_assert_msg(strstr(error_.text, part) != NULL, "'%s' does not contain '%s'", error_.text, part);             \
    } while (0)

static inline void sheet_free(struct sheet *sheet) {
    mm_schema_free(&sheet->schema);
}

#endif
