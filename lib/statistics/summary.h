/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a sample: count, missing, exact moments, exact quantiles. */
#ifndef MM_STATISTICS_SUMMARY_H
#define MM_STATISTICS_SUMMARY_H

#include <stdbool.h>

#include "numeric/moments.h"

/* n, mean m, sd s (ddof 1), min, max, skewness, excess kurtosis, and quantiles Q(p) of type 7
 *
 * Shapes: a sample of n numbers, given in blocks; the values are held for the quantiles.
 * Conventions: NaN is missing: counted, and left out unless `keep_missing`, when it makes every field but the counts
 * NaN. Fields that are undefined (all of none, sd of one value, skewness of a constant) are NaN. UNBIASED: G1 and G2
 * instead of g1 and g2. Errors: MM_MEMORY. Source: see numeric/moments.h and numeric/order.h. */
struct mm_summary {
    struct mm_moments *moments;
    double *values;
    size_t count, capacity, missing;
    bool keep_missing;
};

struct mm_summary_fields {
    double mean, sd, min, max, skewness, kurtosis;
};

enum mm_status mm_summary_start(struct mm_summary *summary, bool keep_missing);
enum mm_status mm_summary_add(struct mm_summary *summary, const double *x, size_t n, size_t stride);
void mm_summary_fields(struct mm_summary *summary, bool unbiased, struct mm_summary_fields *fields);
double mm_summary_quantile(struct mm_summary *summary, double p);
/* COUNT of them at once, by selection: less than COUNT times the work. MM_MEMORY. */
enum mm_status mm_summary_quantiles(struct mm_summary *summary, const double *p, size_t count, double *quantiles);
void mm_summary_stop(struct mm_summary *summary);

#endif
