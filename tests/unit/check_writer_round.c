/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written is read back to the same table: the same bits, names, labels and texts. The identity is the
 * expectation; nothing here is compared with stored output. */
#include "check_writer.h"

#include "base/memory.h"
#include "data/matrix.h"

/* Reads LENGTH bytes at TEXT and writes the table again in format TO, numbers as themselves or as NUMERALS. */
static char *convert(const char *text, size_t length, enum mm_format from, enum mm_format to, enum mm_shape shape,
                     bool numerals, size_t *size) {
    struct mm_error error = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_sink *sink;
    struct mm_writer *writer;
    struct mm_block block;
    struct mm_schema schema;
    struct mm_read_options read_options = {.format = from, .missing = MM_MISSING_KEEP};
    struct mm_write_options options = {.format = to};
    ck_assert_int_eq(mm_source_open_memory(&source, text, length, "memory", &error), MM_OK);
    ck_assert_msg(mm_reader_open(&reader, source, NULL, &read_options, &error) == MM_OK, "%s in:\n%s", error.text,
                  text);
    ck_assert(mm_schema_copy(&schema, mm_reader_schema(reader)));
    if (numerals) {
        struct mm_request requests[16];
        for (size_t j = 0; j < schema.count; j++) {
            if (schema.columns[j].kind == MM_NUMBER) schema.columns[j].kind = MM_NUMERAL;
            requests[j] = (struct mm_request){j, schema.columns[j].kind};
        }
        ck_assert_int_eq(mm_reader_request(reader, requests, schema.count, &error), MM_OK);
    }
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_int_eq(mm_writer_open(&writer, sink, &schema, shape, &options, &error), MM_OK);
    do {
        ck_assert_msg(mm_reader_next(reader, &block, &error) == MM_OK, "%s in:\n%s", error.text, text);
        ck_assert_int_eq(mm_writer_rows(writer, &block, &error), MM_OK);
    } while (block.rows > 0);
    ck_assert_int_eq(mm_writer_finish(writer, &error), MM_OK);
    const char *bytes = mm_sink_bytes(sink, size);
    char *copy = mm_copy_text(bytes, *size);
    mm_sink_abandon(sink);
    mm_reader_close(reader);
    mm_schema_free(&schema);
    return copy;
}

/* The sheet in CSV goes through FORMAT, told by content unless FORCED, and must come back as the same CSV. */
static void check_through(const struct sheet *sheet, enum mm_format format, enum mm_shape shape, bool forced,
                          bool numerals) {
    struct mm_error error = {0};
    char *first, *other, *back;
    size_t first_length = 0, other_length = 0, back_length = 0;
    ck_assert_int_eq(
        sheet_write(sheet, shape, (struct mm_write_options){.format = MM_FORMAT_CSV}, &first, &first_length, &error),
        MM_OK);
    ck_assert_int_eq(
        sheet_write(sheet, shape, (struct mm_write_options){.format = format}, &other, &other_length, &error), MM_OK);
    back = convert(other, other_length, forced ? format : MM_FORMAT_AUTO, MM_FORMAT_CSV, shape, numerals, &back_length);
    ck_assert_str_eq(back, first);
    ck_assert_uint_eq(back_length, first_length);
    free(first);
    free(other);
    free(back);
}

static void check_all(const struct sheet *sheet, bool numerals) {
    const enum mm_format formats[] = {MM_FORMAT_CSV, MM_FORMAT_TSV, MM_FORMAT_JSON, MM_FORMAT_JSONL};
    for (size_t i = 0; i < 4; i++) {
        check_through(sheet, formats[i], MM_SHAPE_TABLE, true, numerals);
        check_through(sheet, formats[i], MM_SHAPE_TABLE, false, numerals);
    }
}

static const double hard[] = {0.1,      1.0 / 3,
                              -0.0,     1e-300,
                              5e-324,   1.7976931348623157e308,
                              1e22,     123456789,
                              1e23,     9007199254740993.0,
                              0.3,      -2.2250738585072014e-308,
                              INFINITY, -INFINITY,
                              1.5e-5,   100000};

START_TEST(unnamed_numbers) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    for (size_t i = 0; i < 16; i++) {
        sheet_number(&sheet, hard[i]);
        if (i % 2) sheet_row(&sheet, NULL);
    }
    check_all(&sheet, false);
    check_through(&sheet, MM_FORMAT_NPY, MM_SHAPE_TABLE, false, false);
    sheet_free(&sheet);
}
END_TEST

