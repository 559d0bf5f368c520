/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cosines by matrix multiplication of rows scaled to like size, and their complements without cancellation. */
#include "linalg/similarity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/lapack.h"
#include "numeric/exact.h"

enum { EXACT_PRODUCTS = 1 << 15, ROW_BLOCK = 512, TILE = 32, MOST_PROJECTIONS = 64 };

/* Rows times powers of two, so that the largest magnitude of each is in [1/2, 1), and their squared lengths. */
struct rows {
    double *values;
    double *squares;
    size_t count;
};

struct problem {
    struct rows a, b; /* b borrows from a for one matrix with itself */
    size_t k, threads;
    bool symmetric;
    double *c;
};

static void free_problem(struct problem *problem) {
    free(problem->a.values);
    free(problem->a.squares);
    if (problem->symmetric) return;
    free(problem->b.values);
    free(problem->b.squares);
}

/* The largest magnitude, NaN before infinity. */
static double largest_magnitude(const double *x, size_t k) {
    double largest = 0;
    for (size_t i = 0; i < k; i++) {
        double magnitude = fabs(x[i]);
        if (magnitude > largest || isnan(magnitude)) largest = magnitude;
        if (isnan(magnitude)) break;
    }
    return largest;
}

static enum mm_status scale_rows(struct rows *rows, const double *x, size_t count, size_t k, bool zero_is_zero,
                                 size_t first, struct mm_detail *detail) {
    rows->count = count;
    rows->values = mm_new_doubles(count, k);
    rows->squares = mm_new_doubles(1, count);
    if (rows->values == NULL || rows->squares == NULL) return MM_MEMORY;
    for (size_t i = 0; i < count; i++) {
        const double *from = x + i * k;
        double *to = rows->values + i * k, largest = largest_magnitude(from, k);
        int exponent = 0;
        if (isinf(largest) || (largest == 0 && !zero_is_zero)) {
            if (detail != NULL) *detail = (struct mm_detail){first + i, largest};
            return MM_DOMAIN;
        }
        if (!isnan(largest)) frexp(largest, &exponent);
        double scale = ldexp(1, -exponent / 2), rest = ldexp(1, -exponent - -exponent / 2); /* 2^1074 is no double */
        for (size_t j = 0; j < k; j++) to[j] = from[j] * scale * rest;
        rows->squares[i] = mm_exact_dot(to, to, k);
    }
    return MM_OK;
}

static enum mm_status start(struct problem *problem, const double *a, size_t m, const double *b, size_t n, size_t k,
                            bool zero_is_zero, double *c, struct mm_detail *detail) {
    *problem = (struct problem){.k = k, .symmetric = b == NULL, .c = c, .threads = 1};
    MM_TRY(scale_rows(&problem->a, a, m, k, zero_is_zero, 0, detail));
    if (b == NULL) {
        problem->b = problem->a;
        return MM_OK;
    }
    return scale_rows(&problem->b, b, n, k, zero_is_zero, m, detail);
}

static double ratio(double product, double a_square, double b_square) {
    double length = sqrt(a_square * b_square);
    if (length == 0) return 0;
    double cosine = product / length;
    return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
}

/* Products of rows FIRST to LAST, from the diagonal on where the result is symmetric. */
static void multiply(const struct problem *problem, size_t first, size_t last) {
    const struct rows *a = &problem->a, *b = &problem->b;
    size_t n = b->count, k = problem->k, column = problem->symmetric ? first : 0;
    if (a->count * n <= EXACT_PRODUCTS / (k > 0 ? k : 1)) {
        for (size_t i = first; i < last; i++)
            for (size_t j = column; j < n; j++)
                problem->c[i * n + j] = mm_exact_dot(a->values + i * k, b->values + j * k, k);
    } else {
        mm_gemm(false, true, last - first, n - column, k, a->values + first * k, k, b->values + column * k, k,
                problem->c + first * n + column, n);
    }
}

