/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Determinants of any size of value, exact for small matrices. */
#ifndef MM_LINALG_DETERMINANT_H
#define MM_LINALG_DETERMINANT_H

#include "base/status.h"

/* det A = mantissa · 2^exponent, 0.5 ≤ |mantissa| ≤ 1, or 0 with exponent 0. */
struct mm_determinant {
    double mantissa;
    long long exponent;
};

/* Shapes: A n×n, row-major.
 * Conventions: up to n = 16, fraction-free elimination in integers: the mantissa is the exact determinant's, rounded
 * once, and a singular matrix gives 0. Beyond, the product of the pivots of LU with partial pivoting, to some
 * n·eps·condition; it is 0 only where a pivot is.
 * Errors: NaN or infinity MM_NOT_FINITE (detail.index into A, detail.value); n = 0 MM_TOO_FEW.
 * Source: Bareiss, "Sylvester's identity and multistep integer-preserving Gaussian elimination", 1968; Golub and Van
 * Loan, "Matrix Computations", 2013, section 3.2. */
enum mm_status mm_determinant(const double *a, size_t n, struct mm_determinant *determinant, struct mm_detail *detail);

/* The determinant as one double: ±inf beyond the largest, 0 or subnormal below the smallest. */
double mm_determinant_value(const struct mm_determinant *determinant);
/* log |det A|, -inf for 0; and its sign, -1, 0 or 1. */
double mm_determinant_log(const struct mm_determinant *determinant);
double mm_determinant_sign(const struct mm_determinant *determinant);

#endif
