/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random rows: a variate of a family, a class, a distribution, a normal vector. */
#ifndef MM_PROBABILITY_VECTORS_H
#define MM_PROBABILITY_VECTORS_H

#include "probability/choice.h"
#include "probability/distribution.h"

enum mm_draw_kind { MM_DRAW_SCALAR, MM_DRAW_CATEGORICAL, MM_DRAW_DIRICHLET, MM_DRAW_MULTINORMAL };

/* Borrows everything but the choice. */
struct mm_vector_draw {
    enum mm_draw_kind kind;
    const struct mm_distribution *family; /* scalar */
    double parameters[MM_PARAMETERS_MAX];
    size_t size;             /* classes, entries */
    const double *values;    /* concentrations; mean */
    const double *factor;    /* lower triangle of the covariance, size×size; null: the identity */
    struct mm_choice choice; /* categorical: mm_vector_classes */
};

/* Rows of `width` numbers each: `size` for a Dirichlet or normal vector, else one
 *
 * Shapes: COUNT rows, from the start of block BLOCK on; rows × width numbers.
 * Conventions: a block is mm_vector_block rows, and block b draws them from stream b one after another, so that threads
 * can share blocks out: the same bits for any number of them. categorical: choice.h, one uniform; dirichlet: one log
 * gamma for each concentration in order, their softmax; multinormal: μ + L z, one polar normal for each entry of z in
 * order. No library function but square roots, so the same bits on every machine. */
size_t mm_vector_width(const struct mm_vector_draw *draw);
size_t mm_vector_block(const struct mm_vector_draw *draw);
void mm_draw_vectors(const struct mm_vector_draw *draw, uint64_t seed, uint64_t block, double *rows, size_t count,
                     size_t threads);

/* Makes DRAW categorical, for COUNT draws. Errors: those of mm_choice_ends and mm_choice_guide. */
enum mm_status mm_vector_classes(struct mm_vector_draw *draw, const double *weights, size_t n, size_t count,
                                 struct mm_detail *detail);
void mm_vector_free(struct mm_vector_draw *draw);

/* A = L Lᵀ in place (lower triangle of A, n×n), by plain loops: its bits are part of what a seed stands for.
 * Errors: MM_DATA where A is not symmetric to 1e-10 of its largest entry, MM_SINGULAR where it is not positive
 * definite; detail->index is the row. */
enum mm_status mm_covariance_factor(double *a, size_t n, struct mm_detail *detail);

#endif
