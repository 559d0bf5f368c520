/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON in pieces: slow pipes, long rows, long texts, much of it; and small trees. What is expected is known from how
 * the text was made. */
#include <stdio.h>
#include <unistd.h>

#include "check_json.h"
#include "io/json_tree.h"

static void put(int end, const char *text) {
    ck_assert_int_eq(write(end, text, strlen(text)), (ssize_t)strlen(text));
}

/* A reader of TEXT and whatever will be written to *END. */
static struct mm_reader *open_pipe(int *end, const char *text, const struct mm_read_options *options) {
    int ends[2];
    char path[32];
    struct mm_error error = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    ck_assert_int_eq(pipe(ends), 0);
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    *end = ends[1];
    put(*end, text);
    ck_assert_int_eq(mm_source_open(&source, path, &error), MM_OK);
    close(ends[0]);
    ck_assert_int_eq(mm_reader_open(&reader, source, NULL, options, &error), MM_OK);
    return reader;
}

/* Nothing here writes while the reader waits: a reader that wanted more than it needs would wait for ever. */
START_TEST(rows_of_a_slow_pipe_come_at_once) {
    const struct mm_read_options options = {.format = MM_FORMAT_JSONL};
    struct mm_block block;
    struct mm_error error = {0};
    int end;
    struct mm_reader *reader = open_pipe(&end, "{\"a\":1,\"b\":\"x\"}\n{\"a\":2,", &options);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 1);
    put(end, "\"b\":\"y\"}\n{\"a\"");
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 1);
    ck_assert_uint_eq(block.lines[0], 2);
    mm_check_bits(block.numbers[0], 2);
    ck_assert(mm_span_is(block.texts[0], "y"));
    put(end, ":3,\"b\":4}\n");
    /* A whole sample would have made a column of numbers with a text in it: an error as well. */
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_DATA);
    ck_assert_str_eq(error.text, "the number 4 in a column of text (column 'b')");
    ck_assert_uint_eq(error.line, 3);
    close(end);
    mm_reader_close(reader);
}
END_TEST

START_TEST(arrays_of_a_slow_pipe) {
    const struct mm_read_options options = {0};
    struct mm_block block;
    struct mm_error error = {0};
    int end;
    struct mm_reader *reader = open_pipe(&end, "[[1,2],\n[3,4],\n[5", &options);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 2);
    put(end, ",6]]");
    close(end);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 1);
    mm_check_bits(block.numbers[1], 6);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 0);
    mm_reader_close(reader);
}
END_TEST

/* Numbers k + (k mod 10)/10 for k = 0, 1, …, a row a line; the rows in an array unless LINES. */
static void write_rows(struct mm_buffer *text, size_t rows, size_t columns, bool lines) {
    if (!lines) mm_buffer_add_byte(text, '[');
    for (size_t i = 0; i < rows; i++) {
        if (i > 0) mm_buffer_add_text(text, lines ? "\n" : ",\n");
        for (size_t j = 0; j < columns; j++) {
            size_t k = i * columns + j;
            mm_buffer_printf(text, "%s%zu.%zu", j > 0 ? ", " : "[", k, k % 10);
        }
        mm_buffer_add_byte(text, ']');
    }
    if (!lines) mm_buffer_add_byte(text, ']');
}

static void check_rows(size_t rows, size_t columns, bool lines, size_t window) {
    const struct mm_read_options options = {0};
    struct mm_buffer text = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_block block;
    struct mm_error error = {0};
    size_t row = 0;
    write_rows(&text, rows, columns, lines);
    ck_assert_int_eq(mm_source_open_memory(&source, text.text, text.length, "t", &error), MM_OK);
    ck_assert_int_eq(mm_json_open_window(&reader, source, NULL, &options, window, &error), MM_OK);
    ck_assert_uint_eq(reader->schema.count, columns);
    ck_assert_int_eq(reader->format, lines ? MM_FORMAT_JSONL : MM_FORMAT_JSON);
    for (;;) {
        ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
        if (block.rows == 0) break;
        ck_assert_uint_eq(block.first_row, row);
        for (size_t i = 0; i < block.rows; i++, row++) {
            ck_assert_uint_eq(block.lines[i], row + 1);
            for (size_t j = 0; j < columns; j++) {
                size_t k = row * columns + j;
                mm_check_bits(block.numbers[i * columns + j], (double)(10 * k + k % 10) / 10);
            }
        }
    }
    ck_assert_uint_eq(row, rows);
    mm_reader_close(reader);
    mm_buffer_free(&text);
}

