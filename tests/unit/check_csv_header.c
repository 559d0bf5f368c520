/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header, row labels and kinds of CSV columns. Expected tables follow from the rules in mm-conventions(7) by hand. */
#include "check_csv.h"

START_TEST(auto_header) {
    mm_check_csv("a,b\n1,2\n", "header a# b#/2 1 2");
    mm_check_csv("a,b\nc,d\n", "header a' b'/2 [c] [d]");
    mm_check_csv("a,b\n", "header a# b#");
    mm_check_csv("a\n", "header a#");
    mm_check_csv("\"1\",\"2\"\n3,4\n", "header 1# 2#/2 3 4");
    mm_check_csv("a,a\n1,2\n", "header a# a#/2 1 2");
    mm_check_csv("1,2\n", "# #/1 1 2");
    mm_check_csv_with("NA,2\n", "# #/1 nan 2", .missing = MM_MISSING_KEEP);
    mm_check_csv_with("NA,nan\nx,y\n", "' '/1 [NA] [nan]/2 [x] [y]", .missing = MM_MISSING_KEEP);
    mm_check_csv("\"x\ny\",b\n1,2\n", "header x\ny# b#/3 1 2");
}
END_TEST

START_TEST(mixed_first_row) {
    mm_check_csv("a,2020\n1,2\n",
                 "! t:1:2: is the first row a header? 'a' is text and '2020' is a number; use -H if it "
                 "is, -N if it is data");
    mm_check_csv("\n\n1,b\n1,2\n", "! t:3:1: is the first row a header? 'b' is text and '1' is a number; use -H if it "
                                   "is, -N if it is data");
    mm_check_csv(",a,3\n1,2\n", "! t:1:3: is the first row a header? 'a' is text and '3' is a number; use -H if it is, "
                                "-N if it is data");
    mm_check_csv("a,,b\n1,2,3\n",
                 "! t:1:2: is the first row a header? 'a' is text and '' is empty; use -H if it is, -N "
                 "if it is data");
    mm_check_csv("a,NA\n1,2\n",
                 "! t:1:2: is the first row a header? 'a' is text and 'NA' is a missing value; use -H if "
                 "it is, -N if it is data");
    mm_check_csv_with("a,2020\n1,2\n", "header a# 2020#/2 1 2", .header = MM_HEADER_YES);
    mm_check_csv_with("a,2020\nb,2\n", "' #/1 2020 [a]/2 2 [b]", .header = MM_HEADER_NO);
}
END_TEST

START_TEST(told_header) {
    mm_check_csv_with("1,2\n3,4\n", "header 1# 2#/2 3 4", .header = MM_HEADER_YES);
    mm_check_csv_with(",2\nx,4\n", "header <> 2#/2 <x> 4", .header = MM_HEADER_YES);
    mm_check_csv_with("\n1\n2\n", "header 1#/3 2", .header = MM_HEADER_YES);
    mm_check_csv_with("a,b\nc,d\n", "' '/1 [a] [b]/2 [c] [d]", .header = MM_HEADER_NO);
    mm_check_csv_with("\"\"\n1\n", "header #/2 1", .header = MM_HEADER_YES);
}
END_TEST

START_TEST(labels_by_empty_name) {
    mm_check_csv(",a,b\nr,1,2\n,3,4\n", "header <> a# b#/2 <r> 1 2/3 <> 3 4");
    mm_check_csv("\"\",\"a\",\"b\"\n\"1\",1,2\n", "header <> a# b#/2 <1> 1 2");
    mm_check_csv("\ta\nr\t1\n", "header <> a#/2 <r> 1");
    mm_check_csv(",a\nNA,1\n", "header <> a#/2 <NA> 1");
}
END_TEST

START_TEST(header_of_empty_names) {
    mm_check_csv(",,\nr,1,2\n", "header <> # #/2 <r> 1 2");
    mm_check_csv(",,\n\"7\",1,2\n", "header <> # #/2 <7> 1 2");
    mm_check_csv("\t\t\nr\t1\t2\n", "header <> # #/2 <r> 1 2");
    mm_check_csv_with(",,\n7,1,2\n", "# # #/1 nan nan nan/2 7 1 2", .missing = MM_MISSING_KEEP);
    mm_check_csv_with(",,\n", "# # #/1 nan nan nan", .missing = MM_MISSING_KEEP);
    mm_check_csv_with(",\nr,\n", "header <> #/2 <r> nan", .missing = MM_MISSING_KEEP);
    mm_check_csv("\"\",\"\"\nr,1\n", "header <> #/2 <r> 1");
}
END_TEST

