/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Aligned tables for people. Expected layouts are drawn by hand. */
#include "check_writer.h"

START_TEST(numbers_on_their_point) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "name", MM_TEXT);
    sheet_column(&sheet, "x", MM_NUMBER);
    sheet_column(&sheet, "n", MM_NUMBER);
    sheet_column(&sheet, "probability", MM_NUMBER);
    const char *texts[] = {"a", "longer", "", "d", NULL};
    const double cells[][3] = {
        {1.25, 1, 0.5}, {100, 20, 1e-300}, {-0.333333333333, 300, NAN}, {INFINITY, -4, 1}, {2.5e-20, 5, 0.125}};
    for (size_t i = 0; i < 5; i++) {
        sheet_text(&sheet, texts[i]);
        for (size_t j = 0; j < 3; j++) sheet_number(&sheet, cells[i][j]);
        sheet_row(&sheet, NULL);
    }
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "name             x    n  probability\n"
                "a         1.25        1       0.5\n"
                "longer  100          20       1e-300\n"
                "         -0.333333  300     nan\n"
                "d       inf          -4       1\n"
                "          2.5e-20     5       0.125\n",
                .format = MM_FORMAT_TABLE);
    sheet_free(&sheet);
}
END_TEST

START_TEST(digits) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMERAL);
    sheet_number(&sheet, 1.0 / 3);
    sheet_number(&sheet, 1234567);
    sheet_text(&sheet, "007");
    sheet_text(&sheet, "1234567890123456789");
    sheet_row(&sheet, NULL);
    sheet_row(&sheet, NULL);
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "      0.333333                  007\n"
                "1234570         1234567890123456789\n",
                .format = MM_FORMAT_TABLE);
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "      0.33                  007\n"
                "1200000     1234567890123456789\n",
                .format = MM_FORMAT_TABLE, .digits = 2);
    sheet_free(&sheet);
}
END_TEST

/* é in one and in two code points, an ideograph two places wide, an escape sequence, a stray byte. */
START_TEST(widths) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "t", MM_TEXT);
    sheet_column(&sheet, "x", MM_NUMBER);
    const char *texts[] = {"é", "e\xCC\x81", "\xE6\xBC\xA2", "a\nb\x1b", "\xFF"};
    for (size_t i = 0; i < 5; i++) {
        sheet_text(&sheet, texts[i]);
        sheet_number(&sheet, (double)i);
        sheet_row(&sheet, NULL);
    }
    check_sheet(&sheet, MM_SHAPE_TABLE,
                "t         x\n"
                "é         0\n"
                "e\xCC\x81         1\n"
                "\xE6\xBC\xA2        2\n"
                "a\\nb\\x1b  3\n"
                "\xEF\xBF\xBD         4\n",
                .format = MM_FORMAT_TABLE);
    sheet_free(&sheet);
}
END_TEST

START_TEST(labelled_rows) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_labelled(&sheet, "");
    sheet_number(&sheet, 1);
    sheet_number(&sheet, 10);
    sheet_row(&sheet, "first");
    sheet_row(&sheet, "b");
    /* No line of blanks where a header without names would be. */
    check_sheet(&sheet, MM_SHAPE_TABLE, "first   1\nb      10\n", .format = MM_FORMAT_TABLE);
    sheet_free(&sheet);
    struct sheet named = {0};
    sheet_column(&named, "x", MM_NUMBER);
    sheet_labelled(&named, "");
    sheet_number(&named, 1);
    sheet_row(&named, "r");
    check_sheet(&named, MM_SHAPE_TABLE, "   x\nr  1\n", .format = MM_FORMAT_TABLE);
    sheet_free(&named);
}
END_TEST

START_TEST(nothing_to_align) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "a", MM_NUMBER);
    sheet_column(&sheet, "b", MM_TEXT);
    check_sheet(&sheet, MM_SHAPE_TABLE, "a  b\n", .format = MM_FORMAT_TABLE);
    sheet_free(&sheet);
    struct sheet empty = {0};
    sheet_column(&empty, "", MM_TEXT);
    check_sheet(&empty, MM_SHAPE_TABLE, "", .format = MM_FORMAT_TABLE);
    sheet_text(&empty, "");
    sheet_row(&empty, NULL);
    check_sheet(&empty, MM_SHAPE_TABLE, "\n", .format = MM_FORMAT_TABLE);
    sheet_free(&empty);
    struct sheet number = {0};
    sheet_column(&number, "p", MM_NUMBER);
    sheet_number(&number, 0.5);
    sheet_row(&number, NULL);
    check_sheet(&number, MM_SHAPE_NUMBER, "0.5\n", .format = MM_FORMAT_TABLE);
    sheet_free(&number);
}
END_TEST

MM_CHECK_MAIN("writer_table", numbers_on_their_point, digits, widths, labelled_rows, nothing_to_align)
