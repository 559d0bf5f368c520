/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances between vectors: the way that each metric takes, and whitening for Mahalanobis. */
#include "linalg/distance.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/distance_pair.h"
#include "linalg/similarity.h"
#include "linalg/svd.h"
#include "numeric/exact.h"

enum { FEW_PAIRS = 1024, SHORT = 8, FEW_OPERATIONS = 1 << 16 };

/* ---- one pair after another ---- */

struct pairs {
    mm_pair_metric *metric;
    double p;
    const double *a, *b;
    size_t n, k;
    bool symmetric;
    double *d;
};

static void row_of_pairs(void *context, size_t i, size_t worker) {
    const struct pairs *pairs = context;
    size_t n = pairs->n, k = pairs->k;
    (void)worker;
    for (size_t j = pairs->symmetric ? i : 0; j < n; j++)
        pairs->d[i * n + j] = pairs->metric(pairs->a + i * k, pairs->b + j * k, k, pairs->p);
}

static void pair_by_pair(struct pairs *pairs, size_t m, size_t threads) {
    /* A thread takes longer to start than this. */
    if ((double)m * (double)pairs->n * (double)pairs->k < FEW_OPERATIONS) threads = 1;
    mm_parallel(threads, m, row_of_pairs, pairs);
    if (pairs->symmetric) mm_mirror_upper(pairs->d, m);
}

/* ---- Mahalanobis ---- */

/* All rows, each column without its mean. */
static void centre(double *x, size_t count, size_t k) {
    for (size_t l = 0; l < k; l++) {
        struct mm_exact sum;
        mm_exact_clear(&sum);
        mm_exact_add_all(&sum, x + l, count, k);
        double mean = mm_exact_divide(&sum, count);
        for (size_t i = 0; i < count; i++) x[i * k + l] -= mean;
    }
}

/* With X = U S Vᵀ the centred rows, V⁻¹ = (n - 1) V S⁻² Vᵀ: rows of WEIGHTS are sqrt(n - 1) v_jᵀ / s_j. This is as
 * accurate as the data allow, where the covariance itself would have squared the condition number. */
static enum mm_status whiten(double *x, size_t count, size_t k, double *weights, struct mm_detail *detail) {
    double *u = mm_new_doubles(count, k), *s = mm_new_doubles(1, k);
    enum mm_status status = u != NULL && s != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) status = mm_svd(x, count, k, 0, u, s, weights, detail);
    if (status == MM_OK && s[k - 1] <= s[0] * (double)count * DBL_EPSILON) {
        double rcond = s[0] > 0 ? s[k - 1] / s[0] : 0;
        if (detail != NULL) *detail = (struct mm_detail){k, rcond * rcond};
        status = MM_SINGULAR;
    }
    for (size_t j = 0; status == MM_OK && j < k; j++)
        for (size_t l = 0; l < k; l++) weights[j * k + l] *= sqrt((double)(count - 1)) / s[j];
    free(u);
    free(s);
    return status;
}

static enum mm_status check_finite(const double *x, size_t count, size_t before, struct mm_detail *detail) {
    for (size_t i = 0; i < count; i++) {
        if (isfinite(x[i])) continue;
        if (detail != NULL) *detail = (struct mm_detail){before + i, x[i]};
        return MM_NOT_FINITE;
    }
    return MM_OK;
}

static enum mm_status mahalanobis(const double *a, size_t m, const double *b, size_t n, size_t k, size_t threads,
                                  double *d, struct mm_detail *detail) {
    size_t count = m + (b != NULL ? n : 0);
    MM_TRY(check_finite(a, m * k, 0, detail));
    if (b != NULL) MM_TRY(check_finite(b, n * k, m * k, detail));
    if (count <= k) {
        if (detail != NULL) *detail = (struct mm_detail){k + 1, (double)count};
        return MM_TOO_FEW;
    }
    double *x = mm_new_doubles(count, k), *weights = mm_new_doubles(k, k);
    enum mm_status status = x != NULL && weights != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) {
        memcpy(x, a, m * k * sizeof *x);
        if (b != NULL) memcpy(x + m * k, b, n * k * sizeof *x);
        centre(x, count, k);
        status = whiten(x, count, k, weights, detail);
    }
    if (status == MM_OK) status = mm_distance_products(a, m, b, n, k, weights, false, threads, d);
    free(x);
    free(weights);
    return status;
}

enum mm_status mm_distance(enum mm_metric metric, double p, const double *a, size_t m, const double *b, size_t n,
                           size_t k, size_t threads, double *d, struct mm_detail *detail) {
    if (b == NULL) n = m;
    if (metric == MM_COSINE) return mm_cosine_distance(a, m, b, n, k, threads, d, detail);
    if (metric == MM_MAHALANOBIS) return mahalanobis(a, m, b, n, k, threads, d, detail);
    bool squares = metric == MM_SQEUCLIDEAN;
    if ((squares || metric == MM_EUCLIDEAN) && k >= SHORT && (double)m * (double)n >= FEW_PAIRS)
        return mm_distance_products(a, m, b, n, k, NULL, squares, threads, d);
    pair_by_pair(&(struct pairs){.metric = mm_metric_of_pair(metric),
                                 .p = p,
                                 .a = a,
                                 .b = b != NULL ? b : a,
                                 .n = n,
                                 .k = k,
                                 .symmetric = b == NULL,
                                 .d = d},
                 m, threads);
    return MM_OK;
}
