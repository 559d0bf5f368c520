/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Factor, scale where that cures, solve, refine. Right-hand sides and solutions are kept one a row. */
#include "linalg/solve_lu.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack_factor.h"
#include "linalg/residual.h"
#include "linalg/scale.h"

enum { MOST_STEPS = 10, EVEN_EXPONENTS = 3, MOST_GROWTH = 4 };

static const double doubtful_rcond = 1e-10;
/* A step leaves about 10 eps / rcond of what was wrong: after a correction of less than this share of rcond that is
 * below eps. */
static const double small_correction = 1. / 64;

/* The LU factors of 2^rows[i] a_ij 2^columns[j]. */
struct factors {
    double *lu;
    int *pivots;
    int *rows, *columns;
    bool scaled;     /* by more than one power of two for all */
    bool of_a;       /* not scaled at all */
    bool stable;     /* the factors alone show it; see judge_factors */
    double row_norm; /* of what was factored, in the infinity norm */
    double rcond;
};

static void free_factors(struct factors *factors) {
    free(factors->lu);
    free(factors->pivots);
    free(factors->rows);
    free(factors->columns);
}

static enum mm_status new_factors(struct factors *factors, size_t n) {
    *factors = (struct factors){.lu = mm_new_doubles(n, n),
                                .pivots = mm_new(n, sizeof(int)),
                                .rows = mm_new_zero(n, sizeof(int)),
                                .columns = mm_new_zero(n, sizeof(int))};
    bool made = factors->lu != NULL && factors->pivots != NULL && factors->rows != NULL && factors->columns != NULL;
    return made ? MM_OK : MM_MEMORY;
}

/* Factors what is in factors->lu. */
static enum mm_status factor(struct factors *factors, size_t n) {
    double *sums = mm_new_zero(n, sizeof *sums), norm = 0, row_norm = 0;
    if (sums == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) row_norm = fmax(row_norm, mm_add_magnitudes(sums, factors->lu + i * n, n));
    for (size_t j = 0; j < n; j++) norm = fmax(norm, sums[j]);
    free(sums);
    factors->row_norm = row_norm;
    factors->rcond = 0;
    MM_TRY(mm_lapack_lu(factors->lu, n, n, factors->pivots));
    for (size_t i = 0; i < n; i++) {
        if (factors->lu[i * n + i] == 0) return MM_OK;
    }
    return mm_lapack_lu_rcond(factors->lu, n, norm, &factors->rcond);
}

static int exponent_of(double largest) {
    int exponent = 0;
    if (largest > 0) (void)frexp(largest, &exponent);
    return exponent;
}

/* Exponents that bring the largest magnitude of each row, then of each column, to 1. False where all are about the
 * same already. */
static bool find_exponents(const double *a, size_t n, int *rows, int *columns) {
    int least = 0, most = 0;
    for (size_t i = 0; i < n; i++) {
        double largest = 0;
        for (size_t j = 0; j < n; j++) largest = fmax(largest, fabs(a[i * n + j]));
        rows[i] = -exponent_of(largest);
        if (i == 0 || rows[i] < least) least = rows[i];
        if (i == 0 || rows[i] > most) most = rows[i];
    }
    bool uneven = most - least > EVEN_EXPONENTS;
    for (size_t j = 0; j < n; j++) {
        double largest = 0;
        for (size_t i = 0; i < n; i++) largest = fmax(largest, ldexp(fabs(a[i * n + j]), rows[i]));
        columns[j] = -exponent_of(largest);
        uneven = uneven || abs(columns[j]) > EVEN_EXPONENTS;
    }
    return uneven;
}

static enum mm_status factor_scaled(const double *a, size_t n, struct factors *factors) {
    MM_TRY(new_factors(factors, n));
    if (!find_exponents(a, n, factors->rows, factors->columns)) return MM_OK;
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j < n; j++)
            factors->lu[i * n + j] = ldexp(a[i * n + j], factors->rows[i] + factors->columns[j]);
    }
    return factor(factors, n);
}

