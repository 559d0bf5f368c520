/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mean, variance, skewness and kurtosis from exact power sums, in one pass. */
#ifndef MM_NUMERIC_MOMENTS_H
#define MM_NUMERIC_MOMENTS_H

#include <stdint.h>

#include "base/status.h"

/* m = Σx/n,  s² = Σ(x-m)²/(n-ddof),  g1 = m3/m2^(3/2),  g2 = m4/m2² - 3  with m_k = Σ(x-m)^k/n
 *
 * Shapes: n numbers in blocks, x[0], x[stride], …
 * Conventions: the state holds Σx, Σx², Σx³, Σx⁴ (as many as `order` asks) as exact integers, so the central moments come
 * out of integer arithmetic (GMP) and are rounded once: the same bits for any row order, split or number of threads, and
 * no cancellation. Infinite or NaN input makes every result NaN (the mean: as the sum says).
 * Units: those of x for m and s; skewness and kurtosis have none.
 * Errors: mean of none, variance of n ≤ ddof: MM_TOO_FEW; skewness and kurtosis of a constant: MM_CONSTANT.
 * Source: Neal 2015 (sums); NIST/SEMATECH e-Handbook 1.3.5.11 (skewness, kurtosis). */
struct mm_moments; /* opaque: about 6 KB for order 4 */

struct mm_moments *mm_moments_new(int order); /* 1 to 4; null: memory */
void mm_moments_free(struct mm_moments *moments);
void mm_moments_clear(struct mm_moments *moments);
void mm_moments_add(struct mm_moments *moments, const double *x, size_t n, size_t stride);
void mm_moments_merge(struct mm_moments *to, const struct mm_moments *from); /* same order */

uint64_t mm_moments_count(const struct mm_moments *moments);
double mm_moments_sum(const struct mm_moments *moments);
enum mm_status mm_moments_mean(const struct mm_moments *moments, double *mean);
enum mm_status mm_moments_variance(const struct mm_moments *moments, uint64_t ddof, double *variance); /* order ≥ 2 */
enum mm_status mm_moments_sd(const struct mm_moments *moments, uint64_t ddof, double *sd);
/* BIASED: g1, g2 as above; else G1 = g1 sqrt(n(n-1))/(n-2), G2 = (n-1)/((n-2)(n-3)) ((n+1) g2 + 6). */
enum mm_status mm_moments_skewness(const struct mm_moments *moments, int unbiased, double *skewness);
enum mm_status mm_moments_kurtosis(const struct mm_moments *moments, int unbiased, double *kurtosis);

#endif
