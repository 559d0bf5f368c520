/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap intervals from replicates and a jackknife that are given. */
#ifndef MM_STATISTICS_BOOTSTRAP_INTERVAL_H
#define MM_STATISTICS_BOOTSTRAP_INTERVAL_H

#include "statistics/bootstrap.h"

/* z0 = Φ⁻¹((#{θ* < θ} + #{θ* ≤ θ}) / 2B), where θ* within TOLERANCE of θ counts as equal to it. Infinite if all lie on
 * one side. */
double mm_bootstrap_z0(const double *replicates, size_t count, double estimate, double tolerance);

/* The levels α1 and α2 of the quantiles that bca takes. Where 1 - a(z0 + z) is not positive, and for an infinite z0,
 * the limit: 0 or 1. */
void mm_bootstrap_bca_levels(double z0, double acceleration, double level, double *low, double *high);

/* The jackknife of one sample: θ_(i), or θ_(i) less a constant, for every unit left out. */
struct mm_jackknife {
    const double *values;
    const size_t *group_start; /* strata + 1 numbers: where each begins, and the number of units */
    size_t groups;
};

/* With d_i = mean of θ_(j) over the stratum of i - θ_(i), and m units in a sample, of them m_s in stratum s:
 * a   = Σ u_i³ / (6 (Σ u_i²)^(3/2)),  u_i = d_i (m - 1)/m, over the units of all samples
 * se² = Σ over samples and strata of ((m - 1)/m)² m_s/(m_s - 1) Σ d_i²
 *
 * Conventions: one sample in one stratum gives the usual (m - 1)/m Σ d_i², which for a mean is s²/m, for two samples
 * the sum of both. A stratum of one unit does not vary and counts for nothing. NaN: a value that is NaN, or (a) no
 * spread. Source: Efron and Tibshirani 1993, (11.5), (14.15); Davison and Hinkley 1997, (5.28) and section 3.2 (strata:
 * what lies between them is not resampled, so it is the mean within the stratum that counts). */
double mm_jackknife_acceleration(const struct mm_jackknife *samples, size_t count);
double mm_jackknife_se(const struct mm_jackknife *samples, size_t count);
/* The largest |d_i| m. */
double mm_jackknife_reach(const struct mm_jackknife *samples, size_t count);

/* What an interval is made of. */
struct mm_bootstrap_evidence {
    double estimate, tolerance;
    const double *replicates; /* the defined ones */
    size_t count;             /* ≥ 1 */
    double *scratch;          /* room for that many */
    double acceleration;      /* bca */
    double *studentized;      /* t*, reordered */
    size_t studentized_count; /* ≥ 1 for that method */
    double se;                /* studentized: of the estimate */
};

/* Everything in the result but `dropped`. */
void mm_bootstrap_interval(const struct mm_bootstrap_evidence *evidence, enum mm_bootstrap_method method, double level,
                           struct mm_bootstrap_result *result);

#endif
