/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The test of Mann and Whitney (Wilcoxon's rank-sum test) of two samples. */
#ifndef MM_STATISTICS_MANNWHITNEY_H
#define MM_STATISTICS_MANNWHITNEY_H

#include <stdbool.h>

#include "statistics/hypothesis.h"

/* The exact distribution serves where both samples are smaller than this. */
enum { MM_MANNWHITNEY_EXACT = 50 };

struct mm_mannwhitney_plan {
    double mu; /* the shift under the hypothesis: x - mu and y are alike */
    enum mm_alternative alternative;
    double level;
};

struct mm_mannwhitney {
    double statistic; /* U1: pairs with x_i - μ > y_j, ties counted half */
    double p;
    double estimate, low, high; /* of the shift */
    double effect;              /* rank-biserial: 2 U1/(n1 n2) - 1 */
    double auc;                 /* U1/(n1 n2), an estimate of P(X > Y) + P(X = Y)/2 */
    bool exact;
};

/* U1 = R1 - n1(n1+1)/2, R1 the sum of the first sample's midranks among all values
 *
 * Shapes: n1 and n2 numbers.
 * Conventions: where both samples are smaller than MM_MANNWHITNEY_EXACT p comes from all ways to give the observed midranks
 * to the samples; two-sided twice the smaller tail. Beyond: normal, the variance
 * n1 n2/12 ((N+1) - Σ(t³-t)/(N(N-1))), with a continuity correction of 1/2 that stops at the mean. With μ other than 0,
 * x - μ and y are rounded to 12 digits of the largest magnitude before they are ranked. The estimate is Hodges and
 * Lehmann's, the median of all x_i - y_j, the interval their order statistics at ranks from the distribution without
 * ties, or its normal approximation; an end is infinite where the samples are too small for the level.
 * Units: estimate, low, high those of x.
 * Errors: an empty sample MM_TOO_FEW with detail.index the sample; all values equal MM_CONSTANT; NaN or infinity
 * MM_NOT_FINITE with index and value; MM_MEMORY.
 * Source: Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 2014, sections 4.1-4.3. */
enum mm_status mm_mannwhitney(const double *x, size_t n1, const double *y, size_t n2,
                              const struct mm_mannwhitney_plan *plan, struct mm_mannwhitney *result,
                              struct mm_detail *detail);

#endif
