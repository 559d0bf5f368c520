/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes a vector a distribution, and how far one is from another. */
#ifndef MM_PROBABILITY_DIVERGENCE_H
#define MM_PROBABILITY_DIVERGENCE_H

#include "base/status.h"

/* p_i ≥ 0, |Σ p_i - 1| ≤ 1e-6; else MM_NOT_DISTRIBUTION: detail.value the sum and detail.index n; or for a negative
 * entry its index and value. NaN or infinity: MM_NOT_FINITE with index and value. n = 0: MM_TOO_FEW. */
enum mm_status mm_check_distribution(const double *p, size_t n, struct mm_detail *detail);

/* w_i ≥ 0 and finite, one of them > 0: what can be divided by its sum. Errors as above; all zero MM_NOT_DISTRIBUTION
 * with the sum, 0. */
enum mm_status mm_check_weights(const double *w, size_t n, struct mm_detail *detail);

/* q_i = p_i / Σ p. Errors: negative, NaN, infinite entries as above; a zero sum MM_NOT_DISTRIBUTION. q may be p. */
enum mm_status mm_normalize_distribution(const double *p, size_t n, double *q, struct mm_detail *detail);

/* KL(P‖Q) = Σ p_i log(p_i/q_i)
 *
 * Shapes: two distributions of n entries, which have been checked.
 * Conventions: 0 log(0/q) = 0; p > 0 where q = 0 gives +inf; the terms are summed exactly. The ratio is taken so that
 * neither overflow nor underflow of p/q harms the result (subnormal p or q). Slightly negative sums (rounding of p and q)
 * are returned as they are unless p = q in every entry, which is exactly 0.
 * Units: nats.
 * Errors: none.
 * Source: Cover and Thomas, "Elements of Information Theory", 2006, section 2.3. */
double mm_kl_divergence(const double *p, const double *q, size_t n);

/* The same from log-probabilities: Σ exp(a_i) (a_i - b_i); a_i = -inf contributes 0, b_i = -inf under a_i > -inf gives
 * +inf. */
double mm_kl_divergence_log(const double *log_p, const double *log_q, size_t n);

#endif
