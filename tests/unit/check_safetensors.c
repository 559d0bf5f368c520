/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The safetensors reader on a real file and on small ones put together here after the format's description. */
#include "check_arrays.h"

static const char real[] = "tests/data/mlp.safetensors";

/* FNV-1a over the bits of the doubles. Expected values from NumPy 1.24.2, on mlp.npz with the same weights. */
static uint64_t fold(const struct table *table) {
    uint64_t sum = 0xcbf29ce484222325;
    for (size_t i = 0; i < table->rows * table->columns; i++) {
        sum = (sum ^ mm_check_bits_of(table->values[i])) * 0x100000001b3;
    }
    return sum;
}

START_TEST(real_file) {
    static const struct {
        const char *part;
        size_t rows, columns;
        uint64_t fold;
    } expected[] = {{"hidden.weight", 32, 64, 0x87b396d23f2ec325},
                    {"hidden.bias", 32, 1, 0xd429b6446d8af5a5},
                    {"output.weight", 10, 32, 0xb522b79f5eda9c25},
                    {"output.bias", 10, 1, 0x2094a5ad20f6ef8d}};
    for (size_t i = 0; i < 4; i++) {
        struct table table = read_file(real, expected[i].part, NULL);
        ck_assert_msg(table.status == MM_OK, "%s", table.error.text);
        ck_assert_uint_eq(table.rows, expected[i].rows);
        ck_assert_uint_eq(table.columns, expected[i].columns);
        ck_assert(fold(&table) == expected[i].fold);
        ck_assert_int_eq(mm_reader_format(table.reader), MM_FORMAT_SAFETENSORS);
        ck_assert_uint_eq(mm_reader_parts(table.reader)->count, 4);
        ck_assert_str_eq(mm_reader_parts(table.reader)->items[i], expected[i].part);
        free_table(&table);
    }
}
END_TEST

START_TEST(parts) {
    struct table table = read_file(real, NULL, NULL);
    check_failure(table, MM_USAGE, "hidden.weight, hidden.bias, output.weight, output.bias");
    free_table(&table);
    table = read_file(real, "hiden.bias", NULL);
    check_failure(table, MM_USAGE, "did you mean 'hidden.bias'?");
    free_table(&table);
    table = read_file(real, "__metadata__", NULL);
    check_failure(table, MM_USAGE, "unknown part");
    free_table(&table);
}
END_TEST

/* A file of this header and SIZE bytes of tensors. */
static struct table read_made(const char *header, const void *data, size_t size, const char *part) {
    size_t length = strlen(header);
    unsigned char bytes[2048] = {(unsigned char)(length & 255), (unsigned char)(length >> 8)};
    memcpy(bytes + 8, header, length);
    memcpy(bytes + 8 + length, data, size);
    return read_memory(bytes, 8 + length + size, part);
}

#define check_made(header, bytes, row_count, column_count, ...)                                                        \
    do {                                                                                                               \
        struct table table_ = read_made(header, bytes, sizeof(bytes) - 1, NULL);                                       \
        check_values(table_, row_count, column_count, __VA_ARGS__);                                                    \
        free_table(&table_);                                                                                           \
    } while (0)

