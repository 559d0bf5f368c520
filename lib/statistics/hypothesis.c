/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of hypotheses share. */
#include "statistics/hypothesis.h"

#include <math.h>

#include "numeric/exact.h"

const char *mm_alternative_name(enum mm_alternative alternative) {
    static const char *const names[] = {"two-sided", "less", "greater"};
    return names[alternative];
}

enum mm_status mm_symmetric_p(const struct mm_distribution *family, const double *parameters, double t,
                              enum mm_alternative alternative, double *p) {
    /* By symmetry always an upper tail: a small one is never the difference of two near 1. */
    double beyond = alternative == MM_TWO_SIDED ? fabs(t) : alternative == MM_LESS ? -t : t;
    MM_TRY(mm_distribution_tail(family, parameters, beyond, true, false, p));
    if (alternative == MM_TWO_SIDED) *p = fmin(1, 2 * *p);
    return MM_OK;
}

enum mm_status mm_symmetric_interval(const struct mm_distribution *family, const double *parameters, double estimate,
                                     double se, double level, enum mm_alternative alternative, double *low,
                                     double *high) {
    double q, outside = alternative == MM_TWO_SIDED ? (1 - level) / 2 : 1 - level;
    MM_TRY(mm_distribution_quantile(family, parameters, outside, true, false, &q));
    *low = alternative == MM_LESS ? -INFINITY : estimate - q * se;
    *high = alternative == MM_GREATER ? INFINITY : estimate + q * se;
    return MM_OK;
}

/* As (n2 Σx - n1 Σy - n1 n2 μ)/(n1 n2). */
double mm_mean_difference(const double *x, size_t n1, const double *y, size_t n2, double mu) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_products(&sum, x, 1, &(double){(double)n2}, 0, n1);
    mm_exact_add_products(&sum, y, 1, &(double){-(double)n1}, 0, n2);
    double product = (double)n1 * (double)n2;
    mm_exact_add_product(&sum, -mu, product);
    mm_exact_add_product(&sum, -mu, fma((double)n1, (double)n2, -product));
    return mm_exact_divide(&sum, (uint64_t)n1 * n2);
}
