/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The log-sum-exp with weights. */
#include "probability/logsumexp.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "numeric/logspace.h"

static enum mm_status refuse(enum mm_status status, size_t index, double value, struct mm_detail *detail) {
    if (detail) *detail = (struct mm_detail){index, value};
    return status;
}

/* Σ sign(b_i) exp(y_i - m), exact but for the exponentials: what cancels has to cancel. */
static double signed_sum(const double *y, const double *b, size_t n, double largest) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i++) {
        double term = mm_exp1(y[i] - largest);
        mm_exact_add(&sum, b[i] < 0 ? -term : term);
    }
    return mm_exact_round(&sum);
}

enum mm_status mm_logsumexp_weighted(double *x, const double *b, size_t n, double *result, struct mm_detail *detail) {
    bool negative = false;
    if (n == 0) return refuse(MM_TOO_FEW, 0, 0, detail);
    for (size_t i = 0; i < n; i++) {
        if (!isfinite(b[i])) return refuse(MM_NOT_FINITE, i, b[i], detail);
        if (b[i] < 0 && x[i] == INFINITY) return refuse(MM_DOMAIN, i, x[i], detail);
        negative |= b[i] < 0;
        x[i] = b[i] == 0 ? -INFINITY : x[i] + mm_log1(fabs(b[i]));
    }
    if (!negative) return mm_logsumexp(x, n, result);
    double largest = mm_max(x, n);
    *result = largest;
    if (!isfinite(largest)) return MM_OK;
    double sum = signed_sum(x, b, n, largest);
    if (sum < 0) return refuse(MM_DOMAIN, n, sum, detail);
    *result = largest + mm_log1(sum);
    return MM_OK;
}
