/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The NPY reader on files that NumPy wrote (tests/data/npy/make.py states what they hold), whole, cut and bent. */
#include <fcntl.h>
#include <sys/wait.h>

#include "base/memory.h"

#include "check_arrays.h"

#define NPY "tests/data/npy/"

static struct table read_npy(const char *name) {
    char path[128];
    snprintf(path, sizeof path, NPY "%s.npy", name);
    return read_file(path, NULL, NULL);
}

#define check_array(name, row_count, column_count, ...)                                                                \
    do {                                                                                                               \
        struct table table_ = read_npy(name);                                                                          \
        check_values(table_, row_count, column_count, __VA_ARGS__);                                                    \
        ck_assert_int_eq(mm_reader_format(table_.reader), MM_FORMAT_NPY);                                              \
        ck_assert_uint_eq(mm_reader_schema(table_.reader)->rows, row_count);                                           \
        free_table(&table_);                                                                                           \
    } while (0)

START_TEST(floats) {
    check_array("f2_little", 2, 3, 1.5, -2, 0x1p-24, 65504, INFINITY, -0.0);
    check_array("f2_big", 2, 3, 1.5, -2, 0x1p-24, 65504, INFINITY, -0.0);
    check_array("f4_little", 2, 3, 1.5, -2, 0x1p-149, (double)0.1f, -INFINITY, -0.0);
    check_array("f4_big", 2, 3, 1.5, -2, 0x1p-149, (double)0.1f, -INFINITY, -0.0);
    check_array("f8_little", 2, 3, 1.5, -2, 5e-324, 0.1, INFINITY, -0.0);
    check_array("f8_big", 2, 3, 1.5, -2, 5e-324, 0.1, INFINITY, -0.0);
}
END_TEST

START_TEST(integers) {
    check_array("i1", 2, 3, 1, -2, 3, 0, 127, -128);
    check_array("u1", 2, 3, 1, 2, 3, 0, 255, 128);
    check_array("b1", 2, 3, 1, 0, 1, 0, 0, 1);
    check_array("i2_little", 2, 3, 1, -2, 3, 0, 32767, -32768);
    check_array("i2_big", 2, 3, 1, -2, 3, 0, 32767, -32768);
    check_array("u2_little", 2, 3, 1, 2, 3, 0, 65535, 32768);
    check_array("u2_big", 2, 3, 1, 2, 3, 0, 65535, 32768);
    check_array("i4_little", 2, 3, 1, -2, 3, 0, 2147483647, -2147483648.0);
    check_array("i4_big", 2, 3, 1, -2, 3, 0, 2147483647, -2147483648.0);
    check_array("u4_little", 2, 3, 1, 2, 3, 0, 4294967295, 2147483648);
    check_array("u4_big", 2, 3, 1, 2, 3, 0, 4294967295, 2147483648);
    check_array("i8_little", 2, 3, 1, -2, 3, 0, 0x1p53, -0x1p63);
    check_array("i8_big", 2, 3, 1, -2, 3, 0, 0x1p53, -0x1p63);
    check_array("u8_little", 2, 3, 1, 2, 3, 0, 0x1p53, 0x1p63);
    check_array("u8_big", 2, 3, 1, 2, 3, 0, 0x1p53, 0x1p63);
}
END_TEST

START_TEST(shapes) {
    check_array("zero_dimensions", 1, 1, 42.5);
    check_array("one_dimension", 3, 1, 1, 2, 3);
    check_array("i4_fortran_big", 2, 3, 0, 1, 2, 3, 4, 5);
    check_array("version_2", 2, 2, 1, 2, 3, 4);
    check_array("version_3", 2, 2, 1, 2, 3, 4);
    struct table table = read_npy("no_rows");
    ck_assert_msg(table.status == MM_OK, "%s", table.error.text);
    ck_assert_uint_eq(table.rows, 0);
    ck_assert_uint_eq(mm_reader_schema(table.reader)->count, 3);
    free_table(&table);
    table = read_npy("f8_fortran");
    ck_assert_uint_eq(table.rows, 40);
    for (size_t i = 0; i < 120; i++) mm_check_bits(table.values[i], (double)i);
    free_table(&table);
}
END_TEST

START_TEST(refused) {
    static const struct {
        const char *name, *piece;
    } files[] = {{"three_dimensions", "3 dimensions"},
                 {"no_columns", "without elements"},
                 {"complex", "<c16 (complex)"},
                 {"object", "|O (Python objects)"},
                 {"text", "<U2 (text)"},
                 {"time", "<M8[D] (time)"},
                 {"long_double", "<f16"},
                 {"structured", "(structured)"}};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        struct table table = read_npy(files[i].name);
        check_failure(table, MM_DATA, files[i].piece);
        free_table(&table);
    }
}
END_TEST

