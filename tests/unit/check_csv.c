/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The CSV grammar, missing values and requests. Expected tables follow from the grammar in mm-conventions(7) by hand.
 */
#include "check_csv.h"
#include "io/csv_mask.h"

START_TEST(plain_table) {
    mm_check_csv("a,b\n1,2\n3,4\n", "header a# b#/2 1 2/3 3 4");
    mm_check_csv("1,2\n3,4", "# #/1 1 2/2 3 4");
    mm_check_csv("a\tb\n1\t2\n", "header a# b#/2 1 2");
    mm_check_csv("a\tb,c\n", "header a\tb# c#");
    mm_check_csv("\"a,b\"\tc\n1\t2\n", "header a,b# c#/2 1 2");
}
END_TEST

START_TEST(line_ends) {
    mm_check_csv("a,b\r\n1,2\r\n3,4\r\n", "header a# b#/2 1 2/3 3 4");
    mm_check_csv("a,b\r1,2\r3,4", "header a# b#/2 1 2/3 3 4");
    mm_check_csv("a,b\r\n1,2\n\r\n3,4\r5,6\n\r7,8", "header a# b#/2 1 2/4 3 4/5 5 6/7 7 8");
    mm_check_csv("\"a\",b\r\n1,\"2\"\r\n\"3\",4\r\n", "header a# b#/2 1 2/3 3 4");
    mm_check_csv("\xef\xbb\xbf"
                 "a,b\n1,2\n",
                 "header a# b#/2 1 2");
    mm_check_csv("\xef\xbb\xbf"
                 "\"a\",b\n1,2\n",
                 "header a# b#/2 1 2");
}
END_TEST

START_TEST(blanks_around_fields) {
    mm_check_csv(" a ,\tb c \n 1 ,  2\t\n\"3\" , \"4\"\n", "header a# b c#/2 1 2/3 3 4");
    mm_check_csv("a\tb\n 1 \t x y \n", "header a# b'/2 1 [x y]");
    mm_check_csv("a,b\n\" x \",1\n", "header a' b#/2 1 [ x ]");
}
END_TEST

START_TEST(quotes) {
    mm_check_csv("\"a\",\"b\"\"c\"\n\"x,y\",1\n\"p\nq\",2\nr,3\n", "header a' b\"c#/2 1 [x,y]/3 2 [p\nq]/5 3 [r]");
    mm_check_csv("a\n\"\"\"\"\n\"\"\"x\"\"y\"\"\"\n", "header a'/2 [\"]/3 [\"x\"y\"]");
    mm_check_csv("a,b\n\"1.5\",x\n", "header a# b'/2 1.5 [x]");
    mm_check_csv_with("a\"b,c\nx\"y,1\n", "header a\"b' c#/2 1 [x\"y]", .no_quotes = true);
    mm_check_csv_with("a,b\n\"x,1\n", "header a' b#/2 1 [\"x]", .no_quotes = true);
}
END_TEST

START_TEST(quotes_out_of_place) {
    mm_check_csv("a,b\n1,2\n3,4\"\n5,6\n",
                 "header a# b#/2 1 2/! t:3:2: quote inside an unquoted field (quote the whole "
                 "field, or use --quote=none)");
    mm_check_csv("a,b\n\"x\"y,2\n",
                 "header a# b#/! t:2:1: text after a closing quote (a quote inside quotes is written twice)");
    mm_check_csv("a,b\n1,\"p\nq\" r\n",
                 "header a# b#/! t:3:2: text after a closing quote (a quote inside quotes is written twice)");
    mm_check_csv("a,b\n1,2\n\n3,\"4\n5,6\n", "header a# b#/2 1 2/! t:4:2: the quote that opens here is never closed");
    mm_check_csv("\"a\n", "! t:1:1: the quote that opens here is never closed");
    mm_check_csv("\xef\xbb\xbf\n\na,b\"\n",
                 "! t:3:2: quote inside an unquoted field (quote the whole field, or use --quote=none)");
}
END_TEST

