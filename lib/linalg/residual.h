/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is left of right-hand sides once solutions are put in. Both are kept one a row. */
#ifndef MM_LINALG_RESIDUAL_H
#define MM_LINALG_RESIDUAL_H

#include <stddef.h>

/* An exact residual costs as much as a hundred columns of an ordinary product; up to this many columns that stays in
 * proportion to the factors. */
enum { MM_PRECISE_COLUMNS = 32 };

/* A X = B: A n×n, B k×n. */
struct mm_system {
    const double *a;
    size_t n, k;
    const double *b;
    /* The norm of A and, as far as an estimate tells, that of its inverse: in the infinity norm; 0 where not known. */
    double norm, inverse_norm;
};

/* r = b - A x for one column, each entry exact and rounded once. NEGATIVE is room for n. */
void mm_residual_exact(const struct mm_system *system, const double *b, const double *x, double *negative, double *r);

/* The same, or off by so little that refining by it leaves x within eps/4 of where the exact one would: in doubled
 * precision, where both norms are known, the processor has fused multiplication and the bound of the error allows it.
 * Source: Ogita, Rump and Oishi, "Accurate sum and dot product", SIAM J. Sci. Comput. 26, 2005, proposition 5.5. */
void mm_residual_close(const struct mm_system *system, const double *b, const double *x, double *negative, double *r);

/* R (k×n): the same for all columns, in ordinary arithmetic. */
void mm_residuals_plain(const struct mm_system *system, const double *x, double *r);

/* The largest over the columns of |r| / (|A| |x| + |b|) in infinity norms. */
double mm_worst_error(const struct mm_system *system, const double *x, const double *r);

/* max |x_i|, infinity where one is NaN */
double mm_infinity_norm(const double *x, size_t n);

#endif
