/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tells formats apart by content and forwards to the one that was found. */
#include "io/reader.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/reader_format.h"

enum {
    SAFETENSORS_START = 9,              /* the length of its header and the brace after it */
    SAFETENSORS_HEADER_MAX = 100000000, /* what its own specification allows */
    BLANKS_MAX = 65536                  /* blanks before a JSON value; more of them are a (blank) table */
};

struct view {
    const unsigned char *bytes;
    size_t size;
};

static enum mm_status look(struct mm_source *source, size_t size, struct view *view, struct mm_error *error) {
    if (view->size >= size) return MM_OK;
    return mm_source_peek(source, size, &view->bytes, &view->size, error);
}

static bool begins_with(const struct view *view, const char *magic, size_t length) {
    return view->size >= length && memcmp(view->bytes, magic, length) == 0;
}

static bool is_safetensors(const struct view *view) {
    if (view->size < SAFETENSORS_START || view->bytes[8] != '{') return false;
    uint64_t length = 0;
    for (size_t i = 8; i-- > 0;) length = length << 8 | view->bytes[i];
    return length >= 2 && length <= SAFETENSORS_HEADER_MAX;
}

/* The bare number that JSON has for an infinity, alone: any other bare number is CSV as well. */
static bool is_lone_infinity(const struct view *view, size_t at) {
    size_t left = view->size - at, sign = view->bytes[at] == '-';
    const char *text = (const char *)view->bytes + at + sign;
    return left == sign + 6 && memcmp(text, "1e999\n", 6) == 0;
}

/* Sets *JSON when the first byte after a byte order mark and blanks opens an array or an object. */
static enum mm_status look_for_json(struct mm_source *source, struct view *view, bool *json, struct mm_error *error) {
    *json = false;
    if (view->bytes[0] == 0xef) MM_TRY(look(source, 3, view, error));
    size_t at = begins_with(view, "\xef\xbb\xbf", 3) ? 3 : 0;
    while (at < BLANKS_MAX) {
        MM_TRY(look(source, at + 1, view, error));
        if (at >= view->size) return MM_OK;
        unsigned char byte = view->bytes[at];
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r') {
            *json = byte == '[' || byte == '{' || is_lone_infinity(view, at);
            return MM_OK;
        }
        at++;
    }
    return MM_OK;
}

/* Asks for no more bytes than a decision needs, so that the first rows of a slow pipe are not held back. */
static enum mm_status detect(struct mm_source *source, enum mm_format *format, struct mm_error *error) {
    struct view view = {NULL, 0};
    MM_TRY(look(source, 1, &view, error));
    if (view.size == 0) return mm_fail_at(error, MM_DATA, mm_source_name(source), 0, 0, "no input");

    if (view.bytes[0] == 0x93 || view.bytes[0] == 'P') {
        MM_TRY(look(source, 2, &view, error));
        if (view.bytes[0] == 0x93 || (view.size > 1 && view.bytes[1] == 'K')) MM_TRY(look(source, 6, &view, error));
    }
    /* The upper half of a header length is zero, which no text has in it. */
    if (view.size < 5 && memchr(view.bytes, '\n', view.size) == NULL) MM_TRY(look(source, 5, &view, error));
    if (view.size >= 5 && view.bytes[4] == 0) MM_TRY(look(source, SAFETENSORS_START, &view, error));

    bool json = false;
    /* A file cut short within its magic number is an NPY file, too, and no text. */
    if (memcmp(view.bytes, "\x93NUMPY", view.size < 6 ? view.size : 6) == 0) {
        *format = MM_FORMAT_NPY;
    } else if (begins_with(&view, "PK\x03\x04", 4) || begins_with(&view, "PK\x05\x06", 4)) {
        *format = MM_FORMAT_NPZ;
    } else if (is_safetensors(&view)) {
        *format = MM_FORMAT_SAFETENSORS;
    } else {
        MM_TRY(look_for_json(source, &view, &json, error));
        *format = json ? MM_FORMAT_JSON : MM_FORMAT_CSV;
    }
    return MM_OK;
}

