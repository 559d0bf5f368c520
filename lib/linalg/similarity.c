/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cosines by matrix multiplication of rows scaled to like size, and their complements without cancellation. */
#include "linalg/similarity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/lapack.h"
#include "linalg/scale.h"
#include "numeric/exact.h"

enum { EXACT_PRODUCTS = 1 << 15, TILE = 32, LANES = 8, MOST_PROJECTIONS = 64 };

/* Rows times powers of two, so that the largest magnitude of each is in [1/2, 1), and the squares of their lengths. */
struct rows {
    double *values;
    double *squares;
    size_t count;
};

struct problem {
    struct rows a, b; /* b borrows from a for one matrix with itself */
    size_t k;
    bool symmetric, exact;
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
    double largest;
    if (mm_largest_magnitude(x, k, &largest, NULL) == MM_OK) return largest;
    for (size_t i = 0; i < k; i++)
        if (isnan(x[i])) return x[i];
    return INFINITY;
}

static double dot(const double *x, const double *y, size_t k) {
    double sums[LANES] = {0}, sum = 0;
    size_t i = 0;
    for (; k - i >= LANES; i += LANES)
        for (size_t l = 0; l < LANES; l++) sums[l] += x[i + l] * y[i + l];
    for (; i < k; i++) sums[0] += x[i] * y[i];
    for (size_t l = 0; l < LANES; l++) sum += sums[l];
    return sum;
}

/* TO becomes X times a power of two; *VALUE is the largest magnitude. */
static enum mm_status scale_row(const double *x, size_t k, bool zero_is_zero, double *to, double *value) {
    double largest = largest_magnitude(x, k);
    int exponent = 0;
    *value = largest;
    if (isinf(largest) || (largest == 0 && !zero_is_zero)) return MM_DOMAIN;
    if (!isnan(largest)) frexp(largest, &exponent);
    double scale = ldexp(1, -exponent / 2), rest = ldexp(1, -exponent - -exponent / 2); /* 2^1074 is no double */
    for (size_t j = 0; j < k; j++) to[j] = x[j] * scale * rest;
    return MM_OK;
}

static enum mm_status scale_rows(const struct problem *problem, struct rows *rows, const double *x, size_t count,
                                 bool zero_is_zero, size_t first, struct mm_detail *detail) {
    size_t k = problem->k;
    rows->count = count;
    rows->values = mm_new_doubles(count, k);
    rows->squares = mm_new_doubles(1, count);
    if (rows->values == NULL || rows->squares == NULL) return MM_MEMORY;
    for (size_t i = 0; i < count; i++) {
        double *to = rows->values + i * k, value;
        enum mm_status status = scale_row(x + i * k, k, zero_is_zero, to, &value);
        if (status != MM_OK && detail != NULL) *detail = (struct mm_detail){first + i, value};
        MM_TRY(status);
        rows->squares[i] = mm_exact_dot(to, to, k);
    }
    return MM_OK;
}

static enum mm_status start(struct problem *problem, const double *a, size_t m, const double *b, size_t n,
                            bool zero_is_zero, struct mm_detail *detail) {
    MM_TRY(scale_rows(problem, &problem->a, a, m, zero_is_zero, 0, detail));
    if (b == NULL) {
        problem->b = problem->a;
        return MM_OK;
    }
    return scale_rows(problem, &problem->b, b, n, zero_is_zero, m, detail);
}

static double clamp(double cosine) {
    return cosine > 1 ? 1 : cosine < -1 ? -1 : cosine;
}

static double ratio(double product, double a_square, double b_square) {
    double length = sqrt(a_square * b_square);
    return length == 0 ? 0 : product / length;
}

/* Products of all rows, from the diagonal on where the result is symmetric. */
static void multiply(const struct problem *problem) {
    const struct rows *a = &problem->a, *b = &problem->b;
    size_t m = a->count, n = b->count, k = problem->k;
    if (!problem->exact) {
        if (problem->symmetric)
            mm_gram(m, k, a->values, problem->c);
        else
            mm_gemm(false, true, m, n, k, a->values, k, b->values, k, problem->c, n);
        return;
    }
    for (size_t i = 0; i < m; i++)
        for (size_t j = problem->symmetric ? i : 0; j < n; j++)
            problem->c[i * n + j] = mm_exact_dot(a->values + i * k, b->values + j * k, k);
}

