/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eigenvalues and eigenvectors of symmetric and of general real matrices. */
#ifndef MM_LINALG_EIGEN_H
#define MM_LINALG_EIGEN_H

#include <stddef.h>

#include "base/status.h"

/* The largest |a_ij - a_ji| over the largest |a_ij|; 0 for a zero matrix. *ROW, *COLUMN: where it is, row > column.
 * A NaN or an infinity gives NaN. */
double mm_asymmetry(const double *a, size_t n, size_t *row, size_t *column);

/* A v = λ v for a symmetric A
 *
 * Shapes: A n×n, row-major; of it (A + Aᵀ)/2 is decomposed, so that neither triangle is preferred. VALUES: the TOP
 * largest, 0 < top ≤ n. VECTORS: n×top, column j belongs to value j; null: none.
 * Conventions: descending; vectors have length 1 and are orthogonal; in each the first entry within 1e-8 relative of
 * the largest magnitude is positive. Equal eigenvalues share a space, of which the vectors are some basis.
 * Errors: n or top 0 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into A, detail.value); a value beyond the
 * largest double MM_DOMAIN; MM_NO_CONVERGENCE, MM_MEMORY. Magnitudes near overflow or underflow are scaled.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, chapter 8; LAPACK Users' Guide, dsyevd and dsyevr. */
enum mm_status mm_eigen_symmetric(const double *a, size_t n, size_t top, double *values, double *vectors,
                                  struct mm_detail *detail);

/* A v = λ v for any real square A
 *
 * Shapes: VALUES n×2 (real part, imaginary part). VECTORS n×2n: columns 2j and 2j + 1 are the real and the imaginary
 * part of the vector of value j; null: none.
 * Conventions: descending by real part, then by imaginary part: of a conjugate pair the one with positive imaginary
 * part comes first. Vectors have length 1; in each the first entry within 1e-8 relative of the largest magnitude is
 * real and positive. Errors, scaling: as above. A defective matrix has fewer directions than values: vectors repeat.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, chapter 7; LAPACK Users' Guide, dgeevx. */
enum mm_status mm_eigen_general(const double *a, size_t n, double *values, double *vectors, struct mm_detail *detail);

#endif
