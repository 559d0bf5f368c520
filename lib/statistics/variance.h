/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variances and standard deviations in one pass, with frequencies as weights or without. */
#ifndef MM_STATISTICS_VARIANCE_H
#define MM_STATISTICS_VARIANCE_H

#include <stdbool.h>

#include "numeric/exact.h"
#include "numeric/moments.h"

/* s² = Σ w (x - m)² / (W - ddof),  m = Σ w x / W,  W = Σ w
 *
 * Shapes: n numbers x and, if WEIGHTED, n weights w (else w = 1), in blocks with a stride.
 * Conventions: a weight says how often the value occurred, so it is a whole number; with ddof = 0 only the ratios of weights
 * matter, and fractions will do. All sums are exact and the result is rounded once: the same bits for any order of rows, no
 * cancellation. NaN gives NaN.
 * Units: those of x squared, for the deviation those of x.
 * Errors: W ≤ ddof, and no values, MM_TOO_FEW; an infinity, a weight that is negative, not finite or (ddof > 0) not whole,
 * weights that sum to 0 (ddof = 0): MM_DOMAIN; MM_MEMORY.
 * Source: Neal 2015 (sums); NumPy's cov has the same definition of frequencies. */
struct mm_variance {
    uint64_t ddof;
    bool weighted;
    struct mm_moments *moments; /* without weights */
    struct mm_exact total, sum; /* W, Σ w x */
    int64_t *squares;           /* Σ w x² as a wide integer in the unit of cubes */
    uint32_t pending;           /* terms in `squares` since the last carry */
    bool not_a_number;
};

enum mm_status mm_variance_start(struct mm_variance *variance, uint64_t ddof, bool weighted);
enum mm_status mm_variance_add(struct mm_variance *variance, const double *x, const double *weights, size_t n,
                               size_t stride);
/* s², or s if ROOT. */
enum mm_status mm_variance_finish(const struct mm_variance *variance, bool root, double *value);
void mm_variance_stop(struct mm_variance *variance);

#endif
