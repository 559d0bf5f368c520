/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear least squares from the triangular factor of [A b], which one pass over any number of rows gives. */
#ifndef MM_LINALG_LEAST_SQUARES_H
#define MM_LINALG_LEAST_SQUARES_H

#include <stdbool.h>

#include "linalg/tsqr.h"

/* What is known of a solution besides itself. */
struct mm_least_report {
    size_t rank;       /* of A, singular values up to rcond times the largest counting as zero */
    double rcond;      /* the one used */
    double condition;  /* largest over smallest singular value, +inf if that is 0; NaN unless asked for */
    double digits;     /* that rounding leaves of x, as a norm in the units below; 0 to 15.95; worst column of b */
    bool by_triangle;  /* solved by back substitution; else of least norm, by the singular value decomposition */
    double *residuals; /* q: ‖b_j - A x_j‖₂, given by the caller; null: not wanted */
};

/* x = argmin ‖b - A x‖² + λ ‖x‖², of least norm where several are
 *
 * Shapes: STATE has seen the rows of [A b], A m×n with n = COLUMNS, b m×q with q = state->columns - n > 0; x n×q.
 * Conventions: RCOND < 0 stands for eps·max(m, n), as in NumPy. Full rank: back substitution in the factor, whose
 * accuracy does not depend on the units of the columns; else LAPACK's dgelsd. λ = RIDGE ≥ 0 adds the rows √λ·I to A and
 * zeros to b (nothing is left out of the penalty); rank and condition are then those of the longer matrix, residuals
 * still those of the data. SPECTRUM: compute report->condition. Digits: -log10 of eps·(2κ/cos θ + κ² tan θ), θ the
 * angle between b and A x, κ the condition in units that make the columns of A alike (when rank-deficient: of the
 * singular values kept).
 * Errors: no rows MM_TOO_FEW; overflow MM_DOMAIN; MM_NO_CONVERGENCE, MM_MEMORY.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, sections 5.3, 5.5, 6.1; LAPACK Users' Guide, section 4.5.1
 * (error bounds) and dgelsd. */
enum mm_status mm_least_squares(struct mm_tsqr *state, size_t columns, double rcond, double ridge, bool spectrum,
                                double *x, struct mm_least_report *report);

#endif
