/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log-sum-exp with weights. */
#ifndef MM_PROBABILITY_LOGSUMEXP_H
#define MM_PROBABILITY_LOGSUMEXP_H

#include "base/status.h"

/* log Σ b_i exp(x_i), as m + log Σ ±exp(y_i - m) with y_i = x_i + log|b_i| and m their maximum
 *
 * Shapes: n numbers and n weights; x is overwritten.
 * Conventions: b_i = 0 leaves x_i out, whatever it is. A negative weight subtracts. A sum of 0 gives -inf, an x_i =
 * +inf under a positive weight +inf, a NaN in x (with a weight) NaN. With all weights 1 the bits of mm_logsumexp.
 * Errors: n = 0 MM_TOO_FEW; a weight that is NaN or infinite MM_NOT_FINITE with detail.index and .value; a sum below 0,
 * or x_i = +inf under a negative weight, MM_DOMAIN with detail.index n and the sum's sign times exp(-m), or that index
 * and value. Source: Blanchard, Higham, Higham, "Accurately computing the log-sum-exp and softmax functions", 2021. */
enum mm_status mm_logsumexp_weighted(double *x, const double *b, size_t n, double *result, struct mm_detail *detail);

#endif
