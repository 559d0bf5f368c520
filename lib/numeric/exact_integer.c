/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wide integers in 32-bit digits: carries, merging, and their magnitude as limbs. */
#include "numeric/exact_integer.h"

/* Chunks are taken apart with arithmetic shifts, which gcc and clang promise for negative numbers. */
static int64_t settle(int64_t *chunk, int64_t carry) {
    int64_t value = *chunk + carry;
    *chunk = value & 0xFFFFFFFF;
    return value >> 32;
}

void mm_chunks_carry(int64_t *chunks, size_t count) {
    int64_t carry = 0;
    for (size_t k = 0; k + 1 < count; k++) carry = settle(&chunks[k], carry);
    chunks[count - 1] += carry;
}

void mm_chunks_merge(int64_t *to, uint32_t *to_pending, const int64_t *from, uint32_t from_pending, size_t count) {
    if ((uint64_t)*to_pending + from_pending > MM_MAX_PENDING) {
        int64_t settled[MM_MAX_CHUNKS];
        memcpy(settled, from, count * sizeof *settled);
        mm_chunks_carry(settled, count);
        mm_chunks_carry(to, count);
        for (size_t k = 0; k < count; k++) to[k] += settled[k];
        *to_pending = 2;
        return;
    }
    for (size_t k = 0; k < count; k++) to[k] += from[k];
    *to_pending += from_pending;
}

/* The chunks in use are a short stretch of the array for data of similar magnitude; only they are worked on. */
void mm_chunks_magnitude(struct mm_magnitude *magnitude, const int64_t *chunks, size_t count) {
    size_t first = 0, end = count;
    while (first < count && chunks[first] == 0) first++;
    while (end > first && chunks[end - 1] == 0) end--;
    magnitude->first_bit = (unsigned)(32 * first);
    magnitude->negative = false;
    magnitude->count = 0;
    if (first == end) return;

    /* Two further digits hold the last carry (at most 2^31), a third makes the number even for packing. */
    int64_t digits[MM_MAX_CHUNKS + 3];
    size_t used = end - first, length = used + 2;
    memcpy(digits, chunks + first, used * sizeof *digits);
    int64_t carry = 0;
    for (size_t k = 0; k < length; k++) {
        if (k >= used) digits[k] = 0;
        carry = settle(&digits[k], carry);
    }
    digits[length] = 0;
    if (carry < 0) {
        magnitude->negative = true;
        carry = 0;
        for (size_t k = 0; k < length; k++) {
            digits[k] = -digits[k];
            carry = settle(&digits[k], carry);
        }
    }
    for (size_t k = 0; k < length; k += 2) {
        magnitude->limbs[k / 2] = (mp_limb_t)digits[k] | (mp_limb_t)digits[k + 1] << 32;
    }
    size_t limbs = (length + 1) / 2;
    while (limbs > 0 && magnitude->limbs[limbs - 1] == 0) limbs--;
    magnitude->count = limbs;
}

void mm_chunks_integer(const int64_t *chunks, size_t count, mpz_t integer, int64_t *exponent) {
    struct mm_magnitude magnitude;
    mm_chunks_magnitude(&magnitude, chunks, count);
    *exponent = magnitude.first_bit;
    mpz_import(integer, magnitude.count, -1, sizeof *magnitude.limbs, 0, 0, magnitude.limbs);
    if (magnitude.count == 0) return;
    mp_bitcnt_t zeros = mpz_scan1(integer, 0);
    mpz_tdiv_q_2exp(integer, integer, zeros);
    *exponent += (int64_t)zeros;
    if (magnitude.negative) mpz_neg(integer, integer);
}

void mm_exact_integer(const struct mm_exact *sum, mpz_t integer, int64_t *exponent) {
    mm_chunks_integer(sum->chunks, MM_EXACT_CHUNKS, integer, exponent);
    *exponent -= MM_EXACT_UNIT;
}
