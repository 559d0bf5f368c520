/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Confidence intervals of a mean, a proportion, a variance. */
#include "statistics/confidence.h"

#include <math.h>

#include "statistics/hypothesis.h"

static const double standard[] = {0, 1};

static enum mm_status quantile(const char *family, const double *parameters, double p, bool upper, double *x) {
    return mm_distribution_quantile(mm_distribution_find(family), parameters, p, upper, false, x);
}

/* What lies outside on one side. Written so that NaN fails. */
static enum mm_status one_side(double level, double *outside) {
    *outside = (1 - level) / 2;
    return level > 0 && level < 1 ? MM_OK : MM_DOMAIN;
}

enum mm_status mm_mean_interval(double mean, double sd, uint64_t n, double level, bool normal,
                                struct mm_confidence *interval) {
    double outside, degrees = (double)n - 1;
    if (n < 2) return MM_TOO_FEW;
    MM_TRY(one_side(level, &outside));
    return mm_symmetric_interval(mm_distribution_find(normal ? "normal" : "t"), normal ? standard : &degrees, mean,
                                 sd / sqrt((double)n), level, MM_TWO_SIDED, &interval->low, &interval->high);
}

enum mm_status mm_deviation_interval(double sd, uint64_t n, double level, struct mm_confidence *interval) {
    double outside, least, most, degrees = (double)n - 1;
    if (n < 2) return MM_TOO_FEW;
    MM_TRY(one_side(level, &outside));
    MM_TRY(quantile("chisq", &degrees, outside, false, &least));
    MM_TRY(quantile("chisq", &degrees, outside, true, &most));
    *interval = (struct mm_confidence){sd * sqrt(degrees / most), sd * sqrt(degrees / least)};
    return MM_OK;
}

/* The lower end; the upper one is 1 less the lower end of the failures. The two ends solve a quadratic equation: the small
 * root comes from the large one, or it would lose its digits and not be 0 for k = 0. */
static double wilson_low(double k, double n, double z) {
    double square = z * z, root = sqrt(square + 4 * k * ((n - k) / n));
    double high = (2 * k + square + z * root) / (2 * (n + square));
    return k / n * (k / (n + square)) / high;
}

static double around(double p, double n, double z, int side) {
    return fmin(1, fmax(0, p + side * z * sqrt(p * (1 - p) / n)));
}

static enum mm_status beta_interval(double k, double n, double outside, double more, struct mm_confidence *interval) {
    /* Clopper and Pearson: (k, n-k+1) and (k+1, n-k); Jeffreys: (k+1/2, n-k+1/2) for both. */
    double low[] = {k + more, n - k + 1 - more}, high[] = {k + 1 - more, n - k + more};
    *interval = (struct mm_confidence){0, 1};
    if (k > 0) MM_TRY(quantile("beta", low, outside, false, &interval->low));
    if (k < n) MM_TRY(quantile("beta", high, outside, true, &interval->high));
    return MM_OK;
}

enum mm_status mm_proportion_interval(uint64_t successes, uint64_t trials, double level,
                                      enum mm_proportion_method method, struct mm_confidence *interval) {
    double k = (double)successes, n = (double)trials, outside, z;
    if (trials < 1) return MM_TOO_FEW;
    if (successes > trials) return MM_DOMAIN;
    MM_TRY(one_side(level, &outside));
    MM_TRY(quantile("normal", standard, outside, true, &z));
    double plus = n + z * z, middle = (k + z * z / 2) / plus;
    switch (method) {
    case MM_PROPORTION_WILSON:
        *interval = (struct mm_confidence){wilson_low(k, n, z), 1 - wilson_low(n - k, n, z)};
        return MM_OK;
    case MM_PROPORTION_CLOPPER_PEARSON:
        return beta_interval(k, n, outside, 0, interval);
    case MM_PROPORTION_AGRESTI_COULL:
        *interval = (struct mm_confidence){around(middle, plus, z, -1), around(middle, plus, z, 1)};
        return MM_OK;
    case MM_PROPORTION_JEFFREYS:
        return beta_interval(k, n, outside, 0.5, interval);
    default:
        *interval = (struct mm_confidence){around(k / n, n, z, -1), around(k / n, n, z, 1)};
        return MM_OK;
    }
}
