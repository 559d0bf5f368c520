/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Wilcoxon's signed-rank test: one sample, or the differences of pairs. */
#ifndef MM_STATISTICS_WILCOXON_H
#define MM_STATISTICS_WILCOXON_H

#include <stdbool.h>

#include "statistics/hypothesis.h"

enum mm_zero_rule {
    MM_ZERO_WILCOX, /* zeros are dropped, then the others ranked */
    MM_ZERO_PRATT,  /* all are ranked, then the ranks of zeros dropped */
    MM_ZERO_ZSPLIT  /* all are ranked, half of the zeros' rank sum goes to either side */
};

/* The exact distribution serves up to so many ranked values. */
enum { MM_WILCOXON_EXACT = 50 };

struct mm_wilcoxon_plan {
    double mu;
    enum mm_alternative alternative;
    double level;
    enum mm_zero_rule zeros;
    const double *sizes; /* of each difference, the larger magnitude of what it was taken of; null: values, not pairs */
};

struct mm_wilcoxon {
    double statistic; /* R+, the rank sum of the positive ones */
    double p;
    double estimate, low, high; /* of the pseudomedian */
    double effect;              /* rank-biserial: (R+ - R-)/(R+ + R-) */
    size_t zeros;
    bool exact;
};

/* R+ = Σ of the midranks of |d_i - μ| where d_i > μ
 *
 * Shapes: n differences (or values).
 * Conventions: a difference is rounded to 12 digits of what it was taken of before it is ranked, so that 0.3 - 0.2 and
 * 0.2 - 0.1 tie; values alone are not. Up to MM_WILCOXON_EXACT ranked
 * values p comes from all choices of signs on the observed midranks, zeros as their rule has it; two-sided twice the
 * smaller tail. Beyond: normal, the variance that of the observed midranks, Σ r²/4 over what is not zero, with a
 * continuity correction of 1/2 that stops at the mean. The estimate is Hodges and Lehmann's, the median of all
 * (d_i + d_j)/2, i ≤ j, and the interval its own order statistics at ranks from the distribution without ties (n up to
 * MM_WILCOXON_EXACT) or its normal approximation; an end is infinite where n is too small for the level.
 * Units: estimate, low, high those of d.
 * Errors: n = 0 MM_TOO_FEW; every d equal to μ MM_CONSTANT; NaN or infinity MM_NOT_FINITE with index and value; MM_MEMORY.
 * Source: Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 2014, sections 3.1-3.3; Pratt, "Remarks on
 * zeros and ties in the Wilcoxon signed rank procedures", 1959. */
enum mm_status mm_wilcoxon(const double *differences, size_t n, const struct mm_wilcoxon_plan *plan,
                           struct mm_wilcoxon *result, struct mm_detail *detail);

#endif
