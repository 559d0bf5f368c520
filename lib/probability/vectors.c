/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random rows. */
#include "probability/vectors.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "numeric/elementary.h"
#include "numeric/variates.h"
#include "probability/draw.h"

enum { BLOCK_NUMBERS = 8192 };

static void draw_dirichlet(const struct mm_vector_draw *draw, struct mm_stream *stream, double *row) {
    size_t n = draw->size;
    for (size_t i = 0; i < n; i++) row[i] = mm_draw_log_gamma(draw->values[i], stream);
    mm_exp(row, mm_max(row, n), row, n);
    double sum = mm_tree_sum(row, n);
    for (size_t i = 0; i < n; i++) row[i] /= sum;
}

/* From the last entry up, so that z is still there when it is needed. */
static void draw_normal(const struct mm_vector_draw *draw, struct mm_stream *stream, double *row) {
    size_t n = draw->size;
    for (size_t i = 0; i < n; i++) row[i] = mm_stream_normal(stream);
    for (size_t i = n; i-- > 0;) {
        double sum = draw->factor == NULL ? row[i] : 0;
        for (size_t j = 0; draw->factor != NULL && j <= i; j++) sum += draw->factor[i * n + j] * row[j];
        row[i] = draw->values[i] + sum;
    }
}

size_t mm_vector_width(const struct mm_vector_draw *draw) {
    return draw->kind >= MM_DRAW_DIRICHLET ? draw->size : 1;
}

size_t mm_vector_block(const struct mm_vector_draw *draw) {
    size_t rows = BLOCK_NUMBERS / mm_vector_width(draw);
    return rows > 0 ? rows : 1;
}

static void draw_block(const struct mm_vector_draw *draw, struct mm_stream *stream, double *rows, size_t count) {
    if (draw->kind == MM_DRAW_SCALAR && draw->family->fill != NULL) {
        draw->family->fill(draw->parameters, stream, rows, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        switch (draw->kind) {
        case MM_DRAW_SCALAR:
            rows[i] = draw->family->variate(draw->parameters, stream);
            break;
        case MM_DRAW_CATEGORICAL:
            rows[i] = (double)mm_choose(&draw->choice, stream);
            break;
        case MM_DRAW_DIRICHLET:
            draw_dirichlet(draw, stream, rows + i * draw->size);
            break;
        case MM_DRAW_MULTINORMAL:
            draw_normal(draw, stream, rows + i * draw->size);
            break;
        }
    }
}

struct job {
    const struct mm_vector_draw *draw;
    uint64_t seed, first_block;
    double *rows;
    size_t count;
};

static void run_block(void *context, size_t index, size_t worker) {
    const struct job *job = context;
    size_t height = mm_vector_block(job->draw), first = index * height, rest = job->count - first;
    struct mm_stream stream;
    (void)worker;
    mm_stream_start(&stream, job->seed, job->first_block + index);
    draw_block(job->draw, &stream, job->rows + first * mm_vector_width(job->draw), rest < height ? rest : height);
}

void mm_draw_vectors(const struct mm_vector_draw *draw, uint64_t seed, uint64_t block, double *rows, size_t count,
                     size_t threads) {
    struct job job = {draw, seed, block, rows, count};
    size_t height = mm_vector_block(draw);
    mm_parallel(threads, (count + height - 1) / height, run_block, &job);
}

enum mm_status mm_vector_classes(struct mm_vector_draw *draw, const double *weights, size_t n, size_t count,
                                 struct mm_detail *detail) {
    draw->kind = MM_DRAW_CATEGORICAL;
    draw->size = draw->choice.n = n;
    draw->choice.ends = mm_new(n, sizeof *draw->choice.ends);
    if (draw->choice.ends == NULL) return MM_MEMORY;
    MM_TRY(mm_choice_ends(weights, n, draw->choice.ends, detail));
    return mm_choice_guide(&draw->choice, count);
}

void mm_vector_free(struct mm_vector_draw *draw) {
    free(draw->choice.ends);
    free(draw->choice.guide);
}

enum mm_status mm_covariance_factor(double *a, size_t n, struct mm_detail *detail) {
    double largest = 0;
    for (size_t i = 0; i < n * n; i++) largest = fmax(largest, fabs(a[i]));
    for (size_t i = 0; i < n; i++) {
        detail->index = i;
        for (size_t j = 0; j < i; j++)
            if (!(fabs(a[i * n + j] - a[j * n + i]) <= 1e-10 * largest)) return MM_DATA;
    }
    for (size_t i = 0; i < n; i++) {
        detail->index = i;
        for (size_t j = 0; j <= i; j++) {
            double sum = a[i * n + j];
            for (size_t k = 0; k < j; k++) sum -= a[i * n + k] * a[j * n + k];
            if (i == j && !(sum > 0 && isfinite(sum))) return MM_SINGULAR;
            a[i * n + j] = i == j ? sqrt(sum) : sum / a[j * n + j];
        }
    }
    return MM_OK;
}
