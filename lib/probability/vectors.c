/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random rows. */
#include "probability/vectors.h"

#include <math.h>

#include "numeric/elementary.h"
#include "numeric/variates.h"
#include "probability/draw.h"

/* By bisection: sums[i] is the first above the point. */
static double draw_class(const double *sums, size_t n, struct mm_stream *stream) {
    double point = mm_stream_uniform(stream) * sums[n - 1];
    size_t low = 0, high = n - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (sums[middle] > point)
            high = middle;
        else
            low = middle + 1;
    }
    /* The point may round up to the last sum; classes of weight 0 behind it are not meant. */
    while (low > 0 && sums[low] == sums[low - 1]) low--;
    return (double)low;
}

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

void mm_draw_vector(const struct mm_vector_draw *draw, struct mm_stream *stream, double *row) {
    switch (draw->kind) {
    case MM_DRAW_SCALAR:
        row[0] = draw->family->variate(draw->parameters, stream);
        break;
    case MM_DRAW_CATEGORICAL:
        row[0] = draw_class(draw->values, draw->size, stream);
        break;
    case MM_DRAW_DIRICHLET:
        draw_dirichlet(draw, stream, row);
        break;
    case MM_DRAW_MULTINORMAL:
        draw_normal(draw, stream, row);
        break;
    }
}

enum mm_status mm_cumulate(double *weights, size_t n, struct mm_detail *detail) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        *detail = (struct mm_detail){i, weights[i]};
        if (!(weights[i] >= 0 && isfinite(weights[i]))) return MM_DOMAIN;
        weights[i] = sum += weights[i];
    }
    *detail = (struct mm_detail){n, sum};
    return sum > 0 && isfinite(sum) ? MM_OK : MM_DOMAIN;
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
