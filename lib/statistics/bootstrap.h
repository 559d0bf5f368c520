/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates and confidence intervals. */
#ifndef MM_STATISTICS_BOOTSTRAP_H
#define MM_STATISTICS_BOOTSTRAP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

enum mm_bootstrap_statistic {
    MM_BOOTSTRAP_MEAN,
    MM_BOOTSTRAP_MEDIAN,
    MM_BOOTSTRAP_SD,
    MM_BOOTSTRAP_VAR,
    MM_BOOTSTRAP_QUANTILE,  /* parameter: p, type 7 */
    MM_BOOTSTRAP_TRIMMED,   /* parameter: the fraction cut from each end, floor(n f) values */
    MM_BOOTSTRAP_CORR,      /* of the pairs (x_i, y_i); always paired */
    MM_BOOTSTRAP_DIFF_MEAN, /* mean(x) - mean(y) */
    MM_BOOTSTRAP_RATIO,     /* mean(x) / mean(y) */
    MM_BOOTSTRAP_EXPRESSION /* any other of rows: bootstrap_expression.h */
};

enum mm_bootstrap_method {
    MM_BOOTSTRAP_PERCENTILE,
    MM_BOOTSTRAP_BASIC,
    MM_BOOTSTRAP_NORMAL,
    MM_BOOTSTRAP_BCA,
    MM_BOOTSTRAP_STUDENTIZED
};

/* What is resampled. Borrows.
 * Two-sample statistics take y as well: with `paired` (and always for CORR) x and y have the same length and a draw
 * takes both of an item; else the two samples are drawn apart. `strata` and `clusters` give, per item of x (of the pair
 * when paired), a code (any numbers, not all of which need occur); draws stay within a stratum, and with clusters whole
 * clusters are drawn (within their stratum) instead of items. For two unpaired samples the _y arrays do the same for y.
 * Null: none. */
struct mm_bootstrap_data {
    const double *x;
    size_t n;
    const double *y;
    size_t n_y;
    bool paired;
    const uint32_t *strata, *strata_y;
    const uint32_t *clusters, *clusters_y;
};

struct mm_bootstrap_plan {
    enum mm_bootstrap_statistic statistic;
    double parameter;
    const char *expression; /* its text, for messages; else null */
    enum mm_bootstrap_method method;
    double level;
    size_t resamples;
    uint64_t seed;
    size_t threads;
    bool ddof_zero; /* sd and var with denominator n instead of n-1 */
    /* Called now and then from one thread with the share done, 0 to 1; may be null. */
    void (*progress)(void *context, double share);
    void *progress_context;
};

struct mm_bootstrap_result {
    double estimate; /* θ, of the data as they are */
    double se;       /* standard deviation of the replicates, ddof 1 */
    double bias;     /* mean of the replicates - θ */
    double low, high;
    double z0;           /* BCa only, else NaN */
    double acceleration; /* BCa only, else NaN */
    size_t dropped;      /* replicates whose statistic is undefined (0/0, constant) and, studentized, se* = 0 */
    bool extreme;        /* an end point is the smallest or largest replicate */
};

/* Replicates θ*_1 … θ*_B of resampled data, and the interval from them, α = 1 - level
 *
 * percentile  (Q(α/2), Q(1-α/2)) of the θ*, type 7
 * basic       (2θ - Q(1-α/2), 2θ - Q(α/2))
 * normal      θ - bias ∓ z_{1-α/2} se
 * bca         (Q(α1), Q(α2)),  α1 = Φ(z0 + (z0 + z_{α/2}) / (1 - a (z0 + z_{α/2}))), likewise α2
 *             z0 = Φ⁻¹ of the share of θ* below θ, ties counted half
 *             a = Σ d_i³ / (6 (Σ d_i²)^{3/2}),  d_i = mean(θ_(j)) - θ_(i) from the jackknife
 * studentized θ - t*_{1-α/2} se, θ - t*_{α/2} se,  t* = (θ* - θ)/se*
 *
 * Shapes: B = plan->resamples; REPLICATES (may be null) receives the B values in order, NaN where one is undefined and
 * where an error kept it from being drawn.
 * Conventions: replicate b draws from stream b of the seed, in the order that bootstrap_design.h gives, so replicates are
 * the same for any number of threads. Means of few distinct values (bootstrap_tally.h; ratios of pairs and studentized
 * intervals excepted) draw how often each value occurs instead of items: the same distribution, at no cost in n. Two unpaired samples: a as SciPy does it, from the pooled jackknife of both, each
 * scaled by its n. With strata items are left out one at a time and deviations are from the stratum's mean; with clusters
 * a cluster at a time. se and se* by the formula for means (and differences), else by the jackknife of each resample. A
 * constant sample under percentile, basic, normal gives the point. level in (0, 1).
 * Units: those of the statistic.
 * Errors: n < 2 MM_TOO_FEW (detail.index = n; clusters: fewer than 2 of them); lengths of a pair MM_SHAPE; NaN or
 * infinity MM_NOT_FINITE with index and value; no spread in the sample or its jackknife under bca or studentized
 * MM_CONSTANT; estimate undefined (ratio by 0, corr of a constant), resamples < 1 or a parameter out of range MM_DOMAIN;
 * MM_MEMORY.
 * Source: Efron and Tibshirani, "An Introduction to the Bootstrap", 1993, chapters 12-14, 22; Davison and Hinkley,
 * "Bootstrap Methods and their Application", 1997, section 5.3. */
enum mm_status mm_bootstrap(const struct mm_bootstrap_data *data, const struct mm_bootstrap_plan *plan,
                            double *replicates, struct mm_bootstrap_result *result, struct mm_detail *detail);

#endif
