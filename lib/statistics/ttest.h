/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Student's t tests: one sample, pairs, two samples (Welch or pooled). */
#ifndef MM_STATISTICS_TTEST_H
#define MM_STATISTICS_TTEST_H

#include <stdbool.h>

#include "statistics/hypothesis.h"

struct mm_ttest_plan {
    double mu;                       /* the mean, or difference of means, under the hypothesis */
    enum mm_alternative alternative; /* of the estimate against mu */
    double level;                    /* of the interval, in (0, 1) */
    bool equal_variances;            /* two samples: pooled variance instead of Welch */
};

struct mm_ttest {
    double statistic, df, p;
    double estimate; /* the mean, or the difference of means, first minus second */
    double se;       /* of the estimate */
    double low, high;
    double effect; /* Hedges' g; NaN with one degree of freedom, where its correction is not defined */
};

/* t = (estimate - μ)/se
 *
 * one sample   estimate m, se = s/√n, df = n - 1
 * pairs        the same of the differences x_i - y_i
 * Welch        estimate m1 - m2, se² = a + b with a = s1²/n1, b = s2²/n2, df = (a + b)²/(a²/(n1-1) + b²/(n2-1))
 * pooled       se² = s²(1/n1 + 1/n2), s² = ((n1-1) s1² + (n2-1) s2²)/(n1+n2-2), df = n1 + n2 - 2
 * effect       g = J(ν) (estimate - μ)/s,  J(ν) = Γ(ν/2)/(√(ν/2) Γ((ν-1)/2)); s and ν those of the sample, of the
 *              differences (d_z), and of two samples, Welch's too, the pooled ones
 *
 * Shapes: n numbers; n pairs; n1 and n2 numbers.
 * Conventions: means, their difference from one another and from μ, and variances come from exact sums, each rounded once.
 * Differences of pairs whose standard deviation is within 2 eps of the largest value count as constant.
 * A one-sided alternative has a one-sided interval, its other end infinite, as in R. p keeps its relative accuracy in
 * the far tail.
 * Units: estimate, se, low, high those of x; the others have none.
 * Errors: a sample of fewer than 2 (pooled: both together fewer than 3, or one empty) MM_TOO_FEW with detail.index the
 * sample (0 or 1); no spread (pairs: all differences equal; Welch and pooled: none in either) MM_CONSTANT with
 * detail.value the constant or difference; NaN or infinity MM_NOT_FINITE with its index and value; an estimate or
 * variance beyond the doubles MM_DOMAIN; MM_MEMORY.
 * Source: Welch, "The generalization of Student's problem when several different population variances are involved",
 * Biometrika 34, 1947; Hedges, "Distribution theory for Glass's estimator of effect size", 1981. */
enum mm_status mm_ttest_one(const double *x, size_t n, const struct mm_ttest_plan *plan, struct mm_ttest *result,
                            struct mm_detail *detail);
enum mm_status mm_ttest_paired(const double *x, const double *y, size_t n, const struct mm_ttest_plan *plan,
                               struct mm_ttest *result, struct mm_detail *detail);
enum mm_status mm_ttest_two(const double *x, size_t n1, const double *y, size_t n2, const struct mm_ttest_plan *plan,
                            struct mm_ttest *result, struct mm_detail *detail);

/* Hedges' correction J(ν), to 40 eps for any ν > 1. */
double mm_hedges_correction(double degrees);

#endif
