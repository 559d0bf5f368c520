/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON that is refused: the grammar of RFC 8259 to the letter, tables that do not fit, and the places of errors. */
#include "check_json.h"
#include "io/json_tree.h"

struct text {
    const char *bytes;
    size_t size;
};
#define TEXT(literal)                                                                                                  \
    { literal, sizeof(literal) - 1 }

/* Sorted into good and bad by Python's json.loads with a parse_constant that raises. */
static const struct text good[] = {TEXT("[0]"),
                                   TEXT("[-0]"),
                                   TEXT("[0.5]"),
                                   TEXT("[1e5]"),
                                   TEXT("[1E+5]"),
                                   TEXT("[1e-5]"),
                                   TEXT("[123.456e-7]"),
                                   TEXT("[0e1]"),
                                   TEXT("[\"\\n\\t\\\"\\\\\\/\\b\\f\\r\"]"),
                                   TEXT("[null]"),
                                   TEXT(" \t\r\n[ \t\r\n1 \t\r\n, 2 ] \t\r\n"),
                                   TEXT("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"]"),
                                   TEXT("[\"\\ud83d\\ude00\"]"),
                                   TEXT("[\"\x7f\"]"),
                                   TEXT("[true,false,null]"),
                                   TEXT("\"a\""),
                                   TEXT("1"),
                                   TEXT("-1.5e3"),
                                   TEXT("[{\"a\":[1,{\"b\":[]}]}]")};
static const struct text bad[] = {TEXT("[01]"),
                                  TEXT("[+1]"),
                                  TEXT("[.5]"),
                                  TEXT("[5.]"),
                                  TEXT("[-]"),
                                  TEXT("[1e]"),
                                  TEXT("[1e+]"),
                                  TEXT("[0x10]"),
                                  TEXT("[1_0]"),
                                  TEXT("[--1]"),
                                  TEXT("[1.2.3]"),
                                  TEXT("[-01]"),
                                  TEXT("[00]"),
                                  TEXT("[1 2]"),
                                  TEXT("[1,]"),
                                  TEXT("[,1]"),
                                  TEXT("[1,,2]"),
                                  TEXT("["),
                                  TEXT("[1"),
                                  TEXT("[1,"),
                                  TEXT("]"),
                                  TEXT("[]]"),
                                  TEXT("[1]]"),
                                  TEXT("{\"a\":1,}"),
                                  TEXT("{\"a\"}"),
                                  TEXT("{\"a\":}"),
                                  TEXT("{a:1}"),
                                  TEXT("{'a':1}"),
                                  TEXT("{\"a\":1 \"b\":2}"),
                                  TEXT("{\"a\" 1}"),
                                  TEXT("{1:2}"),
                                  TEXT("[\"a]"),
                                  TEXT("[\"\\x\"]"),
                                  TEXT("[\"\\u12\"]"),
                                  TEXT("[\"\\u12G4\"]"),
                                  TEXT("[\"a\tb\"]"),
                                  TEXT("[\"a\nb\"]"),
                                  TEXT("[tru]"),
                                  TEXT("[True]"),
                                  TEXT("[truex]"),
                                  TEXT("[nul]"),
                                  TEXT("[NaN]"),
                                  TEXT("[Infinity]"),
                                  TEXT("[-Infinity]"),
                                  TEXT("[1]x"),
                                  TEXT("[1]/*c*/"),
                                  TEXT("[/**/1]"),
                                  TEXT("// c\n[1]"),
                                  TEXT("\f[1]"),
                                  TEXT("\xc2\xa0[1]"),
                                  TEXT("[1\x00]"),
                                  TEXT("[1}"),
                                  TEXT("{\"a\":1]")};

/* As a document of one part that is not looked at, as rows, and as a tree. */
static bool is_accepted(const struct text *text, size_t window) {
    const struct mm_read_options options = {.missing = MM_MISSING_KEEP};
    struct mm_buffer wrapped = {0};
    mm_buffer_add_text(&wrapped, "{\"x\":1,\"a\":");
    mm_buffer_add(&wrapped, text->bytes, text->size);
    mm_buffer_add_text(&wrapped, "}");
    char *actual = mm_check_json_read(wrapped.text, wrapped.length, "x", window, false, &options);
    bool accepted = strcmp(actual, "json: #/1 1") == 0;
    free(actual);
    mm_buffer_free(&wrapped);
    return accepted;
}