static void cosines(const struct problem *problem) {
    const struct rows *a = &problem->a, *b = &problem->b;
    size_t m = a->count, n = b->count;
    multiply(problem);
    for (size_t i = 0; i < m; i++) {
        double *row = problem->c + i * n;
        size_t first = problem->symmetric ? i : 0;
        for (size_t j = first; j < n; j++) row[j] = clamp(ratio(row[j], a->squares[i], b->squares[j]));
        if (problem->symmetric) row[i] = a->squares[i] > 0 ? 1 : a->squares[i]; /* 0 or NaN stay */
    }
}

void mm_mirror_upper(double *to, size_t m) {
    for (size_t i = 0; i < m; i += TILE)
        for (size_t j = i; j < m; j += TILE) /* tiles stay in the cache while they are read across */
            for (size_t row = i; row < m && row < i + TILE; row++)
                for (size_t column = j > row ? j : row + 1; column < m && column < j + TILE; column++)
                    to[column * m + row] = to[row * m + column];
}

/* SQUARES become their inverse roots. False where products of such rows may overflow or underflow, or are none. */
static bool invert_lengths(double *squares, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!(squares[i] > 0x1p-900 && squares[i] < 0x1p900)) return false;
        squares[i] = 1 / sqrt(squares[i]);
    }
    return true;
}

/* Of rows as they are, two multiplications a pair. LENGTHS is room for both sides, or for one with itself. False where
 * one is zero, not finite or of extreme size. */
static bool find_directly(const struct problem *problem, const double *a, size_t m, const double *b, size_t n,
                          double *lengths) {
    size_t k = problem->k;
    double *c = problem->c, *others = problem->symmetric ? lengths : lengths + m;
    if (problem->symmetric) {
        mm_gram(m, k, a, c);
        for (size_t i = 0; i < m; i++) lengths[i] = c[i * m + i];
    } else {
        for (size_t i = 0; i < m; i++) lengths[i] = dot(a + i * k, a + i * k, k);
        for (size_t j = 0; j < n; j++) others[j] = dot(b + j * k, b + j * k, k);
    }
    if (!invert_lengths(lengths, m) || (!problem->symmetric && !invert_lengths(others, n))) return false;
    if (!problem->symmetric) mm_gemm(false, true, m, n, k, a, k, b, k, c, n);
    for (size_t i = 0; i < m; i++) {
        double *row = c + i * n, length = lengths[i];
        for (size_t j = problem->symmetric ? i : 0; j < n; j++) row[j] = clamp(row[j] * length * others[j]);
        if (problem->symmetric) row[i] = 1;
    }
    if (problem->symmetric) mm_mirror_upper(c, m);
    return true;
}

static bool find_ordinary(const struct problem *problem, const double *a, size_t m, const double *b, size_t n) {
    double *lengths = mm_new_doubles(2, m > n ? m : n);
    bool found = lengths != NULL && find_directly(problem, a, m, b, problem->symmetric ? m : n, lengths);
    free(lengths);
    return found;
}

static bool is_small(size_t m, size_t n, size_t k) {
    return m <= EXACT_PRODUCTS / (n > 0 ? n : 1) / (k > 0 ? k : 1);
}

enum mm_status mm_cosine(const double *a, size_t m, const double *b, size_t n, size_t k, bool zero_is_zero, double *c,
                         struct mm_detail *detail) {
    struct problem problem = {.k = k, .symmetric = b == NULL, .exact = is_small(m, b != NULL ? n : m, k), .c = c};
    if (!problem.exact && find_ordinary(&problem, a, m, b, n)) return MM_OK;
    enum mm_status status = start(&problem, a, m, b, n, zero_is_zero, detail);
    if (status == MM_OK) {
        cosines(&problem);
        if (problem.symmetric) mm_mirror_upper(c, m);
    }
    free_problem(&problem);
    return status;
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
    /* Unit rows would be off in direction by eps, which is much where two are nearly parallel. */
    struct problem problem = {.k = k, .symmetric = b == NULL, .exact = is_small(m, b != NULL ? n : m, k), .c = d};
    enum mm_status status = start(&problem, a, m, b, n, false, detail);
    if (status == MM_OK) {
        cosines(&problem);
        mm_parallel(threads, m, complement_row, &problem);
        if (problem.symmetric) mm_mirror_upper(d, m);
    }
    free_problem(&problem);
    return status;
}
