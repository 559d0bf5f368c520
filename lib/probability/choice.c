/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes by their shares of mass, drawn with one random number each. */
#include "probability/choice.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* Of the guide's entries: those that say a class, and those that say where the search for it begins. */
#define SEARCH UINT32_C(0x80000000)

/* Of 64 random bits: 62 make a number that converts from a double as a signed one, which is a single instruction. */
enum { BITS = 62, GUIDE_BITS_LEAST = 12, GUIDE_BITS_MOST = 20, GUIDE_BITS_SPARE = 5, BATCH = 512, FEW = 8 };

enum mm_status mm_choice_ends(const double *weights, size_t n, uint64_t *ends, struct mm_detail *detail) {
    double sum = 0, running = 0;
    for (size_t i = 0; i < n; i++) {
        *detail = (struct mm_detail){i, weights[i]};
        if (!(weights[i] >= 0 && isfinite(weights[i]))) return MM_DOMAIN;
        sum += weights[i];
    }
    *detail = (struct mm_detail){n, sum};
    if (!(sum > 0 && isfinite(sum))) return MM_DOMAIN;
    /* The running sum comes to the very sum with the last weight that is not 0, and its quotient to 1. */
    for (size_t i = 0; i < n; i++) {
        running += weights[i];
        ends[i] = (uint64_t)(int64_t)(running / sum * 0x1p62);
    }
    return MM_OK;
}

/* The first of LOW … HIGH whose end is beyond U; the one at HIGH is. */
static size_t search(const uint64_t *ends, uint64_t u, size_t low, size_t high) {
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ends[middle] > u)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

enum mm_status mm_choice_guide(struct mm_choice *choice, size_t count) {
    unsigned bits = GUIDE_BITS_LEAST;
    while (bits < GUIDE_BITS_MOST && (size_t)1 << bits < choice->n << GUIDE_BITS_SPARE) bits++;
    size_t cells = (size_t)1 << bits, at = 0;
    choice->shift = 0;
    if (count < cells || choice->n >= SEARCH) return MM_OK;
    if (choice->guide_capacity < cells + 1) {
        free(choice->guide);
        choice->guide_capacity = cells + 1;
        choice->guide = mm_new(cells + 1, sizeof *choice->guide);
        if (choice->guide == NULL) choice->guide_capacity = 0;
        if (choice->guide == NULL) return MM_MEMORY;
    }
    choice->shift = BITS - bits;
    for (size_t cell = 0; cell < cells; cell++) {
        uint64_t from = (uint64_t)cell << choice->shift, last = from + (((uint64_t)1 << choice->shift) - 1);
        while (choice->ends[at] <= from) at++;
        choice->guide[cell] = (uint32_t)at | (choice->ends[at] > last ? 0 : SEARCH);
    }
    choice->guide[cells] = (uint32_t)(choice->n - 1);
    return MM_OK;
}

/* Where the guide does not say: before the first class of the next cell, or that one. */
static __attribute__((noinline)) size_t search_cell(const struct mm_choice *choice, uint64_t u) {
    size_t cell = u >> choice->shift;
    return search(choice->ends, u, choice->guide[cell] & ~SEARCH, choice->guide[cell + 1] & ~SEARCH);
}

static inline size_t find(const struct mm_choice *choice, uint64_t u) {
    if (choice->shift == 0) return search(choice->ends, u, 0, choice->n - 1);
    uint32_t guess = choice->guide[u >> choice->shift];
    return __builtin_expect((guess & SEARCH) == 0, 1) ? guess : search_cell(choice, u);
}

size_t mm_choose(const struct mm_choice *choice, struct mm_stream *stream) {
    return find(choice, mm_stream_u64(stream) >> (64 - BITS));
}

/* Many rows have a draw or two each: a stream makes more numbers at a time than they need. */
static void choose_few(const struct mm_choice *choice, uint64_t seed, uint64_t number, size_t first, double *classes,
                       size_t count) {
    const uint32_t key[2] = {(uint32_t)seed, (uint32_t)(seed >> 32)};
    for (size_t k = 0; k < count; k += 2) {
        const uint64_t block = (first + k) / 2;
        const uint32_t counter[4] = {(uint32_t)block, (uint32_t)(block >> 32), (uint32_t)number,
                                     (uint32_t)(number >> 32)};
        uint32_t words[4];
        mm_philox(counter, key, words);
        for (size_t i = 0; i < 2 && k + i < count; i++)
            classes[k + i] = (double)find(choice, ((uint64_t)words[2 * i + 1] << 32 | words[2 * i]) >> (64 - BITS));
    }
}

void mm_choose_all(const struct mm_choice *choice, uint64_t seed, uint64_t number, size_t first, double *classes,
                   size_t count) {
    struct mm_stream stream;
    uint64_t words[BATCH];
    if (count <= FEW) {
        choose_few(choice, seed, number, first, classes, count);
        return;
    }
    mm_stream_start(&stream, seed, number);
    mm_stream_seek(&stream, first / 2);
    for (size_t done = 0; done < count; done += BATCH) {
        size_t some = count - done < BATCH ? count - done : BATCH;
        mm_stream_fill_u64(&stream, words, some);
        for (size_t i = 0; i < some; i++) classes[done + i] = (double)find(choice, words[i] >> (64 - BITS));
    }
}
