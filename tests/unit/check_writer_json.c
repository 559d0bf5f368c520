/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON and JSON Lines out. Expected bytes are written by hand from RFC 8259 and the conventions of this toolbox. */
#include "check_writer.h"

#include "io/writer_format.h"

START_TEST(unnamed_rows_are_arrays) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    double cells[] = {1, 2, 0.1, -0.0, NAN, INFINITY, -INFINITY, 1e300};
    for (size_t i = 0; i < 8; i++) sheet_number(&sheet, cells[i]);
    for (size_t i = 0; i < 4; i++) sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE, "[[1,2],\n [0.1,-0],\n [null,1e999],\n [-1e999,1e300]]\n",
                .format = MM_FORMAT_JSON);
    check_sheet(&sheet, MM_SHAPE_TABLE, "[1,2]\n[0.1,-0]\n[null,1e999]\n[-1e999,1e300]\n", .format = MM_FORMAT_JSONL);
    sheet_free(&sheet);
}
END_TEST

START_TEST(named_rows_are_objects) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "a", MM_NUMBER);
    sheet_column(&sheet, "t\"1", MM_TEXT);
    sheet_column(&sheet, "", MM_NUMBER);
    const char *texts[] = {"x", NULL};
    for (size_t i = 0; i < 2; i++) {
        sheet_number(&sheet, 2.0 / 3);
        sheet_text(&sheet, texts[i]);
        sheet_number(&sheet, 5);
        sheet_row(&sheet, NULL);
    }
    /* A column without a name goes by its number: the key "" is the label's. */
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "[{\"a\":0.67,\"t\\\"1\":\"x\",\"3\":5},\n {\"a\":0.67,\"t\\\"1\":null,\"3\":5}]\n",
                .format = MM_FORMAT_JSON, .digits = 2);
    check_sheet(&sheet, MM_SHAPE_TABLE, "{\"a\":0.67,\"t\\\"1\":\"x\",\"3\":5}\n{\"a\":0.67,\"t\\\"1\":null,\"3\":5}\n",
                .format = MM_FORMAT_JSONL, .digits = 2);
    sheet_free(&sheet);
}
END_TEST

START_TEST(labels_come_first) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_labelled(&sheet, "id");
    for (size_t i = 0; i < 4; i++) sheet_number(&sheet, (double)i);
    sheet_row(&sheet, "r1");
    sheet_row(&sheet, "7");
    check_sheet(&sheet, MM_SHAPE_TABLE, "[{\"\":\"r1\",\"1\":0,\"2\":1},\n {\"\":\"7\",\"1\":2,\"2\":3}]\n",
                .format = MM_FORMAT_JSON);
    sheet_free(&sheet);
}
END_TEST

START_TEST(shapes) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    for (size_t i = 0; i < 3; i++) {
        sheet_number(&sheet, (double)i + 1);
        sheet_row(&sheet, NULL);
    }
    check_sheet(&sheet, MM_SHAPE_VECTOR, "[1,2,3]\n", .format = MM_FORMAT_JSON);
    check_sheet(&sheet, MM_SHAPE_TABLE, "[[1],\n [2],\n [3]]\n", .format = MM_FORMAT_JSON);
    check_sheet(&sheet, MM_SHAPE_VECTOR, "[1]\n[2]\n[3]\n", .format = MM_FORMAT_JSONL);
    sheet.rows = 0;
    check_sheet(&sheet, MM_SHAPE_TABLE, "[]\n", .format = MM_FORMAT_JSON);
    check_sheet(&sheet, MM_SHAPE_VECTOR, "[]\n", .format = MM_FORMAT_JSON);
    check_sheet(&sheet, MM_SHAPE_TABLE, "", .format = MM_FORMAT_JSONL);
    sheet_free(&sheet);
}
END_TEST

START_TEST(named_vector_is_objects) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "s", MM_NUMBER);
    for (size_t i = 0; i < 2; i++) {
        sheet_number(&sheet, (double)i + 1);
        sheet_row(&sheet, NULL);
    }
    check_sheet(&sheet, MM_SHAPE_VECTOR, "[{\"s\":1},\n {\"s\":2}]\n", .format = MM_FORMAT_JSON);
    sheet_free(&sheet);
}
END_TEST