static bool is_accepted_as_tree(const struct text *text) {
    struct mm_json_node *root;
    struct mm_error error = {0};
    if (mm_json_parse(&root, text->bytes, text->size, "t", &error) != MM_OK) return false;
    mm_json_free(root);
    return true;
}

START_TEST(grammar_accepts) {
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        ck_assert_msg(is_accepted(&good[i], MM_JSON_WINDOW), "refused: %s", good[i].bytes);
        ck_assert_msg(is_accepted(&good[i], 1), "refused in pieces: %s", good[i].bytes);
        ck_assert_msg(is_accepted_as_tree(&good[i]), "refused as a tree: %s", good[i].bytes);
    }
}
END_TEST

START_TEST(grammar_refuses) {
    const struct mm_read_options options = {.missing = MM_MISSING_KEEP};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_msg(!is_accepted(&bad[i], MM_JSON_WINDOW), "accepted: %s", bad[i].bytes);
        ck_assert_msg(!is_accepted(&bad[i], 1), "accepted in pieces: %s", bad[i].bytes);
        ck_assert_msg(!is_accepted_as_tree(&bad[i]), "accepted as a tree: %s", bad[i].bytes);
        char *rows = mm_check_json_read(bad[i].bytes, bad[i].size, NULL, MM_JSON_WINDOW, false, &options);
        ck_assert_msg(strstr(rows, "! t:") != NULL, "accepted as rows: %s", bad[i].bytes);
        free(rows);
    }
}
END_TEST

/* RFC 3629: nothing overlong, no surrogates, nothing above U+10FFFF, no byte alone. */
START_TEST(utf8_is_checked) {
    static const struct text wrong[] = {
        TEXT("[\"\x80\"]"),         TEXT("[\"\xc0\xaf\"]"),         TEXT("[\"\xe0\x80\xaf\"]"),
        TEXT("[\"\xed\xa0\x80\"]"), TEXT("[\"\xf4\x90\x80\x80\"]"), TEXT("[\"\xe2\x82\"]"),
        TEXT("[\"\xff\"]"),         TEXT("[\"\xf0\x8f\xbf\xbf\"]")};
    static const struct text right[] = {TEXT("[\"\xc2\x80\"]"), TEXT("[\"\xed\x9f\xbf\"]"), TEXT("[\"\xee\x80\x80\"]"),
                                        TEXT("[\"\xf4\x8f\xbf\xbf\"]")};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) ck_assert(!is_accepted(&wrong[i], 1 + i));
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) ck_assert(is_accepted(&right[i], 1 + i));
    mm_check_json("[\"a\xff\"]", "! t:1:4: text is not valid UTF-8");
}
END_TEST

START_TEST(nul_and_control_characters) {
    mm_check_json("[1,\0]", "! t:1:4: NUL byte");
    mm_check_json("[\"a\\u0000\"]", "! t:1:4: NUL character in text");
    mm_check_json("[\"a\tb\"]", "! t:1:4: control character in text: write it as \\u0009");
    mm_check_json("[\"a\\ud83dx\"]", "! t:1:4: half of a surrogate pair in text");
    mm_check_json("[\"a\\udc00\"]", "! t:1:4: half of a surrogate pair in text");
    mm_check_json("[\"\\q\"]", "! t:1:3: unknown escape in text: '\\q'");
    mm_check_json("[\"abc", "! t:1:2: text without a closing quote");
}
END_TEST

START_TEST(what_python_writes_gets_advice) {
    mm_check_json("[[1,NaN]]", "! t:1:5: 'NaN' is not JSON; write null");
    mm_check_json("[[1,-Infinity]]", "! t:1:5: '-Infinity' is not JSON; write -1e999");
    mm_check_json("[[True]]", "! t:1:3: 'True' is not JSON; write true");
}
END_TEST

