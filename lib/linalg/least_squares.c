/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The triangle of [A b] holds all of a least-squares problem: R₁₁ that of A, R₁₂ = Qᵀb, R₂₂ what is left of b. */
#include "linalg/least_squares.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack_least.h"
#include "linalg/svd.h"

/* K rows of the factor, of which the first min(k, n) belong to A; leading dimension n + q. */
struct triangle {
    double *values;
    size_t rows, of_a, n, q;
};

static enum mm_status take_factor(struct mm_tsqr *state, size_t n, struct triangle *triangle) {
    *triangle =
        (struct triangle){.values = mm_new_doubles(state->columns, state->columns), .n = n, .q = state->columns - n};
    if (triangle->values == NULL) return MM_MEMORY;
    MM_TRY(mm_tsqr_factor(state, triangle->values, &triangle->rows));
    triangle->of_a = triangle->rows < n ? triangle->rows : n;
    return MM_OK;
}

/* The factor with the rows √λ·I below: another fold. */
static enum mm_status add_ridge(struct triangle *triangle, double ridge) {
    struct mm_tsqr state;
    size_t width = triangle->n + triangle->q;
    double *row = mm_new_zero(width, sizeof *row);
    enum mm_status status = mm_tsqr_init(&state, width);
    if (row == NULL) status = MM_MEMORY;
    if (status == MM_OK) status = mm_tsqr_add(&state, triangle->values, triangle->rows, width, NULL);
    for (size_t j = 0; status == MM_OK && j < triangle->n; j++) {
        row[j] = sqrt(ridge);
        status = mm_tsqr_add(&state, row, 1, width, NULL);
        row[j] = 0;
    }
    if (status == MM_OK) status = mm_tsqr_factor(&state, triangle->values, &triangle->rows);
    if (status == MM_OK) triangle->of_a = triangle->n;
    mm_tsqr_free(&state);
    free(row);
    return status;
}

/* Rows [0, rows) of columns [from, from + columns) in a matrix of their own. */
static double *copy_part(const struct triangle *triangle, size_t rows, size_t from, size_t columns) {
    double *part = mm_new_doubles(rows, columns);
    size_t width = triangle->n + triangle->q;
    for (size_t i = 0; part != NULL && i < rows; i++)
        memcpy(part + i * columns, triangle->values + i * width + from, columns * sizeof *part);
    return part;
}

/* Reciprocal condition in units that give every column of A the norm 1; 0 for a zero column. Spoils A. */
static enum mm_status scaled_rcond(double *a, size_t n, double *rcond) {
    for (size_t j = 0; j < n; j++) {
        double norm = 0;
        for (size_t i = 0; i <= j; i++) norm = hypot(norm, a[i * n + j]);
        for (size_t i = 0; norm > 0 && i <= j; i++) a[i * n + j] /= norm;
    }
    return mm_lapack_triangle_rcond(a, n, n, rcond);
}

/* Whether all columns count. The cheap estimate of the condition settles most cases; the singular values the rest. */
static enum mm_status judge_rank(double *a, size_t rows, size_t n, bool spectrum, struct mm_least_report *report,
                                 double *scaled) {
    enum { MARGIN = 100 }; /* κ₂ ≤ n κ₁, and the estimate of κ₁ is at most a few times too small */
    size_t k = rows < n ? rows : n;
    double estimate = 0, *singular = NULL;
    bool full = rows >= n;
    report->condition = NAN;
    *scaled = 0;
    if (full) MM_TRY(mm_lapack_triangle_rcond(a, n, n, &estimate));
    if (spectrum || (full && estimate <= MARGIN * (double)n * report->rcond)) {
        singular = mm_new_doubles(1, k);
        enum mm_status status = singular == NULL ? MM_MEMORY : mm_svd(a, rows, n, 0, NULL, singular, NULL, NULL);
        if (status == MM_OK) {
            full = full && singular[k - 1] > report->rcond * singular[0];
            if (spectrum) report->condition = singular[k - 1] > 0 ? singular[0] / singular[k - 1] : INFINITY;
        }
        free(singular);
        MM_TRY(status);
    }
    report->by_triangle = full;
    return full ? scaled_rcond(a, n, scaled) : MM_OK;
}

