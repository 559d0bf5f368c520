/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For exact sums, moments and determinants: wide fixed-point integers in 32-bit digits, and their one rounding. */
#ifndef MM_NUMERIC_EXACT_INTEGER_H
#define MM_NUMERIC_EXACT_INTEGER_H

#include <gmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "numeric/exact.h"

__extension__ typedef __int128 mm_int128;
__extension__ typedef unsigned __int128 mm_uint128;

_Static_assert(GMP_NUMB_BITS == 64, "limbs are taken to have 64 bits");

/* A wide integer is an array of signed 64-bit chunks; chunk k counts 2^(32k). It stands for Σ x^p when its unit is
 * 2^(-1088p): 1088 is the multiple of 32 next above 1074, the place of the smallest double's bit. struct mm_exact has
 * the unit of p = 2 for plain sums too, so that one state takes both. */
enum {
    MM_UNIT_BITS = 1088,
    MM_EXACT_UNIT = 2 * MM_UNIT_BITS,
    MM_CUBE_CHUNKS = 208,   /* from 2^-3264 to 2^3072 and a 64-bit count */
    MM_FOURTH_CHUNKS = 272, /* from 2^-4352 to 2^4096 and a 64-bit count */
    MM_MAX_CHUNKS = MM_FOURTH_CHUNKS,
    MM_MAX_LIMBS = MM_MAX_CHUNKS / 2 + 2
};

/* Additions of a number between two carries: each moves a chunk by less than 2^32, so chunks stay below 2^62 + 2^32. */
#define MM_MAX_PENDING ((uint32_t)1 << 30)

/* A finite double is ±mantissa·2^(place - MM_UNIT_BITS); sign is 0 or -1. */
struct mm_parts {
    uint64_t mantissa;
    unsigned place;
    int64_t sign;
};

static inline uint64_t mm_bits_of(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits;
}

static inline bool mm_bits_finite(uint64_t bits) {
    return (bits & UINT64_C(0x7FF0000000000000)) != UINT64_C(0x7FF0000000000000);
}

static inline struct mm_parts mm_parts_of(uint64_t bits) {
    unsigned exponent = (unsigned)(bits >> 52) & 0x7FF;
    uint64_t fraction = bits & UINT64_C(0xFFFFFFFFFFFFF);
    unsigned normal = exponent != 0;
    return (struct mm_parts){.mantissa = fraction | (uint64_t)normal << 52,
                             .place = exponent + !normal + (MM_UNIT_BITS - 1075),
                             .sign = -(int64_t)(bits >> 63)};
}

static inline void mm_digit_add(int64_t *chunk, uint64_t digit, int64_t sign) {
    *chunk += ((int64_t)digit ^ sign) - sign;
}

/* chunks += ±magnitude·2^bit, minus if sign is -1. One pending term. */
static inline void mm_chunks_add(int64_t *chunks, unsigned bit, mm_uint128 magnitude, int64_t sign) {
    int64_t *digit = chunks + bit / 32;
    unsigned shift = bit % 32;
    mm_uint128 low = magnitude << shift;
    mm_digit_add(digit, (uint32_t)low, sign);
    mm_digit_add(digit + 1, (uint32_t)(low >> 32), sign);
    mm_digit_add(digit + 2, (uint32_t)(low >> 64), sign);
    mm_digit_add(digit + 3, (uint32_t)(low >> 96), sign);
    mm_digit_add(digit + 4, (uint64_t)(magnitude >> 96) >> (32 - shift), sign);
}

/* The same for a mantissa of at most 64 bits. */
static inline void mm_chunks_add_short(int64_t *chunks, unsigned bit, uint64_t magnitude, int64_t sign) {
    int64_t *digit = chunks + bit / 32;
    mm_uint128 shifted = (mm_uint128)magnitude << bit % 32;
    mm_digit_add(digit, (uint32_t)shifted, sign);
    mm_digit_add(digit + 1, (uint32_t)(shifted >> 32), sign);
    mm_digit_add(digit + 2, (uint64_t)(shifted >> 64), sign);
}

