/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAPACK's triangular and orthogonal factorisations for row-major matrices. */
#ifndef MM_LINALG_LAPACK_FACTOR_H
#define MM_LINALG_LAPACK_FACTOR_H

#include "base/status.h"

/* All sizes are positive and all values finite; MM_MEMORY also for sizes beyond LAPACK's int.
 *
 * F = P L U, where S = Fᵀ is what is given (n×m row by row, hence F m×n column by column) and is overwritten: U on and
 * above F's diagonal, L (unit diagonal) below. PIVOTS has room for min(m, n): row i was swapped with row pivots[i] - 1,
 * in this order. Answers MM_OK also where a pivot is zero. Partial pivoting by halves of the columns, dgetrf at the end.
 * Source: Toledo, "Locality of reference in LU decomposition with partial pivoting", SIAM J. Matrix Anal. Appl. 18,
 * 1997. */
enum mm_status mm_lapack_lu(double *s, size_t m, size_t n, int *pivots);

/* From the factors of a square S: an estimate, rarely off by more than a factor of 3, of 1 / (|S|₁ |S⁻¹|₁). NORM is
 * |S|₁, the largest sum of magnitudes in a column of S. 0 where a pivot is zero. dgecon. */
enum mm_status mm_lapack_lu_rcond(const double *s, size_t n, double norm, double *rcond);

/* From the factors of a square S: S x = b for K right-hand sides, each a row of X (k×n), which becomes the solution.
 * dgetrs. */
enum mm_status mm_lapack_lu_solve(const double *s, const int *pivots, size_t n, double *x, size_t k);

/* A = L Lᵀ from the lower triangle of A (n×n), which becomes L; what is above the diagonal is neither read nor written.
 * MM_SINGULAR with *MINOR the order of the first leading minor that is not positive. dpotrf. */
enum mm_status mm_lapack_cholesky(double *a, size_t n, size_t *minor);

/* A = Q R, A m×n: R goes on and above the diagonal of A, Householder's vectors below; REFLECTORS has room for
 * k = min(m, n). From these mm_lapack_q makes the first k columns of A (still n wide) into those of Q. dgelqf,
 * dorglq. */
enum mm_status mm_lapack_qr(double *a, size_t m, size_t n, double *reflectors);
enum mm_status mm_lapack_q(double *a, size_t m, size_t n, const double *reflectors);

#endif