START_TEST(vectors) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    for (size_t i = 0; i < 16; i++) {
        sheet_number(&sheet, i == 3 ? NAN : hard[i]);
        sheet_row(&sheet, NULL);
    }
    const enum mm_format formats[] = {MM_FORMAT_CSV, MM_FORMAT_TSV, MM_FORMAT_JSON, MM_FORMAT_JSONL, MM_FORMAT_NPY};
    for (size_t i = 0; i < 5; i++) check_through(&sheet, formats[i], MM_SHAPE_VECTOR, true, false);
    sheet_free(&sheet);
}
END_TEST

START_TEST(single_numbers) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_number(&sheet, 0.1);
    sheet_row(&sheet, NULL);
    const enum mm_format formats[] = {MM_FORMAT_CSV, MM_FORMAT_TSV, MM_FORMAT_JSON, MM_FORMAT_JSONL, MM_FORMAT_NPY};
    for (size_t i = 0; i < 5; i++) check_through(&sheet, formats[i], MM_SHAPE_NUMBER, true, false);
    sheet_free(&sheet);
}
END_TEST

START_TEST(names_and_text) {
    struct sheet sheet = {0};
    const char *names[] = {"{n", "1", "NA", "#x", "a,b", "q\"q", " lead", "two\nlines"};
    const char *texts[] = {"a,b", "say \"hi\"", "two\nlines",  "tab\there", " lead", "é€😀",
                           "#c",  "[x",         "back\\slash", "12 a",      "plain", "'q'"};
    for (size_t j = 0; j < 8; j++) sheet_column(&sheet, names[j], j % 2 ? MM_TEXT : MM_NUMBER);
    for (size_t i = 0; i < 3; i++) {
        for (size_t j = 0; j < 4; j++) {
            sheet_number(&sheet, hard[4 * i + j]);
            sheet_text(&sheet, texts[4 * i + j]);
        }
        sheet_row(&sheet, NULL);
    }
    check_all(&sheet, false);
    sheet_free(&sheet);
}
END_TEST

START_TEST(labels_with_names) {
    struct sheet sheet = {0};
    const char *labels[] = {"7", "", "NA", "a,b", "#r", "é"};
    sheet_column(&sheet, "x", MM_NUMBER);
    sheet_column(&sheet, "2", MM_NUMBER);
    sheet_labelled(&sheet, "");
    for (size_t i = 0; i < 6; i++) {
        sheet_number(&sheet, hard[i]);
        sheet_number(&sheet, NAN);
        sheet_row(&sheet, labels[i]);
    }
    check_all(&sheet, false);
    sheet_free(&sheet);
}
END_TEST

/* JSON needs keys: columns without names go out by their numbers and come back without names. */
START_TEST(labels_without_names) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_labelled(&sheet, "");
    const char *labels[] = {"", "7", "r"};
    for (size_t i = 0; i < 3; i++) {
        sheet_number(&sheet, hard[i]);
        sheet_number(&sheet, (double)i);
        sheet_row(&sheet, labels[i]);
    }
    check_through(&sheet, MM_FORMAT_CSV, MM_SHAPE_TABLE, false, false);
    check_through(&sheet, MM_FORMAT_TSV, MM_SHAPE_TABLE, false, false);
    check_through(&sheet, MM_FORMAT_JSON, MM_SHAPE_TABLE, false, false);
    check_through(&sheet, MM_FORMAT_JSONL, MM_SHAPE_TABLE, false, false);
    sheet_free(&sheet);
}
END_TEST

START_TEST(numerals) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "id", MM_NUMERAL);
    sheet_column(&sheet, "x", MM_NUMERAL);
    const char *texts[] = {"1234567890123456789", "1.50", "-0", "1e5", "3", "12"};
    for (size_t i = 0; i < 6; i++) sheet_text(&sheet, texts[i]);
    for (size_t i = 0; i < 3; i++) sheet_row(&sheet, NULL);
    check_all(&sheet, true);
    sheet_free(&sheet);
    /* What JSON's grammar has not, the text formats keep. */
    struct sheet padded = {0};
    sheet_column(&padded, "", MM_NUMERAL);
    const char *more[] = {NULL, "007", "+5", ".5"};
    for (size_t i = 0; i < 4; i++) {
        sheet_text(&padded, more[i]);
        sheet_row(&padded, NULL);
    }
    check_through(&padded, MM_FORMAT_CSV, MM_SHAPE_TABLE, false, true);
    check_through(&padded, MM_FORMAT_TSV, MM_SHAPE_TABLE, true, true);
    sheet_free(&padded);
    /* JSON has no empty cell: null is a missing number, and written as one. */
    const char json[] = "[{\"x\":1.50},{\"x\":null}]";
    size_t size;
    char *csv = convert(json, sizeof json - 1, MM_FORMAT_AUTO, MM_FORMAT_CSV, MM_SHAPE_TABLE, true, &size);
    ck_assert_str_eq(csv, "x\n1.50\nnan\n");
    free(csv);
}
END_TEST

