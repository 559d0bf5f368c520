/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors taken as distributions: probabilities, weights to be divided by their sum, logits; and units of information.
 */
#ifndef MM_PROBABILITY_FORM_H
#define MM_PROBABILITY_FORM_H

#include "base/status.h"

enum mm_form {
    MM_PROBABILITIES, /* p as it is */
    MM_WEIGHTS,       /* p = x / Σ x */
    MM_LOGITS         /* p = softmax(x) */
};

/* What an x of this form says, as n probabilities; p may be x. Errors: those of mm_check_distribution,
 * mm_normalize_distribution, mm_softmax. */
enum mm_status mm_form_probabilities(enum mm_form form, const double *x, size_t n, double *p, struct mm_detail *detail);

/* The same, but logits become log-probabilities: what the …_log forms of divergences and entropies take. */
enum mm_status mm_form_logs(enum mm_form form, const double *x, size_t n, double *to, struct mm_detail *detail);

/* -log p_t in nats, the loss of a prediction x when class t < n came true
 *
 * Conventions: from logits it is (m - x_t) + log Σ exp(x_i - m), from weights log(1 + Σ_{i≠t} x_i / x_t): all digits of
 * a loss however small, no overflow; p_t = 0 gives +inf. Errors as above. Source: Goodfellow, Bengio, Courville, "Deep
 * Learning", 2016, section 6.2.2. */
enum mm_status mm_target_loss(enum mm_form form, const double *x, size_t n, size_t target, double *loss,
                              struct mm_detail *detail);

/* Logarithms to the bases of `--base=` MM_LOG_BASES. */
enum mm_log_base { MM_BASE_E, MM_BASE_2, MM_BASE_10 };
#define MM_LOG_BASES "e|2|10"
double mm_from_nats(double nats, enum mm_log_base base);
const char *mm_base_unit(enum mm_log_base base); /* "nats", "bits", "bans" */
const char *mm_base_log(enum mm_log_base base);  /* "log", "log2", "log10" */

#endif
