/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entropy, cross-entropy, the Jensen-Shannon divergence. */
#include "probability/entropy.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "numeric/logspace.h"
#include "probability/divergence.h"
#include "probability/softmax.h"
#include "probability/terms.h"

enum { BLOCK = MM_TERMS };

double mm_cross_entropy(const double *p, const double *q, size_t n) {
    struct mm_exact sum;
    if (n > BLOCK) mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i += BLOCK) {
        double logs[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        for (size_t j = 0; j < count; j++) {
            if (q[i + j] == 0 && p[i + j] > 0) return INFINITY;
            logs[j] = p[i + j] > 0 ? q[i + j] : 1; /* 0 log q is 0 log 1 */
        }
        mm_log(logs, logs, count);
        if (n <= BLOCK) return 0 - mm_sum_terms(p, logs, n);
        mm_exact_add_products(&sum, p + i, 1, logs, 1, count);
    }
    return n <= BLOCK ? 0 : 0 - mm_exact_round(&sum);
}

double mm_cross_entropy_log(const double *log_p, const double *log_q, size_t n) {
    struct mm_exact sum;
    if (n > BLOCK) mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i += BLOCK) {
        double p[BLOCK], logs[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        mm_exp(log_p + i, 0, p, count);
        for (size_t j = 0; j < count; j++) {
            double a = log_p[i + j], b = log_q[i + j];
            if (b == -INFINITY && a > -INFINITY) return INFINITY;
            logs[j] = a == -INFINITY ? 0 : b;
        }
        if (n <= BLOCK) return 0 - mm_sum_terms(p, logs, n);
        mm_exact_add_products(&sum, p, 1, logs, 1, count);
    }
    return n <= BLOCK ? 0 : 0 - mm_exact_round(&sum);
}

double mm_entropy(const double *p, size_t n) {
    return mm_cross_entropy(p, p, n);
}

double mm_entropy_log(const double *log_p, size_t n) {
    return mm_cross_entropy_log(log_p, log_p, n);
}

/* Adds a term that is not negative; what rounding takes is kept in LOST (Neumaier). */
static void add_term(double *sum, double *lost, double term) {
    double next = *sum + term;
    *lost += *sum >= term ? (*sum - next) + term : (term - next) + *sum;
    *sum = next;
}

enum mm_status mm_entropy_logits(const double *x, size_t n, double *nats, struct mm_detail *detail) {
    double largest, sum = 0, lost = 0;
    MM_TRY(mm_check_logits(x, n, &largest, detail));
    const double log_sum = mm_log_sum_shifted(x, n, largest);
    for (size_t i = 0; i < n; i += BLOCK) {
        double logs[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        for (size_t j = 0; j < count; j++) logs[j] = (x[i + j] - largest) - log_sum;
        add_term(&sum, &lost, mm_entropy_log(logs, count));
    }
    *nats = sum + lost;
    return MM_OK;
}

/* Σ w SCALE as high + low; that power of 2 is 1 unless the sum, or products of weights and logarithms, leave the
 * doubles. */
static double sum_weights(const double *w, size_t n, double *scale, double *low) {
    for (*scale = 1;; *scale = *scale == 1 ? 0x1p600 : 0x1p-64) {
        struct mm_exact sum;
        mm_exact_clear(&sum);
        for (size_t i = 0; i < n; i++) mm_exact_add(&sum, w[i] * *scale);
        double high = mm_exact_round(&sum);
        if (*scale == 1 ? high < 0x1p-400 || isinf(high) : isinf(high)) continue;
        mm_exact_add(&sum, -high);
        *low = mm_exact_round(&sum);
        return high;
    }
}

/* -Σ (w_i/N) log(w_i/N): the divergence of w from a constant N, whose terms all have one sign. */
double mm_entropy_weights(const double *w, size_t n) {
    double scale, low, high = sum_weights(w, n, &scale, &low), sum = 0, lost = 0;
    for (size_t i = 0; i < n; i += BLOCK) {
        double part[BLOCK], total[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        for (size_t j = 0; j < count; j++) {
            part[j] = w[i + j] * scale;
            total[j] = high;
        }
        add_term(&sum, &lost, 0 - mm_kl_divergence(part, total, count) / high);
    }
    return sum + (lost + low / high); /* log N is log high + low/high */
}

enum mm_status mm_check_counts(const double *counts, size_t n, struct mm_detail *detail) {
    for (size_t i = 0; i < n; i++) {
        if (isfinite(counts[i]) && counts[i] >= 0 && floor(counts[i]) == counts[i]) continue;
        if (detail) *detail = (struct mm_detail){i, counts[i]};
        return isfinite(counts[i]) ? MM_DATA : MM_NOT_FINITE;
    }
    return mm_check_weights(counts, n, detail);
}

double mm_miller_madow(const double *counts, size_t n) {
    size_t seen = 0;
    for (size_t i = 0; i < n; i++) seen += counts[i] > 0;
    return (double)(seen - 1) / (2 * mm_exact_sum(counts, n));
}

/* ½ (g(d) = (1+d) log(1+d) + (1-d) log(1-d)) / d² for d² ≤ 1/16: ½ Σ d^(2k-2) / (k (2k-1)), cut below eps/16. */
static double half_series(double square) {
    static const double coefficients[] = {1.0,      1 / 6.0,   1 / 15.0,  1 / 28.0,  1 / 45.0,  1 / 66.0,
                                          1 / 91.0, 1 / 120.0, 1 / 153.0, 1 / 190.0, 1 / 231.0, 1 / 276.0};
    double sum = 0;
    for (size_t k = sizeof coefficients / sizeof *coefficients; k-- > 0;) sum = sum * square + coefficients[k];
    return sum / 2;
}

double mm_js_divergence(const double *p, const double *q, size_t n) {
    double sum = 0, lost = 0;
    for (size_t i = 0; i < n; i += BLOCK) {
        double terms[BLOCK], logs_p[BLOCK], logs_q[BLOCK];
        bool far[BLOCK], any_far = false;
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        for (size_t j = 0; j < count; j++) {
            double a = p[i + j], b = q[i + j], s = a + b;
            double d = s > 0 ? (a - b) / s : 0;
            terms[j] = s / 2 * (d * d * half_series(d * d));
            far[j] = fabs(d) > 0.25;
            any_far |= far[j];
            logs_p[j] = far[j] && a > 0 ? 2 * a / s : 1;
            logs_q[j] = far[j] && b > 0 ? 2 * b / s : 1;
        }
        if (any_far) {
            mm_log(logs_p, logs_p, count);
            mm_log(logs_q, logs_q, count);
            for (size_t j = 0; j < count; j++)
                if (far[j]) terms[j] = (p[i + j] * logs_p[j] + q[i + j] * logs_q[j]) / 2;
        }
        add_term(&sum, &lost, mm_tree_sum(terms, count));
    }
    return sum + lost;
}
