/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Norms of vectors and matrices. */
#include "linalg/norm.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/svd.h"

enum { BLOCK = 256 };

static double larger(double a, double b) {
    return a > b || isnan(a) ? a : b;
}

static double largest_magnitude(const double *x, size_t n) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) largest = larger(largest, fabs(x[i]));
    return largest;
}

static void add_magnitudes(struct mm_exact *sum, const double *x, size_t n) {
    double magnitudes[BLOCK];
    for (size_t i = 0; i < n; i += BLOCK) {
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        for (size_t j = 0; j < count; j++) magnitudes[j] = fabs(x[i + j]);
        mm_exact_add_all(sum, magnitudes, count, 1);
    }
}

static double sum_of_magnitudes(const double *x, size_t n) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    add_magnitudes(&sum, x, n);
    return mm_exact_round(&sum);
}

static double count_nonzero(const double *x, size_t n) {
    size_t count = 0;
    bool missing = false;
    for (size_t i = 0; i < n; i++) {
        count += x[i] != 0;
        missing = missing || isnan(x[i]);
    }
    return missing ? NAN : (double)count;
}

static double power_norm(const double *x, size_t n, double p) {
    double largest = largest_magnitude(x, n);
    if (largest == 0 || !isfinite(largest)) return largest;
    struct mm_exact sum;
    mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i++) mm_exact_add(&sum, pow(fabs(x[i]) / largest, p));
    return largest * pow(mm_exact_round(&sum), 1 / p);
}

double mm_vector_norm(const double *x, size_t n, double p) {
    if (p == 2) return mm_exact_norm(x, n);
    if (p == 1) return sum_of_magnitudes(x, n);
    if (p == 0) return count_nonzero(x, n);
    return isinf(p) ? largest_magnitude(x, n) : power_norm(x, n, p);
}

enum mm_status mm_norm_pass_start(struct mm_norm_pass *pass, enum mm_matrix_norm kind, size_t columns) {
    *pass = (struct mm_norm_pass){.kind = kind, .columns = columns};
    mm_exact_clear(&pass->squares);
    if (kind != MM_NORM_COLUMN) return MM_OK;
    pass->column_sums = mm_new(columns, sizeof *pass->column_sums);
    if (pass->column_sums == NULL) return MM_MEMORY;
    for (size_t j = 0; j < columns; j++) mm_exact_clear(&pass->column_sums[j]);
    return MM_OK;
}

/* Column after column, so that one wide sum at a time is in the nearest cache. */
static void add_to_columns(struct mm_norm_pass *pass, const double *rows, size_t count) {
    double magnitudes[BLOCK];
    for (size_t i = 0; i < count; i += BLOCK) {
        size_t height = count - i < BLOCK ? count - i : BLOCK;
        for (size_t j = 0; j < pass->columns; j++) {
            for (size_t k = 0; k < height; k++) magnitudes[k] = fabs(rows[(i + k) * pass->columns + j]);
            mm_exact_add_all(&pass->column_sums[j], magnitudes, height, 1);
        }
    }
}

void mm_norm_pass_add(struct mm_norm_pass *pass, const double *rows, size_t count) {
    size_t n = pass->columns;
    switch (pass->kind) {
    case MM_NORM_FROBENIUS:
        mm_exact_add_products(&pass->squares, rows, 1, rows, 1, count * n);
        break;
    case MM_NORM_COLUMN:
        add_to_columns(pass, rows, count);
        break;
    case MM_NORM_ROW:
        for (size_t i = 0; i < count; i++) pass->largest = larger(pass->largest, sum_of_magnitudes(rows + i * n, n));
        break;
    default:
        pass->largest = larger(pass->largest, largest_magnitude(rows, count * n));
    }
}

double mm_norm_pass_finish(struct mm_norm_pass *pass) {
    double norm = pass->largest;
    if (pass->kind == MM_NORM_FROBENIUS) norm = mm_exact_root(&pass->squares);
    if (pass->kind == MM_NORM_COLUMN)
        for (size_t j = 0; j < pass->columns; j++) norm = larger(norm, mm_exact_round(&pass->column_sums[j]));
    free(pass->column_sums);
    pass->column_sums = NULL;
    return norm;
}

static enum mm_status singular_norm(const double *a, size_t m, size_t n, bool nuclear, double *norm,
                                    struct mm_detail *detail) {
    size_t k = m < n ? m : n;
    double *s = mm_new_doubles(1, k);
    if (s == NULL) return MM_MEMORY;
    enum mm_status status = mm_svd(a, m, n, 0, NULL, s, NULL, detail);
    if (status == MM_OK) *norm = nuclear ? mm_exact_sum(s, k) : s[0];
    free(s);
    return status;
}

enum mm_status mm_matrix_norm(const double *a, size_t m, size_t n, enum mm_matrix_norm kind, double *norm,
                              struct mm_detail *detail) {
    if (m == 0 || n == 0) return MM_TOO_FEW;
    if (kind == MM_NORM_SPECTRAL || kind == MM_NORM_NUCLEAR)
        return singular_norm(a, m, n, kind == MM_NORM_NUCLEAR, norm, detail);
    struct mm_norm_pass pass;
    MM_TRY(mm_norm_pass_start(&pass, kind, n));
    mm_norm_pass_add(&pass, a, m);
    *norm = mm_norm_pass_finish(&pass);
    return MM_OK;
}
