/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of randomly chosen whole numbers, many choices at a time. */
#ifndef MM_STATISTICS_PERMUTATION_SUMS_H
#define MM_STATISTICS_PERMUTATION_SUMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A thread's own: for each choice its bits and its sum. */
struct mm_permutation_sums {
    uint64_t *bits;
    int64_t *sums;
    size_t stride; /* words from one choice's bits to the next one's */
};

/* Room for n numbers and the zeros behind them that draw wants; null: memory. */
int64_t *mm_permutation_units(size_t n);
/* How many choices of n numbers go through the caches together. */
size_t mm_permutation_sums_chunk(size_t n);
bool mm_permutation_sums_make(struct mm_permutation_sums *work, size_t n, size_t chunk); /* false: memory */
void mm_permutation_sums_free(struct mm_permutation_sums *work);

/* work->sums[r] = Σ of the chosen UNITS, r < COUNT, choice FIRST + r by stream FIRST + r of the seed: each number is in or
 * out by a bit of its own; if CHOOSE > 0 then random numbers are put in or taken out until there are CHOOSE ≤ n/2 (from
 * none on, without bits, where CHOOSE ≤ n/4). Every choice of that size is equally likely, since the first step treats
 * all numbers alike and so does every later one. */
void mm_permutation_sums_draw(struct mm_permutation_sums *work, const int64_t *units, size_t n, size_t choose,
                              uint64_t seed, uint64_t first, size_t count);

#endif
