/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks of rows, centred and multiplied on any thread, merged in an order that their number alone decides. */
#include "statistics/cross_blocks.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/lapack.h"
#include "numeric/elementary.h"

static enum mm_status node_start(struct mm_cross_node *node, size_t columns) {
    *node = (struct mm_cross_node){0, mm_new_doubles(1, columns), mm_new_doubles(columns, columns)};
    return node->means != NULL && node->products != NULL ? MM_OK : MM_MEMORY;
}

static void node_stop(struct mm_cross_node *node) {
    free(node->means);
    free(node->products);
    *node = (struct mm_cross_node){0};
}

enum mm_status mm_cross_blocks_start(struct mm_cross_blocks *blocks, size_t columns) {
    *blocks = (struct mm_cross_blocks){.columns = columns};
    blocks->shift = mm_new_doubles(1, columns);
    blocks->stage = mm_new_doubles(MM_CROSS_BATCH * MM_CROSS_ROWS, columns);
    return blocks->shift != NULL && blocks->stage != NULL ? MM_OK : MM_MEMORY;
}

void mm_cross_blocks_stop(struct mm_cross_blocks *blocks) {
    free(blocks->shift);
    free(blocks->stage);
    for (size_t k = 0; k < MM_CROSS_BATCH; k++) node_stop(&blocks->batch[k]);
    for (size_t k = 0; k < MM_CROSS_LEVELS; k++) node_stop(&blocks->levels[k]);
    *blocks = (struct mm_cross_blocks){0};
}

/* The mean of the first block as its first number plus a mean of differences: of equal numbers exactly that number. */
static void find_shift(struct mm_cross_blocks *blocks, size_t rows) {
    for (size_t j = 0; j < blocks->columns; j++) {
        const double *x = blocks->stage + j * MM_CROSS_ROWS;
        double sum = 0;
        for (size_t i = 1; i < rows; i++) sum += x[i] - x[0];
        blocks->shift[j] = x[0] + sum / (double)rows;
    }
}

/* One block of ROWS rows, staged from X on. The second centring removes what the rounding of the mean left. */
static void multiply(const struct mm_cross_blocks *blocks, double *x, size_t rows, struct mm_cross_node *node) {
    for (size_t j = 0; j < blocks->columns; j++) {
        double *column = x + j * MM_CROSS_ROWS;
        for (size_t i = 0; i < rows; i++) column[i] -= blocks->shift[j];
        double mean = mm_tree_sum(column, rows) / (double)rows;
        for (size_t i = 0; i < rows; i++) column[i] -= mean;
        double rest = mm_tree_sum(column, rows) / (double)rows;
        for (size_t i = 0; i < rows; i++) column[i] -= rest;
        node->means[j] = mean + rest;
        for (size_t i = rows; i < MM_CROSS_ROWS; i++) column[i] = 0;
    }
    mm_gram(blocks->columns, MM_CROSS_ROWS, x, node->products);
    node->rows = rows;
}

static void multiply_task(void *context, size_t index, size_t worker) {
    struct mm_cross_blocks *blocks = context;
    size_t left = blocks->staged - index * MM_CROSS_ROWS;
    (void)worker;
    multiply(blocks, blocks->stage + index * MM_CROSS_ROWS * blocks->columns,
             left < MM_CROSS_ROWS ? left : MM_CROSS_ROWS, &blocks->batch[index]);
}

/* TO takes in FROM: S = S1 + S2 + (n1 n2/n) d dᵀ, d = m2 - m1. */
static void merge(struct mm_cross_node *to, const struct mm_cross_node *from, size_t columns) {
    double first = (double)to->rows, second = (double)from->rows, share = second / (first + second);
    for (size_t i = 0; i < columns; i++) {
        double scaled = first * share * (from->means[i] - to->means[i]);
        double *row = to->products + i * columns;
        const double *other = from->products + i * columns;
        for (size_t j = i; j < columns; j++) row[j] += other[j] + scaled * (from->means[j] - to->means[j]);
    }
    for (size_t i = 0; i < columns; i++) to->means[i] += share * (from->means[i] - to->means[i]);
    to->rows += from->rows;
}

static void swap(struct mm_cross_node *a, struct mm_cross_node *b) {
    struct mm_cross_node keep = *a;
    *a = *b;
    *b = keep;
}

/* A full block joins the tree as a one joins a binary number. */
static enum mm_status climb(struct mm_cross_blocks *blocks, struct mm_cross_node *node) {
    for (size_t k = 0;; k++) {
        struct mm_cross_node *level = &blocks->levels[k];
        if (level->rows == 0) {
            if (level->means == NULL) MM_TRY(node_start(level, blocks->columns));
            swap(level, node);
            return MM_OK;
        }
        merge(level, node, blocks->columns); /* the older rows first */
        swap(level, node);
        level->rows = 0;
    }
}

