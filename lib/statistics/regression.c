/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Regression from a triangular factor, and what is common to both methods. */
#include "statistics/regression.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/hypothesis.h"

void mm_fit_free(struct mm_fit *fit) {
    free(fit->coefficients);
    free(fit->errors);
    free(fit->triangle);
    free(fit->aliased);
    free(fit->related);
    *fit = (struct mm_fit){0};
}

enum mm_status mm_fit_start(struct mm_fit *fit, uint64_t rows, size_t columns, bool intercept) {
    *fit = (struct mm_fit){.columns = columns, .rows = rows, .intercept = intercept, .model = columns - intercept};
    if (rows <= columns) return MM_TOO_FEW;
    fit->freedom = rows - columns;
    fit->coefficients = mm_new_doubles(1, columns);
    fit->errors = mm_new_doubles(1, columns);
    fit->triangle = mm_new_doubles(columns, columns);
    fit->aliased = mm_new_zero(columns, sizeof *fit->aliased);
    fit->related = mm_new_zero(columns, sizeof *fit->related);
    return fit->coefficients != NULL && fit->errors != NULL && fit->triangle != NULL && fit->aliased != NULL &&
                   fit->related != NULL
               ? MM_OK
               : MM_MEMORY;
}

/* R of [X y]: `stride` numbers a row. */
struct factor {
    const double *r;
    size_t stride;
};

static double entry(const struct factor *factor, size_t i, size_t j) {
    return factor->r[i * factor->stride + j];
}

/* Columns of which little is left beside those before them; the first one's partners are read off a solution in them. */
static enum mm_status find_aliased(struct mm_fit *fit, const struct factor *factor) {
    double tolerance = DBL_EPSILON * fmax((double)fit->rows, (double)fit->columns);
    size_t found = 0;
    for (size_t j = 0; j < fit->columns; j++) {
        double norm = 0;
        for (size_t i = 0; i <= j; i++) norm = hypot(norm, entry(factor, i, j));
        fit->aliased[j] = fabs(entry(factor, j, j)) <= tolerance * norm;
        if (!fit->aliased[j] || found++ > 0) continue;
        double *x = fit->coefficients;
        for (size_t i = j; i-- > 0;) {
            x[i] = entry(factor, i, j);
            double length = 0;
            for (size_t k = i + 1; k < j; k++) x[i] -= entry(factor, i, k) * x[k];
            x[i] /= entry(factor, i, i);
            for (size_t k = 0; k <= i; k++) length = hypot(length, entry(factor, k, i));
            fit->related[i] = fabs(x[i]) * length > 1e-8 * norm;
        }
    }
    return found > 0 ? MM_SINGULAR : MM_OK;
}

/* R⁻¹, row by row from the last: it takes the place of (XᵀX)⁻¹ = R⁻¹ R⁻ᵀ. */
static void invert(struct mm_fit *fit, const struct factor *factor) {
    size_t p = fit->columns;
    for (size_t i = p; i-- > 0;) {
        for (size_t j = 0; j < p; j++) {
            double sum = i == j;
            for (size_t k = i + 1; k <= j && j > i; k++) sum -= entry(factor, i, k) * fit->triangle[k * p + j];
            fit->triangle[i * p + j] = j < i ? 0 : sum / entry(factor, i, i);
        }
    }
}

static void solve(struct mm_fit *fit, const struct factor *factor) {
    size_t p = fit->columns;
    double residual = fabs(entry(factor, p, p));
    fit->residual_ss = residual * residual;
    fit->residual_sd = residual / sqrt((double)fit->freedom);
    for (size_t i = p; i-- > 0;) {
        double sum = entry(factor, i, p), norm = 0;
        for (size_t k = i + 1; k < p; k++) sum -= entry(factor, i, k) * fit->coefficients[k];
        fit->coefficients[i] = sum / entry(factor, i, i);
        for (size_t k = i; k < p; k++) norm = hypot(norm, fit->triangle[i * p + k]);
        fit->errors[i] = fit->residual_sd * norm;
    }
}

static void analyse(struct mm_fit *fit) {
    double n = (double)fit->rows, model = (double)fit->model, freedom = (double)fit->freedom;
    double unexplained = fit->residual_ss / fit->total_ss;
    fit->model_ss = fmax(0, fit->total_ss - fit->residual_ss);
    fit->r_squared = 1 - unexplained;
    fit->adjusted = 1 - unexplained * ((n - fit->intercept) / freedom);
    fit->f = fit->model == 0 ? NAN : fit->model_ss / model / (fit->residual_ss / freedom);
}

enum mm_status mm_fit_qr(struct mm_fit *fit, struct mm_tsqr *state, const struct mm_gram *response, bool intercept) {
    size_t p = state->columns - 1, k;
    MM_TRY(mm_fit_start(fit, state->rows, p, intercept));
    fit->total_ss = intercept ? mm_gram_centred(response, 0, 0) : mm_gram_product(response, 0, 0);
    if (fit->total_ss == 0) return MM_CONSTANT;
    double *r = mm_new_doubles(p + 1, p + 1);
    if (r == NULL) return MM_MEMORY;
    struct factor factor = {r, p + 1};
    enum mm_status status = mm_tsqr_factor(state, r, &k);
    if (status == MM_OK) status = find_aliased(fit, &factor);
    if (status == MM_OK) {
        invert(fit, &factor);
        solve(fit, &factor);
        analyse(fit);
    }
    free(r);
    return status;
}

enum mm_status mm_fit_test(const struct mm_fit *fit, double coefficient, double error, double level,
                           struct mm_fit_test *test) {
    const struct mm_distribution *family = mm_distribution_find("t");
    double parameters[MM_PARAMETERS_MAX] = {(double)fit->freedom};
    *test = (struct mm_fit_test){.t = coefficient / error, .p = NAN, .low = coefficient, .high = coefficient};
    if (error == 0) {
        test->p = coefficient == 0 ? NAN : 0;
        return MM_OK;
    }
    MM_TRY(mm_symmetric_p(family, parameters, test->t, MM_TWO_SIDED, &test->p));
    return mm_symmetric_interval(family, parameters, coefficient, error, level, MM_TWO_SIDED, &test->low, &test->high);
}

enum mm_status mm_fit_f_tail(const struct mm_fit *fit, double *p) {
    double parameters[MM_PARAMETERS_MAX] = {(double)fit->model, (double)fit->freedom};
    *p = isnan(fit->f) ? NAN : 0;
    if (!isfinite(fit->f)) return MM_OK;
    return mm_distribution_tail(mm_distribution_find("f"), parameters, fit->f, true, false, p);
}
