/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random variates; logarithms are taken many at a time, which gives the bits of one at a time. */
#include "numeric/variates.h"

#include <math.h>

#include "numeric/elementary.h"

enum { PAIRS = 128 };

void mm_fill_uniform(struct mm_stream *stream, double *values, size_t count) {
    for (size_t i = 0; i < count; i++) values[i] = mm_stream_uniform(stream);
}

void mm_fill_exponential(struct mm_stream *stream, double *values, size_t count) {
    mm_fill_uniform(stream, values, count);
    mm_log(values, values, count);
    for (size_t i = 0; i < count; i++) values[i] = -values[i];
}

/* A point of the unit disc without its centre; returns its squared distance from it. */
static double disc_point(struct mm_stream *stream, double *x, double *y) {
    for (;;) {
        *x = 2 * mm_stream_uniform(stream) - 1;
        *y = 2 * mm_stream_uniform(stream) - 1;
        double s = *x * *x + *y * *y;
        if (s < 1 && s > 0) return s;
    }
}

static double stretch(double s, double log_s) {
    return sqrt(-2 * log_s / s);
}

void mm_fill_normal(struct mm_stream *stream, double *values, size_t count) {
    double points[2 * PAIRS], squares[PAIRS], logs[PAIRS];
    for (size_t done = 0; done < count; done += 2 * PAIRS) {
        size_t rest = count - done < 2 * PAIRS ? count - done : 2 * PAIRS, pairs = (rest + 1) / 2;
        for (size_t i = 0; i < pairs; i++) squares[i] = disc_point(stream, &points[2 * i], &points[2 * i + 1]);
        mm_log(squares, logs, pairs);
        for (size_t i = 0; i < rest; i++) values[done + i] = points[i] * stretch(squares[i / 2], logs[i / 2]);
    }
}

double mm_stream_exponential(struct mm_stream *stream) {
    return -mm_log1(mm_stream_uniform(stream));
}

double mm_stream_normal(struct mm_stream *stream) {
    double x, y, s = disc_point(stream, &x, &y);
    return x * stretch(s, mm_log1(s));
}
