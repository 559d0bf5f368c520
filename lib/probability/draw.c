/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variates that take rejection. */
#include "probability/draw.h"

#include <math.h>

#include "numeric/elementary.h"
#include "numeric/variates.h"

#define HALF_LOG_2PI 0.91893853320467274178

double mm_log_1p(double x) {
    double u = 1 + x;
    return u == 1 ? x : mm_log1(u) * (x / (u - 1)); /* Kahan: the rounding of 1 + x cancels */
}

/* Γ with shape ≥ 1. */
static double large_gamma(double shape, struct mm_stream *stream) {
    double d = shape - 1.0 / 3, c = 1 / sqrt(9 * d);
    for (;;) {
        double z = mm_stream_normal(stream), root = 1 + c * z, u = mm_stream_uniform(stream);
        if (root <= 0) continue;
        double v = root * root * root;
        if (mm_log1(u) < 0.5 * z * z + d - d * v + d * mm_log1(v)) return d * v;
    }
}

double mm_draw_log_gamma(double shape, struct mm_stream *stream) {
    if (shape >= 1) return mm_log1(large_gamma(shape, stream));
    double above = mm_log1(large_gamma(shape + 1, stream));
    return above + mm_log1(mm_stream_uniform(stream)) / shape;
}

/* log k! - (k+1/2) log k + k - log(2π)/2, k ≥ 1 whole. */
static double stirling_rest(double k) {
    if (k >= 16) {
        double s = 1 / (k * k);
        return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / k;
    }
    double factorial = 1;
    for (double i = 2; i <= k; i++) factorial *= i;
    return mm_log1(factorial) - (k + 0.5) * mm_log1(k) + k - HALF_LOG_2PI;
}

/* x log(x/m) + m - x, by the series of the logarithm where x is near m. */
static double deviance(double x, double m) {
    double d = x - m, v = d / (x + m);
    if (fabs(v) > 0.5) return x * mm_log1(x / m) + m - x;
    double sum = d * v, term = 2 * x * v;
    for (int j = 1; j < 60; j++) {
        term *= v * v;
        sum += term / (2 * j + 1);
    }
    return sum;
}

static double log_poisson(double k, double rate) {
    if (k == 0) return -rate;
    return -stirling_rest(k) - deviance(k, rate) - HALF_LOG_2PI - 0.5 * mm_log1(k);
}

static double log_binomial(double k, double n, double p) {
    if (k == 0) return n * mm_log_1p(-p);
    if (k == n) return n * mm_log1(p);
    return stirling_rest(n) - stirling_rest(k) - stirling_rest(n - k) - deviance(k, n * p) -
           deviance(n - k, n * (1 - p)) - HALF_LOG_2PI + 0.5 * mm_log1(n / k / (n - k));
}

/* A pair of uniforms as Hörmann's transformed rejection uses it; k may be outside the support. */
struct attempt {
    double k, v, us;
};

static struct attempt try_once(double a, double b, double centre, struct mm_stream *stream) {
    double u = mm_stream_uniform(stream) - 0.5, v = mm_stream_uniform(stream), us = 0.5 - fabs(u);
    return (struct attempt){floor((2 * a / us + b) * u + centre), v, us};
}

double mm_draw_poisson(double rate, struct mm_stream *stream) {
    if (rate < 10) {
        double limit = mm_exp1(-rate), product = mm_stream_uniform(stream), k = 0;
        for (; product > limit; k++) product *= mm_stream_uniform(stream);
        return k;
    }
    double b = 0.931 + 2.53 * sqrt(rate), a = -0.059 + 0.02483 * b;
    double scale = 1.1239 + 1.1328 / (b - 3.4), bound = 0.9277 - 3.6224 / (b - 2);
    for (;;) {
        struct attempt t = try_once(a, b, rate + 0.43, stream);
        if (t.us >= 0.07 && t.v <= bound) return t.k;
        if (t.k < 0 || (t.us < 0.013 && t.v > t.us)) continue;
        if (mm_log1(t.v * scale / (a / (t.us * t.us) + b)) <= log_poisson(t.k, rate)) return t.k;
    }
}

static double search_binomial(double n, double p, struct mm_stream *stream) {
    double u = mm_stream_uniform(stream), mass = mm_exp1(n * mm_log_1p(-p)), odds = p / (1 - p);
    double k = 0;
    for (; k < n && u > mass; k++) {
        u -= mass;
        mass *= odds * (n - k) / (k + 1);
        if (mass == 0) break;
    }
    return k;
}

double mm_draw_binomial(double n, double p, struct mm_stream *stream) {
    if (p > 0.5) return n - mm_draw_binomial(n, 1 - p, stream);
    if (n * p < 10) return search_binomial(n, p, stream);
    double root = sqrt(n * p * (1 - p)), b = 1.15 + 2.53 * root, a = -0.0873 + 0.0248 * b + 0.01 * p;
    double bound = 0.92 - 4.2 / b, alpha = (2.83 + 5.1 / b) * root, top = log_binomial(floor((n + 1) * p), n, p);
    for (;;) {
        struct attempt t = try_once(a, b, n * p + 0.5, stream);
        if (t.k < 0 || t.k > n) continue;
        if (t.us >= 0.07 && t.v <= bound) return t.k;
        if (mm_log1(t.v * alpha / (a / (t.us * t.us) + b)) <= log_binomial(t.k, n, p) - top) return t.k;
    }
}
