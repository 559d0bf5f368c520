/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV and TSV out. Expected bytes are written by hand from RFC 4180 and the conventions of this toolbox. */
#include "check_writer.h"

START_TEST(unnamed_numbers) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    double cells[] = {1, 0.1, 100000, 1e-300, -0.0, NAN, INFINITY, -INFINITY};
    for (size_t i = 0; i < 8; i++) sheet_number(&sheet, cells[i]);
    for (size_t i = 0; i < 4; i++) sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE, "1,0.1\n100000,1e-300\n-0,nan\ninf,-inf\n", .format = MM_FORMAT_CSV);
    check_sheet(&sheet, MM_SHAPE_TABLE, "1\t0.1\n100000\t1e-300\n-0\tnan\ninf\t-inf\n", .format = MM_FORMAT_TSV);
    /* The delimiter belongs to CSV; TSV has its own. */
    check_sheet(&sheet, MM_SHAPE_TABLE, "1\t0.1\n100000\t1e-300\n-0\tnan\ninf\t-inf\n", .format = MM_FORMAT_TSV,
                .delimiter = ',');
    check_sheet(&sheet, MM_SHAPE_TABLE, "1;0.1\n100000;1e-300\n-0;nan\ninf;-inf\n", .format = MM_FORMAT_CSV,
                .delimiter = ';');
    sheet_free(&sheet);
}
END_TEST

START_TEST(digits_apply_to_numbers_and_not_to_numerals) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMERAL);
    sheet_number(&sheet, 2.0 / 3);
    sheet_text(&sheet, "0.66666666");
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE, "0.667,0.66666666\n", .format = MM_FORMAT_CSV, .digits = 3);
    sheet_free(&sheet);
}
END_TEST

START_TEST(numerals_are_verbatim) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "id", MM_NUMERAL);
    sheet_column(&sheet, "x", MM_NUMBER);
    const char *ids[] = {"007", "1234567890123456789", "+5", NULL};
    for (size_t i = 0; i < 4; i++) {
        sheet_text(&sheet, ids[i]);
        sheet_number(&sheet, (double)i);
        sheet_row(&sheet, NULL);
    }
    check_sheet(&sheet, MM_SHAPE_TABLE, "id,x\n007,0\n1234567890123456789,1\n+5,2\n,3\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(text_is_quoted_where_it_must_be) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "t", MM_TEXT);
    sheet_column(&sheet, "u", MM_TEXT);
    const char *cells[] = {"a,b", "say \"hi\"", "two\nlines", "cr\r", " lead", "trail\t", "in\tside", "12",
                           "",    NULL,         "#c",         "#d",   "é",     "[x",      "x'y",      "\""};
    for (size_t i = 0; i < 16; i++) sheet_text(&sheet, cells[i]);
    for (size_t i = 0; i < 8; i++) sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "t,u\n\"a,b\",\"say \"\"hi\"\"\"\n\"two\nlines\",\"cr\r\"\n\" lead\",\"trail\t\"\n\"in\tside\",12\n,\n"
                "\"#c\",#d\né,[x\nx'y,\"\"\"\"\n",
                .format = MM_FORMAT_CSV);
    check_sheet(
        &sheet, MM_SHAPE_TABLE,
        "t\tu\n\"a,b\"\t\"say \"\"hi\"\"\"\n\"two\nlines\"\t\"cr\r\"\n\" lead\"\t\"trail\t\"\n\"in\tside\"\t12\n\t\n"
        "\"#c\"\t#d\né\t[x\nx'y\t\"\"\"\"\n",
        .format = MM_FORMAT_TSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(blank_delimiter_keeps_empty_cells) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "t", MM_TEXT);
    sheet_column(&sheet, "x", MM_NUMBER);
    const char *cells[] = {"", "a b", NULL};
    for (size_t i = 0; i < 3; i++) {
        sheet_text(&sheet, cells[i]);
        sheet_number(&sheet, 1);
        sheet_row(&sheet, NULL);
    }
    check_sheet(&sheet, MM_SHAPE_TABLE, "t x\n\"\" 1\n\"a b\" 1\n\"\" 1\n", .format = MM_FORMAT_CSV,
                .delimiter = MM_DELIMITER_BLANKS);
    sheet_free(&sheet);
}
END_TEST

