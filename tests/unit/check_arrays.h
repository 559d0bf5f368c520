/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of the binary formats share: a whole table read through the reader, and errors by their text. */
#ifndef MM_TESTS_CHECK_ARRAYS_H
#define MM_TESTS_CHECK_ARRAYS_H

#include <stdio.h>
#include <unistd.h>

#include "io/reader.h"

#include "check_main.h"

struct table {
    struct mm_reader *reader;
    enum mm_status status;
    struct mm_error error;
    size_t rows, blocks, columns, texts;
    double *values; /* all number cells, row by row */
    char **text;    /* all text cells; "(missing)" for an absent one */
};

static inline char *copy_cell(struct mm_span cell) {
    return cell.text == NULL ? strdup("(missing)") : strndup(cell.text, cell.length);
}

static inline void table_add(struct table *table, const struct mm_block *block) {
    size_t count = block->rows * block->number_columns, before = table->rows * block->number_columns;
    table->values = realloc(table->values, (before + count + 1) * sizeof(double));
    if (count > 0) memcpy(table->values + before, block->numbers, count * sizeof(double));
    size_t texts = block->rows * block->text_columns, texts_before = table->rows * block->text_columns;
    table->text = realloc(table->text, (texts_before + texts + 1) * sizeof(char *));
    for (size_t i = 0; i < texts; i++) table->text[texts_before + i] = copy_cell(block->texts[i]);
    table->rows += block->rows;
    table->columns = block->number_columns;
    table->texts = block->text_columns;
    table->blocks++;
}

/* Reads what SOURCE has; COUNT requests, or all columns for null. */
static inline struct table read_source(struct mm_source *source, const char *part,
                                       const struct mm_read_options *options, const struct mm_request *requests,
                                       size_t count) {
    struct table table = {0};
    struct mm_block block = {.rows = 1};
    table.status = mm_reader_open(&table.reader, source, part, options, &table.error);
    if (table.status == MM_OK && requests != NULL) {
        table.status = mm_reader_request(table.reader, requests, count, &table.error);
    }
    while (table.status == MM_OK && block.rows > 0) {
        table.status = mm_reader_next(table.reader, &block, &table.error);
        if (table.status == MM_OK) {
            table_add(&table, &block);
        }
    }
    return table;
}

static const struct mm_read_options default_options;

static inline struct table read_file(const char *path, const char *part, const struct mm_read_options *options) {
    struct mm_source *source = NULL;
    struct mm_error error = {0};
    ck_assert_msg(mm_source_open(&source, path, &error) == MM_OK, "%s: %s", path, error.text);
    return read_source(source, part, options != NULL ? options : &default_options, NULL, 0);
}

static inline struct table read_memory(const void *bytes, size_t size, const char *part) {
    struct mm_source *source = NULL;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_source_open_memory(&source, bytes, size, "memory", &error), MM_OK);
    return read_source(source, part, &default_options, NULL, 0);
}

static inline void free_table(struct table *table) {
    for (size_t i = 0; i < table->rows * table->texts; i++) free(table->text[i]);
    free(table->text);
    free(table->values);
    mm_reader_close(table->reader);
}

/* The whole of FILE; the caller frees. */
static inline unsigned char *load_file(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    ck_assert_ptr_nonnull(file);
    unsigned char *bytes = malloc(1 << 20);
    *size = fread(bytes, 1, 1 << 20, file);
    fclose(file);
    return bytes;
}

#define check_values(table, expected_rows, expected_columns, ...)                                                      \
    do {                                                                                                               \
        const double values_[] = {__VA_ARGS__};                                                                        \
        ck_assert_msg((table).status == MM_OK, "%s", (table).error.text);                                              \
        ck_assert_uint_eq((table).rows, (expected_rows));                                                              \
        ck_assert_uint_eq((table).columns, (expected_columns));                                                        \
        for (size_t i_ = 0; i_ < sizeof values_ / sizeof *values_; i_++)                                               \
            mm_check_bits((table).values[i_], values_[i_]);                                                            \
    } while (0)

/* The status, and a piece of the message. */
#define check_failure(table, expected, piece)                                                                          \
    do {                                                                                                               \
        ck_assert_msg((table).status == (expected), "status %d: %s", (int)(table).status, (table).error.text);         \
        ck_assert_msg(strstr((table).error.text, (piece)) != NULL, "'%s' lacks '%s'", (table).error.text, (piece));    \
    } while (0)

#endif
