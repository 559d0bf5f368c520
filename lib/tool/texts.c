/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some columns of one input as text: categories, targets. */
#include "tool/texts.h"

#include <stdlib.h>

#include "base/memory.h"
#include "tool/open.h"

static enum mm_status request(struct mm_texts *texts, const struct mm_selection *selection) {
    struct mm_request *requests = mm_new(selection->count, sizeof *requests);
    if (requests == NULL) return mm_fail_memory(&texts->run->error);
    for (size_t i = 0; i < selection->count; i++) requests[i] = (struct mm_request){selection->indices[i], MM_TEXT};
    enum mm_status status = mm_reader_request(texts->reader, requests, selection->count, &texts->run->error);
    free(requests);
    return status;
}

enum mm_status mm_texts_open(struct mm_texts *texts, struct mm_run *run, const char *operand, const char *list) {
    struct mm_selection selection = {0};
    *texts = (struct mm_texts){.run = run};
    MM_TRY(mm_open_operand(run, operand, NULL, &run->reading, &texts->reader));
    enum mm_status status = mm_select(mm_reader_schema(texts->reader), list, &selection, &run->error);
    texts->columns = selection.count;
    if (status == MM_OK) status = request(texts, &selection);
    mm_selection_free(&selection);
    return status;
}

enum mm_status mm_texts_next(struct mm_texts *texts, struct mm_texts_row *row) {
    struct mm_block *block = &texts->block;
    if (texts->block_row >= block->rows) {
        MM_TRY(mm_reader_next(texts->reader, block, &texts->run->error));
        texts->block_row = 0;
    }
    size_t i = texts->block_row;
    *row = (struct mm_texts_row){.index = block->first_row + i};
    if (block->rows == 0) return MM_OK;
    row->cells = block->texts + i * block->text_columns;
    if (block->labels != NULL) row->label = block->labels[i];
    if (block->lines != NULL) row->line = block->lines[i];
    texts->block_row++;
    return MM_OK;
}

void mm_texts_close(struct mm_texts *texts) {
    mm_reader_close(texts->reader);
    texts->reader = NULL;
}
