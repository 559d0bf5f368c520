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

#endif
