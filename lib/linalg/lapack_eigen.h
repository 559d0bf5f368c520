/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAPACK's eigenvalues for row-major matrices. */
#ifndef MM_LINALG_LAPACK_EIGEN_H
#define MM_LINALG_LAPACK_EIGEN_H

#include <stddef.h>

#include "base/status.h"

/* The TOP largest eigenvalues of a symmetric A (n×n, n ≥ top > 0, all finite; destroyed), ascending. VECTORS
 * (top×n, a row for each; null: none): divide and conquer (dsyevd), whose vectors are orthogonal to a few eps; for some
 * values or vectors dsyevr. MM_NO_CONVERGENCE; MM_MEMORY also for sizes beyond LAPACK's int.
 * Source: LAPACK Users' Guide, section 2.4.4. */
enum mm_status mm_lapack_symmetric_eigen(double *a, size_t n, size_t top, double *values, double *vectors);

/* All eigenvalues RE + i IM of A (n×n, all finite; destroyed) in no particular order, balanced first: the steps of dgeevx.
 * VECTORS (n×n; null: none): row j is the right eigenvector of a real eigenvalue j; of a conjugate pair j, j + 1, the
 * one with positive imaginary part first, row j holds the real and row j + 1 the imaginary part of the first's.
 * MM_NO_CONVERGENCE; MM_MEMORY.
 * Source: LAPACK Users' Guide, section 2.4.5. */
enum mm_status mm_lapack_general_eigen(double *a, size_t n, double *re, double *im, double *vectors);

#endif
