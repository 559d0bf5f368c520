/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residuals, leverages, and standard errors that hold when the variance of the errors is not one number. */
#ifndef MM_STATISTICS_SANDWICH_H
#define MM_STATISTICS_SANDWICH_H

#include "statistics/regression.h"

/* e_i = y_i - x_i b,  h_i = x_i (XᵀX)⁻¹ x_iᵀ,  V = (XᵀX)⁻¹ (Σ w_i e_i² x_iᵀ x_i) (XᵀX)⁻¹
 *   hc0 w = 1;  hc1 n/(n-p);  hc2 1/(1-h_i);  hc3 1/(1-h_i)²
 *
 * Shapes: one row at a time, x_i of p terms; z_i = x_i R⁻¹, of p numbers, has the squared length h_i.
 * Conventions: sums run over z_i, whose columns are orthogonal, so that the condition of X enters once.
 * Errors: hc2 and hc3 with a row of leverage 1 (to 1e-12): MM_DOMAIN.
 * Source: White, Econometrica 48, 1980; MacKinnon and White, Journal of Econometrics 29, 1985. */
enum mm_sandwich_kind { MM_HC0, MM_HC1, MM_HC2, MM_HC3 };

struct mm_sandwich {
    enum mm_sandwich_kind kind;
    double *middle; /* p×p: Σ w e² zᵀz, upper triangle */
};

struct mm_residual {
    double fitted, residual, leverage;
};

/* Z gets p numbers. */
void mm_fit_residual(const struct mm_fit *fit, const double *x, double y, double *z, struct mm_residual *residual);

/* Starts as {.kind = …}; null middle: memory. */
enum mm_status mm_sandwich_start(struct mm_sandwich *sandwich, const struct mm_fit *fit);
enum mm_status mm_sandwich_add(struct mm_sandwich *sandwich, const struct mm_fit *fit, const double *z,
                               const struct mm_residual *residual);
/* The roots of V's diagonal, p numbers. */
void mm_sandwich_errors(const struct mm_sandwich *sandwich, const struct mm_fit *fit, double *errors);
void mm_sandwich_free(struct mm_sandwich *sandwich);

#endif