START_TEST(ragged_and_nul) {
    mm_check_csv("a,b\n1,2\n3\n", "header a# b#/2 1 2/! t:3: expected 2 fields, found 1");
    mm_check_csv("a,b\n1,2\n3,4,5\n", "header a# b#/2 1 2/! t:3: expected 2 fields, found 3");
    mm_check_csv("a\n1,2\n", "header a#/! t:2: expected 1 field, found 2");
    mm_check_csv("a,b\n\"\"\n", "header a# b#/! t:2: expected 2 fields, found 1");
    mm_check_csv("a,b\n1,2\n3,4\0\n", "header a# b#/2 1 2/! t:3:2: NUL byte: not text in UTF-8");
    mm_check_csv("a,b\n1,\"\0\"\n", "header a# b#/! t:2:2: NUL byte: not text in UTF-8");
}
END_TEST

START_TEST(blank_lines) {
    mm_check_csv("a,b\n\n1,2\n \t\n3,4\n\n", "header a# b#/3 1 2/5 3 4");
    mm_check_csv_with("a\n1\n\n2\n", "header a#/2 1/3 nan/4 2", .missing = MM_MISSING_KEEP);
    mm_check_csv_with("1\n2\n \n", "#/1 1/2 2/dropped 1", .missing = MM_MISSING_OMIT);
    mm_check_csv_with("\n1\n2\n", "#/1 nan/2 1/3 2", .missing = MM_MISSING_KEEP);
    mm_check_csv_with("\n\na\n2\n", "header a#/4 2", .missing = MM_MISSING_KEEP);
    mm_check_csv_with("\n1,2\n", "# #/2 1 2", .missing = MM_MISSING_KEEP);
}
END_TEST

START_TEST(comments_and_skip) {
    mm_check_csv_with("# it's \"so\na,b\n#\n1,2\n3,#4\n", "header a# b#/4 1 2/! t:5:2: not a number: '#4' (column 'b')",
                      .comment = "#");
    mm_check_csv_with("//\n\"a\"\n1\n// \"\n2\n//", "header a#/3 1/5 2", .comment = "//");
    mm_check_csv_with("a\n\"x\n# y\"\n#\n", "header a'/2 [x\n# y]", .comment = "#");
    mm_check_csv_with("junk \"\r\nmore\r\na\r\n1\r\n", "header a#/4 1", .skip = 2);
    mm_check_csv_with("junk\n", "! t: no input: only blank lines, comments or skipped lines", .skip = 1);
    mm_check_csv_with("#\n\n#\n", "! t: no input: only blank lines, comments or skipped lines", .comment = "#");
    mm_check_csv("\xef\xbb\xbf", "! t: no input");
}
END_TEST

START_TEST(runs_of_blanks) {
    mm_check_csv_with(" a  b\n1\t 2 \n   3 4\n\n", "header a# b#/2 1 2/3 3 4", .delimiter = MM_DELIMITER_BLANKS);
    mm_check_csv_with("a b\n \"x  y\"   1 \n\"p\" 2\r\n", "header a' b#/2 1 [x  y]/3 2 [p]",
                      .delimiter = MM_DELIMITER_BLANKS);
    mm_check_csv_with("a b\nx\" 1\n",
                      "header a# b#/! t:2:1: quote inside an unquoted field (quote the whole field, or use "
                      "--quote=none)",
                      .delimiter = MM_DELIMITER_BLANKS);
    mm_check_csv_with("a;b\n1;2\n", "header a# b#/2 1 2", .delimiter = ';');
    mm_check_csv_with("a\n1\n", "usage! a line end or a quote cannot be the delimiter", .delimiter = '\n');
}
END_TEST