START_TEST(many_rows) {
    check_rows(30000, 7, false, MM_JSON_WINDOW);
    check_rows(30000, 7, true, MM_JSON_WINDOW);
    check_rows(2000, 3, false, 5);
}
END_TEST

/* Rows longer than a window, a block and the sample. */
START_TEST(long_rows) {
    check_rows(3, 40000, false, MM_JSON_WINDOW);
    check_rows(3, 40000, true, MM_JSON_WINDOW);
    check_rows(4, 300, true, 64);
}
END_TEST

static void check_long_text(size_t length, const char *expected) {
    const struct mm_read_options options = {0};
    struct mm_buffer text = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_block block;
    struct mm_error error = {0};
    mm_buffer_add_text(&text, "[[\"a\"],[\"");
    for (size_t i = 0; i < length; i++) mm_buffer_add_byte(&text, 'x');
    mm_buffer_add_text(&text, "\"]]");
    ck_assert_int_eq(mm_source_open_memory(&source, text.text, text.length, "t", &error), MM_OK);
    enum mm_status status = mm_json_open_window(&reader, source, NULL, &options, MM_JSON_WINDOW, &error);
    if (status == MM_OK) {
        status = mm_reader_next(reader, &block, &error);
        if (status == MM_OK && block.rows == 1) status = mm_reader_next(reader, &block, &error);
        if (status == MM_OK) ck_assert_uint_eq(block.texts[block.rows - 1].length, length);
        mm_reader_close(reader);
    } else {
        mm_source_close(source);
    }
    ck_assert_str_eq(error.text, expected);
    mm_buffer_free(&text);
}

/* A few bytes beyond the limit may pass, as it is looked at when the window moves. */
START_TEST(texts_have_a_limit) {
    check_long_text(MM_JSON_TOKEN - 100, "");
    check_long_text(2 * MM_JSON_TOKEN, "a text or number of over 16 MiB");
}
END_TEST

START_TEST(trees) {
    static const char text[] =
        " {\"a\":{\"shape\":[2, 9007199254740992],\"dtype\":\"F\\u0033\"},\"b\":null,\"n\":-1.5} ";
    struct mm_json_node *root;
    struct mm_error error = {0};
    size_t size;
    ck_assert_int_eq(mm_json_parse(&root, text, sizeof text - 1, "t", &error), MM_OK);
    ck_assert_int_eq(mm_json_type(root), MM_JSON_OBJECT);
    ck_assert_uint_eq(mm_json_count(root), 3);
    const struct mm_json_node *a = mm_json_first(root);
    ck_assert_str_eq(mm_json_key(a), "a");
    ck_assert_str_eq(mm_json_string(mm_json_find(a, "dtype")), "F3");
    const struct mm_json_node *shape = mm_json_find(a, "shape");
    ck_assert_int_eq(mm_json_type(shape), MM_JSON_ARRAY);
    ck_assert(mm_json_size(mm_json_first(shape), &size) && size == 2);
    ck_assert(mm_json_size(mm_json_after(mm_json_first(shape)), &size) && size == (size_t)1 << 53);
    ck_assert_int_eq(mm_json_type(mm_json_after(a)), MM_JSON_NULL);
    mm_check_bits(mm_json_number(mm_json_find(root, "n")), -1.5);
    ck_assert(!mm_json_size(mm_json_find(root, "n"), &size));
    ck_assert_ptr_null(mm_json_find(root, "A"));
    mm_json_free(root);
}
END_TEST

START_TEST(trees_refused) {
    struct mm_json_node *root;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_json_parse(&root, "{\"a\":{\"b\":1,\"b\":2}}", 19, "t", &error), MM_DATA);
    ck_assert_str_eq(error.text, "key 'b' comes twice in an object");
    ck_assert_int_eq(mm_json_parse(&root, "[1]\n[2]", 7, "t", &error), MM_DATA);
    ck_assert_uint_eq(error.line, 2);
    ck_assert_uint_eq(error.column, 1);
    ck_assert_int_eq(mm_json_parse(&root, "", 0, "t", &error), MM_DATA);
}
END_TEST

MM_CHECK_MAIN("json stream", rows_of_a_slow_pipe_come_at_once, arrays_of_a_slow_pipe, many_rows, long_rows,
              texts_have_a_limit, trees, trees_refused)
