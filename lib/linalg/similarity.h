/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cosines between vectors. */
#ifndef MM_LINALG_SIMILARITY_H
#define MM_LINALG_SIMILARITY_H

#include <stdbool.h>

#include "base/status.h"

/* c_ij = a_i · b_j / (|a_i| |b_j|)
 *
 * Shapes: A m×k, B n×k, a vector in each row, row-major; C m×n. Null B: the rows of A with one another (n = m), C
 * exactly symmetric, its diagonal exactly 1.
 * Conventions: no length is too large or too small, since rows of extreme size are scaled first. Up to 2^15 products the
 * dot products are exact, and a cosine is within 3 ulp; beyond, they go through dgemm, and a cosine is within (k +
 * 4)·eps absolute. All lie in [-1, 1]. A row with NaN gives NaN.
 * Errors: a zero row MM_DOMAIN unless ZERO_IS_ZERO, which gives it cosines of 0, that with itself too; a row with an
 * infinity MM_DOMAIN; detail.index the row (those of B counted from m on), detail.value 0 or the infinity. MM_MEMORY.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 2.2. */
enum mm_status mm_cosine(const double *a, size_t m, const double *b, size_t n, size_t k, bool zero_is_zero, double *c,
                         struct mm_detail *detail);

/* d_ij = 1 - c_ij, without cancellation: where it is below 1/64 it is computed again from the part r of a_i that is
 * orthogonal to b_j, as 1 - cos = sin²/(1 + cos), sin = |r|/|a_i|, where r is found by repeated projection with fused
 * multiplications and has few ulp of error however small it is. Elsewhere the relative error is at most 64 (k + 5) eps.
 * Parallel rows have distance 0. Otherwise as mm_cosine; a zero row is always MM_DOMAIN. */
enum mm_status mm_cosine_distance(const double *a, size_t m, const double *b, size_t n, size_t k, size_t threads,
                                  double *d, struct mm_detail *detail);

/* TO (m×m) below its diagonal becomes what it is above. */
void mm_mirror_upper(double *to, size_t m);

#endif
