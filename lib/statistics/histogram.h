/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histograms: counts in bins of equal width, in one pass once the edges are known. */
#ifndef MM_STATISTICS_HISTOGRAM_H
#define MM_STATISTICS_HISTOGRAM_H

#include <stdint.h>

#include "base/status.h"

/* edge_i = low + i (high - low)/bins, edge_bins = high;  count_i = how many x lie in [edge_i, edge_(i+1)), the last bin
 * with its upper edge
 *
 * Shapes: numbers in blocks with a stride; `bins` counts, `bins` + 1 edges.
 * Conventions: numpy.histogram's, the rounding of the edges included; counts are exact for the edges as they are printed. What
 * lies outside, and NaN, is counted in `outside`. Where low = high the range is low - 1/2 to low + 1/2. Histograms of the same
 * edges merge.
 * Errors: low > high or not finite, a width beyond the doubles, edges that fall together MM_DOMAIN; MM_MEMORY. */
struct mm_histogram {
    size_t bins;
    double *edges;
    uint64_t *counts;
    uint64_t outside;
};

enum mm_status mm_histogram_start(struct mm_histogram *histogram, size_t bins, double low, double high);
void mm_histogram_add(struct mm_histogram *histogram, const double *x, size_t n, size_t stride);
void mm_histogram_merge(struct mm_histogram *to, const struct mm_histogram *from);
uint64_t mm_histogram_total(const struct mm_histogram *histogram); /* what lies inside */
/* count_i / (total · width of the bin), so that it integrates to 1; 0 for an empty histogram. */
double mm_histogram_density(const struct mm_histogram *histogram, size_t bin, uint64_t total);
void mm_histogram_stop(struct mm_histogram *histogram);

/* How many bins n values x ask for
 *
 * fd       width 2 IQR / n^(1/3)              sturges  width (max - min)/(1 + log2 n)
 * auto     the narrower of the two; sturges where the IQR is 0
 *
 * Shapes: n values between LOW and HIGH, which are reordered.
 * Conventions: ceil((high - low)/width), at least 1; quartiles of type 7; none or a width of 0: 1. As numpy's.
 * Errors: more than `MM_HISTOGRAM_BINS` MM_DOMAIN; MM_MEMORY.
 * Source: Freedman and Diaconis 1981; Sturges 1926. */
enum mm_bin_rule { MM_BINS_AUTO, MM_BINS_FD, MM_BINS_STURGES };
enum { MM_HISTOGRAM_BINS = 10000000 };
enum mm_status mm_histogram_rule(double *x, size_t n, enum mm_bin_rule rule, double low, double high, size_t *bins);

#endif
