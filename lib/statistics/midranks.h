/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks with ties shared, and how sums of them are distributed by chance. */
#ifndef MM_STATISTICS_MIDRANKS_H
#define MM_STATISTICS_MIDRANKS_H

#include <stdint.h>

#include "base/status.h"

/* Twice the midranks of n values, from 2 to 2n: whole numbers. *TIES = Σ (t³ - t) over sets of t equal values.
 * No NaN inside. Errors: MM_MEMORY. */
enum mm_status mm_double_midranks(const double *x, size_t n, uint32_t *ranks, double *ties);

/* P(S ≤ s) and P(S ≥ s)
 *
 * signs    S = Σ of those ranks that an even coin chooses, each by itself
 * choices  S = Σ of k of the ranks, every choice of k being equally likely
 *
 * Shapes: n ranks of any kind, whole numbers.
 * Conventions: by counting, so that tails keep their relative accuracy; n ≤ 1000 for signs so that counts stay in range
 * (exact up to n = 53), C(n, k) below 10^300 for choices.
 * Errors: MM_MEMORY. */
struct mm_tails {
    double lower, upper;
};
enum mm_status mm_sign_tails(const uint32_t *ranks, size_t n, uint64_t s, struct mm_tails *tails);
enum mm_status mm_choice_tails(const uint32_t *ranks, size_t n, size_t k, uint64_t s, struct mm_tails *tails);

/* The least s with P(S ≤ s) ≥ P for the ranks 1, 2, …, n (not doubled). */
enum mm_status mm_sign_quantile(size_t n, double p, uint64_t *s);
enum mm_status mm_choice_quantile(size_t n, size_t k, double p, uint64_t *s);

#endif
