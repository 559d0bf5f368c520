/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of a location and a scale with closed forms: uniform, Laplace, logistic, Cauchy. */
#include <math.h>

#include "numeric/elementary.h"
#include "probability/families.h"

static void whole_line(const double *parameters, double *low, double *high) {
    (void)parameters;
    *low = -INFINITY;
    *high = INFINITY;
}

static double as_asked(double value, bool log_wanted) {
    return log_wanted ? log(value) : value;
}

static void uniform_support(const double *p, double *low, double *high) {
    *low = p[0];
    *high = p[1];
}

static double uniform_density(const double *p, double x, bool log_wanted) {
    (void)x;
    return log_wanted ? -log(p[1] - p[0]) : 1 / (p[1] - p[0]);
}

static double uniform_tail(const double *p, double x, bool upper, bool log_wanted) {
    double width = p[1] - p[0], mass = (upper ? p[1] - x : x - p[0]) / width;
    /* A mass near 1 has its logarithm from its complement. */
    return log_wanted && mass > 0.5 ? log1p(-(upper ? x - p[0] : p[1] - x) / width) : as_asked(mass, log_wanted);
}

static double uniform_quantile(const double *p, const struct mm_probability *probability) {
    double width = p[1] - p[0];
    return probability->lower < 0.5 ? p[0] + probability->lower * width : p[1] - probability->upper_mass * width;
}

static double uniform_variate(const double *p, struct mm_stream *stream) {
    return p[0] + mm_stream_uniform(stream) * (p[1] - p[0]);
}

const struct mm_distribution mm_uniform = {
    .name = "uniform",
    .parameter_count = 2,
    .parameters = {{"low", 0, MM_ANY_REAL}, {"high", 1, MM_ANY_REAL}},
    .support = uniform_support,
    .density = uniform_density,
    .tail = uniform_tail,
    .quantile = uniform_quantile,
    .variate = uniform_variate,
};

static double laplace_density(const double *p, double x, bool log_wanted) {
    double z = fabs(x - p[0]) / p[1];
    return log_wanted ? -z - log(2 * p[1]) : exp(-z) / (2 * p[1]);
}

static double laplace_tail(const double *p, double x, bool upper, bool log_wanted) {
    double z = (upper ? p[0] - x : x - p[0]) / p[1];
    if (z <= 0) return log_wanted ? z - M_LN2 : 0.5 * exp(z);
    return log_wanted ? log1p(-0.5 * exp(-z)) : 1 - 0.5 * exp(-z);
}

static double laplace_quantile(const double *p, const struct mm_probability *probability) {
    bool left = probability->lower < 0.5;
    double mass = left ? probability->lower : probability->upper_mass;
    double log_mass = left ? probability->log_lower : probability->log_upper;
    /* Near the middle 2 mass - 1 is exact where its logarithm would cancel. */
    double z = mass > 0.25 ? log1p(2 * (mass - 0.5)) : log_mass + M_LN2;
    return left ? p[0] + p[1] * z : p[0] - p[1] * z;
}

static double laplace_variate(const double *p, struct mm_stream *stream) {
    double u = mm_stream_uniform(stream);
    return u < 0.5 ? p[0] + p[1] * mm_log1(2 * u) : p[0] - p[1] * mm_log1(2 * (1 - u));
}

const struct mm_distribution mm_laplace = {
    .name = "laplace",
    .parameter_count = 2,
    .parameters = {{"mu", 0, MM_ANY_REAL}, {"scale", 1, MM_POSITIVE}},
    .support = whole_line,
    .density = laplace_density,
    .tail = laplace_tail,
    .quantile = laplace_quantile,
    .variate = laplace_variate,
};

static double logistic_density(const double *p, double x, bool log_wanted) {
    double z = fabs(x - p[0]) / p[1], e = exp(-z);
    return log_wanted ? -z - 2 * log1p(e) - log(p[1]) : e / ((1 + e) * (1 + e) * p[1]);
}

static double logistic_tail(const double *p, double x, bool upper, bool log_wanted) {
    double z = (upper ? p[0] - x : x - p[0]) / p[1], e = exp(-fabs(z));
    if (log_wanted) return (z < 0 ? z : 0) - log1p(e);
    return (z < 0 ? e : 1) / (1 + e);
}

static double logistic_quantile(const double *p, const struct mm_probability *probability) {
    double lower = probability->lower, upper = probability->upper_mass;
    /* log(lower/upper), which cancels near the middle unless their exact difference is used. */
    double z = lower > 0.25 && lower < 0.75
                   ? log1p((probability->upper ? 2 * (0.5 - upper) : 2 * (lower - 0.5)) / upper)
                   : probability->log_lower - probability->log_upper;
    return p[0] + p[1] * z;
}

static double logistic_variate(const double *p, struct mm_stream *stream) {
    double u = mm_stream_uniform(stream);
    return p[0] + p[1] * (mm_log1(u) - mm_log1(1 - u));
}

const struct mm_distribution mm_logistic = {
    .name = "logistic",
    .parameter_count = 2,
    .parameters = {{"mu", 0, MM_ANY_REAL}, {"scale", 1, MM_POSITIVE}},
    .support = whole_line,
    .density = logistic_density,
    .tail = logistic_tail,
    .quantile = logistic_quantile,
    .variate = logistic_variate,
};

static double cauchy_density(const double *p, double x, bool log_wanted) {
    double z = fabs(x - p[0]) / p[1];
    if (log_wanted) return -log(M_PI * p[1]) - (z > 1e8 ? 2 * log(z) : log1p(z * z));
    return z > 1e8 ? 1 / (M_PI * p[1]) / z / z : 1 / (M_PI * p[1] * (1 + z * z));
}

static double cauchy_tail(const double *p, double x, bool upper, bool log_wanted) {
    double z = (upper ? p[0] - x : x - p[0]) / p[1];
    double small = atan2(1, fabs(z)) / M_PI;
    if (z < 0) return as_asked(small, log_wanted);
    return log_wanted ? log1p(-small) : 0.5 + atan(z) / M_PI;
}

static double cauchy_quantile(const double *p, const struct mm_probability *probability) {
    bool left = probability->lower < 0.5;
    double mass = left ? probability->lower : probability->upper_mass, z;
    if (mass > 0.25)
        z = -tan(M_PI * (0.5 - mass));
    else
        z = mass < 1e-9 ? -exp(-(left ? probability->log_lower : probability->log_upper)) / M_PI
                        : -1 / tan(M_PI * mass);
    return left ? p[0] + p[1] * z : p[0] - p[1] * z;
}

/* A point of the disc around the origin has a direction, and so a tangent, without trigonometry. */
static double cauchy_variate(const double *p, struct mm_stream *stream) {
    for (;;) {
        double x = 2 * mm_stream_uniform(stream) - 1, y = 2 * mm_stream_uniform(stream) - 1, s = x * x + y * y;
        if (s < 1 && s > 0) return p[0] + p[1] * (y / x);
    }
}

const struct mm_distribution mm_cauchy = {
    .name = "cauchy",
    .parameter_count = 2,
    .parameters = {{"mu", 0, MM_ANY_REAL}, {"scale", 1, MM_POSITIVE}},
    .support = whole_line,
    .density = cauchy_density,
    .tail = cauchy_tail,
    .quantile = cauchy_quantile,
    .variate = cauchy_variate,
};
