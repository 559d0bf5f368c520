/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The summary of a sample. */
#include "statistics/summary.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/order.h"

enum mm_status mm_summary_start(struct mm_summary *summary, bool keep_missing) {
    *summary = (struct mm_summary){.moments = mm_moments_new(4), .keep_missing = keep_missing};
    return summary->moments != NULL ? MM_OK : MM_MEMORY;
}

void mm_summary_stop(struct mm_summary *summary) {
    mm_moments_free(summary->moments);
    free(summary->values);
}

enum mm_status mm_summary_add(struct mm_summary *summary, const double *x, size_t n, size_t stride) {
    if (!mm_grow(&summary->values, &summary->capacity, summary->count, n, sizeof *x)) return MM_MEMORY;
    double *to = summary->values + summary->count;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double value = x[i * stride];
        if (isnan(value)) summary->missing++;
        if (!isnan(value) || summary->keep_missing) to[kept++] = value;
    }
    mm_moments_add(summary->moments, to, kept, 1);
    summary->count += kept;
    return MM_OK;
}

/* Order statistics exist if there are values and no NaN among them. */
static bool is_ordered(const struct mm_summary *summary) {
    return summary->count > 0 && !(summary->keep_missing && summary->missing > 0);
}

/* -0 is below +0, as sorting has it. */
static void find_extremes(const struct mm_summary *summary, struct mm_summary_fields *fields) {
    double low = summary->values[0], high = low;
    for (size_t i = 1; i < summary->count; i++) {
        double x = summary->values[i];
        if (x < low || (x == low && signbit(x))) low = x;
        if (x > high || (x == high && signbit(high))) high = x;
    }
    fields->min = low;
    fields->max = high;
}

void mm_summary_fields(struct mm_summary *summary, bool unbiased, struct mm_summary_fields *fields) {
    const struct mm_moments *moments = summary->moments;
    *fields = (struct mm_summary_fields){NAN, NAN, NAN, NAN, NAN, NAN};
    if (is_ordered(summary)) find_extremes(summary, fields);
    /* What is undefined here stays missing. */
    if (mm_moments_mean(moments, &fields->mean) != MM_OK) fields->mean = NAN;
    if (mm_moments_sd(moments, 1, &fields->sd) != MM_OK) fields->sd = NAN;
    if (mm_moments_skewness(moments, unbiased, &fields->skewness) != MM_OK) fields->skewness = NAN;
    if (mm_moments_kurtosis(moments, unbiased, &fields->kurtosis) != MM_OK) fields->kurtosis = NAN;
}

enum mm_status mm_summary_quantiles(struct mm_summary *summary, const double *p, size_t count, double *quantiles) {
    for (size_t i = 0; i < count; i++) quantiles[i] = NAN;
    return is_ordered(summary) ? mm_quantiles(summary->values, summary->count, p, count, 7, quantiles) : MM_OK;
}

double mm_summary_quantile(struct mm_summary *summary, double p) {
    double value;
    return mm_summary_quantiles(summary, &p, 1, &value) == MM_OK ? value : NAN;
}
