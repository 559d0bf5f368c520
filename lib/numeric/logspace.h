/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of exponentials without overflow. */
#ifndef MM_NUMERIC_LOGSPACE_H
#define MM_NUMERIC_LOGSPACE_H

#include "base/status.h"

/* lse(x) = log Σ exp(x_i) = m + log Σ exp(x_i - m),  m = max x
 *
 * Shapes: n numbers in, one out.
 * Conventions: all -inf gives -inf, any +inf (without NaN) +inf, NaN NaN.
 * Errors: n = 0 MM_TOO_FEW.
 * Source: Blanchard, Higham, Higham, "Accurately computing the log-sum-exp and softmax functions", 2021. */
enum mm_status mm_logsumexp(const double *x, size_t n, double *result);

/* log Σ exp(x_i - m), to a few ulp even where it is far below eps. m is the largest of x and finite; no NaN; n ≥ 1. */
double mm_log_sum_shifted(const double *x, size_t n, double largest);

/* y_i = log(p_i / q_i)
 *
 * Shapes: n numbers each; y may be neither of the others.
 * Conventions: p_i ≥ 0, q_i > 0, both finite; p_i = 0 gives 0 (its use is p log(p/q)). All digits however near to 1 the
 * ratio is, or however far beyond the doubles.
 * Errors: none. */
void mm_log_ratios(const double *p, const double *q, double *y, size_t n);

/* log(1 + r) to an ulp or two for r ≥ 0, the same bits everywhere. */
double mm_log_one_plus(double r);

#endif
