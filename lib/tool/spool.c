/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record for each block: its head, numbers, lines, then of labels and texts the lengths and the bytes. */
#include "tool/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/temporary.h"

enum { IN_MEMORY = 1 << 25 };

struct head {
    size_t rows, columns, text_columns, label_bytes, text_bytes;
    bool labelled, lined;
};

static const size_t ABSENT = (size_t)-1;

static enum mm_status fail_file(struct mm_spool *spool) {
    return mm_run_fail(spool->run, MM_SYSTEM, "the temporary file for a second pass: %s (TMPDIR names its directory)",
                       strerror(errno));
}

static enum mm_status spill(struct mm_spool *spool) {
    if (spool->file == NULL) spool->file = mm_temporary_file();
    if (spool->file == NULL) return fail_file(spool);
    size_t length = spool->memory.length;
    if (length > 0 && fwrite(spool->memory.text, 1, length, spool->file) != length) return fail_file(spool);
    mm_buffer_clear(&spool->memory);
    return MM_OK;
}

static size_t total_length(const struct mm_span *spans, size_t count) {
    size_t bytes = 0;
    for (size_t i = 0; i < count; i++) bytes += spans[i].length;
    return bytes;
}

static void add_spans(struct mm_buffer *to, const struct mm_span *spans, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t length = spans[i].text == NULL ? ABSENT : spans[i].length;
        mm_buffer_add(to, (const char *)&length, sizeof length);
    }
    for (size_t i = 0; i < count; i++)
        if (spans[i].length > 0) mm_buffer_add(to, spans[i].text, spans[i].length);
}

enum mm_status mm_spool_add(struct mm_spool *spool, const struct mm_block *block) {
    struct mm_buffer *to = &spool->memory;
    struct head head = {.rows = block->rows,
                        .columns = block->number_columns,
                        .text_columns = spool->whole ? block->text_columns : 0,
                        .labelled = block->labels != NULL,
                        .lined = spool->whole && block->lines != NULL};
    size_t texts = head.rows * head.text_columns;
    if (head.labelled) head.label_bytes = total_length(block->labels, head.rows);
    head.text_bytes = total_length(block->texts, texts);
    mm_buffer_add(to, (const char *)&head, sizeof head);
    if (head.columns > 0) mm_buffer_add(to, (const char *)block->numbers, head.rows * head.columns * sizeof(double));
    if (head.lined) mm_buffer_add(to, (const char *)block->lines, head.rows * sizeof *block->lines);
    if (head.labelled) add_spans(to, block->labels, head.rows);
    add_spans(to, block->texts, texts);
    if (to->failed) return mm_fail_memory(&spool->run->error);
    return to->length > IN_MEMORY ? spill(spool) : MM_OK;
}

enum mm_status mm_spool_rewind(struct mm_spool *spool) {
    spool->read = 0;
    if (spool->file == NULL) return MM_OK;
    MM_TRY(spill(spool));
    return fflush(spool->file) != 0 || fseek(spool->file, 0, SEEK_SET) != 0 ? fail_file(spool) : MM_OK;
}

/* The next SIZE bytes; *GOT false at the end. */
static enum mm_status take(struct mm_spool *spool, void *to, size_t size, bool *got) {
    *got = true;
    if (spool->file != NULL) {
        if (fread(to, 1, size, spool->file) == size) return MM_OK;
        *got = false;
        return ferror(spool->file) ? fail_file(spool) : MM_OK;
    }
    *got = spool->memory.length - spool->read >= size && spool->memory.length > 0;
    if (*got && size > 0) memcpy(to, spool->memory.text + spool->read, size);
    if (*got) spool->read += size;
    return MM_OK;
}

static enum mm_status take_spans(struct mm_spool *spool, struct mm_span **spans, size_t count, struct mm_buffer *bytes,
                                 size_t length) {
    bool got;
    size_t *lengths = mm_new(count, sizeof *lengths);
    *spans = mm_new(count, sizeof **spans);
    mm_buffer_clear(bytes);
    char *text = mm_buffer_reserve(bytes, length);
    enum mm_status status = MM_OK;
    if (lengths == NULL || *spans == NULL || text == NULL) status = mm_fail_memory(&spool->run->error);
    if (status == MM_OK) status = take(spool, lengths, count * sizeof *lengths, &got);
    if (status == MM_OK) status = take(spool, text, length, &got);
    for (size_t i = 0; status == MM_OK && i < count; i++) {
        bool absent = lengths[i] == ABSENT;
        (*spans)[i] = absent ? (struct mm_span){NULL, 0} : (struct mm_span){text, lengths[i]};
        if (!absent) text += lengths[i];
    }
    free(lengths);
    return status;
}

static void forget(struct mm_spool *spool) {
    free(spool->numbers);
    free(spool->labels);
    free(spool->texts);
    free(spool->lines);
    spool->numbers = NULL;
    spool->labels = spool->texts = NULL;
    spool->lines = NULL;
}

enum mm_status mm_spool_next(struct mm_spool *spool, struct mm_block *block) {
    struct head head;
    bool got;
    size_t first_row = block->first_row + block->rows;
    forget(spool);
    *block = (struct mm_block){.first_row = first_row};
    MM_TRY(take(spool, &head, sizeof head, &got));
    if (!got) return MM_OK;
    spool->numbers = mm_new_doubles(head.rows, head.columns);
    if (head.lined) spool->lines = mm_new(head.rows, sizeof *spool->lines);
    if (spool->numbers == NULL || (head.lined && spool->lines == NULL)) return mm_fail_memory(&spool->run->error);
    MM_TRY(take(spool, spool->numbers, head.rows * head.columns * sizeof(double), &got));
    if (head.lined) MM_TRY(take(spool, spool->lines, head.rows * sizeof *spool->lines, &got));
    if (head.labelled) MM_TRY(take_spans(spool, &spool->labels, head.rows, &spool->label_text, head.label_bytes));
    if (head.text_columns > 0)
        MM_TRY(take_spans(spool, &spool->texts, head.rows * head.text_columns, &spool->text, head.text_bytes));
    block->rows = head.rows;
    block->number_columns = head.columns;
    block->text_columns = head.text_columns;
    block->numbers = spool->numbers;
    block->texts = spool->texts;
    block->labels = spool->labels;
    block->lines = spool->lines;
    return MM_OK;
}

void mm_spool_free(struct mm_spool *spool) {
    if (spool->file != NULL) fclose(spool->file);
    mm_buffer_free(&spool->memory);
    mm_buffer_free(&spool->label_text);
    mm_buffer_free(&spool->text);
    forget(spool);
    *spool = (struct mm_spool){0};
}
