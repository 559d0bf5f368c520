/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows one after another: arrays, objects or single values, inside an array or as JSON Lines. */
#include <string.h>

#include "base/number.h"
#include "io/json_reader.h"

static enum mm_status fail_nested(struct mm_json_reader *reader, const struct mm_json_token *token) {
    if (token->mark != '[') return mm_json_expect(&reader->scan, token, MM_TOKEN_NUMBER, "a number or text");
    return mm_json_fail(&reader->scan, token->text, "an array inside row %zu: more than the two dimensions of a table",
                        reader->base.row + 1);
}

static enum mm_status read_array(struct mm_json_reader *reader) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    bool defining = reader->sampling && !reader->begun;
    struct mm_json_output *out = &reader->out;
    double *numbers = out->plain ? out->numbers + out->rows * out->number_columns : NULL;
    size_t count = 0;
    MM_TRY(mm_json_next(scan, &token));
    while (token.mark != ']') {
        /* The quick way through a matrix; whatever it does not take goes the other way. */
        if (numbers != NULL && token.mark == MM_TOKEN_NUMBER && count < reader->cell_count &&
            mm_parse_number(token.text, token.length, &numbers[count]) == MM_NUMBER_OK) {
            count++;
            MM_TRY(mm_json_pass_comma(scan, &token, ']'));
            continue;
        }
        if (!mm_json_is_scalar(&token)) return fail_nested(reader, &token);
        if (defining && !mm_json_add_cell(reader)) return mm_fail_memory(scan->error);
        /* Values too many are only counted. */
        if (count < reader->cell_count) MM_TRY(mm_json_read_cell(reader, scan, count, &token));
        count++;
        MM_TRY(mm_json_pass_comma(scan, &token, ']'));
    }
    if (count == reader->cell_count) return MM_OK;
    return mm_json_fail(scan, token.text, "row %zu has %zu values, but the first row has %zu", reader->base.row + 1,
                        count, reader->cell_count);
}

/* Which cell a key stands for. GUESS is right where objects keep their order. In the first row new keys make cells. */
static enum mm_status find_cell(struct mm_json_reader *reader, const struct mm_json_token *key, size_t guess,
                                size_t *cell) {
    struct mm_json_scan *scan = &reader->scan;
    const struct mm_strings *names = &reader->keys.names;
    struct mm_span key_text;
    MM_TRY(mm_json_token_text(reader, key, &key_text));
    const char *text = key_text.text;
    size_t length = key_text.length;
    /* A key has no NUL, so that strncmp ends with the shorter one. */
    if (guess < names->count && strncmp(names->items[guess], text, length) == 0 && names->items[guess][length] == '\0')
        *cell = guess;
    else
        *cell = mm_json_keys_find(&reader->keys, text, length);
    if (*cell == names->count) {
        if (!reader->sampling || reader->begun)
            return mm_json_fail(scan, key->text - 1, "row %zu has a key that the first row has not: '%.*s'",
                                reader->base.row + 1, (int)length, text);
        if (!mm_json_keys_add(&reader->keys, text, length) || !mm_json_add_cell(reader))
            return mm_fail_memory(scan->error);
    }
    if (reader->seen[*cell].stamp == reader->stamp)
        return mm_json_fail(scan, key->text - 1, "key '%s' comes twice in row %zu", names->items[*cell],
                            reader->base.row + 1);
    reader->seen[*cell].stamp = reader->stamp;
    return MM_OK;
}

static enum mm_status read_object(struct mm_json_reader *reader) {
    struct mm_json_scan *scan = &reader->scan;
    struct mm_json_token token;
    size_t count = 0, cell = 0;
    reader->stamp++;
    MM_TRY(mm_json_next(scan, &token));
    while (token.mark != '}') {
        MM_TRY(mm_json_expect(scan, &token, MM_TOKEN_STRING, "a key"));
        MM_TRY(find_cell(reader, &token, count > 0 ? cell + 1 : 0, &cell));
        MM_TRY(mm_json_pass_colon(scan, &token));
        MM_TRY(mm_json_read_cell(reader, scan, cell, &token));
        count++;
        MM_TRY(mm_json_pass_comma(scan, &token, '}'));
    }
    if (count == reader->cell_count) return MM_OK;
    for (cell = 0; reader->seen[cell].stamp == reader->stamp; cell++)
        ;
    return mm_json_fail(scan, token.text, "row %zu lacks the key '%s'", reader->base.row + 1,
                        reader->keys.names.items[cell]);
}

