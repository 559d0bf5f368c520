/* SPDX-License-Identifier: GPL-3.0-or-later */
/* McNemar's test of two proportions in pairs, and an interval for their difference. */
#include "statistics/mcnemar.h"

#include <math.h>

#include "probability/families.h"

static bool is_count(double x) {
    return x >= 0 && x <= 0x1p53 && floor(x) == x;
}

/* P(X ≤ k) and P(X = k). Up to 50 trials binomial coefficients, and the products on the way to them, are whole numbers
 * below 2^53: nothing is rounded. */
static enum mm_status binomial_half(double m, double k, double *below, double *at) {
    enum { EXACT = 50 };
    double parameters[] = {m, 0.5}, term = 1, sum = 1;
    if (m > EXACT) {
        MM_TRY(mm_distribution_tail(&mm_binomial, parameters, k, false, false, below));
        return mm_distribution_density(&mm_binomial, parameters, k, false, at);
    }
    for (double i = 1; i <= k; i++) sum += term = term * (m + 1 - i) / i;
    *below = ldexp(sum, -(int)m);
    *at = ldexp(term, -(int)m);
    return MM_OK;
}

static enum mm_status binomial_p(double m, double k, bool mid, double *p) {
    double below, at;
    *p = 1;
    /* Twice the tail is then 1 + P(X = k): capped, or taken off again, it is 1. */
    if (2 * k == m) return MM_OK;
    MM_TRY(binomial_half(m, k, &below, &at));
    /* P(X = k) is at most half of what it is taken from: little cancels. */
    *p = fmin(1, mid ? 2 * below - at : 2 * below);
    return MM_OK;
}

enum mm_status mm_mcnemar(double b, double c, enum mm_mcnemar_method method, bool corrected,
                          struct mm_mcnemar *result) {
    double m = b + c, k = fmin(b, c);
    if (!is_count(b) || !is_count(c)) return MM_DOMAIN;
    if (method == MM_MCNEMAR_AUTO) method = m <= MM_MCNEMAR_EXACT_MAX ? MM_MCNEMAR_EXACT : MM_MCNEMAR_CHI_SQUARE;
    bool chi_square = method == MM_MCNEMAR_CHI_SQUARE;
    *result = (struct mm_mcnemar){method, chi_square && corrected, chi_square ? 0 : k, 1};
    if (m == 0) return MM_OK;
    if (!chi_square) return binomial_p(m, k, method == MM_MCNEMAR_MID_P, &result->p);
    double distance = fmax(0, fabs(b - c) - (corrected ? 1 : 0));
    result->statistic = distance * distance / m;
    return mm_distribution_tail(&mm_chisq, (double[]){1}, result->statistic, true, false, &result->p);
}

/* The score statistic at Δ, which falls from left to right. */
static double score(const struct mm_pair_counts *counts, double delta) {
    double n = counts->both + counts->first + counts->second + counts->neither;
    double b = counts->first, c = counts->second;
    double linear = (2 * n - b + c) * delta - b - c, product = c * delta * (1 - delta);
    double root = sqrt(fmax(0, linear * linear + 8 * n * product));
    /* The larger root of 2n q² + linear q - product, by the form that adds. */
    double q = linear < 0 ? (root - linear) / (4 * n) : (root + linear > 0 ? 2 * product / (root + linear) : 0);
    double excess = b - c - n * delta;
    return excess == 0 ? 0 : excess / sqrt(fmax(0, n * (2 * q + delta * (1 - delta))));
}

/* Where the score passes LEVEL; an end of [-1, 1] if it does not. */
static double cross(const struct mm_pair_counts *counts, double level) {
    enum { HALVINGS = 200 }; /* more than doubles can tell apart, but near 0 */
    double low = -1, high = 1;
    for (int i = 0; i < HALVINGS; i++) {
        double middle = (low + high) / 2;
        if (middle <= low || middle >= high) break;
        *(score(counts, middle) > level ? &low : &high) = middle;
    }
    return high <= nextafter(-1, 0) ? -1 : low >= nextafter(1, 0) ? 1 : high;
}

enum mm_status mm_paired_proportions_interval(const struct mm_pair_counts *counts, double level, double *low,
                                              double *high) {
    double z;
    if (!(counts->both + counts->first + counts->second + counts->neither > 0)) return MM_TOO_FEW;
    MM_TRY(mm_distribution_quantile(&mm_normal, (double[]){0, 1}, (1 - level) / 2, true, false, &z));
    *low = cross(counts, z);
    *high = cross(counts, -z);
    return MM_OK;
}