/* Encodings by IEEE 754 and, for BF16, as the upper half of a single. */
START_TEST(element_types) {
    check_made("{\"x\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]}}", "\0\0\0\0\0\0\xf8\x3f", 1, 1, 1.5);
    check_made("{\"x\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "\0\0\xc0\x3f\0\0\x80\xff", 2, 1,
               1.5, -INFINITY);
    check_made("{\"x\":{\"dtype\":\"F16\",\"shape\":[5],\"data_offsets\":[0,10]}}", "\1\0\xff\3\xff\x7b\0\xfc\0\x80", 5,
               1, 0x1p-24, 0x1.ff8p-15, 65504, -INFINITY, -0.0);
    check_made("{\"x\":{\"dtype\":\"BF16\",\"shape\":[3],\"data_offsets\":[0,6]}}", "\xc0\x3f\1\0\x80\xff", 3, 1, 1.5,
               0x1p-133, -INFINITY);
    check_made("{\"x\":{\"dtype\":\"I8\",\"shape\":[2],\"data_offsets\":[0,2]}}", "\x80\x7f", 2, 1, -128, 127);
    check_made("{\"x\":{\"dtype\":\"U8\",\"shape\":[1,2],\"data_offsets\":[0,2]}}", "\x80\x7f", 1, 2, 128, 127);
    check_made("{\"x\":{\"dtype\":\"I16\",\"shape\":[1],\"data_offsets\":[0,2]}}", "\0\x80", 1, 1, -32768);
    check_made("{\"x\":{\"dtype\":\"U16\",\"shape\":[1],\"data_offsets\":[0,2]}}", "\0\x80", 1, 1, 32768);
    check_made("{\"x\":{\"dtype\":\"I32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "\xfe\xff\xff\xff", 1, 1, -2);
    check_made("{\"x\":{\"dtype\":\"U32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "\xfe\xff\xff\xff", 1, 1,
               4294967294);
    check_made("{\"x\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "\xfe\xff\xff\xff\xff\xff\xff\xff",
               1, 1, -2);
    check_made("{\"x\":{\"dtype\":\"U64\",\"shape\":[1],\"data_offsets\":[0,8]}}", "\1\0\0\0\0\0\0\0", 1, 1, 1);
    check_made("{\"x\":{\"dtype\":\"BOOL\",\"shape\":[2],\"data_offsets\":[0,2]}}", "\0\1", 2, 1, 0, 1);
}
END_TEST

/* The first bytes of a tensor may be those of a gzip file. */
START_TEST(no_decompression_within) {
    check_made("{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", "\x1f\x8b\x08", 3, 1, 31, 139, 8);
}
END_TEST

START_TEST(metadata_and_order) {
    static const char header[] = "{\"__metadata__\":{\"format\":\"pt\"},"
                                 "\"b\\u00e9\":{\"data_offsets\":[2,4],\"shape\":[2,1],\"dtype\":\"U8\"},"
                                 "\"a\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}  ";
    struct table table = read_made(header, "\1\2\3\4", 4, "b\xc3\xa9");
    check_values(table, 2, 1, 3, 4);
    free_table(&table);
}
END_TEST

START_TEST(refused) {
    static const struct {
        const char *header, *piece;
    } bad[] = {
        {"{}", "no tensors"},
        {"{\"x\":1}", "no data_offsets"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0]}}", "no data_offsets"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,5]}}", "beyond the file"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[4,3]}}", "backwards"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,-4]}}", "no data_offsets"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]}}", "after the last tensor"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,4]}}", "more data"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[5],\"data_offsets\":[0,4]}}", "truncated"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[1,2,2],\"data_offsets\":[0,4]}}", "3 dimensions"},
        {"{\"x\":{\"dtype\":\"U8\",\"shape\":[1.5],\"data_offsets\":[0,4]}}", "bad shape"},
        {"{\"x\":{\"dtype\":\"F8_E4M3\",\"shape\":[4],\"data_offsets\":[0,4]}}", "F8_E4M3"},
        {"{\"x\":{\"shape\":[4],\"data_offsets\":[0,4]}}", "no dtype"},
        {"{\"x\":{\"dtype\":\"U8\",\"data_offsets\":[0,4]}}", "no shape"},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct table table = read_made(bad[i].header, "\1\2\3\4", 4, NULL);
        check_failure(table, MM_DATA, bad[i].piece);
        free_table(&table);
    }
    struct table table = read_made("{\"x\":", "", 0, NULL);
    ck_assert_int_eq(table.status, MM_DATA);
    free_table(&table);
}
END_TEST

/* Every shorter file is an error. */
START_TEST(cut_anywhere) {
    size_t size = 0;
    unsigned char *bytes = load_file(real, &size);
    for (size_t length = 9; length < size; length += length < 700 ? 1 : 997) {
        struct table table = read_memory(bytes, length, "output.bias");
        ck_assert_int_eq(table.status, MM_DATA);
        free_table(&table);
    }
    free(bytes);
}
END_TEST

MM_CHECK_MAIN("safetensors", real_file, parts, element_types, no_decompression_within, metadata_and_order, refused,
              cut_anywhere)