START_TEST(records_and_numbers) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "method", MM_TEXT);
    sheet_column(&sheet, "p", MM_NUMBER);
    sheet_text(&sheet, "welch");
    sheet_number(&sheet, 1e-300);
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_RECORD, "{\"method\":\"welch\",\"p\":1e-300}\n", .format = MM_FORMAT_JSON);
    sheet_free(&sheet);
    struct sheet number = {0};
    sheet_column(&number, "p", MM_NUMBER);
    sheet_number(&number, 0.5);
    sheet_row(&number, NULL);
    check_sheet(&number, MM_SHAPE_NUMBER, "0.5\n", .format = MM_FORMAT_JSON);
    check_sheet(&number, MM_SHAPE_NUMBER, "0.5\n", .format = MM_FORMAT_JSONL);
    number.numbers[0] = NAN;
    check_sheet(&number, MM_SHAPE_NUMBER, "null\n", .format = MM_FORMAT_JSON);
    sheet_free(&number);
}
END_TEST

START_TEST(numerals_in_the_grammar_of_json) {
    const char *cells[][2] = {{"0", "0"},
                              {"-0", "-0"},
                              {"1234567890123456789", "1234567890123456789"},
                              {"1.50", "1.50"},
                              {"1E5", "1E5"},
                              {"1e+05", "1e+05"},
                              {"007", "7"},
                              {"+5", "5"},
                              {".5", "0.5"},
                              {"5.", "5"},
                              {"-.5", "-0.5"},
                              {"1.e2", "100"},
                              {"inf", "1e999"},
                              {"-Infinity", "-1e999"},
                              {"nan", "null"},
                              {"-00", "-0"},
                              {"NA", "null"}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct sheet sheet = {0};
        char expected[64];
        sheet_column(&sheet, "", MM_NUMERAL);
        sheet_text(&sheet, cells[i][0]);
        sheet_row(&sheet, NULL);
        snprintf(expected, sizeof expected, "%s\n", cells[i][1]);
        check_sheet(&sheet, MM_SHAPE_NUMBER, expected, .format = MM_FORMAT_JSON);
        sheet_free(&sheet);
    }
    struct sheet absent = {0};
    sheet_column(&absent, "", MM_NUMERAL);
    sheet_text(&absent, NULL);
    sheet_row(&absent, NULL);
    check_sheet(&absent, MM_SHAPE_TABLE, "[[null]]\n", .format = MM_FORMAT_JSON);
    sheet_free(&absent);
}
END_TEST

/* Replacement of invalid UTF-8 as in the examples of the Unicode Standard, section 3.9, tables 3-8 to 3-11. */
START_TEST(strings) {
    const char *cells[][2] = {
        {"", ""},
        {"plain", "plain"},
        {"a\"b\\c/d", "a\\\"b\\\\c/d"},
        {"\b\f\n\r\t\x01\x1f\x7f", "\\b\\f\\n\\r\\t\\u0001\\u001f\x7f"},
        {"é€😀", "é€😀"},
        {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
         "A",
         "������"
         "��A"},
        {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
         "A",
         "��������A"},
        {"\xF4\x91\x92\x93\xFF"
         "A\x80\xBF"
         "B",
         "�����A��B"},
        {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
         "A",
         "����A"},
        {"\xF0\x9F\x98", "�"},
    };
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct sheet sheet = {0};
        char expected[128];
        sheet_column(&sheet, "", MM_TEXT);
        sheet_text(&sheet, cells[i][0]);
        sheet_row(&sheet, NULL);
        snprintf(expected, sizeof expected, "[[\"%s\"]]\n", cells[i][1]);
        check_sheet(&sheet, MM_SHAPE_TABLE, expected, .format = MM_FORMAT_JSON);
        sheet_free(&sheet);
    }
    struct mm_buffer buffer = {0};
    mm_cell_json_text(&buffer, (struct mm_span){"a\0b", 3});
    ck_assert_str_eq(buffer.text, "\"a\\u0000b\"");
    mm_buffer_free(&buffer);
}
END_TEST

START_TEST(keys_must_differ) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "a", MM_NUMBER);
    sheet_column(&sheet, "b", MM_NUMBER);
    sheet_column(&sheet, "a", MM_NUMBER);
    check_refused(&sheet, MM_SHAPE_TABLE, MM_USAGE, "several columns are named 'a'", .format = MM_FORMAT_JSON);
    sheet_free(&sheet);
    struct sheet numbered = {0};
    sheet_column(&numbered, "2", MM_NUMBER);
    sheet_column(&numbered, "", MM_NUMBER);
    check_refused(&numbered, MM_SHAPE_TABLE, MM_USAGE, "several columns are named '2'", .format = MM_FORMAT_JSONL);
    sheet_free(&numbered);
}
END_TEST

