/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of randomly chosen whole numbers: four at a time from tables of their sixteen sums. */
#include "statistics/permutation_sums.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/random.h"

enum { WORD = 64, NIBBLE = 4, TABLES = WORD / NIBBLE, ENTRIES = 1 << NIBBLE };

static size_t word_count(size_t n) {
    return (n - 1) / WORD + 1;
}

int64_t *mm_permutation_units(size_t n) {
    return mm_new_zero(word_count(n) * WORD, sizeof(int64_t));
}

size_t mm_permutation_sums_chunk(size_t n) {
    const size_t cache = (size_t)1 << 20, least = 32, most = 512;
    size_t fits = cache / (word_count(n) * sizeof(uint64_t));
    return fits < least ? least : fits > most ? most : fits;
}

bool mm_permutation_sums_make(struct mm_permutation_sums *work, size_t n, size_t chunk) {
    work->stride = word_count(n) | 1; /* an odd distance: the choices do not compete for the same lines of the cache */
    work->bits = mm_new(work->stride * chunk, sizeof *work->bits);
    work->sums = mm_new(chunk, sizeof *work->sums);
    return work->bits != NULL && work->sums != NULL;
}

void mm_permutation_sums_free(struct mm_permutation_sums *work) {
    free(work->bits);
    free(work->sums);
    *work = (struct mm_permutation_sums){0};
}

/* table[m] = Σ of the units whose bits are in m. */
static void fill_table(int64_t table[ENTRIES], const int64_t units[NIBBLE]) {
    table[0] = 0;
    for (size_t bit = 0; bit < NIBBLE; bit++)
        for (size_t m = 0; m < (size_t)1 << bit; m++) table[((size_t)1 << bit) + m] = table[m] + units[bit];
}

static void add_word(struct mm_permutation_sums *work, const int64_t units[WORD], size_t word, size_t count) {
    int64_t tables[TABLES][ENTRIES];
    for (size_t t = 0; t < TABLES; t++) fill_table(tables[t], units + NIBBLE * t);
    for (size_t r = 0; r < count; r++) {
        uint64_t bits = work->bits[r * work->stride + word];
        int64_t sum = 0;
        for (size_t t = 0; t < TABLES; t++) sum += tables[t][bits >> (NIBBLE * t) & (ENTRIES - 1)];
        work->sums[r] += sum;
    }
}

/* By halves: the compiler's own would be a call into its library on processors without an instruction for it. */
static size_t count_bits(uint64_t word) {
    word -= word >> 1 & 0x5555555555555555;
    word = (word & 0x3333333333333333) + (word >> 2 & 0x3333333333333333);
    word = (word + (word >> 4)) & 0x0f0f0f0f0f0f0f0f;
    return (size_t)(word * 0x0101010101010101 >> 56);
}

/* Members come or go until there are CHOOSE of them. */
static void settle_size(const int64_t *units, size_t n, size_t choose, struct mm_stream *stream, uint64_t *bits,
                        int64_t *sum) {
    size_t size = 0;
    for (size_t w = 0; w < word_count(n); w++) size += count_bits(bits[w]);
    while (size != choose) {
        bool wanted = size < choose;
        uint32_t i = mm_stream_below(stream, (uint32_t)n);
        uint64_t bit = (uint64_t)1 << i % WORD;
        if (((bits[i / WORD] & bit) == 0) != wanted) continue;
        bits[i / WORD] ^= bit;
        *sum += wanted ? units[i] : -units[i];
        size += wanted ? 1 : (size_t)-1;
    }
}

void mm_permutation_sums_draw(struct mm_permutation_sums *work, const int64_t *units, size_t n, size_t choose,
                              uint64_t seed, uint64_t first, size_t count) {
    bool by_bits = choose == 0 || choose > n / 4;
    size_t words = word_count(n);
    struct mm_stream stream;
    memset(work->sums, 0, count * sizeof *work->sums);
    for (size_t r = 0; r < count; r++) {
        uint64_t *bits = work->bits + r * work->stride;
        mm_stream_start(&stream, seed, first + r);
        if (by_bits)
            mm_stream_fill_u64(&stream, bits, words);
        else
            memset(bits, 0, words * sizeof *bits);
        if (n % WORD != 0) bits[words - 1] &= ((uint64_t)1 << n % WORD) - 1;
    }
    for (size_t w = 0; by_bits && w < words; w++) add_word(work, units + WORD * w, w, count);
    for (size_t r = 0; choose > 0 && r < count; r++) {
        mm_stream_start(&stream, seed, first + r);
        if (by_bits) mm_stream_seek(&stream, (words + 1) / 2); /* blocks of two words: those above are used up */
        settle_size(units, n, choose, &stream, work->bits + r * work->stride, &work->sums[r]);
    }
}
