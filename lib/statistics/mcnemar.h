/* SPDX-License-Identifier: GPL-3.0-or-later */
/* McNemar's test of two proportions in pairs, and an interval for their difference. */
#ifndef MM_STATISTICS_MCNEMAR_H
#define MM_STATISTICS_MCNEMAR_H

#include <stdbool.h>

#include "base/status.h"

/* The names stand for the order of the enumeration. */
#define MM_MCNEMAR_METHODS "exact|mid-p|chi-square"
enum mm_mcnemar_method { MM_MCNEMAR_AUTO = -1, MM_MCNEMAR_EXACT, MM_MCNEMAR_MID_P, MM_MCNEMAR_CHI_SQUARE };

/* The most discordant pairs for which AUTO is exact; chi-square beyond. */
enum { MM_MCNEMAR_EXACT_MAX = 1000 };

/* Pairs by what both said: (1,1), (1,0), (0,1), (0,0). Whole numbers. */
struct mm_pair_counts {
    double both, first, second, neither;
};

struct mm_mcnemar {
    enum mm_mcnemar_method method; /* never AUTO */
    bool corrected;                /* chi-square with the correction for continuity */
    double statistic, p;
};

/* b, c = pairs (1,0) and (0,1), m = b + c, k = min(b, c)
 * exact       p = min(1, 2 P(X ≤ k)),  X ~ binomial(m, 1/2);  statistic k
 * mid-p       p = 2 P(X ≤ k) - P(X = k);  statistic k
 * chi-square  statistic (max(0, |b - c| - 1))² / m, uncorrected (b - c)² / m;  p from chi-square with 1 degree of freedom
 *
 * Shapes: two counts.
 * Conventions: two-sided. m = 0: p is 1, statistic 0. AUTO: exact for m ≤ 1000, else chi-square.
 * Units: none.
 * Errors: MM_DOMAIN for a count that is negative, not whole or above 2^53.
 * Source: McNemar, Psychometrika 12, 1947; Edwards, Psychometrika 13, 1948 (correction); Fagerland, Lydersen, Laake, "The
 * McNemar test for binary matched-pairs data", BMC Medical Research Methodology 13, 2013. */
enum mm_status mm_mcnemar(double b, double c, enum mm_mcnemar_method method, bool corrected, struct mm_mcnemar *result);

/* The Δ for which (b - c - nΔ)² ≤ z² n (2q + Δ(1 - Δ)), where q is the chance of (0,1) that is likeliest under Δ
 *
 * Shapes: n = both + first + second + neither ≥ 1 pairs; Δ = P(1,0) - P(0,1), the first proportion less the second.
 * Conventions: z is the normal quantile of (1 + level)/2. Excludes 0 just where the uncorrected chi-square rejects at
 * 1 - level.
 * Units: a difference of proportions, from -1 to 1.
 * Errors: MM_TOO_FEW without pairs.
 * Source: Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample
 * design", Statistics in Medicine 17, 1998. */
enum mm_status mm_paired_proportions_interval(const struct mm_pair_counts *counts, double level, double *low,
                                              double *high);

#endif
