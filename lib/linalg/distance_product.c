/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Many euclidean distances through matrix products, with the entries that cancellation spoils computed again. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/distance_pair.h"
#include "linalg/lapack.h"
#include "linalg/similarity.h"

enum { ROW_BLOCK = 512 };

struct side {
    const double *rows; /* as they came */
    double *centred;    /* without the mean, and weighted */
    double *squares;    /* their squared lengths */
    size_t count;
};

struct problem {
    struct side a, b; /* b is a copy of a's pointers for one matrix with itself */
    size_t k, first;  /* the row that the block of products under way begins with */
    const double *weights, *mean;
    bool symmetric, squares;
    double *d;
};

/* The mean need only be near: what it is off by is taken off every row alike. */
static void add_to_mean(double *mean, const double *x, size_t count, size_t k, double share) {
    for (size_t i = 0; i < count; i++)
        for (size_t l = 0; l < k; l++) mean[l] += x[i * k + l] * share;
}

static enum mm_status centre(const struct problem *problem, struct side *side) {
    size_t k = problem->k;
    double *centred = mm_new_doubles(side->count, k);
    side->squares = mm_new_doubles(1, side->count);
    side->centred = centred;
    if (centred == NULL || side->squares == NULL) return MM_MEMORY;
    for (size_t i = 0; i < side->count; i++)
        for (size_t l = 0; l < k; l++) centred[i * k + l] = side->rows[i * k + l] - problem->mean[l];
    if (problem->weights != NULL) {
        side->centred = mm_new_doubles(side->count, k);
        if (side->centred != NULL)
            mm_gemm(false, true, side->count, k, k, centred, k, problem->weights, k, side->centred, k);
        free(centred);
        if (side->centred == NULL) return MM_MEMORY;
    }
    for (size_t i = 0; i < side->count; i++) {
        const double *row = side->centred + i * k;
        double sum = 0;
        for (size_t l = 0; l < k; l++) sum += row[l] * row[l];
        side->squares[i] = sum;
    }
    return MM_OK;
}

/* From the differences: nothing cancels but what the numbers themselves have in common. */
static double directly(const struct problem *problem, const double *a, const double *b) {
    size_t k = problem->k;
    if (problem->weights == NULL)
        return mm_metric_of_pair(problem->squares ? MM_SQEUCLIDEAN : MM_EUCLIDEAN)(a, b, k, 0);
    double square = 0;
    for (size_t i = 0; i < k; i++) {
        double entry = 0;
        for (size_t l = 0; l < k; l++) entry += problem->weights[i * k + l] * (a[l] - b[l]);
        square += entry * entry;
    }
    return sqrt(square);
}

static void finish_row(void *context, size_t index, size_t worker) {
    const struct problem *problem = context;
    const struct side *a = &problem->a, *b = &problem->b;
    size_t i = problem->first + index, k = problem->k, n = b->count;
    double *row = problem->d + i * n;
    (void)worker;
    for (size_t j = problem->symmetric ? i : 0; j < n; j++) {
        double lengths = a->squares[i] + b->squares[j], square = lengths - 2 * row[j];
        bool trusted = square > lengths / 64 && lengths > 0x1p-900 && lengths < 0x1p1020;
        if (trusted)
            row[j] = problem->squares ? square : sqrt(square);
        else
            row[j] = directly(problem, a->rows + i * k, b->rows + j * k);
    }
}

static enum mm_status multiply(struct problem *problem, size_t threads) {
    struct side *a = &problem->a, *b = &problem->b;
    size_t m = a->count, n = b->count, k = problem->k;
    MM_TRY(centre(problem, a));
    if (problem->symmetric)
        *b = *a;
    else
        MM_TRY(centre(problem, b));
    for (size_t first = 0; first < m; first += ROW_BLOCK) {
        size_t rows = m - first < ROW_BLOCK ? m - first : ROW_BLOCK, column = problem->symmetric ? first : 0;
        mm_gemm(false, true, rows, n - column, k, a->centred + first * k, k, b->centred + column * k, k,
                problem->d + first * n + column, n);
        problem->first = first;
        mm_parallel(threads, rows, finish_row, problem);
    }
    if (problem->symmetric) mm_mirror_upper(problem->d, m);
    return MM_OK;
}

enum mm_status mm_distance_products(const double *a, size_t m, const double *b, size_t n, size_t k,
                                    const double *weights, bool squares, size_t threads, double *d) {
    struct problem problem = {.a = {.rows = a, .count = m},
                              .b = {.rows = b, .count = n},
                              .k = k,
                              .weights = weights,
                              .symmetric = b == NULL,
                              .squares = squares,
                              .d = d};
    double *mean = mm_new_zero(k, sizeof *mean);
    if (mean == NULL) return MM_MEMORY;
    double share = 1 / (double)(m + (b != NULL ? n : 0));
    add_to_mean(mean, a, m, k, share);
    if (b != NULL) add_to_mean(mean, b, n, k, share);
    problem.mean = mean;
    enum mm_status status = multiply(&problem, threads);
    free(problem.a.centred);
    free(problem.a.squares);
    if (b != NULL) {
        free(problem.b.centred);
        free(problem.b.squares);
    }
    free(mean);
    return status;
}