START_TEST(labels_by_choice) {
    mm_check_csv_with("a,id,b\n1,x,2\n3,y,4\n", "header <id> a# b#/2 <x> 1 2/3 <y> 3 4", .labels = "id");
    mm_check_csv_with("a,id,b\n1,x,2\n", "header <id> a# b#/2 <x> 1 2", .labels = "2");
    mm_check_csv_with("a,\"1\"\n5,6\n", "header <1> a#/2 <6> 5", .labels = "1");
    mm_check_csv_with("a,\"1\"\n5,6\n", "header <a> 1#/2 <5> 6", .labels = "#1");
    mm_check_csv_with(",a,b\nr,1,2\n", "header <a> ' b#/2 <1> 2 [r]", .labels = "a");
    mm_check_csv_with("a\nb\n", "<> /1 <a>/2 <b>", .labels = "1", .header = MM_HEADER_NO);
}
END_TEST

START_TEST(labels_without_header) {
    mm_check_csv_with("x,1\ny,2\n", "<> #/1 <x> 1/2 <y> 2", .labels = "1", .header = MM_HEADER_NO);
    mm_check_csv_with("1,2\n",
                      "usage! t: unknown label column 'id': the input has no header, so give a number from 1 "
                      "to 2",
                      .labels = "id");
    mm_check_csv_with("alpha,b\n1,2\n", "usage! t: unknown label column 'alhpa'; did you mean 'alpha'?",
                      .labels = "alhpa");
    mm_check_csv_with("alpha,b\n1,2\n", "usage! t: unknown label column 'zzzzzz'", .labels = "zzzzzz");
    mm_check_csv_with("a,b\n1,2\n", "usage! t: no label column 3: there are 2", .labels = "3");
    mm_check_csv_with("a,a\n1,2\n", "usage! t: the label column 'a' stands 2 times; choose one by number",
                      .labels = "a");
}
END_TEST

START_TEST(kinds) {
    mm_check_csv_with("a,b,c,d\nx,1,,NA\nNA,x,,\n",
                      "header a' b# c# d#/2 1 nan nan [x]/! t:3:2: not a number: 'x' "
                      "(column 'b')",
                      .missing = MM_MISSING_KEEP);
    mm_check_csv("a\n1e400\n", "header a#/! t:2:1: number too large for a double: '1e400' (column 'a')");
    mm_check_csv("a,b\n?,1\n-,2\n", "header a' b#/2 1 [?]/3 2 [-]");
}
END_TEST

/* Rows up to byte 65536 tell the kind: a column that is text there stays text, one that is missing there is numeric. */
START_TEST(kinds_by_the_first_64_kib) {
    struct mm_buffer text = {0};
    const struct mm_read_options options = {.missing = MM_MISSING_KEEP};
    mm_buffer_add_text(&text, "a,b,c\n");
    while (text.length + 16 <= 65536) mm_buffer_add_text(&text, "x,,1234\n");
    size_t last_inside = text.length;
    mm_buffer_add_text(&text, "5,,7777\n");
    ck_assert_uint_le(text.length, 65536);
    char *actual = mm_check_read(text.text, text.length, &options, NULL, 0);
    ck_assert_int_eq(strncmp(actual, "header a# b# c#/2 nan", 15), 0);
    free(actual);
    /* Four bytes more in the header push the number out of sight; a text in b comes too late as well. */
    mm_buffer_add_text(&text, "x,late,1\n");
    struct mm_buffer longer = {0};
    mm_buffer_add_text(&longer, "names,b,c\n");
    mm_buffer_add(&longer, text.text + 6, text.length - 6);
    ck_assert_uint_gt(last_inside + 8 + 4, 65536);
    actual = mm_check_read(longer.text, longer.length, &options, NULL, 0);
    ck_assert_int_eq(strncmp(actual, "header names' b# c#/2 nan 1234 [x]/", 34), 0);
    ck_assert_ptr_nonnull(strstr(actual, "/! t:8193:2: not a number: 'late' (column 'b')"));
    free(actual);
    mm_buffer_free(&text);
    mm_buffer_free(&longer);
}
END_TEST

MM_CHECK_MAIN("csv header", auto_header, mixed_first_row, told_header, labels_by_empty_name, header_of_empty_names,
              labels_by_choice, labels_without_header, kinds, kinds_by_the_first_64_kib)
