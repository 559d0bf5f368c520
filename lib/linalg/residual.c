/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Residuals, exact ones on several threads, and the backward error they show. */
#include "linalg/residual.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "linalg/lapack.h"
#include "linalg/scale.h"
#include "linalg/solve.h"
#include "numeric/exact.h"

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define HAVE_FUSED 1
#endif

/* A thread takes some rows at a time; fewer products than these are done before another has begun. For few unknowns
 * time is no matter. */
enum { TASK_ROWS = 32, THREADED_PRODUCTS = 1 << 16, LEAST_DOUBLED = 32 };

struct task {
    const struct mm_system *system;
    const double *b, *negative;
    double *r;
};

static void some_rows(void *context, size_t index, size_t worker) {
    const struct task *task = context;
    size_t n = task->system->n, first = index * TASK_ROWS, last = n - first < TASK_ROWS ? n : first + TASK_ROWS;
    struct mm_exact sum;
    (void)worker;
    for (size_t i = first; i < last; i++) {
        mm_exact_clear(&sum);
        mm_exact_add(&sum, task->b[i]);
        mm_exact_add_products(&sum, task->system->a + i * n, 1, task->negative, 1, n);
        task->r[i] = mm_exact_round(&sum);
    }
}

void mm_residual_exact(const struct mm_system *system, const double *b, const double *x, double *negative, double *r) {
    size_t n = system->n, threads = n < THREADED_PRODUCTS / n ? 1 : mm_lapack_thread_count();
    struct task task = {system, b, negative, r};
    for (size_t i = 0; i < n; i++) negative[i] = -x[i];
    mm_parallel(threads, (n + TASK_ROWS - 1) / TASK_ROWS, some_rows, &task);
}

#ifdef HAVE_FUSED
/* Running sums and the sums of what they and their products were rounded by, eight lanes of each. */
enum { LANES = 8 };

__attribute__((target("avx2,fma"))) static inline void add_product(__m256d *sum, __m256d *rest, __m256d a, __m256d x) {
    __m256d product = _mm256_mul_pd(a, x), lost = _mm256_fmsub_pd(a, x, product), total = _mm256_add_pd(*sum, product);
    __m256d part = _mm256_sub_pd(total, *sum);
    __m256d error = _mm256_add_pd(_mm256_sub_pd(*sum, _mm256_sub_pd(total, part)), _mm256_sub_pd(product, part));
    *sum = total;
    *rest = _mm256_add_pd(*rest, _mm256_add_pd(lost, error));
}

/* b - Σ a_i x_i with the error of a sum in doubled precision that is rounded once. */
__attribute__((target("avx2,fma"))) static double doubled_entry(double b, const double *a, const double *negative,
                                                                size_t n) {
    __m256d sum[2] = {_mm256_setr_pd(b, 0, 0, 0), _mm256_setzero_pd()};
    __m256d rest[2] = {_mm256_setzero_pd(), _mm256_setzero_pd()};
    double sums[LANES], rests[LANES], total = 0, small = 0;
    size_t i = 0;
    for (; n - i >= LANES; i += LANES) {
        add_product(&sum[0], &rest[0], _mm256_loadu_pd(a + i), _mm256_loadu_pd(negative + i));
        add_product(&sum[1], &rest[1], _mm256_loadu_pd(a + i + 4), _mm256_loadu_pd(negative + i + 4));
    }
    for (; i < n; i++)
        add_product(&sum[0], &rest[0], _mm256_setr_pd(a[i], 0, 0, 0), _mm256_setr_pd(negative[i], 0, 0, 0));
    for (size_t half = 0; half < 2; half++) {
        _mm256_storeu_pd(sums + 4 * half, sum[half]);
        _mm256_storeu_pd(rests + 4 * half, rest[half]);
    }
    for (size_t l = 0; l < LANES; l++) {
        double before = total, part;
        total += sums[l];
        part = total - before;
        small += (before - (total - part)) + (sums[l] - part) + rests[l];
    }
    return total + small;
}

