/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Systems of linear equations and inverses by LU with condition estimate and refinement. */
#ifndef MM_LINALG_SOLVE_H
#define MM_LINALG_SOLVE_H

#include <stdbool.h>

#include "base/status.h"

/* What is known of a solution.
 * rcond: 1 / (|A|₁ |A⁻¹|₁), an estimate rarely off by more than a factor of 3.
 * scaled: rows and columns were scaled by powers of two first; rcond is then that of the scaled matrix. */
struct mm_solution {
    double rcond;
    bool scaled;
};

/* A X = B
 *
 * Shapes: A n×n, B n×k, X n×k, row-major; X is none of the others.
 * Conventions: partial pivoting. Up to 32 columns of X are refined with residuals in doubled precision, or exact ones
 * where the condition asks for them (linalg/residual.h), so that X is right to a few eps |x| for the A and B given,
 * unless rcond is close to eps; beyond 32, one step with ordinary residuals where the backward error asks for it. A
 * matrix that is only badly scaled (rows or columns of very different size) is scaled: that is done when rcond is below
 * 1e-10 and scaling lifts it above. Where the factors of LU grow and the residual shows it, Householder's QR takes over.
 * Errors: NaN or infinity MM_NOT_FINITE (detail.index into A, or n² + the index into B); rcond < LEAST_RCOND, or a zero
 * pivot, MM_SINGULAR with detail.value the rcond; no backward stable solution MM_NO_CONVERGENCE; a solution beyond
 * the largest double MM_DOMAIN; n or k 0 MM_TOO_FEW.
 * LEAST_RCOND is eps = 2^-52 for who wants an answer with digits, 0 to refuse zero pivots only.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, sections 3.4-3.5; Demmel et al., "Error bounds from extra-
 * precise iterative refinement", ACM TOMS 32, 2006. */
enum mm_status mm_solve(const double *a, size_t n, const double *b, size_t k, double least_rcond, double *x,
                        struct mm_solution *solution, struct mm_detail *detail);

/* X = A⁻¹, the solution of A X = I; all else as above. */
enum mm_status mm_inverse(const double *a, size_t n, double least_rcond, double *x, struct mm_solution *solution,
                          struct mm_detail *detail);

/* The largest over the columns of |b - A x| / (|A| |x| + |b|) in infinity norms: how far, relatively, A and b are from
 * a system that x solves exactly. Residuals are exact up to 32 columns.
 * Errors: MM_MEMORY.
 * Source: Rigal and Gaches, "On the compatibility of a given solution with the data of a linear system", J. ACM 14,
 * 1967. */
enum mm_status mm_backward_error(const double *a, size_t n, const double *b, size_t k, const double *x, double *error);

/* floor(16 + log10 rcond), 0 to 15: the decimal digits of X that can be trusted when those of A and B are right to 16.
 */
int mm_trusted_digits(double rcond);

#endif