/* Integers beyond 2^53 are refused as numbers and delivered in full as text. */
START_TEST(inexact_integers) {
    struct table table = read_npy("i8_inexact");
    check_failure(table, MM_DATA, "row 2, column 2: the integer 9007199254740993");
    free_table(&table);
    table = read_npy("u8_inexact");
    check_failure(table, MM_DATA, "row 2, column 1: the integer 18446744073709551615");
    free_table(&table);

    struct mm_source *source = NULL;
    struct mm_error error = {0};
    const struct mm_request requests[] = {{1, MM_NUMERAL}, {0, MM_NUMBER}, {1, MM_TEXT}};
    ck_assert_int_eq(mm_source_open(&source, NPY "i8_inexact.npy", &error), MM_OK);
    table = read_source(source, NULL, &default_options, requests, 3);
    check_values(table, 2, 1, 1, 3);
    ck_assert_str_eq(table.text[2], "9007199254740993");
    ck_assert_str_eq(table.text[3], "9007199254740993");
    free_table(&table);
}
END_TEST

/* Columns in any order and more than once, for both orders of storage; texts are the shortest. */
START_TEST(requests) {
    static const char *const files[] = {NPY "f8_fortran.npy", NPY "f4_little.npy"};
    const struct mm_request wanted[] = {{2, MM_NUMBER}, {0, MM_NUMERAL}, {0, MM_NUMBER}, {2, MM_NUMBER}};
    for (size_t f = 0; f < 2; f++) {
        struct mm_source *source = NULL;
        struct mm_error error = {0};
        ck_assert_int_eq(mm_source_open(&source, files[f], &error), MM_OK);
        struct table table = read_source(source, NULL, &default_options, wanted, 4);
        if (f == 0) check_values(table, 40, 3, 2, 0, 2, 5, 3, 5, 8, 6, 8);
        if (f == 1) check_values(table, 2, 3, 0x1p-149, 1.5, 0x1p-149, -0.0, (double)0.1f, -0.0);
        ck_assert_uint_eq(table.texts, 1);
        ck_assert_str_eq(table.text[1], f == 0 ? "3" : "0.10000000149011612");
        struct mm_request late = {0, MM_NUMBER}, beyond = {3, MM_NUMBER};
        ck_assert_int_eq(mm_reader_request(table.reader, &late, 1, &error), MM_USAGE);
        free_table(&table);
        ck_assert_int_eq(mm_source_open(&source, files[f], &error), MM_OK);
        table = read_source(source, NULL, &default_options, &beyond, 1);
        check_failure(table, MM_USAGE, "no column 4");
        free_table(&table);
    }
}
END_TEST

START_TEST(missing_values) {
    struct mm_read_options options = {.missing = MM_MISSING_FAIL};
    struct table table = read_file(NPY "f8_missing.npy", NULL, &options);
    check_failure(table, MM_DATA, "missing value in row 2, column 1; use --na=omit");
    free_table(&table);
    options.missing = MM_MISSING_KEEP;
    table = read_file(NPY "f8_missing.npy", NULL, &options);
    ck_assert_uint_eq(table.rows, 5);
    ck_assert(isnan(table.values[2]) && isnan(table.values[7]));
    free_table(&table);
    options.missing = MM_MISSING_OMIT;
    table = read_file(NPY "f8_missing.npy", NULL, &options);
    check_values(table, 3, 2, 1, 2, 5, 6, 9, 10);
    ck_assert_uint_eq(mm_reader_missing(table.reader), 2);
    free_table(&table);

    /* Only columns asked for count; a text that is missing is absent. */
    const struct mm_request numeral = {1, MM_NUMERAL};
    struct mm_source *source = NULL;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_source_open(&source, NPY "f8_missing.npy", &error), MM_OK);
    table = read_source(source, NULL, &options, &numeral, 1);
    ck_assert_uint_eq(table.rows, 4);
    ck_assert_str_eq(table.text[3], "10");
    free_table(&table);
    options.missing = MM_MISSING_KEEP;
    ck_assert_int_eq(mm_source_open(&source, NPY "f8_missing.npy", &error), MM_OK);
    table = read_source(source, NULL, &options, &numeral, 1);
    ck_assert_str_eq(table.text[3], "nan");
    free_table(&table);
}
END_TEST

