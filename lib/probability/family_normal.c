/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The normal and the lognormal family. */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "numeric/elementary.h"
#include "numeric/variates.h"
#include "probability/families.h"

#define LOG_ROOT_2PI  0.91893853320467274178
#define ROOT_2PI      2.5066282746310005024
#define ROOT_HALF     0.70710678118654752440
#define ROOT_HALF_LOW -4.8336466567264567e-17 /* 1/sqrt(2) = ROOT_HALF + this */

/* Mills' ratio P(Z > x) / φ(x) = 1/(x + 1/(x + 2/(x + 3/(x + …)))), from x = 5 on. */
static double mills(double x) {
    double below = x;
    for (int k = 120; k >= 1; k--) below = x + k / below;
    return 1 / below;
}

/* P(Z < z). Squares of large z lose digits in erfc's argument: what its rounding left is put back. */
static double standard_tail(double z, bool log_wanted) {
    if (log_wanted) {
        if (z < -5) return -0.5 * z * z - LOG_ROOT_2PI + log(mills(-z));
        return z > 1 ? log1p(-standard_tail(-z, false)) : log(standard_tail(z, false));
    }
    double h = -z * ROOT_HALF, rest = fma(-z, ROOT_HALF, -h) - z * ROOT_HALF_LOW;
    double value = erfc(h);
    if (fabs(z) < 60) value -= M_2_SQRTPI * exp(-h * h) * rest;
    return 0.5 * value;
}

/* Beyond what a double holds as a probability: log P(Z < z) = target by Newton, z = -√(-2 target) at the start. */
static double far_quantile(double log_mass) {
    double z = -sqrt(-2 * log_mass);
    for (int i = 0; i < 50; i++) {
        double step = (standard_tail(z, true) - log_mass) * mills(-z);
        z -= step;
        if (fabs(step) <= 4e-16 * fabs(z)) break;
    }
    return z;
}

static double standard_quantile(const struct mm_probability *p) {
    double log_mass = fmin(p->log_lower, p->log_upper);
    if (log_mass < -650) return p->log_lower < p->log_upper ? far_quantile(log_mass) : -far_quantile(log_mass);
    return p->lower < p->upper_mass ? gsl_cdf_ugaussian_Pinv(p->lower) : gsl_cdf_ugaussian_Qinv(p->upper_mass);
}

static void normal_support(const double *p, double *low, double *high) {
    (void)p;
    *low = -INFINITY;
    *high = INFINITY;
}

static double normal_density(const double *p, double x, bool log_wanted) {
    double z = (x - p[0]) / p[1];
    if (log_wanted) return -0.5 * z * z - log(p[1]) - LOG_ROOT_2PI;
    /* The square in two pieces, the first exact, keeps the relative accuracy far out. */
    double high = (double)(float)z, low = z - high;
    return fabs(z) > 1e3 ? 0 : exp(-0.5 * high * high) * exp(-low * (high + 0.5 * low)) / (p[1] * ROOT_2PI);
}

static double normal_tail(const double *p, double x, bool upper, bool log_wanted) {
    double z = (x - p[0]) / p[1];
    return standard_tail(upper ? -z : z, log_wanted);
}

static double normal_quantile(const double *p, const struct mm_probability *probability) {
    return p[0] + p[1] * standard_quantile(probability);
}

static double normal_variate(const double *p, struct mm_stream *stream) {
    return p[0] + p[1] * mm_stream_normal(stream);
}

/* Both of each polar pair. */
static void normal_fill(const double *p, struct mm_stream *stream, double *values, size_t count) {
    mm_fill_normal(stream, values, count);
    for (size_t i = 0; i < count; i++) values[i] = p[0] + p[1] * values[i];
}

const struct mm_distribution mm_normal = {
    .name = "normal",
    .parameter_count = 2,
    .parameters = {{"mu", 0, MM_ANY_REAL}, {"sigma", 1, MM_POSITIVE}},
    .support = normal_support,
    .density = normal_density,
    .tail = normal_tail,
    .quantile = normal_quantile,
    .variate = normal_variate,
    .fill = normal_fill,
};

static void lognormal_support(const double *p, double *low, double *high) {
    (void)p;
    *low = 0;
    *high = INFINITY;
}

static double lognormal_density(const double *p, double x, bool log_wanted) {
    if (x == 0) return log_wanted ? -INFINITY : 0;
    double log_value = normal_density(p, log(x), true) - log(x);
    return log_wanted ? log_value : exp(log_value);
}

static double lognormal_tail(const double *p, double x, bool upper, bool log_wanted) {
    return normal_tail(p, log(x), upper, log_wanted);
}

static double lognormal_quantile(const double *p, const struct mm_probability *probability) {
    return exp(normal_quantile(p, probability));
}

static double lognormal_variate(const double *p, struct mm_stream *stream) {
    return mm_exp1(normal_variate(p, stream));
}

static void lognormal_fill(const double *p, struct mm_stream *stream, double *values, size_t count) {
    normal_fill(p, stream, values, count);
    mm_exp(values, 0, values, count);
}

const struct mm_distribution mm_lognormal = {
    .name = "lognormal",
    .parameter_count = 2,
    .parameters = {{"mu", 0, MM_ANY_REAL}, {"sigma", 1, MM_POSITIVE}},
    .support = lognormal_support,
    .density = lognormal_density,
    .tail = lognormal_tail,
    .quantile = lognormal_quantile,
    .variate = lognormal_variate,
    .fill = lognormal_fill,
};