/* Of the matrix as it is, unless it is only scaling that makes it look singular. */
static enum mm_status factor_best(const double *a, size_t n, double largest, struct factors *factors) {
    MM_TRY(new_factors(factors, n));
    int exponent = mm_safe_exponent(largest);
    mm_copy_scaled(factors->lu, a, n * n, exponent);
    for (size_t i = 0; i < n; i++) factors->rows[i] = exponent;
    factors->of_a = exponent == 0;
    MM_TRY(factor(factors, n));
    if (factors->rcond >= doubtful_rcond) return MM_OK;
    struct factors other;
    enum mm_status status = factor_scaled(a, n, &other);
    if (status == MM_OK && other.rcond >= doubtful_rcond) {
        struct factors swap = *factors;
        *factors = other;
        other = swap;
        factors->scaled = true;
    }
    free_factors(&other);
    return status;
}

/* X (k×n, one right-hand side a row) becomes the solutions. */
static enum mm_status apply(const struct factors *factors, size_t n, double *x, size_t k) {
    for (size_t l = 0; l < k; l++) {
        for (size_t i = 0; i < n; i++)
            if (factors->rows[i] != 0) x[l * n + i] = ldexp(x[l * n + i], factors->rows[i]);
    }
    MM_TRY(mm_lapack_lu_solve(factors->lu, factors->pivots, n, x, k));
    for (size_t l = 0; l < k; l++) {
        for (size_t i = 0; i < n; i++)
            if (factors->columns[i] != 0) x[l * n + i] = ldexp(x[l * n + i], factors->columns[i]);
    }
    return MM_OK;
}

/* Newton's steps on one column, while each correction is less than half the one before. */
static enum mm_status refine_column(const struct mm_system *system, const struct factors *factors, const double *b,
                                    double *x, double *r, double *room) {
    size_t n = system->n;
    double before = 1;
    for (int step = 0; step < MOST_STEPS; step++) {
        double size = mm_infinity_norm(x, n);
        if (size == 0 || !isfinite(size)) break;
        mm_residual_close(system, b, x, room, r);
        MM_TRY(apply(factors, n, r, 1));
        double correction = mm_infinity_norm(r, n) / size;
        if (!(correction <= before / 2)) break;
        for (size_t i = 0; i < n; i++) x[i] += r[i];
        if (correction <= small_correction * factors->rcond) break;
        before = correction;
    }
    return MM_OK;
}

/* ‖|U|ᵀ|L|ᵀ‖ in the infinity norm, of the factors of Aᵀ = P L U, which are kept column by column. */
static double factors_norm(const struct factors *factors, size_t n, double *sums) {
    double norm = 0;
    for (size_t j = 0; j < n; j++) sums[j] = 1 + mm_sum_magnitudes(factors->lu + j * n + j + 1, n - j - 1);
    for (size_t j = 0; j < n; j++) {
        const double *column = factors->lu + j * n;
        double sum = 0;
        for (size_t i = 0; i <= j; i++) sum += sums[i] * fabs(column[i]);
        norm = fmax(norm, sum);
    }
    return norm;
}

/* Whether the factors alone show that no backward error is above n eps: it is some eps |L||U| / |A|, in theory up to
 * 1.5 n times that, in practice less than a tenth (Higham, "Accuracy and Stability of Numerical Algorithms", 2002,
 * sections 9.3 and 9.4). False where that is open. */
static enum mm_status judge_factors(size_t n, struct factors *factors) {
    double *sums = mm_new_doubles(1, n);
    if (sums == NULL) return MM_MEMORY;
    factors->stable = !factors->scaled && factors_norm(factors, n, sums) <= MOST_GROWTH * (double)n * factors->row_norm;
    free(sums);
    return MM_OK;
}

/* Bᵀ; without B the identity. */
static void take_right_sides(double *to, const double *b, size_t n, size_t k) {
    if (b != NULL) {
        mm_copy_transposed(to, b, n, k);
    } else {
        memset(to, 0, n * n * sizeof *to);
        for (size_t i = 0; i < n; i++) to[i * n + i] = 1;
    }
}

