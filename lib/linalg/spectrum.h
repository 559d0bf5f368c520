/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What singular values and norms tell of a matrix: rank, condition number; and the trace. */
#ifndef MM_LINALG_SPECTRUM_H
#define MM_LINALG_SPECTRUM_H

#include "base/status.h"

/* The number of singular values above rcond · s_1; RCOND NaN: max(m, n) eps. Zero for a matrix of zeros.
 * Shapes: A m×n, row-major. Errors as mm_svd's.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 5.4.1. */
enum mm_status mm_matrix_rank(const double *a, size_t m, size_t n, double rcond, size_t *rank,
                              struct mm_detail *detail);

enum mm_condition_norm { MM_CONDITION_2, MM_CONDITION_1, MM_CONDITION_INF, MM_CONDITION_FRO };

/* κ(A) = |A| |A⁻¹|: in the norm 2 the largest singular value over the smallest (any shape), else A is square; in the
 * norm fro from the singular values too, in the norms 1 and inf from the inverse. Infinity where A is singular.
 * Errors: as mm_svd's and mm_inverse's; MM_SHAPE if A is not square where it must be.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 2.6.2. */
enum mm_status mm_condition(const double *a, size_t m, size_t n, enum mm_condition_norm norm, double *condition,
                            struct mm_detail *detail);

/* Σ a_ii of a square matrix, exact and rounded once. Errors: MM_TOO_FEW. */
enum mm_status mm_trace(const double *a, size_t n, double *trace);

#endif