/* FNV-1a over the bits of the doubles, as NumPy's view(uint64) gives them. */
START_TEST(real_file) {
    struct table table = read_file("tests/data/digits_embeddings.npy", NULL, NULL);
    ck_assert_uint_eq(table.rows, 719);
    ck_assert_uint_eq(table.columns, 32);
    uint64_t fold = 0xcbf29ce484222325;
    for (size_t i = 0; i < (size_t)719 * 32; i++) fold = (fold ^ mm_check_bits_of(table.values[i])) * 0x100000001b3;
    ck_assert_msg(fold == 0x80711371048c98a5, "%llx", (unsigned long long)fold);
    free_table(&table);
}
END_TEST

/* A version 1 file of this dictionary and SIZE bytes of elements. */
static unsigned char *make_file(const char *dictionary, const void *elements, size_t size, size_t *total) {
    size_t length = strlen(dictionary);
    unsigned char *bytes = malloc(10 + length + size);
    memcpy(bytes, "\x93NUMPY\x01\x00", 8);
    bytes[8] = (unsigned char)(length & 255);
    bytes[9] = (unsigned char)(length >> 8);
    memcpy(bytes + 10, dictionary, length);
    if (size > 0) memcpy(bytes + 10 + length, elements, size);
    *total = 10 + length + size;
    return bytes;
}

START_TEST(dictionaries) {
    static const double four[4] = {1, 2, 3, 4};
    static const char *const good[] = {
        "{'descr':'<f8','fortran_order':False,'shape':(2,2)}",
        "{\"shape\": (2L, 2L), 'fortran_order' : False ,\n \"descr\": \"<f8\",}   \n",
    };
    static const struct {
        const char *text, *piece;
    } bad[] = {
        {"", "no dictionary"},
        {"{}", "a key is missing"},
        {"{'descr':'<f8','fortran_order':False}", "a key is missing"},
        {"{'descr':'<f8','fortran_order':False,'shape':(2,2)", "no key"},
        {"{'descr':'<f8','fortran_order':False,'shape':(2,2)} x", "text after"},
        {"{'descr':'<f8' 'fortran_order':False,'shape':(2,2)}", "no key"},
        {"{'descr':'<f8','fortran_order':0,'shape':(2,2)}", "neither True nor False"},
        {"{'descr':'<f8','fortran_order':False,'shape':(4)}", "no tuple"},
        {"{'descr':'<f8','fortran_order':False,'shape':(-2,2)}", "no number"},
        {"{'descr':'<f8','fortran_order':False,'shape':(2 2)}", "bad 'shape'"},
        {"{'descr':'<f8','fortran_order':False,'shape':(99999999999999999999,2)}", "too large"},
        {"{'descr':'<f8','fortran_order':False,'shape':(4294967296,4294967296)}", "impossible shape"},
        {"{'descr':'<f8','fortran_order':False,'shape':(0,4611686018427387904)}", "without elements"},
        {"{'descr':'<f8','fortran_order':False,'shape':(1000000000000,2)}", "truncated"},
        {"{'descr':'<f8','fortran_order':False,'shape':(3,2)}", "truncated"},
        {"{'descr':'<f8','fortran_order':True,'shape':(3,2)}", "truncated"},
        {"{'descr':'<f8','fortran_order':False,'shape':(3,)}", "more data"},
        {"{'descr':'|f8','fortran_order':False,'shape':(2,2)}", "element type |f8"},
        {"{'descr':'<f3','fortran_order':False,'shape':(2,2)}", "element type <f3"},
        {"{'descr':'<f8','descr':'<f8','fortran_order':False,'shape':(2,2)}", "stands twice"},
        {"{'descr':'<f8','fortran_order':False,'shape':(2,2),'more':1}", "unknown key"},
    };
    size_t size = 0;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        unsigned char *bytes = make_file(good[i], four, sizeof four, &size);
        struct table table = read_memory(bytes, size, NULL);
        check_values(table, 2, 2, 1, 2, 3, 4);
        free_table(&table);
        free(bytes);
    }
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        unsigned char *bytes = make_file(bad[i].text, four, sizeof four, &size);
        struct table table = read_memory(bytes, size, NULL);
        check_failure(table, MM_DATA, bad[i].piece);
        ck_assert_str_eq(table.error.file, "memory");
        free_table(&table);
        free(bytes);
    }
}
END_TEST

/* Every shorter file is an error, and so is one byte more. */
START_TEST(cut_anywhere) {
    size_t size = 0;
    unsigned char *bytes = load_file(NPY "f4_little.npy", &size);
    for (size_t length = 0; length <= size + 1; length++) {
        struct table table = read_memory(bytes, length, NULL);
        ck_assert_int_eq(table.status, length == size ? MM_OK : MM_DATA);
        free_table(&table);
    }
    free(bytes);
}
END_TEST

