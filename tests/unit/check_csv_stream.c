/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV in pieces: slow pipes, rows across chunks, cells without end, several threads. What is expected of a reading is
 * a simpler reading of the same text, or is known from how the text was made. */
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

#include "check_csv.h"

enum { CELL_LIMIT = 16 << 20 };

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
    const struct mm_read_options options = {.threads = 4};
    struct mm_block block;
    struct mm_error error = {0};
    int end;
    struct mm_reader *reader = open_pipe(&end, "a,b\n1,2\n3", &options);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 1);
    mm_check_bits(block.numbers[1], 2);
    put(end, ",4\r");
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 1);
    ck_assert_uint_eq(block.lines[0], 3);
    mm_check_bits(block.numbers[0], 3);
    put(end, "\n5,\"6\n");
    put(end, "\"\n7,8");
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_DATA);
    ck_assert_uint_eq(error.line, 4);
    close(end);
    mm_reader_close(reader);
}
END_TEST

/* An LF that comes after its CR was given out is no blank line: in one column it would be a missing value. */
START_TEST(line_end_across_chunks) {
    const struct mm_read_options options = {.header = MM_HEADER_NO};
    struct mm_block block;
    struct mm_error error = {0};
    int end;
    struct mm_reader *reader = open_pipe(&end, "1\n2\r", &options);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 2);
    put(end, "\n3\r\n");
    close(end);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 1);
    ck_assert_uint_eq(block.lines[0], 3);
    mm_check_bits(block.numbers[0], 3);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 0);
    mm_reader_close(reader);

    struct mm_buffer text = {0};
    struct mm_buffer expected = {0};
    mm_buffer_add_text(&expected, "#");
    for (size_t i = 1; i < 300000; i++) {
        mm_buffer_printf(&text, "%zu\r\n", i);
        mm_buffer_printf(&expected, "/%zu %zu", i, i);
    }
    char *actual = mm_check_read(text.text, text.length, &options, NULL, 0);
    ck_assert(strcmp(actual, expected.text) == 0);
    free(actual);
    mm_buffer_free(&text);
    mm_buffer_free(&expected);
}
END_TEST

