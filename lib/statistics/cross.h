/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Covariances and correlations of any number of columns in one pass: exact up to 32, in blocks beyond. */
#ifndef MM_STATISTICS_CROSS_H
#define MM_STATISTICS_CROSS_H

#include "statistics/gram.h"

/* S_ij = Σ (x_i - m_i)(x_j - m_j),  cov_ij = S_ij/(n - ddof),  r_ij = S_ij/√(S_ii S_jj),  c_ij = 1 - r_ij²
 *
 * Shapes: blocks of rows of `columns` numbers, row-major, a row `stride` numbers behind the other. Results are
 * columns×columns, symmetric, row-major.
 * Conventions: up to MM_CROSS_EXACT columns from exact sums (statistics/gram.h), rounded once. Beyond, rows are taken 512 at
 * a time, shifted by the mean of the first 512, centred, multiplied by dsyrk, and merged along a binary tree by the formula of
 * Chan, Golub and LeVeque: errors of a few eps times log2 of the blocks, for any mean. Either way the same bits for any split
 * of the rows and any number of threads, as long as BLAS is told to use one (mm_lapack_threads). A column with a NaN or an
 * infinity has NaN in its row and column.
 * Memory: 1.1 KB a pair of columns; beyond 32, 8 bytes a pair for each doubling of the rows.
 * Errors: n ≤ ddof, fewer than two rows for correlations MM_TOO_FEW; a constant column under correlation MM_CONSTANT
 * (detail->index); beyond 32 columns squares that overflow MM_DOMAIN (detail->index); MM_MEMORY.
 * Source: Chan, Golub, LeVeque, "Algorithms for computing the sample variance", 1983. */
enum { MM_CROSS_EXACT = 32 };

struct mm_cross; /* opaque */

struct mm_cross *mm_cross_new(size_t columns); /* null: memory */
void mm_cross_free(struct mm_cross *cross);
enum mm_status mm_cross_add(struct mm_cross *cross, const double *rows, size_t count, size_t stride, size_t threads);
uint64_t mm_cross_count(const struct mm_cross *cross);

/* Both may be called at any time, and rows added afterwards. COMPLEMENTS (may be null): 1 - r², right where r is near 1. */
enum mm_status mm_cross_covariance(struct mm_cross *cross, uint64_t ddof, double *covariances,
                                   struct mm_detail *detail);
enum mm_status mm_cross_correlation(struct mm_cross *cross, double *correlations, double *complements,
                                    struct mm_detail *detail);

#endif