/* SIZE bytes at BYTES come from a pipe, STEP at a time; MM_READER reads them. */
static struct table read_pipe(const unsigned char *bytes, size_t size, size_t step) {
    int ends[2];
    ck_assert_int_eq(pipe(ends), 0);
    pid_t writer = fork();
    if (writer == 0) {
        close(ends[0]);
        for (size_t at = 0; at < size; at += step) {
            size_t length = size - at < step ? size - at : step;
            if (write(ends[1], bytes + at, length) != (ssize_t)length) _exit(1);
        }
        _exit(0);
    }
    close(ends[1]);
    char path[64];
    snprintf(path, sizeof path, "/dev/fd/%d", ends[0]);
    struct table table = read_file(path, NULL, NULL);
    close(ends[0]);
    waitpid(writer, NULL, 0);
    return table;
}

/* Rows cut in two by short reads are put together; a pipe knows no length, so its end is checked when it comes. */
START_TEST(from_a_pipe) {
    enum { ROWS = 30000, COLUMNS = 3 };
    double *values = mm_new_doubles(ROWS, COLUMNS);
    for (size_t i = 0; i < (size_t)ROWS * COLUMNS; i++) values[i] = (double)i / 7;
    static const char *const orders[] = {"{'descr':'<f8','fortran_order':False,'shape':(30000,3)}",
                                         "{'descr':'<f8','fortran_order':True,'shape':(30000,3)}"};
    static const size_t steps[] = {1 << 16, 9973};
    for (size_t i = 0; i < 4; i++) {
        size_t size = 0;
        bool fortran = i % 2 == 1;
        unsigned char *bytes = make_file(orders[i % 2], values, ROWS * COLUMNS * sizeof(double), &size);
        struct table table = read_pipe(bytes, size, steps[i / 2]);
        ck_assert_msg(table.status == MM_OK, "%s", table.error.text);
        ck_assert_uint_eq(table.rows, ROWS);
        for (size_t row = 0; row < ROWS; row++) {
            for (size_t column = 0; column < COLUMNS; column++) {
                size_t from = fortran ? column * ROWS + row : row * COLUMNS + column;
                mm_check_bits(table.values[row * COLUMNS + column], values[from]);
            }
        }
        free_table(&table);
        table = read_pipe(bytes, size - 5, steps[i / 2]);
        check_failure(table, MM_DATA, "truncated");
        free_table(&table);
        free(bytes);
    }
    size_t size = 0;
    unsigned char *bytes =
        make_file("{'descr':'<f8','fortran_order':False,'shape':(29999,3)}", values, ROWS * COLUMNS * 8, &size);
    struct table table = read_pipe(bytes, size, 1 << 16);
    check_failure(table, MM_DATA, "more data");
    free_table(&table);
    free(bytes);
    bytes = make_file("{'descr':'<f8','fortran_order':False,'shape':(1,1000000000000)}", values, 800, &size);
    table = read_pipe(bytes, size, 1 << 16);
    check_failure(table, MM_DATA, "truncated");
    free_table(&table);
    free(bytes);
    free(values);
}
END_TEST

/* Blocks stay small, and dropped rows leave the rest in order across them. */
START_TEST(many_blocks) {
    enum { ROWS = 100000 };
    float *values = malloc(ROWS * 2 * sizeof *values);
    for (size_t i = 0; i < ROWS; i++) {
        values[2 * i] = (float)i;
        values[2 * i + 1] = i % 3 == 1 || (i > 40000 && i < 80000) ? NAN : 1;
    }
    size_t size = 0, expected = 0;
    unsigned char *bytes =
        make_file("{'descr':'<f4','fortran_order':False,'shape':(100000,2)}", values, ROWS * 2 * sizeof *values, &size);
    struct mm_read_options options = {.missing = MM_MISSING_OMIT};
    struct mm_source *source = NULL;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_source_open_memory(&source, bytes, size, "memory", &error), MM_OK);
    struct table table = read_source(source, NULL, &options, NULL, 0);
    ck_assert_msg(table.status == MM_OK, "%s", table.error.text);
    ck_assert_uint_ge(table.blocks, 3);
    for (size_t i = 0; i < ROWS; i++) {
        if (i % 3 == 1 || (i > 40000 && i < 80000)) continue;
        mm_check_bits(table.values[2 * expected], (double)i);
        expected++;
    }
    ck_assert_uint_eq(table.rows, expected);
    ck_assert_uint_eq(mm_reader_missing(table.reader), ROWS - expected);
    free_table(&table);
    free(bytes);
    free(values);
}
END_TEST

MM_CHECK_MAIN("npy", floats, integers, shapes, refused, inexact_integers, requests, missing_values, real_file,
              dictionaries, cut_anywhere, from_a_pipe, many_blocks)