static enum mm_status open_format(struct mm_reader **reader, struct mm_source *source, enum mm_format format,
                                  const char *part, const struct mm_read_options *options, struct mm_error *error) {
    bool document = format != MM_FORMAT_CSV && format != MM_FORMAT_TSV && format != MM_FORMAT_NPY;
    if (part != NULL && !document) {
        return mm_fail_at(error, MM_USAGE, mm_source_name(source), 0, 0, "no part '%s': %s holds a single table", part,
                          format == MM_FORMAT_NPY ? "an NPY file" : "text");
    }
    switch (format) {
    case MM_FORMAT_CSV:
    case MM_FORMAT_TSV:
        return mm_csv_open(reader, source, options, error);
    case MM_FORMAT_JSON:
    case MM_FORMAT_JSONL:
        return mm_json_open(reader, source, part, options, error);
    case MM_FORMAT_NPY:
        return mm_npy_open(reader, source, options, error);
    case MM_FORMAT_NPZ:
        return mm_npz_open(reader, source, part, options, error);
    case MM_FORMAT_SAFETENSORS:
        return mm_safetensors_open(reader, source, part, options, error);
    case MM_FORMAT_AUTO:
    case MM_FORMAT_TABLE:
        break;
    }
    return mm_fail(error, MM_USAGE, "a table laid out for people cannot be read back");
}

enum mm_status mm_reader_open(struct mm_reader **reader, struct mm_source *source, const char *part,
                              const struct mm_read_options *options, struct mm_error *error) {
    *reader = NULL;
    /* Detection also tells an empty input, which is an error in every format. */
    enum mm_format found = MM_FORMAT_AUTO;
    enum mm_status status = detect(source, &found, error);
    if (status == MM_OK) {
        enum mm_format format = options->format != MM_FORMAT_AUTO ? options->format : found;
        status = open_format(reader, source, format, part, options, error);
    }
    if (status != MM_OK) {
        mm_source_close(source);
        *reader = NULL;
        return status;
    }
    (*reader)->source = source;
    (*reader)->options = options;
    return MM_OK;
}

void mm_reader_close(struct mm_reader *reader) {
    if (reader == NULL) return;
    struct mm_source *source = reader->source;
    mm_schema_free(&reader->schema);
    mm_strings_free(&reader->parts);
    free(reader->requests);
    reader->operations->close(reader);
    mm_source_close(source);
}

const struct mm_schema *mm_reader_schema(const struct mm_reader *reader) {
    return &reader->schema;
}

enum mm_format mm_reader_format(const struct mm_reader *reader) {
    return reader->format;
}

int mm_reader_delimiter(const struct mm_reader *reader) {
    return reader->delimiter;
}

const char *mm_reader_name(const struct mm_reader *reader) {
    return mm_source_name(reader->source);
}

enum mm_status mm_reader_request(struct mm_reader *reader, const struct mm_request *requests, size_t count,
                                 struct mm_error *error) {
    if (reader->started) return mm_fail(error, MM_USAGE, "columns chosen after rows were read");
    size_t wanted = requests != NULL ? count : reader->schema.count;
    for (size_t i = 0; requests != NULL && i < count; i++) {
        if (requests[i].column >= reader->schema.count) {
            return mm_fail_at(error, MM_USAGE, mm_reader_name(reader), 0, 0, "no column %zu: there are %zu",
                              requests[i].column + 1, reader->schema.count);
        }
    }
    struct mm_request *copy = mm_new(wanted, sizeof *copy);
    if (copy == NULL) return mm_fail_memory(error);
    for (size_t i = 0; i < wanted; i++) {
        copy[i] = requests != NULL ? requests[i] : (struct mm_request){i, reader->schema.columns[i].kind};
    }
    free(reader->requests);
    reader->requests = copy;
    reader->request_count = wanted;
    return reader->operations->request != NULL ? reader->operations->request(reader, error) : MM_OK;
}

enum mm_status mm_reader_next(struct mm_reader *reader, struct mm_block *block, struct mm_error *error) {
    memset(block, 0, sizeof *block);
    if (reader->requests == NULL) MM_TRY(mm_reader_request(reader, NULL, 0, error));
    reader->started = true;
    return reader->operations->next(reader, block, error);
}

size_t mm_reader_missing(const struct mm_reader *reader) {
    return reader->missing;
}

const struct mm_strings *mm_reader_parts(const struct mm_reader *reader) {
    return &reader->parts;
}
