/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of the language over blocks of numbers. */
#ifndef MM_EXPR_KERNELS_H
#define MM_EXPR_KERNELS_H

#include <stddef.h>

#include "expr/function.h"

/* y_i = f(a_i, b_i, c_i)   for i < n
 *
 * Shapes: as many operands as the function has, each of n numbers; y may be one of them.
 * Conventions: comparisons and logic give 1 or 0; a number other than 0 holds. NaN is neither true nor false: as a
 * condition, under ! and where && or || depend on it, the result is NaN; comparisons with NaN are 0 (!= : 1). min and
 * max give NaN if either is, clamp if a bound is; clamp with low > high gives high. round goes to even. sign(0) = 0.
 * min, max and logsumexp take two operands here. EXPONENT, where not null, is the one exponent of a power: whole ones
 * from -2 to 3 and 1/2 are products, quotients and roots, as PyTorch has them.
 * Accuracy: exp and log within 1 ulp (numeric/elementary.h), sigmoid, softplus, silu and logsumexp within 4 ulp, digamma
 * and polygamma as GSL has them, others as the C library has them. A value does not depend on its place in the block.
 * Errors: none; NaN where undefined. */
void mm_kernel(enum mm_function function, const double *const *operands, const double *exponent, double *y, size_t n);

/* y_i = Σ_j k_j x_ji, from left to right; COUNT terms, each product rounded; y may be one of the x. */
void mm_kernel_terms(const double *k, const double *const *x, size_t count, double *y, size_t n);

/* sums_j += Σ_i r_i x_ji for COUNT of 1 to MM_KERNEL_DOTS, each by 16 running sums joined in a fixed order. */
enum { MM_KERNEL_DOTS = 4 };
void mm_kernel_dots(const double *r, const double *const *x, size_t count, double *const *sums, size_t n);

enum { MM_KERNEL_BLOCK = 256 }; /* the most that one call takes */

#endif
