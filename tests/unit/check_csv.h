/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSV table read and written down as one text, so that a test is an input and what is expected of it. */
#ifndef MM_TESTS_CHECK_CSV_H
#define MM_TESTS_CHECK_CSV_H

#include "base/number.h"
#include "check_main.h"
#include "io/reader.h"

/* First the columns: name# for numbers, name' for text; "header" before them if there was one, <name> for labels. Then
 * a line for each row: its line in the input, first_row, labels in <>, numbers, texts in [] (absent: []?). Last, an
 * error begins with "! ", or "dropped N" counts rows left out. Columns are separated by blanks, lines by '/'. */
static inline void mm_check_rows(struct mm_buffer *out, struct mm_reader *reader) {
    struct mm_block block;
    struct mm_error error = {0};
    char text[1024];
    while (mm_reader_next(reader, &block, &error) == MM_OK && block.rows > 0) {
        for (size_t i = 0; i < block.rows; i++) {
            mm_buffer_printf(out, "/%zu", block.lines[i]);
            if (block.labels) mm_buffer_printf(out, " <%.*s>", (int)block.labels[i].length, block.labels[i].text);
            for (size_t j = 0; j < block.number_columns; j++) {
                mm_format_number(block.numbers[i * block.number_columns + j], text);
                mm_buffer_printf(out, " %s", text);
            }
            for (size_t j = 0; j < block.text_columns; j++) {
                struct mm_span cell = block.texts[i * block.text_columns + j];
                mm_buffer_add_text(out, " [");
                if (cell.length > 0) mm_buffer_add(out, cell.text, cell.length);
                mm_buffer_add_text(out, cell.text ? "]" : "]?");
            }
        }
    }
    if (error.status != MM_OK) mm_buffer_printf(out, "/! %s", mm_error_describe(&error, text, sizeof text));
    if (mm_reader_missing(reader)) mm_buffer_printf(out, "/dropped %zu", mm_reader_missing(reader));
}

static inline void mm_check_schema(struct mm_buffer *out, const struct mm_reader *reader) {
    const struct mm_schema *schema = mm_reader_schema(reader);
    if (schema->named) mm_buffer_add_text(out, "header ");
    if (schema->labelled) mm_buffer_printf(out, "<%s> ", schema->label_name);
    for (size_t j = 0; j < schema->count; j++) {
        bool text = schema->columns[j].kind == MM_TEXT;
        mm_buffer_printf(out, "%s%s%s", j ? " " : "", schema->columns[j].name, text ? "'" : "#");
    }
}

/* Owned by the caller. */
static inline char *mm_check_read(const char *bytes, size_t size, const struct mm_read_options *options,
                                  const struct mm_request *requests, size_t count) {
    struct mm_buffer out = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_error error = {0};
    char text[1024];
    ck_assert_int_eq(mm_source_open_memory(&source, bytes, size, "t", &error), MM_OK);
    if (mm_reader_open(&reader, source, NULL, options, &error) != MM_OK) {
        mm_buffer_printf(&out, "%s! %s", error.status == MM_USAGE ? "usage" : "",
                         mm_error_describe(&error, text, sizeof text));
        return mm_buffer_take(&out);
    }
    mm_check_schema(&out, reader);
    if (requests) ck_assert_int_eq(mm_reader_request(reader, requests, count, &error), MM_OK);
    mm_check_rows(&out, reader);
    mm_reader_close(reader);
    return mm_buffer_take(&out);
}

/* BYTES (a string literal, which may hold NUL) read with OPTIONS gives EXPECTED. */
#define mm_check_csv_with(bytes, expected, ...)                                                                        \
    do {                                                                                                               \
        const struct mm_read_options mm_options_ = {.format = MM_FORMAT_CSV, __VA_ARGS__};                             \
        char *mm_actual_ = mm_check_read(bytes, sizeof(bytes) - 1, &mm_options_, NULL, 0);                             \
        ck_assert_str_eq(mm_actual_, expected);                                                                        \
        free(mm_actual_);                                                                                              \
    } while (0)

#define mm_check_csv(bytes, expected) mm_check_csv_with(bytes, expected, .missing = MM_MISSING_FAIL)

#endif