/* The same for a signed sum. */
static inline void mm_chunks_add_signed(int64_t *chunks, unsigned bit, mm_int128 value) {
    mm_chunks_add(chunks, bit, value < 0 ? -(mm_uint128)value : (mm_uint128)value, value < 0 ? -1 : 0);
}

/* Brings every chunk but the last into [0, 2^32). What is left of the old terms counts as one pending term. */
void mm_chunks_carry(int64_t *chunks, size_t count);

/* to += from, both of COUNT chunks; keeps the bound on the pending terms. */
void mm_chunks_merge(int64_t *to, uint32_t *to_pending, const int64_t *from, uint32_t from_pending, size_t count);

/* |value| of a wide integer as limbs·2^first_bit, without leading zero limbs; count 0 is zero. */
struct mm_magnitude {
    mp_limb_t limbs[MM_MAX_LIMBS];
    size_t count;
    unsigned first_bit; /* a multiple of 32 */
    bool negative;
};

void mm_chunks_magnitude(struct mm_magnitude *magnitude, const int64_t *chunks, size_t count);

/* The double nearest to ±(limbs + f)·2^exponent, ties to even, subnormals and overflow included, where 0 ≤ f < 1 and
 * f > 0 exactly if STICKY. COUNT ≥ 1, the last limb is not 0; at least 55 bits where STICKY. */
double mm_round_limbs(const mp_limb_t *limbs, size_t count, int64_t exponent, bool sticky, bool negative);

/* The double nearest to numerator/denominator·2^exponent; the denominator is positive. */
double mm_round_ratio(const mpz_t numerator, const mpz_t denominator, int64_t exponent);

/* The double nearest to ±sqrt(numerator/denominator·2^exponent); the numerator is not negative. */
double mm_round_ratio_root(const mpz_t numerator, const mpz_t denominator, int64_t exponent, bool negative);

/* What a sum with infinities or NaN is; false when every term was finite. */
bool mm_exact_special(const struct mm_exact *sum, double *value);

/* The sum as INTEGER·2^*EXPONENT, INTEGER odd, or 0 (the caller has initialised it); of the finite terms only. */
void mm_exact_integer(const struct mm_exact *sum, mpz_t integer, int64_t *exponent);
void mm_chunks_integer(const int64_t *chunks, size_t count, mpz_t integer, int64_t *exponent); /* in units of chunk 0 */

/* Notes whether all of N values (and all before) were -0. */
void mm_exact_note_zeros(struct mm_exact *sum, const double *x, size_t n, size_t stride);

/* Makes room for TERMS more terms before chunks could overflow. */
static inline void mm_exact_reserve(struct mm_exact *sum, uint32_t terms) {
    if (sum->pending > MM_MAX_PENDING - terms) {
        mm_chunks_carry(sum->chunks, MM_EXACT_CHUNKS);
        sum->pending = 1;
    }
    sum->pending += terms;
}

/* sum += a finite x for which there is room; zeros are noted elsewhere. */
static inline void mm_exact_add_finite(struct mm_exact *sum, double x) {
    struct mm_parts parts = mm_parts_of(mm_bits_of(x));
    mm_chunks_add_short(sum->chunks, parts.place + MM_UNIT_BITS, parts.mantissa, parts.sign);
}

/* A block of values as integers on one grid: x[i] = value[i]·2^exponent, |value| < 2^63. Values that are no multiples
 * of the grid have value 0 and a bit in `rest`: they are added one by one. */
enum { MM_GRID = 256 };

struct mm_grid {
    int64_t value[MM_GRID];
    uint64_t rest[MM_GRID / 64];
    int exponent;
};

/* False, and nothing filled in, if one of the N ≤ MM_GRID values is infinite or NaN. */
bool mm_grid_fill(struct mm_grid *grid, const double *x, size_t n, size_t stride);

#endif
