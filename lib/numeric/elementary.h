/* SPDX-License-Identifier: GPL-3.0-or-later */
/* exp and log over whole arrays: the same bits at every position, on every processor. */
#ifndef MM_NUMERIC_ELEMENTARY_H
#define MM_NUMERIC_ELEMENTARY_H

#include <stddef.h>

/* y_i = exp(x_i - shift);  y_i = log(x_i)
 *
 * Shapes: n numbers in, n out; x and y may be the same array.
 * Conventions: within 1 ulp of the exact value (measured bound stated in the .c), subnormal results included;
 * exp: -inf → 0, +inf → inf, overflow → inf, NaN → NaN; log: 0 → -inf, negative → NaN, subnormals right.
 * Only additions, multiplications and divisions in a fixed order, never a fused or reassociated one, so that SSE2, AVX2,
 * AVX-512 and arm64 give the same bits; the tail of an array goes through the same kernel.
 * Errors: none.
 * Source: Cody and Waite, "Software Manual for the Elementary Functions", 1980, chapters 5-6. */
void mm_exp(const double *x, double shift, double *y, size_t n);
void mm_log(const double *x, double *y, size_t n);

/* y_i = exp(x_i - shifts_i), the same bits as mm_exp gives one by one: many short rows, each with a shift of its own.
 */
void mm_exp_differences(const double *x, const double *shifts, double *y, size_t n);

/* One value through the same kernel, for places that are not loops. */
double mm_exp1(double x);
double mm_log1(double x);

/* The largest of n values; NaN if any is NaN; -inf for n = 0. Σ x_i by a fixed tree of partial sums. */
double mm_max(const double *x, size_t n);
double mm_tree_sum(const double *x, size_t n);

#endif
