/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eigenvalues in order and eigenvectors of fixed sign around LAPACK. */
#include "linalg/eigen.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/lapack_eigen.h"
#include "linalg/scale.h"

static const double sign_tolerance = 1e-8;

double mm_asymmetry(const double *a, size_t n, size_t *row, size_t *column) {
    double largest = 0, difference = 0;
    *row = *column = 0;
    if (mm_largest_magnitude(a, n * n, &largest, NULL) != MM_OK) return NAN;
    for (size_t i = 0; largest > 0 && i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            /* halves, since a difference of two large numbers may overflow */
            double here = fabs(a[i * n + j] / 2 - a[j * n + i] / 2);
            if (!(here > difference)) continue;
            difference = here;
            *row = i;
            *column = j;
        }
    }
    return largest > 0 ? difference / largest * 2 : 0;
}

/* Checks A and answers the power of two to scale it by. */
static enum mm_status prepare(const double *a, size_t n, int *exponent, struct mm_detail *detail) {
    double largest;
    MM_TRY(mm_largest_magnitude(a, n * n, &largest, detail));
    *exponent = mm_safe_exponent(largest);
    return MM_OK;
}

static enum mm_status scale_back(double *values, size_t count, int exponent, struct mm_detail *detail) {
    for (size_t i = 0; i < count; i++) {
        if (!isfinite(values[i])) return MM_NO_CONVERGENCE;
        values[i] = ldexp(values[i], -exponent) + 0.0; /* -0 becomes 0 */
        if (isfinite(values[i])) continue;
        if (detail != NULL) *detail = (struct mm_detail){i, values[i]};
        return MM_DOMAIN;
    }
    return MM_OK;
}

/* The first entry as large as any, within the tolerance. IM is null for a real vector. */
static size_t leading_entry(const double *re, const double *im, size_t n) {
    double largest = 0;
    size_t first = 0;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, im == NULL ? fabs(re[i]) : hypot(re[i], im[i]));
    while (first + 1 < n &&
           (im == NULL ? fabs(re[first]) : hypot(re[first], im[first])) < largest * (1 - sign_tolerance))
        first++;
    return first;
}

/* The rows of FOUND, ascending by value, become columns in the opposite order. */
static void place_symmetric(const double *found, size_t n, size_t top, double *vectors) {
    for (size_t j = 0; j < top; j++) {
        const double *row = found + (top - 1 - j) * n;
        double sign = row[leading_entry(row, NULL, n)] < 0 ? -1 : 1;
        for (size_t i = 0; i < n; i++) vectors[i * top + j] = sign * row[i] + 0.0; /* no negative zeros */
    }
}

enum mm_status mm_eigen_symmetric(const double *a, size_t n, size_t top, double *values, double *vectors,
                                  struct mm_detail *detail) {
    int exponent;
    if (n == 0 || top == 0) return MM_TOO_FEW;
    MM_TRY(prepare(a, n, &exponent, detail));
    double *copy = mm_new_doubles(n, n), *found = vectors == NULL ? NULL : mm_new_doubles(top, n);
    enum mm_status status = copy == NULL || (vectors != NULL && found == NULL) ? MM_MEMORY : MM_OK;
    if (status == MM_OK) {
        mm_copy_scaled(copy, a, n * n, exponent);
        for (size_t i = 0; i < n; i++) {
            for (size_t j = 0; j < i; j++)
                copy[i * n + j] = copy[j * n + i] = copy[i * n + j] / 2 + copy[j * n + i] / 2;
        }
        status = mm_lapack_symmetric_eigen(copy, n, top, values, found);
    }
    if (status == MM_OK && vectors != NULL) place_symmetric(found, n, top, vectors);
    free(copy);
    free(found);
    MM_TRY(status);
    for (size_t i = 0; i < top / 2; i++) {
        double low = values[i];
        values[i] = values[top - 1 - i];
        values[top - 1 - i] = low;
    }
    return scale_back(values, top, exponent, detail);
}

/* An eigenvalue and which of LAPACK's rows hold its vector: the real part in `row`, the imaginary part, with this sign,
 * in the next one. */
struct root {
    double re, im;
    size_t row;
    int sign;
};

static int compare_roots(const void *left, const void *right) {
    const struct root *a = left, *b = right;
    if (a->re != b->re) return a->re < b->re ? 1 : -1;
    if (a->im != b->im) return a->im < b->im ? 1 : -1;
    return (a->row > b->row) - (a->row < b->row);
}

static void list_roots(struct root *roots, const double *re, const double *im, size_t n) {
    for (size_t j = 0; j < n; j++) {
        roots[j] = (struct root){re[j], im[j], j, 0};
        if (im[j] > 0) roots[j].sign = 1;
        if (im[j] < 0) roots[j].row = j - 1, roots[j].sign = -1;
    }
    qsort(roots, n, sizeof *roots, compare_roots);
}

/* Column pair j of VECTORS: turned in the complex plane until the leading entry is real and positive, of length 1. */
static void place_general(const struct root *root, const double *found, size_t n, size_t j, double *vectors) {
    const double *re = found + root->row * n, *im = root->sign == 0 ? NULL : re + n;
    double length = 0;
    size_t first = leading_entry(re, im, n);
    double real = re[first], imaginary = im == NULL ? 0 : root->sign * im[first];
    double size = hypot(real, imaginary);
    for (size_t i = 0; i < n; i++) length = hypot(length, im == NULL ? re[i] : hypot(re[i], im[i]));
    for (size_t i = 0; i < n; i++) {
        double x = re[i], y = im == NULL ? 0 : root->sign * im[i];
        double *to = vectors + i * 2 * n + 2 * j;
        to[0] = (x * real + y * imaginary) / size / length + 0.0;
        to[1] = im == NULL ? 0 : (y * real - x * imaginary) / size / length + 0.0;
    }
    if (im != NULL) vectors[first * 2 * n + 2 * j + 1] = 0; /* not nearly zero */
}

enum mm_status mm_eigen_general(const double *a, size_t n, double *values, double *vectors, struct mm_detail *detail) {
    int exponent;
    if (n == 0) return MM_TOO_FEW;
    MM_TRY(prepare(a, n, &exponent, detail));
    double *copy = mm_new_doubles(n, n), *re = mm_new_doubles(1, n), *im = mm_new_doubles(1, n);
    double *found = vectors == NULL ? NULL : mm_new_doubles(n, n);
    struct root *roots = mm_new(n, sizeof *roots);
    bool made = copy != NULL && re != NULL && im != NULL && roots != NULL && (vectors == NULL || found != NULL);
    enum mm_status status = made ? MM_OK : MM_MEMORY;
    if (status == MM_OK) {
        mm_copy_scaled(copy, a, n * n, exponent);
        status = mm_lapack_general_eigen(copy, n, re, im, found);
    }
    if (status == MM_OK) {
        list_roots(roots, re, im, n);
        for (size_t j = 0; j < n; j++) {
            values[2 * j] = roots[j].re;
            values[2 * j + 1] = roots[j].im;
            if (vectors != NULL) place_general(&roots[j], found, n, j, vectors);
        }
        status = scale_back(values, 2 * n, exponent, detail);
    }
    free(copy);
    free(re);
    free(im);
    free(found);
    free(roots);
    return status;
}
