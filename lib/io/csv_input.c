/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads as much as the source has ready and keeps the part of a row at its end for the next time. */
#include "io/csv_input.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

bool mm_csv_chunk_reserve(struct mm_csv_chunk *chunk, size_t capacity) {
    if (capacity <= chunk->capacity) return true;
    if (capacity > SIZE_MAX - MM_CSV_PADDING) return false;
    char *text = realloc(chunk->text, capacity + MM_CSV_PADDING);
    if (!text) return false;
    chunk->text = text;
    chunk->capacity = capacity;
    memset(text + chunk->size, 0, MM_CSV_PADDING);
    return true;
}

void mm_csv_chunk_free(struct mm_csv_chunk *chunk) {
    free(chunk->text);
    *chunk = (struct mm_csv_chunk){0};
}

void mm_csv_input_free(struct mm_csv_input *input) {
    mm_csv_chunk_free(&input->pending);
}

/* Drops the LF of a CRLF whose CR is gone already. */
static void join_line_ends(struct mm_csv_input *input, struct mm_csv_chunk *chunk) {
    if (!input->carriage || chunk->size == 0) return;
    input->carriage = false;
    if (chunk->text[0] != '\n') return;
    chunk->size--;
    memmove(chunk->text, chunk->text + 1, chunk->size + MM_CSV_PADDING);
}

static enum mm_status accept_row(void *context, struct mm_csv_rows *rows) {
    (void)context;
    (void)rows;
    return MM_OK;
}

/* Whether more text could not make a row of CHUNK, which holds part of one, without a fault. A copy is parsed, because
 * parsing writes. */
static enum mm_status is_hopeless(const struct mm_csv_input *input, const struct mm_csv_chunk *chunk, bool *hopeless,
                                  struct mm_error *error) {
    struct mm_error fault = {0};
    struct mm_csv_chunk copy = {0};
    if (!mm_csv_chunk_copy(&copy, chunk->text, chunk->size) || !mm_csv_end_last_row(&copy)) {
        mm_csv_chunk_free(&copy);
        return mm_fail_memory(error);
    }
    struct mm_csv_rows rows = {
        .dialect = input->dialect, .row = accept_row, .error = &fault, .grows = true, .partial = true};
    enum mm_status status = mm_csv_tokenize(&rows, copy.text, copy.size);
    *hopeless = status != MM_OK;
    mm_csv_rows_free(&rows);
    mm_csv_chunk_free(&copy);
    return status == MM_MEMORY ? mm_fail_memory(error) : MM_OK;
}

enum mm_status mm_csv_input_more(struct mm_csv_input *input, struct mm_csv_chunk *chunk, struct mm_error *error) {
    bool full = chunk->size >= chunk->capacity;
    if (full && chunk->size > MM_CSV_CELL) {
        bool hopeless;
        MM_TRY(is_hopeless(input, chunk, &hopeless, error));
        input->ended = hopeless;
        if (hopeless) return MM_OK;
    }
    if (chunk->size == 0) {
        if (!mm_csv_chunk_reserve(chunk, MM_CSV_CHUNK)) return mm_fail_memory(error);
        full = false;
    }
    size_t wanted = full ? chunk->size : chunk->capacity - chunk->size;
    if (wanted > SIZE_MAX - chunk->size || !mm_csv_chunk_reserve(chunk, chunk->size + wanted))
        return mm_fail_memory(error);
    size_t got = 0;
    int previous;
    if (input->interruptible) pthread_setcancelstate(PTHREAD_CANCEL_ENABLE, &previous);
    enum mm_status status = mm_source_read(input->source, chunk->text + chunk->size, wanted, &got, error);
    if (input->interruptible) pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &previous);
    if (status != MM_OK) return status;
    input->ended = got == 0;
    chunk->size += got;
    memset(chunk->text + chunk->size, 0, MM_CSV_PADDING);
    join_line_ends(input, chunk);
    return MM_OK;
}

bool mm_csv_end_last_row(struct mm_csv_chunk *chunk) {
    if (chunk->size == 0 || mm_csv_is_line_end(chunk->text[chunk->size - 1])) return true;
    if (!mm_csv_chunk_reserve(chunk, chunk->size + 1)) return false;
    chunk->text[chunk->size++] = '\n';
    return true;
}

bool mm_csv_chunk_copy(struct mm_csv_chunk *to, const char *text, size_t size) {
    to->size = 0;
    if (!mm_csv_chunk_reserve(to, size)) return false;
    if (size > 0) memcpy(to->text, text, size);
    memset(to->text + size, 0, MM_CSV_PADDING);
    to->size = size;
    return true;
}

void mm_csv_input_drop(struct mm_csv_input *input, size_t size) {
    struct mm_csv_chunk *pending = &input->pending;
    if (size == 0) return;
    input->carriage = size == pending->size && pending->text[size - 1] == '\r';
    pending->size -= size;
    memmove(pending->text, pending->text + size, pending->size + MM_CSV_PADDING);
}

enum mm_status mm_csv_input_next(struct mm_csv_input *input, struct mm_csv_chunk *chunk, struct mm_error *error) {
    struct mm_csv_chunk *pending = &input->pending;
    chunk->size = 0;
    if (!mm_csv_chunk_reserve(chunk, MM_CSV_CHUNK) || !mm_csv_chunk_copy(chunk, pending->text, pending->size))
        return mm_fail_memory(error);
    pending->size = 0;
    size_t whole = mm_csv_whole_rows(input->dialect, chunk->text, chunk->size);
    while (whole == 0 && !input->ended) {
        MM_TRY(mm_csv_input_more(input, chunk, error));
        whole = mm_csv_whole_rows(input->dialect, chunk->text, chunk->size);
    }
    /* At the end all that is left is one row. */
    if (whole == 0) return mm_csv_end_last_row(chunk) ? MM_OK : mm_fail_memory(error);
    if (!mm_csv_chunk_copy(pending, chunk->text + whole, chunk->size - whole)) return mm_fail_memory(error);
    input->carriage = pending->size == 0 && chunk->text[whole - 1] == '\r';
    chunk->size = whole;
    return MM_OK;
}
