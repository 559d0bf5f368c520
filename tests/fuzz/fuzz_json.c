/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fuzzes the JSON reader: rows or an error for any input, the same ones however it is cut, and cJSON's numbers. */
#include <cjson/cJSON.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "io/json_reader.h"
#include "io/json_tree.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool condition, const char *what) {
    if (condition) return;
    fprintf(stderr, "fuzz_json: %s\n", what);
    abort();
}

/* All that a reading gives: numbers as bits, texts with their lengths, and the error. */
struct reading {
    enum mm_status status;
    struct mm_error error;
    enum mm_format format;
    size_t rows, columns;
    struct mm_buffer cells;
    struct mm_buffer numbers;
};

static void free_reading(struct reading *reading) {
    mm_buffer_free(&reading->cells);
    mm_buffer_free(&reading->numbers);
}

static void add_span(struct mm_buffer *buffer, struct mm_span span) {
    mm_buffer_add(buffer, (const char *)&span.length, sizeof span.length);
    mm_buffer_add_byte(buffer, span.text != NULL ? '+' : '-');
    mm_buffer_add(buffer, span.text, span.length);
}

static void add_block(struct reading *reading, const struct mm_block *block) {
    size_t numbers = block->rows * block->number_columns;
    if (numbers > 0) mm_buffer_add(&reading->numbers, (const char *)block->numbers, numbers * sizeof *block->numbers);
    for (size_t i = 0; i < block->rows; i++) {
        for (size_t j = 0; j < block->text_columns; j++)
            add_span(&reading->cells, block->texts[i * block->text_columns + j]);
        if (block->labels != NULL) add_span(&reading->cells, block->labels[i]);
        if (block->lines != NULL) mm_buffer_add(&reading->cells, (const char *)&block->lines[i], sizeof *block->lines);
    }
    reading->rows += block->rows;
}

/* Every numeric column also as text, which must stand for the same number. */
static void check_numerals(const struct mm_block *block) {
    for (size_t i = 0; i < block->rows; i++) {
        const struct mm_span *texts = block->texts + i * block->text_columns;
        for (size_t j = 0; j < block->number_columns; j++) {
            double number = block->numbers[i * block->number_columns + j], again;
            if (texts[j].text == NULL) {
                require(number != number, "a missing numeral beside a number");
                continue;
            }
            require(mm_parse_number(texts[j].text, texts[j].length, &again) == MM_NUMBER_OK, "a numeral is no number");
            require(memcmp(&again, &number, sizeof number) == 0, "a numeral stands for another number");
        }
    }
}

static enum mm_status request(struct mm_reader *reader, struct mm_error *error) {
    const struct mm_schema *schema = &reader->schema;
    struct mm_request *requests = malloc((2 * schema->count + 1) * sizeof *requests);
    require(requests != NULL, "no memory");
    size_t count = 0;
    for (size_t i = 0; i < schema->count; i++)
        if (schema->columns[i].kind == MM_NUMBER) requests[count++] = (struct mm_request){i, MM_NUMBER};
    for (size_t i = 0; i < schema->count; i++)
        if (schema->columns[i].kind == MM_NUMBER) requests[count++] = (struct mm_request){i, MM_NUMERAL};
    for (size_t i = 0; i < schema->count; i++)
        if (schema->columns[i].kind == MM_TEXT) requests[count++] = (struct mm_request){i, MM_TEXT};
    enum mm_status status = mm_reader_request(reader, requests, count, error);
    free(requests);
    return status;
}

static void read_all(struct reading *reading, const uint8_t *text, size_t size, const char *part,
                     const struct mm_read_options *options, size_t window) {
    struct mm_source *source;
    struct mm_reader *reader = NULL;
    struct mm_block block;
    memset(reading, 0, sizeof *reading);
    require(mm_source_open_memory(&source, text, size, "fuzz", &reading->error) == MM_OK, "no source");
    /* What is compressed counts as a pipe: how many rows decide the kinds depends on what is there at once. */
    bool compressed = mm_source_remaining(source) < 0;
    reading->status =
        compressed ? MM_SYSTEM : mm_json_open_window(&reader, source, part, options, window, &reading->error);
    if (reading->status != MM_OK) {
        mm_source_close(source);
        return;
    }
    reading->format = reader->format;
    reading->columns = reader->schema.count;
    reading->status = request(reader, &reading->error);
    while (reading->status == MM_OK) {
        reading->status = mm_reader_next(reader, &block, &reading->error);
        if (reading->status != MM_OK || block.rows == 0) break;
        check_numerals(&block);
        add_block(reading, &block);
    }
    mm_reader_close(reader);
}

