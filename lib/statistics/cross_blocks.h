/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Centred cross products of many columns by blocks of rows and a fixed tree: the other half of cross.h. */
#ifndef MM_STATISTICS_CROSS_BLOCKS_H
#define MM_STATISTICS_CROSS_BLOCKS_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Rows are gathered in batches of MM_CROSS_BATCH blocks, which threads multiply; then each block climbs the tree. */
enum { MM_CROSS_ROWS = 512, MM_CROSS_BATCH = 8, MM_CROSS_LEVELS = 56 };

/* What some rows come to: how many, their means less the shift, and S, of which the upper triangle counts. */
struct mm_cross_node {
    uint64_t rows;
    double *means, *products;
};

struct mm_cross_blocks {
    size_t columns, staged;
    uint64_t rows;
    double *shift; /* once the first block was full, or at the end */
    double *stage; /* batch × columns × rows of a block: column by column */
    struct mm_cross_node batch[MM_CROSS_BATCH];
    struct mm_cross_node levels[MM_CROSS_LEVELS]; /* level k stands for 2^k blocks, or nothing (rows = 0) */
};

enum mm_status mm_cross_blocks_start(struct mm_cross_blocks *blocks, size_t columns);
void mm_cross_blocks_stop(struct mm_cross_blocks *blocks);
enum mm_status mm_cross_blocks_add(struct mm_cross_blocks *blocks, const double *rows, size_t count, size_t stride,
                                   size_t threads);
/* S of all rows so far into PRODUCTS, columns×columns, both triangles. */
enum mm_status mm_cross_blocks_products(struct mm_cross_blocks *blocks, double *products);

#endif
