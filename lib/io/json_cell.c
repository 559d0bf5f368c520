/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of JSON rows: converted as requested, checked for missing values, and laid out in a block. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/json_reader.h"
#include "io/json_tree.h"

/* The texts of a block must not move while it grows, hence a list of chunks; the newest is the largest. */
struct mm_json_chunk {
    struct mm_json_chunk *older;
    size_t size, used;
    char bytes[];
};

static void free_chunks(struct mm_json_chunk *chunk) {
    while (chunk != NULL) {
        struct mm_json_chunk *older = chunk->older;
        free(chunk);
        chunk = older;
    }
}

/* A copy of a text that holds as long as the block. */
static enum mm_status keep_text(struct mm_json_reader *reader, const char *text, size_t length, struct mm_span *span) {
    enum { FIRST = 64 * 1024 };
    struct mm_json_chunk *chunk = reader->out.chunk;
    if (chunk == NULL || chunk->size - chunk->used < length) {
        size_t size = chunk == NULL ? FIRST : 2 * chunk->size;
        if (size < length) size = length;
        struct mm_json_chunk *newer = malloc(sizeof *newer + size);
        if (newer == NULL) return mm_fail_memory(reader->scan.error);
        *newer = (struct mm_json_chunk){.older = chunk, .size = size};
        reader->out.chunk = chunk = newer;
    }
    char *copy = chunk->bytes + chunk->used;
    if (length > 0) memcpy(copy, text, length);
    chunk->used += length;
    *span = (struct mm_span){copy, length};
    return MM_OK;
}

bool mm_json_add_cell(struct mm_json_reader *reader) {
    if (!mm_grow(&reader->seen, &reader->cell_capacity, reader->cell_count, 1, sizeof *reader->seen)) return false;
    reader->seen[reader->cell_count++] = (struct mm_json_cell_seen){0};
    reader->label_cell = reader->cell_count;
    return true;
}

/* The column of the schema that a cell is in; the label is none of them. */
static size_t column_of(const struct mm_json_reader *reader, size_t cell) {
    return cell > reader->label_cell ? cell - 1 : cell;
}

/* How an error calls the column: by its name, or by its number where there are no names. */
static const char *column_name(const struct mm_json_reader *reader, size_t cell, char *buffer, size_t size) {
    if (cell == reader->label_cell) return reader->base.schema.label_name;
    size_t column = column_of(reader, cell);
    if (reader->base.schema.named) return reader->base.schema.columns[column].name;
    snprintf(buffer, size, "%zu", column + 1);
    return reader->cell_count > 1 ? buffer : "";
}

static enum mm_status fail_cell(const struct mm_json_reader *reader, const struct mm_json_scan *scan, size_t cell,
                                const struct mm_json_token *token, bool missing, bool overflow) {
    char buffer[32];
    size_t line, column;
    const char *name = column_name(reader, cell, buffer, sizeof buffer);
    mm_json_place(scan, mm_json_token_start(token), &line, &column);
    if (missing) return mm_fail_missing(reader->scan.error, scan->file, line, column, name);
    return mm_fail_cell(reader->scan.error, scan->file, line, column, name, token->text, token->length, overflow);
}

/* An object or array where a cell is wanted. Where it is not wanted it is passed over. */
static enum mm_status read_nested(struct mm_json_reader *reader, struct mm_json_scan *scan, size_t cell,
                                  const struct mm_json_token *token) {
    bool wanted = !reader->sampling && (cell == reader->label_cell || reader->out.first[cell] > 0);
    if (wanted && (token->mark == '[' || token->mark == '{')) {
        char buffer[32];
        return mm_json_fail(scan, token->text, "%s where a number or text is expected (column '%s'; -k chooses others)",
                            token->mark == '[' ? "an array" : "an object",
                            column_name(reader, cell, buffer, sizeof buffer));
    }
    if (reader->sampling) reader->seen[cell].text = true;
    return mm_json_skip(scan, token);
}

enum mm_status mm_json_token_text(struct mm_json_reader *reader, const struct mm_json_token *token,
                                  struct mm_span *text) {
    struct mm_buffer *decoded = &reader->out.decoded;
    *text = (struct mm_span){token->text, token->length};
    if (!token->escaped) return MM_OK;
    mm_buffer_clear(decoded);
    if (!mm_json_decode(decoded, token->text - 1, token->length + 2)) return mm_fail_memory(reader->scan.error);
    *text = (struct mm_span){decoded->text, decoded->length};
    return MM_OK;
}

static enum mm_status read_text(struct mm_json_reader *reader, const struct mm_json_token *token,
                                struct mm_span *span) {
    struct mm_span text;
    MM_TRY(mm_json_token_text(reader, token, &text));
    return keep_text(reader, text.text, text.length, span);
}

