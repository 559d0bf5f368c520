/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Singular values with the vectors of one side, for which LAPACK has no driver. */
#ifndef MM_LINALG_LAPACK_SVD_H
#define MM_LINALG_LAPACK_SVD_H

#include <stddef.h>

#include "base/status.h"

/* S and VT (m×n) of A = U diag(s) VT, m ≤ n, m positive, all finite; A (m×n) is destroyed: the steps of dgesdd without
 * those for U. MM_NO_CONVERGENCE; MM_MEMORY also for sizes beyond LAPACK's int.
 * Source: LAPACK Users' Guide, section 2.4.6. */
enum mm_status mm_lapack_svd_right(double *a, size_t m, size_t n, double *s, double *vt);

#endif
