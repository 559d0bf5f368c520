/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some columns of one input as text: categories, targets. */
#ifndef MM_TOOL_TEXTS_H
#define MM_TOOL_TEXTS_H

#include "tool/run.h"

struct mm_texts {
    struct mm_run *run;
    struct mm_reader *reader;
    size_t columns;
    struct mm_block block;
    size_t block_row;
};

/* One row: `cells`, null at the end; a missing one is {NULL, 0}. Borrowed until the next call. */
struct mm_texts_row {
    const struct mm_span *cells;
    struct mm_span label; /* {NULL, 0} without labels */
    size_t line;          /* 0: none */
    size_t index;
};

/* Opens OPERAND for the columns of LIST (-k's grammar; null: all). */
enum mm_status mm_texts_open(struct mm_texts *texts, struct mm_run *run, const char *operand, const char *list);
enum mm_status mm_texts_next(struct mm_texts *texts, struct mm_texts_row *row);
void mm_texts_close(struct mm_texts *texts);

#endif
