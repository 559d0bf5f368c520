/* SPDX-License-Identifier: GPL-3.0-or-later */
/* LAPACK's orthogonal factorisation and least squares for row-major matrices. */
#ifndef MM_LINALG_LAPACK_LEAST_H
#define MM_LINALG_LAPACK_LEAST_H

#include <stddef.h>

#include "base/status.h"

/* A = Q R by blocked Householder reflections (dgeqrt). A is m×n, both positive, all finite; its first min(m, n) rows
 * become R, with zeros below the diagonal and no fixed signs; what its other rows hold is left open. MM_MEMORY also
 * for sizes beyond LAPACK's int.
 * Source: Elmroth and Gustavson, "Applying recursion to serial and parallel QR factorization", 2000. */
enum mm_status mm_lapack_triangle(double *a, size_t m, size_t n);

/* X = argmin ‖B - A X‖, of least norm among equals, by the singular value decomposition (dgelsd): singular values up to
 * RCOND times the largest count as zero. A m×n and B m×q are left as they are; X is n×q; SINGULAR has room for
 * min(m, n) values, descending; *RANK is how many count. MM_NO_CONVERGENCE; MM_MEMORY.
 * Source: LAPACK Users' Guide, dgelsd. */
enum mm_status mm_lapack_least(const double *a, size_t m, size_t n, const double *b, size_t q, double rcond, double *x,
                               double *singular, size_t *rank);

/* R X = B for an upper triangle R (n×n, rows LDR apart) without zeros on its diagonal; X n×q holds B before. */
enum mm_status mm_lapack_back_substitute(const double *r, size_t ldr, size_t n, double *x, size_t q);

/* An estimate of 1 / (‖R‖₁ ‖R⁻¹‖₁) of an upper triangle (dtrcon); 0 when it is singular. */
enum mm_status mm_lapack_triangle_rcond(const double *r, size_t ldr, size_t n, double *rcond);

#endif
