/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rank and condition from singular values or the inverse, the trace from an exact sum. */
#include "linalg/spectrum.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "linalg/scale.h"
#include "linalg/solve.h"
#include "linalg/svd.h"
#include "numeric/exact.h"

/* *S, descending, is owned by the caller, also on failure. */
static enum mm_status singular_values(const double *a, size_t m, size_t n, double **s, struct mm_detail *detail) {
    *s = mm_new_doubles(1, m < n ? m : n);
    if (*s == NULL) return MM_MEMORY;
    return mm_svd(a, m, n, 0, NULL, *s, NULL, detail);
}

enum mm_status mm_matrix_rank(const double *a, size_t m, size_t n, double rcond, size_t *rank,
                              struct mm_detail *detail) {
    double *s;
    size_t k = m < n ? m : n;
    *rank = 0;
    if (isnan(rcond)) rcond = (double)(m > n ? m : n) * DBL_EPSILON;
    enum mm_status status = singular_values(a, m, n, &s, detail);
    while (status == MM_OK && *rank < k && s[*rank] > rcond * s[0]) ++*rank;
    free(s);
    return status;
}

/* |S| |S⁻¹| in the Frobenius norm from the singular values, taken relative to the largest and the smallest so that no
 * square overflows. */
static double frobenius_condition(const double *s, size_t k) {
    double sum = 0, inverse = 0;
    for (size_t i = 0; i < k; i++) {
        double high = s[i] / s[0], low = s[k - 1] / s[i];
        sum += high * high;
        inverse += low * low;
    }
    return sqrt(sum) * sqrt(inverse) * (s[0] / s[k - 1]);
}

/* A 2^e has the condition of A, and norms that do not overflow. */
static enum mm_status inverse_condition(const double *a, size_t n, bool by_rows, double *condition,
                                        struct mm_detail *detail) {
    struct mm_solution solution;
    double largest, *scaled = mm_new_doubles(n, n), *inverse = mm_new_doubles(n, n);
    enum mm_status status = scaled != NULL && inverse != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) status = mm_largest_magnitude(a, n * n, &largest, detail);
    if (status == MM_OK) {
        mm_copy_scaled(scaled, a, n * n, mm_safe_exponent(largest));
        status = mm_inverse(scaled, n, 0, inverse, &solution, detail);
        *condition = status == MM_OK ? mm_sum_norm(scaled, n, by_rows) * mm_sum_norm(inverse, n, by_rows) : INFINITY;
    }
    free(scaled);
    free(inverse);
    /* An inverse beyond the largest double belongs to a condition beyond it, or nearly so. */
    return status == MM_SINGULAR || status == MM_DOMAIN ? MM_OK : status;
}

enum mm_status mm_condition(const double *a, size_t m, size_t n, enum mm_condition_norm norm, double *condition,
                            struct mm_detail *detail) {
    size_t k = m < n ? m : n;
    double *s;
    if (k == 0) return MM_TOO_FEW;
    if (norm != MM_CONDITION_2 && m != n) return MM_SHAPE;
    if (norm == MM_CONDITION_1 || norm == MM_CONDITION_INF)
        return inverse_condition(a, n, norm == MM_CONDITION_INF, condition, detail);
    enum mm_status status = singular_values(a, m, n, &s, detail);
    if (status == MM_OK) {
        *condition = s[k - 1] == 0 ? INFINITY : norm == MM_CONDITION_2 ? s[0] / s[k - 1] : frobenius_condition(s, k);
    }
    free(s);
    return status;
}

enum mm_status mm_trace(const double *a, size_t n, double *trace) {
    struct mm_exact sum;
    if (n == 0) return MM_TOO_FEW;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, a, n, n + 1);
    *trace = mm_exact_round(&sum);
    return MM_OK;
}
