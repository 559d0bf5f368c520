/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Linear systems: LU where it is stable, else QR, which always is. */
#include "linalg/solve.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/factor.h"
#include "linalg/lapack.h"
#include "linalg/scale.h"
#include "linalg/solve_lu.h"

/* Backward errors up to this many n eps are those of a stable method. */
static const double most_error = 8;

static bool is_backward_stable(double error, size_t n) {
    return error <= most_error * (double)n * DBL_EPSILON;
}

/* X = R⁻¹ Qᵀ B. */
static void solve_factored(const double *q, const double *r, size_t n, const double *b, size_t k, double *x) {
    mm_gemm(true, false, n, k, n, q, n, b, k, x, k);
    for (size_t i = n; i-- > 0;) {
        for (size_t l = i + 1; l < n; l++)
            for (size_t j = 0; j < k; j++) x[i * k + j] -= r[i * n + l] * x[l * k + j];
        for (size_t j = 0; j < k; j++) x[i * k + j] /= r[i * n + i];
    }
}

static double *new_identity(size_t n) {
    double *identity = mm_new_zero(n * n, sizeof *identity);
    for (size_t i = 0; identity != NULL && i < n; i++) identity[i * n + i] = 1;
    return identity;
}

/* 1 / (|A|₁ |A⁻¹|₁) from the inverse itself: this way is rare enough to afford it. ROOM holds n×n numbers. */
static enum mm_status find_rcond(const double *a, const double *q, const double *r, size_t n, double *room,
                                 double *rcond) {
    double *identity = new_identity(n);
    if (identity == NULL) return MM_MEMORY;
    solve_factored(q, r, n, identity, n, room);
    free(identity);
    double product = mm_sum_norm(a, n, false) * mm_sum_norm(room, n, false);
    *rcond = isfinite(product) && product > 0 ? 1 / product : 0;
    return MM_OK;
}

static enum mm_status solve_qr(const double *a, size_t n, const double *b, size_t k, double least_rcond, double *x,
                               struct mm_solution *solution, struct mm_detail *detail) {
    double *q = mm_new_doubles(n, n), *r = mm_new_doubles(n, n), *room = mm_new_doubles(n, n), rcond = 0, error,
           largest;
    enum mm_status status = q != NULL && r != NULL && room != NULL ? mm_qr(a, n, n, q, r, detail) : MM_MEMORY;
    if (status == MM_OK) status = find_rcond(a, q, r, n, room, &rcond);
    if (status == MM_OK && (rcond == 0 || rcond < least_rcond)) {
        if (detail != NULL) *detail = (struct mm_detail){0, rcond};
        status = MM_SINGULAR;
    }
    if (status == MM_OK) {
        *solution = (struct mm_solution){.rcond = rcond};
        solve_factored(q, r, n, b, k, x);
        if (mm_largest_magnitude(x, n * k, &largest, NULL) != MM_OK) status = MM_DOMAIN;
    }
    if (status == MM_OK) status = mm_backward_error(a, n, b, k, x, &error);
    if (status == MM_OK && !is_backward_stable(error, n)) status = MM_NO_CONVERGENCE;
    free(q);
    free(r);
    free(room);
    return status;
}

/* The answer of LU counts where its factors are tame, or where the residual shows that it is one. */
enum mm_status mm_solve(const double *a, size_t n, const double *b, size_t k, double least_rcond, double *x,
                        struct mm_solution *solution, struct mm_detail *detail) {
    bool stable;
    double error = INFINITY;
    enum mm_status status = mm_solve_lu(a, n, b, k, least_rcond, x, solution, &stable, detail);
    if (stable || (status != MM_OK && (solution->scaled || (status != MM_SINGULAR && status != MM_DOMAIN))))
        return status;
    /* Factors that grew also falsify the condition number; those that were only scaled are fine if the answer is. */
    if (status == MM_OK && solution->scaled) MM_TRY(mm_backward_error(a, n, b, k, x, &error));
    if (is_backward_stable(error, n)) return MM_OK;
    return solve_qr(a, n, b, k, least_rcond, x, solution, detail);
}

enum mm_status mm_inverse(const double *a, size_t n, double least_rcond, double *x, struct mm_solution *solution,
                          struct mm_detail *detail) {
    bool stable;
    enum mm_status status = mm_solve_lu(a, n, NULL, n, least_rcond, x, solution, &stable, detail);
    if (stable) return status;
    double *identity = new_identity(n);
    if (identity == NULL) return MM_MEMORY;
    status = mm_solve(a, n, identity, n, least_rcond, x, solution, detail);
    free(identity);
    return status;
}

int mm_trusted_digits(double rcond) {
    double digits = floor(16 + log10(rcond));
    return digits > 15 ? 15 : digits > 0 ? (int)digits : 0;
}
