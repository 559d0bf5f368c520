/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two rank tests make of their distributions. */
#ifndef MM_STATISTICS_RANK_INTERVAL_H
#define MM_STATISTICS_RANK_INTERVAL_H

#include "statistics/hypothesis.h"
#include "statistics/location.h"
#include "statistics/midranks.h"

/* p from both tails of a discrete distribution. */
double mm_tails_p(const struct mm_tails *tails, enum mm_alternative alternative);

/* p of a statistic that is DISTANCE from its mean, normal with SD, corrected for continuity by CORRECTION. */
enum mm_status mm_rank_normal_p(double distance, double sd, double correction, enum mm_alternative alternative,
                                double *p);

/* The interval from the K-th smallest and the K-th largest pair; K = 0: infinite. */
void mm_rank_interval(const struct mm_location *location, uint64_t k, enum mm_alternative alternative, double *low,
                      double *high);

/* K for a statistic with this mean and standard deviation: P(S ≤ K - 1) is about TAIL, continuity corrected. */
enum mm_status mm_rank_normal_k(double mean, double sd, double tail, uint64_t *k);

/* What is left outside an interval of this level, on one side. */
double mm_rank_tail(double level, enum mm_alternative alternative);

#endif