/* Rows with quotes, line ends in them, comments, blank lines and texts, of pseudo-random lengths. */
static void make_table(struct mm_buffer *text, size_t rows) {
    uint64_t state = 1;
    mm_buffer_add_text(text, "id,word,value\n");
    for (size_t i = 0; i < rows; i++) {
        state = state * 6364136223846793005u + 1442695040888963407u;
        unsigned pick = (unsigned)(state >> 40) & 63;
        if (pick == 0) mm_buffer_add_text(text, "# it's a \"comment\n");
        if (pick == 1) mm_buffer_add_text(text, "\n");
        mm_buffer_printf(text, "%zu,", i);
        if (pick < 6) {
            mm_buffer_printf(text, "\"p \"\"%u\"\"\r\nq\"", pick);
        } else {
            mm_buffer_printf(text, "%.*s", (int)(pick / 2), "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
        }
        mm_buffer_printf(text, ",%.17g%s", (double)(state >> 11) / 9007199254740992.0, pick & 1 ? "\r\n" : "\n");
    }
}

static void check_same(const struct mm_buffer *text, struct mm_read_options options, const char *needle) {
    options.comment = "#";
    options.threads = 1;
    char *expected = mm_check_read(text->text, text->length, &options, NULL, 0);
    ck_assert_msg(strstr(expected, needle) != NULL, "no %s", needle);
    for (size_t threads = 2; threads <= 5; threads++) {
        options.threads = threads;
        char *actual = mm_check_read(text->text, text->length, &options, NULL, 0);
        ck_assert_msg(strcmp(actual, expected) == 0, "%zu threads", threads);
        free(actual);
    }
    free(expected);
}

START_TEST(threads_change_nothing) {
    struct mm_buffer text = {0};
    make_table(&text, 60000);
    ck_assert_uint_gt(text.length, 2000000);
    check_same(&text, (struct mm_read_options){.missing = MM_MISSING_KEEP}, " 59999 ");
    /* The first of two errors, in place, in whatever order threads meet them. */
    mm_buffer_add_text(&text, "1,x,word\n");
    make_table(&text, 1000);
    mm_buffer_add_text(&text, "1,2\n");
    check_same(&text, (struct mm_read_options){.missing = MM_MISSING_KEEP}, "not a number: 'word' (column 'value')");
    check_same(&text, (struct mm_read_options){.missing = MM_MISSING_OMIT}, "not a number: 'word' (column 'value')");
    mm_buffer_free(&text);
}
END_TEST

struct writing {
    int end;
    const struct mm_buffer *text;
};

static void *write_in_bursts(void *context) {
    const struct writing *writing = context;
    for (size_t at = 0, size; at < writing->text->length; at += size) {
        size = 1 + at % 9973;
        if (size > writing->text->length - at) size = writing->text->length - at;
        if (write(writing->end, writing->text->text + at, size) != (ssize_t)size) break;
    }
    close(writing->end);
    return NULL;
}

START_TEST(a_pipe_in_bursts_changes_nothing) {
    struct mm_buffer text = {0};
    make_table(&text, 20000);
    for (size_t threads = 1; threads <= 3; threads += 2) {
        const struct mm_read_options options = {.missing = MM_MISSING_KEEP, .comment = "#", .threads = threads};
        char *expected = mm_check_read(text.text, text.length, &options, NULL, 0);
        int ends[2];
        char path[32];
        struct mm_error error = {0};
        struct mm_source *source;
        struct mm_reader *reader;
        struct mm_buffer out = {0};
        ck_assert_int_eq(pipe(ends), 0);
        snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
        struct writing writing = {ends[1], &text};
        pthread_t writer;
        ck_assert_int_eq(pthread_create(&writer, NULL, write_in_bursts, &writing), 0);
        ck_assert_int_eq(mm_source_open(&source, path, &error), MM_OK);
        close(ends[0]);
        ck_assert_int_eq(mm_reader_open(&reader, source, NULL, &options, &error), MM_OK);
        mm_check_schema(&out, reader);
        mm_check_rows(&out, reader);
        mm_reader_close(reader);
        pthread_join(writer, NULL);
        ck_assert(strcmp(out.text, expected) == 0);
        mm_buffer_free(&out);
        free(expected);
    }
    mm_buffer_free(&text);
}
END_TEST

/* Closing must not wait for a writer that is silent, though a thread does. */
START_TEST(closing_while_a_thread_waits) {
    const struct mm_read_options options = {.threads = 3};
    struct mm_block block;
    struct mm_error error = {0};
    int end;
    struct mm_reader *reader = open_pipe(&end, "a,b\n1,2\n3", &options);
    put(end, ",4\n");
    size_t rows = 0, written = 2;
    char burst[4001];
    for (size_t i = 0; i < 4000; i += 4) memcpy(burst + i, "5,6\n", 4);
    while (rows < 200000) {
        if (rows == written) {
            ck_assert_int_eq(write(end, burst, 4000), 4000);
            written += 1000;
        }
        ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
        ck_assert_uint_gt(block.rows, 0);
        rows += block.rows;
    }
    mm_reader_close(reader);
    close(end);
}
END_TEST

static void check_long(const struct mm_buffer *text, const char *expected) {
    const struct mm_read_options options = {.format = MM_FORMAT_CSV};
    char *actual = mm_check_read(text->text, text->length, &options, NULL, 0);
    size_t length = strlen(actual);
    ck_assert_msg(strstr(actual, expected) != NULL, "...%s", actual + (length > 200 ? length - 200 : 0));
    free(actual);
}

START_TEST(cells_without_end) {
    struct mm_buffer text = {0};
    mm_buffer_add_text(&text, "a,b\nx,1\ny,\"");
    size_t start = text.length;
    char *room = mm_buffer_reserve(&text, 3 * CELL_LIMIT);
    ck_assert_ptr_nonnull(room);
    memset(room, '7', 3 * CELL_LIMIT);
    text.length += 3 * CELL_LIMIT;
    check_long(&text, "header a' b#/2 1 [x]/! t:3:2: cell longer than 16 MiB, from the quote that opens here");
    text.text[start - 1] = '7';
    check_long(&text, "header a' b#/2 1 [x]/! t:3:2: cell longer than 16 MiB");
    text.text[start] = '"';
    check_long(&text, "header a' b#/2 1 [x]/! t:3:2: quote inside an unquoted field");
    /* A cell of just 16 MiB is read. */
    static const char before[] = "y,1\nz";
    memcpy(text.text + start - 3, before, sizeof before - 1);
    text.length = start - 3 + (sizeof before - 2) + CELL_LIMIT;
    mm_buffer_add_text(&text, ",2\n");
    check_long(&text, "/4 2 [z");
    mm_buffer_free(&text);
}
END_TEST

/* A row may be longer than any cell: 2^20 cells of 19 bytes. */
START_TEST(wide_rows) {
    enum { CELLS = 1 << 20 };
    struct mm_buffer text = {0};
    const struct mm_read_options options = {.header = MM_HEADER_NO};
    for (size_t row = 0; row < 2; row++)
        for (size_t i = 0; i < CELLS; i++)
            mm_buffer_printf(&text, "0.1234567890123456%zu%c", row, i + 1 < CELLS ? ',' : '\n');
    struct mm_error error = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_block block;
    ck_assert_int_eq(mm_source_open_memory(&source, text.text, text.length, "t", &error), MM_OK);
    ck_assert_int_eq(mm_reader_open(&reader, source, NULL, &options, &error), MM_OK);
    ck_assert_uint_eq(mm_reader_schema(reader)->count, CELLS);
    size_t rows = 0;
    while (mm_reader_next(reader, &block, &error) == MM_OK && block.rows > 0) {
        mm_check_bits(block.numbers[CELLS - 1], rows ? 0.12345678901234561 : 0.12345678901234560);
        rows += block.rows;
    }
    ck_assert_uint_eq(rows, 2);
    mm_reader_close(reader);
    mm_buffer_free(&text);
}
END_TEST

MM_CHECK_MAIN("csv stream", rows_of_a_slow_pipe_come_at_once, line_end_across_chunks, threads_change_nothing,
              a_pipe_in_bursts_changes_nothing, closing_while_a_thread_waits, cells_without_end, wide_rows)
