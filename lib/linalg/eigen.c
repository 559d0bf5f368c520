/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Eigenvalues in order and eigenvectors of fixed sign around LAPACK. */
#include "linalg/eigen.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack_eigen.h"
#include "linalg/scale.h"

enum { TILE = 16, PLACED = 8 };

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

/* The first entry as large as any, within the tolerance; SQUARES are those of the magnitudes. */
static size_t leading_entry(const double *squares, size_t n) {
    double largest = 0;
    size_t first = 0;
    for (size_t i = 0; i < n; i++) largest = squares[i] > largest ? squares[i] : largest;
    while (first + 1 < n && squares[first] < largest * (1 - 2 * sign_tolerance)) first++;
    return first;
}

/* The rows of FOUND, ascending by value, become descending and of fixed sign. SQUARES is room for n. */
static void order_symmetric(double *found, size_t n, size_t top, double *squares) {
    for (size_t j = 0; j < top; j++) {
        double *row = found + j * n;
        for (size_t i = 0; i < n; i++) squares[i] = row[i] * row[i];
        double sign = row[leading_entry(squares, n)] < 0 ? -1 : 1;
        for (size_t i = 0; i < n; i++) row[i] = sign * row[i] + 0.0; /* no negative zeros */
    }
    for (size_t j = 0; j < top / 2; j++) {
        double *low = found + j * n, *high = found + (top - 1 - j) * n;
        for (size_t i = 0; i < n; i++) {
            double value = low[i];
            low[i] = high[i];
            high[i] = value;
        }
    }
}

/* TO's triangles become that of (A + Aᵀ)/2. Tile by tile, so that both sides stay in cache. */
static void symmetrise(double *to, const double *a, size_t n, int exponent) {
    mm_copy_scaled(to, a, n * n, exponent);
    for (size_t top = 0; top < n; top += TILE) {
        for (size_t left = 0; left <= top; left += TILE) {
            for (size_t i = top; i < n && i < top + TILE; i++) {
                for (size_t j = left; j < i && j < left + TILE; j++)
                    to[i * n + j] = to[j * n + i] = to[i * n + j] / 2 + to[j * n + i] / 2;
            }
        }
    }
}

/* All vectors are found in place and turned there; some need room of their own. */
static enum mm_status find_symmetric(double *a, size_t n, size_t top, double *values, double *vectors) {
    if (vectors == NULL) return mm_lapack_symmetric_eigen(a, n, top, values, NULL);
    double *room = top < n ? mm_new_doubles(top, n) : NULL, *found = top < n ? room : vectors;
    double *squares = mm_new_doubles(1, n);
    enum mm_status status = found == NULL || squares == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK) status = mm_lapack_symmetric_eigen(a, n, top, values, found);
    if (status == MM_OK) {
        order_symmetric(found, n, top, squares);
        if (top < n)
            mm_copy_transposed(vectors, found, top, n);
        else
            mm_transpose_square(vectors, n);
    }
    free(room);
    free(squares);
    return status;
}

enum mm_status mm_eigen_symmetric(const double *a, size_t n, size_t top, double *values, double *vectors,
                                  struct mm_detail *detail) {
    int exponent;
    if (n == 0 || top == 0) return MM_TOO_FEW;
    MM_TRY(prepare(a, n, &exponent, detail));
    double *copy = mm_new_doubles(n, n);
    if (copy == NULL) return MM_MEMORY;
    symmetrise(copy, a, n, exponent);
    enum mm_status status = find_symmetric(copy, n, top, values, vectors);
    free(copy);
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

/* The vector of ROOT as columns 0 and 1 of TO (rows STRIDE apart): turned in the complex plane until the leading entry
 * is real and positive, of length 1. LAPACK's length is 1 to rounding, so squares neither overflow nor matter where
 * they underflow. */
static void place_general(const struct root *root, const double *found, size_t n, double *squares, double *to,
                          size_t stride) {
    const double *re = found + root->row * n, *im = root->sign == 0 ? NULL : re + n;
    double square = 0;
    for (size_t i = 0; i < n; i++) {
        squares[i] = re[i] * re[i] + (im == NULL ? 0 : im[i] * im[i]);
        square += squares[i];
    }
    size_t first = leading_entry(squares, n);
    double size = sqrt(squares[first] * square), real = re[first] / size;
    double imaginary = im == NULL ? 0 : root->sign * im[first] / size;
    for (size_t i = 0; i < n; i++) {
        double x = re[i], y = im == NULL ? 0 : root->sign * im[i];
        to[i * stride] = x * real + y * imaginary + 0.0;
        to[i * stride + 1] = im == NULL ? 0 : y * real - x * imaginary + 0.0;
    }
    if (im != NULL) to[first * stride + 1] = 0; /* not nearly zero */
}

/* Some vectors at a time go into a block that stays in cache, and from there into the wide rows of VECTORS. */
static enum mm_status place_all(const struct root *roots, const double *found, size_t n, double *vectors) {
    double *block = mm_new_doubles(n, 2 * PLACED), *squares = mm_new_doubles(1, n);
    enum mm_status status = block == NULL || squares == NULL ? MM_MEMORY : MM_OK;
    for (size_t first = 0; status == MM_OK && first < n; first += PLACED) {
        size_t count = n - first < PLACED ? n - first : PLACED;
        for (size_t j = 0; j < count; j++)
            place_general(&roots[first + j], found, n, squares, block + 2 * j, (size_t)2 * PLACED);
        for (size_t i = 0; i < n; i++)
            memcpy(vectors + (i * n + first) * 2, block + i * 2 * PLACED, 2 * count * sizeof *block);
    }
    free(block);
    free(squares);
    return status;
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
        }
        if (vectors != NULL) status = place_all(roots, found, n, vectors);
    }
    if (status == MM_OK) status = scale_back(values, 2 * n, exponent, detail);
    free(copy);
    free(re);
    free(im);
    free(found);
    free(roots);
    return status;
}