/* Multiplies what is staged, all of it full blocks, and lets it climb. */
static enum mm_status flush(struct mm_cross_blocks *blocks, size_t threads) {
    size_t count = blocks->staged / MM_CROSS_ROWS;
    for (size_t k = 0; k < count; k++)
        if (blocks->batch[k].means == NULL) MM_TRY(node_start(&blocks->batch[k], blocks->columns));
    if (blocks->rows == blocks->staged) find_shift(blocks, MM_CROSS_ROWS);
    mm_parallel(threads, count, multiply_task, blocks);
    for (size_t k = 0; k < count; k++) MM_TRY(climb(blocks, &blocks->batch[k]));
    blocks->staged = 0;
    return MM_OK;
}

/* Copies rows into the stage, column by column: a block at a time, so that both sides stay in the cache. */
static void stage_rows(struct mm_cross_blocks *blocks, const double *rows, size_t count, size_t stride) {
    size_t block = blocks->staged / MM_CROSS_ROWS, first = blocks->staged % MM_CROSS_ROWS;
    double *to = blocks->stage + block * MM_CROSS_ROWS * blocks->columns + first;
    enum { TILE = 16 };
    for (size_t start = 0; start < count; start += TILE) {
        size_t end = count - start < TILE ? count : start + TILE;
        for (size_t j = 0; j < blocks->columns; j++)
            for (size_t i = start; i < end; i++) to[j * MM_CROSS_ROWS + i] = rows[i * stride + j];
    }
    blocks->staged += count;
    blocks->rows += count;
}

enum mm_status mm_cross_blocks_add(struct mm_cross_blocks *blocks, const double *rows, size_t count, size_t stride,
                                   size_t threads) {
    while (count > 0) {
        size_t room = MM_CROSS_ROWS - blocks->staged % MM_CROSS_ROWS, taken = count < room ? count : room;
        stage_rows(blocks, rows, taken, stride);
        rows += taken * stride;
        count -= taken;
        if (blocks->staged == MM_CROSS_ROWS * MM_CROSS_BATCH) MM_TRY(flush(blocks, threads));
    }
    return MM_OK;
}

/* The staged rows join a copy, for more rows may come: full blocks first in their order, then the short one, then the
 * levels from the smallest up, each with the older rows in front. */
static enum mm_status gather(struct mm_cross_blocks *blocks, struct mm_cross_node *total, struct mm_cross_node *spare,
                             double *copy) {
    size_t columns = blocks->columns, size = MM_CROSS_ROWS * columns;
    struct mm_cross_blocks tree = {.columns = columns, .shift = blocks->shift};
    enum mm_status status = MM_OK;
    for (size_t k = 0; status == MM_OK && k < MM_CROSS_LEVELS; k++) {
        const struct mm_cross_node *level = &blocks->levels[k];
        if (level->rows == 0) continue;
        status = node_start(&tree.levels[k], columns);
        if (status != MM_OK) break;
        tree.levels[k].rows = level->rows;
        memcpy(tree.levels[k].means, level->means, columns * sizeof(double));
        memcpy(tree.levels[k].products, level->products, columns * columns * sizeof(double));
    }
    for (size_t start = 0; status == MM_OK && start < blocks->staged; start += MM_CROSS_ROWS) {
        size_t rows = blocks->staged - start < MM_CROSS_ROWS ? blocks->staged - start : MM_CROSS_ROWS;
        memcpy(copy, blocks->stage + start * columns, size * sizeof *copy);
        multiply(blocks, copy, rows, rows == MM_CROSS_ROWS ? spare : total);
        if (rows == MM_CROSS_ROWS) status = climb(&tree, spare);
    }
    for (size_t k = 0; status == MM_OK && k < MM_CROSS_LEVELS; k++) {
        if (tree.levels[k].rows == 0) continue;
        if (total->rows > 0) merge(&tree.levels[k], total, columns);
        swap(&tree.levels[k], total);
    }
    for (size_t k = 0; k < MM_CROSS_LEVELS; k++) node_stop(&tree.levels[k]);
    return status;
}

enum mm_status mm_cross_blocks_products(struct mm_cross_blocks *blocks, double *products) {
    size_t columns = blocks->columns;
    struct mm_cross_node total = {0}, spare = {0};
    double *copy = mm_new_zero(MM_CROSS_ROWS * columns, sizeof *copy);
    if (blocks->rows == blocks->staged && blocks->rows > 0)
        find_shift(blocks, blocks->rows < MM_CROSS_ROWS ? (size_t)blocks->rows : MM_CROSS_ROWS);
    enum mm_status status = copy != NULL ? node_start(&total, columns) : MM_MEMORY;
    if (status == MM_OK) status = node_start(&spare, columns);
    if (status == MM_OK) status = gather(blocks, &total, &spare, copy);
    for (size_t i = 0; status == MM_OK && i < columns; i++)
        for (size_t j = i; j < columns; j++)
            products[i * columns + j] = products[j * columns + i] =
                total.rows > 0 ? total.products[i * columns + j] : 0;
    free(copy);
    node_stop(&total);
    node_stop(&spare);
    return status;
}
