/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a JSON input is: rows, columns, or a document, and where in it the rows are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/json_reader.h"

/* A member of an object: a scalar, a flat array, or anything else. */
struct member {
    size_t start; /* of the value */
    size_t first; /* of a flat array's first value */
    size_t count; /* values in a flat array */
    bool scalar, flat;
};

struct survey {
    struct mm_json_keys keys;
    struct member *members;
    size_t capacity;
    size_t scalars, flats;
    bool even; /* flat arrays are of equal length */
};

static void free_survey(struct survey *survey) {
    mm_json_keys_free(&survey->keys);
    free(survey->members);
}

/* Passes over an array, counting its values; *FLAT if all are scalars. The bracket was passed. */
static enum mm_status survey_array(struct mm_json_scan *scan, struct member *member) {
    struct mm_json_token token;
    member->first = mm_json_tell(scan);
    member->count = 0;
    member->flat = true;
    MM_TRY(mm_json_next(scan, &token));
    while (token.mark != ']') {
        if (!mm_json_is_scalar(&token)) member->flat = false;
        MM_TRY(mm_json_skip(scan, &token));
        member->count++;
        MM_TRY(mm_json_pass_comma(scan, &token, ']'));
    }
    return MM_OK;
}

static enum mm_status add_key(struct mm_json_reader *reader, struct survey *survey, const struct mm_json_token *key) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_span name;
    size_t count = survey->keys.names.count;
    MM_TRY(mm_json_token_text(reader, key, &name));
    if (mm_json_keys_find(&survey->keys, name.text, name.length) < count)
        return mm_json_fail(scan, key->text - 1, "key '%.*s' comes twice in an object", (int)name.length, name.text);
    if (!mm_json_keys_add(&survey->keys, name.text, name.length) ||
        !mm_grow(&survey->members, &survey->capacity, count, 1, sizeof *survey->members))
        return mm_fail_memory(scan->error);
    return MM_OK;
}

/* Passes over an object, whose brace was passed, and lists its members. */
static enum mm_status survey_object(struct mm_json_reader *reader, struct survey *survey) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    size_t count = 0;
    survey->even = true;
    MM_TRY(mm_json_next(scan, &token));
    while (token.mark != '}') {
        MM_TRY(mm_json_expect(scan, &token, MM_TOKEN_STRING, "a key"));
        MM_TRY(add_key(reader, survey, &token));
        struct member *member = &survey->members[count++];
        MM_TRY(mm_json_pass_colon(scan, &token));
        *member = (struct member){.start = mm_json_token_place(scan, &token)};
        if (token.mark == '[') {
            MM_TRY(survey_array(scan, member));
        } else {
            member->scalar = mm_json_is_scalar(&token);
            MM_TRY(mm_json_skip(scan, &token));
        }
        survey->scalars += member->scalar;
        survey->flats += member->flat;
        if (member->flat && member->count != survey->members[0].count) survey->even = false;
        MM_TRY(mm_json_pass_comma(scan, &token, '}'));
    }
    return MM_OK;
}

/* Rows as SHAPE and CONTAINER, the first of them at START. */
static enum mm_status set_rows(struct mm_json_reader *reader, enum mm_json_shape shape,
                               enum mm_json_container container, size_t start) {
    reader->shape = shape;
    reader->container = container;
    mm_json_seek(&reader->scan, start);
    return MM_OK;
}

/* The shape of rows that begin with TOKEN. */
static enum mm_json_shape shape_of(const struct mm_json_token *token) {
    return token->mark == '[' ? MM_JSON_ARRAYS : token->mark == '{' ? MM_JSON_OBJECTS : MM_JSON_SCALARS;
}

static enum mm_status set_columns(struct mm_json_reader *reader, struct survey *survey) {
    size_t count = survey->keys.names.count;
    size_t *starts = mm_new(count, sizeof *starts);
    if (starts == NULL) return mm_fail_memory(reader->scan.error);
    for (size_t i = 0; i < count; i++) starts[i] = survey->members[i].first;
    reader->keys = survey->keys;
    survey->keys = (struct mm_json_keys){0};
    return mm_json_open_columns(reader, starts, survey->members[0].count);
}

/* A record or columns; *FOUND is false if the object is neither. */
static enum mm_status set_table(struct mm_json_reader *reader, struct survey *survey, size_t start, bool *found) {
    size_t count = survey->keys.names.count;
    *found = true;
    if (survey->scalars == count) return set_rows(reader, MM_JSON_OBJECTS, MM_JSON_SINGLE, start);
    if (survey->flats == count && survey->even) return set_columns(reader, survey);
    *found = false;
    return MM_OK;
}

/* Rows inside an array, whose bracket was passed, by what its first value is. */
static enum mm_status set_array(struct mm_json_reader *reader) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    size_t start = mm_json_tell(scan);
    MM_TRY(mm_json_next(scan, &token));
    if (token.mark == ']') return mm_json_fail(scan, token.text, "no rows: the array is empty");
    return set_rows(reader, shape_of(&token), MM_JSON_IN_ARRAY, start);
}

static enum mm_status set_part(struct mm_json_reader *reader, const struct survey *document, size_t index) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    size_t start = document->members[index].start;
    mm_json_seek(scan, start);
    MM_TRY(mm_json_next(scan, &token));
    if (token.mark == '[') return set_array(reader);
    if (token.mark != '{') return set_rows(reader, MM_JSON_SCALARS, MM_JSON_SINGLE, start);
    bool found;
    const void *brace = token.text; /* the window stays, for all of the input is in it */
    struct survey survey = {0};
    enum mm_status status = survey_object(reader, &survey);
    if (status == MM_OK) status = set_table(reader, &survey, start, &found);
    if (status == MM_OK && !found)
        status =
            mm_json_fail(scan, brace, "part '%s' is itself a document of parts", document->keys.names.items[index]);
    free_survey(&survey);
    return status;
}

