/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Singular values and vectors: scaling, fallback and signs around LAPACK. */
#include "linalg/svd.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/lapack_svd.h"
#include "linalg/scale.h"

static const double sign_tolerance = 1e-8;

static enum mm_status decompose(const double *a, size_t m, size_t n, int exponent, enum mm_svd_vectors vectors,
                                double *u, double *s, double *vt) {
    double *copy = mm_new_doubles(m, n);
    if (copy == NULL) return MM_MEMORY;
    size_t count = m * n, k = m < n ? m : n;
    mm_copy_scaled(copy, a, count, exponent);
    enum mm_status status = mm_lapack_svd(true, vectors, copy, m, n, u, s, vt);
    for (size_t i = 0; status == MM_OK && i < k; i++) {
        if (!isfinite(s[i])) status = MM_NO_CONVERGENCE;
    }
    /* Divide and conquer fails on rare matrices on which the slower QR iteration settles. */
    if (status == MM_NO_CONVERGENCE) {
        mm_copy_scaled(copy, a, count, exponent);
        status = mm_lapack_svd(false, vectors, copy, m, n, u, s, vt);
    }
    free(copy);
    return status;
}

/* S and Vᵀ alone. Far wider matrices are better served by the QR decomposition that dgesdd begins with. */
static enum mm_status decompose_right(const double *a, size_t m, size_t n, int exponent, double *s, double *vt) {
    enum mm_status status = MM_NO_CONVERGENCE;
    size_t k = m < n ? m : n;
    if (m <= n && n <= m + m / 2) {
        double *copy = mm_new_doubles(m, n);
        if (copy == NULL) return MM_MEMORY;
        mm_copy_scaled(copy, a, m * n, exponent);
        status = mm_lapack_svd_right(copy, m, n, s, vt);
        free(copy);
        for (size_t i = 0; status == MM_OK && i < k; i++) {
            if (!isfinite(s[i])) status = MM_NO_CONVERGENCE;
        }
    }
    if (status == MM_OK) return MM_OK;
    double *u = mm_new_doubles(m, k);
    status = u != NULL ? decompose(a, m, n, exponent, MM_SVD_THIN, u, s, vt) : MM_MEMORY;
    free(u);
    return status;
}

static enum mm_status scale_back(double *s, size_t k, int exponent, struct mm_detail *detail) {
    for (size_t i = 0; i < k; i++) {
        s[i] = ldexp(fabs(s[i]), -exponent);
        if (isfinite(s[i])) continue;
        if (detail != NULL) *detail = (struct mm_detail){i, s[i]};
        return MM_DOMAIN;
    }
    return MM_OK;
}

/* -1 if the first of the entries (STRIDE apart) that is as large as any, within the tolerance, is negative; else 1. */
static double sign_of_vector(const double *vector, size_t count, size_t stride) {
    double largest = 0;
    for (size_t i = 0; i < count; i++) largest = fmax(largest, fabs(vector[i * stride]));
    size_t first = 0;
    while (first + 1 < count && fabs(vector[first * stride]) < largest * (1 - sign_tolerance)) first++;
    return vector[first * stride] < 0 ? -1 : 1;
}

/* U is u_columns wide, Vᵀ has vt_rows rows; the first k of each belong together, others stand for themselves. */
static enum mm_status fix_signs(double *u, size_t m, size_t u_columns, double *vt, size_t n, size_t vt_rows, size_t k) {
    double *signs = mm_new_doubles(1, u_columns);
    if (signs == NULL) return MM_MEMORY;
    for (size_t i = 0; i < vt_rows; i++) {
        double sign = sign_of_vector(vt + i * n, n, 1);
        if (i < k) signs[i] = sign;
        for (size_t j = 0; sign < 0 && j < n; j++) vt[i * n + j] = -vt[i * n + j];
    }
    for (size_t i = k; i < u_columns; i++) signs[i] = sign_of_vector(u + i, m, u_columns);
    /* Row by row through U: a column at a time would touch every cache line once for each column. */
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < u_columns; j++) u[i * u_columns + j] *= signs[j];
    }
    free(signs);
    return MM_OK;
}

enum mm_status mm_svd(const double *a, size_t m, size_t n, int full, double *u, double *s, double *vt,
                      struct mm_detail *detail) {
    if (m == 0 || n == 0) return MM_TOO_FEW;
    double largest = 0;
    MM_TRY(mm_largest_magnitude(a, m * n, &largest, detail));
    int exponent = mm_safe_exponent(largest);
    bool right = u == NULL && vt != NULL;
    enum mm_svd_vectors vectors = u == NULL || vt == NULL ? MM_SVD_NONE : full ? MM_SVD_FULL : MM_SVD_THIN;
    size_t k = m < n ? m : n;
    MM_TRY(right ? decompose_right(a, m, n, exponent, s, vt) : decompose(a, m, n, exponent, vectors, u, s, vt));
    MM_TRY(scale_back(s, k, exponent, detail));
    if (right) return fix_signs(NULL, 0, k, vt, n, k, k);
    if (vectors == MM_SVD_NONE) return MM_OK;
    return fix_signs(u, m, full ? m : k, vt, n, full ? n : k, k);
}

enum mm_status mm_svd_reconstruct(const double *u, const double *s, const double *vt, size_t m, size_t n, size_t k,
                                  size_t rank, double *c) {
    if (rank > k) return MM_SHAPE;
    /* The singular values go to whichever side has fewer entries to scale. */
    bool left = m < n;
    double *scaled = mm_new_doubles(left ? m : n, rank);
    if (scaled == NULL) return MM_MEMORY;
    if (left) {
        for (size_t i = 0; i < m; i++) {
            for (size_t j = 0; j < rank; j++) scaled[i * rank + j] = u[i * k + j] * s[j];
        }
        mm_gemm(false, false, m, n, rank, scaled, rank, vt, n, c, n);
    } else {
        for (size_t j = 0; j < rank; j++) {
            for (size_t i = 0; i < n; i++) scaled[j * n + i] = s[j] * vt[j * n + i];
        }
        mm_gemm(false, false, m, n, rank, u, k, scaled, n, c, n);
    }
    free(scaled);
    return MM_OK;
}
