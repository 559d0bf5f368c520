/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows kept are copied one behind the other. */
#include "tool/sieve.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_sieve_free(struct mm_sieve *sieve) {
    free(sieve->numbers);
    free(sieve->texts);
    free(sieve->labels);
    free(sieve->lines);
    *sieve = (struct mm_sieve){0};
}

static bool make_room(struct mm_sieve *sieve, const struct mm_block *block) {
    size_t texts;
    mm_sieve_free(sieve);
    if (!mm_multiply_sizes(block->rows, block->text_columns, &texts)) return false;
    sieve->numbers = mm_new_doubles(block->rows, block->number_columns);
    sieve->texts = mm_new(texts, sizeof *sieve->texts);
    sieve->labels = mm_new(block->labels != NULL ? block->rows : 0, sizeof *sieve->labels);
    sieve->lines = mm_new(block->lines != NULL ? block->rows : 0, sizeof *sieve->lines);
    return sieve->numbers != NULL && sieve->texts != NULL && sieve->labels != NULL && sieve->lines != NULL;
}

bool mm_sieve_rows(struct mm_sieve *sieve, struct mm_block *block, const bool *keep) {
    size_t kept = 0, numbers = block->number_columns, texts = block->text_columns;
    struct mm_sieve before = *sieve; /* may hold the block that came in */
    *sieve = (struct mm_sieve){0};
    bool made = make_room(sieve, block);
    for (size_t i = 0; made && i < block->rows; i++) {
        if (!keep[i]) continue;
        if (numbers > 0)
            memcpy(sieve->numbers + kept * numbers, block->numbers + i * numbers, numbers * sizeof *sieve->numbers);
        if (texts > 0) memcpy(sieve->texts + kept * texts, block->texts + i * texts, texts * sizeof *sieve->texts);
        if (block->labels != NULL) sieve->labels[kept] = block->labels[i];
        if (block->lines != NULL) sieve->lines[kept] = block->lines[i];
        kept++;
    }
    mm_sieve_free(&before);
    if (!made) return false;
    block->rows = kept;
    block->numbers = sieve->numbers;
    block->texts = sieve->texts;
    if (block->labels != NULL) block->labels = sieve->labels;
    if (block->lines != NULL) block->lines = sieve->lines;
    return true;
}
