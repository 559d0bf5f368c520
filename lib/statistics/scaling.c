/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales fitted to columns and to rows. */
#include "statistics/scaling.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/exact.h"
#include "numeric/order.h"

enum mm_status mm_scaler_start(struct mm_scaler *scaler, enum mm_scaling method, uint64_t ddof) {
    *scaler = (struct mm_scaler){.method = method, .ddof = ddof, .least = INFINITY, .largest = -INFINITY};
    if (method != MM_SCALE_ZSCORE) return MM_OK;
    scaler->moments = mm_moments_new(2);
    return scaler->moments != NULL ? MM_OK : MM_MEMORY;
}

void mm_scaler_stop(struct mm_scaler *scaler) {
    if (scaler->moments != NULL) mm_moments_free(scaler->moments);
    free(scaler->values);
}

enum mm_status mm_scaler_add(struct mm_scaler *scaler, const double *x, size_t n, size_t stride) {
    bool holds = scaler->method != MM_SCALE_ZSCORE && scaler->method != MM_SCALE_MINMAX;
    if (holds && !mm_grow(&scaler->values, &scaler->capacity, (size_t)scaler->n, n, sizeof *scaler->values))
        return MM_MEMORY;
    for (size_t i = 0; i < n; i++) {
        double value = x[i * stride];
        if (isnan(value)) continue;
        if (value < scaler->least) scaler->least = value;
        if (value > scaler->largest) scaler->largest = value;
        if (holds) scaler->values[scaler->n] = value;
        scaler->n++;
    }
    if (scaler->moments == NULL) return MM_OK;
    for (size_t i = 0; i < n;) { /* runs without NaN */
        size_t run = 0;
        while (i + run < n && !isnan(x[(i + run) * stride])) run++;
        if (run > 0) mm_moments_add(scaler->moments, x + i * stride, run, stride);
        i += run + 1;
    }
    return MM_OK;
}

static double norm(enum mm_scaling method, const double *x, size_t n) {
    struct mm_exact sum;
    double largest = 0;
    if (method == MM_SCALE_L2) return mm_exact_norm(x, n);
    mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i++) {
        largest = fmax(largest, fabs(x[i]));
        if (method == MM_SCALE_L1) mm_exact_add(&sum, fabs(x[i]));
    }
    return method == MM_SCALE_L1 ? mm_exact_round(&sum) : largest;
}

enum mm_status mm_scaler_finish(struct mm_scaler *scaler, double *centre, double *scale) {
    const double quarters[] = {0.25, 0.5, 0.75};
    double quartiles[3];
    size_t n = (size_t)scaler->n;
    if (n == 0) return MM_TOO_FEW;
    if (isinf(scaler->least) || isinf(scaler->largest)) return MM_DOMAIN;
    switch (scaler->method) {
    case MM_SCALE_ZSCORE:
        MM_TRY(mm_moments_mean(scaler->moments, centre));
        MM_TRY(mm_moments_sd(scaler->moments, scaler->ddof, scale));
        break;
    case MM_SCALE_MINMAX:
        *centre = scaler->least;
        *scale = scaler->largest - scaler->least;
        break;
    case MM_SCALE_ROBUST:
        MM_TRY(mm_quantiles(scaler->values, n, quarters, 3, 7, quartiles));
        *centre = quartiles[1];
        *scale = quartiles[2] - quartiles[0];
        break;
    default:
        *centre = 0;
        *scale = norm(scaler->method, scaler->values, n);
    }
    if (*scale == 0) return MM_CONSTANT;
    return isfinite(*scale) ? MM_OK : MM_DOMAIN;
}

enum mm_status mm_row_scale(enum mm_scaling method, const double *x, size_t n, double *scale,
                            struct mm_detail *detail) {
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) continue;
        *detail = (struct mm_detail){i, x[i]};
        return MM_NOT_FINITE;
    }
    *scale = norm(method, x, n);
    return *scale == 0 ? MM_CONSTANT : isfinite(*scale) ? MM_OK : MM_DOMAIN;
}
