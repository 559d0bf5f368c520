/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of rows kept for a second pass: in memory while they are few, then in a nameless file in $TMPDIR. */
#ifndef MM_TOOL_SPOOL_H
#define MM_TOOL_SPOOL_H

#include <stdio.h>

#include "data/block.h"
#include "tool/run.h"

/* Numbers and labels of blocks; texts and lines too if `whole`. Starts as {.run = run}. */
struct mm_spool {
    struct mm_run *run;
    bool whole;
    struct mm_buffer memory; /* what is not in the file yet */
    size_t read;             /* how much of it was read again */
    FILE *file;              /* null while memory is enough */
    double *numbers;         /* of the block read last */
    struct mm_span *labels, *texts;
    size_t *lines;
    struct mm_buffer label_text, text;
};

enum mm_status mm_spool_add(struct mm_spool *spool, const struct mm_block *block);
/* From now on mm_spool_next gives the blocks, from the first on; rows = 0 at the end. */
enum mm_status mm_spool_rewind(struct mm_spool *spool);
enum mm_status mm_spool_next(struct mm_spool *spool, struct mm_block *block);
void mm_spool_free(struct mm_spool *spool);

#endif
