/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear regression by least squares: coefficients, standard errors and the analysis of variance. */
#ifndef MM_STATISTICS_REGRESSION_H
#define MM_STATISTICS_REGRESSION_H

#include "linalg/tsqr.h"
#include "statistics/term_sums.h"

/* b = (XᵀX)⁻¹ Xᵀy,  s² = RSS/(n-p),  se_j = s sqrt((XᵀX)⁻¹_jj),  R² = 1 - RSS/TSS,  F = ((TSS-RSS)/k)/s²
 *
 * Shapes: X n×p from struct mm_term_sums (exact) or struct mm_tsqr (QR), y behind it.
 * Conventions: TSS is about the mean with an intercept (the first term is constant) and k = p - 1; without one it is
 * about 0 and k = p. Adjusted R² = 1 - (RSS/(n-p)) / (TSS/(n-k'))  with k' = 1 with an intercept, else 0.
 * Exact: the normal equations, which hold no rounding error, are factored (LDLᵀ) in floating point of 256 bits, then of
 * twice as many until two results agree to 80 bits; a residual or a coefficient of 0 is recognised by a bound on
 * determinants. So every number is the one of exact arithmetic on the given doubles, rounded once. QR: from the
 * triangular factor in doubles.
 * A column counts as a combination of those before it (aliased) if the sine of its angle to them is at most
 * max(n, p)·eps, in whatever units the columns are; other columns of the same combination are then `related`.
 * F and R² are NaN where they have no meaning (k = 0), F is infinite for a residual of 0.
 * Errors: n ≤ p MM_TOO_FEW; TSS = 0 MM_CONSTANT; aliased columns MM_SINGULAR (fit->aliased, fit->related say which);
 * more than 33 terms in mm_fit_exact MM_SHAPE; MM_MEMORY; QR: a factor beyond the largest double MM_DOMAIN.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, sections 4.2, 5.3; Weisberg, "Applied Linear Regression",
 * 2014; NIST Statistical Reference Datasets (definition without intercept). */
struct mm_fit {
    size_t columns, model; /* p, k */
    uint64_t rows, freedom;
    bool intercept;
    double *coefficients, *errors; /* p each */
    double *triangle;              /* p×p, row-major, upper: (XᵀX)⁻¹ = triangle · triangleᵀ */
    bool *aliased, *related;       /* p each */
    double residual_sd, residual_ss, model_ss, total_ss, r_squared, adjusted, f;
};

/* FIT starts as {0}; mm_fit_free after any outcome. */
enum mm_status mm_fit_exact(struct mm_fit *fit, const struct mm_term_sums *sums, bool intercept);
/* STATE has seen [X y]; RESPONSE (one column) y. */
enum mm_status mm_fit_qr(struct mm_fit *fit, struct mm_tsqr *state, const struct mm_gram *response, bool intercept);
void mm_fit_free(struct mm_fit *fit);

/* For mm_fit_exact and mm_fit_qr: memory and what follows from the numbers of rows and columns. */
enum mm_status mm_fit_start(struct mm_fit *fit, uint64_t rows, size_t columns, bool intercept);

/* t = b/se with n-p degrees of freedom: two-sided p, and the interval of LEVEL. */
struct mm_fit_test {
    double t, p, low, high;
};
enum mm_status mm_fit_test(const struct mm_fit *fit, double coefficient, double error, double level,
                           struct mm_fit_test *test);
/* P(F > f); NaN for a NaN. */
enum mm_status mm_fit_f_tail(const struct mm_fit *fit, double *p);

#endif
