/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entropy, cross-entropy and the Jensen-Shannon divergence, in nats. */
#ifndef MM_PROBABILITY_ENTROPY_H
#define MM_PROBABILITY_ENTROPY_H

#include "base/status.h"

/* H(P) = -Σ p_i log p_i
 *
 * Conventions: 0 log 0 = 0; terms within 2 ulp, their sum exact. The input has been checked. Source: Shannon, "A
 * mathematical theory of communication", 1948, section 6. */
double mm_entropy(const double *p, size_t n);
double mm_entropy_log(const double *log_p, size_t n); /* of log-probabilities; -inf contributes 0 */

/* H(softmax(x)), in log space. Errors: those of mm_softmax. */
enum mm_status mm_entropy_logits(const double *x, size_t n, double *nats, struct mm_detail *detail);

/* H(w / Σ w), without the rounding of the quotients: right also where one weight is nearly all of the sum. The weights
 * have been checked (mm_check_weights). */
double mm_entropy_weights(const double *w, size_t n);

/* H(P,Q) = -Σ p_i log q_i = H(P) + KL(P‖Q);  p_i > 0 where q_i = 0 gives +inf. Log form as above. */
double mm_cross_entropy(const double *p, const double *q, size_t n);
double mm_cross_entropy_log(const double *log_p, const double *log_q, size_t n);

/* What Miller and Madow add to the entropy of counts: (m - 1) / 2N, with m the counts above 0 and N their sum. A count
 * that is no whole number (or negative) is MM_DATA, NaN and infinity MM_NOT_FINITE, both with detail.index and .value;
 * nothing but zeros MM_NOT_DISTRIBUTION. Source: Miller, "Note on the bias of information estimates", 1955. */
enum mm_status mm_check_counts(const double *counts, size_t n, struct mm_detail *detail);
double mm_miller_madow(const double *counts, size_t n);

/* JS(P,Q) = ½ KL(P‖M) + ½ KL(Q‖M),  M = (P + Q)/2
 *
 * Conventions: 0 ≤ JS ≤ log 2. With s = p + q and d = (p - q)/s it is Σ ¼ s ((1+d) log(1+d) + (1-d) log(1-d)), of which
 * no term is negative: distributions that nearly agree keep their digits. Checked inputs. Source: Lin, "Divergence
 * measures based on the Shannon entropy", 1991, section III. */
double mm_js_divergence(const double *p, const double *q, size_t n);

#endif
