/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A column of ones rides along in the factor: what it takes away is the mean. */
#include "linalg/pca.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/svd.h"
#include "numeric/exact.h"

/* The panel whose mean becomes the centre: short for wide data, yet more than a handful of rows. */
enum { PANEL_NUMBERS = 32768, PANEL_ROWS = 64 };

enum mm_status mm_pca_init(struct mm_pca *state, size_t columns) {
    *state = (struct mm_pca){.columns = columns};
    if (columns == 0) return MM_TOO_FEW;
    if (columns > SIZE_MAX / 2) return MM_MEMORY;
    size_t width = columns + 1;
    state->staged_room = PANEL_NUMBERS / width > PANEL_ROWS ? PANEL_NUMBERS / width : PANEL_ROWS;
    state->centre = mm_new_doubles(1, columns);
    state->staged = mm_new_doubles(state->staged_room, width);
    if (state->centre == NULL || state->staged == NULL) return MM_MEMORY;
    return mm_tsqr_init(&state->factor, width);
}

void mm_pca_free(struct mm_pca *state) {
    mm_tsqr_free(&state->factor);
    free(state->centre);
    free(state->staged);
    *state = (struct mm_pca){0};
}

/* The exact mean, rounded once: a column that is constant so far is zero, not nearly zero, once the centre is off. */
static void choose_centre(struct mm_pca *state) {
    size_t width = state->columns + 1;
    for (size_t j = 0; j < state->columns; j++) {
        struct mm_exact sum;
        mm_exact_clear(&sum);
        mm_exact_add_all(&sum, state->staged + 1 + j, state->staged_rows, width);
        state->centre[j] = mm_exact_divide(&sum, state->staged_rows);
    }
    state->centred = true;
}

static enum mm_status unstage(struct mm_pca *state) {
    size_t width = state->columns + 1;
    if (state->staged_rows == 0) return MM_OK;
    if (!state->centred) choose_centre(state);
    for (size_t i = 0; i < state->staged_rows; i++) {
        double *row = state->staged + i * width + 1;
        for (size_t j = 0; j < state->columns; j++) row[j] -= state->centre[j];
    }
    enum mm_status status = mm_tsqr_add(&state->factor, state->staged, state->staged_rows, width, NULL);
    state->staged_rows = 0;
    return status == MM_NOT_FINITE ? MM_DOMAIN : status; /* the difference overflowed: the numbers were checked */
}

static enum mm_status check_finite(const double *rows, size_t count, size_t stride, size_t columns,
                                   struct mm_detail *detail) {
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < columns; j++) {
            double value = rows[i * stride + j];
            if (isfinite(value)) continue;
            if (detail != NULL) *detail = (struct mm_detail){i * stride + j, value};
            return MM_NOT_FINITE;
        }
    }
    return MM_OK;
}

enum mm_status mm_pca_add(struct mm_pca *state, const double *rows, size_t count, size_t stride,
                          struct mm_detail *detail) {
    size_t width = state->columns + 1;
    MM_TRY(check_finite(rows, count, stride, state->columns, detail));
    for (size_t i = 0; i < count; i++) {
        if (state->staged_rows == state->staged_room) MM_TRY(unstage(state));
        double *to = state->staged + state->staged_rows++ * width;
        to[0] = 1;
        memcpy(to + 1, rows + i * stride, state->columns * sizeof *to);
    }
    state->rows += count;
    return MM_OK;
}

enum mm_status mm_pca_merge(struct mm_pca *to, struct mm_pca *from) {
    if (to->columns != from->columns) return MM_SHAPE;
    MM_TRY(unstage(to));
    MM_TRY(unstage(from));
    if (from->rows == 0) return MM_OK;
    size_t width = to->columns + 1, k;
    if (!to->centred) memcpy(to->centre, from->centre, to->columns * sizeof *to->centre);
    to->centred = true;
    double *r = mm_new_doubles(width, width);
    if (r == NULL) return MM_MEMORY;
    enum mm_status status = mm_tsqr_factor(&from->factor, r, &k);
    if (status == MM_OK) {
        /* Another centre adds multiples of the column of ones, which has nothing below its first row. */
        for (size_t j = 0; j < to->columns; j++) r[1 + j] += r[0] * (from->centre[j] - to->centre[j]);
        status = mm_tsqr_add(&to->factor, r, k, width, NULL);
        to->rows += from->rows;
    }
    free(r);
    return status == MM_NOT_FINITE ? MM_DOMAIN : status;
}

void mm_pca_fit_free(struct mm_pca_fit *fit) {
    free(fit->centre);
    free(fit->shift);
    free(fit->scale);
    free(fit->components_rows);
    free(fit->variances);
    free(fit->ratios);
    *fit = (struct mm_pca_fit){0};
}

