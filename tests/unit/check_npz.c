/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The NPZ reader on files that NumPy and Python's zipfile wrote (tests/data/npy/make.py), whole, cut and bent. */
#include "check_arrays.h"

#define NPY "tests/data/npy/"

static const char real[] = "tests/data/mlp.npz";

/* FNV-1a over the bits of the doubles; expected values from NumPy 1.24.2. */
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
        uint64_t fold = 0xcbf29ce484222325;
        for (size_t j = 0; j < table.rows * table.columns; j++) {
            fold = (fold ^ mm_check_bits_of(table.values[j])) * 0x100000001b3;
        }
        ck_assert(fold == expected[i].fold);
        ck_assert_int_eq(mm_reader_format(table.reader), MM_FORMAT_NPZ);
        ck_assert_uint_eq(mm_reader_parts(table.reader)->count, 4);
        ck_assert_str_eq(mm_reader_parts(table.reader)->items[i], expected[i].part);
        free_table(&table);
    }
}
END_TEST

START_TEST(members) {
    struct table table = read_file(NPY "two.npz", "a", NULL);
    check_values(table, 2, 2, 1, 2, 3, 4);
    free_table(&table);
    table = read_file(NPY "two.npz", "b", NULL);
    check_values(table, 3, 1, 5, 6, 7);
    free_table(&table);
    table = read_file(NPY "two.npz", NULL, NULL);
    check_failure(table, MM_USAGE, "several parts: choose one as FILE#NAME from: a, b");
    free_table(&table);
    table = read_file(NPY "two.npz", "c.npy", NULL);
    ck_assert_int_eq(table.status, MM_USAGE);
    free_table(&table);
}
END_TEST

/* One member needs no name; deflated. */
START_TEST(deflated) {
    struct table table = read_file(NPY "deflated.npz", NULL, NULL);
    ck_assert_msg(table.status == MM_OK, "%s", table.error.text);
    ck_assert_uint_eq(table.rows, 500);
    ck_assert_uint_eq(table.columns, 4);
    for (size_t i = 0; i < 2000; i++) mm_check_bits(table.values[i], (double)i);
    free_table(&table);
}
END_TEST

START_TEST(refused) {
    struct table table = read_file(NPY "other.npz", NULL, NULL);
    check_failure(table, MM_DATA, "compression method 12");
    free_table(&table);
    table = read_file(NPY "no_arrays.npz", NULL, NULL);
    check_failure(table, MM_DATA, "without arrays");
    free_table(&table);
    table = read_memory("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22, NULL);
    check_failure(table, MM_DATA, "without arrays");
    free_table(&table);
}
END_TEST

/* The place of the Nth central directory entry of BYTES. */
static size_t entry(const unsigned char *bytes, size_t size, int n) {
    for (size_t at = 0; at + 4 <= size; at++) {
        if (memcmp(bytes + at, "PK\1\2", 4) == 0 && n-- == 0) return at;
    }
    ck_abort_msg("no entry");
    return 0;
}

/* Reads BYTES with one byte changed, and changes it back. */
static struct table read_changed(unsigned char *bytes, size_t size, size_t at, unsigned char value, const char *part) {
    unsigned char before = bytes[at];
    bytes[at] = value;
    struct table table = read_memory(bytes, size, part);
    bytes[at] = before;
    return table;
}

START_TEST(damaged) {
    size_t size = 0;
    unsigned char *bytes = load_file(NPY "two.npz", &size);
    size_t first = entry(bytes, size, 0), second = entry(bytes, size, 1);
    const struct {
        size_t at;
        unsigned char value;
        const char *piece;
    } changes[] = {
        {first + 8, 1, "encrypted"},
        {first + 10, 99, "compression method 99"},
        {first + 16, (unsigned char)~bytes[first + 16], "wrong checksum"},
        {first + 24, 1, "two sizes"},
        {first + 42, 3, "no local header"},
        {first + 45, 0x7f, "no local header"},
        {second, 'X', "bad directory entry"},
        {second + 29, 0xff, "bad directory entry"},
        {second + 46, 'a', "is there 2 times"},
        {size - 22 + 16 + 3, 0x7f, "beyond the file"},
        {size - 1, 1, "no end record"},
        {200, (unsigned char)~bytes[200], "wrong checksum"},
    };
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
        struct table table = read_changed(bytes, size, changes[i].at, changes[i].value, "a");
        check_failure(table, MM_DATA, changes[i].piece);
        free_table(&table);
    }
    for (size_t length = 4; length < size; length++) {
        struct table table = read_memory(bytes, length, "a");
        ck_assert_int_eq(table.status, MM_DATA);
        free_table(&table);
    }
    free(bytes);
}
END_TEST

