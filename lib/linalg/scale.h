/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Magnitudes of a matrix, and scaling by powers of two, which is exact. */
#ifndef MM_LINALG_SCALE_H
#define MM_LINALG_SCALE_H

#include <stdbool.h>

#include "base/status.h"

/* max |a_i|, in one pass. MM_NOT_FINITE with detail.index and detail.value the first NaN or infinity. */
enum mm_status mm_largest_magnitude(const double *a, size_t count, double *largest, struct mm_detail *detail);

/* The exponent e for which a 2^e is no larger than 2^400 and no smaller than 2^-400, where the largest magnitude of a is
 * beyond that and squares of its entries might overflow or underflow; else 0. */
int mm_safe_exponent(double largest);

/* to = a 2^exponent */
void mm_copy_scaled(double *to, const double *a, size_t count, int exponent);

/* Σ |x_i| */
double mm_sum_magnitudes(const double *x, size_t n);

/* sums_i += |x_i|; answers Σ |x_i|. */
double mm_add_magnitudes(double *sums, const double *x, size_t n);

/* max_j Σ_i |a_ij|, the 1-norm of A (n×n), or BY_ROWS max_i Σ_j |a_ij|, its infinity norm. */
double mm_sum_norm(const double *a, size_t n, bool by_rows);

/* to (n×m) = Aᵀ, A m×n */
void mm_copy_transposed(double *to, const double *a, size_t m, size_t n);

/* A (n×n) becomes Aᵀ. */
void mm_transpose_square(double *a, size_t n);

#endif
