/* SPDX-License-Identifier: GPL-3.0-or-later */
/* kernel: the time of one kernel of the library alone, on a matrix that `matrix make` wrote.
 *
 *   kernel NAME ROWS COLUMNS FILE.npy
 *
 * Prints the median of five calls in seconds; reading the file is not in it. What the caller of a library would have
 * to allocate is allocated within the call, as NumPy does. */
#include <float.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/memory.h"
#include "linalg/distance.h"
#include "linalg/eigen.h"
#include "linalg/least_squares.h"
#include "linalg/pca.h"
#include "linalg/product.h"
#include "linalg/similarity.h"
#include "linalg/solve.h"
#include "linalg/svd.h"

enum { CALLS = 5, HEADER = 128 };

static double now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + 1e-9 * (double)time.tv_nsec;
}

/* Of A (m×n); those that want a square matrix, or a symmetric one, are given it. */
typedef enum mm_status kernel_function(const double *a, size_t m, size_t n);

static enum mm_status matmul(const double *a, size_t m, size_t n) {
    double *c = mm_new_doubles(m, n);
    mm_matmul(a, false, a, false, n, n, n, c);
    free(c);
    return MM_OK;
}

static enum mm_status svd(const double *a, size_t m, size_t n) {
    struct mm_detail detail;
    double *s = mm_new_doubles(n, 1);
    enum mm_status status = mm_svd(a, m, n, 0, NULL, s, NULL, &detail);
    free(s);
    return status;
}

static enum mm_status svd_vectors(const double *a, size_t m, size_t n) {
    struct mm_detail detail;
    double *u = mm_new_doubles(m, m), *s = mm_new_doubles(n, 1), *vt = mm_new_doubles(n, n);
    enum mm_status status = mm_svd(a, m, n, 0, u, s, vt, &detail);
    free(u);
    free(s);
    free(vt);
    return status;
}

static enum mm_status solve_columns(const double *a, size_t n, size_t k) {
    struct mm_solution solution;
    struct mm_detail detail;
    double *x = mm_new_doubles(n, k);
    enum mm_status status = mm_solve(a, n, a, k, DBL_EPSILON, x, &solution, &detail);
    free(x);
    return status;
}

/* For the first row of A as right-hand side. */
static enum mm_status solve(const double *a, size_t m, size_t n) {
    return solve_columns(a, m < n ? m : n, 1);
}

static enum mm_status solve_many(const double *a, size_t m, size_t n) {
    return solve_columns(a, m, n);
}

static enum mm_status inverse(const double *a, size_t m, size_t n) {
    struct mm_solution solution;
    struct mm_detail detail;
    double *x = mm_new_doubles(m, n);
    enum mm_status status = mm_inverse(a, n, DBL_EPSILON, x, &solution, &detail);
    free(x);
    return status;
}

static enum mm_status eigen_of(const double *a, size_t n, bool symmetric, bool vectors) {
    struct mm_detail detail;
    double *values = mm_new_doubles(n, 2), *found = vectors ? mm_new_doubles(n, symmetric ? n : 2 * n) : NULL;
    enum mm_status status = symmetric ? mm_eigen_symmetric(a, n, n, values, found, &detail)
                                      : mm_eigen_general(a, n, values, found, &detail);
    free(values);
    free(found);
    return status;
}

static enum mm_status eigen(const double *a, size_t m, size_t n) {
    return eigen_of(a, m < n ? m : n, false, false);
}

static enum mm_status eigen_vectors(const double *a, size_t m, size_t n) {
    return eigen_of(a, m < n ? m : n, false, true);
}

static enum mm_status eigen_symmetric(const double *a, size_t m, size_t n) {
    return eigen_of(a, m < n ? m : n, true, false);
}

static enum mm_status eigen_symmetric_vectors(const double *a, size_t m, size_t n) {
    return eigen_of(a, m < n ? m : n, true, true);
}

/* The last column by all others. */
static enum mm_status lstsq(const double *a, size_t m, size_t n) {
    struct mm_tsqr state;
    struct mm_least_report report = {.residuals = NULL};
    struct mm_detail detail;
    double *x = mm_new_doubles(n - 1, 1);
    enum mm_status status = mm_tsqr_init(&state, n);
    if (status == MM_OK) status = mm_tsqr_add(&state, a, m, n, &detail);
    if (status == MM_OK) status = mm_least_squares(&state, n - 1, -1, 0, false, x, &report);
    mm_tsqr_free(&state);
    free(x);
    return status;
}

static enum mm_status pca(const double *a, size_t m, size_t n) {
    struct mm_pca state;
    struct mm_pca_fit fit = {0};
    struct mm_detail detail;
    double *scores = mm_new_doubles(m, n);
    enum mm_status status = mm_pca_init(&state, n);
    if (status == MM_OK) status = mm_pca_add(&state, a, m, n, &detail);
    if (status == MM_OK) status = mm_pca_fit(&state, false, 0, &fit, &detail);
    if (status == MM_OK) status = mm_pca_scores(&fit, a, m, scores);
    mm_pca_fit_free(&fit);
    mm_pca_free(&state);
    free(scores);
    return status;
}

static enum mm_status distance(const double *a, size_t m, size_t n) {
    struct mm_detail detail;
    size_t threads = (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    double *d = mm_new_doubles(m, m);
    enum mm_status status = mm_distance(MM_EUCLIDEAN, 2, a, m, NULL, 0, n, threads, d, &detail);
    free(d);
    return status;
}

static enum mm_status cosine(const double *a, size_t m, size_t n) {
    struct mm_detail detail;
    double *c = mm_new_doubles(m, m);
    enum mm_status status = mm_cosine(a, m, NULL, 0, n, false, c, &detail);
    free(c);
    return status;
}

static const struct {
    const char *name;
    kernel_function *call;
} kernels[] = {
    {"matmul", matmul},
    {"svd", svd},
    {"svd-vectors", svd_vectors},
    {"solve", solve},
    {"solve-many", solve_many},
    {"inverse", inverse},
    {"eigen", eigen},
    {"eigen-vectors", eigen_vectors},
    {"eigen-symmetric", eigen_symmetric},
    {"eigen-symmetric-vectors", eigen_symmetric_vectors},
    {"lstsq", lstsq},
    {"pca", pca},
    {"distance", distance},
    {"cosine", cosine},
};

static kernel_function *find(const char *name) {
    for (size_t i = 0; i < sizeof kernels / sizeof *kernels; i++)
        if (strcmp(kernels[i].name, name) == 0) return kernels[i].call;
    return NULL;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    double seconds[CALLS];
    kernel_function *call = argc == 5 ? find(argv[1]) : NULL;
    if (call == NULL) return 2;
    size_t m = strtoul(argv[2], NULL, 10), n = strtoul(argv[3], NULL, 10);
    FILE *file = fopen(argv[4], "rb");
    double *a = file != NULL ? mm_new_doubles(m, n) : NULL;
    if (a == NULL || fseek(file, HEADER, SEEK_SET) != 0 || fread(a, sizeof *a, m * n, file) != m * n) return 1;
    fclose(file);
    for (int i = 0; i < CALLS; i++) {
        double start = now();
        if (call(a, m, n) != MM_OK) return 1;
        seconds[i] = now() - start;
    }
    free(a);
    qsort(seconds, CALLS, sizeof *seconds, compare);
    printf("%.6f\n", seconds[CALLS / 2]);
    return 0;
}