/* Random bit patterns, so that every exponent is met; splitmix64 with a fixed seed. */
START_TEST(random_bits) {
    enum { ROWS = 4000, COLUMNS = 5 };
    struct mm_matrix matrix;
    struct mm_error error = {0};
    uint64_t state = 20240229;
    ck_assert_int_eq(mm_matrix_new(&matrix, ROWS, COLUMNS), MM_OK);
    for (size_t i = 0; i < ROWS * COLUMNS; i++) {
        uint64_t z = state += 0x9E3779B97F4A7C15u;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
        z = (z ^ z >> 27) * 0x94D049BB133111EBu;
        z ^= z >> 31;
        memcpy(&matrix.values[i], &z, sizeof z);
        if (isnan(matrix.values[i])) matrix.values[i] = NAN; /* a text has one NaN only */
    }
    const enum mm_format formats[] = {MM_FORMAT_CSV, MM_FORMAT_TSV, MM_FORMAT_JSON, MM_FORMAT_JSONL, MM_FORMAT_NPY};
    for (size_t f = 0; f < 5; f++) {
        struct mm_sink *sink;
        struct mm_write_options options = {.format = formats[f]};
        ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
        ck_assert_int_eq(mm_write_matrix(sink, &matrix, MM_SHAPE_TABLE, &options, &error), MM_OK);
        size_t length, size;
        const char *bytes = mm_sink_bytes(sink, &length);
        char *npy = convert(bytes, length, MM_FORMAT_AUTO, MM_FORMAT_NPY, MM_SHAPE_TABLE, false, &size);
        size_t values = ROWS * COLUMNS * sizeof(double);
        ck_assert_uint_eq(size, 128 + values);
        for (size_t i = 0; i < ROWS * COLUMNS; i++) {
            double value;
            memcpy(&value, npy + 128 + i * sizeof value, sizeof value);
            if (!isnan(matrix.values[i])) mm_check_bits(value, matrix.values[i]);
            ck_assert_int_eq(isnan(value), isnan(matrix.values[i]));
        }
        free(npy);
        mm_sink_abandon(sink);
    }
    mm_matrix_free(&matrix);
}
END_TEST

/* Parts of a document, read back one by one. */
START_TEST(documents) {
    struct mm_part parts[3] = {{.name = (char *)"u"}, {.name = (char *)"s"}, {.name = (char *)"v/t"}};
    const size_t rows[] = {3, 3, 1}, columns[] = {2, 1, 4};
    struct mm_error error = {0};
    for (size_t p = 0; p < 3; p++) {
        ck_assert_int_eq(mm_matrix_new(&parts[p].matrix, rows[p], columns[p]), MM_OK);
        for (size_t i = 0; i < rows[p] * columns[p]; i++) parts[p].matrix.values[i] = hard[i + p];
    }
    const enum mm_format formats[] = {MM_FORMAT_JSON, MM_FORMAT_NPZ};
    for (size_t f = 0; f < 2; f++) {
        struct mm_sink *sink;
        struct mm_write_options options = {.format = formats[f]};
        struct mm_read_options read_options = {.missing = MM_MISSING_FAIL};
        size_t length;
        ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
        ck_assert_int_eq(mm_write_document(sink, parts, 3, &options, &error), MM_OK);
        const char *bytes = mm_sink_bytes(sink, &length);
        for (size_t p = 0; p < 3; p++) {
            struct mm_source *source;
            struct mm_reader *reader;
            struct mm_block block;
            ck_assert_int_eq(mm_source_open_memory(&source, bytes, length, "memory", &error), MM_OK);
            ck_assert_msg(mm_reader_open(&reader, source, parts[p].name, &read_options, &error) == MM_OK, "%s",
                          error.text);
            ck_assert_uint_eq(mm_reader_schema(reader)->count, columns[p]);
            ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
            ck_assert_uint_eq(block.rows, rows[p]);
            for (size_t i = 0; i < rows[p] * columns[p]; i++)
                mm_check_bits(block.numbers[i], parts[p].matrix.values[i]);
            mm_reader_close(reader);
        }
        mm_sink_abandon(sink);
    }
    for (size_t p = 0; p < 3; p++) mm_matrix_free(&parts[p].matrix);
}
END_TEST

MM_CHECK_MAIN("writer_round", unnamed_numbers, vectors, single_numbers, names_and_text, labels_with_names,
              labels_without_names, numerals, random_bits, documents)
