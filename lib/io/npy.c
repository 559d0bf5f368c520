/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NPY: a magic number, a Python dictionary that tells type and shape, and the elements. */
#include "io/npy.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

enum {
    DIMENSIONS_MAX = 64,
    HEADER_MAX = 1 << 20, /* bytes; only structured types come near, and these are refused */
    TYPE_SHOWN = 60       /* bytes of an element type in an error */
};

/* A cursor in the dictionary. */
struct scanner {
    const char *at;
    const char *end;
    const char *file;
    struct mm_error *error;
};

struct header {
    struct mm_span descr;
    bool fortran;
    size_t dimensions[DIMENSIONS_MAX];
    size_t dimension_count;
    bool has_descr, has_order, has_shape;
};

static enum mm_status fail_header(const struct scanner *scanner, const char *what) {
    return mm_fail_at(scanner->error, MM_DATA, scanner->file, 0, 0, "malformed NPY header: %s", what);
}

static void skip_blanks(struct scanner *scanner) {
    while (scanner->at < scanner->end && (*scanner->at == ' ' || *scanner->at == '\n' || *scanner->at == '\t')) {
        scanner->at++;
    }
}

/* Passes over BYTE, blanks before it allowed. */
static bool take(struct scanner *scanner, char byte) {
    skip_blanks(scanner);
    if (scanner->at == scanner->end || *scanner->at != byte) return false;
    scanner->at++;
    return true;
}

static bool take_word(struct scanner *scanner, const char *word) {
    size_t length = strlen(word);
    skip_blanks(scanner);
    if ((size_t)(scanner->end - scanner->at) < length || memcmp(scanner->at, word, length) != 0) return false;
    scanner->at += length;
    return true;
}

/* A string in either quote, without escapes, which keys and simple types have none of. */
static bool take_string(struct scanner *scanner, struct mm_span *string) {
    char quote = take(scanner, '\'') ? '\'' : '"';
    if (quote == '"' && !take(scanner, '"')) return false;
    const char *close = memchr(scanner->at, quote, (size_t)(scanner->end - scanner->at));
    if (close == NULL) return false;
    *string = (struct mm_span){scanner->at, (size_t)(close - scanner->at)};
    scanner->at = close + 1;
    return memchr(string->text, '\\', string->length) == NULL;
}

static enum mm_status fail_type(const struct scanner *scanner, struct mm_span type, const char *kind) {
    int shown = type.length < TYPE_SHOWN ? (int)type.length : TYPE_SHOWN;
    return mm_fail_at(scanner->error, MM_DATA, scanner->file, 0, 0,
                      "element type %.*s%s (%s): only real numbers and booleans of at most 64 bits can be read", shown,
                      type.text, type.length > TYPE_SHOWN ? "..." : "", kind);
}

static enum mm_status scan_descr(struct scanner *scanner, struct header *header) {
    skip_blanks(scanner);
    if (scanner->at < scanner->end && (*scanner->at == '[' || *scanner->at == '(' || *scanner->at == '{')) {
        return fail_type(scanner, (struct mm_span){scanner->at, (size_t)(scanner->end - scanner->at)}, "structured");
    }
    if (!take_string(scanner, &header->descr)) return fail_header(scanner, "'descr' is no string");
    header->has_descr = true;
    return MM_OK;
}

static enum mm_status scan_order(struct scanner *scanner, struct header *header) {
    header->fortran = take_word(scanner, "True");
    if (!header->fortran && !take_word(scanner, "False")) {
        return fail_header(scanner, "'fortran_order' is neither True nor False");
    }
    header->has_order = true;
    return MM_OK;
}

static bool take_size(struct scanner *scanner, size_t *size) {
    skip_blanks(scanner);
    const char *start = scanner->at;
    for (*size = 0; scanner->at < scanner->end && *scanner->at >= '0' && *scanner->at <= '9'; scanner->at++) {
        if (__builtin_mul_overflow(*size, 10, size) ||
            __builtin_add_overflow(*size, (size_t)(*scanner->at - '0'), size)) {
            return false;
        }
    }
    bool digits = scanner->at > start;
    take(scanner, 'L'); /* Python 2 wrote long integers so */
    return digits;
}

static enum mm_status scan_shape(struct scanner *scanner, struct header *header) {
    header->dimension_count = 0;
    bool comma = true;
    if (!take(scanner, '(')) return fail_header(scanner, "'shape' is no tuple");
    while (!take(scanner, ')')) {
        if (!comma || header->dimension_count == DIMENSIONS_MAX) return fail_header(scanner, "bad 'shape'");
        if (!take_size(scanner, &header->dimensions[header->dimension_count++])) {
            return fail_header(scanner, "'shape' has a size that is no number, or too large");
        }
        comma = take(scanner, ',');
    }
    /* (5) is a number in Python, not a tuple. */
    if (header->dimension_count == 1 && !comma) return fail_header(scanner, "'shape' is no tuple");
    header->has_shape = true;
    return MM_OK;
}

