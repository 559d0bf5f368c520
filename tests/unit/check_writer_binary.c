/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NPY and NPZ out. The NPY bytes expected are numpy.save's (NumPy 1.24); the zip records were packed with Python's
 * struct after PKWARE's APPNOTE, with zlib.crc32 of numpy.save's bytes, and both archives read by numpy.load. */
#include <pthread.h>
#include <unistd.h>

#include "check_writer.h"

#include "base/memory.h"
#include "io/writer_format.h"

static const char header_2x2[] = "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }";
static const char header_3[] = "{'descr': '<f8', 'fortran_order': False, 'shape': (3,), }";
static const char header_1x2[] = "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2), }";
static const char header_0d[] = "{'descr': '<f8', 'fortran_order': False, 'shape': (), }";
/* [[1.5, -2], [0, 3e300]], [1, 2, 3] and 0.5 */
static const char values_2x2[] = "\0\0\0\0\0\0\xf8\x3f\0\0\0\0\0\0\0\xc0\0\0\0\0\0\0\0\0\x35\x58\0\x66\x2d\xeb\x51\x7e";
static const char values_3[] = "\0\0\0\0\0\0\xf0\x3f\0\0\0\0\0\0\0\x40\0\0\0\0\0\0\x08\x40";
static const char values_0d[] = "\0\0\0\0\0\0\xe0\x3f";

static const unsigned char npz_first[] = {
    0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x2a, 0xc1, 0x1d, 0x44,
    0x98, 0x00, 0x00, 0x00, 0x98, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x73, 0x2e, 0x6e, 0x70, 0x79,
};

static const unsigned char npz_second[] = {
    0x50, 0x4b, 0x03, 0x04, 0x14, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x75, 0xd8, 0xb1, 0x7e, 0x90,
    0x00, 0x00, 0x00, 0x90, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x6d, 0xc3, 0xa9, 0x2e, 0x6e, 0x70, 0x79,
};

static const unsigned char npz_directory[] = {
    0x50, 0x4b, 0x01, 0x02, 0x14, 0x00, 0x14, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x2a, 0xc1,
    0x1d, 0x44, 0x98, 0x00, 0x00, 0x00, 0x98, 0x00, 0x00, 0x00, 0x05, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x73, 0x2e, 0x6e, 0x70, 0x79, 0x50, 0x4b, 0x01,
    0x02, 0x14, 0x00, 0x14, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x75, 0xd8, 0xb1, 0x7e, 0x90,
    0x00, 0x00, 0x00, 0x90, 0x00, 0x00, 0x00, 0x07, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0xbb, 0x00, 0x00, 0x00, 0x6d, 0xc3, 0xa9, 0x2e, 0x6e, 0x70, 0x79, 0x50, 0x4b, 0x05, 0x06,
    0x00, 0x00, 0x00, 0x00, 0x02, 0x00, 0x02, 0x00, 0x68, 0x00, 0x00, 0x00, 0x70, 0x01, 0x00, 0x00, 0x00, 0x00,
};

static const unsigned char zip64_first[] = {
    0x50, 0x4b, 0x03, 0x04, 0x2d, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x2a, 0xc1, 0x1d, 0x44, 0xff,
    0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x05, 0x00, 0x14, 0x00, 0x73, 0x2e, 0x6e, 0x70, 0x79, 0x01, 0x00, 0x10,
    0x00, 0x98, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x98, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
};

static const unsigned char zip64_directory[] = {
    0x50, 0x4b, 0x01, 0x02, 0x2d, 0x00, 0x2d, 0x00, 0x00, 0x08, 0x00, 0x00, 0x00, 0x00, 0x21, 0x00, 0x2a, 0xc1,
    0x1d, 0x44, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x05, 0x00, 0x1c, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff, 0x73, 0x2e, 0x6e, 0x70, 0x79, 0x01, 0x00, 0x18,
    0x00, 0x98, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x98, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x50, 0x4b, 0x06, 0x06, 0x2c, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x2d, 0x00, 0x2d, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x4f, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0xcf, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x50, 0x4b, 0x06, 0x07, 0x00, 0x00, 0x00, 0x00, 0x1e,
    0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x50, 0x4b, 0x05, 0x06, 0x00, 0x00, 0x00,
    0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00, 0x00,
};

/* Magic, version, header length 118; the dictionary, padded with blanks to 128 bytes; the values. */
static void add_npy(struct mm_buffer *buffer, const char *dictionary, const char *values, size_t size) {
    mm_buffer_add(buffer, "\x93NUMPY\x01\x00\x76\x00", 10);
    mm_buffer_printf(buffer, "%-117s\n", dictionary);
    mm_buffer_add(buffer, values, size);
}

static void check_npy(const struct sheet *sheet, enum mm_shape shape, const char *dictionary, const char *values,
                      size_t size) {
    struct mm_buffer expected = {0};
    struct mm_error error = {0};
    char *bytes;
    size_t length = 0;
    add_npy(&expected, dictionary, values, size);
    ck_assert_int_eq(
        sheet_write(sheet, shape, (struct mm_write_options){.format = MM_FORMAT_NPY}, &bytes, &length, &error), MM_OK);
    ck_assert_uint_eq(length, expected.length);
    ck_assert_mem_eq(bytes, expected.text, length);
    mm_buffer_free(&expected);
    free(bytes);
}