/* Null is missing, and so is what --na-tokens names; without it a string is text, whatever it says. */
static enum mm_status find_missing(struct mm_json_reader *reader, const struct mm_json_token *token, bool *missing) {
    struct mm_span text;
    *missing = token->mark == MM_TOKEN_NULL;
    if (*missing || reader->tokens.list.count == 0 || token->length == 0) return MM_OK;
    MM_TRY(mm_json_token_text(reader, token, &text));
    *missing = mm_is_missing(&reader->tokens, text.text, text.length);
    return MM_OK;
}

/* JSON has no infinity: 1e999 is written for it, and no other number that is too large is read as one. */
static bool is_infinity(const struct mm_json_token *token, double *value) {
    bool negative = *token->text == '-';
    if (token->length != 5 + (size_t)negative || memcmp(token->text + negative, "1e999", 5) != 0) return false;
    *value = negative ? -INFINITY : INFINITY;
    return true;
}

static enum mm_status put_missing(struct mm_json_reader *reader, const struct mm_json_scan *scan, size_t cell,
                                  const struct mm_json_token *token) {
    struct mm_json_output *out = &reader->out;
    if (reader->base.options->missing == MM_MISSING_FAIL) return fail_cell(reader, scan, cell, token, true, false);
    if (reader->base.options->missing == MM_MISSING_OMIT) out->drop = true;
    for (size_t i = out->first[cell]; i > 0; i = out->targets[i - 1].next) {
        const struct mm_json_target *target = &out->targets[i - 1];
        if (target->as == MM_NUMBER)
            out->numbers[out->rows * out->number_columns + target->slot] = NAN;
        else
            out->texts[out->rows * out->text_columns + target->slot] =
                target->as == MM_NUMERAL ? (struct mm_span){"nan", 3} : (struct mm_span){NULL, 0};
    }
    return MM_OK;
}

static enum mm_status put_number(struct mm_json_reader *reader, const struct mm_json_scan *scan, size_t cell,
                                 const struct mm_json_token *token) {
    struct mm_json_output *out = &reader->out;
    double value;
    bool large = mm_parse_number(token->text, token->length, &value) != MM_NUMBER_OK;
    bool infinite = large && is_infinity(token, &value);
    for (size_t i = out->first[cell]; i > 0; i = out->targets[i - 1].next) {
        const struct mm_json_target *target = &out->targets[i - 1];
        if (large && !infinite && target->as != MM_TEXT) return fail_cell(reader, scan, cell, token, false, true);
        if (target->as == MM_NUMBER) {
            out->numbers[out->rows * out->number_columns + target->slot] = value;
            continue;
        }
        /* As text an infinity is what every other format calls it. */
        struct mm_span *span = &out->texts[out->rows * out->text_columns + target->slot];
        if (infinite)
            *span = mm_span_of(value < 0 ? "-inf" : "inf");
        else
            MM_TRY(keep_text(reader, token->text, token->length, span));
    }
    return MM_OK;
}

static enum mm_status put_text(struct mm_json_reader *reader, const struct mm_json_scan *scan, size_t cell,
                               const struct mm_json_token *token) {
    struct mm_json_output *out = &reader->out;
    struct mm_span span = {NULL, 0};
    for (size_t i = out->first[cell]; i > 0; i = out->targets[i - 1].next) {
        const struct mm_json_target *target = &out->targets[i - 1];
        if (target->as != MM_TEXT) return fail_cell(reader, scan, cell, token, false, false);
        if (span.text == NULL) MM_TRY(read_text(reader, token, &span));
        out->texts[out->rows * out->text_columns + target->slot] = span;
    }
    return MM_OK;
}

/* A slow pipe may have settled a column as text before a number came that the sample would have held: whether it did
 * must not make a difference, so that this is an error either way. */
static enum mm_status check_kind(struct mm_json_reader *reader, struct mm_json_scan *scan, size_t cell,
                                 const struct mm_json_token *token) {
    const struct mm_json_cell_seen *seen = &reader->seen[cell];
    if (seen->number || mm_json_tell(scan) >= reader->sample_end) return MM_OK;
    char buffer[32];
    return mm_json_fail(scan, token->text, "the number %.*s in a column of text (column '%s')", (int)token->length,
                        token->text, column_name(reader, cell, buffer, sizeof buffer));
}

