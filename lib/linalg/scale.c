/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Magnitudes of a matrix, and copies of it: scaled by a power of two, transposed. */
#include "linalg/scale.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Sums and maxima go in lanes: one alone waits for itself. */
enum { SAFE_EXPONENT = 400, TILE = 16, LANES = 4 };

/* The bits of a double without its sign are ordered as its magnitude, infinity and NaN above all. */
static uint64_t magnitude_bits(double x) {
    uint64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits & UINT64_MAX >> 1;
}

enum mm_status mm_largest_magnitude(const double *a, size_t count, double *largest, struct mm_detail *detail) {
    uint64_t bits[LANES] = {0};
    size_t i = 0;
    for (; count - i >= LANES; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            uint64_t here = magnitude_bits(a[i + l]);
            bits[l] = here > bits[l] ? here : bits[l];
        }
    }
    for (; i < count; i++) {
        uint64_t here = magnitude_bits(a[i]);
        bits[0] = here > bits[0] ? here : bits[0];
    }
    for (size_t l = 1; l < LANES; l++) bits[0] = bits[l] > bits[0] ? bits[l] : bits[0];
    memcpy(largest, &bits[0], sizeof *largest);
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

double mm_sum_magnitudes(const double *x, size_t n) {
    double sum[LANES] = {0};
    size_t i = 0;
    for (; n - i >= LANES; i += LANES) {
        for (size_t l = 0; l < LANES; l++) sum[l] += fabs(x[i + l]);
    }
    for (; i < n; i++) sum[0] += fabs(x[i]);
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

double mm_add_magnitudes(double *sums, const double *x, size_t n) {
    double sum[LANES] = {0};
    size_t i = 0;
    for (; n - i >= LANES; i += LANES) {
        for (size_t l = 0; l < LANES; l++) {
            double magnitude = fabs(x[i + l]);
            sums[i + l] += magnitude;
            sum[l] += magnitude;
        }
    }
    for (; i < n; i++) {
        sums[i] += fabs(x[i]);
        sum[0] += fabs(x[i]);
    }
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
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
