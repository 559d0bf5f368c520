/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Principal components of any number of rows in one pass and memory for columns² numbers. */
#ifndef MM_LINALG_PCA_H
#define MM_LINALG_PCA_H

#include <stdbool.h>

#include "linalg/tsqr.h"

/* X - 1 μᵀ = U S Vᵀ, variance_i = s_i² / (m - 1), scores = (X - 1 μᵀ) V
 *
 * Shapes: X m×n in row-major blocks of rows; k = min(m - 1, n) components, the rows of Vᵀ.
 * Conventions: centred, divided by m - 1; with scaling the columns are divided by their standard deviations (m - 1)
 * first; variances descend; in each component the first entry within 1e-8 relative of the largest magnitude is
 * positive. How: the factor of [1, X - 1 cᵀ] has the mean of X - 1 cᵀ in its first row and, below, the factor of the
 * centred data. c is the mean of the first panel of p rows (p depends on n alone): a mean far from zero costs no
 * digits, one that drifts at most a factor sqrt(m / p). States merge, whatever their c.
 * Errors: m < 2 MM_TOO_FEW; NaN or infinity MM_NOT_FINITE (detail.index into the block, detail.value), and none of the
 * block was taken; all columns constant MM_CONSTANT (detail.index = n), and under scaling any one (detail.index that
 * one); overflow MM_DOMAIN; MM_NO_CONVERGENCE, MM_MEMORY.
 * Source: Jolliffe, "Principal Component Analysis", 2002, chapters 2-3; for the factor linalg/tsqr.h. */
struct mm_pca {
    struct mm_tsqr factor; /* of [1, X - 1 cᵀ], without what is staged */
    size_t columns;
    uint64_t rows;
    double *centre; /* c; meaningful once rows were unstaged */
    double *staged; /* rows that wait, each led by a 1 */
    size_t staged_rows, staged_room;
    bool centred;
};

enum mm_status mm_pca_init(struct mm_pca *state, size_t columns);
void mm_pca_free(struct mm_pca *state);
enum mm_status mm_pca_add(struct mm_pca *state, const double *rows, size_t count, size_t stride,
                          struct mm_detail *detail);
/* TO takes in all that FROM has seen; FROM still stands for the same rows. MM_SHAPE for different columns. */
enum mm_status mm_pca_merge(struct mm_pca *to, struct mm_pca *from);

/* What was found. Owns. The mean is centre + shift, kept in two parts because scores need more digits than one has. */
struct mm_pca_fit {
    size_t columns, components;
    double *centre, *shift;  /* n each */
    double *scale;           /* n standard deviations, or null */
    double *components_rows; /* k×n: Vᵀ */
    double *variances;       /* k */
    double *ratios;          /* k: of the total variance */
};

/* KEEP > 0: that many components at most. */
enum mm_status mm_pca_fit(struct mm_pca *state, bool scale, size_t keep, struct mm_pca_fit *fit,
                          struct mm_detail *detail);
void mm_pca_fit_free(struct mm_pca_fit *fit);

/* SCORES (count×components) of COUNT rows. */
enum mm_status mm_pca_scores(const struct mm_pca_fit *fit, const double *rows, size_t count, double *scores);

#endif
