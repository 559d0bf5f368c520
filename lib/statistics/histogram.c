/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histograms: edges, counting, and rules for the number of bins. */
#include "statistics/histogram.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/order.h"

enum mm_status mm_histogram_start(struct mm_histogram *histogram, size_t bins, double low, double high) {
    *histogram = (struct mm_histogram){.bins = bins};
    if (low == high) {
        low -= 0.5;
        high += 0.5;
    }
    double step = (high - low) / (double)bins;
    if (bins == 0 || !(low < high) || !isfinite(high - low)) return MM_DOMAIN;
    if (bins > SIZE_MAX / 16) return MM_MEMORY;
    histogram->edges = mm_new(bins + 1, sizeof *histogram->edges);
    histogram->counts = mm_new_zero(bins, sizeof *histogram->counts);
    enum mm_status status = histogram->edges != NULL && histogram->counts != NULL ? MM_OK : MM_MEMORY;
    for (size_t i = 0; status == MM_OK && i <= bins; i++) {
        histogram->edges[i] = i == bins ? high : (double)i * step + low;
        if (i > 0 && !(histogram->edges[i] > histogram->edges[i - 1])) status = MM_DOMAIN;
    }
    if (status != MM_OK) mm_histogram_stop(histogram);
    return status;
}

void mm_histogram_stop(struct mm_histogram *histogram) {
    free(histogram->edges);
    free(histogram->counts);
    *histogram = (struct mm_histogram){0};
}

/* A guess from the width is at most a bin off, unless bins are few ulp wide; the edges decide. */
void mm_histogram_add(struct mm_histogram *histogram, const double *x, size_t n, size_t stride) {
    const double *edges = histogram->edges;
    const size_t last = histogram->bins - 1;
    const double low = edges[0], high = edges[last + 1], scale = (double)histogram->bins / (high - low);
    for (size_t i = 0; i < n; i++) {
        double value = x[i * stride];
        if (!(value >= low && value <= high)) {
            histogram->outside++;
            continue;
        }
        double guess = (value - low) * scale;
        size_t bin = guess < (double)last ? (size_t)guess : last;
        while (value < edges[bin]) bin--;
        while (bin < last && value >= edges[bin + 1]) bin++;
        histogram->counts[bin]++;
    }
}

void mm_histogram_merge(struct mm_histogram *to, const struct mm_histogram *from) {
    for (size_t i = 0; i < to->bins; i++) to->counts[i] += from->counts[i];
    to->outside += from->outside;
}

uint64_t mm_histogram_total(const struct mm_histogram *histogram) {
    uint64_t total = 0;
    for (size_t i = 0; i < histogram->bins; i++) total += histogram->counts[i];
    return total;
}

double mm_histogram_density(const struct mm_histogram *histogram, size_t bin, uint64_t total) {
    if (total == 0) return 0;
    return (double)histogram->counts[bin] / (histogram->edges[bin + 1] - histogram->edges[bin]) / (double)total;
}

/* The widths of the rules; 0 where they are undefined. */
static enum mm_status find_width(double *x, size_t n, enum mm_bin_rule rule, double *width) {
    static const double quartiles[] = {0, 0.25, 0.75, 1};
    double q[4];
    *width = 0;
    if (n == 0) return MM_OK;
    MM_TRY(mm_quantiles(x, n, quartiles, 4, 7, q));
    double sturges = (q[3] - q[0]) / (log2((double)n) + 1), fd = 2 * (q[2] - q[1]) / cbrt((double)n);
    switch (rule) {
    case MM_BINS_FD:
        *width = fd;
        break;
    case MM_BINS_STURGES:
        *width = sturges;
        break;
    default:
        *width = fd > 0 && fd < sturges ? fd : sturges;
    }
    return MM_OK;
}

enum mm_status mm_histogram_rule(double *x, size_t n, enum mm_bin_rule rule, double low, double high, size_t *bins) {
    double width;
    *bins = 1;
    MM_TRY(find_width(x, n, rule, &width));
    if (!(width > 0) || !(high > low)) return MM_OK;
    double count = ceil((high - low) / width);
    if (!(count <= MM_HISTOGRAM_BINS)) return MM_DOMAIN;
    *bins = count < 1 ? 1 : (size_t)count;
    return MM_OK;
}
