/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random rows: a variate of a family, a class, a distribution, a normal vector. */
#ifndef MM_PROBABILITY_VECTORS_H
#define MM_PROBABILITY_VECTORS_H

#include "probability/distribution.h"

enum mm_draw_kind { MM_DRAW_SCALAR, MM_DRAW_CATEGORICAL, MM_DRAW_DIRICHLET, MM_DRAW_MULTINORMAL };

/* Borrows everything. */
struct mm_vector_draw {
    enum mm_draw_kind kind;
    const struct mm_distribution *family; /* scalar */
    double parameters[MM_PARAMETERS_MAX];
    size_t size;          /* classes, entries */
    const double *values; /* cumulative weights; concentrations; mean */
    const double *factor; /* lower triangle of the covariance, size×size; null: the identity */
};

/* Fills a row: `size` numbers for a Dirichlet or normal vector, else one.
 *
 * categorical: the first class whose cumulative weight exceeds u times their sum (one uniform); dirichlet: one log
 * gamma for each concentration in order, their softmax; multinormal: μ + L z, one polar normal for each entry of z in
 * order. Conventions: no library function but square roots, so the same bits on every machine. */
void mm_draw_vector(const struct mm_vector_draw *draw, struct mm_stream *stream, double *row);

/* Weights to their running sums. MM_DOMAIN for one that is negative or not finite (detail->index), or a sum that is 0
 * or beyond the largest double (detail->index = n). */
enum mm_status mm_cumulate(double *weights, size_t n, struct mm_detail *detail);

/* A = L Lᵀ in place (lower triangle of A, n×n), by plain loops: its bits are part of what a seed stands for.
 * Errors: MM_DATA where A is not symmetric to 1e-10 of its largest entry, MM_SINGULAR where it is not positive
 * definite; detail->index is the row. */
enum mm_status mm_covariance_factor(double *a, size_t n, struct mm_detail *detail);

#endif
