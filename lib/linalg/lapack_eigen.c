/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row-major matrix is its transpose to LAPACK: the same for a symmetric one, turned in place for another. */
#include "linalg/lapack_eigen.h"

#include <cblas.h>
#include <limits.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/scale.h"

/* Fortran passes the length of each character argument after all others. */
void dsyevr_(const char *jobz, const char *range, const char *uplo, const int *n, double *a, const int *lda,
             const double *vl, const double *vu, const int *il, const int *iu, const double *abstol, int *m, double *w,
             double *z, const int *ldz, int *isuppz, double *work, const int *lwork, int *iwork, const int *liwork,
             int *info, size_t jobz_length, size_t range_length, size_t uplo_length);
void dsyevd_(const char *jobz, const char *uplo, const int *n, double *a, const int *lda, double *w, double *work,
             const int *lwork, int *iwork, const int *liwork, int *info, size_t jobz_length, size_t uplo_length);
void dgebal_(const char *job, const int *n, double *a, const int *lda, int *ilo, int *ihi, double *scale, int *info,
             size_t job_length);
void dgehrd_(const int *n, const int *ilo, const int *ihi, double *a, const int *lda, double *tau, double *work,
             const int *lwork, int *info);
void dorghr_(const int *n, const int *ilo, const int *ihi, double *a, const int *lda, const double *tau, double *work,
             const int *lwork, int *info);
void dhseqr_(const char *job, const char *compz, const int *n, const int *ilo, const int *ihi, double *h,
             const int *ldh, double *wr, double *wi, double *z, const int *ldz, double *work, const int *lwork,
             int *info, size_t job_length, size_t compz_length);
void dtrevc3_(const char *side, const char *howmny, const int *select, const int *n, const double *t, const int *ldt,
              double *vl, const int *ldvl, double *vr, const int *ldvr, const int *mm, int *m, double *work,
              const int *lwork, int *info, size_t side_length, size_t howmny_length);
void dgebak_(const char *job, const char *side, const int *n, const int *ilo, const int *ihi, const double *scale,
             const int *m, double *v, const int *ldv, int *info, size_t job_length, size_t side_length);

enum { DIVIDE_MOST = 32000, ALONE_MOST = 2500 };

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
        dsyevd_(call->vectors == NULL ? "N" : "V", "L", &call->n, call->a, &call->n, call->values, work, &work_size,
                integers, &integer_size, &info, 1, 1);
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
    /* All of them: divide and conquer, where its workspace of 2 n² numbers can be counted in an int. For values alone it
     * takes the same steps as dsyevr, but does not press small ones below the least double as that does when it scales.
     */
    struct symmetric_call call = {.n = (int)n,
                                  .first = (int)(n - top + 1),
                                  .divide = top == n && n < DIVIDE_MOST,
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
    if (status == MM_OK && call.divide && vectors != NULL) memcpy(vectors, a, n * n * sizeof *vectors);
    free(room);
    free(support);
    free(work);
    free(integers);
    return status;
}

/* The steps of LAPACK's dgeevx. */
struct general_call {
    int n, low, high;
    double *a, *re, *im, *vectors, *scale, *reflectors;
};

/* A becomes Hessenberg's form, and with VECTORS they become the transformation. */
static int reduce(struct general_call *call, double *work, int work_size) {
    int info = 0;
    dgehrd_(&call->n, &call->low, &call->high, call->a, &call->n, call->reflectors, work, &work_size, &info);
    if (call->vectors == NULL || info != 0) return info;
    double most = work[0];
    if (work_size > 0) memcpy(call->vectors, call->a, (size_t)call->n * (size_t)call->n * sizeof *work);
    dorghr_(&call->n, &call->low, &call->high, call->vectors, &call->n, call->reflectors, work, &work_size, &info);
    work[0] = fmax(work[0], most);
    return info;
}

static int iterate(struct general_call *call, double *work, int work_size) {
    int info = 0;
    double unused = 0;
    dhseqr_(call->vectors == NULL ? "E" : "S", call->vectors == NULL ? "N" : "V", &call->n, &call->low, &call->high,
            call->a, &call->n, call->re, call->im, call->vectors == NULL ? &unused : call->vectors, &call->n, work,
            &work_size, &info, 1, 1);
    return info;
}

static int find_vectors(struct general_call *call, double *work, int work_size) {
    int info = 0, found = 0, unused_integer = 0, one = 1;
    double unused = 0;
    dtrevc3_("R", "B", &unused_integer, &call->n, call->a, &call->n, &unused, &one, call->vectors, &call->n, &call->n,
             &found, work, &work_size, &info, 1, 1);
    return info;
}

/* What the largest of the steps wants; 0 where sizes are beyond LAPACK. */
static size_t general_work_size(struct general_call *call) {
    double wanted[3] = {0};
    bool fine = reduce(call, &wanted[0], -1) == 0 && iterate(call, &wanted[1], -1) == 0 &&
                (call->vectors == NULL || find_vectors(call, &wanted[2], -1) == 0);
    double most = fmax(fmax(wanted[0], wanted[1]), wanted[2]);
    most += most * 1e-15 + 1; /* sizes come back as doubles, which may have been rounded down */
    return fine && most < INT_MAX ? (size_t)most : 0;
}

/* Vectors of length 1, those of a pair together. */
static void normalise(const struct general_call *call) {
    size_t n = (size_t)call->n;
    for (size_t j = 0; j < n; j++) {
        double *row = call->vectors + j * n;
        bool pair = call->im[j] != 0 && j + 1 < n;
        double length = cblas_dnrm2(call->n, row, 1);
        if (pair) length = hypot(length, cblas_dnrm2(call->n, row + n, 1));
        for (size_t i = 0; i < (pair ? 2 * n : n); i++) row[i] /= length;
        if (pair) j++;
    }
}

static enum mm_status general_steps(struct general_call *call, double *work, int work_size) {
    int info = 0;
    size_t threads = mm_lapack_thread_count();
    if (reduce(call, work, work_size) != 0) return MM_MEMORY;
    /* It multiplies many small matrices, which several threads only hold up. */
    if (call->n <= ALONE_MOST) mm_lapack_threads(1);
    info = iterate(call, work, work_size);
    mm_lapack_threads(threads);
    if (info != 0) return MM_NO_CONVERGENCE;
    if (call->vectors == NULL) return MM_OK;
    if (find_vectors(call, work, work_size) != 0) return MM_NO_CONVERGENCE;
    dgebak_("B", "R", &call->n, &call->low, &call->high, call->scale, &call->n, call->vectors, &call->n, &info, 1, 1);
    normalise(call);
    return MM_OK;
}

enum mm_status mm_lapack_general_eigen(double *a, size_t n, double *re, double *im, double *vectors) {
    if (n > INT_MAX) return MM_MEMORY;
    struct general_call call = {.n = (int)n,
                                .a = a,
                                .re = re,
                                .im = im,
                                .vectors = vectors,
                                .scale = mm_new_doubles(1, n),
                                .reflectors = mm_new_doubles(1, n)};
    enum mm_status status = MM_MEMORY;
    double *work = NULL;
    if (call.scale != NULL && call.reflectors != NULL) {
        int info = 0;
        mm_transpose_square(a, n);
        dgebal_("B", &call.n, a, &call.n, &call.low, &call.high, call.scale, &info, 1);
        size_t size = general_work_size(&call);
        work = size > 0 ? mm_new_doubles(1, size) : NULL;
        if (work != NULL) status = general_steps(&call, work, (int)size);
    }
    free(call.scale);
    free(call.reflectors);
    free(work);
    return status;
}
