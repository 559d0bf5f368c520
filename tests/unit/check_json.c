/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON tables: what is rows, columns or parts, kinds, labels, missing values, numbers. What is expected follows from
 * the conventions for JSON input and RFC 8259; where a number needs computing, the comment says who did. */
#include "check_json.h"

START_TEST(arrays_of_arrays) {
    mm_check_json("[[1,2],[3,4.5]]", "json: # #/1 1 2/1 3 4.5");
    mm_check_json("\xef\xbb\xbf [ [ 1 , 2 ] ,\r\n\t[ -3 , 4e1 ]\n]\n", "json: # #/1 1 2/2 -3 40");
    mm_check_json("[[\"a\",1],[\"b\",2]]", "json: ' #/1 1 [a]/1 2 [b]");
}
END_TEST

START_TEST(arrays_of_numbers_are_a_column) {
    mm_check_json("[1,2,3]", "json: #/1 1/1 2/1 3");
    mm_check_json("[1,\n2]\n", "json: #/1 1/2 2");
    mm_check_json("[\"a\",\"b\"]", "json: '/1 [a]/1 [b]");
}
END_TEST

START_TEST(arrays_of_objects) {
    mm_check_json("[{\"a\":1,\"b\":\"x\"},{\"b\":\"y\",\"a\":2}]", "json: header a# b'/1 1 [x]/1 2 [y]");
    /* A key is what its escapes stand for. */
    mm_check_json("[{\"a\":1,\"b\":2},{\"\\u0062\":4,\"\\u0061\":3}]", "json: header a# b#/1 1 2/1 3 4");
    mm_check_json("[{\"\xc3\xa9 \\\"\":1}]", "json: header \xc3\xa9 \"#/1 1");
}
END_TEST

START_TEST(several_values_are_rows) {
    mm_check_json("[1,2]\n[3,4]\n", "jsonl: # #/1 1 2/2 3 4");
    mm_check_json("{\"a\":1,\"b\":2}\n\n{\"b\":4,\"a\":3}", "jsonl: header a# b#/1 1 2/3 3 4");
    mm_check_json("1\n2.5 3\n", "jsonl: #/1 1/2 2.5/2 3");
    /* One line alone is a row if JSON Lines is said. */
    mm_check_json_with("[1,2]\n", "jsonl: # #/1 1 2", .format = MM_FORMAT_JSONL);
    mm_check_json_with("7", "jsonl: #/1 7", .format = MM_FORMAT_JSONL);
    mm_check_json("7", "json: #/1 7");
}
END_TEST

START_TEST(one_object_is_a_record_or_columns) {
    mm_check_json("{\"p\":0.03,\"method\":\"welch\"}", "json: header p# method'/1 0.03 [welch]");
    mm_check_json("{\"a\":[1,2],\"b\":[\"x\",null],\"\":[\"r\",\"s\"]}",
                  "json: header <> a# b'/- <r> 1 [x]/! t:1:21: missing value (column 'b'); use --na=omit to drop the "
                  "row or --na=keep to compute with NaN");
    mm_check_json("{\"a\" : [ 1 , 2 ] , \"b\":[3,4]}", "json: header a# b#/- 1 3/- 2 4");
    mm_check_json("{\"a\":[],\"b\":[]}", "json: header a# b#");
    mm_check_json_text("{\"id\":[1234567890123456789,2],\"x\":[1.50,1E2]}",
                       "json: header id# x#/- [1234567890123456789] [1.50]/- [2] [1E2]");
}
END_TEST

static const char document[] =
    "{\"u\":[[1,2],[3,4]],\"s\":[5,6,7],\"q\":0.5,\n\"t\":[{\"\":\"r\",\"x\":1}],\"c\":{\"x\":[1,2],\"y\":[3,4]},"
    "\"r\":{\"x\":1},\"d\":{\"x\":[[1]]},\"e\":[]}";

