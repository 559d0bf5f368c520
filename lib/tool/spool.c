/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record for each block: its head, its numbers, the lengths of its labels, their text. */
#include "tool/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "io/temporary.h"

enum { IN_MEMORY = 1 << 25 };

struct head {
    size_t rows, columns, label_bytes;
    bool labelled;
};

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

enum mm_status mm_spool_add(struct mm_spool *spool, const struct mm_block *block) {
    struct mm_buffer *to = &spool->memory;
    struct head head = {.rows = block->rows, .columns = block->number_columns, .labelled = block->labels != NULL};
    for (size_t i = 0; head.labelled && i < block->rows; i++) head.label_bytes += block->labels[i].length;
    mm_buffer_add(to, (const char *)&head, sizeof head);
    mm_buffer_add(to, (const char *)block->numbers, block->rows * block->number_columns * sizeof(double));
    for (size_t i = 0; head.labelled && i < block->rows; i++)
        mm_buffer_add(to, (const char *)&block->labels[i].length, sizeof(size_t));
    for (size_t i = 0; head.labelled && i < block->rows; i++)
        mm_buffer_add(to, block->labels[i].text, block->labels[i].length);
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

static enum mm_status take_labels(struct mm_spool *spool, const struct head *head) {
    bool got;
    spool->labels = mm_new(head->rows, sizeof *spool->labels);
    if (spool->labels == NULL) return mm_fail_memory(&spool->run->error);
    for (size_t i = 0; i < head->rows; i++) MM_TRY(take(spool, &spool->labels[i].length, sizeof(size_t), &got));
    mm_buffer_clear(&spool->text);
    char *text = mm_buffer_reserve(&spool->text, head->label_bytes);
    if (text == NULL) return mm_fail_memory(&spool->run->error);
    MM_TRY(take(spool, text, head->label_bytes, &got));
    for (size_t i = 0, at = 0; i < head->rows; at += spool->labels[i++].length) spool->labels[i].text = text + at;
    return MM_OK;
}

enum mm_status mm_spool_next(struct mm_spool *spool, struct mm_block *block) {
    struct head head;
    bool got;
    size_t first_row = block->first_row + block->rows;
    free(spool->numbers);
    free(spool->labels);
    spool->numbers = NULL;
    spool->labels = NULL;
    *block = (struct mm_block){.first_row = first_row};
    MM_TRY(take(spool, &head, sizeof head, &got));
    if (!got) return MM_OK;
    spool->numbers = mm_new_doubles(head.rows, head.columns);
    if (spool->numbers == NULL) return mm_fail_memory(&spool->run->error);
    MM_TRY(take(spool, spool->numbers, head.rows * head.columns * sizeof(double), &got));
    if (head.labelled) MM_TRY(take_labels(spool, &head));
    block->rows = head.rows;
    block->number_columns = head.columns;
    block->numbers = spool->numbers;
    block->labels = spool->labels;
    return MM_OK;
}

void mm_spool_free(struct mm_spool *spool) {
    if (spool->file != NULL) fclose(spool->file);
    mm_buffer_free(&spool->memory);
    mm_buffer_free(&spool->text);
    free(spool->numbers);
    free(spool->labels);
    *spool = (struct mm_spool){0};
}