enum mm_status mm_json_read_cell(struct mm_json_reader *reader, struct mm_json_scan *scan, size_t cell,
                                 const struct mm_json_token *token) {
    if (!mm_json_is_scalar(token)) return read_nested(reader, scan, cell, token);
    bool missing;
    if (reader->sampling) {
        MM_TRY(find_missing(reader, token, &missing));
        if (missing) return MM_OK;
        reader->seen[cell].number |= token->mark == MM_TOKEN_NUMBER;
        reader->seen[cell].text |= token->mark != MM_TOKEN_NUMBER;
        return MM_OK;
    }
    if (cell == reader->label_cell) {
        struct mm_span *label = &reader->out.labels[reader->out.rows];
        if (token->mark == MM_TOKEN_NULL) return keep_text(reader, "", 0, label);
        return read_text(reader, token, label);
    }
    if (reader->out.first[cell] == 0) return MM_OK;
    if (token->mark != MM_TOKEN_NUMBER || reader->tokens.list.count > 0) {
        MM_TRY(find_missing(reader, token, &missing));
        if (missing) return put_missing(reader, scan, cell, token);
        if (token->mark != MM_TOKEN_NUMBER) return put_text(reader, scan, cell, token);
    }
    if (reader->seen[cell].text) MM_TRY(check_kind(reader, scan, cell, token));
    return put_number(reader, scan, cell, token);
}

enum mm_status mm_json_plan(struct mm_reader *base, struct mm_error *error) {
    struct mm_json_reader *reader = (struct mm_json_reader *)base;
    struct mm_json_output *out = &reader->out;
    free(out->targets);
    free(out->first);
    out->targets = mm_new(base->request_count, sizeof *out->targets);
    out->first = mm_new_zero(reader->cell_count, sizeof *out->first);
    if (out->targets == NULL || out->first == NULL) return mm_fail_memory(error);
    out->number_columns = out->text_columns = out->row_capacity = 0;
    for (size_t i = 0; i < base->request_count; i++) {
        const struct mm_request *request = &base->requests[i];
        size_t cell = request->column < reader->label_cell ? request->column : request->column + 1;
        size_t slot = request->as == MM_NUMBER ? out->number_columns++ : out->text_columns++;
        out->targets[i] = (struct mm_json_target){request->as, slot, out->first[cell]};
        out->first[cell] = i + 1;
    }
    out->plain = out->number_columns == reader->cell_count && out->text_columns == 0 && reader->tokens.list.count == 0;
    for (size_t i = 0; i < reader->cell_count && out->plain; i++)
        out->plain = base->requests[i].column == i && !reader->seen[i].text;
    return MM_OK;
}

void mm_json_start_block(struct mm_json_reader *reader) {
    reader->out.rows = 0;
    if (reader->out.chunk == NULL) return;
    free_chunks(reader->out.chunk->older);
    reader->out.chunk->older = NULL;
    reader->out.chunk->used = 0;
}

/* Makes room for ROWS of WIDTH items; how many there were before does not matter. */
static bool resize(void *items, size_t rows, size_t width, size_t size) {
    size_t count, capacity = 0;
    return mm_multiply_sizes(rows, width, &count) && mm_grow(items, &capacity, 0, count, size);
}

/* Room for twice as many rows. */
static enum mm_status grow_rows(struct mm_json_reader *reader) {
    struct mm_json_output *out = &reader->out;
    size_t rows, labels = reader->label_cell < reader->cell_count ? 1 : 0;
    if (!mm_multiply_sizes(out->row_capacity, 2, &rows)) return mm_fail_memory(reader->scan.error);
    if (rows == 0) rows = 1;
    if (!resize(&out->numbers, rows, out->number_columns, sizeof *out->numbers) ||
        !resize(&out->texts, rows, out->text_columns, sizeof *out->texts) ||
        !resize(&out->labels, rows, labels, sizeof *out->labels) || !resize(&out->lines, rows, 1, sizeof *out->lines))
        return mm_fail_memory(reader->scan.error);
    out->row_capacity = rows;
    return MM_OK;
}

enum mm_status mm_json_start_row(struct mm_json_reader *reader, size_t line) {
    struct mm_json_output *out = &reader->out;
    if (reader->sampling) return MM_OK;
    size_t rows = out->rows;
    if (rows == out->row_capacity) MM_TRY(grow_rows(reader));
    out->lines[rows] = line;
    out->drop = false;
    if (rows == 0) out->first_row = reader->base.row;
    return MM_OK;
}

void mm_json_end_row(struct mm_json_reader *reader) {
    reader->base.row++;
    if (reader->sampling) return;
    if (reader->out.drop)
        reader->base.missing++;
    else
        reader->out.rows++;
}

void mm_json_fill_block(const struct mm_json_reader *reader, struct mm_block *block) {
    const struct mm_json_output *out = &reader->out;
    *block = (struct mm_block){.rows = out->rows,
                               .number_columns = out->number_columns,
                               .text_columns = out->text_columns,
                               .numbers = out->numbers,
                               .texts = out->texts,
                               .labels = reader->label_cell < reader->cell_count ? out->labels : NULL,
                               .lines = reader->shape == MM_JSON_COLUMNS ? NULL : out->lines,
                               .first_row = out->first_row};
}

void mm_json_free_output(struct mm_json_output *out) {
    free_chunks(out->chunk);
    mm_buffer_free(&out->decoded);
    free(out->targets);
    free(out->first);
    free(out->numbers);
    free(out->texts);
    free(out->labels);
    free(out->lines);
}
