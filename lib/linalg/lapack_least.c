/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Least squares needs tall matrices column by column: what goes to LAPACK is turned first, by tiles. */
#include "linalg/lapack_least.h"

#include <cblas.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void dgeqrt_(const int *m, const int *n, const int *nb, double *a, const int *lda, double *t, const int *ldt,
             double *work, int *info);
void dgelsd_(const int *m, const int *n, const int *nrhs, double *a, const int *lda, double *b, const int *ldb,
             double *s, const double *rcond, int *rank, double *work, const int *lwork, int *iwork, int *info);
/* Fortran passes the length of each character argument after all others. */
void dtrcon_(const char *norm, const char *uplo, const char *diag, const int *n, const double *a, const int *lda,
             double *rcond, double *work, int *iwork, int *info, size_t norm_length, size_t uplo_length,
             size_t diag_length);

enum { PANEL = 32, TILE = 16 };

static size_t least_of(size_t a, size_t b) {
    return a < b ? a : b;
}

/* TO (n×m, rows LDT apart) becomes the transpose of A (m×n, rows LDA apart). Tiles keep both sides in the cache. */
static void turn(double *to, size_t ldt, const double *a, size_t lda, size_t m, size_t n) {
    for (size_t i0 = 0; i0 < m; i0 += TILE) {
        size_t i1 = least_of(i0 + TILE, m);
        for (size_t j0 = 0; j0 < n; j0 += TILE) {
            size_t j1 = least_of(j0 + TILE, n);
            for (size_t j = j0; j < j1; j++) {
                for (size_t i = i0; i < i1; i++) to[j * ldt + i] = a[i * lda + j];
            }
        }
    }
}

enum mm_status mm_lapack_triangle(double *a, size_t m, size_t n) {
    if (m > INT_MAX || n > INT_MAX / PANEL) return MM_MEMORY;
    size_t k = least_of(m, n);
    int rows = (int)m, columns = (int)n, panel = (int)least_of(k, PANEL), info = 0;
    double *turned = mm_new_doubles(n, m);
    double *factors = mm_new_doubles((size_t)panel, k), *work = mm_new_doubles((size_t)panel, n);
    enum mm_status status = turned == NULL || factors == NULL || work == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK) {
        turn(turned, m, a, n, m, n);
        dgeqrt_(&rows, &columns, &panel, turned, &rows, factors, &panel, work, &info);
        turn(a, n, turned, m, n, k);
        for (size_t i = 1; i < k; i++) memset(a + i * n, 0, i * sizeof *a); /* LAPACK keeps Q below the diagonal */
    }
    free(turned);
    free(factors);
    free(work);
    return status;
}

struct least_call {
    int rows, columns, targets, longest, rank;
    double *a, *b, *singular, rcond;
};

static int least_work(struct least_call *call, double *work, int work_size, int *integers) {
    int info = 0;
    dgelsd_(&call->rows, &call->columns, &call->targets, call->a, &call->rows, call->b, &call->longest, call->singular,
            &call->rcond, &call->rank, work, &work_size, integers, &info);
    return info;
}

/* Asks for the workspace, then solves. */
static enum mm_status least_run(struct least_call *call) {
    double wanted = 0;
    int wanted_integers = 0;
    if (least_work(call, &wanted, -1, &wanted_integers) != 0) return MM_MEMORY;
    wanted += wanted * 1e-15 + 1; /* the size comes back as a double, which may have been rounded down */
    if (wanted >= INT_MAX || wanted_integers < 0) return MM_MEMORY;
    double *work = mm_new_doubles(1, (size_t)wanted);
    int *integers = mm_new((size_t)wanted_integers + 1, sizeof *integers);
    enum mm_status status = MM_MEMORY;
    if (work != NULL && integers != NULL)
        status = least_work(call, work, (int)wanted, integers) == 0 ? MM_OK : MM_NO_CONVERGENCE;
    free(work);
    free(integers);
    return status;
}

enum mm_status mm_lapack_least(const double *a, size_t m, size_t n, const double *b, size_t q, double rcond, double *x,
                               double *singular, size_t *rank) {
    size_t longest = m > n ? m : n;
    if (longest > INT_MAX || q > INT_MAX) return MM_MEMORY;
    struct least_call call = {.rows = (int)m,
                              .columns = (int)n,
                              .targets = (int)q,
                              .longest = (int)longest,
                              .a = mm_new_doubles(n, m),
                              .b = mm_new_doubles(q, longest),
                              .singular = singular,
                              .rcond = rcond};
    enum mm_status status = call.a == NULL || call.b == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK) {
        turn(call.a, m, a, n, m, n);
        turn(call.b, longest, b, q, m, q);
        status = least_run(&call);
    }
    if (status == MM_OK) {
        turn(x, q, call.b, longest, q, n);
        *rank = (size_t)call.rank;
    }
    free(call.a);
    free(call.b);
    return status;
}

enum mm_status mm_lapack_back_substitute(const double *r, size_t ldr, size_t n, double *x, size_t q) {
    if (ldr > INT_MAX || n > INT_MAX || q > INT_MAX) return MM_MEMORY;
    cblas_dtrsm(CblasRowMajor, CblasLeft, CblasUpper, CblasNoTrans, CblasNonUnit, (int)n, (int)q, 1, r, (int)ldr, x,
                (int)q);
    return MM_OK;
}

enum mm_status mm_lapack_triangle_rcond(const double *r, size_t ldr, size_t n, double *rcond) {
    if (ldr > INT_MAX || n > INT_MAX) return MM_MEMORY;
    /* Row by row the upper triangle is the lower one of the transpose, whose norm of rows is that of R's columns. */
    int size = (int)n, row = (int)ldr, info = 0;
    double *work = mm_new_doubles(3, n);
    int *integers = mm_new(n, sizeof *integers);
    enum mm_status status = work == NULL || integers == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK) dtrcon_("I", "L", "N", &size, r, &row, rcond, work, integers, &info, 1, 1, 1);
    free(work);
    free(integers);
    return status;
}
