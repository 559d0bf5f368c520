/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A JSON table read and written down as one text, so that a test is an input and what is expected of it. */
#ifndef MM_TESTS_CHECK_JSON_H
#define MM_TESTS_CHECK_JSON_H

#include "base/number.h"
#include "check_main.h"
#include "io/json_reader.h"

/* The format, then the columns: name# for numbers, name' for text, <name> for labels, "header" before them if they are
 * named. Then a line for each row: its line in the input (or -), the label in <>, numbers, texts in [] (absent: []?).
 * Last, "dropped N", or an error behind "! ". Columns are separated by blanks, lines by '/'. */
static inline void mm_check_json_row(struct mm_buffer *out, const struct mm_block *block, size_t i) {
    char text[MM_NUMBER_TEXT];
    if (block->lines)
        mm_buffer_printf(out, "/%zu", block->lines[i]);
    else
        mm_buffer_add_text(out, "/-");
    if (block->labels) mm_buffer_printf(out, " <%.*s>", (int)block->labels[i].length, block->labels[i].text);
    for (size_t j = 0; j < block->number_columns; j++) {
        mm_format_number(block->numbers[i * block->number_columns + j], text);
        mm_buffer_printf(out, " %s", text);
    }
    for (size_t j = 0; j < block->text_columns; j++) {
        struct mm_span cell = block->texts[i * block->text_columns + j];
        mm_buffer_add_text(out, " [");
        if (cell.length > 0) mm_buffer_add(out, cell.text, cell.length);
        mm_buffer_add_text(out, cell.text ? "]" : "]?");
    }
}

static inline void mm_check_json_schema(struct mm_buffer *out, const struct mm_reader *reader) {
    const struct mm_schema *schema = mm_reader_schema(reader);
    mm_buffer_add_text(out, mm_reader_format(reader) == MM_FORMAT_JSONL ? "jsonl:" : "json:");
    if (schema->named) mm_buffer_add_text(out, " header");
    if (schema->labelled) mm_buffer_printf(out, " <%s>", schema->label_name);
    for (size_t j = 0; j < schema->count; j++)
        mm_buffer_printf(out, " %s%s", schema->columns[j].name, schema->columns[j].kind == MM_TEXT ? "'" : "#");
}

/* Owned by the caller. ALL_TEXT requests text columns as text and others as numerals. */
static inline char *mm_check_json_read(const char *bytes, size_t size, const char *part, size_t window, bool all_text,
                                       const struct mm_read_options *options) {
    struct mm_buffer out = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_block block;
    struct mm_error error = {0};
    char text[1024];
    ck_assert_int_eq(mm_source_open_memory(&source, bytes, size, "t", &error), MM_OK);
    if (mm_json_open_window(&reader, source, part, options, window, &error) != MM_OK) {
        mm_buffer_printf(&out, "%s! %s", error.status == MM_USAGE ? "usage" : "",
                         mm_error_describe(&error, text, sizeof text));
        mm_source_close(source);
        return mm_buffer_take(&out);
    }
    mm_check_json_schema(&out, reader);
    struct mm_request requests[64];
    size_t count = mm_reader_schema(reader)->count;
    for (size_t j = 0; all_text && j < count; j++)
        requests[j] = (struct mm_request){j, reader->schema.columns[j].kind == MM_TEXT ? MM_TEXT : MM_NUMERAL};
    if (all_text) ck_assert_int_eq(mm_reader_request(reader, requests, count, &error), MM_OK);
    while (mm_reader_next(reader, &block, &error) == MM_OK && block.rows > 0)
        for (size_t i = 0; i < block.rows; i++) mm_check_json_row(&out, &block, i);
    if (error.status != MM_OK) mm_buffer_printf(&out, "/! %s", mm_error_describe(&error, text, sizeof text));
    if (mm_reader_missing(reader)) mm_buffer_printf(&out, "/dropped %zu", mm_reader_missing(reader));
    mm_reader_close(reader);
    return mm_buffer_take(&out);
}

/* BYTES (a string literal, which may hold NUL), read in windows of several sizes, give EXPECTED. */
#define mm_check_json_as(bytes, part, all_text, expected, ...)                                                         \
    do {                                                                                                               \
        static const size_t mm_windows_[] = {MM_JSON_WINDOW, 24, 1};                                                   \
        const struct mm_read_options mm_options_ = {__VA_ARGS__};                                                      \
        for (size_t mm_i_ = 0; mm_i_ < 3; mm_i_++) {                                                                   \
            char *mm_actual_ =                                                                                         \
                mm_check_json_read(bytes, sizeof(bytes) - 1, part, mm_windows_[mm_i_], all_text, &mm_options_);        \
            ck_assert_str_eq(mm_actual_, expected);                                                                    \
            free(mm_actual_);                                                                                          \
        }                                                                                                              \
    } while (0)

#define mm_check_json_with(bytes, expected, ...) mm_check_json_as(bytes, NULL, false, expected, __VA_ARGS__)
#define mm_check_json(bytes, expected)           mm_check_json_with(bytes, expected, .missing = MM_MISSING_FAIL)
#define mm_check_json_part(bytes, part, expected)                                                                      \
    mm_check_json_as(bytes, part, false, expected, .missing = MM_MISSING_FAIL)
#define mm_check_json_text(bytes, expected) mm_check_json_as(bytes, NULL, true, expected, .missing = MM_MISSING_FAIL)

#endif