/* Fills x, the rank and 1/κ. */
static enum mm_status solve(const struct triangle *triangle, bool spectrum, double *x, struct mm_least_report *report,
                            double *reciprocal) {
    size_t n = triangle->n, q = triangle->q, rows = triangle->of_a, k = rows < n ? rows : n;
    double *a = copy_part(triangle, rows, 0, n), *b = copy_part(triangle, rows, n, q);
    double *singular = mm_new_doubles(1, k);
    enum mm_status status = a == NULL || b == NULL || singular == NULL ? MM_MEMORY : MM_OK;
    if (status == MM_OK) status = judge_rank(a, rows, n, spectrum, report, reciprocal);
    if (status == MM_OK && report->by_triangle) {
        report->rank = n;
        memcpy(x, b, n * q * sizeof *x);
        status = mm_lapack_back_substitute(triangle->values, n + q, n, x, q);
    } else if (status == MM_OK) {
        status = mm_lapack_least(a, rows, n, b, q, report->rcond, x, singular, &report->rank);
        *reciprocal = report->rank > 0 ? singular[report->rank - 1] / singular[0] : 1;
    }
    free(a);
    free(b);
    free(singular);
    return status;
}

/* ‖b_j - A x_j‖ and ‖A x_j‖ from the factor of the data alone. */
static double residual_of(const struct triangle *data, const double *x, size_t j, double *fitted) {
    size_t n = data->n, width = n + data->q;
    double residual = 0;
    *fitted = 0;
    for (size_t i = 0; i < data->rows; i++) {
        const double *row = data->values + i * width;
        double sum = 0;
        for (size_t l = i; l < n; l++) sum += row[l] * x[l * data->q + j];
        *fitted = hypot(*fitted, sum);
        residual = hypot(residual, row[n + j] - sum);
    }
    return residual;
}

static double trusted_digits(double reciprocal, double residual, double fitted) {
    if (reciprocal == 0) return 0;
    double tangent = fitted > 0 ? residual / fitted : residual > 0 ? INFINITY : 0;
    double condition = 1 / reciprocal;
    double amplification = fmax(2 * hypot(1, tangent) * condition + tangent * condition * condition, 1);
    return fmax(-log10(DBL_EPSILON / 2 * amplification), 0);
}

static enum mm_status judge_solution(const struct triangle *data, const double *x, double reciprocal,
                                     struct mm_least_report *report) {
    for (size_t i = 0; i < data->n * data->q; i++)
        if (!isfinite(x[i])) return MM_DOMAIN;
    report->digits = INFINITY;
    for (size_t j = 0; j < data->q; j++) {
        double fitted, residual = residual_of(data, x, j, &fitted);
        if (report->residuals != NULL) report->residuals[j] = residual;
        report->digits = fmin(report->digits, trusted_digits(reciprocal, residual, fitted));
    }
    return MM_OK;
}

enum mm_status mm_least_squares(struct mm_tsqr *state, size_t columns, double rcond, double ridge, bool spectrum,
                                double *x, struct mm_least_report *report) {
    if (state->rows == 0) return MM_TOO_FEW;
    struct triangle data = {0}, ridged = {0};
    double reciprocal = 0, longest = fmax((double)state->rows, (double)columns);
    report->rcond = rcond < 0 ? DBL_EPSILON * longest : rcond;
    enum mm_status status = take_factor(state, columns, &data);
    if (status == MM_OK && ridge > 0) status = take_factor(state, columns, &ridged);
    if (status == MM_OK && ridge > 0) status = add_ridge(&ridged, ridge);
    if (status == MM_OK) status = solve(ridge > 0 ? &ridged : &data, spectrum, x, report, &reciprocal);
    if (status == MM_OK) status = judge_solution(&data, x, reciprocal, report);
    free(data.values);
    free(ridged.values);
    return status;
}