START_TEST(missing_values) {
    mm_check_csv("a,b\n1,2\n3,NA\n",
                 "header a# b#/2 1 2/! t:3:2: missing value (column 'b'); use --na=omit to drop the "
                 "row or --na=keep to compute with NaN");
    mm_check_csv_with("a,b\n1,2\n3,NA\nnan,5\n6,7\n", "header a# b#/2 1 2/5 6 7/dropped 2", .missing = MM_MISSING_OMIT);
    mm_check_csv_with("a,b\n1,\nNull,2\n-nan,#n/a\n\"\",None\n", "header a# b#/2 1 nan/3 nan 2/4 nan nan/5 nan nan",
                      .missing = MM_MISSING_KEEP);
    mm_check_csv_with("a,b\n-999,1\n999,x\n", "header a# b#/2 nan 1/3 999 nan", .missing = MM_MISSING_KEEP,
                      .na_tokens = "-999,X");
    mm_check_csv_with("a\n1\nNA\n", "header a#/2 1/! t:3:1: not a number: 'NA' (column 'a')",
                      .missing = MM_MISSING_OMIT, .na_tokens = "-999");
    mm_check_csv_with("a,b\nNA,x1\n1,2\n", "header a# b#/! t:2:2: not a number: 'x1' (column 'b')",
                      .missing = MM_MISSING_OMIT);
}
END_TEST

START_TEST(missing_texts) {
    mm_check_csv("a,b\nx,NA\n\"\",y\n", "header a' b'/2 [x] [NA]/3 [] [y]");
    mm_check_csv("a,b\nx,1\n,2\n",
                 "header a' b#/2 1 [x]/! t:3:1: missing value (column 'a'); use --na=omit to drop the "
                 "row or --na=keep to compute with NaN");
    mm_check_csv_with("a,b\n,0\nx,1\n,2\n", "header a' b#/3 1 [x]/dropped 2", .missing = MM_MISSING_OMIT);
    mm_check_csv_with("a,b\n,0\n\"\",1\n", "header a# b#/2 nan 0/3 nan 1", .missing = MM_MISSING_KEEP);
    mm_check_csv_with("a,b\nx,0\n,0\n\"\",1\n", "header a' b#/2 0 [x]/3 0 []?/4 1 []", .missing = MM_MISSING_KEEP);
}
END_TEST

START_TEST(numbers) {
    mm_check_csv("a\n1e400\n", "header a#/! t:2:1: number too large for a double: '1e400' (column 'a')");
    mm_check_csv("a\n+5\n-0\n1e-400\ninf\n", "header a#/2 5/3 -0/4 0/5 inf");
    mm_check_csv("a,b\n0,1\n1_0,2\n", "header a# b#/2 0 1/! t:3:1: not a number: '1_0' (column 'a')");
    mm_check_csv_with("0\n0x10\n", "#/1 0/! t:2:1: not a number: '0x10'", .header = MM_HEADER_NO);
    mm_check_csv("a,b\n\"p\nq\",1\nx,2\n\"r\r\ns\",z\n",
                 "header a' b#/2 1 [p\nq]/4 2 [x]/! t:6:2: not a number: 'z' (column 'b')");
}
END_TEST

static void check_request(const char *text, const struct mm_request *requests, size_t count,
                          const struct mm_read_options *options, const char *expected) {
    char *actual = mm_check_read(text, strlen(text), options, requests, count);
    ck_assert_str_eq(actual, expected);
    free(actual);
}

START_TEST(requests) {
    const struct mm_read_options fail = {0}, keep = {.missing = MM_MISSING_KEEP};
    const char *text = ",a,b,c\nr,007,x,1e1\ns,NA,y,2\n";
    const struct mm_request last_first[] = {{2, MM_NUMBER}, {1, MM_TEXT}, {2, MM_NUMERAL}};
    check_request(text, last_first, 3, &fail, "header <> a# b' c#/2 <r> 10 [x] [1e1]/3 <s> 2 [y] [2]");
    const struct mm_request numeral[] = {{0, MM_NUMERAL}};
    check_request(text, numeral, 1, &keep, "header <> a# b' c#/2 <r> [007]/3 <s> [NA]");
    check_request("a,b\n,1\n1e400,2\n", numeral, 1, &keep, "header a# b#/2 []?/3 [1e400]");
    check_request(
        text, numeral, 1, &fail,
        "header <> a# b' c#/2 <r> [007]/! t:3:2: missing value (column 'a'); use --na=omit to drop the row or "
        "--na=keep to compute with NaN");
    const struct mm_request words[] = {{1, MM_NUMBER}, {0, MM_NUMBER}};
    check_request(text, words, 1, &fail, "header <> a# b' c#/! t:2:3: not a number: 'x' (column 'b')");
    check_request("a,b\nNA,x\n", words, 2, &fail,
                  "header a# b'/! t:2:1: missing value (column 'a'); use --na=omit to drop the row or --na=keep to "
                  "compute with NaN");
    check_request(text, words, 0, &fail, "header <> a# b' c#/2 <r>/3 <s>");
}
END_TEST

