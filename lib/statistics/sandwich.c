/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums over rows in coordinates in which the design is orthonormal. */
#include "statistics/sandwich.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

void mm_fit_residual(const struct mm_fit *fit, const double *x, double y, double *z, struct mm_residual *residual) {
    size_t p = fit->columns;
    *residual = (struct mm_residual){0};
    for (size_t j = 0; j < p; j++) {
        z[j] = 0;
        for (size_t i = 0; i <= j; i++) z[j] += x[i] * fit->triangle[i * p + j];
        residual->fitted += x[j] * fit->coefficients[j];
        residual->leverage += z[j] * z[j];
    }
    residual->leverage = fmin(1, residual->leverage);
    residual->residual = y - residual->fitted;
}

enum mm_status mm_sandwich_start(struct mm_sandwich *sandwich, const struct mm_fit *fit) {
    sandwich->middle = mm_new_zero(fit->columns * fit->columns, sizeof *sandwich->middle);
    return sandwich->middle != NULL ? MM_OK : MM_MEMORY;
}

enum mm_status mm_sandwich_add(struct mm_sandwich *sandwich, const struct mm_fit *fit, const double *z,
                               const struct mm_residual *residual) {
    size_t p = fit->columns;
    double left = 1 - residual->leverage, weight = residual->residual * residual->residual;
    if (sandwich->kind >= MM_HC2 && left < 1e-12) return MM_DOMAIN;
    if (sandwich->kind == MM_HC1) weight *= (double)fit->rows / (double)fit->freedom;
    if (sandwich->kind == MM_HC2) weight /= left;
    if (sandwich->kind == MM_HC3) weight /= left * left;
    for (size_t i = 0; i < p; i++)
        for (size_t j = i; j < p; j++) sandwich->middle[i * p + j] += weight * z[i] * z[j];
    return MM_OK;
}

void mm_sandwich_errors(const struct mm_sandwich *sandwich, const struct mm_fit *fit, double *errors) {
    size_t p = fit->columns;
    for (size_t k = 0; k < p; k++) {
        const double *row = fit->triangle + k * p;
        double sum = 0;
        for (size_t i = k; i < p; i++) {
            sum += row[i] * row[i] * sandwich->middle[i * p + i];
            for (size_t j = i + 1; j < p; j++) sum += 2 * row[i] * row[j] * sandwich->middle[i * p + j];
        }
        errors[k] = sqrt(fmax(0, sum));
    }
}

void mm_sandwich_free(struct mm_sandwich *sandwich) {
    free(sandwich->middle);
    sandwich->middle = NULL;
}
