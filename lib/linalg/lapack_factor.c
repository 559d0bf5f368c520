/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row-major matrix is its transpose to LAPACK: lower triangles are upper ones there, and Q R is L Q. */
#include "linalg/lapack_factor.h"

#include <cblas.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

/* Fortran passes the length of each character argument after all others. */
void dgetrf_(const int *m, const int *n, double *a, const int *lda, int *ipiv, int *info);
void dlaswp_(const int *n, double *a, const int *lda, const int *k1, const int *k2, const int *ipiv, const int *incx);
void dgecon_(const char *norm, const int *n, const double *a, const int *lda, const double *anorm, double *rcond,
             double *work, int *iwork, int *info, size_t norm_length);
void dgetrs_(const char *trans, const int *n, const int *nrhs, const double *a, const int *lda, const int *ipiv,
             double *b, const int *ldb, int *info, size_t trans_length);
void dpotrf_(const char *uplo, const int *n, double *a, const int *lda, int *info, size_t uplo_length);
void dgelqf_(const int *m, const int *n, double *a, const int *lda, double *tau, double *work, const int *lwork,
             int *info);
void dorglq_(const int *m, const int *n, const int *k, double *a, const int *lda, const double *tau, double *work,
             const int *lwork, int *info);

enum { NARROW = 32 };

static bool fits(size_t m, size_t n) {
    return m <= INT_MAX && n <= INT_MAX;
}

/* F (rows×columns, column by column, HEIGHT apart) by halves of its columns, which leaves nearly all work to products
 * of matrices: OpenBLAS's dgetrf takes half as long again at 1000 columns on two threads, and no less at any size. */
static void factor_halves(double *f, int rows, int columns, int height, int *pivots) {
    const int one = 1;
    int info = 0, least = rows < columns ? rows : columns;
    if (least <= NARROW) {
        dgetrf_(&rows, &columns, f, &height, pivots, &info);
        return;
    }
    int left = columns > rows ? rows : (columns / 2 + NARROW - 1) / NARROW * NARROW;
    int right = columns - left, below = rows - left;
    double *rest = f + (size_t)left * (size_t)height;
    factor_halves(f, rows, left, height, pivots);
    dlaswp_(&right, rest, &height, &one, &left, pivots, &one);
    cblas_dtrsm(CblasColMajor, CblasLeft, CblasLower, CblasNoTrans, CblasUnit, left, right, 1, f, height, rest, height);
    if (below == 0) return;
    cblas_dgemm(CblasColMajor, CblasNoTrans, CblasNoTrans, below, right, left, -1, f + left, height, rest, height, 1,
                rest + left, height);
    factor_halves(rest + left, below, right, height, pivots + left);
    dlaswp_(&left, f + left, &height, &one, &right, pivots + left, &one);
    for (int i = left; i < columns; i++) pivots[i] += left;
}

enum mm_status mm_lapack_lu(double *s, size_t m, size_t n, int *pivots) {
    if (!fits(m, n)) return MM_MEMORY;
    factor_halves(s, (int)m, (int)n, (int)m, pivots);
    return MM_OK;
}

enum mm_status mm_lapack_lu_rcond(const double *s, size_t n, double norm, double *rcond) {
    if (!fits(n, n)) return MM_MEMORY;
    int order = (int)n, info = 0;
    double *work = mm_new_doubles(4, n);
    int *integers = mm_new(n, sizeof *integers);
    enum mm_status status = MM_MEMORY;
    *rcond = 0;
    if (work != NULL && integers != NULL) {
        /* The 1-norm of S is the infinity norm of Sᵀ, which is what LAPACK has the factors of. */
        dgecon_("I", &order, s, &order, &norm, rcond, work, integers, &info, 1);
        status = MM_OK;
    }
    free(work);
    free(integers);
    return status;
}

enum mm_status mm_lapack_lu_solve(const double *s, const int *pivots, size_t n, double *x, size_t k) {
    if (!fits(n, k)) return MM_MEMORY;
    int order = (int)n, count = (int)k, info = 0;
    dgetrs_("T", &order, &count, s, &order, pivots, x, &order, &info, 1);
    return MM_OK;
}

enum mm_status mm_lapack_cholesky(double *a, size_t n, size_t *minor) {
    if (!fits(n, n)) return MM_MEMORY;
    int order = (int)n, info = 0;
    dpotrf_("U", &order, a, &order, &info, 1);
    *minor = info > 0 ? (size_t)info : 0;
    return info > 0 ? MM_SINGULAR : MM_OK;
}

/* With REFLECTORS const the second step, else the first: dgelqf and dorglq differ in one argument. */
static int lq_work(double *a, int rows, int columns, double *reflectors, const double *made, double *work, int size) {
    int info = 0;
    if (reflectors != NULL) {
        dgelqf_(&rows, &columns, a, &rows, reflectors, work, &size, &info);
    } else {
        int k = rows < columns ? rows : columns;
        dorglq_(&k, &columns, &k, a, &rows, made, work, &size, &info);
    }
    return info;
}

static enum mm_status lq(double *a, size_t m, size_t n, double *reflectors, const double *made) {
    if (!fits(m, n)) return MM_MEMORY;
    int rows = (int)n, columns = (int)m;
    double wanted = 0;
    int info = lq_work(a, rows, columns, reflectors, made, &wanted, -1);
    /* The size comes back as a double, which some versions have rounded down. */
    wanted += wanted * 1e-15 + 1;
    double *work = info == 0 && wanted < INT_MAX ? mm_new_doubles(1, (size_t)wanted) : NULL;
    if (work == NULL) return MM_MEMORY;
    (void)lq_work(a, rows, columns, reflectors, made, work, (int)wanted);
    free(work);
    return MM_OK;
}

enum mm_status mm_lapack_qr(double *a, size_t m, size_t n, double *reflectors) {
    return lq(a, m, n, reflectors, NULL);
}

enum mm_status mm_lapack_q(double *a, size_t m, size_t n, const double *reflectors) {
    return lq(a, m, n, NULL, reflectors);
}