/* Whether the error of doubled precision, at most γ² (|A| |x| + |b|), times |A⁻¹|, is below a quarter eps of x. */
static bool is_close_enough(const struct mm_system *system, const double *b, const double *x) {
    size_t n = system->n;
    double gamma = (double)(n + LANES + 1) * DBL_EPSILON / 2, size = mm_infinity_norm(x, n);
    double bound = gamma * gamma * (system->norm * size + mm_infinity_norm(b, n));
    /* Where products are so small that what they lose is no double, each is off by less than this. */
    bound += (double)n * DBL_MIN;
    return bound * system->inverse_norm <= size * DBL_EPSILON / 4 && isfinite(system->norm * size);
}

static bool has_fused(void) {
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
}
#endif

void mm_residual_close(const struct mm_system *system, const double *b, const double *x, double *negative, double *r) {
#ifdef HAVE_FUSED
    size_t n = system->n;
    if (n >= LEAST_DOUBLED && system->inverse_norm > 0 && has_fused() && is_close_enough(system, b, x)) {
        for (size_t i = 0; i < n; i++) negative[i] = -x[i];
        for (size_t i = 0; i < n; i++) r[i] = doubled_entry(b[i], system->a + i * n, negative, n);
        return;
    }
#endif
    mm_residual_exact(system, b, x, negative, r);
}

void mm_residuals_plain(const struct mm_system *system, const double *x, double *r) {
    size_t n = system->n, k = system->k;
    mm_gemm(false, true, k, n, n, x, n, system->a, n, r, n);
    for (size_t i = 0; i < k * n; i++) r[i] = system->b[i] - r[i];
}

double mm_infinity_norm(const double *x, size_t n) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) largest = isnan(x[i]) ? INFINITY : fmax(largest, fabs(x[i]));
    return largest;
}

/* |A| in the infinity norm; in long double only where a sum of doubles overflows. */
static long double largest_row_sum(const double *a, size_t n) {
    long double largest = 0;
    for (size_t i = 0; i < n; i++) {
        double sum = mm_sum_magnitudes(a + i * n, n);
        long double wide = 0;
        for (size_t j = 0; isinf(sum) && j < n; j++) wide += (long double)fabs(a[i * n + j]);
        largest = fmaxl(largest, fmaxl(wide, isinf(sum) ? 0 : (long double)sum));
    }
    return largest;
}

double mm_worst_error(const struct mm_system *system, const double *x, const double *r) {
    size_t n = system->n;
    long double row_sum = largest_row_sum(system->a, n);
    double worst = 0;
    for (size_t l = 0; l < system->k; l++) {
        /* In long double, where sums and products of large norms are not infinite. */
        long double scale =
            row_sum * (long double)mm_infinity_norm(x + l * n, n) + (long double)mm_infinity_norm(system->b + l * n, n);
        double residual = mm_infinity_norm(r + l * n, n);
        if (residual != 0) worst = fmax(worst, (double)((long double)residual / scale));
    }
    return worst;
}

enum mm_status mm_backward_error(const double *a, size_t n, const double *b, size_t k, const double *x, double *error) {
    double *b_rows = mm_new_doubles(k, n), *x_rows = mm_new_doubles(k, n), *r = mm_new_doubles(k, n);
    double *room = mm_new_doubles(1, n);
    enum mm_status status = MM_MEMORY;
    if (b_rows != NULL && x_rows != NULL && r != NULL && room != NULL) {
        struct mm_system system = {.a = a, .n = n, .k = k, .b = b_rows};
        mm_copy_transposed(b_rows, b, n, k);
        mm_copy_transposed(x_rows, x, n, k);
        if (k > MM_PRECISE_COLUMNS) mm_residuals_plain(&system, x_rows, r);
        for (size_t l = 0; k <= MM_PRECISE_COLUMNS && l < k; l++)
            mm_residual_exact(&system, b_rows + l * n, x_rows + l * n, room, r + l * n);
        *error = mm_worst_error(&system, x_rows, r);
        status = MM_OK;
    }
    free(b_rows);
    free(x_rows);
    free(r);
    free(room);
    return status;
}
