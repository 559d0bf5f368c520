/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two models on the same items: the difference of their mean scores, its interval, and whether it is chance. */
#ifndef MM_STATISTICS_COMPARE_H
#define MM_STATISTICS_COMPARE_H

#include "statistics/bootstrap.h"

/* In the order of the enumeration. */
#define MM_COMPARE_TESTS "mcnemar|permutation|t"
enum mm_compare_test { MM_COMPARE_AUTO = -1, MM_COMPARE_MCNEMAR, MM_COMPARE_PERMUTATION, MM_COMPARE_T };

struct mm_compare_plan {
    enum mm_compare_test test;
    double level;
    enum mm_bootstrap_method interval;
    size_t resamples; /* of the interval, and of the permutation test where not all flips are gone through */
    uint64_t seed;
    size_t threads;
    bool lower_is_better;
    /* Called now and then from one thread with the share done, 0 to 1; may be null. */
    void (*progress)(void *context, double share);
    void *progress_context;
};

struct mm_comparison {
    size_t n;
    double mean_x, mean_y, difference; /* correctly rounded */
    double low, high;
    enum mm_bootstrap_method interval; /* which was made */
    bool extreme;                      /* an end point is the smallest or largest replicate */
    size_t dropped;                    /* replicates without a spread, for the studentized interval */
    bool binary;                       /* all scores are 0 or 1 */
    const char *test;                  /* where p comes from */
    double statistic, p;
    double p_t, p_permutation;
    double effect; /* Hedges' g of the differences */
    size_t wins, losses, ties;
};

/* difference  mean(x) - mean(y)
 * interval    bootstrap of the mean of x_i - y_i, items drawn with replacement (bootstrap.h)
 * t           paired t test (ttest.h)
 * permutation signs of x_i - y_i flipped (permutation.h); where all scores are 0 or 1 that is the binomial test of wins
 *             against losses, and always exact
 * mcnemar     for 0 and 1: exact up to 1000 wins and losses, else chi-square corrected for continuity (mcnemar.h)
 *
 * Shapes: n pairs of scores.
 * Conventions: AUTO is mcnemar where all scores are 0 or 1, else permutation. Statistic: min(wins, losses) or chi-square;
 * the difference of means; t. All tests are two-sided. x wins an item when its score is larger (LOWER_IS_BETTER:
 * smaller), compared as doubles. Differences that are all equal have no spread: the interval is the point (interval is
 * percentile), t and effect are NaN, and p of the permutation is 1 where they are 0.
 * Units: difference, low and high those of the scores.
 * Errors: n < 2 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE with index (of y counted on from n) and value; MCNEMAR for
 * other scores than 0 and 1 MM_DATA; MM_MEMORY.
 * Source: Dror, Baumer, Shlomov, Reichart, "The hitchhiker's guide to testing statistical significance in natural language
 * processing", 2018; Dietterich, "Approximate statistical tests for comparing supervised classification learning
 * algorithms", 1998. */
enum mm_status mm_compare(const double *x, const double *y, size_t n, const struct mm_compare_plan *plan,
                          struct mm_comparison *result, struct mm_detail *detail);

#endif
