/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Matrices given by a formula or by chance. */
#include "linalg/special.h"

#include <math.h>
#include <string.h>

static void diagonal(const struct mm_special_matrix *matrix, size_t first, size_t count, double *values) {
    for (size_t i = 0; i < count; i++)
        values[i * matrix->columns + first + i] = matrix->diagonal != NULL ? matrix->diagonal[first + i] : 1;
}

static void hilbert(const struct mm_special_matrix *matrix, size_t first, size_t count, double *values) {
    for (size_t i = 0; i < count; i++)
        for (size_t j = 0; j < matrix->columns; j++) values[i * matrix->columns + j] = 1 / (double)(first + i + j + 1);
}

/* One multiplication by the step, as NumPy does it, so that the numbers are the same; only where TO - FROM overflows,
 * two. */
static void linspace(const struct mm_special_matrix *matrix, size_t first, size_t count, double *values) {
    double steps = (double)(matrix->rows - 1), from = matrix->from, to = matrix->to, step = (to - from) / steps;
    for (size_t i = 0; i < count; i++) {
        double place = (double)(first + i);
        if (first + i == 0)
            values[i] = from;
        else if (first + i + 1 == matrix->rows)
            values[i] = to;
        else
            values[i] = isfinite(step) ? place * step + from : from * (1 - place / steps) + to * (place / steps);
    }
}

void mm_special_rows(struct mm_special_matrix *matrix, size_t first, size_t count, double *values) {
    memset(values, 0, count * matrix->columns * sizeof *values);
    switch (matrix->kind) {
    case MM_SPECIAL_ZEROS:
        break;
    case MM_SPECIAL_DIAGONAL:
        diagonal(matrix, first, count, values);
        break;
    case MM_SPECIAL_HILBERT:
        hilbert(matrix, first, count, values);
        break;
    case MM_SPECIAL_LINSPACE:
        linspace(matrix, first, count, values);
        break;
    case MM_SPECIAL_NORMAL:
        mm_fill_normal(&matrix->stream, values, count * matrix->columns);
        break;
    case MM_SPECIAL_UNIFORM:
        mm_fill_uniform(&matrix->stream, values, count * matrix->columns);
        break;
    }
}