START_TEST(documents_have_parts) {
    static const struct {
        const char *part, *expected;
    } cases[] = {
        {"u", "json: # #/1 1 2/1 3 4"},
        {"s", "json: #/1 5/1 6/1 7"},
        {"q", "json: #/1 0.5"},
        {"t", "json: header <> x#/2 <r> 1"},
        {"c", "json: header x# y#/- 1 3/- 2 4"},
        {"r", "json: header x#/2 1"},
        {"d", "! t:2:64: part 'd' is itself a document of parts"},
        {"e", "! t:2:81: no rows: the array is empty"},
        {"ss", "usage! t: unknown part 'ss'; did you mean 's'?"},
        {"singular", "usage! t: unknown part 'singular'; there are: u, s, q, t, c, r, d, e"},
        {NULL, "usage! t: several parts, choose one as FILE#NAME: u, s, q, t, c, r, d, e"},
    };
    const struct mm_read_options options = {0};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char *actual = mm_check_json_read(document, sizeof document - 1, cases[i].part, 16, false, &options);
        ck_assert_str_eq(actual, cases[i].expected);
        free(actual);
    }
}
END_TEST

START_TEST(part_or_not) {
    /* The only part is taken; columns are a document too if one of them is asked for. */
    mm_check_json("{\"m\":[[1,2]]}", "json: # #/1 1 2");
    mm_check_json_part("{\"a\":[1,2],\"b\":[3,4]}", "b", "json: #/1 3/1 4");
    mm_check_json_part("{\"p\":0.03}", "p", "json: #/1 0.03");
    mm_check_json("{\"a\":[1,2],\"b\":[3]}",
                  "usage! t: arrays of different lengths are parts, choose one as FILE#NAME: a, b");
    mm_check_json_part("[[1]]", "a", "usage! t: no part 'a': the input is a single table");
    mm_check_json_part("{\"a\":1}\n{\"a\":2}", "a", "usage! t: no part 'a': the input is a single table");
}
END_TEST

START_TEST(parts_are_named) {
    const struct mm_read_options options = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_source_open_memory(&source, document, sizeof document - 1, "t", &error), MM_OK);
    ck_assert_int_eq(mm_reader_open(&reader, source, "c", &options, &error), MM_OK);
    ck_assert_uint_eq(mm_reader_parts(reader)->count, 8);
    ck_assert_str_eq(mm_reader_parts(reader)->items[7], "e");
    ck_assert_uint_eq(mm_reader_schema(reader)->rows, 2);
    mm_reader_close(reader);
}
END_TEST

START_TEST(labels) {
    mm_check_json("[{\"\":\"r1\",\"x\":1},{\"\":null,\"x\":2},{\"x\":3,\"\":7}]",
                  "json: header <> x#/1 <r1> 1/1 <> 2/1 <7> 3");
    mm_check_json_with("[{\"x\":1,\"id\":\"a\",\"\":2}]", "json: header <id> x# #/1 <a> 1 2", .labels = "id");
    mm_check_json_with("[{\"x\":1,\"name\":\"a\"}]", "usage! unknown column 'nam'; did you mean 'name'?",
                       .labels = "nam");
    mm_check_json("[{\"\":\"r\"}]", "! t:1:2: no columns beside the row labels");
}
END_TEST

START_TEST(kinds) {
    /* Null says nothing; true and false are text; one number among texts makes a column of numbers. */
    mm_check_json_with("[{\"a\":null,\"b\":true,\"c\":null},{\"a\":\"x\",\"b\":false,\"c\":null}]",
                       "json: header a' b' c#/1 nan []? [true]/1 nan [x] [false]", .missing = MM_MISSING_KEEP);
    mm_check_json("[{\"a\":\"x\"},{\"a\":1}]", "json: header a#/! t:1:7: not a number: 'x' (column 'a')");
    mm_check_json("[{\"a\":1},{\"a\":true}]", "json: header a#/1 1/! t:1:15: not a number: 'true' (column 'a')");
    mm_check_json("[\"NaN\",\"inf\"]", "json: '/1 [NaN]/1 [inf]");
}
END_TEST

START_TEST(missing_values) {
    mm_check_json("[[1,2],[3,null]]",
                  "json: # #/1 1 2/! t:1:11: missing value (column '2'); use --na=omit to drop the row "
                  "or --na=keep to compute with NaN");
    mm_check_json_with("[[1,2],[3,null],[5,6]]", "json: # #/1 1 2/1 5 6/dropped 1", .missing = MM_MISSING_OMIT);
    mm_check_json_with("[[1,2],[3,null]]", "json: # #/1 1 2/1 3 nan", .missing = MM_MISSING_KEEP);
    mm_check_json_with("[[null],[null]]", "json: #/dropped 2", .missing = MM_MISSING_OMIT);
    /* An empty text is text. Tokens hold for numbers and texts when they are asked for. */
    mm_check_json("[\"\",\"NA\"]", "json: '/1 []/1 [NA]");
    mm_check_json_with("[[-999,\"n\\/a\"],[1,\"b\"]]", "json: # '/1 nan []?/1 1 [b]", .missing = MM_MISSING_KEEP,
                       .na_tokens = "-999,N/A");
}
END_TEST

