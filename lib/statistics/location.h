/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Hodges and Lehmann's estimates of location: order statistics of all pairwise means or differences. */
#ifndef MM_STATISTICS_LOCATION_H
#define MM_STATISTICS_LOCATION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/* means        (x_i + x_j)/2, i ≤ j: M = n(n+1)/2 of them
 * differences  x_i - y_j: M = n1 n2
 *
 * Shapes: n numbers, or n1 and n2, each sample in ascending order.
 * Conventions: the pairs are counted, never made: memory for the samples only, and time in proportion to them. A null y
 * means the means.
 * Units: those of x.
 * Errors: none; finite numbers, n ≥ 1 and n2 ≥ 1.
 * Source: Hodges and Lehmann, "Estimates of location based on rank tests", 1963. */
struct mm_location {
    const double *x, *y;
    size_t n1, n2;
};

uint64_t mm_location_count(const struct mm_location *location);
/* The k-th smallest, from 1 to M. */
double mm_location_select(const struct mm_location *location, uint64_t k);
double mm_location_median(const struct mm_location *location);

#endif