static void fill_2x2(struct sheet *sheet) {
    const double cells[] = {1.5, -2, 0, 3e300};
    sheet_column(sheet, "", MM_NUMBER);
    sheet_column(sheet, "", MM_NUMBER);
    for (size_t i = 0; i < 4; i++) sheet_number(sheet, cells[i]);
    sheet_row(sheet, NULL);
    sheet_row(sheet, NULL);
}

START_TEST(two_dimensions) {
    struct sheet sheet = {0};
    fill_2x2(&sheet);
    check_npy(&sheet, MM_SHAPE_TABLE, header_2x2, values_2x2, 32);
    sheet.schema.rows = 2;
    check_npy(&sheet, MM_SHAPE_TABLE, header_2x2, values_2x2, 32);
    sheet_free(&sheet);
}
END_TEST

START_TEST(numerals_become_numbers) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMERAL);
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_text(&sheet, "+1.50");
    sheet_number(&sheet, -2);
    sheet_text(&sheet, "00");
    sheet_number(&sheet, 3e300);
    sheet_row(&sheet, NULL);
    sheet_row(&sheet, NULL);
    check_npy(&sheet, MM_SHAPE_TABLE, header_2x2, values_2x2, 32);
    sheet_free(&sheet);
}
END_TEST

START_TEST(vectors_and_numbers) {
    struct sheet sheet = {0};
    sheet_column(&sheet, "", MM_NUMBER);
    for (size_t i = 0; i < 3; i++) {
        sheet_number(&sheet, (double)i + 1);
        sheet_row(&sheet, NULL);
    }
    check_npy(&sheet, MM_SHAPE_VECTOR, header_3, values_3, 24);
    sheet_free(&sheet);
    struct sheet number = {0};
    sheet_column(&number, "mean", MM_NUMBER);
    sheet_number(&number, 0.5);
    sheet_row(&number, NULL);
    check_npy(&number, MM_SHAPE_NUMBER, header_0d, values_0d, 8);
    sheet_free(&number);
}
END_TEST

START_TEST(names_and_text_are_refused) {
    struct sheet named = {0}, text = {0}, labelled = {0};
    sheet_column(&named, "a", MM_NUMBER);
    check_refused(&named, MM_SHAPE_TABLE, MM_USAGE, "names of the columns", .format = MM_FORMAT_NPY);
    sheet_column(&text, "t", MM_TEXT);
    check_refused(&text, MM_SHAPE_TABLE, MM_USAGE, "text of column 't'", .format = MM_FORMAT_NPY);
    sheet_column(&labelled, "", MM_NUMBER);
    sheet_labelled(&labelled, "");
    check_refused(&labelled, MM_SHAPE_TABLE, MM_USAGE, "row labels", .format = MM_FORMAT_NPY);
    sheet_free(&named);
    sheet_free(&text);
    sheet_free(&labelled);
}
END_TEST

/* What a pipe on standard output brings, read until its end. */
struct drain {
    int descriptor;
    struct mm_buffer bytes;
};

static void *read_all(void *context) {
    struct drain *drain = context;
    char chunk[4096];
    ssize_t got;
    while ((got = read(drain->descriptor, chunk, sizeof chunk)) > 0) mm_buffer_add(&drain->bytes, chunk, (size_t)got);
    return NULL;
}

/* A pipe cannot be patched: the rows wait in a temporary file. More of them than a pipe or a buffer holds. */
START_TEST(unknown_rows_into_a_pipe) {
    enum { BLOCKS = 100, ROWS = 500 };
    struct sheet sheet = {0};
    struct mm_buffer expected = {0};
    struct mm_error error = {0};
    struct mm_write_options options = {.format = MM_FORMAT_NPY};
    struct mm_sink *sink;
    struct mm_writer *writer;
    struct drain drain = {0};
    pthread_t thread;
    int ends[2], saved = dup(STDOUT_FILENO);
    double values[2 * ROWS];
    sheet_column(&sheet, "", MM_NUMBER);
    sheet_column(&sheet, "", MM_NUMBER);
    add_npy(&expected, "{'descr': '<f8', 'fortran_order': False, 'shape': (50000, 2), }", "", 0);

    ck_assert_int_eq(pipe(ends), 0);
    ck_assert_int_eq(dup2(ends[1], STDOUT_FILENO), STDOUT_FILENO);
    close(ends[1]);
    drain.descriptor = ends[0];
    ck_assert_int_eq(pthread_create(&thread, NULL, read_all, &drain), 0);
    ck_assert_int_eq(mm_sink_open(&sink, NULL, &error), MM_OK);
    ck_assert(!mm_sink_can_patch(sink));
    ck_assert_int_eq(mm_writer_open(&writer, sink, &sheet.schema, MM_SHAPE_TABLE, &options, &error), MM_OK);
    for (size_t b = 0; b < BLOCKS; b++) {
        for (size_t i = 0; i < 2 * ROWS; i++) values[i] = (double)(b * 2 * ROWS + i) / 3;
        struct mm_block block = {.rows = ROWS, .number_columns = 2, .numbers = values};
        ck_assert_int_eq(mm_writer_rows(writer, &block, &error), MM_OK);
        /* The machines that run this store doubles as the file does. */
        mm_buffer_add(&expected, (const char *)values, sizeof values);
    }
    ck_assert_int_eq(mm_writer_finish(writer, &error), MM_OK);
    ck_assert_int_eq(mm_sink_commit(sink, &error), MM_OK);
    ck_assert_int_eq(dup2(saved, STDOUT_FILENO), STDOUT_FILENO);
    close(saved);
    pthread_join(thread, NULL);
    close(ends[0]);

    ck_assert_uint_eq(drain.bytes.length, expected.length);
    ck_assert_mem_eq(drain.bytes.text, expected.text, expected.length);
    mm_buffer_free(&drain.bytes);
    mm_buffer_free(&expected);
    sheet_free(&sheet);
}
END_TEST

