/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-ci's way from columns, or from counts, to estimates and their intervals. */
#ifndef MM_CMD_INTERVALS_H
#define MM_CMD_INTERVALS_H

#include <math.h>
#include <stdio.h>

#include "numeric/moments.h"
#include "statistics/confidence.h"
#include "tool/grouping.h"

enum interval_stat { INTERVAL_MEAN, INTERVAL_PROPORTION, INTERVAL_VARIANCE, INTERVAL_SD };

/* In the order of the names; the proportions' are those of enum mm_proportion_method from INTERVAL_WILSON on. */
#define INTERVAL_METHODS "t|normal|chisq|wilson|clopper-pearson|agresti-coull|jeffreys|wald"
enum interval_method {
    INTERVAL_T,
    INTERVAL_NORMAL,
    INTERVAL_CHISQ,
    INTERVAL_WILSON,
    INTERVAL_WALD = INTERVAL_WILSON + 4
};

static const char *const interval_stats[] = {"mean", "proportion", "variance", "sd"};
static const char *const interval_methods[] = {
    "t", "normal", "chisq", "wilson", "clopper-pearson", "agresti-coull", "jeffreys", "wald"};

/* The numbers of one column of one group. */
struct interval_sums {
    struct mm_moments *moments;
    size_t missing;
    uint64_t ones;
    bool keep, binary; /* --na=keep; only 0 and 1 are let in */
};

/* An estimate with its interval. */
struct interval {
    double estimate;
    struct mm_confidence ends;
    uint64_t n;
    size_t missing;
};

static inline enum mm_status interval_add(void *state, const double *x, const double *weights, size_t n,
                                          size_t stride) {
    struct interval_sums *sums = state;
    (void)weights;
    for (size_t i = 0; i < n; i++) {
        double value = x[i * stride];
        if (isnan(value)) {
            sums->missing++;
            if (!sums->keep) continue;
        } else if (!isfinite(value) || (sums->binary && value != 0 && value != 1)) {
            return MM_DOMAIN;
        }
        sums->ones += value == 1;
        mm_moments_add(sums->moments, &value, 1, 1);
    }
    return MM_OK;
}

/* Of a column; MM_TOO_FEW for fewer numbers than the interval needs. */
static inline enum mm_status interval_of(const struct interval_sums *sums, enum interval_stat stat,
                                         enum interval_method method, double level, struct interval *interval) {
    double mean, sd;
    interval->n = mm_moments_count(sums->moments);
    interval->missing = sums->missing;
    if (sums->keep && sums->missing > 0) {
        interval->estimate = interval->ends.low = interval->ends.high = NAN;
        return MM_OK;
    }
    if (stat == INTERVAL_PROPORTION) {
        interval->estimate = (double)sums->ones / (double)interval->n;
        return mm_proportion_interval(sums->ones, interval->n, level,
                                      (enum mm_proportion_method)(method - INTERVAL_WILSON), &interval->ends);
    }
    MM_TRY(mm_moments_mean(sums->moments, &mean));
    MM_TRY(mm_moments_sd(sums->moments, 1, &sd));
    if (!isfinite(mean) || !isfinite(sd)) return MM_DOMAIN;
    interval->estimate = stat == INTERVAL_MEAN ? mean : sd;
    if (stat == INTERVAL_MEAN)
        return mm_mean_interval(mean, sd, interval->n, level, method == INTERVAL_NORMAL, &interval->ends);
    MM_TRY(mm_deviation_interval(sd, interval->n, level, &interval->ends));
    if (stat == INTERVAL_SD) return MM_OK;
    interval->ends.low *= interval->ends.low;
    interval->ends.high *= interval->ends.high;
    return mm_moments_variance(sums->moments, 1, &interval->estimate);
}

#endif
