/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns and rows brought to a common scale. */
#ifndef MM_STATISTICS_SCALING_H
#define MM_STATISTICS_SCALING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "numeric/moments.h"

enum mm_scaling { MM_SCALE_ZSCORE, MM_SCALE_MINMAX, MM_SCALE_ROBUST, MM_SCALE_L1, MM_SCALE_L2, MM_SCALE_MAX };

/* y = (x - centre) / scale
 *
 * Shapes: a column of n numbers in blocks; one centre and one scale.
 * Conventions: zscore: mean and standard deviation with n - ddof; minmax: the least value and the range; robust: the
 * median and the distance of the quartiles (type 7); l1, l2, max: 0 and Σ|x|, √Σx², max |x|. Sums are exact. NaN is left
 * out.
 * Units: y has none.
 * Errors: no number MM_TOO_FEW (n ≤ ddof likewise); a scale of 0 MM_CONSTANT; infinity among the numbers, or a range
 * beyond the doubles, MM_DOMAIN.
 * Source: Hastie, Tibshirani, Friedman, "The Elements of Statistical Learning", 2nd ed. 2009, section 14.3. */
struct mm_scaler {
    enum mm_scaling method;
    uint64_t ddof, n;
    double least, largest;
    struct mm_moments *moments; /* zscore */
    double *values;             /* the others but minmax */
    size_t capacity;
};

enum mm_status mm_scaler_start(struct mm_scaler *scaler, enum mm_scaling method, uint64_t ddof);
enum mm_status mm_scaler_add(struct mm_scaler *scaler, const double *x, size_t n, size_t stride);
enum mm_status mm_scaler_finish(struct mm_scaler *scaler, double *centre, double *scale);
void mm_scaler_stop(struct mm_scaler *scaler);

/* The scale of a row x under l1, l2 or max. Errors: all zeros MM_CONSTANT, NaN or infinity MM_NOT_FINITE with its index
 * and value. */
enum mm_status mm_row_scale(enum mm_scaling method, const double *x, size_t n, double *scale, struct mm_detail *detail);

#endif