static bool same_bytes(const struct mm_buffer *a, const struct mm_buffer *b) {
    return a->length == b->length && (a->length == 0 || memcmp(a->text, b->text, a->length) == 0);
}

static void compare_readings(const struct reading *a, const struct reading *b) {
    char first[1024], second[1024];
    mm_error_describe(&a->error, first, sizeof first);
    mm_error_describe(&b->error, second, sizeof second);
    require(a->status == b->status && strcmp(first, second) == 0, "another window, another error");
    require(a->format == b->format && a->columns == b->columns, "another window, another table");
    require(a->rows == b->rows && same_bytes(&a->numbers, &b->numbers), "another window, other numbers");
    require(same_bytes(&a->cells, &b->cells), "another window, other texts, labels or lines");
}

/* Where cJSON takes the text for an array of arrays of numbers, the numbers are the same. */
static void compare_cjson(const struct reading *reading, const uint8_t *text, size_t size) {
    cJSON *root = cJSON_ParseWithLength((const char *)text, size);
    const cJSON *row, *cell;
    bool matrix = cJSON_IsArray(root);
    cJSON_ArrayForEach(row, root) {
        matrix = matrix && cJSON_IsArray(row);
        cJSON_ArrayForEach(cell, row) matrix = matrix && cJSON_IsNumber(cell);
    }
    if (matrix && reading->status == MM_OK) {
        size_t i = 0;
        const double *numbers = (const double *)(const void *)reading->numbers.text;
        cJSON_ArrayForEach(row, root) {
            cJSON_ArrayForEach(cell, row) {
                require(i < reading->rows * reading->columns, "cJSON has more numbers");
                require(memcmp(&cell->valuedouble, &numbers[i++], sizeof *numbers) == 0, "cJSON has other numbers");
            }
        }
        require(i == reading->rows * reading->columns, "cJSON has fewer numbers");
    }
    cJSON_Delete(root);
}

static void check_tree(const uint8_t *text, size_t size) {
    struct mm_json_node *root;
    struct mm_error error = {0};
    if (mm_json_parse(&root, (const char *)text, size, "fuzz", &error) != MM_OK) return;
    (void)mm_json_find(root, "a");
    require(mm_json_count(root) == 0 || mm_json_first(root) != NULL, "members without a first one");
    mm_json_free(root);
}

/* The first byte chooses options, the second the size of the window. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) return 0;
    static const char *const parts[] = {NULL, NULL, NULL, "a"}, *const labels[] = {NULL, NULL, NULL, "b"};
    struct mm_read_options options = {.format = data[0] & 1 ? MM_FORMAT_JSONL : MM_FORMAT_JSON,
                                      .missing = (enum mm_missing)(data[0] >> 1 & 3) % 3,
                                      .labels = labels[data[0] >> 3 & 3],
                                      .na_tokens = data[0] >> 7 ? "NA,-1" : NULL};
    const char *part = parts[data[0] >> 5 & 3];
    size_t window = (size_t)data[1] % 64 + 1;
    struct reading large, small;
    read_all(&large, data + 2, size - 2, part, &options, MM_JSON_WINDOW);
    read_all(&small, data + 2, size - 2, part, &options, window);
    compare_readings(&large, &small);
    if (options.labels == NULL && part == NULL && data[0] >> 7 == 0 && options.missing == MM_MISSING_FAIL)
        compare_cjson(&large, data + 2, size - 2);
    check_tree(data + 2, size - 2);
    free_reading(&large);
    free_reading(&small);
    return 0;
}