START_TEST(lone_empty_text) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "t", MM_TEXT);
    sheet_text(&sheet, "");
    sheet_text(&sheet, "x");
    sheet_row(&sheet, NULL);
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE, "t\n\"\"\nx\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(names_that_look_like_data) {
    struct sheet sheet = {0};
    const char *names[] = {"1", "1e400", "nan", "NA", "none", "inf", "#x", "a,b", "", "[k", "x1"};
    for (size_t j = 0; j < 11; j++) {
        sheet_column(&sheet, names[j], MM_NUMBER);
        sheet_number(&sheet, (double)j);
    }
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "\"1\",\"1e400\",\"nan\",\"NA\",\"none\",\"inf\",\"#x\",\"a,b\",\"\",[k,x1\n0,1,2,3,4,5,6,7,8,9,10\n",
                .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

/* A first cell that format detection could take for JSON, a byte order mark, NPY, zip or zstd. */
START_TEST(misleading_first_cells) {
    const char *cells[][2] = {{"[a", "\"[a\"\n0\n"},
                              {"{a", "\"{a\"\n0\n"},
                              {"\xEF\xBB\xBFx", "\"\xEF\xBB\xBFx\"\n0\n"},
                              {"\x93NUMPY", "\"\x93NUMPY\"\n0\n"},
                              {"PK\3\4", "\"PK\3\4\"\n0\n"},
                              {"PKs", "PKs\n0\n"},
                              {"(\xB5/\xFD", "\"(\xB5/\xFD\"\n0\n"},
                              {"(a)", "(a)\n0\n"},
                              {"é", "é\n0\n"}};
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        struct sheet sheet = {0};
        sheet_column(&sheet, cells[i][0], MM_NUMBER);
        sheet_number(&sheet, 0);
        sheet_row(&sheet, NULL);
        check_sheet(&sheet, MM_SHAPE_TABLE, cells[i][1], .format = MM_FORMAT_CSV);
        sheet_free(&sheet);
    }
}
END_TEST

/* A reader that looks for JSON passes over blanks, a tab behind an empty label name among them. */
START_TEST(misleading_second_cell) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "{a", MM_NUMBER);
    sheet_column(&sheet, "{b", MM_NUMBER);
    sheet_labelled(&sheet, "");
    check_sheet(&sheet, MM_SHAPE_TABLE, "\t\"{a\"\t{b\n", .format = MM_FORMAT_TSV);
    check_sheet(&sheet, MM_SHAPE_TABLE, ",{a,{b\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(misleading_first_data_cell) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_TEXT);
    sheet_text(&sheet, "[a");
    sheet_text(&sheet, "[b");
    sheet_row(&sheet, NULL);
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE, "\"[a\"\n[b\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(labelled_rows) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_labelled(&sheet, "");
    const char *labels[] = {"r1", "7", "NA", "", "#r", "a,b"};
    for (size_t i = 0; i < 6; i++) {
        sheet_number(&sheet, 1);
        sheet_number(&sheet, 2);
        sheet_row(&sheet, labels[i]);
    }
    /* Labelled rows without names have a header of empty ones. */
    check_sheet(&sheet, MM_SHAPE_TABLE, ",,\nr1,1,2\n\"7\",1,2\n\"NA\",1,2\n\"\",1,2\n\"#r\",1,2\n\"a,b\",1,2\n",
                .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

/* A quoted empty cell would be a name: a missing numeral that cannot be left empty is a NaN. */
START_TEST(lone_missing_numeral) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMERAL);
    sheet_text(&sheet, NULL);
    sheet_text(&sheet, "007");
    sheet_row(&sheet, NULL);
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE, "nan\n007\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(named_label_column) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "x", MM_NUMBER);
    sheet_labelled(&sheet, "id");
    sheet_number(&sheet, 2.5);
    sheet_row(&sheet, "r");
    check_sheet(&sheet, MM_SHAPE_TABLE, "id,x\nr,2.5\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
    struct sheet unnamed = {0};
    sheet_column(&unnamed, "", MM_NUMBER);
    sheet_labelled(&unnamed, "id");
    sheet_number(&unnamed, 2.5);
    sheet_row(&unnamed, "r");
    check_sheet(&unnamed, MM_SHAPE_TABLE, "id,\"\"\nr,2.5\n", .format = MM_FORMAT_CSV);
    sheet_free(&unnamed);
}
END_TEST

START_TEST(a_number_stands_alone) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "mean", MM_NUMBER);
    sheet_number(&sheet, 0.5);
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_NUMBER, "0.5\n", .format = MM_FORMAT_CSV);
    check_sheet(&sheet, MM_SHAPE_RECORD, "mean\n0.5\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
}
END_TEST

