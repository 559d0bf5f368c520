/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distances between vectors. */
#ifndef MM_LINALG_DISTANCE_H
#define MM_LINALG_DISTANCE_H

#include "base/status.h"

enum mm_metric {
    MM_EUCLIDEAN,   /* sqrt(Σ (a_l - b_l)²) */
    MM_SQEUCLIDEAN, /* Σ (a_l - b_l)² */
    MM_MANHATTAN,   /* Σ |a_l - b_l| */
    MM_CHEBYSHEV,   /* max |a_l - b_l| */
    MM_MINKOWSKI,   /* (Σ |a_l - b_l|^p)^(1/p), p > 0 */
    MM_COSINE,      /* 1 - a·b / (|a| |b|) */
    MM_MAHALANOBIS, /* sqrt((a - b)ᵀ V⁻¹ (a - b)), V the covariance (n - 1) of all rows of both inputs */
    MM_HAMMING,     /* the part of the entries that differ */
    MM_JACCARD      /* of the entries that are not 0 in both, the part that differs; 0 if there is none */
};

/* d_ij = the metric between a_i and b_j
 *
 * Shapes: A m×k, B n×k, a vector in each row, row-major; D m×n. Null B: the rows of A with one another (n = m), D
 * exactly symmetric with a diagonal of zeros.
 * Conventions: p is for MM_MINKOWSKI alone. A pair with NaN in it gives NaN. Bits do not depend on THREADS, but for the
 * products below.
 *
 * Accuracy: differences first, then their sum: few ulp times log k or, where the sum of squares would leave the range
 * of doubles, scaled. Many euclidean (and mahalanobis) distances at once go through dgemm as |a|² + |b|² - 2 a·b, after
 * the mean of all rows is taken off, which rounds differences by no more than eps of the centred entries; an entry
 * whose square is less than 1/64 of |a|² + |b|², and so may have lost 6 bits or more to cancellation, or that is near
 * overflow or underflow, is computed again from the differences. What is left has a relative error of at most 32 (k +
 * 6) eps, typically a few eps, however far from the origin and however close together the vectors are. MM_COSINE: see
 * mm_cosine_distance.
 *
 * Errors: MM_COSINE as mm_cosine_distance. MM_MAHALANOBIS: fewer than k + 1 rows in all MM_TOO_FEW (detail.index the
 * number needed); covariance singular MM_SINGULAR (detail.value its reciprocal condition number); NaN or infinity
 * MM_NOT_FINITE (detail.index into A, then B). MM_MEMORY.
 * Source: Deza and Deza, "Encyclopedia of Distances", 2016, chapters 5 and 17; scipy.spatial.distance. */
enum mm_status mm_distance(enum mm_metric metric, double p, const double *a, size_t m, const double *b, size_t n,
                           size_t k, size_t threads, double *d, struct mm_detail *detail);

#endif