/* A key far longer than what is formatted in place. */
START_TEST(long_keys) {
    struct sheet sheet = {0};
    struct mm_buffer name = {0}, expected = {0};
    for (int i = 0; i < 100000; i++) mm_buffer_add_byte(&name, 'k');
    sheet_column(&sheet, name.text, MM_NUMBER);
    sheet_number(&sheet, 1);
    sheet_row(&sheet, NULL);
    mm_buffer_printf(&expected, "[{\"%s\":1}]\n", name.text);
    check_sheet(&sheet, MM_SHAPE_TABLE, expected.text, .format = MM_FORMAT_JSON);
    mm_buffer_free(&name);
    mm_buffer_free(&expected);
    sheet_free(&sheet);
}
END_TEST

static void fill_part(struct mm_part *part, const char *name, size_t rows, size_t columns) {
    part->name = mm_copy_text(name, strlen(name));
    ck_assert_int_eq(mm_matrix_new(&part->matrix, rows, columns), MM_OK);
    for (size_t i = 0; i < rows * columns; i++) part->matrix.values[i] = (double)i + 1;
}

static void check_document(struct mm_part *parts, size_t count, const char *expected) {
    struct mm_error error = {0};
    struct mm_sink *sink;
    struct mm_write_options options = {.format = MM_FORMAT_JSON};
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_int_eq(mm_write_document(sink, parts, count, &options, &error), MM_OK);
    size_t length;
    const char *bytes = mm_sink_bytes(sink, &length);
    char *text = mm_copy_text(bytes, length);
    ck_assert_str_eq(text, expected);
    free(text);
    mm_sink_abandon(sink);
    for (size_t i = 0; i < count; i++) {
        free(parts[i].name);
        mm_matrix_free(&parts[i].matrix);
    }
}

START_TEST(documents) {
    struct mm_part parts[3] = {{0}};
    fill_part(&parts[0], "u", 2, 2);
    fill_part(&parts[1], "s", 2, 1);
    fill_part(&parts[2], "v\"t", 1, 2);
    ck_assert(mm_strings_add(&parts[1].matrix.column_names, "s", 1));
    ck_assert(mm_strings_add(&parts[1].matrix.row_names, "c1", 2));
    ck_assert(mm_strings_add(&parts[1].matrix.row_names, "c2", 2));
    check_document(parts, 3,
                   "{\"u\":[[1,2],\n  [3,4]],\n \"s\":[{\"\":\"c1\",\"s\":1},\n  {\"\":\"c2\",\"s\":2}],\n "
                   "\"v\\\"t\":[[1,2]]}\n");
    check_document(NULL, 0, "{}\n");
}
END_TEST

START_TEST(vectors_in_documents) {
    struct mm_part parts[2] = {{0}};
    fill_part(&parts[0], "a", 2, 1);
    fill_part(&parts[1], "b", 3, 1);
    check_document(parts, 2, "{\"a\":[1,2],\n \"b\":[1,2,3]}\n");
    /* Arrays of equal length would be the columns of a table. */
    fill_part(&parts[0], "a", 2, 1);
    fill_part(&parts[1], "b", 2, 1);
    check_document(parts, 2, "{\"a\":[[1],\n  [2]],\n \"b\":[[1],\n  [2]]}\n");
}
END_TEST

START_TEST(refused_documents) {
    struct mm_part parts[2] = {{.name = "u"}, {.name = "u"}};
    struct mm_error error = {0};
    struct mm_sink *sink;
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    struct mm_write_options options = {.format = MM_FORMAT_JSON};
    ck_assert_int_eq(mm_write_document(sink, parts, 2, &options, &error), MM_USAGE);
    ck_assert_str_eq(error.text, "two parts are named 'u'");
    parts[1].name = "v";
    options.format = MM_FORMAT_CSV;
    ck_assert_int_eq(mm_write_document(sink, parts, 2, &options, &error), MM_USAGE);
    mm_sink_abandon(sink);
}
END_TEST

MM_CHECK_MAIN("writer_json", unnamed_rows_are_arrays, named_rows_are_objects, labels_come_first, shapes,
              named_vector_is_objects, records_and_numbers, numerals_in_the_grammar_of_json, strings, keys_must_differ,
              long_keys, documents, vectors_in_documents, refused_documents)
