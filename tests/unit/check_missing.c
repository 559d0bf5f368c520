/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cells are missing, numbers or text, and the errors about them. Expectations are those of mm-conventions(7). */
#include "base/text.h"
#include "check_main.h"
#include "io/missing.h"

static enum mm_cell classify(const struct mm_tokens *tokens, const char *cell) {
    return mm_classify_cell(tokens, cell, strlen(cell));
}

START_TEST(default_tokens) {
    struct mm_tokens tokens;
    ck_assert(mm_tokens_parse(&tokens, NULL));
    static const char *const missing[] = {"",     "NA",   "na",   "Na",  "N/A", "n/a",  "#N/A", "#n/a",
                                          "null", "NULL", "None", "nan", "NaN", "+nan", "-NAN", "NONE"};
    static const char *const text[] = {"?", "-", "N",       "NAN1",   "n a",   " ",    "nul",   "nulls",
                                       ".", "+", "missing", "nan(1)", "1,234", "0x10", "12abc", "1_000"};
    static const char *const number[] = {"0", "-1.5e3", "+5", "inf", "-Infinity", "1e400", ".5", "5.", "007"};
    for (size_t i = 0; i < sizeof missing / sizeof *missing; i++) {
        ck_assert_msg(mm_is_missing(&tokens, missing[i], strlen(missing[i])), "%s", missing[i]);
        ck_assert_int_eq(classify(&tokens, missing[i]), MM_CELL_MISSING);
    }
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        ck_assert_msg(!mm_is_missing(&tokens, text[i], strlen(text[i])), "%s", text[i]);
        ck_assert_msg(classify(&tokens, text[i]) == MM_CELL_TEXT, "%s", text[i]);
    }
    for (size_t i = 0; i < sizeof number / sizeof *number; i++)
        ck_assert_msg(classify(&tokens, number[i]) == MM_CELL_NUMBER, "%s", number[i]);
    mm_tokens_free(&tokens);
}
END_TEST

START_TEST(own_tokens) {
    struct mm_tokens tokens;
    ck_assert(mm_tokens_parse(&tokens, "-999, ?,leer"));
    ck_assert_int_eq(classify(&tokens, "-999"), MM_CELL_MISSING);
    ck_assert_int_eq(classify(&tokens, "-999.0"), MM_CELL_NUMBER);
    ck_assert_int_eq(classify(&tokens, "?"), MM_CELL_MISSING);
    ck_assert_int_eq(classify(&tokens, "LEER"), MM_CELL_MISSING);
    ck_assert_int_eq(classify(&tokens, "NA"), MM_CELL_TEXT);
    ck_assert_int_eq(classify(&tokens, "nan"), MM_CELL_MISSING);
    ck_assert_int_eq(classify(&tokens, ""), MM_CELL_MISSING);
    mm_tokens_free(&tokens);
    ck_assert(mm_tokens_parse(&tokens, ""));
    ck_assert_int_eq(classify(&tokens, "NA"), MM_CELL_TEXT);
    ck_assert_int_eq(classify(&tokens, ""), MM_CELL_MISSING);
    mm_tokens_free(&tokens);
}
END_TEST

static void check_text(const struct mm_error *error, const char *expected) {
    char text[1024];
    ck_assert_str_eq(mm_error_describe(error, text, sizeof text), expected);
}

START_TEST(errors) {
    struct mm_error error = {0};
    ck_assert_int_eq(mm_fail_missing(&error, "s.csv", 17, 3, "score"), MM_DATA);
    check_text(&error, "s.csv:17:3: missing value (column 'score'); use --na=omit to drop the row or --na=keep to "
                       "compute with NaN");
    ck_assert_int_eq(mm_fail_cell(&error, "s.csv", 17, 3, "score", "abcd", 3, false), MM_DATA);
    check_text(&error, "s.csv:17:3: not a number: 'abc' (column 'score')");
    mm_fail_cell(&error, "s.csv", 2, 1, "", "1e999", 5, true);
    check_text(&error, "s.csv:2:1: number too large for a double: '1e999'");
    mm_fail_cell(&error, "s.csv", 2, 1, NULL, "a\nb\x1b", 4, false);
    check_text(&error, "s.csv:2:1: not a number: 'a\\nb\\x1b'");
}
END_TEST

START_TEST(long_cells) {
    struct mm_error error = {0};
    char cell[200];
    memset(cell, 'x', sizeof cell);
    memcpy(cell + 59, "\xc3\xa4", 2); /* a character of two bytes is not cut in half */
    mm_fail_cell(&error, "s", 1, 1, NULL, cell, sizeof cell, false);
    check_text(&error, "s:1:1: not a number: 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...'");
}
END_TEST

MM_CHECK_MAIN("missing", default_tokens, own_tokens, errors, long_cells)
