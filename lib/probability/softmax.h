/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Logits to probabilities. */
#ifndef MM_PROBABILITY_SOFTMAX_H
#define MM_PROBABILITY_SOFTMAX_H

#include "base/status.h"

/* softmax(x)_i = exp(x_i/T - m) / Σ_j exp(x_j/T - m),   log softmax(x)_i = (x_i/T - m) - log Σ_j exp(x_j/T - m),   m =
 * max x/T
 *
 * Shapes: n logits in, n probabilities (or their logarithms) out; x and y may be the same array.
 * Conventions: -inf gives 0 (log: -inf). Never log of a softmax.
 * Errors: n = 0 MM_TOO_FEW; a NaN MM_NOT_FINITE with detail.index; a +inf or nothing but -inf MM_DOMAIN, detail.index
 * and .value the offending entry. T ≤ 0 or NaN MM_DOMAIN.
 * Source: Goodfellow, Bengio, Courville, "Deep Learning", 2016, section 4.1; Blanchard, Higham, Higham, "Accurately
 * computing the log-sum-exp and softmax functions", IMA J. Numer. Anal. 41, 2021, algorithm 4.1. */
enum mm_status mm_softmax(const double *x, size_t n, double temperature, double *y, struct mm_detail *detail);
enum mm_status mm_log_softmax(const double *x, size_t n, double temperature, double *y, struct mm_detail *detail);

/* Whether n logits have a softmax (errors as above), and the largest of them. */
enum mm_status mm_check_logits(const double *x, size_t n, double *largest, struct mm_detail *detail);

/* ROWS softmaxes of n logits each, row after row: the same bits as one by one, several times as fast when n is small.
 * Stops at the first row that has none; detail.index then counts from the first row on: row * n + column. */
enum mm_status mm_softmax_rows(const double *x, size_t rows, size_t n, double temperature, double *y,
                               struct mm_detail *detail);

#endif
