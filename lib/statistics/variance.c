/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variances: plain ones from the moments, weighted ones from exact sums of products of three numbers. */
#include "statistics/variance.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact_integer.h"

enum mm_status mm_variance_start(struct mm_variance *variance, uint64_t ddof, bool weighted) {
    *variance = (struct mm_variance){.ddof = ddof, .weighted = weighted};
    if (weighted)
        variance->squares = mm_new_zero(MM_CUBE_CHUNKS, sizeof *variance->squares);
    else
        variance->moments = mm_moments_new(2);
    return variance->squares != NULL || variance->moments != NULL ? MM_OK : MM_MEMORY;
}

void mm_variance_stop(struct mm_variance *variance) {
    mm_moments_free(variance->moments);
    free(variance->squares);
    *variance = (struct mm_variance){0};
}

/* w x² without rounding: at most 159 bits, which go in as two halves. */
static void add_square(struct mm_variance *variance, double w, double x) {
    struct mm_parts value = mm_parts_of(mm_bits_of(x)), weight = mm_parts_of(mm_bits_of(w));
    mm_uint128 square = (mm_uint128)value.mantissa * value.mantissa;
    unsigned bit = 2 * value.place + weight.place;
    if (variance->pending > MM_MAX_PENDING - 2) {
        mm_chunks_carry(variance->squares, MM_CUBE_CHUNKS);
        variance->pending = 1;
    }
    variance->pending += 2;
    mm_chunks_add(variance->squares, bit, (mm_uint128)(uint64_t)square * weight.mantissa, 0);
    mm_chunks_add(variance->squares, bit + 64, (mm_uint128)(uint64_t)(square >> 64) * weight.mantissa, 0);
}

static enum mm_status add_weighted(struct mm_variance *variance, const double *x, const double *weights, size_t n,
                                   size_t stride) {
    for (size_t i = 0; i < n; i++) {
        double value = x[i * stride], weight = weights[i * stride];
        if (isnan(weight) || isnan(value)) {
            variance->not_a_number = true;
            continue;
        }
        if (!(weight >= 0) || isinf(weight) || isinf(value)) return MM_DOMAIN;
        if (variance->ddof > 0 && weight != floor(weight)) return MM_DOMAIN;
        mm_exact_add(&variance->total, weight);
        mm_exact_add_product(&variance->sum, weight, value);
        add_square(variance, weight, value);
    }
    return MM_OK;
}

enum mm_status mm_variance_add(struct mm_variance *variance, const double *x, const double *weights, size_t n,
                               size_t stride) {
    if (variance->weighted) return add_weighted(variance, x, weights, n, stride);
    double odd = 0; /* 0 for finite numbers, and no branch for each */
    for (size_t i = 0; i < n; i++) odd += x[i * stride] * 0;
    for (size_t i = 0; isnan(odd) && i < n; i++)
        if (isinf(x[i * stride])) return MM_DOMAIN;
    mm_moments_add(variance->moments, x, n, stride);
    return MM_OK;
}

/* Shares out a power of two between the integers a 2^e and b 2^f: both are then in units of 2^min(e, f). */
static int64_t align(mpz_t a, int64_t e, mpz_t b, int64_t f) {
    if (e > f) mpz_mul_2exp(a, a, (mp_bitcnt_t)(e - f));
    if (f > e) mpz_mul_2exp(b, b, (mp_bitcnt_t)(f - e));
    return e < f ? e : f;
}

/* (W Σwx² - (Σwx)²) / (W (W - ddof)) in integers. */
static enum mm_status divide(const struct mm_variance *variance, bool root, double *value) {
    mpz_t total, sum, squares, rest;
    int64_t total_exponent, sum_exponent, square_exponent;
    mpz_inits(total, sum, squares, rest, NULL);
    mm_exact_integer(&variance->total, total, &total_exponent);
    mm_exact_integer(&variance->sum, sum, &sum_exponent);
    mm_chunks_integer(variance->squares, MM_CUBE_CHUNKS, squares, &square_exponent);
    square_exponent -= 3 * MM_UNIT_BITS;

    mpz_mul(squares, squares, total);
    mpz_mul(sum, sum, sum);
    int64_t exponent = align(squares, square_exponent + total_exponent, sum, 2 * sum_exponent);
    mpz_sub(squares, squares, sum);

    int64_t rest_exponent = total_exponent;
    mpz_set(rest, total);
    if (variance->ddof > 0) { /* W is whole: its exponent is not negative, unless W = 0 */
        mpz_mul_2exp(rest, rest, total_exponent > 0 ? (mp_bitcnt_t)total_exponent : 0);
        mpz_sub_ui(rest, rest, variance->ddof);
        rest_exponent = 0;
    }
    mpz_mul(total, total, rest);
    exponent -= total_exponent + rest_exponent;

    enum mm_status status = MM_OK;
    if (mpz_sgn(rest) <= 0)
        status = variance->ddof > 0 || !variance->total.any ? MM_TOO_FEW : MM_DOMAIN;
    else
        *value = root ? mm_round_ratio_root(squares, total, exponent, false) : mm_round_ratio(squares, total, exponent);
    mpz_clears(total, sum, squares, rest, NULL);
    return status;
}

enum mm_status mm_variance_finish(const struct mm_variance *variance, bool root, double *value) {
    if (!variance->weighted)
        return root ? mm_moments_sd(variance->moments, variance->ddof, value)
                    : mm_moments_variance(variance->moments, variance->ddof, value);
    *value = NAN;
    return variance->not_a_number ? MM_OK : divide(variance, root, value);
}
