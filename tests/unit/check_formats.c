/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formats told apart by content, forced, and asked for parts that they do not have. */
#include "check_arrays.h"

START_TEST(parts_and_formats) {
    struct table table = read_file("tests/data/npy/f8_little.npy", "a", NULL);
    check_failure(table, MM_USAGE, "no part 'a'");
    free_table(&table);
    table = read_memory("", 0, NULL);
    check_failure(table, MM_DATA, "no input");
    ck_assert_str_eq(table.error.file, "memory");
    free_table(&table);
    const struct mm_read_options forced = {.format = MM_FORMAT_NPY}, table_format = {.format = MM_FORMAT_TABLE};
    table = read_file("tests/data/iris.csv", NULL, &forced);
    check_failure(table, MM_DATA, "not an NPY file");
    free_table(&table);
    table = read_file("tests/data/iris.csv", NULL, &table_format);
    ck_assert_int_eq(table.status, MM_USAGE);
    free_table(&table);
}
END_TEST

/* What is no binary format is JSON if it opens like it, and else text. */
START_TEST(formats_by_content) {
    static const struct {
        const char *bytes;
        size_t size;
        enum mm_format format;
    } inputs[] = {
        {"1\n", 2, MM_FORMAT_CSV},
        {"1", 1, MM_FORMAT_CSV},
        {"P\n1\n", 4, MM_FORMAT_CSV},
        {"PK,x\n1,2\n", 9, MM_FORMAT_CSV},
        {"a\tb\n1\t2\n", 8, MM_FORMAT_TSV},
        {"\xef\xbb\xbf[1,2]", 8, MM_FORMAT_JSON},
        {" \r\n\t{\"a\":1}", 11, MM_FORMAT_JSON},
        {"[1]", 3, MM_FORMAT_JSON},
        {"\x1c\0\0\0\0\0\0\0{\"x\":{\"data_offsets\":[0,0]}}", 36, MM_FORMAT_SAFETENSORS},
    };
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        struct table table = read_memory(inputs[i].bytes, inputs[i].size, NULL);
        if (inputs[i].format == MM_FORMAT_SAFETENSORS) {
            check_failure(table, MM_DATA, "tensor 'x'");
        } else {
            ck_assert_msg(table.reader != NULL, "%zu: %s", i, table.error.text);
            ck_assert_int_eq(mm_reader_format(table.reader), inputs[i].format);
        }
        free_table(&table);
    }
}
END_TEST

MM_CHECK_MAIN("formats", parts_and_formats, formats_by_content)
