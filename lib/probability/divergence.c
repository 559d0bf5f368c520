/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions checked and normalised, and the Kullback-Leibler divergence. */
#include "probability/divergence.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "numeric/logspace.h"
#include "probability/terms.h"

enum { BLOCK = MM_TERMS };

/* How far a sum may be from 1: what probabilities written with seven digits reach. */
static const double TOLERANCE = 1e-6;

static enum mm_status refuse(enum mm_status status, size_t index, double value, struct mm_detail *detail) {
    if (detail) *detail = (struct mm_detail){index, value};
    return status;
}

static enum mm_status check_entries(const double *p, size_t n, struct mm_detail *detail) {
    if (n == 0) return refuse(MM_TOO_FEW, 0, 0, detail);
    bool good = true;
    for (size_t i = 0; i < n; i++) good &= p[i] >= 0 && p[i] < INFINITY;
    if (good) return MM_OK;
    size_t i = 0;
    while (p[i] >= 0 && p[i] < INFINITY) i++;
    return refuse(isfinite(p[i]) ? MM_NOT_DISTRIBUTION : MM_NOT_FINITE, i, p[i], detail);
}

enum mm_status mm_check_distribution(const double *p, size_t n, struct mm_detail *detail) {
    MM_TRY(check_entries(p, n, detail));
    /* The quick sum is good to n eps: only where that could matter, and in the message, it has to be exact. */
    if (fabs(mm_tree_sum(p, n) - 1) <= TOLERANCE / 2) return MM_OK;
    double sum = mm_exact_sum(p, n);
    return fabs(sum - 1) <= TOLERANCE ? MM_OK : refuse(MM_NOT_DISTRIBUTION, n, sum, detail);
}

enum mm_status mm_check_weights(const double *w, size_t n, struct mm_detail *detail) {
    MM_TRY(check_entries(w, n, detail));
    for (size_t i = 0; i < n; i++)
        if (w[i] > 0) return MM_OK;
    return refuse(MM_NOT_DISTRIBUTION, n, 0, detail);
}

enum mm_status mm_normalize_distribution(const double *p, size_t n, double *q, struct mm_detail *detail) {
    MM_TRY(mm_check_weights(p, n, detail));
    double sum = mm_exact_sum(p, n);
    if (sum < INFINITY) {
        for (size_t i = 0; i < n; i++) q[i] = p[i] / sum;
        return MM_OK;
    }
    /* Finite entries with a sum beyond the doubles: 2^-64 of each can be summed, for n is below 2^64. */
    struct mm_exact scaled;
    mm_exact_clear(&scaled);
    for (size_t i = 0; i < n; i++) mm_exact_add(&scaled, p[i] * 0x1p-64);
    sum = mm_exact_round(&scaled);
    for (size_t i = 0; i < n; i++) q[i] = p[i] * 0x1p-64 / sum;
    return MM_OK;
}

double mm_kl_divergence(const double *p, const double *q, size_t n) {
    struct mm_exact sum;
    if (n > BLOCK) mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i += BLOCK) {
        double logs[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        bool all_equal = true, outside = false;
        for (size_t j = i; j < i + count; j++) {
            all_equal &= p[j] == q[j];
            outside |= q[j] == 0;
        }
        for (size_t j = i; outside && j < i + count; j++)
            if (q[j] == 0 && p[j] > 0) return INFINITY;
        if (all_equal) continue; /* nothing but zeros to add */
        if (outside) {           /* 0 log(0/0): any q will do */
            double above[BLOCK];
            for (size_t j = 0; j < count; j++) above[j] = q[i + j] > 0 ? q[i + j] : 1;
            mm_log_ratios(p + i, above, logs, count);
        } else {
            mm_log_ratios(p + i, q + i, logs, count);
        }
        if (n <= BLOCK) return mm_sum_terms(p, logs, n);
        mm_exact_add_products(&sum, p + i, 1, logs, 1, count);
    }
    return n <= BLOCK ? 0 : mm_exact_round(&sum);
}

double mm_kl_divergence_log(const double *log_p, const double *log_q, size_t n) {
    struct mm_exact sum;
    if (n > BLOCK) mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i += BLOCK) {
        double p[BLOCK], differences[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        mm_exp(log_p + i, 0, p, count);
        for (size_t j = 0; j < count; j++) {
            double a = log_p[i + j], b = log_q[i + j];
            if (b == -INFINITY && a > -INFINITY) return INFINITY;
            differences[j] = a == -INFINITY ? 0 : a - b;
        }
        if (n <= BLOCK) return mm_sum_terms(p, differences, n);
        mm_exact_add_products(&sum, p, 1, differences, 1, count);
    }
    return n <= BLOCK ? 0 : mm_exact_round(&sum);
}
