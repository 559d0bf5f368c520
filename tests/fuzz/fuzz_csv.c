/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV: any bytes are read or refused; rows come out as libcsv alone gives them; the direct scan gives the same. */
#include <csv.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "io/csv_rows.h"
#include "io/reader.h"

/* Rows written down as text, so that two readings can be compared. */
struct record {
    struct mm_buffer text;
    struct mm_buffer row; /* the one under way */
    size_t cells;
};

static void add_cell(struct mm_buffer *row, const char *text, size_t length) {
    mm_buffer_printf(row, "%zu:", length);
    mm_buffer_add(row, text, length);
    mm_buffer_add_byte(row, '|');
}

static void end_record_row(struct record *record, bool blank) {
    if (!blank) {
        mm_buffer_add(&record->text, record->row.text, record->row.length);
        mm_buffer_add_byte(&record->text, '\n');
    }
    mm_buffer_clear(&record->row);
    record->cells = 0;
}

static void free_record(struct record *record) {
    mm_buffer_free(&record->text);
    mm_buffer_free(&record->row);
}

static void on_field(void *text, size_t length, void *context) {
    struct record *record = context;
    add_cell(&record->row, text, length);
    record->cells++;
}

static void on_row(int byte, void *context) {
    (void)byte;
    end_record_row(context, ((struct record *)context)->cells == 0);
}

/* The whole text through libcsv as it comes; false: an error. */
static bool read_by_libcsv(struct record *record, const char *text, size_t size, char delimiter) {
    struct csv_parser parser;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_REPALL_NL);
    csv_set_delim(&parser, (unsigned char)delimiter);
    bool good = csv_parse(&parser, text, size, on_field, on_row, record) == size;
    good = good && csv_fini(&parser, on_field, on_row, record) == 0;
    csv_free(&parser);
    return good;
}

static enum mm_status keep_row(void *context, struct mm_csv_rows *rows) {
    struct record *record = context;
    bool blank = rows->count == 1 && rows->cells[0].length == 0 && !rows->cells[0].quoted;
    for (size_t i = 0; i < rows->count; i++) add_cell(&record->row, rows->cells[i].text, rows->cells[i].length);
    end_record_row(record, blank);
    return MM_OK;
}

enum way { TOKENIZE, SCAN, ROW_BY_ROW };

/* The text as this library cuts it, one way or another; *LINES counts lines. */
static bool read_by_us(struct record *record, const char *text, size_t size, const struct mm_csv_dialect *dialect,
                       enum way way, size_t *lines) {
    char *copy = calloc(size + 1 + MM_CSV_PADDING, 1);
    if (!copy) abort();
    memcpy(copy, text, size);
    if (size > 0 && !mm_csv_is_line_end(text[size - 1])) copy[size++] = '\n';
    struct mm_error error = {0};
    struct mm_csv_rows rows = {
        .dialect = dialect, .row = keep_row, .context = record, .error = &error, .grows = true, .line = 1};
    enum mm_status status = MM_OK;
    if (way == TOKENIZE) {
        status = mm_csv_tokenize(&rows, copy, size);
    } else if (way == SCAN) {
        status = mm_csv_scan(&rows, copy, copy + size);
    } else {
        const char *next;
        for (char *row = copy; row < copy + size && status == MM_OK; row += next - row) {
            size_t inner = 0;
            if (mm_csv_is_comment(dialect, row, copy + size)) {
                next = mm_csv_line_end(row, copy + size);
            } else {
                next = mm_csv_row_end(row, copy + size, &inner);
                status = mm_csv_grammar_row(&rows, row, next, inner);
            }
            rows.line += inner + 1;
        }
    }
    if (status == MM_DATA && error.text[0] == 0) abort();
    *lines = rows.line;
    mm_csv_rows_free(&rows);
    free(copy);
    return status == MM_OK;
}

static void compare(const struct record *a, const struct record *b) {
    if (a->text.length != b->text.length) abort();
    if (a->text.length > 0 && memcmp(a->text.text, b->text.text, a->text.length) != 0) abort();
}

static void check_grammar(const char *text, size_t size, const struct mm_csv_dialect *dialect) {
    size_t lines, other_lines;
    bool quotes = memchr(text, '"', size) != NULL;
    if (memchr(text, 0, size)) return;
    struct record ours = {0}, other = {0};
    bool good = read_by_us(&ours, text, size, dialect, TOKENIZE, &lines);
    if (!quotes) {
        struct record scanned = {0};
        if (!read_by_us(&scanned, text, size, dialect, SCAN, &other_lines) || !good || lines != other_lines) abort();
        compare(&ours, &scanned);
        free_record(&scanned);
    }
    if (dialect->delimiter == MM_DELIMITER_BLANKS || dialect->comment) {
        if (read_by_us(&other, text, size, dialect, ROW_BY_ROW, &other_lines) != good) abort();
        if (good && lines != other_lines) abort();
    } else if (read_by_libcsv(&other, text, size, (char)dialect->delimiter) != good) {
        abort();
    }
    compare(&ours, &other);
    free_record(&ours);
    free_record(&other);
}

static void check_reader(const char *text, size_t size, const struct mm_read_options *options, unsigned char choice) {
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_error error = {0};
    if (mm_source_open_memory(&source, text, size, "fuzz", &error) != MM_OK) abort();
    if (mm_reader_open(&reader, source, NULL, options, &error) != MM_OK) {
        if (error.text[0] == 0) abort();
        return;
    }
    const struct mm_schema *schema = mm_reader_schema(reader);
    if (choice & 1 && schema->count > 0) {
        struct mm_request requests[2] = {{schema->count - 1, MM_NUMERAL}, {0, choice & 2 ? MM_TEXT : MM_NUMBER}};
        if (mm_reader_request(reader, requests, 2, &error) != MM_OK) abort();
    }
    struct mm_block block;
    size_t rows = 0, line = 0;
    while (mm_reader_next(reader, &block, &error) == MM_OK && block.rows > 0) {
        if (block.first_row < rows) abort();
        rows += block.rows;
        for (size_t i = 0; i < block.rows; i++) {
            if (block.lines[i] <= line) abort();
            line = block.lines[i];
        }
    }
    mm_reader_close(reader);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const int delimiters[8] = {',', '\t', ';', ' ', MM_DELIMITER_BLANKS, MM_DELIMITER_AUTO, 'e', ','};
    if (size < 3) return 0;
    struct mm_read_options options = {.format = MM_FORMAT_CSV,
                                      .header = (enum mm_header)(data[0] % 3),
                                      .missing = (enum mm_missing)(data[0] / 3 % 3),
                                      .no_quotes = data[0] / 9 % 4 == 3,
                                      .skip = data[0] / 36 % 4,
                                      .delimiter = delimiters[data[1] & 7],
                                      .comment = data[1] & 8 ? "#" : NULL,
                                      .labels = data[1] & 16 ? "1" : NULL,
                                      .na_tokens = data[1] & 32 ? "-1,x" : NULL};
    const char *text = (const char *)data + 3;
    check_reader(text, size - 3, &options, data[2]);
    struct mm_csv_dialect dialect = {.delimiter = options.delimiter == MM_DELIMITER_AUTO ? ',' : options.delimiter,
                                     .quotes = true,
                                     .comment = options.comment,
                                     .comment_length = options.comment != NULL};
    check_grammar(text, size - 3, &dialect);
    return 0;
}
