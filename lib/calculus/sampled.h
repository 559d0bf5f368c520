/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integrals of functions known at some points only. */
#ifndef MM_CALCULUS_SAMPLED_H
#define MM_CALCULUS_SAMPLED_H

#include <stddef.h>

#include "base/status.h"

/* Trapezoid: Σ (x_{i+1} - x_i)(y_i + y_{i+1})/2
 * Simpson:   Σ over pairs of intervals h, k of (h+k)/6 (y_0 (2 - k/h) + y_1 (h+k)²/(hk) + y_2 (2 - h/k))
 *
 * Shapes: n points (x_i, y_i); x null: the points are SPACING apart.
 * Conventions: x ascending, or descending, which gives the negative. The trapezoid rule's sum is exact and rounded once
 * (halving and SPACING included); equal x next to one another are allowed there. Simpson's terms are summed exactly; for
 * an even number of points it is the mean of two sums: the trapezoid rule on the last interval and Simpson's on the
 * others, and the same with the first (SciPy up to 1.10, even='avg').
 * Units: those of x times those of y.
 * Errors: n < 2 MM_TOO_FEW; x not monotone (for Simpson: strictly) MM_DATA with detail.index the point that turns back;
 * NaN in, NaN out.
 * Source: Davis and Rabinowitz, "Methods of Numerical Integration", 1984, section 2.1; SciPy 1.10, simpson. */
enum mm_sampled_rule { MM_TRAPEZOID, MM_SIMPSON };
#define MM_SAMPLED_RULES "trapezoid|simpson"

enum mm_status mm_sampled_integral(enum mm_sampled_rule rule, const double *x, double spacing, const double *y,
                                   size_t n, double *integral, struct mm_detail *detail);

#endif
