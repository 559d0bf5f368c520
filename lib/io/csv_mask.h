/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where in 64 bytes any of three byte values stands, as a bit mask. */
#ifndef MM_IO_CSV_MASK_H
#define MM_IO_CSV_MASK_H

#include <stdint.h>
#include <string.h>
#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* Eight bytes at a time in plain integers, for processors without SSE2. A byte of V ^ PATTERN is zero where it matches;
 * adding 0x7f to its low seven bits sets the high bit exactly where it is not, without a carry into the next byte. */
static inline uint64_t mm_csv_mask_portable(const char *bytes, char a, char b, char c) {
    const uint64_t ones = 0x0101010101010101u, low = 0x7f7f7f7f7f7f7f7fu;
    const uint64_t patterns[3] = {ones * (unsigned char)a, ones * (unsigned char)b, ones * (unsigned char)c};
    uint64_t mask = 0;
    for (unsigned i = 0; i < 8; i++) {
        uint64_t word, differs = ~(uint64_t)0;
        memcpy(&word, bytes + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
        word = __builtin_bswap64(word);
#endif
        for (unsigned k = 0; k < 3; k++) {
            uint64_t v = word ^ patterns[k];
            differs &= ((v & low) + low) | v;
        }
        /* The eight high bits move together: each is multiplied to its own place in the top byte. */
        uint64_t bits = (((~differs & ~low) >> 7) * 0x0102040810204080u) >> 56;
        mask |= bits << (8 * i);
    }
    return mask;
}

/* Bit i is set where bytes[i] is A, B or C, for i < 64; all 64 bytes must be readable. */
static inline uint64_t mm_csv_mask(const char *bytes, char a, char b, char c) {
#ifdef __SSE2__
    const __m128i pa = _mm_set1_epi8(a), pb = _mm_set1_epi8(b), pc = _mm_set1_epi8(c);
    uint64_t mask = 0;
    for (unsigned i = 0; i < 4; i++) {
        __m128i v = _mm_loadu_si128((const __m128i *)(const void *)(bytes + 16 * i));
        __m128i hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(v, pa), _mm_cmpeq_epi8(v, pb)), _mm_cmpeq_epi8(v, pc));
        mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
    }
    return mask;
#else
    return mm_csv_mask_portable(bytes, a, b, c);
#endif
}

/* The same for the LEFT bytes that remain; bits beyond them are clear. */
static inline uint64_t mm_csv_mask_of(const char *bytes, size_t left, char a, char b, char c) {
    uint64_t mask = mm_csv_mask(bytes, a, b, c);
    return left < 64 ? mask & (((uint64_t)1 << left) - 1) : mask;
}

#endif
