/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The metrics of one pair of vectors. Four running sums each: faster than one, and smaller in error. */
#include "linalg/distance_pair.h"

#include <math.h>

/* Σ TERM over l, in four sums; TERM uses the index l. */
#define SUM_OF(k, TERM)                                                                                                \
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0;                                                                             \
    size_t l = 0;                                                                                                      \
    while ((k)-l >= 4) {                                                                                               \
        s0 += (TERM), l++;                                                                                             \
        s1 += (TERM), l++;                                                                                             \
        s2 += (TERM), l++;                                                                                             \
        s3 += (TERM), l++;                                                                                             \
    }                                                                                                                  \
    for (; l < (k); l++) s0 += (TERM);                                                                                 \
    const double sum = (s0 + s1) + (s2 + s3)

static double sqeuclidean(const double *a, const double *b, size_t k, double p) {
    (void)p;
    SUM_OF(k, (a[l] - b[l]) * (a[l] - b[l]));
    return sum;
}

static double chebyshev(const double *a, const double *b, size_t k, double p) {
    double largest = 0;
    (void)p;
    for (size_t l = 0; l < k; l++) {
        double difference = fabs(a[l] - b[l]);
        if (difference > largest || isnan(difference)) largest = difference;
        if (isnan(largest)) return largest;
    }
    return largest;
}

/* sqrt(Σ (a - b)²) where the plain sum leaves the range of doubles. */
static double scaled_euclidean(const double *a, const double *b, size_t k) {
    double largest = chebyshev(a, b, k, 0);
    if (largest == 0 || isnan(largest)) return largest;
    if (isinf(largest)) { /* an infinite difference of finite numbers: half of each is finite */
        double half = 0;
        for (size_t l = 0; l < k; l++) half = fmax(half, fabs(a[l] / 2 - b[l] / 2));
        if (isinf(half)) return half;
        SUM_OF(k, (a[l] / 2 - b[l] / 2) / half * ((a[l] / 2 - b[l] / 2) / half));
        return 2 * (half * sqrt(sum));
    }
    SUM_OF(k, (a[l] - b[l]) / largest * ((a[l] - b[l]) / largest));
    return largest * sqrt(sum);
}

static double euclidean(const double *a, const double *b, size_t k, double p) {
    double square = sqeuclidean(a, b, k, p);
    return square > 0x1p-900 && square < INFINITY ? sqrt(square) : scaled_euclidean(a, b, k);
}

static double manhattan(const double *a, const double *b, size_t k, double p) {
    (void)p;
    SUM_OF(k, fabs(a[l] - b[l]));
    return sum;
}

static double minkowski(const double *a, const double *b, size_t k, double p) {
    if (p == 1) return manhattan(a, b, k, p);
    if (p == 2) return euclidean(a, b, k, p);
    double largest = chebyshev(a, b, k, p);
    if (largest == 0 || !isfinite(largest) || isinf(p)) return largest;
    SUM_OF(k, pow(fabs(a[l] - b[l]) / largest, p));
    return largest * pow(sum, 1 / p);
}

static double hamming(const double *a, const double *b, size_t k, double p) {
    size_t differ = 0;
    (void)p;
    for (size_t l = 0; l < k; l++) {
        if (isunordered(a[l], b[l])) return NAN;
        differ += a[l] != b[l];
    }
    return (double)differ / (double)k;
}

static double jaccard(const double *a, const double *b, size_t k, double p) {
    size_t differ = 0, either = 0;
    (void)p;
    for (size_t l = 0; l < k; l++) {
        if (isunordered(a[l], b[l])) return NAN;
        differ += a[l] != b[l]; /* then not both are 0 */
        either += a[l] != 0 || b[l] != 0;
    }
    return either > 0 ? (double)differ / (double)either : 0;
}

mm_pair_metric *mm_metric_of_pair(enum mm_metric metric) {
    switch (metric) {
    case MM_EUCLIDEAN:
        return euclidean;
    case MM_SQEUCLIDEAN:
        return sqeuclidean;
    case MM_MANHATTAN:
        return manhattan;
    case MM_CHEBYSHEV:
        return chebyshev;
    case MM_MINKOWSKI:
        return minkowski;
    case MM_HAMMING:
        return hamming;
    case MM_JACCARD:
        return jaccard;
    default:
        return NULL;
    }
}
