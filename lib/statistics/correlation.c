/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests and intervals of correlations, and ranks for Spearman's. */
#include "statistics/correlation.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/hypothesis.h"
#include "statistics/midranks.h"

double mm_correlation_p(double r, double complement, uint64_t n) {
    double p, df = (double)n - 2;
    if (n < 3 || isnan(r)) return NAN;
    if (!(complement > 0)) return 0;
    double t = fabs(r) * sqrt(df / complement);
    if (mm_symmetric_p(mm_distribution_find("t"), &df, t, MM_TWO_SIDED, &p) != MM_OK) return NAN;
    return p;
}

void mm_correlation_interval(enum mm_correlation method, double r, double complement, uint64_t n, double level,
                             double *low, double *high) {
    static const double normal[] = {0, 1};
    double q, less = method == MM_KENDALL ? 4 : 3, freedom = (double)n - less;
    double variance = method == MM_KENDALL ? 0.437 : method == MM_SPEARMAN ? 1 + r * r / 2 : 1;
    *low = *high = NAN;
    if (isnan(r) || !(freedom > 0)) return;
    *low = *high = r;
    if (!(complement > 0)) return;
    if (mm_distribution_quantile(mm_distribution_find("normal"), normal, (1 - level) / 2, true, false, &q) != MM_OK)
        return;
    /* atanh |r| = log((1 + |r|)/√(1 - r²)) */
    double z = copysign(log((1 + fabs(r)) / sqrt(complement)), r), reach = q * sqrt(variance / freedom);
    *low = tanh(z - reach);
    *high = tanh(z + reach);
}

enum mm_status mm_rank_column(double *x, size_t n, size_t stride) {
    double ties, *values = mm_new_doubles(1, n);
    uint32_t *ranks = mm_new(n, sizeof *ranks);
    enum mm_status status = values != NULL && ranks != NULL ? MM_OK : MM_MEMORY;
    for (size_t i = 0; status == MM_OK && i < n; i++) values[i] = x[i * stride];
    if (status == MM_OK) status = mm_double_midranks(values, n, ranks, &ties);
    for (size_t i = 0; status == MM_OK && i < n; i++) x[i * stride] = ranks[i] / 2.0;
    free(values);
    free(ranks);
    return status;
}