/* Many columns at once: LU is backward stable but for rare matrices, whose residual shows it. */
static enum mm_status refine_all(struct mm_system *system, const struct factors *factors, const double *b, double *x) {
    size_t n = system->n, k = system->k;
    if (factors->stable) return MM_OK;
    double *columns = mm_new_doubles(k, n), *r = mm_new_doubles(k, n);
    enum mm_status status = columns != NULL && r != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) {
        take_right_sides(columns, b, n, k);
        system->b = columns;
        mm_residuals_plain(system, x, r);
        if (mm_worst_error(system, x, r) > (double)n * DBL_EPSILON) {
            status = apply(factors, n, r, k);
            for (size_t i = 0; i < k * n; i++) x[i] += r[i];
        }
    }
    free(columns);
    free(r);
    return status;
}

/* A few columns, one by one: what becomes of one does not depend on its neighbours. */
static enum mm_status refine_each(const struct mm_system *system, const struct factors *factors, double *x) {
    size_t n = system->n;
    double *r = mm_new_doubles(1, n), *room = mm_new_doubles(1, n);
    enum mm_status status = r != NULL && room != NULL ? MM_OK : MM_MEMORY;
    for (size_t l = 0; status == MM_OK && l < system->k; l++) {
        status = refine_column(system, factors, system->b + l * n, x + l * n, r, room);
    }
    free(r);
    free(room);
    return status;
}

/* X (k×n) becomes the solutions, one a row. Without B, k = n, it is the identity. */
static enum mm_status solve_rows(const double *a, size_t n, const double *b, size_t k, const struct factors *factors,
                                 double *x) {
    struct mm_system system = {.a = a, .n = n, .k = k};
    if (factors->of_a) {
        system.norm = factors->row_norm;
        system.inverse_norm = 1 / (factors->rcond * factors->row_norm);
    }
    double largest, *columns = NULL;
    take_right_sides(x, b, n, k);
    if (k <= MM_PRECISE_COLUMNS) {
        columns = mm_new_doubles(k, n);
        if (columns == NULL) return MM_MEMORY;
        memcpy(columns, x, k * n * sizeof *columns);
        system.b = columns;
    }
    enum mm_status status = apply(factors, n, x, k);
    if (status == MM_OK)
        status = k <= MM_PRECISE_COLUMNS ? refine_each(&system, factors, x) : refine_all(&system, factors, b, x);
    if (status == MM_OK && mm_largest_magnitude(x, k * n, &largest, NULL) != MM_OK) status = MM_DOMAIN;
    free(columns);
    return status;
}

/* Only other shapes than these two want room of their own for solutions as rows. */
static enum mm_status solve_columns(const double *a, size_t n, const double *b, size_t k, const struct factors *factors,
                                    double *x) {
    if (k == 1) return solve_rows(a, n, b, k, factors, x);
    if (k == n) {
        MM_TRY(solve_rows(a, n, b, k, factors, x));
        mm_transpose_square(x, n);
        return MM_OK;
    }
    double *rows = mm_new_doubles(k, n);
    enum mm_status status = rows != NULL ? solve_rows(a, n, b, k, factors, rows) : MM_MEMORY;
    if (status == MM_OK) mm_copy_transposed(x, rows, k, n);
    free(rows);
    return status;
}

enum mm_status mm_solve_lu(const double *a, size_t n, const double *b, size_t k, double least_rcond, double *x,
                           struct mm_solution *solution, bool *stable, struct mm_detail *detail) {
    double largest, largest_b;
    struct factors factors;
    *solution = (struct mm_solution){0};
    *stable = true;
    if (n == 0 || k == 0) return MM_TOO_FEW;
    MM_TRY(mm_largest_magnitude(a, n * n, &largest, detail));
    enum mm_status status = b != NULL ? mm_largest_magnitude(b, n * k, &largest_b, detail) : MM_OK;
    if (status != MM_OK && detail != NULL) detail->index += n * n;
    MM_TRY(status);
    status = factor_best(a, n, largest, &factors);
    if (status == MM_OK) status = judge_factors(n, &factors);
    if (status == MM_OK) *stable = factors.stable;
    if (status == MM_OK && (factors.rcond == 0 || factors.rcond < least_rcond)) {
        if (detail != NULL) *detail = (struct mm_detail){0, factors.rcond};
        status = MM_SINGULAR;
    }
    if (status == MM_OK) {
        *solution = (struct mm_solution){.rcond = factors.rcond, .scaled = factors.scaled};
        status = solve_columns(a, n, b, k, &factors, x);
    }
    free_factors(&factors);
    return status;
}
