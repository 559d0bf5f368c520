/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scaled dot-product attention, a block of queries at a time. */
#include "linalg/attention.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/lapack.h"
#include "numeric/elementary.h"

enum { BLOCK_SCORES = 1 << 19, LEAST_ROWS = 16, MOST_ROWS = 512 };

enum row_state { ROW_WELL, ROW_BLIND, ROW_OVERFLOW };

/* Queries FIRST to FIRST + COUNT - 1 of one head, and the keys that at least one of them may see. */
struct block {
    const struct mm_attention *attention;
    size_t head, first, count, visible;
    double *scores; /* count×visible; become weights */
    unsigned char *states;
    double *kept_scores, *kept_weights; /* rows of the results, or null */
};

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

static enum mm_status check_finite(const double *x, size_t count, size_t *before, struct mm_detail *detail) {
    for (size_t i = 0; x != NULL && i < count; i++) {
        if (isfinite(x[i])) continue;
        if (detail != NULL) *detail = (struct mm_detail){*before + i, x[i]};
        return MM_NOT_FINITE;
    }
    *before += count;
    return MM_OK;
}

static enum mm_status check(const struct mm_attention *attention, struct mm_detail *detail) {
    const struct mm_attention *a = attention;
    size_t before = 0;
    if (a->queries == 0 || a->keys == 0 || a->width == 0 || a->heads == 0) return MM_TOO_FEW;
    if (a->width % a->heads != 0 || (a->v != NULL && a->value_width % a->heads != 0)) return MM_SHAPE;
    MM_TRY(check_finite(a->q, a->queries * a->width, &before, detail));
    MM_TRY(check_finite(a->k, a->keys * a->width, &before, detail));
    return check_finite(a->v, a->keys * a->value_width, &before, detail);
}

/* Scale, bias and mask. Hidden keys get -inf whatever their score was. */
static void finish_scores(const struct block *block, size_t row, double *scores, size_t seen) {
    const struct mm_attention *a = block->attention;
    size_t at = (block->first + row) * a->keys;
    for (size_t j = 0; j < seen; j++) scores[j] *= a->scale;
    for (size_t j = 0; a->bias != NULL && j < seen; j++)
        scores[j] = isinf(a->bias[at + j]) ? -INFINITY : scores[j] + a->bias[at + j];
    for (size_t j = 0; a->mask != NULL && j < seen; j++)
        if (a->mask[at + j] == 0) scores[j] = -INFINITY;
    for (size_t j = seen; j < block->visible; j++) scores[j] = -INFINITY;
}

static void keep_row(double *to, const double *row, size_t visible, size_t keys, double rest) {
    memcpy(to, row, visible * sizeof *to);
    for (size_t j = visible; j < keys; j++) to[j] = rest;
}

static void attend_row(void *context, size_t row, size_t worker) {
    const struct block *block = context;
    const struct mm_attention *a = block->attention;
    size_t visible = block->visible, seen = a->causal ? smaller(visible, block->first + row + 1) : visible;
    double *scores = block->scores + row * visible;
    (void)worker;
    finish_scores(block, row, scores, seen);
    if (block->kept_scores != NULL) keep_row(block->kept_scores + row * a->keys, scores, visible, a->keys, -INFINITY);
    double largest = mm_max(scores, visible);
    if (isnan(largest) || largest == INFINITY) {
        block->states[row] = ROW_OVERFLOW;
        return;
    }
    if (largest == -INFINITY) {
        block->states[row] = ROW_BLIND;
        memset(scores, 0, visible * sizeof *scores);
    } else {
        mm_exp(scores, largest, scores, visible);
        double share = 1 / mm_tree_sum(scores, visible);
        for (size_t j = 0; j < visible; j++) scores[j] *= share;
    }
    if (block->kept_weights != NULL) keep_row(block->kept_weights + row * a->keys, scores, visible, a->keys, 0);
}

static enum mm_status attend_block(struct block *block, double *output, size_t *blind, struct mm_detail *detail) {
    const struct mm_attention *a = block->attention;
    size_t width = a->width / a->heads, value_width = a->value_width / a->heads;
    memset(block->states, ROW_WELL, block->count);
    mm_gemm(false, true, block->count, block->visible, width, a->q + block->first * a->width + block->head * width,
            a->width, a->k + block->head * width, a->width, block->scores, block->visible);
    mm_parallel(a->threads, block->count, attend_row, block);
    for (size_t row = 0; row < block->count; row++) {
        *blind += block->states[row] == ROW_BLIND;
        if (block->states[row] != ROW_OVERFLOW) continue;
        if (detail != NULL) *detail = (struct mm_detail){block->first + row, (double)block->head};
        return MM_DOMAIN;
    }
    if (output != NULL)
        mm_gemm(false, false, block->count, value_width, block->visible, block->scores, block->visible,
                a->v + block->head * value_width, a->value_width,
                output + block->first * a->value_width + block->head * value_width, a->value_width);
    return MM_OK;
}

enum mm_status mm_attention(const struct mm_attention *attention, double *output, double *weights, double *scores,
                            size_t *blind, struct mm_detail *detail) {
    const struct mm_attention *a = attention;
    MM_TRY(check(a, detail));
    size_t height = BLOCK_SCORES / a->keys, count = 0;
    height = smaller(a->queries, height < LEAST_ROWS ? LEAST_ROWS : height > MOST_ROWS ? MOST_ROWS : height);
    struct block block = {
        .attention = a, .scores = mm_new_doubles(height, a->keys), .states = mm_new(height, sizeof *block.states)};
    enum mm_status status = block.scores != NULL && block.states != NULL ? MM_OK : MM_MEMORY;
    for (size_t head = 0; head < a->heads; head++) {
        for (size_t first = 0; status == MM_OK && first < a->queries; first += block.count) {
            size_t row = (head * a->queries + first) * a->keys;
            block.head = head;
            block.first = first;
            block.count = smaller(height, a->queries - first);
            block.visible = a->causal ? smaller(a->keys, first + block.count) : a->keys;
            block.kept_scores = scores != NULL ? scores + row : NULL;
            block.kept_weights = weights != NULL ? weights + row : NULL;
            status = attend_block(&block, output, &count, detail);
        }
    }
    if (blind != NULL) *blind = count;
    free(block.scores);
    free(block.states);
    return status;
}
