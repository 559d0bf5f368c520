/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Singular value decomposition on LAPACK's dgesdd. */
#ifndef MM_LINALG_SVD_H
#define MM_LINALG_SVD_H

#include "base/status.h"

/* A = U diag(s) Vᵀ
 *
 * Shapes: A m×n, row-major, left as it is. k = min(m, n). Thin: U m×k, s k, Vᵀ k×n. Full: U m×m, Vᵀ n×n. Null u and vt:
 * values only; null u alone: values and the thin Vᵀ, in less time than with U.
 * Conventions: s descending, ≥ 0. In each row of Vᵀ the first entry within 1e-8 relative of the largest magnitude is
 * positive (U follows; extra rows of a full Vᵀ and columns of a full U have the same rule each on its own).
 * Errors: m or n 0 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into A, detail.value); no convergence
 * MM_NO_CONVERGENCE (tried dgesdd, then dgesvd). Values near overflow or underflow are scaled.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 8.6; LAPACK Users' Guide, dgesdd. */
enum mm_status mm_svd(const double *a, size_t m, size_t n, int full, double *u, double *s, double *vt,
                      struct mm_detail *detail);

/* C = U_r diag(s_r) V_rᵀ from a thin decomposition and a rank r ≤ k; C m×n. */
enum mm_status mm_svd_reconstruct(const double *u, const double *s, const double *vt, size_t m, size_t n, size_t k,
                                  size_t rank, double *c);

#endif
