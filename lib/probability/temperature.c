/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The temperature that makes logits fit what came true best. */
#include "probability/temperature.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "numeric/elementary.h"

enum { BLOCK_NUMBERS = 8192, STEPS_MAX = 200 };

struct slope {
    double first, second; /* Σ E[x] - x_t, and its derivative in β, Σ Var[x] */
};

/* One evaluation at β, cut into blocks. */
struct job {
    const double *logits;
    const size_t *targets;
    size_t rows, n, height;
    double beta;
    double *work; /* height × n for each worker */
    struct slope *slopes;
};

static struct slope slope_of_row(const double *x, const double *weights, size_t n, size_t target) {
    double mass = 0, mean = 0, square = 0;
    for (size_t k = 0; k < n; k++) {
        if (weights[k] == 0) continue; /* x may be -inf */
        mass += weights[k];
        mean += weights[k] * x[k];
    }
    mean /= mass;
    for (size_t k = 0; k < n; k++)
        if (weights[k] > 0) square += weights[k] * (x[k] - mean) * (x[k] - mean);
    return (struct slope){mean - x[target], square / mass};
}

static void run_block(void *context, size_t index, size_t worker) {
    const struct job *job = context;
    size_t first = index * job->height, rows = job->rows - first < job->height ? job->rows - first : job->height;
    const double *x = job->logits + first * job->n;
    double *work = job->work + worker * job->height * job->n;
    struct slope sum = {0, 0};
    for (size_t i = 0; i < rows * job->n; i++) /* 0 · -inf is no number, and its weight is 0 at every β */
        work[i] = x[i] == -INFINITY ? -INFINITY : job->beta * x[i];
    mm_exp(work, 0, work, rows * job->n);
    for (size_t i = 0; i < rows; i++) {
        struct slope row = slope_of_row(x + i * job->n, work + i * job->n, job->n, job->targets[first + i]);
        sum.first += row.first;
        sum.second += row.second;
    }
    job->slopes[index] = sum;
}

static struct slope evaluate(struct job *job, double beta, size_t threads) {
    size_t blocks = (job->rows + job->height - 1) / job->height;
    struct slope sum = {0, 0};
    job->beta = beta;
    mm_parallel(threads, blocks, run_block, job);
    for (size_t i = 0; i < blocks; i++) {
        sum.first += job->slopes[i].first;
        sum.second += job->slopes[i].second;
    }
    return sum;
}

/* Rows to logits at most 0; what has no loss at any temperature is refused. */
static enum mm_status shift(double *logits, const size_t *targets, size_t rows, size_t n, struct mm_detail *detail) {
    for (size_t i = 0; i < rows; i++) {
        double *x = logits + i * n, largest = mm_max(x, n);
        *detail = (struct mm_detail){i, largest};
        if (!isfinite(largest) || x[targets[i]] == -INFINITY) return MM_DOMAIN;
        for (size_t k = 0; k < n; k++) x[k] -= largest;
    }
    return MM_OK;
}

/* The slope at β = inf, where the weight is on the largest logits alone, is Σ -x_t. */
static bool always_right(const double *logits, const size_t *targets, size_t rows, size_t n) {
    for (size_t i = 0; i < rows; i++)
        if (logits[i * n + targets[i]] < 0) return false;
    return true;
}

/* The root of the slope, in u = log β: g(u) = slope(e^u), g'(u) = e^u · Σ Var. */
static enum mm_status solve(struct job *job, size_t threads, double *temperature) {
    double low = -INFINITY, high = INFINITY, u = 0;
    for (int step = 0; step < STEPS_MAX; step++) {
        double beta = exp(u);
        struct slope slope = evaluate(job, beta, threads);
        *temperature = 1 / beta;
        if (slope.first == 0) return MM_OK;
        *(slope.first < 0 ? &low : &high) = u;
        double next = u - slope.first / (beta * slope.second);
        if (fabs(next - u) <= 4 * DBL_EPSILON * fmax(1, fabs(u))) return *temperature = exp(-next), MM_OK;
        /* Outside the bracket, or too far where there is none yet: halve it, or go on by a factor of e^2. */
        double least = isinf(low) ? u - 2 : low, most = isinf(high) ? u + 2 : high;
        if (!(next > least && next < most))
            next = isinf(low) || isinf(high) ? (slope.first < 0 ? most : least) : 0.5 * (low + high);
        if (next == u || !(fabs(next) < 700)) return isfinite(low) && isfinite(high) ? MM_OK : MM_NO_CONVERGENCE;
        u = next;
    }
    return isfinite(low) && isfinite(high) ? MM_OK : MM_NO_CONVERGENCE;
}

enum mm_status mm_fit_temperature(double *logits, const size_t *targets, size_t rows, size_t n, size_t threads,
                                  double *temperature, struct mm_detail *detail) {
    struct job job = {.logits = logits, .targets = targets, .rows = rows, .n = n};
    if (rows == 0 || n == 0) return MM_TOO_FEW;
    MM_TRY(shift(logits, targets, rows, n, detail));
    *detail = (struct mm_detail){rows, 0};
    if (always_right(logits, targets, rows, n)) return MM_NO_CONVERGENCE;
    job.height = BLOCK_NUMBERS / n + 1;
    threads = threads > 0 ? threads : 1;
    job.work = mm_new_doubles(threads * job.height, n);
    job.slopes = mm_new((rows + job.height - 1) / job.height, sizeof *job.slopes);
    enum mm_status status = job.work != NULL && job.slopes != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) {
        detail->value = INFINITY;
        status = evaluate(&job, 0, threads).first >= 0 ? MM_NO_CONVERGENCE : solve(&job, threads, temperature);
    }
    free(job.work);
    free(job.slopes);
    return status;
}
