/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two rank tests make of their distributions. */
#include "statistics/rank_interval.h"

#include <math.h>

static const double standard[] = {0, 1};

double mm_tails_p(const struct mm_tails *tails, enum mm_alternative alternative) {
    if (alternative == MM_LESS) return tails->lower;
    if (alternative == MM_GREATER) return tails->upper;
    return fmin(1, 2 * fmin(tails->lower, tails->upper));
}

enum mm_status mm_rank_normal_p(double distance, double sd, double correction, enum mm_alternative alternative,
                                double *p) {
    if (alternative == MM_TWO_SIDED)
        distance = fmax(0, fabs(distance) - correction);
    else
        distance += alternative == MM_LESS ? correction : -correction;
    return mm_symmetric_p(mm_distribution_find("normal"), standard, distance / sd, alternative, p);
}

void mm_rank_interval(const struct mm_location *location, uint64_t k, enum mm_alternative alternative, double *low,
                      double *high) {
    uint64_t count = mm_location_count(location);
    *low = k == 0 || alternative == MM_LESS ? -INFINITY : mm_location_select(location, k);
    *high = k == 0 || alternative == MM_GREATER ? INFINITY : mm_location_select(location, count + 1 - k);
}

enum mm_status mm_rank_normal_k(double mean, double sd, double tail, uint64_t *k) {
    double z;
    MM_TRY(mm_distribution_quantile(mm_distribution_find("normal"), standard, tail, true, false, &z));
    /* Low levels reach to the middle and no further: the interval then is the estimate's neighbourhood. */
    double rank = floor(fmin(mean, mean - z * sd + 0.5));
    *k = rank > 0 ? (uint64_t)rank : 0;
    return MM_OK;
}

double mm_rank_tail(double level, enum mm_alternative alternative) {
    return alternative == MM_TWO_SIDED ? (1 - level) / 2 : 1 - level;
}
