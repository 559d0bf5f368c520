/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exact sums, term by term: adding, merging, rounding. */
#include "numeric/exact.h"

#include <math.h>

#include "numeric/exact_integer.h"

void mm_exact_clear(struct mm_exact *sum) {
    memset(sum, 0, sizeof *sum);
}

static void add_non_finite(struct mm_exact *sum, double x) {
    if (isnan(x)) {
        sum->not_a_number = 1;
    } else if (x > 0) {
        sum->positive_infinity = 1;
    } else {
        sum->negative_infinity = 1;
    }
}

static void note_term(struct mm_exact *sum, bool negative_zero) {
    sum->only_negative_zeros = negative_zero && (sum->only_negative_zeros || !sum->any);
    sum->any = 1;
}

void mm_exact_note_zeros(struct mm_exact *sum, const double *x, size_t n, size_t stride) {
    const uint64_t negative_zero = UINT64_C(1) << 63;
    for (size_t i = 0; i < n && (sum->only_negative_zeros || !sum->any); i++) {
        note_term(sum, mm_bits_of(x[i * stride]) == negative_zero);
    }
}

void mm_exact_add(struct mm_exact *sum, double x) {
    uint64_t bits = mm_bits_of(x);
    note_term(sum, bits == UINT64_C(1) << 63);
    if (!mm_bits_finite(bits)) {
        add_non_finite(sum, x);
        return;
    }
    mm_exact_reserve(sum, 1);
    mm_exact_add_finite(sum, x);
}

void mm_exact_add_product(struct mm_exact *sum, double x, double y) {
    uint64_t x_bits = mm_bits_of(x), y_bits = mm_bits_of(y);
    if (!mm_bits_finite(x_bits) || !mm_bits_finite(y_bits)) {
        note_term(sum, false);
        add_non_finite(sum, x * y); /* 0·inf is NaN here too */
        return;
    }
    struct mm_parts a = mm_parts_of(x_bits), b = mm_parts_of(y_bits);
    mm_uint128 product = (mm_uint128)a.mantissa * b.mantissa;
    note_term(sum, product == 0 && a.sign != b.sign);
    mm_exact_reserve(sum, 1);
    mm_chunks_add(sum->chunks, a.place + b.place, product, a.sign ^ b.sign);
}

void mm_exact_merge(struct mm_exact *to, const struct mm_exact *from) {
    mm_chunks_merge(to->chunks, &to->pending, from->chunks, from->pending, MM_EXACT_CHUNKS);
    to->positive_infinity |= from->positive_infinity;
    to->negative_infinity |= from->negative_infinity;
    to->not_a_number |= from->not_a_number;
    if (from->any) note_term(to, from->only_negative_zeros);
}

bool mm_exact_special(const struct mm_exact *sum, double *value) {
    if (sum->not_a_number || (sum->positive_infinity && sum->negative_infinity)) {
        *value = NAN;
    } else if (sum->positive_infinity) {
        *value = HUGE_VAL;
    } else if (sum->negative_infinity) {
        *value = -HUGE_VAL;
    } else {
        return false;
    }
    return true;
}

double mm_exact_round(const struct mm_exact *sum) {
    double special;
    if (mm_exact_special(sum, &special)) return special;
    struct mm_magnitude magnitude;
    mm_chunks_magnitude(&magnitude, sum->chunks, MM_EXACT_CHUNKS);
    if (magnitude.count == 0) return sum->only_negative_zeros ? -0.0 : 0.0;
    return mm_round_limbs(magnitude.limbs, magnitude.count, (int64_t)magnitude.first_bit - MM_EXACT_UNIT, false,
                          magnitude.negative);
}

double mm_exact_quotient(const struct mm_exact *sum, const struct mm_exact *total) {
    double above, below;
    bool special = mm_exact_special(sum, &above);
    if (!special) above = mm_exact_round(sum);
    if (mm_exact_special(total, &below)) return above / below;
    if (special) return above;
    struct mm_magnitude numerator, denominator;
    mm_chunks_magnitude(&numerator, sum->chunks, MM_EXACT_CHUNKS);
    mm_chunks_magnitude(&denominator, total->chunks, MM_EXACT_CHUNKS);
    if (numerator.count == 0 || denominator.count == 0) return above / mm_exact_round(total);
    mpz_t a, b;
    mp_size_t count = (mp_size_t)numerator.count;
    mpz_roinit_n(a, numerator.limbs, numerator.negative ? -count : count);
    mpz_roinit_n(b, denominator.limbs, (mp_size_t)denominator.count);
    return mm_round_ratio(a, b, (int64_t)numerator.first_bit - (int64_t)denominator.first_bit);
}

double mm_exact_divide(const struct mm_exact *sum, uint64_t n) {
    double special;
    if (n == 0) return NAN;
    if (mm_exact_special(sum, &special)) return special;
    struct mm_magnitude magnitude;
    mm_chunks_magnitude(&magnitude, sum->chunks, MM_EXACT_CHUNKS);
    if (magnitude.count == 0) return sum->only_negative_zeros ? -0.0 : 0.0;

    /* Two limbs behind the point leave 64 bits of quotient even for one small limb and the largest n. */
    mp_limb_t quotient[MM_MAX_LIMBS + 2];
    size_t count = magnitude.count + 2;
    mp_limb_t remainder = mpn_divrem_1(quotient, 2, magnitude.limbs, (mp_size_t)magnitude.count, n);
    while (quotient[count - 1] == 0) count--;
    return mm_round_limbs(quotient, count, (int64_t)magnitude.first_bit - MM_EXACT_UNIT - 128, remainder != 0,
                          magnitude.negative);
}

double mm_exact_sum(const double *x, size_t n) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, x, n, 1);
    return mm_exact_round(&sum);
}

double mm_exact_dot(const double *x, const double *y, size_t n) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_products(&sum, x, 1, y, 1, n);
    return mm_exact_round(&sum);
}

double mm_exact_norm(const double *x, size_t n) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_products(&sum, x, 1, x, 1, n);
    return mm_exact_root(&sum);
}

double mm_exact_root(const struct mm_exact *sum) {
    double special;
    if (mm_exact_special(sum, &special)) return special;
    struct mm_magnitude magnitude;
    mm_chunks_magnitude(&magnitude, sum->chunks, MM_EXACT_CHUNKS);
    if (magnitude.count == 0) return 0;
    if (magnitude.negative) return NAN;

    /* The top four limbs give a root of 97 bits or more; what lies below them only counts as not zero. The exponent is
     * a multiple of 32, so half of it is an integer. */
    enum { TOP = 4 };
    mp_limb_t top[TOP] = {0}, root[TOP / 2], remainder[TOP];
    size_t taken = magnitude.count < TOP ? magnitude.count : TOP, below = magnitude.count - taken;
    bool sticky = false;
    for (size_t k = 0; k < below; k++) sticky |= magnitude.limbs[k] != 0;
    memcpy(top + TOP - taken, magnitude.limbs + below, taken * sizeof *top);
    sticky |= mpn_sqrtrem(root, remainder, top, TOP) != 0;
    int64_t exponent = (int64_t)magnitude.first_bit - MM_EXACT_UNIT + 64 * ((int64_t)below - (int64_t)(TOP - taken));
    return mm_round_limbs(root, TOP / 2, exponent / 2, sticky, false);
}
