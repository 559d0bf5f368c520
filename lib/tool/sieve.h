/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Some rows of a block as a block of their own. */
#ifndef MM_TOOL_SIEVE_H
#define MM_TOOL_SIEVE_H

#include <stdbool.h>

#include "data/block.h"

/* Starts as {0}; owns what the blocks that came out of it point to, until the next one. */
struct mm_sieve {
    double *numbers;
    struct mm_span *texts, *labels;
    size_t *lines;
};

/* Leaves in BLOCK the rows for which KEEP holds. False: memory. */
bool mm_sieve_rows(struct mm_sieve *sieve, struct mm_block *block, const bool *keep);
void mm_sieve_free(struct mm_sieve *sieve);

#endif