/* A size that deflate cannot reach is told before it is allocated; a wrong one, or a damaged stream, after. */
START_TEST(damaged_deflate) {
    size_t size = 0;
    unsigned char *bytes = load_file(NPY "deflated.npz", &size);
    size_t at = entry(bytes, size, 0);
    struct table table = read_changed(bytes, size, at + 27, 0x7f, NULL);
    check_failure(table, MM_DATA, "an impossible size");
    free_table(&table);
    table = read_changed(bytes, size, at + 24, (unsigned char)(bytes[at + 24] + 1), NULL);
    check_failure(table, MM_DATA, "compressed data do not fit");
    free_table(&table);
    for (size_t i = 60; i < at; i += 7) {
        table = read_changed(bytes, size, i, (unsigned char)~bytes[i], NULL);
        ck_assert_int_eq(table.status, MM_DATA);
        free_table(&table);
    }
    free(bytes);
}
END_TEST

static void put(unsigned char **to, uint64_t value, size_t bytes) {
    for (size_t i = 0; i < bytes; i++) *(*to)++ = (unsigned char)(value >> (8 * i));
}

/* Sizes, offset and directory in their 64-bit places (APPNOTE 4.3.14, 4.3.15, 4.5.3), around a file NumPy wrote. The
 * checksum is read from two.npz, which has the same member. */
START_TEST(zip64) {
    size_t npy_size = 0, two_size = 0;
    unsigned char *two = load_file(NPY "two.npz", &two_size);
    size_t first = entry(two, two_size, 0);
    unsigned char *npy = load_file(NPY "version_2.npy", &npy_size);
    npy_size = 128 + 4 * sizeof(double);
    unsigned char bytes[1024], *to = bytes;
    size_t member = (size_t)two[26] + 30 + two[28];

    memcpy(to, two, member + npy_size);
    to += member + npy_size;
    size_t directory = (size_t)(to - bytes);
    memcpy(to, two + first, 46 + 5); /* "a.npy" */
    memset(to + 20, 0xff, 8);
    memset(to + 42, 0xff, 4);
    to[30] = 28 + 8;
    to[31] = 0;
    to += 46 + 5;
    put(&to, 0x7075, 2); /* some other extra field comes first */
    put(&to, 4, 2);
    put(&to, 0, 4);
    put(&to, 1, 2);
    put(&to, 24, 2);
    put(&to, npy_size, 8);
    put(&to, npy_size, 8);
    put(&to, 0, 8);
    size_t end = (size_t)(to - bytes);
    memcpy(to, "PK\6\6", 4);
    to += 4;
    put(&to, 44, 8);
    put(&to, 45, 2);
    put(&to, 45, 2);
    put(&to, 0, 8);
    put(&to, 1, 8);
    put(&to, 1, 8);
    put(&to, end - directory, 8);
    put(&to, directory, 8);
    memcpy(to, "PK\6\7", 4);
    to += 4;
    put(&to, 0, 4);
    put(&to, end, 8);
    put(&to, 1, 4);
    memcpy(to, "PK\5\6", 4);
    to += 4;
    put(&to, 0, 4);
    put(&to, UINT64_MAX, 8);
    put(&to, UINT32_MAX, 4);
    put(&to, 0, 2);

    struct table table = read_memory(bytes, (size_t)(to - bytes), NULL);
    check_values(table, 2, 2, 1, 2, 3, 4);
    free_table(&table);
    bytes[end + 55] = 1; /* the directory's offset, beyond the file */
    table = read_memory(bytes, (size_t)(to - bytes), NULL);
    check_failure(table, MM_DATA, "beyond the file");
    free_table(&table);
    free(npy);
    free(two);
}
END_TEST

MM_CHECK_MAIN("npz", real_file, members, deflated, refused, damaged, damaged_deflate, zip64)
