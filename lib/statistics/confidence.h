/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence intervals of a mean, a proportion, a variance. */
#ifndef MM_STATISTICS_CONFIDENCE_H
#define MM_STATISTICS_CONFIDENCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

enum mm_proportion_method {
    MM_PROPORTION_WILSON,
    MM_PROPORTION_CLOPPER_PEARSON,
    MM_PROPORTION_AGRESTI_COULL,
    MM_PROPORTION_JEFFREYS,
    MM_PROPORTION_WALD
};

struct mm_confidence {
    double low, high;
};

/* mean       m ∓ q s/√n, q of Student's t with n - 1 degrees of freedom, or NORMAL
 * deviation  s √((n-1)/χ²), χ² the quantiles of chi-square with n - 1 degrees of freedom; the variance is its square
 * proportion p = k/n, z the (1 + level)/2 quantile of the normal, α = 1 - level:
 *   wilson           (p + z²/2n ∓ z √(p(1-p)/n + z²/4n²))/(1 + z²/n)
 *   clopper-pearson  quantiles α/2 of Beta(k, n-k+1) and 1-α/2 of Beta(k+1, n-k)
 *   agresti-coull    p̃ ∓ z √(p̃(1-p̃)/ñ), ñ = n + z², p̃ = (k + z²/2)/ñ
 *   jeffreys         quantiles α/2 and 1-α/2 of Beta(k+1/2, n-k+1/2)
 *   wald             p ∓ z √(p(1-p)/n)
 *
 * Shapes: numbers.
 * Conventions: every interval of a proportion lies in [0, 1]; of k = 0 the lower end is 0 and of k = n the upper end is 1
 * under all methods (of Jeffreys', too, as Brown, Cai and DasGupta have it; statsmodels leaves the quantile).
 * Units: those of m and s; proportions have none.
 * Errors: n < 2 (proportion: n < 1) MM_TOO_FEW; k > n, level outside (0, 1) MM_DOMAIN.
 * Source: Brown, Cai, DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16, 2001. */
enum mm_status mm_mean_interval(double mean, double sd, uint64_t n, double level, bool normal,
                                struct mm_confidence *interval);
enum mm_status mm_deviation_interval(double sd, uint64_t n, double level, struct mm_confidence *interval);
enum mm_status mm_proportion_interval(uint64_t successes, uint64_t n, double level, enum mm_proportion_method method,
                                      struct mm_confidence *interval);

#endif
