/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests and intervals of correlations; Kendall's tau. */
#ifndef MM_STATISTICS_CORRELATION_H
#define MM_STATISTICS_CORRELATION_H

#include <stdint.h>

#include "base/status.h"

enum mm_correlation { MM_PEARSON, MM_SPEARMAN, MM_KENDALL };

/* pearson, spearman  t = r √((n-2)/(1-r²)), P(|T| ≥ |t|) of Student's t with n - 2 degrees of freedom
 * interval           tanh(atanh r ∓ z σ): Fisher's transform, z the (1 + level)/2 quantile of the normal,
 *                    σ² = 1/(n-3) for pearson, (1 + r²/2)/(n-3) for spearman, 0.437/(n-4) for kendall
 *
 * Shapes: numbers. COMPLEMENT is 1 - r², which r itself does not tell where it is near 1.
 * Conventions: two-sided; p keeps its relative accuracy down to the smallest doubles; r = ±1 has p = 0 and is its own
 * interval. NaN where undefined: p for n < 3, intervals for n < 4 (kendall: n < 5), all of r = NaN.
 * Source: Fisher 1921; Bonett and Wright, "Sample size requirements for estimating Pearson, Kendall and Spearman
 * correlations", Psychometrika 65, 2000 (spearman); Fieller, Hartley, Pearson 1957 (kendall). */
double mm_correlation_p(double r, double complement, uint64_t n);
void mm_correlation_interval(enum mm_correlation method, double r, double complement, uint64_t n, double level,
                             double *low, double *high);

/* tau-b = (C - D)/√((N - X)(N - Y)): C concordant pairs, D discordant ones, of all N = n(n-1)/2 X are tied in x, Y in y
 *
 * Shapes: n pairs.
 * Conventions: O(n log n). p is exact (by counting permutations) for n ≤ 50 without ties, else normal with the variance
 * corrected for ties and no correction for continuity, as SciPy and R have it; two-sided.
 * Errors: n < 2 MM_TOO_FEW; x or y constant MM_CONSTANT (detail->index 0 or 1); MM_MEMORY.
 * Source: Kendall, "Rank Correlation Methods", 1970; Knight, Journal of the American Statistical Association 61, 1966. */
struct mm_kendall {
    double tau, p; /* p: NaN for n = 2 */
    int exact;
};

enum mm_status mm_kendall_tau(const double *x, const double *y, size_t n, struct mm_kendall *result,
                              struct mm_detail *detail);

/* Replaces the numbers x[0], x[stride], … by their midranks. MM_MEMORY. */
enum mm_status mm_rank_column(double *x, size_t n, size_t stride);

#endif