START_TEST(numbers) {
    /* 2^-1074, the largest double, and a tie that 17 digits do not show, as Python's float() reads them: 5e-324,
     * 1.7976931348623157e+308, 9007199254740992 (to even), 9007199254740994. */
    mm_check_json("[4.9e-324,1.7976931348623157e308,9007199254740993,9007199254740993.00000000000000000001]",
                  "json: #/1 5e-324/1 1.7976931348623157e308/1 9007199254740992/1 9007199254740994");
    mm_check_json("[-0,0e5,1e-400,-1E-400]", "json: #/1 -0/1 0/1 0/1 -0");
    mm_check_json("[1e999,-1e999]", "json: #/1 inf/1 -inf");
    mm_check_json("[1e400]", "json: #/! t:1:2: number too large for a double: '1e400'");
    mm_check_json("[1E999]", "json: #/! t:1:2: number too large for a double: '1E999'");
    mm_check_json("[1e+999]", "json: #/! t:1:2: number too large for a double: '1e+999'");
}
END_TEST

START_TEST(texts_of_numbers) {
    mm_check_json_text("[[1.50,12345678901234567890,-0.0e0,\"x\"]]",
                       "json: # # # '/1 [1.50] [12345678901234567890] [-0.0e0] [x]");
    /* What is infinite in JSON has its name as text, for other formats have no 1e999. */
    mm_check_json_text("[1e999,-1e999]", "json: #/1 [inf]/1 [-inf]");
    mm_check_json_text("[1e400]", "json: #/! t:1:2: number too large for a double: '1e400'");
    mm_check_json_text("[1,\"x\"]", "json: #/1 [1]/! t:1:4: not a number: 'x'");
}
END_TEST

START_TEST(escapes) {
    mm_check_json("[\"\\n\\t\\\"\\\\\\/\\b\\f\\r\"]", "json: '/1 [\n\t\"\\/\b\f\r]");
    /* U+00E9, U+20AC and U+1F600 in UTF-8, as Python's encode() gives them. */
    mm_check_json("[\"\\u00e9\\u20aC\\ud83d\\ude00\"]", "json: '/1 [\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80]");
    mm_check_json("[\"\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\"]", "json: '/1 [\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80]");
}
END_TEST

/* Only what is asked for is converted: other cells may hold anything. */
START_TEST(requests) {
    static const char text[] =
        "{\"id\":1,\"x\":null,\"meta\":{\"k\":[1]},\"y\":2}\n{\"id\":2,\"x\":1,\"meta\":[],\"y\":3}";
    static const struct mm_request wanted[] = {{3, MM_NUMBER}, {0, MM_TEXT}, {3, MM_NUMERAL}, {0, MM_NUMBER}};
    const struct mm_read_options options = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_block block;
    struct mm_error error = {0};
    struct mm_buffer out = {0};
    ck_assert_int_eq(mm_source_open_memory(&source, text, sizeof text - 1, "t", &error), MM_OK);
    ck_assert_int_eq(mm_reader_open(&reader, source, NULL, &options, &error), MM_OK);
    ck_assert_int_eq(mm_reader_schema(reader)->columns[2].kind, MM_TEXT);
    ck_assert_int_eq(mm_reader_request(reader, wanted, 4, &error), MM_OK);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    for (size_t i = 0; i < block.rows; i++) mm_check_json_row(&out, &block, i);
    ck_assert_str_eq(out.text, "/1 2 1 [1] [2]/2 3 2 [2] [3]");
    mm_buffer_free(&out);
    mm_reader_close(reader);
}
END_TEST

MM_CHECK_MAIN("json", arrays_of_arrays, arrays_of_numbers_are_a_column, arrays_of_objects, several_values_are_rows,
              one_object_is_a_record_or_columns, documents_have_parts, part_or_not, parts_are_named, labels, kinds,
              missing_values, numbers, texts_of_numbers, escapes, requests)
