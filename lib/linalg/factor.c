/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What LAPACK leaves packed in one array, taken apart; extremes of magnitude scaled away. */
#include "linalg/factor.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack_factor.h"
#include "linalg/scale.h"

static const double symmetry_tolerance = 1e-10;

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

/* a *= 2^exponent */
static enum mm_status scale_back(double *a, size_t count, int exponent) {
    for (size_t i = 0; exponent != 0 && i < count; i++) {
        a[i] = ldexp(a[i], exponent);
        if (!isfinite(a[i])) return MM_DOMAIN;
    }
    return MM_OK;
}

/* S holds F = P L U column by column: F's row i is S's column i. */
static void unpack_lu(const double *s, size_t m, size_t n, double *l, double *u) {
    size_t k = smaller(m, n);
    for (size_t i = 0; i < m; i++) {
        for (size_t j = 0; j < k; j++) l[i * k + j] = i > j ? s[j * m + i] : i == j;
    }
    for (size_t i = 0; i < k; i++) {
        for (size_t j = 0; j < n; j++) u[i * n + j] = i <= j ? s[j * m + i] : 0;
    }
}

/* Where each row ends up after the exchanges. */
static void follow_pivots(const int *pivots, size_t count, size_t *order, size_t m) {
    for (size_t i = 0; i < m; i++) order[i] = i;
    for (size_t i = 0; i < count; i++) {
        size_t j = (size_t)pivots[i] - 1, swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
}

enum mm_status mm_lu(const double *a, size_t m, size_t n, size_t *order, double *l, double *u,
                     struct mm_detail *detail) {
    double largest;
    if (m == 0 || n == 0) return MM_TOO_FEW;
    MM_TRY(mm_largest_magnitude(a, m * n, &largest, detail));
    int exponent = mm_safe_exponent(largest);
    size_t k = smaller(m, n);
    double *s = mm_new_doubles(m, n);
    int *pivots = mm_new(k, sizeof *pivots);
    enum mm_status status = MM_MEMORY;
    if (s != NULL && pivots != NULL) {
        mm_copy_transposed(s, a, m, n);
        (void)scale_back(s, m * n, exponent);
        status = mm_lapack_lu(s, m, n, pivots);
    }
    if (status == MM_OK) {
        unpack_lu(s, m, n, l, u);
        follow_pivots(pivots, k, order, m);
        status = scale_back(u, k * n, -exponent);
    }
    free(s);
    free(pivots);
    return status;
}

static enum mm_status check_symmetry(const double *a, size_t n, double largest, struct mm_detail *detail) {
    double worst = 0;
    size_t at = 0;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < i; j++) {
            /* Halves: the difference of two large numbers may overflow. */
            double difference = fabs(a[i * n + j] / 2 - a[j * n + i] / 2);
            if (difference <= worst) continue;
            worst = difference;
            at = i * n + j;
        }
    }
    if (worst <= symmetry_tolerance * (largest / 2)) return MM_OK;
    if (detail != NULL) *detail = (struct mm_detail){at, a[at]};
    return MM_DATA;
}

enum mm_status mm_cholesky(const double *a, size_t n, double *l, struct mm_detail *detail) {
    double largest;
    size_t minor = 0;
    if (n == 0) return MM_TOO_FEW;
    MM_TRY(mm_largest_magnitude(a, n * n, &largest, detail));
    MM_TRY(check_symmetry(a, n, largest, detail));
    /* An even exponent, of which the factor gets half. */
    int exponent = mm_safe_exponent(largest) / 2 * 2;
    mm_copy_scaled(l, a, n * n, exponent);
    enum mm_status status = mm_lapack_cholesky(l, n, &minor);
    if (status == MM_SINGULAR && detail != NULL) *detail = (struct mm_detail){minor, 0};
    MM_TRY(status);
    for (size_t i = 0; i < n; i++) memset(l + i * n + i + 1, 0, (n - i - 1) * sizeof *l);
    return scale_back(l, n * n, -exponent / 2);
}

/* A has R on and above its diagonal. */
static void unpack_r(const double *a, size_t k, size_t n, double *r) {
    for (size_t i = 0; i < k; i++) {
        double sign = a[i * n + i] < 0 ? -1 : 1;
        for (size_t j = 0; j < n; j++) {
            double value = i <= j ? sign * a[i * n + j] : 0;
            r[i * n + j] = value == 0 ? 0 : value; /* -0 looks like a negative diagonal */
        }
    }
}

enum mm_status mm_qr(const double *a, size_t m, size_t n, double *q, double *r, struct mm_detail *detail) {
    double largest;
    if (m == 0 || n == 0) return MM_TOO_FEW;
    MM_TRY(mm_largest_magnitude(a, m * n, &largest, detail));
    int exponent = mm_safe_exponent(largest);
    size_t k = smaller(m, n);
    double *s = mm_new_doubles(m, n), *reflectors = mm_new_doubles(1, k), *signs = mm_new_doubles(1, k);
    enum mm_status status = MM_MEMORY;
    if (s != NULL && reflectors != NULL && signs != NULL) {
        mm_copy_scaled(s, a, m * n, exponent);
        status = mm_lapack_qr(s, m, n, reflectors);
    }
    if (status == MM_OK) {
        for (size_t i = 0; i < k; i++) signs[i] = s[i * n + i] < 0 ? -1 : 1;
        unpack_r(s, k, n, r);
        status = scale_back(r, k * n, -exponent);
    }
    if (status == MM_OK) status = mm_lapack_q(s, m, n, reflectors);
    for (size_t i = 0; status == MM_OK && i < m; i++) {
        for (size_t j = 0; j < k; j++) q[i * k + j] = signs[j] * s[i * n + j];
    }
    free(s);
    free(reflectors);
    free(signs);
    return status;
}
