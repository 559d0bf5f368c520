/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte sources. Compressed texts are those of gzip (Python's gzip module) and zstd 1.5.4 on the command line; larger
 * ones are made here by zlib and zstd themselves, so that the plain bytes are the expectation. */
#include "io/source.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include <zlib.h>
#include <zstd.h>

#include "check_main.h"

#define HELLO_GZIP "\x1f\x8b\x08\0\0\0\0\0\x02\x03\xcb\x48\xcd\xc9\xc9\xe7\x02\0\x20\x30\x3a\x36\x06\0\0\0"
#define WORLD_GZIP "\x1f\x8b\x08\0\0\0\0\0\x02\x03\x2b\xcf\x2f\xca\x49\xe1\x02\0\xa8\x61\x38\xdd\x06\0\0\0"
#define EMPTY_GZIP "\x1f\x8b\x08\0\0\0\0\0\x02\x03\x03\0\0\0\0\0\0\0\0\0"
#define HELLO_ZSTD "\x28\xb5\x2f\xfd\x04\x58\x31\0\0hello\n\x53\x88\xbd\x91"
#define WORLD_ZSTD "\x28\xb5\x2f\xfd\0\x58\x31\0\0world\n"
/* RFC 8878, section 3.1.2: magic number, size in four bytes, bytes that mean nothing to the decoder. */
#define SKIPPED_ZSTD "\x53\x2a\x4d\x18\x03\0\0\0abc"

static struct mm_source *open_bytes(const void *bytes, size_t size) {
    struct mm_source *source;
    struct mm_error error = {0};
    ck_assert_msg(mm_source_open_memory(&source, bytes, size, "bytes", &error) == MM_OK, "%s", error.text);
    return source;
}

static void holds(const void *bytes, size_t size, const char *expected) {
    struct mm_source *source = open_bytes(bytes, size);
    struct mm_error error = {0};
    const unsigned char *all;
    size_t length;
    ck_assert_msg(mm_source_all(source, &all, &length, &error) == MM_OK, "%s", error.text);
    ck_assert_uint_eq(length, strlen(expected));
    ck_assert_mem_eq(all, expected, length);
    mm_source_close(source);
    /* The same byte by byte. */
    source = open_bytes(bytes, size);
    size_t total = 0, got;
    char byte;
    while (mm_source_read(source, &byte, 1, &got, &error) == MM_OK && got > 0) {
        ck_assert(total < length && byte == expected[total]);
        total++;
    }
    ck_assert_uint_eq(total, length);
    mm_source_close(source);
}

static void fails(const void *bytes, size_t size, const char *text) {
    struct mm_source *source = open_bytes(bytes, size);
    struct mm_error error = {0};
    const unsigned char *all;
    size_t length;
    ck_assert_int_eq(mm_source_all(source, &all, &length, &error), MM_DATA);
    ck_assert_str_eq(error.file, "bytes");
    ck_assert_msg(strncmp(error.text, text, strlen(text)) == 0, "'%s' instead of '%s'", error.text, text);
    ck_assert_int_eq(mm_source_all(source, &all, &length, &error), MM_DATA);
    mm_source_close(source);
}

#define HOLDS(bytes, expected) holds(bytes, sizeof(bytes) - 1, expected)
#define FAILS(bytes, text)     fails(bytes, sizeof(bytes) - 1, text)

START_TEST(memory_is_borrowed) {
    static const char text[] = "1,2\n";
    struct mm_source *source = open_bytes(text, 4);
    const unsigned char *bytes;
    size_t got;
    ck_assert_str_eq(mm_source_name(source), "bytes");
    ck_assert_int_eq(mm_source_remaining(source), 4);
    ck_assert_int_eq(mm_source_peek(source, 2, &bytes, &got, NULL), MM_OK);
    ck_assert(bytes == (const unsigned char *)text && got == 4);
    char two[2];
    ck_assert_int_eq(mm_source_read(source, two, 2, &got, NULL), MM_OK);
    ck_assert(got == 2 && memcmp(two, "1,", 2) == 0);
    ck_assert_int_eq(mm_source_remaining(source), 2);
    ck_assert_int_eq(mm_source_all(source, &bytes, &got, NULL), MM_OK);
    ck_assert(bytes == (const unsigned char *)text + 2 && got == 2);
    ck_assert_int_eq(mm_source_remaining(source), 0);
    ck_assert_int_eq(mm_source_read(source, two, 2, &got, NULL), MM_OK);
    ck_assert_uint_eq(got, 0);
    mm_source_close(source);
    holds(NULL, 0, "");
    mm_source_close(NULL);
}
END_TEST

START_TEST(gzip_is_decompressed) {
    HOLDS(HELLO_GZIP, "hello\n");
    HOLDS(HELLO_GZIP WORLD_GZIP, "hello\nworld\n");
    HOLDS(EMPTY_GZIP, "");
    HOLDS(EMPTY_GZIP EMPTY_GZIP HELLO_GZIP EMPTY_GZIP, "hello\n");
    HOLDS("\x1f", "\x1f");
    HOLDS("\x1fx", "\x1fx");
    FAILS(HELLO_GZIP "\x1f", "unexpected end of gzip data");
    FAILS(HELLO_GZIP "x", "bytes that are no gzip data follow");
    FAILS(HELLO_GZIP "trailing", "bytes that are no gzip data follow");
    FAILS("\x1f\x8b", "unexpected end of gzip data");
    FAILS("\x1f\x8b\x07 not deflated", "corrupt gzip data: ");
    char broken[] = HELLO_GZIP;
    for (size_t size = 2; size < sizeof broken - 1; size++) fails(broken, size, "unexpected end of gzip data");
    broken[19] ^= 1; /* in the checksum */
    fails(broken, sizeof broken - 1, "corrupt gzip data: incorrect data check");
}
END_TEST

START_TEST(zstd_is_decompressed) {
    HOLDS(HELLO_ZSTD, "hello\n");
    HOLDS(HELLO_ZSTD WORLD_ZSTD, "hello\nworld\n");
    HOLDS(SKIPPED_ZSTD HELLO_ZSTD SKIPPED_ZSTD, "hello\n");
    HOLDS("(\xb5/", "(\xb5/");
    HOLDS("P,Q\n", "P,Q\n");
    HOLDS("S", "S");
    FAILS(HELLO_ZSTD "(", "unexpected end of zstd data");
    FAILS(HELLO_ZSTD "x", "bytes that are no zstd data follow");
    FAILS(HELLO_ZSTD "trailing", "bytes that are no zstd data follow");
    char broken[] = HELLO_ZSTD;
    for (size_t size = 4; size < sizeof broken - 1; size++) fails(broken, size, "unexpected end of zstd data");
    broken[sizeof broken - 2] ^= 1; /* in the checksum */
    fails(broken, sizeof broken - 1, "corrupt zstd data: ");
}
END_TEST

enum { LARGE = 1500000 };

/* Numbers that compress, but not to nothing. */
static char *large_text(void) {
    char *text = malloc(LARGE + 32);
    ck_assert_ptr_nonnull(text);
    for (size_t used = 0, i = 0; used < LARGE; i++) {
        used += (size_t)snprintf(text + used, 32, "%zu,", i * i * 2654435761u % 1000003);
    }
    return text;
}

static size_t to_gzip(const char *text, void *packed, size_t size) {
    z_stream stream = {0};
    ck_assert_int_eq(deflateInit2(&stream, 1, Z_DEFLATED, MAX_WBITS + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (z_const Bytef *)text;
    stream.avail_in = LARGE;
    stream.next_out = packed;
    stream.avail_out = (unsigned)size;
    ck_assert_int_eq(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return size - stream.avail_out;
}

/* A file with BYTES that is gone as soon as it is closed; its path under /proc can be opened. */
static FILE *file_of(const void *bytes, size_t size, char path[64]) {
    FILE *file = tmpfile();
    ck_assert_ptr_nonnull(file);
    ck_assert(fwrite(bytes, 1, size, file) == size && fflush(file) == 0);
    snprintf(path, 64, "/proc/self/fd/%d", fileno(file));
    return file;
}

/* Reads PATH in pieces, after a look ahead, then again as a whole. */
static void file_holds(const char *path, const char *expected, size_t size, bool known) {
    struct mm_source *source;
    struct mm_error error = {0};
    const unsigned char *bytes;
    size_t got, total = 0;
    char *piece = malloc(100000);
    ck_assert_ptr_nonnull(piece);
    ck_assert_int_eq(mm_source_open(&source, path, &error), MM_OK);
    ck_assert_int_eq(mm_source_remaining(source), known ? (int64_t)size : -1);
    ck_assert_int_eq(mm_source_peek(source, 200000, &bytes, &got, &error), MM_OK);
    ck_assert(got >= 200000 && memcmp(bytes, expected, got) == 0);
    for (size_t step = 1;; step = step * 7 % 99991) {
        ck_assert_int_eq(mm_source_read(source, piece, step, &got, &error), MM_OK);
        if (got == 0) break;
        ck_assert(got <= step && total + got <= size && memcmp(piece, expected + total, got) == 0);
        total += got;
        ck_assert_int_eq(mm_source_remaining(source), known ? (int64_t)(size - total) : -1);
    }
    ck_assert_uint_eq(total, size);
    mm_source_close(source);
    ck_assert_int_eq(mm_source_open(&source, path, &error), MM_OK);
    ck_assert_int_eq(mm_source_read(source, piece, 5000, &got, &error), MM_OK);
    total = got;
    ck_assert_int_eq(mm_source_all(source, &bytes, &got, &error), MM_OK);
    ck_assert_uint_eq(total + got, size);
    ck_assert(memcmp(bytes, expected + total, got) == 0);
    ck_assert_int_eq(mm_source_remaining(source), known ? 0 : -1);
    mm_source_close(source);
    free(piece);
}

START_TEST(files_are_read_and_mapped) {
    char *text = large_text(), path[64];
    FILE *file = file_of(text, LARGE, path);
    file_holds(path, text, LARGE, true);
    fclose(file);
    size_t room = ZSTD_compressBound(LARGE), size;
    char *packed = malloc(room);
    ck_assert_ptr_nonnull(packed);
    size = to_gzip(text, packed, room);
    file = file_of(packed, size, path);
    file_holds(path, text, LARGE, false);
    fclose(file);
    size = ZSTD_compress(packed, room, text, LARGE, 1);
    ck_assert(!ZSTD_isError(size));
    file = file_of(packed, size, path);
    file_holds(path, text, LARGE, false);
    fclose(file);
    fails(packed, size - 1000, "unexpected end of zstd data");
    free(packed);
    free(text);
}
END_TEST

START_TEST(standard_input_begins_where_it_stands) {
    char *text = large_text(), path[64];
    FILE *file = file_of(text, LARGE, path);
    int before = dup(STDIN_FILENO);
    ck_assert_int_eq(dup2(fileno(file), STDIN_FILENO), STDIN_FILENO);
    ck_assert_int_eq(lseek(STDIN_FILENO, 12345, SEEK_SET), 12345);
    struct mm_source *source;
    const unsigned char *bytes;
    size_t got;
    ck_assert_int_eq(mm_source_open(&source, "-", NULL), MM_OK);
    ck_assert_str_eq(mm_source_name(source), "-");
    ck_assert_int_eq(mm_source_remaining(source), LARGE - 12345);
    ck_assert_int_eq(mm_source_all(source, &bytes, &got, NULL), MM_OK);
    ck_assert(got == LARGE - 12345 && memcmp(bytes, text + 12345, got) == 0);
    mm_source_close(source);
    ck_assert_int_ge(fcntl(STDIN_FILENO, F_GETFD), 0);
    if (before >= 0) dup2(before, STDIN_FILENO);
    fclose(file);
    free(text);
}
END_TEST

START_TEST(pipes_stream) {
    int ends[2];
    char path[64], buffer[100];
    struct mm_source *source;
    const unsigned char *bytes;
    size_t got;
    ck_assert_int_eq(pipe(ends), 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    ck_assert_int_eq(mm_source_open(&source, path, NULL), MM_OK);
    /* The writer still has its end: waiting for more than one byte would last for ever. */
    ck_assert_int_eq(write(ends[1], "1", 1), 1);
    ck_assert_int_eq(mm_source_read(source, buffer, sizeof buffer, &got, NULL), MM_OK);
    ck_assert(got == 1 && buffer[0] == '1');
    ck_assert_int_eq(mm_source_remaining(source), -1);
    ck_assert_int_eq(write(ends[1], "2,3", 3), 3);
    close(ends[1]);
    ck_assert_int_eq(mm_source_peek(source, 50, &bytes, &got, NULL), MM_OK);
    ck_assert(got == 3 && memcmp(bytes, "2,3", 3) == 0);
    ck_assert_int_eq(mm_source_all(source, &bytes, &got, NULL), MM_OK);
    ck_assert(got == 3 && memcmp(bytes, "2,3", 3) == 0);
    mm_source_close(source);
    close(ends[0]);
}
END_TEST

START_TEST(gzip_arrives_in_pieces) {
    int ends[2];
    char path[64], buffer[100];
    struct mm_source *source;
    size_t got;
    ck_assert_int_eq(pipe(ends), 0);
    snprintf(path, sizeof path, "/proc/self/fd/%d", ends[0]);
    ck_assert_int_eq(mm_source_open(&source, path, NULL), MM_OK);
    ck_assert_int_eq(write(ends[1], HELLO_GZIP, sizeof HELLO_GZIP - 1), sizeof HELLO_GZIP - 1);
    ck_assert_int_eq(mm_source_read(source, buffer, sizeof buffer, &got, NULL), MM_OK);
    ck_assert(got == 6 && memcmp(buffer, "hello\n", 6) == 0);
    ck_assert_int_eq(write(ends[1], WORLD_GZIP, 10), 10);
    close(ends[1]);
    struct mm_error error = {0};
    ck_assert_int_eq(mm_source_read(source, buffer, sizeof buffer, &got, &error), MM_DATA);
    ck_assert_str_eq(error.text, "unexpected end of gzip data");
    mm_source_close(source);
    close(ends[0]);
}
END_TEST

START_TEST(what_cannot_be_opened_says_so) {
    struct mm_source *source;
    struct mm_error error = {0};
    ck_assert_int_eq(mm_source_open(&source, "/no/such/file", &error), MM_SYSTEM);
    ck_assert_ptr_null(source);
    ck_assert_str_eq(error.file, "/no/such/file");
    ck_assert_str_eq(error.text, "cannot open: No such file or directory");
    ck_assert_int_eq(mm_source_open(&source, "/", &error), MM_SYSTEM);
    ck_assert_str_eq(error.text, "cannot read: Is a directory");
}
END_TEST

START_TEST(files_without_a_size_are_read) {
    /* The kernel's own files have bytes though their size is 0. */
    struct mm_source *source;
    const unsigned char *bytes;
    size_t got;
    ck_assert_int_eq(mm_source_open(&source, "/proc/self/stat", NULL), MM_OK);
    ck_assert_int_eq(mm_source_remaining(source), -1);
    ck_assert_int_eq(mm_source_all(source, &bytes, &got, NULL), MM_OK);
    ck_assert_uint_gt(got, 10);
    mm_source_close(source);
}
END_TEST

MM_CHECK_MAIN("source", memory_is_borrowed, gzip_is_decompressed, zstd_is_decompressed, files_are_read_and_mapped,
              standard_input_begins_where_it_stands, pipes_stream, gzip_arrives_in_pieces,
              what_cannot_be_opened_says_so, files_without_a_size_are_read)