static enum mm_status new_fit(struct mm_pca_fit *fit, size_t n, size_t k, bool scale) {
    *fit = (struct mm_pca_fit){.columns = n,
                               .components = k,
                               .centre = mm_new_doubles(1, n),
                               .shift = mm_new_doubles(1, n),
                               .scale = scale ? mm_new_doubles(1, n) : NULL,
                               .components_rows = mm_new_doubles(k, n),
                               .variances = mm_new_doubles(1, k),
                               .ratios = mm_new_doubles(1, k)};
    bool made = fit->centre != NULL && fit->shift != NULL && (!scale || fit->scale != NULL) &&
                fit->components_rows != NULL && fit->variances != NULL && fit->ratios != NULL;
    return made ? MM_OK : MM_MEMORY;
}

/* Takes the factor apart: the shift of the mean from the first row, the factor of the centred data (k×n) into C. */
static void split_factor(const double *r, const struct mm_pca *state, struct mm_pca_fit *fit, size_t k, double *c) {
    size_t n = state->columns, width = n + 1;
    memcpy(fit->centre, state->centre, n * sizeof *c);
    for (size_t j = 0; j < n; j++) fit->shift[j] = r[1 + j] / r[0];
    for (size_t i = 0; i < k; i++) memcpy(c + i * n, r + (i + 1) * width + 1, n * sizeof *c);
}

static enum mm_status scale_columns(double *c, size_t k, size_t n, double freedom, struct mm_pca_fit *fit,
                                    struct mm_detail *detail) {
    for (size_t j = 0; j < n; j++) {
        double norm = 0;
        for (size_t i = 0; i < k && i <= j; i++) norm = hypot(norm, c[i * n + j]);
        if (norm == 0) {
            if (detail != NULL) *detail = (struct mm_detail){j, fit->centre[j]};
            return MM_CONSTANT;
        }
        fit->scale[j] = norm / sqrt(freedom);
        for (size_t i = 0; i < k; i++) c[i * n + j] /= fit->scale[j];
    }
    return MM_OK;
}

static enum mm_status decompose(const double *c, size_t k, double freedom, struct mm_pca_fit *fit,
                                struct mm_detail *detail) {
    size_t n = fit->columns;
    double total = 0, *s = fit->variances;
    MM_TRY(mm_svd(c, k, n, 0, NULL, s, fit->components_rows, detail));
    if (s[0] == 0) {
        if (detail != NULL) *detail = (struct mm_detail){n, 0};
        return MM_CONSTANT;
    }
    for (size_t i = k; i-- > 0;) {
        fit->ratios[i] = s[i] / s[0] * (s[i] / s[0]);
        total += fit->ratios[i];
    }
    for (size_t i = 0; i < k; i++) {
        fit->ratios[i] /= total;
        s[i] = s[i] / sqrt(freedom) * (s[i] / sqrt(freedom));
    }
    return isfinite(s[0]) ? MM_OK : MM_DOMAIN;
}

enum mm_status mm_pca_fit(struct mm_pca *state, bool scale, size_t keep, struct mm_pca_fit *fit,
                          struct mm_detail *detail) {
    *fit = (struct mm_pca_fit){0};
    if (state->rows < 2) return MM_TOO_FEW;
    MM_TRY(unstage(state));
    size_t n = state->columns, rows;
    double freedom = (double)(state->rows - 1);
    double *r = mm_new_doubles(n + 1, n + 1), *c = mm_new_doubles(n, n);
    enum mm_status status = r == NULL || c == NULL ? MM_MEMORY : mm_tsqr_factor(&state->factor, r, &rows);
    if (status == MM_OK) {
        size_t k = rows - 1;
        status = new_fit(fit, n, k, scale);
        if (status == MM_OK) split_factor(r, state, fit, k, c);
        if (status == MM_OK && scale) status = scale_columns(c, k, n, freedom, fit, detail);
        if (status == MM_OK) status = decompose(c, k, freedom, fit, detail);
        if (keep > 0 && keep < k) fit->components = keep;
    }
    free(r);
    free(c);
    if (status != MM_OK) mm_pca_fit_free(fit);
    return status;
}

enum mm_status mm_pca_scores(const struct mm_pca_fit *fit, const double *rows, size_t count, double *scores) {
    size_t n = fit->columns, k = fit->components;
    double *centred = mm_new_doubles(count, n);
    if (centred == NULL) return MM_MEMORY;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < n; j++) {
            double value = rows[i * n + j] - fit->centre[j] - fit->shift[j];
            centred[i * n + j] = fit->scale != NULL ? value / fit->scale[j] : value;
        }
    }
    mm_gemm(false, true, count, k, n, centred, n, fit->components_rows, n, scores, k);
    free(centred);
    return MM_OK;
}
