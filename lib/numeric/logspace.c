/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log-sum-exp: everything relative to the largest term, which is left out of the sum and joins through log1p. */
#include "numeric/logspace.h"

#include <math.h>

#include "base/wide.h"
#include "numeric/elementary.h"

enum { BLOCK = 512 };

/* With u = 1 + r rounded, log(u) / (u - 1) changes so little over an ulp that the rounding of u cancels out. */
double mm_log_one_plus(double r) {
    double u = 1 + r;
    return u == 1 || isinf(u) ? r : mm_log1(u) * (r / (u - 1));
}

double mm_log_sum_shifted(const double *x, size_t n, double largest) {
    size_t place = 0;
    while (x[place] != largest) place++;
    double sum = 0, lost = 0;
    for (size_t i = 0; i < n; i += BLOCK) {
        double terms[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        mm_exp(x + i, largest, terms, count);
        if (place - i < count) terms[place - i] = 0;
        /* What the addition rounds away is kept (Neumaier), so that 10^9 blocks are as good as one. */
        double part = mm_tree_sum(terms, count);
        double next = sum + part;
        lost += sum >= part ? (sum - next) + part : (part - next) + sum;
        sum = next;
    }
    return mm_log_one_plus(sum + lost);
}

enum mm_status mm_logsumexp(const double *x, size_t n, double *result) {
    if (n == 0) return MM_TOO_FEW;
    double largest = mm_max(x, n);
    *result = isfinite(largest) ? largest + mm_log_sum_shifted(x, n, largest) : largest;
    return MM_OK;
}

/* log(p/q) = log(u) + c, both p and q above 0. Near 1 the ratio is 1 + d with d = (p - q)/q, whose numerator is exact;
 * u = 1 + d is rounded and c puts back what that loses, so the logarithm keeps its digits however small it is. */
static void split_ratio(double p, double q, double *u, double *c) {
    const double small = 0x1p-960;
    double offset = 0;
    if (p < small || q < small) { /* else a quotient of subnormals, or of one and 1, loses digits or overflows */
        const double log_scale = 0x1.4cb5ecf0a9650p+5; /* 60 ln 2 */
        if (p < small) p *= 0x1p60, offset -= log_scale;
        if (q < small) q *= 0x1p60, offset += log_scale;
    }
    double ratio = p / q;
    if (ratio >= 0.5 && ratio <= 2 && offset == 0) {
        double d = (p - q) / q;
        *u = 1 + d;
        *c = (d - (*u - 1)) / *u;
    } else {
        *u = ratio;
        *c = offset;
    }
}

/* The same for many ratios, none of them below 2^-960 on either side (0 on top is log 1). */
MM_WIDE static void split_ratios(const double *p, const double *q, double *u, double *c, size_t n) {
    MM_INDEPENDENT for (size_t i = 0; i < n; i++) {
        double ratio = p[i] / q[i], d = (p[i] - q[i]) / q[i], sum = 1 + d, lost = (d - (sum - 1)) / sum;
        int near = (ratio >= 0.5) & (ratio <= 2);
        u[i] = p[i] == 0 ? 1 : near ? sum : ratio;
        c[i] = near ? lost : 0;
    }
}

void mm_log_ratios(const double *p, const double *q, double *y, size_t n) {
    double u[BLOCK], c[BLOCK];
    for (size_t i = 0; i < n; i += BLOCK) {
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        int plain = 1;
        for (size_t j = i; j < i + count; j++) plain &= (q[j] >= 0x1p-960) & ((p[j] >= 0x1p-960) | (p[j] == 0));
        if (plain) split_ratios(p + i, q + i, u, c, count);
        for (size_t j = 0; j < count && !plain; j++) {
            u[j] = 1;
            c[j] = 0;
            if (p[i + j] > 0) split_ratio(p[i + j], q[i + j], &u[j], &c[j]);
        }
        mm_log(u, u, count);
        for (size_t j = 0; j < count; j++) y[i + j] = u[j] + c[j];
    }
}