static void fill_parts(struct mm_part *parts) {
    parts[0].name = (char *)"s";
    parts[1].name = (char *)"mé";
    ck_assert_int_eq(mm_matrix_new(&parts[0].matrix, 3, 1), MM_OK);
    ck_assert_int_eq(mm_matrix_new(&parts[1].matrix, 1, 2), MM_OK);
    for (size_t i = 0; i < 3; i++) parts[0].matrix.values[i] = (double)i + 1;
    parts[1].matrix.values[0] = 1.5;
    parts[1].matrix.values[1] = -2;
    /* Names have no place in an archive: they are dropped. */
    ck_assert(mm_strings_add(&parts[0].matrix.column_names, "s", 1));
}

static void check_archive(struct mm_sink *sink, const struct mm_buffer *expected) {
    size_t length;
    const char *bytes = mm_sink_bytes(sink, &length);
    ck_assert_uint_eq(length, expected->length);
    ck_assert_mem_eq(bytes, expected->text, length);
}

static void add_bytes(struct mm_buffer *buffer, const unsigned char *bytes, size_t length) {
    mm_buffer_add(buffer, (const char *)bytes, length);
}

START_TEST(archive) {
    struct mm_part parts[2] = {{0}};
    struct mm_buffer expected = {0};
    struct mm_error error = {0};
    struct mm_sink *sink;
    struct mm_write_options options = {.format = MM_FORMAT_NPZ};
    fill_parts(parts);
    add_bytes(&expected, npz_first, sizeof npz_first);
    add_npy(&expected, header_3, values_3, 24);
    add_bytes(&expected, npz_second, sizeof npz_second);
    add_npy(&expected, header_1x2, values_2x2, 16);
    add_bytes(&expected, npz_directory, sizeof npz_directory);
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_int_eq(mm_write_document(sink, parts, 2, &options, &error), MM_OK);
    check_archive(sink, &expected);
    mm_sink_abandon(sink);
    mm_buffer_free(&expected);
    mm_matrix_free(&parts[0].matrix);
    mm_matrix_free(&parts[1].matrix);
}
END_TEST

/* The form for members beyond 4 GiB, forced on a small one. */
START_TEST(archive_in_zip64) {
    struct mm_part parts[2] = {{0}};
    struct mm_buffer expected = {0};
    struct mm_error error = {0};
    struct mm_sink *sink;
    fill_parts(parts);
    add_bytes(&expected, zip64_first, sizeof zip64_first);
    add_npy(&expected, header_3, values_3, 24);
    add_bytes(&expected, zip64_directory, sizeof zip64_directory);
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_int_eq(mm_npz_write(sink, parts, 1, 0, &error), MM_OK);
    check_archive(sink, &expected);
    mm_sink_abandon(sink);
    mm_buffer_free(&expected);
    mm_matrix_free(&parts[0].matrix);
    mm_matrix_free(&parts[1].matrix);
}
END_TEST

START_TEST(long_part_name) {
    struct mm_part part = {0};
    struct mm_error error = {0};
    struct mm_sink *sink;
    part.name = mm_new(70000, 1);
    memset(part.name, 'n', 69999);
    part.name[69999] = '\0';
    ck_assert_int_eq(mm_matrix_new(&part.matrix, 1, 1), MM_OK);
    part.matrix.values[0] = 0;
    ck_assert_int_eq(mm_sink_open_memory(&sink, &error), MM_OK);
    ck_assert_int_eq(mm_npz_write(sink, &part, 1, UINT32_MAX, &error), MM_USAGE);
    mm_sink_abandon(sink);
    mm_matrix_free(&part.matrix);
    free(part.name);
}
END_TEST

MM_CHECK_MAIN("writer_binary", two_dimensions, numerals_become_numbers, vectors_and_numbers, names_and_text_are_refused,
              unknown_rows_into_a_pipe, archive, archive_in_zip64, long_part_name)
