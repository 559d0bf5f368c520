/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The metrics of one pair of vectors. Four running sums each: faster than one, and smaller in error. */
#include "linalg/distance_pair.h"

#include <math.h>

enum { MOST_SQUARED = 64 };

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
    double m0 = 0, m1 = 0; /* two, and no branch: a comparison need not wait for the one before it */
    bool odd = false;
    size_t l = 0;
    (void)p;
    for (; k - l >= 2; l += 2) {
        double d0 = fabs(a[l] - b[l]), d1 = fabs(a[l + 1] - b[l + 1]);
        m0 = d0 > m0 ? d0 : m0;
        m1 = d1 > m1 ? d1 : m1;
        odd |= isunordered(d0, d1) != 0;
    }
    if (l < k) {
        double last = fabs(a[l] - b[l]);
        m0 = last > m0 ? last : m0;
        odd |= isnan(last) != 0;
    }
    return odd ? (double)NAN : m0 > m1 ? m0 : m1;
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

/* x^n by squaring: within n ulp, of which the root leaves one; many times as fast as pow. */
static double whole_power(double x, unsigned n) {
    double power = n & 1 ? x : 1;
    while (n >>= 1) {
        x *= x;
        if (n & 1) power *= x;
    }
    return power;
}

static double minkowski(const double *a, const double *b, size_t k, double p) {
    if (p == 1) return manhattan(a, b, k, p);
    if (p == 2) return euclidean(a, b, k, p);
    double largest = chebyshev(a, b, k, p);
    if (largest == 0 || !isfinite(largest) || isinf(p)) return largest;
    if (p == floor(p) && p <= MOST_SQUARED) {
        SUM_OF(k, whole_power(fabs(a[l] - b[l]) / largest, (unsigned)p));
        return largest * pow(sum, 1 / p);
    }
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