/* Rows are of one kind. */
static enum mm_status check_shape(struct mm_json_reader *reader, const struct mm_json_token *token) {
    static const char *const one[] = {"an array", "an object", "a single value"};
    static const char *const many[] = {"arrays", "objects", "single values"};
    enum mm_json_shape found = token->mark == '['   ? MM_JSON_ARRAYS
                               : token->mark == '{' ? MM_JSON_OBJECTS
                                                    : MM_JSON_SCALARS;
    if (found == MM_JSON_SCALARS && !mm_json_is_scalar(token))
        return mm_json_expect(&reader->scan, token, MM_TOKEN_STRING, "a row");
    if (found == reader->shape) return MM_OK;
    return mm_json_fail(&reader->scan, mm_json_token_start(token), "row %zu is %s, but the rows before it are %s",
                        reader->base.row + 1, one[found], many[reader->shape]);
}

/* The first token of the next row; `done` when there is none. */
static enum mm_status find_row(struct mm_json_reader *reader, struct mm_json_token *token) {
    struct mm_json_scan *scan = &reader->scan;
    if (reader->container == MM_JSON_SINGLE && reader->begun) {
        reader->done = true;
        return MM_OK;
    }
    MM_TRY(mm_json_next(scan, token));
    if (reader->container == MM_JSON_LINES && token->mark == MM_TOKEN_END) {
        reader->done = true;
        return MM_OK;
    }
    if (reader->container == MM_JSON_IN_ARRAY && reader->begun) {
        if (token->mark == ']') {
            if (reader->whole) {
                MM_TRY(mm_json_next(scan, token));
                if (token->mark != MM_TOKEN_END)
                    return mm_json_fail(scan, mm_json_token_start(token),
                                        "more input after the array (rows that are one array a line: --from=jsonl)");
            }
            reader->done = true;
            return MM_OK;
        }
        MM_TRY(mm_json_expect(scan, token, ',', "',' or ']'"));
        MM_TRY(mm_json_next(scan, token));
    }
    return check_shape(reader, token);
}

enum mm_status mm_json_read_row(struct mm_json_reader *reader) {
    struct mm_json_token token;
    if (reader->shape == MM_JSON_COLUMNS) return mm_json_read_across(reader);
    MM_TRY(find_row(reader, &token));
    if (reader->done) return MM_OK;
    MM_TRY(mm_json_start_row(reader, reader->sampling ? 0 : mm_json_line(&reader->scan)));
    if (reader->shape == MM_JSON_ARRAYS) {
        MM_TRY(read_array(reader));
    } else if (reader->shape == MM_JSON_OBJECTS) {
        MM_TRY(read_object(reader));
    } else {
        if (reader->cell_count == 0 && !mm_json_add_cell(reader)) return mm_fail_memory(reader->scan.error);
        MM_TRY(mm_json_read_cell(reader, &reader->scan, 0, &token));
    }
    mm_json_end_row(reader);
    reader->begun = true;
    return MM_OK;
}

size_t mm_json_progress(const struct mm_json_reader *reader) {
    return reader->shape == MM_JSON_COLUMNS ? reader->across : mm_json_tell(&reader->scan);
}

static enum mm_status report(const struct mm_json_reader *reader, struct mm_error *error) {
    if (error != NULL) *error = reader->failure;
    return reader->failure.status;
}

enum mm_status mm_json_next_block(struct mm_reader *base, struct mm_block *block, struct mm_error *error) {
    struct mm_json_reader *reader = (struct mm_json_reader *)base;
    struct mm_json_scan *scan = &reader->scan;
    if (reader->failure.status != MM_OK) return report(reader, error);
    scan->error = &reader->failure;
    mm_json_start_block(reader);
    size_t start = mm_json_progress(reader);
    while (!reader->done) {
        const unsigned char *here = scan->at;
        if (reader->out.rows > 0) {
            if (mm_json_progress(reader) - start >= MM_JSON_BLOCK) break;
            scan->checkpoint = here;
        }
        enum mm_status status = mm_json_read_row(reader);
        scan->checkpoint = NULL;
        if (status == MM_NEGATIVE) {
            scan->at = here;
            break;
        }
        /* Rows before an error are given out first: how many these are shall not depend on how the input is cut. */
        if (status != MM_OK) {
            reader->failure.status = status;
            if (reader->out.rows > 0) break;
            return report(reader, error);
        }
    }
    mm_json_fill_block(reader, block);
    return MM_OK;
}
