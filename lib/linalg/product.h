/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products of matrices on BLAS's dgemm, and the cheapest order of a chain. */
#ifndef MM_LINALG_PRODUCT_H
#define MM_LINALG_PRODUCT_H

#include <stdbool.h>

#include "base/status.h"

/* C = op(A) op(B), op the identity or the transpose
 *
 * Shapes: op(A) m×k, op(B) k×n, C m×n, row-major; C is none of the operands. k = 0 gives zeros.
 * Source: Golub and Van Loan, "Matrix Computations", 2013, section 1.1; BLAS dgemm. */
void mm_matmul(const double *a, bool transpose_a, const double *b, bool transpose_b, size_t m, size_t k, size_t n,
               double *c);

/* One factor of a chain: rows×columns, row-major, to be read transposed, or a diagonal given by its min(rows, columns)
 * entries (then rows = columns = n). Borrows. */
struct mm_factor {
    const double *values;
    size_t rows, columns; /* of the stored matrix, before transposition */
    bool transpose;
    bool diagonal;
};

/* C = F_1 F_2 … F_count in the order that needs the fewest multiplications; diagonals scale rows or columns and are
 * never filled in.
 * Errors: MM_SHAPE with detail.index the factor (from 1) whose rows do not match the columns before it; MM_MEMORY. *c
 * (rows×columns of the result) is owned by the caller.
 * Source: Cormen, Leiserson, Rivest, Stein, "Introduction to Algorithms", section 15.2. */
enum mm_status mm_matmul_chain(const struct mm_factor *factors, size_t count, double **c, struct mm_detail *detail);

#endif
