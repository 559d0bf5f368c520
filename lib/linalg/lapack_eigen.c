/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row-major matrix is its transpose to LAPACK: the same for a symmetric one, turned in place for another. */
#include "linalg/lapack_eigen.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/scale.h"

/* Fortran passes the length of each character argument after all others. */
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a, const int *lda,
             const double *vl, const double *vu, const int *il, const int *iu, const double *abstol, int *m, double *w,
             double *z, const int *ldz, int *isuppz, double *work, const int *lwork, int *iwork, const int *liwork,
             int *info, size_t jobz_length, size_t range_length, size_t uplo_length);
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length, size_t uplo_length);
void dgeevx_(const char *balanc, const char *jobvl, const char *jobvr, const char *sense, const int *n, double *a,
             const int *lda, double *wr, double *wi, double *vl, const int *ldvl, double *vr, const int *ldvr, int *ilo,
             int *ihi, double *scale, double *abnrm, double *rconde, double *rcondv, double *work, const int *lwork,
             int *iwork, int *info, size_t balanc_length, size_t jobvl_length, size_t jobvr_length,
             size_t sense_length);

enum { DIVIDE_MOST = 32000 };

struct symmetric_call {
    int n, first, found;
    bool divide; /* and conquer: dsyevd */
    double *a, *values, *vectors;
    int *support;
};

static int symmetric_work(struct symmetric_call *call, double *work, int work_size, int *integers, int integer_size) {
    int info = 0;
    double unused = 0;
    if (call->divide) {
        dsyevd_("V", "L", &call->n, call->a, &call->n, call->values, work, &work_size, integers, &integer_size, &info,
                1, 1);
        call->found = call->n;
        return info;
    }
    const char *range = call->first == 1 ? "A" : "I";
    dsyevr_(call->vectors == NULL ? "N" : "V", range, "L", &call->n, call->a, &call->n, &unused, &unused, &call->first,
            &call->n, &unused, &call->found, call->values, call->vectors == NULL ? &unused : call->vectors, &call->n,
            call->support, work, &work_size, integers, &integer_size, &info, 1, 1, 1);
    return info;
}

enum mm_status mm_lapack_symmetric_eigen(double *a, size_t n, size_t top, double *values, double *vectors) {
    if (n > INT_MAX / 2) return MM_MEMORY;
    /* LAPACK writes as it goes: it wants room for n values even where fewer are asked for. */
    double *room = mm_new_doubles(1, n), wanted = 0, *work = NULL;
    int *support = mm_new(n, 2 * sizeof *support), wanted_integers = 0, *integers = NULL;
    /* All vectors: divide and conquer, where its workspace of 2 n² numbers can be counted in an int. */
    struct symmetric_call call = {.n = (int)n,
                                  .first = (int)(n - top + 1),
                                  .divide = vectors != NULL && top == n && n < DIVIDE_MOST,
                                  .a = a,
                                  .values = room,
                                  .vectors = vectors,
                                  .support = support};
    enum mm_status status = room == NULL || support == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK && symmetric_work(&call, &wanted, -1, &wanted_integers, -1) != 0) status = MM_MEMORY;
    wanted += wanted * 1e-15 + 1; /* the size comes back as a double, which may have been rounded down */
    if (status == MM_OK && wanted < INT_MAX && wanted_integers >= 0) {
        work = mm_new_doubles(1, (size_t)wanted);
        integers = mm_new((size_t)wanted_integers + 1, sizeof *integers);
    }
    if (work == NULL || integers == NULL) status = MM_MEMORY;
    if (status == MM_OK) {
        int info = symmetric_work(&call, work, (int)wanted, integers, wanted_integers);
        if (info != 0 || (size_t)call.found != top) status = MM_NO_CONVERGENCE;
    }
    for (size_t i = 0; status == MM_OK && i < top; i++) values[i] = room[i];
    if (status == MM_OK && call.divide) memcpy(vectors, a, n * n * sizeof *vectors);
    free(room);
    free(support);
    free(work);
    free(integers);
    return status;
}

struct general_call {
    int n;
    double *a, *re, *im, *vectors, *scale;
};

static int general_work(const struct general_call *call, double *work, int work_size) {
    int info = 0, low = 0, high = 0, one = 1, no_integers = 0;
    double norm = 0, unused = 0;
    dgeevx_("B", "N", call->vectors == NULL ? "N" : "V", "N", &call->n, call->a, &call->n, call->re, call->im, &unused,
            &one, call->vectors == NULL ? &unused : call->vectors, call->vectors == NULL ? &one : &call->n, &low, &high,
            call->scale, &norm, &unused, &unused, work, &work_size, &no_integers, &info, 1, 1, 1, 1);
    return info;
}

enum mm_status mm_lapack_general_eigen(double *a, size_t n, double *re, double *im, double *vectors) {
    if (n > INT_MAX) return MM_MEMORY;
    struct general_call call = {
        .n = (int)n, .a = a, .re = re, .im = im, .vectors = vectors, .scale = mm_new_doubles(1, n)};
    double wanted = 0, *work = NULL;
    enum mm_status status = call.scale == NULL || general_work(&call, &wanted, -1) != 0 ? MM_MEMORY : MM_OK;
    wanted += wanted * 1e-15 + 1;
    if (status == MM_OK && wanted < INT_MAX) work = mm_new_doubles(1, (size_t)wanted);
    if (work == NULL) status = MM_MEMORY;
    if (status == MM_OK) {
        mm_transpose_square(a, n);
        if (general_work(&call, work, (int)wanted) != 0) status = MM_NO_CONVERGENCE;
    }
    free(call.scale);
    free(work);
    return status;
}
