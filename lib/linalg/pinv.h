/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pseudoinverse of Moore and Penrose. */
#ifndef MM_LINALG_PINV_H
#define MM_LINALG_PINV_H

#include "base/status.h"

/* A⁺ = V_r diag(1/s_r) U_rᵀ
 *
 * Shapes: A m×n, A⁺ n×m.
 * Conventions: singular values up to RCOND times the largest count as zero; RCOND < 0 stands for eps·max(m, n). *RANK
 * is how many were kept; of a zero matrix none, and A⁺ is zero.
 * Errors: m or n 0 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into A, detail.value); overflow MM_DOMAIN;
 * MM_NO_CONVERGENCE, MM_MEMORY.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 5.5.2. */
enum mm_status mm_pinv(const double *a, size_t m, size_t n, double rcond, double *inverse, size_t *rank,
                       struct mm_detail *detail);

#endif
