/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of hypotheses share: the side of the alternative, p-values, intervals, differences. */
#ifndef MM_STATISTICS_HYPOTHESIS_H
#define MM_STATISTICS_HYPOTHESIS_H

#include "probability/distribution.h"

/* "a|b|c" for an option, in the order of the enumeration. */
#define MM_ALTERNATIVES "two-sided|less|greater"
enum mm_alternative { MM_TWO_SIDED, MM_LESS, MM_GREATER };
const char *mm_alternative_name(enum mm_alternative alternative);

/* p = P(T ≤ t), P(T ≥ t), or twice the smaller of the two, at most 1; T continuous and symmetric about 0
 *
 * Conventions: tails keep their relative accuracy down to the smallest doubles.
 * Errors: as mm_distribution_tail. */
enum mm_status mm_symmetric_p(const struct mm_distribution *family, const double *parameters, double t,
                              enum mm_alternative alternative, double *p);

/* estimate ∓ q se, q the (1 + level)/2 quantile; of a one-sided alternative the side that it speaks of is infinite and q
 * the quantile of the level. Errors: as mm_distribution_quantile. */
enum mm_status mm_symmetric_interval(const struct mm_distribution *family, const double *parameters, double estimate,
                                     double se, double level, enum mm_alternative alternative, double *low,
                                     double *high);

/* m1 - m2 - μ, m1 and m2 the means of n1 and n2 numbers, 1 ≤ n < 2^32, without rounding up to the last step. */
double mm_mean_difference(const double *x, size_t n1, const double *y, size_t n2, double mu);

#endif