/* "WHAT: u, s, vt". */
static enum mm_status fail_parts(struct mm_json_reader *reader, const struct mm_strings *names, const char *what) {
    struct mm_buffer list = {0};
    for (size_t i = 0; i < names->count; i++) mm_buffer_printf(&list, "%s%s", i > 0 ? ", " : "", names->items[i]);
    enum mm_status status = list.failed ? mm_fail_memory(reader->scan.error)
                                        : mm_fail_at(reader->scan.error, MM_USAGE, reader->scan.file, 0, 0, "%s: %s",
                                                     what, list.text != NULL ? list.text : "");
    mm_buffer_free(&list);
    return status;
}

static enum mm_status find_part(struct mm_json_reader *reader, const struct survey *survey, const char *part,
                                size_t *index) {
    const struct mm_strings *names = &survey->keys.names;
    *index = mm_json_keys_find(&survey->keys, part, strlen(part));
    if (*index < names->count) return MM_OK;
    const char *near = mm_nearest_name(part, (const char *const *)names->items, names->count);
    if (near != NULL)
        return mm_fail_at(reader->scan.error, MM_USAGE, reader->scan.file, 0, 0,
                          "unknown part '%s'; did you mean '%s'?", part, near);
    char what[128];
    snprintf(what, sizeof what, "unknown part '%.80s'; there are", part);
    return fail_parts(reader, names, what);
}

/* One object is all of the input, or the first of several rows. */
static enum mm_status open_object(struct mm_json_reader *reader, struct survey *survey, size_t start,
                                  const char *part) {
    bool end, found = false;
    MM_TRY(survey_object(reader, survey));
    MM_TRY(mm_json_at_end(&reader->scan, &end));
    if (!end) {
        reader->base.format = MM_FORMAT_JSONL;
        return set_rows(reader, MM_JSON_OBJECTS, MM_JSON_LINES, start);
    }
    if (part == NULL) MM_TRY(set_table(reader, survey, start, &found));
    if (found) return MM_OK;
    size_t index = 0;
    if (part != NULL) MM_TRY(find_part(reader, survey, part, &index));
    /* Columns that were meant to be a table are told why they are none. */
    if (part == NULL && survey->keys.names.count > 1)
        return fail_parts(reader, &survey->keys.names,
                          survey->flats == survey->keys.names.count
                              ? "arrays of different lengths are parts, choose one as FILE#NAME"
                              : "several parts, choose one as FILE#NAME");
    if (!mm_strings_copy(&reader->base.parts, &survey->keys.names)) return mm_fail_memory(reader->scan.error);
    return set_part(reader, survey, index);
}

/* An array of single values is one column, or the first of several rows. Only its end tells, so that a very long one is
 * taken for a column. */
static enum mm_status open_flat_array(struct mm_json_reader *reader, size_t start) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    size_t first = mm_json_tell(scan);
    bool end = true;
    do {
        MM_TRY(mm_json_next(scan, &token));
    } while ((token.mark == ',' || mm_json_is_scalar(&token)) && mm_json_tell(scan) - start < MM_JSON_LOOK);
    if (token.mark == ']') MM_TRY(mm_json_at_end(scan, &end));
    if (end) return set_rows(reader, MM_JSON_SCALARS, MM_JSON_IN_ARRAY, first);
    reader->base.format = MM_FORMAT_JSONL;
    return set_rows(reader, MM_JSON_ARRAYS, MM_JSON_LINES, start);
}

static enum mm_status open_value(struct mm_json_reader *reader, size_t start) {
    bool end;
    MM_TRY(mm_json_at_end(&reader->scan, &end));
    if (!end) reader->base.format = MM_FORMAT_JSONL;
    return set_rows(reader, MM_JSON_SCALARS, end ? MM_JSON_SINGLE : MM_JSON_LINES, start);
}

/* Every value is a row. */
static enum mm_status open_lines(struct mm_json_reader *reader, const struct mm_json_token *token, size_t start) {
    reader->base.format = MM_FORMAT_JSONL;
    return set_rows(reader, shape_of(token), MM_JSON_LINES, start);
}

enum mm_status mm_json_open_input(struct mm_json_reader *reader, const char *part) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    scan->hold = scan->at;
    size_t start = mm_json_tell(scan);
    MM_TRY(mm_json_next(scan, &token));
    reader->base.format = MM_FORMAT_JSON;
    if (token.mark == MM_TOKEN_END) return mm_json_fail(scan, token.text, "no input");
    bool lines = reader->base.options->format == MM_FORMAT_JSONL;
    if (token.mark == '{' && !lines) {
        struct survey survey = {0};
        enum mm_status status = open_object(reader, &survey, start, part);
        free_survey(&survey);
        MM_TRY(status);
    } else if (lines) {
        MM_TRY(open_lines(reader, &token, start));
    } else if (token.mark == '[') {
        reader->whole = true;
        MM_TRY(set_array(reader));
        if (reader->shape == MM_JSON_SCALARS) MM_TRY(open_flat_array(reader, start));
    } else {
        MM_TRY(mm_json_skip(scan, &token));
        MM_TRY(open_value(reader, start));
    }
    if (part != NULL && reader->base.parts.count == 0)
        return mm_fail_at(scan->error, MM_USAGE, scan->file, 0, 0, "no part '%s': the input is a single table", part);
    return MM_OK;
}
