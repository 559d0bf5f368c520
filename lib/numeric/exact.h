/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of doubles and of products of doubles without rounding: the same bits for any order, split and number of
 * threads. */
#ifndef MM_NUMERIC_EXACT_H
#define MM_NUMERIC_EXACT_H

#include <stddef.h>
#include <stdint.h>

/* s = Σ x_i           mm_exact_add
 * s = Σ x_i y_i       mm_exact_add_product
 *
 * Shapes: one sum a state; terms come one by one or as arrays with a stride.
 * Conventions: a fixed-point number of 32-bit digits, each kept in a signed 64-bit chunk so that carries wait, wide enough
 * for every product of two doubles: digit k has weight 2^(32k - 2176), 134 of them. Up to 2^30 terms go in between
 * carries (done inside). Infinities and NaN are kept aside: +inf with -inf, or any NaN, make the sum NaN; one kind of
 * infinity makes it that infinity. A sum that is zero is +0, unless every term was -0 (or there was none: then +0 too).
 * Merging is addition, so partial sums from any split give the same bits.
 * Errors: none.
 * Source: R. M. Neal, "Fast exact summation using small and large superaccumulators", 2015, sections 2-3. */
enum { MM_EXACT_CHUNKS = 136 };

struct mm_exact {
    int64_t chunks[MM_EXACT_CHUNKS];
    uint32_t pending; /* terms since the last carry */
    uint8_t positive_infinity;
    uint8_t negative_infinity;
    uint8_t not_a_number;
    uint8_t only_negative_zeros; /* every term so far was -0 and there was one */
    uint8_t any;
};

void mm_exact_clear(struct mm_exact *sum); /* 0, the empty sum */
void mm_exact_add(struct mm_exact *sum, double x);
void mm_exact_add_all(struct mm_exact *sum, const double *x, size_t n, size_t stride); /* x[0], x[stride], … fast */
void mm_exact_add_product(struct mm_exact *sum, double x, double y);
void mm_exact_add_products(struct mm_exact *sum, const double *x, size_t x_stride, const double *y, size_t y_stride,
                           size_t n);
void mm_exact_merge(struct mm_exact *to, const struct mm_exact *from);
/* The double nearest to the sum (ties to even); overflow gives ±inf. */
double mm_exact_round(const struct mm_exact *sum);
/* The double nearest to sum / n, rounded once. n = 0 gives NaN. */
double mm_exact_divide(const struct mm_exact *sum, uint64_t n);
/* sqrt(sum) to 1 ulp, also where the sum itself is beyond the range of doubles; NaN for a negative sum. */
double mm_exact_root(const struct mm_exact *sum);

/* The double nearest to sum / total, rounded once; total must be positive. A sum or total with infinities or NaN: as
 * the doubles would. */
double mm_exact_quotient(const struct mm_exact *sum, const struct mm_exact *total);

/* Whole-array forms. Equation: Σ x_i; Σ x_i y_i; sqrt(Σ x_i²) without overflow or underflow inside. Correctly rounded
 * (the norm: to 1 ulp). */
double mm_exact_sum(const double *x, size_t n);
double mm_exact_dot(const double *x, const double *y, size_t n);
double mm_exact_norm(const double *x, size_t n);

#endif