START_TEST(no_rows) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "a", MM_NUMBER);
    sheet_column(&sheet, "b", MM_TEXT);
    check_sheet(&sheet, MM_SHAPE_TABLE, "a,b\n", .format = MM_FORMAT_CSV);
    sheet_free(&sheet);
    struct sheet unnamed = {0};
    sheet_column(&unnamed, "", MM_NUMBER);
    check_sheet(&unnamed, MM_SHAPE_TABLE, "", .format = MM_FORMAT_CSV);
    sheet_free(&unnamed);
}
END_TEST

START_TEST(delimiters_that_numbers_contain) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "a", MM_NUMBER);
    const char *refused = "0-+.en\"\n";
    for (const char *at = refused; *at; at++)
        check_refused(&sheet, MM_SHAPE_TABLE, MM_USAGE, "cannot be a delimiter", .format = MM_FORMAT_CSV,
                      .delimiter = *at);
    sheet_free(&sheet);
}
END_TEST

START_TEST(formats_that_hold_no_table) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "a", MM_NUMBER);
    check_refused(&sheet, MM_SHAPE_TABLE, MM_USAGE, "documents", .format = MM_FORMAT_NPZ);
    check_refused(&sheet, MM_SHAPE_TABLE, MM_USAGE, "only read", .format = MM_FORMAT_SAFETENSORS);
    sheet_free(&sheet);
}
END_TEST

/* More rows than one block of a matrix holds, with labels: none is lost where two blocks meet. */
START_TEST(matrix_in_blocks) {
    enum { ROWS = 1500 };
    struct mm_error error;
    struct mm_matrix matrix;
    struct mm_sink *sink;
    struct mm_buffer expected = {0};
    struct mm_write_options options = {.format = MM_FORMAT_CSV};
    ck_assert_int_eq(mm_matrix_new(&matrix, ROWS, 2), MM_OK);
    ck_assert(mm_strings_add(&matrix.column_names, "a", 1) && mm_strings_add(&matrix.column_names, "b", 1));
    mm_buffer_add_text(&expected, ",a,b\n");
    for (int i = 0; i < ROWS; i++) {
        char label[16];
        snprintf(label, sizeof label, "r%d", i);
        ck_assert(mm_strings_add(&matrix.row_names, label, strlen(label)));
        matrix.values[2 * i] = i;
        matrix.values[2 * i + 1] = -i - 0.5;
        mm_buffer_printf(&expected, "r%d,%d,-%d.5\n", i, i, i);
    }
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_int_eq(mm_write_matrix(sink, &matrix, MM_SHAPE_TABLE, &options, &error), MM_OK);
    size_t length;
    const char *bytes = mm_sink_bytes(sink, &length);
    ck_assert_uint_eq(length, expected.length);
    ck_assert_int_eq(memcmp(bytes, expected.text, length), 0);
    mm_sink_abandon(sink);
    mm_buffer_free(&expected);
    mm_matrix_free(&matrix);
}
END_TEST

MM_CHECK_MAIN("writer_csv", unnamed_numbers, digits_apply_to_numbers_and_not_to_numerals, numerals_are_verbatim,
              text_is_quoted_where_it_must_be, blank_delimiter_keeps_empty_cells, lone_empty_text,
              names_that_look_like_data, misleading_first_cells, misleading_second_cell, misleading_first_data_cell,
              labelled_rows, lone_missing_numeral, named_label_column, a_number_stands_alone, no_rows,
              delimiters_that_numbers_contain, formats_that_hold_no_table, matrix_in_blocks)
