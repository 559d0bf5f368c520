/* SPDX-License-Identifier: GPL-3.0-or-later */
/* log-sum-exp: everything relative to the largest term, which is left out of the sum and joins through log1p. */
#include "numeric/logspace.h"

#include <math.h>

#include "numeric/elementary.h"

enum { BLOCK = 512 };

/* log(1 + r) for r ≥ 0, from our own log so that it has the same bits everywhere. With u = 1 + r rounded, log(u) / (u -
 * 1) changes so little over an ulp that the rounding of u cancels out. */
static double log_plus_one(double r) {
    double u = 1 + r;
    return u == 1 ? r : mm_log1(u) * (r / (u - 1));
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
    return log_plus_one(sum + lost);
}

enum mm_status mm_logsumexp(const double *x, size_t n, double *result) {
    if (n == 0) return MM_TOO_FEW;
    double largest = mm_max(x, n);
    *result = isfinite(largest) ? largest + mm_log_sum_shifted(x, n, largest) : largest;
    return MM_OK;
}
