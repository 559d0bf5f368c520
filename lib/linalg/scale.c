/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Magnitudes of a matrix, and copies of it: scaled by a power of two, transposed. */
#include "linalg/scale.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { SAFE_EXPONENT = 400, TILE = 16 };

enum mm_status mm_largest_magnitude(const double *a, size_t count, double *largest, struct mm_detail *detail) {
    /* The bits of a double without its sign are ordered as its magnitude, infinity and NaN above all. */
    uint64_t bits = 0;
    for (size_t i = 0; i < count; i++) {
        uint64_t here;
        memcpy(&here, &a[i], sizeof here);
        here &= UINT64_MAX >> 1;
        bits = here > bits ? here : bits;
    }
    memcpy(largest, &bits, sizeof *largest);
    if (isfinite(*largest)) return MM_OK;
    size_t index = 0;
    while (isfinite(a[index])) index++;
    if (detail != NULL) *detail = (struct mm_detail){index, a[index]};
    return MM_NOT_FINITE;
}

int mm_safe_exponent(double largest) {
    int exponent = 0;
    if (largest > 0) (void)frexp(largest, &exponent);
    /* No further than needed, so that entries far below the largest stay what they are. */
    if (exponent > SAFE_EXPONENT) return SAFE_EXPONENT - exponent;
    return exponent < -SAFE_EXPONENT ? -SAFE_EXPONENT - exponent : 0;
}

double mm_sum_norm(const double *a, size_t n, bool by_rows) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = 0;
        for (size_t j = 0; j < n; j++) sum += fabs(by_rows ? a[i * n + j] : a[j * n + i]);
        largest = fmax(largest, sum);
    }
    return largest;
}

void mm_copy_scaled(double *to, const double *a, size_t count, int exponent) {
    if (exponent == 0) {
        memcpy(to, a, count * sizeof *to);
    } else {
        for (size_t i = 0; i < count; i++) to[i] = ldexp(a[i], exponent);
    }
}

/* Tile by tile, so that both sides stay in cache. */
void mm_copy_transposed(double *to, const double *a, size_t m, size_t n) {
    for (size_t top = 0; top < m; top += TILE) {
        size_t bottom = top + TILE < m ? top + TILE : m;
        for (size_t left = 0; left < n; left += TILE) {
            size_t right = left + TILE < n ? left + TILE : n;
            for (size_t i = top; i < bottom; i++) {
                for (size_t j = left; j < right; j++) to[j * m + i] = a[i * n + j];
            }
        }
    }
}

void mm_transpose_square(double *a, size_t n) {
    for (size_t top = 0; top < n; top += TILE) {
        size_t bottom = top + TILE < n ? top + TILE : n;
        for (size_t left = 0; left <= top; left += TILE) {
            for (size_t i = top; i < bottom; i++) {
                for (size_t j = left; j < left + TILE && j < i; j++) {
                    double value = a[i * n + j];
                    a[i * n + j] = a[j * n + i];
                    a[j * n + i] = value;
                }
            }
        }
    }
}
