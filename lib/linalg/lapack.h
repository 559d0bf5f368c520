/* SPDX-License-Identifier: GPL-3.0-or-later */
/* BLAS and LAPACK for row-major matrices: the one place that knows their column order, their int sizes and their
 * workspaces. */
#ifndef MM_LINALG_LAPACK_H
#define MM_LINALG_LAPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* How many threads BLAS and LAPACK may use from now on; without this, as many as there are processors. */
void mm_lapack_threads(size_t threads);
size_t mm_lapack_thread_count(void);

/* C = op(A) op(B), op(A) m×k, op(B) k×n; LDA, LDB, LDC are the lengths of the stored rows. C is none of the operands
 * and may be uninitialised. Sizes beyond BLAS's int go to mm_gemm_plain, which is three loops. */
void mm_gemm(bool transpose_a, bool transpose_b, size_t m, size_t n, size_t k, const double *a, size_t lda,
             const double *b, size_t ldb, double *c, size_t ldc);
void mm_gemm_plain(bool transpose_a, bool transpose_b, size_t m, size_t n, size_t k, const double *a, size_t lda,
                   const double *b, size_t ldb, double *c, size_t ldc);

/* C = A Aᵀ on and above the diagonal, A m×k; C may be uninitialised, and what is below its diagonal is left open. */
void mm_gram(size_t m, size_t k, const double *a, double *c);

enum mm_svd_vectors {
    MM_SVD_NONE, /* u and vt are null */
    MM_SVD_THIN, /* u m×k, vt k×n, k = min(m, n) */
    MM_SVD_FULL  /* u m×m, vt n×n */
};

/* A = U diag(s) Vᵀ by dgesdd (DIVIDE) or dgesvd; A (m×n, m and n positive, all finite) is destroyed. MM_NO_CONVERGENCE;
 * MM_MEMORY also for sizes beyond LAPACK's int.
 * Source: LAPACK Users' Guide, section 2.3.6. */
enum mm_status mm_lapack_svd(bool divide, enum mm_svd_vectors vectors, double *a, size_t m, size_t n, double *u,
                             double *s, double *vt);

#endif