START_TEST(places_count_characters) {
    mm_check_json("[{\"\xc3\xa9\xe2\x82\xac\":1},\n {\"\xc3\xa9\xe2\x82\xac\":x}]",
                  "json: header \xc3\xa9\xe2\x82\xac#/1 1/! t:2:8: not JSON: 'x'");
    mm_check_json("[[1,2],\n\n[3,\xe2\x80\x9c]]", "json: # #/1 1 2/! t:3:4: not JSON: '\xe2\x80\x9c'");
    mm_check_json("[[1,2],[3", "json: # #/1 1 2/! t:1:10: the input ends where ',' or ']' is expected");
    mm_check_json(" \n ", "! t:2:2: no input");
}
END_TEST

START_TEST(rows_that_do_not_fit) {
    mm_check_json("[[1,2],[3]]", "json: # #/1 1 2/! t:1:10: row 2 has 1 values, but the first row has 2");
    mm_check_json("[[1,2],\n[3,4,5,6]]", "json: # #/1 1 2/! t:2:9: row 2 has 4 values, but the first row has 2");
    mm_check_json("[[1],2]", "json: #/1 1/! t:1:6: row 2 is a single value, but the rows before it are arrays");
    mm_check_json("[{\"a\":1},[2]]",
                  "json: header a#/1 1/! t:1:10: row 2 is an array, but the rows before it are objects");
    mm_check_json("[[[1]]]", "! t:1:3: an array inside row 1: more than the two dimensions of a table");
    mm_check_json("[[1,{}]]", "! t:1:5: expected a number or text but found '{'");
    mm_check_json("[[1]] [2]", "json: #/1 1/! t:1:7: more input after the array (rows that are one array a line: "
                               "--from=jsonl)");
}
END_TEST

START_TEST(keys_that_do_not_fit) {
    mm_check_json("[{\"a\":1},{\"b\":2}]",
                  "json: header a#/1 1/! t:1:11: row 2 has a key that the first row has not: 'b'");
    mm_check_json("[{\"a\":1,\"b\":2},{\"b\":2}]", "json: header a# b#/1 1 2/! t:1:22: row 2 lacks the key 'a'");
    mm_check_json("[{\"a\":1,\"\\u0061\":2}]", "! t:1:9: key 'a' comes twice in row 1");
    mm_check_json("[{\"a\":1},{\"a\":2,\"a\":3}]", "json: header a#/1 1/! t:1:17: key 'a' comes twice in row 2");
    mm_check_json("{\"a\":1,\"a\":2}", "! t:1:8: key 'a' comes twice in an object");
    mm_check_json("[{\"a\":1,\"m\":{\"k\":1}}]",
                  "json: header a# m'/! t:1:13: an object where a number or text is expected "
                  "(column 'm'; -k chooses others)");
}
END_TEST

START_TEST(nothing_to_read) {
    mm_check_json("[]", "! t:1:2: no rows: the array is empty");
    mm_check_json("[[]]", "! t:1:2: no columns");
    mm_check_json("{}", "! t:1:1: no columns");
    mm_check_json("[{}]", "! t:1:2: no columns");
}
END_TEST

/* 256 levels are read, 257 are not. */
START_TEST(nesting_has_a_limit) {
    for (size_t depth = MM_JSON_DEPTH; depth <= MM_JSON_DEPTH + 1; depth++) {
        struct mm_buffer nested = {0};
        for (size_t i = 0; i < depth; i++) mm_buffer_add_byte(&nested, '[');
        for (size_t i = 0; i < depth; i++) mm_buffer_add_byte(&nested, ']');
        struct text text = {nested.text, nested.length};
        ck_assert(is_accepted_as_tree(&text) == (depth == MM_JSON_DEPTH));
        mm_buffer_free(&nested);
    }
}
END_TEST

MM_CHECK_MAIN("json errors", grammar_accepts, grammar_refuses, utf8_is_checked, nul_and_control_characters,
              what_python_writes_gets_advice, places_count_characters, rows_that_do_not_fit, keys_that_do_not_fit,
              nothing_to_read, nesting_has_a_limit)