static void cosines(const struct problem *problem) {
    const struct rows *a = &problem->a, *b = &problem->b;
    size_t m = a->count, n = b->count;
    for (size_t first = 0; first < m; first += ROW_BLOCK) {
        size_t last = m - first < ROW_BLOCK ? m : first + ROW_BLOCK;
        multiply(problem, first, last);
        for (size_t i = first; i < last; i++) {
            double *row = problem->c + i * n;
            for (size_t j = problem->symmetric ? i : 0; j < n; j++)
                row[j] = ratio(row[j], a->squares[i], b->squares[j]);
            if (problem->symmetric) row[i] = a->squares[i] > 0 ? 1 : a->squares[i]; /* 0 or NaN stay */
        }
    }
}

void mm_mirror_upper(double *to, size_t m) {
    for (size_t i = 0; i < m; i += TILE)
        for (size_t j = i; j < m; j += TILE) /* tiles stay in the cache while they are read across */
            for (size_t row = i; row < m && row < i + TILE; row++)
                for (size_t column = j > row ? j : row + 1; column < m && column < j + TILE; column++)
                    to[column * m + row] = to[row * m + column];
}

enum mm_status mm_cosine(const double *a, size_t m, const double *b, size_t n, size_t k, bool zero_is_zero, double *c,
                         struct mm_detail *detail) {
    struct problem problem;
    enum mm_status status = start(&problem, a, m, b, n, k, zero_is_zero, c, detail);
    if (status == MM_OK) {
        cosines(&problem);
        if (problem.symmetric) mm_mirror_upper(c, m);
    }
    free_problem(&problem);
    return status;
}

static double dot(const double *x, const double *y, size_t k) {
    double sum = 0;
    for (size_t i = 0; i < k; i++) sum += x[i] * y[i];
    return sum;
}

/* sin² of the angle between a and b. Each projection takes off all but eps of what is parallel to b, and rounds each
 * entry by eps of itself only: what is orthogonal stays, and shows once the rest is smaller. */
static double sine_square(const double *a, double a_square, const double *b, double b_square, size_t k, double *r) {
    double before = a_square;
    memcpy(r, a, k * sizeof *r);
    for (int i = 0; i < MOST_PROJECTIONS; i++) {
        double t = dot(r, b, k) / b_square;
        for (size_t j = 0; j < k; j++) r[j] = fma(-t, b[j], r[j]);
        double after = dot(r, r, k);
        if (i > 0 && after > before / 4) return after / a_square;
        if (after == 0) break;
        before = after;
    }
    return 0;
}

static const double small_gap = 1.0 / 64; /* below this 1 - cos has lost 6 bits and is computed anew */

static void complement_row(void *context, size_t i, size_t worker) {
    const struct problem *problem = context;
    const struct rows *a = &problem->a, *b = &problem->b;
    size_t n = b->count, k = problem->k;
    double *row = problem->c + i * n, *scratch = NULL;
    (void)worker;
    for (size_t j = problem->symmetric ? i : 0; j < n; j++) {
        double gap = 1 - row[j];
        bool same = problem->symmetric && i == j;
        if (gap < small_gap && !same) {
            if (scratch == NULL) scratch = mm_new_doubles(1, k);
            if (scratch != NULL) { /* without memory for k numbers the plain difference has to do */
                double square =
                    sine_square(a->values + i * k, a->squares[i], b->values + j * k, b->squares[j], k, scratch);
                gap = square / (1 + sqrt(1 - square));
            }
        }
        row[j] = gap;
    }
    free(scratch);
}

enum mm_status mm_cosine_distance(const double *a, size_t m, const double *b, size_t n, size_t k, size_t threads,
                                  double *d, struct mm_detail *detail) {
    struct problem problem;
    enum mm_status status = start(&problem, a, m, b, n, k, false, d, detail);
    if (status == MM_OK) {
        cosines(&problem);
        mm_parallel(threads, m, complement_row, &problem);
        if (problem.symmetric) mm_mirror_upper(d, m);
    }
    free_problem(&problem);
    return status;
}
