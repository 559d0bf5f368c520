/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Norms of vectors and matrices. */
#ifndef MM_LINALG_NORM_H
#define MM_LINALG_NORM_H

#include "base/status.h"
#include "numeric/exact.h"

/* |x|_p = (Σ |x_i|^p)^(1/p);   |x|_∞ = max |x_i|;   |x|_0 = how many x_i are not 0
 *
 * Shapes: n numbers in, one out; n = 0 gives 0.
 * Conventions: p ≥ 0 or infinity; below 1 it is no norm, but the same formula. p = 1 and 2 are exact sums, rounded once
 * (2: within 1 ulp); other p are scaled by the largest magnitude, so that nothing overflows or underflows on the way,
 * and are within a few ulp for p ≥ 1. Any order of the numbers gives the same bits. NaN gives NaN, infinity gives
 * infinity (for p = 0 it counts as one).
 * Errors: none.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 2.2. */
double mm_vector_norm(const double *x, size_t n, double p);

enum mm_matrix_norm {
    MM_NORM_FROBENIUS, /* sqrt(Σ a_ij²) */
    MM_NORM_COLUMN,    /* the 1-norm: largest Σ_i |a_ij| of a column */
    MM_NORM_ROW,       /* the ∞-norm: largest Σ_j |a_ij| of a row */
    MM_NORM_MAX,       /* largest |a_ij| */
    MM_NORM_SPECTRAL,  /* the 2-norm: largest singular value */
    MM_NORM_NUCLEAR    /* Σ singular values */
};

/* Norms that need one pass over the rows; state of O(columns). Exact sums, so any split into blocks gives the same
 * bits. NaN gives NaN, infinity without NaN gives infinity. Starts with mm_norm_pass_start (MM_MEMORY), ends with
 * mm_norm_pass_finish, which frees. */
struct mm_norm_pass {
    enum mm_matrix_norm kind; /* not SPECTRAL, not NUCLEAR */
    size_t columns;
    struct mm_exact squares;
    struct mm_exact *column_sums; /* MM_NORM_COLUMN only; owned */
    double largest;
};

enum mm_status mm_norm_pass_start(struct mm_norm_pass *pass, enum mm_matrix_norm kind, size_t columns);
void mm_norm_pass_add(struct mm_norm_pass *pass, const double *rows, size_t count);
double mm_norm_pass_finish(struct mm_norm_pass *pass);

/* Any of the norms of A, m×n, row-major. Errors: m or n 0 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into
 * A) and MM_NO_CONVERGENCE for SPECTRAL and NUCLEAR alone; MM_MEMORY.
 * Source: as above, section 2.3; LAPACK dgesdd. */
enum mm_status mm_matrix_norm(const double *a, size_t m, size_t n, enum mm_matrix_norm kind, double *norm,
                              struct mm_detail *detail);

#endif
