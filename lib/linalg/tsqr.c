/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Panels of rows folded, one after another, into a triangular factor. */
#include "linalg/tsqr.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack_least.h"

/* The factor is factored anew with each panel: at 3 rows a column that costs a third more. Narrow panels are as long
 * as the nearest cache is large. */
enum { ROWS_PER_COLUMN = 3, PANEL_NUMBERS = 32768 };

enum mm_status mm_tsqr_init(struct mm_tsqr *state, size_t columns) {
    *state = (struct mm_tsqr){.columns = columns};
    if (columns == 0) return MM_TOO_FEW;
    if (columns > SIZE_MAX / (ROWS_PER_COLUMN + 2)) return MM_MEMORY;
    size_t narrow = PANEL_NUMBERS / columns, wide = ROWS_PER_COLUMN * columns;
    state->room = columns + (narrow > wide ? narrow : wide);
    state->panel = mm_new_doubles(state->room, columns);
    return state->panel == NULL ? MM_MEMORY : MM_OK;
}

void mm_tsqr_free(struct mm_tsqr *state) {
    free(state->panel);
    *state = (struct mm_tsqr){0};
}

static enum mm_status fold(struct mm_tsqr *state) {
    size_t n = state->columns;
    if (state->folded || state->filled == 0) return MM_OK;
    MM_TRY(mm_lapack_triangle(state->panel, state->filled, n));
    state->filled = state->filled < n ? state->filled : n;
    state->folded = 1;
    return MM_OK;
}

static enum mm_status check_finite(const double *rows, size_t count, size_t stride, size_t columns,
                                   struct mm_detail *detail) {
    for (size_t i = 0; i < count; i++) {
        const double *row = rows + i * stride;
        double zero = 0; /* stays 0, becomes NaN at the first number that is none or infinite */
        for (size_t j = 0; j < columns; j++) zero += row[j] * 0.0;
        if (zero == 0) continue;
        size_t j = 0;
        while (isfinite(row[j])) j++;
        if (detail != NULL) *detail = (struct mm_detail){i * stride + j, row[j]};
        return MM_NOT_FINITE;
    }
    return MM_OK;
}

static enum mm_status append(struct mm_tsqr *state, const double *rows, size_t count, size_t stride) {
    size_t n = state->columns;
    for (size_t i = 0; i < count; i++) {
        if (state->filled == state->room) MM_TRY(fold(state));
        memcpy(state->panel + state->filled * n, rows + i * stride, n * sizeof *rows);
        state->filled++;
        state->folded = 0;
    }
    return MM_OK;
}

enum mm_status mm_tsqr_add(struct mm_tsqr *state, const double *rows, size_t count, size_t stride,
                           struct mm_detail *detail) {
    MM_TRY(check_finite(rows, count, stride, state->columns, detail));
    MM_TRY(append(state, rows, count, stride));
    state->rows += count;
    return MM_OK;
}

enum mm_status mm_tsqr_merge(struct mm_tsqr *to, const struct mm_tsqr *from) {
    if (to->columns != from->columns) return MM_SHAPE;
    /* Rows that wait and rows of a factor stand for what was seen alike. */
    MM_TRY(append(to, from->panel, from->filled, from->columns));
    to->rows += from->rows;
    return MM_OK;
}

enum mm_status mm_tsqr_factor(struct mm_tsqr *state, double *r, size_t *k) {
    size_t n = state->columns;
    MM_TRY(fold(state));
    *k = state->filled;
    for (size_t i = 0; i < state->filled; i++) {
        const double *from = state->panel + i * n;
        double sign = from[i] < 0 ? -1 : 1;
        for (size_t j = 0; j < n; j++) {
            /* + 0.0 because no zero below the diagonal shall be negative */
            r[i * n + j] = sign * from[j] + 0.0;
            if (!isfinite(r[i * n + j])) return MM_DOMAIN;
        }
    }
    return MM_OK;
}