START_TEST(first_rows) {
    const char *text = "a\nNA\n1\nNA\n2\n";
    const struct mm_read_options options = {.missing = MM_MISSING_OMIT};
    struct mm_error error = {0};
    struct mm_source *source;
    struct mm_reader *reader;
    struct mm_block block;
    ck_assert_int_eq(mm_source_open_memory(&source, text, strlen(text), "t", &error), MM_OK);
    ck_assert_int_eq(mm_reader_open(&reader, source, NULL, &options, &error), MM_OK);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 2);
    ck_assert_uint_eq(block.first_row, 1);
    ck_assert_int_eq(mm_reader_next(reader, &block, &error), MM_OK);
    ck_assert_uint_eq(block.rows, 0);
    ck_assert_uint_eq(mm_reader_missing(reader), 2);
    mm_reader_close(reader);
}
END_TEST

/* Rows, columns and math.fsum() of all numbers, by Python's csv module and float(). A plain sum of n terms is within
 * n*eps*sum|x| of it; no table here cancels more than a thousandfold. */
START_TEST(real_tables) {
    static const struct {
        const char *path;
        size_t rows, columns;
        double sum;
    } tables[] = {{"tests/data/breast_cancer.csv", 569, 31, 1056686.4596356},
                  {"tests/data/iris.csv", 150, 5, 2078.7},
                  {"tests/data/digits_logits_mlp.csv", 719, 10, -12254.309407789053},
                  {"tests/data/diabetes.csv", 442, 11, 343647.2336}};
    for (size_t t = 0; t < sizeof tables / sizeof *tables; t++) {
        const struct mm_read_options options = {0};
        struct mm_error error = {0};
        struct mm_source *source;
        struct mm_reader *reader;
        struct mm_block block;
        double sum = 0;
        size_t rows = 0;
        ck_assert_int_eq(mm_source_open(&source, tables[t].path, &error), MM_OK);
        ck_assert_int_eq(mm_reader_open(&reader, source, NULL, &options, &error), MM_OK);
        ck_assert_uint_eq(mm_reader_schema(reader)->count, tables[t].columns);
        ck_assert_int_eq(mm_reader_format(reader), MM_FORMAT_CSV);
        while (mm_reader_next(reader, &block, &error) == MM_OK && block.rows > 0) {
            rows += block.rows;
            for (size_t i = 0; i < block.rows * block.number_columns; i++) sum += block.numbers[i];
        }
        ck_assert_uint_eq(rows, tables[t].rows);
        mm_check_near(sum, tables[t].sum, 1e-11);
        mm_reader_close(reader);
    }
}
END_TEST

START_TEST(masks) {
    char bytes[64];
    for (unsigned round = 0; round < 2000; round++) {
        uint64_t expected = 0;
        for (unsigned i = 0; i < 64; i++) {
            bytes[i] = (char)((round * 2654435761u + i * i * 40503u) >> (i % 7 + 5) & 0xff);
            if (round % 3 == 0) bytes[i] = (char)(",\n\r-\xac\x8a\x8d\x0b"[(unsigned char)bytes[i] & 7]);
            if (bytes[i] == ',' || bytes[i] == '\n' || bytes[i] == '\r') expected |= (uint64_t)1 << i;
        }
        ck_assert_uint_eq(mm_csv_mask_portable(bytes, ',', '\n', '\r'), expected);
        ck_assert_uint_eq(mm_csv_mask(bytes, ',', '\n', '\r'), expected);
        ck_assert_uint_eq(mm_csv_mask_of(bytes, 5, ',', '\n', '\r'), expected & 31);
    }
}
END_TEST

MM_CHECK_MAIN("csv", plain_table, line_ends, blanks_around_fields, quotes, quotes_out_of_place, ragged_and_nul,
              blank_lines, comments_and_skip, runs_of_blanks, missing_values, missing_texts, numbers, requests,
              first_rows, real_tables, masks)
