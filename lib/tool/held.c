/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks copied one behind the other. */
#include "tool/held.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_held_table_free(struct mm_held_table *held) {
    for (size_t i = 0; i < held->chunk_count; i++) free(held->chunks[i]);
    free(held->chunks);
    free(held->numbers);
    free(held->texts);
    free(held->labels);
    free(held->lines);
    *held = (struct mm_held_table){0};
}

/* The text of COUNT spans into CHUNK from *USED on; an absent one stays absent. */
static void copy_spans(struct mm_span *to, const struct mm_span *from, size_t count, char *chunk, size_t *used) {
    for (size_t i = 0; i < count; i++) {
        to[i] = from[i];
        if (from[i].text == NULL) continue;
        memcpy(chunk + *used, from[i].text, from[i].length);
        to[i].text = chunk + *used;
        *used += from[i].length;
    }
}

static size_t bytes_of(const struct mm_span *spans, size_t count) {
    size_t bytes = 0;
    for (size_t i = 0; spans != NULL && i < count; i++) bytes += spans[i].length;
    return bytes;
}

static bool add(struct mm_held_table *held, const struct mm_block *block) {
    size_t rows = block->rows, numbers = rows * block->number_columns, texts = rows * block->text_columns, used = 0;
    bool labelled = block->labels != NULL;
    held->number_columns = block->number_columns;
    held->text_columns = block->text_columns;
    if (!mm_grow(&held->numbers, &held->number_capacity, held->rows * block->number_columns, numbers,
                 sizeof *held->numbers) ||
        !mm_grow(&held->texts, &held->text_capacity, held->rows * block->text_columns, texts, sizeof *held->texts) ||
        (labelled && !mm_grow(&held->labels, &held->label_capacity, held->rows, rows, sizeof *held->labels)) ||
        !mm_grow(&held->lines, &held->line_capacity, held->rows, rows, sizeof *held->lines) ||
        !mm_grow(&held->chunks, &held->chunk_capacity, held->chunk_count, 1, sizeof *held->chunks))
        return false;
    char *chunk = mm_new(bytes_of(block->texts, texts) + bytes_of(block->labels, labelled ? rows : 0) + 1, 1);
    if (chunk == NULL) return false;
    held->chunks[held->chunk_count++] = chunk;
    if (numbers > 0)
        memcpy(held->numbers + held->rows * block->number_columns, block->numbers, numbers * sizeof(double));
    if (texts > 0) copy_spans(held->texts + held->rows * block->text_columns, block->texts, texts, chunk, &used);
    if (labelled) copy_spans(held->labels + held->rows, block->labels, rows, chunk, &used);
    for (size_t i = 0; i < rows; i++) held->lines[held->rows + i] = block->lines != NULL ? block->lines[i] : 0;
    held->rows += rows;
    return true;
}

enum mm_status mm_held_table_read(struct mm_held_table *held, struct mm_input *input) {
    struct mm_block block;
    do {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows > 0 && !add(held, &block)) return mm_fail_memory(&input->run->error);
    } while (block.rows > 0);
    return MM_OK;
}
