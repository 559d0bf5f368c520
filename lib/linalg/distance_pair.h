/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside distances only: the metrics of one pair of vectors, and the way through matrix products. */
#ifndef MM_LINALG_DISTANCE_PAIR_H
#define MM_LINALG_DISTANCE_PAIR_H

#include <stdbool.h>

#include "linalg/distance.h"

typedef double mm_pair_metric(const double *a, const double *b, size_t k, double p);

/* The metric of one pair, from the differences; null for MM_COSINE and MM_MAHALANOBIS. */
mm_pair_metric *mm_metric_of_pair(enum mm_metric metric);

/* Euclidean distances, or their SQUARES, through dgemm; WEIGHTS (k×k, null: none) are applied to each difference
 * first, each of its rows giving one entry. */
enum mm_status mm_distance_products(const double *a, size_t m, const double *b, size_t n, size_t k,
                                    const double *weights, bool squares, size_t threads, double *d);

#endif
