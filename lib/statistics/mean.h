/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means: arithmetic, geometric, harmonic, trimmed; weighted or not; in one pass where the definition allows. */
#ifndef MM_STATISTICS_MEAN_H
#define MM_STATISTICS_MEAN_H

#include <stdint.h>

#include "base/status.h"
#include "numeric/exact.h"

enum mm_mean_kind { MM_MEAN_ARITHMETIC, MM_MEAN_GEOMETRIC, MM_MEAN_HARMONIC, MM_MEAN_TRIMMED };

/* arithmetic  Σ w x / Σ w          geometric  exp(Σ w log x / Σ w)
 * harmonic    Σ w / Σ (w / x)      trimmed    the arithmetic mean without the floor(n f) smallest and as many largest
 *
 * Shapes: n numbers x and, if given, n weights w (else w = 1; never with trimmed).
 * Conventions: sums are exact, so the result does not depend on the order; arithmetic means are correctly rounded. A zero
 * makes the geometric and the harmonic mean 0; a value of weight 0 counts for nothing in these two. NaN gives NaN. All
 * kinds but trimmed keep constant state; trimmed keeps the values.
 * Units: those of x; weights have none.
 * Errors: n = 0 MM_TOO_FEW; a negative x for geometric and harmonic, a negative weight, inf with -inf, weights that sum
 * to 0, a subnormal without a reciprocal under harmonic: MM_DOMAIN; MM_MEMORY.
 * Source: Hardy, Littlewood, Pólya, "Inequalities", 1934, section 2.1; Tukey and McLaughlin 1963 (trimmed). */
struct mm_mean {
    enum mm_mean_kind kind;
    double fraction; /* trimmed: f in [0, 0.5) */
    uint64_t n;
    struct mm_exact sum, weight_sum;
    int64_t exponents; /* geometric without weights: the sum of the binary exponents, kept out of the logarithms */
    int weighted;
    double *values; /* trimmed only; owned */
    size_t capacity;
};

void mm_mean_start(struct mm_mean *mean, enum mm_mean_kind kind, double fraction);
enum mm_status mm_mean_add(struct mm_mean *mean, const double *x, const double *weights, size_t n, size_t stride);
enum mm_status mm_mean_finish(struct mm_mean *mean, double *value);
void mm_mean_stop(struct mm_mean *mean);

/* The trimmed mean of n values, which are reordered. */
enum mm_status mm_trimmed_mean(double *values, size_t n, double fraction, double *value);

#endif
