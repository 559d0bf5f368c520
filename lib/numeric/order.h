/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order statistics by selection, and the nine sample quantiles. */
#ifndef MM_NUMERIC_ORDER_H
#define MM_NUMERIC_ORDER_H

#include <stdint.h>

#include "base/status.h"

/* Doubles in their order as whole numbers, neighbours one apart, -0 and 0 the same one; and back. No NaN. */
int64_t mm_order_of(double x);
double mm_double_of(int64_t order);

/* Puts the k-th smallest (from 0) of n values in place k, smaller ones before, larger ones behind. No NaN inside. */
void mm_select_kth(double *values, size_t n, size_t k);
void mm_sort_doubles(double *values, size_t n); /* ascending; -0 before +0; NaN last */

/* Q(p) = (1-h) x_(j) + h x_(j+1), j and h by Hyndman and Fan's TYPE (1 to 9)
 *
 * Shapes: n values, which are reordered.
 * Conventions: type 7 is R's and NumPy's default; p in [0, 1]; positions n·p are taken with R's fuzz of 4 eps, so 0.3·10
 * is 3.
 * Units: those of the values.
 * Errors: n = 0 MM_TOO_FEW; p outside or type unknown MM_DOMAIN.
 * Source: Hyndman and Fan, "Sample quantiles in statistical packages", 1996. */
enum mm_status mm_quantile(double *values, size_t n, double p, int type, double *quantile);
/* COUNT of them at once, P in any order, for less than COUNT times the work. */
enum mm_status mm_quantiles(double *values, size_t n, const double *p, size_t count, int type, double *quantiles);
/* The same of values that are sorted, which stay as they are. */
enum mm_status mm_quantile_sorted(const double *sorted, size_t n, double p, int type, double *quantile);

#endif
