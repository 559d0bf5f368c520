/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Triangular and orthogonal factors of a matrix: LU, Cholesky, QR. */
#ifndef MM_LINALG_FACTOR_H
#define MM_LINALG_FACTOR_H

#include "base/status.h"

/* A = P L U
 *
 * Shapes: A m×n, row-major, left as it is; L m×k, U k×n, k = min(m, n); ORDER has m entries: P (m×m) has a 1 in row
 * order[i], column i, so that row i of L U is row order[i] of A.
 * Conventions: partial pivoting; L has a unit diagonal and entries of magnitude up to 1; a singular A has a zero on U's
 * diagonal and is no error.
 * Errors: m or n 0 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into A, detail.value); a factor beyond the
 * largest double MM_DOMAIN.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 3.4. */
enum mm_status mm_lu(const double *a, size_t m, size_t n, size_t *order, double *l, double *u,
                     struct mm_detail *detail);

/* A = L Lᵀ
 *
 * Shapes: A n×n, row-major, left as it is; L n×n, zeros above the diagonal.
 * Conventions: L's diagonal is positive; of a symmetric A the lower triangle is read.
 * Errors: as above, and |a_ij - a_ji| over 1e-10 of the largest magnitude MM_DATA with detail.index into A, in the
 * lower triangle, where the difference is largest; not positive definite MM_SINGULAR with detail.index the order of the
 * first leading minor that is not positive.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 4.2. */
enum mm_status mm_cholesky(const double *a, size_t n, double *l, struct mm_detail *detail);

/* A = Q R
 *
 * Shapes: A m×n, row-major, left as it is; Q m×k with orthonormal columns, R k×n upper triangular, k = min(m, n).
 * Conventions: Householder; R's diagonal is not negative, which makes both unique where A has rank n ≤ m.
 * Errors: m or n 0 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into A, detail.value); a factor beyond the
 * largest double MM_DOMAIN.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 5.2. */
enum mm_status mm_qr(const double *a, size_t m, size_t n, double *q, double *r, struct mm_detail *detail);

#endif