static enum mm_status scan_dictionary(struct scanner *scanner, struct header *header) {
    bool comma = true;
    if (!take(scanner, '{')) return fail_header(scanner, "no dictionary");
    while (!take(scanner, '}')) {
        struct mm_span key;
        if (!comma || !take_string(scanner, &key) || !take(scanner, ':')) return fail_header(scanner, "no key");
        if (mm_span_is(key, "descr") && !header->has_descr) {
            MM_TRY(scan_descr(scanner, header));
        } else if (mm_span_is(key, "fortran_order") && !header->has_order) {
            MM_TRY(scan_order(scanner, header));
        } else if (mm_span_is(key, "shape") && !header->has_shape) {
            MM_TRY(scan_shape(scanner, header));
        } else {
            return fail_header(scanner, "an unknown key, or one that stands twice");
        }
        comma = take(scanner, ',');
    }
    skip_blanks(scanner);
    if (scanner->at != scanner->end) return fail_header(scanner, "text after the dictionary");
    if (!header->has_descr || !header->has_order || !header->has_shape) return fail_header(scanner, "a key is missing");
    return MM_OK;
}

static const char *kind_name(char kind) {
    switch (kind) {
    case 'c':
        return "complex";
    case 'O':
        return "Python objects";
    case 'U':
    case 'S':
    case 'a':
        return "text";
    case 'M':
    case 'm':
        return "time";
    case 'V':
        return "raw bytes";
    default:
        return "not known here";
    }
}

/* "<f4": byte order, kind, width. */
static enum mm_status element_type(const struct scanner *scanner, struct mm_span descr, struct mm_array *array) {
    if (descr.length < 2) return fail_type(scanner, descr, "not known here");
    char order = descr.text[0], kind = descr.text[1];
    size_t width = 0;
    bool known = descr.length == 3 && memchr("<>=|", order, 4) != NULL;
    if (known) width = (size_t)(descr.text[2] - '0');
    known = known && mm_element_of_npy(kind, width, &array->element) && (order != '|' || width == 1);
    if (!known) return fail_type(scanner, descr, kind_name(kind));
    array->big_endian = order == '>' || (order == '=' && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__);
    return MM_OK;
}

static enum mm_status read_fully(struct mm_source *source, void *buffer, size_t size, struct mm_error *error) {
    size_t filled = 0;
    while (filled < size) {
        size_t got = 0;
        MM_TRY(mm_source_read(source, (char *)buffer + filled, size - filled, &got, error));
        if (got == 0) return mm_fail_at(error, MM_DATA, mm_source_name(source), 0, 0, "truncated NPY header");
        filled += got;
    }
    return MM_OK;
}

static enum mm_status parse_dictionary(struct scanner *scanner, struct mm_array *array) {
    struct header header = {0};
    MM_TRY(scan_dictionary(scanner, &header));
    MM_TRY(element_type(scanner, header.descr, array));
    array->fortran = header.fortran;
    return mm_array_shape(array, header.dimensions, header.dimension_count, scanner->file, scanner->error);
}

enum mm_status mm_npy_read_header(struct mm_source *source, struct mm_array *array, struct mm_error *error) {
    const char *file = mm_source_name(source);
    unsigned char start[12]; /* magic, version, and a length of two bytes (version 1) or four */
    MM_TRY(read_fully(source, start, 10, error));
    if (memcmp(start, "\x93NUMPY", 6) != 0) return mm_fail_at(error, MM_DATA, file, 0, 0, "not an NPY file");
    if (start[6] < 1 || start[6] > 3 || start[7] != 0) {
        return mm_fail_at(error, MM_DATA, file, 0, 0, "NPY version %d.%d is not known", start[6], start[7]);
    }
    size_t length = (size_t)start[8] | (size_t)start[9] << 8;
    if (start[6] > 1) {
        MM_TRY(read_fully(source, start + 10, 2, error));
        length |= (size_t)start[10] << 16 | (size_t)start[11] << 24;
    }
    if (length > HEADER_MAX) return mm_fail_at(error, MM_DATA, file, 0, 0, "NPY header of %zu bytes", length);

    char *text = mm_new(length, 1);
    if (text == NULL) return mm_fail_memory(error);
    enum mm_status status = read_fully(source, text, length, error);
    struct scanner scanner = {text, text + length, file, error};
    if (status == MM_OK) status = parse_dictionary(&scanner, array);
    free(text);
    return status;
}

enum mm_status mm_npy_open(struct mm_reader **reader, struct mm_source *source, const struct mm_read_options *options,
                           struct mm_error *error) {
    struct mm_array array = {0};
    MM_TRY(mm_npy_read_header(source, &array, error));
    return mm_array_open(reader, source, &array, MM_FORMAT_NPY, options, error);
}
