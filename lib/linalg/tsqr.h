/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The triangular factor of a matrix with any number of rows, in one pass and memory for columns² numbers. */
#ifndef MM_LINALG_TSQR_H
#define MM_LINALG_TSQR_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* A = Q R, Qᵀ Q = I, R upper triangular
 *
 * Shapes: A m×n in row-major blocks of rows, m any number; R k×n, k = min(m, n). The singular values and right singular
 * vectors of A are those of R; with further columns b behind A's, R holds the least-squares problem.
 * Conventions: the diagonal of R is not negative. Rows are gathered into panels whose size depends on n alone, so that
 * R has the same bits however they are split into blocks; a merge gives another Q and the same R to rounding.
 * Accuracy: that of Householder's QR, R is the exact factor of A + E with ‖E_j‖ ≤ c eps ‖A_j‖ for every column j; c
 * grows with n and with the number of panels, in practice with its root. Memory: (4 n + 32768 / n) n doubles, twice
 * that for moments.
 * Errors: no columns MM_TOO_FEW; NaN or infinity in a block MM_NOT_FINITE (detail.index into the block, detail.value),
 * and none of the block was taken; a factor beyond the largest double MM_DOMAIN; MM_MEMORY.
 * Source: Demmel, Grigori, Hoemmen, Langou, "Communication-optimal parallel and sequential QR and LU factorizations",
 * SIAM J. Sci. Comput. 34, 2012; Golub and Van Loan, "Matrix Computations", 2013, section 5.2.
 *
 *     struct mm_tsqr state = {0};
 *     mm_tsqr_init(&state, n);
 *     while (rows come) mm_tsqr_add(&state, rows, count, n, &detail);
 *     mm_tsqr_factor(&state, r, &k);              r has room for n×n
 *     mm_svd(r, k, n, 0, NULL, s, NULL, &detail)  the singular values of all rows
 *     mm_tsqr_free(&state); */
struct mm_tsqr {
    size_t columns;
    uint64_t rows; /* taken so far */
    double *panel; /* room × columns: the factor so far, then rows not yet folded into it */
    size_t filled; /* rows of the panel in use */
    size_t room;   /* rows it has */
    int folded;    /* the rows in use are a factor already */
};

enum mm_status mm_tsqr_init(struct mm_tsqr *state, size_t columns);
void mm_tsqr_free(struct mm_tsqr *state);

/* COUNT rows that begin STRIDE numbers apart, STRIDE ≥ columns. */
enum mm_status mm_tsqr_add(struct mm_tsqr *state, const double *rows, size_t count, size_t stride,
                           struct mm_detail *detail);

/* TO takes in all that FROM has seen; FROM stays as it is. MM_SHAPE for different numbers of columns. */
enum mm_status mm_tsqr_merge(struct mm_tsqr *to, const struct mm_tsqr *from);

/* R into the first *K rows of R (room for columns×columns). More rows may be added afterwards. */
enum mm_status mm_tsqr_factor(struct mm_tsqr *state, double *r, size_t *k);

#endif
