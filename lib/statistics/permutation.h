/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Permutation tests of means: sign flips of one sample (or of the differences of pairs), exchanges between two samples. */
#ifndef MM_STATISTICS_PERMUTATION_H
#define MM_STATISTICS_PERMUTATION_H

#include <stdbool.h>
#include <stdint.h>

#include "statistics/hypothesis.h"

/* All arrangements are gone through when there are no more than this. */
#define MM_PERMUTATION_EXACT 1000000

struct mm_permutation_plan {
    enum mm_alternative alternative;
    size_t resamples; /* random arrangements, at least 1, where not all are gone through */
    uint64_t seed;
    size_t threads;
    /* Called now and then from one thread with the share done, 0 to 1; may be null. */
    void (*progress)(void *context, double share);
    void *progress_context;
};

struct mm_permutation {
    double estimate; /* the mean, or the difference of means, first minus second; correctly rounded */
    double p;
    bool exact;            /* all arrangements were gone through */
    uint64_t arrangements; /* how many were looked at: all, or plan->resamples */
    uint64_t extreme;      /* how many of them were at least as extreme as the data */
};

/* signs     p = share of the 2^n choices of signs with Σ ±d_i at least as extreme as Σ d_i
 * exchange  p = share of the C(n1+n2, n1) ways to part the values with m1 - m2 at least as extreme as that of the data
 *
 * Shapes: n differences; n1 and n2 numbers.
 * Conventions: exact where there are at most MM_PERMUTATION_EXACT arrangements, then p = extreme/arrangements; else
 * p = (extreme + 1)/(resamples + 1) from random ones. Two-sided compares absolute values. Values are taken as whole
 * multiples of 10^-12 of the power of ten next above the largest magnitude (two samples: of the largest deviation from
 * the first value, and no finer than the doubles are; coarser from 2·10^6 values on, for sums of 61 bits), and sums that
 * differ by no more than the number of values in these units count as equal: decimals that tie do tie. Sums of integers
 * do not depend on order, so p is the same for any number of threads.
 * Arrangement r uses stream r of the seed, from 0: value i is flipped, or in the smaller sample, if bit i % 32 of word
 * i / 32 is set. Of two samples the smaller one stands first, and random values then change sides until the sizes are
 * right (where it has at most a quarter of the values, from it being empty on, without bits).
 * Units: estimate those of the values.
 * Errors: n = 0, an empty sample: MM_TOO_FEW with detail.index the sample; every value 0, or all values of both samples
 * equal, MM_CONSTANT; NaN or infinity MM_NOT_FINITE with index and value; resamples = 0 MM_DOMAIN; 2^32 values or more,
 * MM_MEMORY.
 * Source: Phipson and Smyth, "Permutation p-values should never be zero", 2010; Good, "Permutation, Parametric and
 * Bootstrap Tests of Hypotheses", 2005, chapter 3. */
enum mm_status mm_permutation_signs(const double *differences, size_t n, const struct mm_permutation_plan *plan,
                                    struct mm_permutation *result, struct mm_detail *detail);
enum mm_status mm_permutation_exchange(const double *x, size_t n1, const double *y, size_t n2,
                                       const struct mm_permutation_plan *plan, struct mm_permutation *result,
                                       struct mm_detail *detail);

#endif
