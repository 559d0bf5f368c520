/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pseudoinverse from the singular value decomposition. */
#include "linalg/pinv.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/svd.h"

/* The rows of Vᵀ (k×n) divided by the singular values that count; how many those are. */
static size_t divide(double *vt, const double *s, size_t k, size_t n, double rcond) {
    size_t rank = 0;
    while (rank < k && s[rank] > rcond * s[0]) {
        for (size_t j = 0; j < n; j++) vt[rank * n + j] /= s[rank];
        rank++;
    }
    return rank;
}

enum mm_status mm_pinv(const double *a, size_t m, size_t n, double rcond, double *inverse, size_t *rank,
                       struct mm_detail *detail) {
    size_t k = m < n ? m : n, longest = m < n ? n : m;
    if (rcond < 0) rcond = DBL_EPSILON * (double)longest;
    double *u = mm_new_doubles(m, k), *s = mm_new_doubles(1, k), *vt = mm_new_doubles(k, n);
    enum mm_status status = u == NULL || s == NULL || vt == NULL ? MM_MEMORY : mm_svd(a, m, n, 0, u, s, vt, detail);
    if (status == MM_OK) {
        *rank = divide(vt, s, k, n, rcond);
        mm_gemm(true, true, n, m, *rank, vt, n, u, k, inverse, m);
        for (size_t i = 0; status == MM_OK && i < m * n; i++)
            if (!isfinite(inverse[i])) status = MM_DOMAIN;
    }
    free(u);
    free(s);
    free(vt);
    return status;
}
