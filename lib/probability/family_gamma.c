/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waiting times: exponential, gamma, chi-square, Weibull. */
#include <math.h>

#include "numeric/elementary.h"
#include "numeric/variates.h"
#include "probability/draw.h"
#include "probability/families.h"
#include "probability/incomplete.h"
#include "probability/root.h"

static void half_line(const double *p, double *low, double *high) {
    (void)p;
    *low = 0;
    *high = INFINITY;
}

/* The tail of the exponential variable: e^-t and 1 - e^-t. */
static double decay(double t, bool upper, bool log_wanted) {
    if (upper) return log_wanted ? -t : exp(-t);
    if (!log_wanted) return -expm1(-t);
    return t < M_LN2 ? log(-expm1(-t)) : log1p(-exp(-t));
}

static double exponential_density(const double *p, double x, bool log_wanted) {
    return log_wanted ? log(p[0]) - p[0] * x : p[0] * exp(-p[0] * x);
}

static double exponential_tail(const double *p, double x, bool upper, bool log_wanted) {
    return decay(p[0] * x, upper, log_wanted);
}

static double exponential_quantile(const double *p, const struct mm_probability *probability) {
    return -probability->log_upper / p[0];
}

static double exponential_variate(const double *p, struct mm_stream *stream) {
    return mm_stream_exponential(stream) / p[0];
}

const struct mm_distribution mm_exponential = {
    .name = "exponential",
    .parameter_count = 1,
    .parameters = {{"rate", 1, MM_POSITIVE}},
    .support = half_line,
    .density = exponential_density,
    .tail = exponential_tail,
    .quantile = exponential_quantile,
    .variate = exponential_variate,
};

/* x = rate times the value. */
static double standard_log_density(double shape, double x) {
    if (x == 0) return shape < 1 ? (double)INFINITY : shape > 1 ? -(double)INFINITY : 0;
    return mm_log_gamma_factor(shape, x) + log(shape) - log(x);
}

static double gamma_density(const double *p, double x, bool log_wanted) {
    double log_value = standard_log_density(p[0], p[1] * x) + log(p[1]);
    return log_wanted ? log_value : exp(log_value);
}

static double gamma_tail(const double *p, double x, bool upper, bool log_wanted) {
    return mm_incomplete_gamma(p[0], p[1] * x, upper, log_wanted);
}

struct gamma_side {
    double shape;
    bool upper;
};

static void evaluate(const void *context, double x, double *log_value, double *slope) {
    const struct gamma_side *side = context;
    *log_value = mm_incomplete_gamma(side->shape, x, side->upper, true);
    *slope = exp(standard_log_density(side->shape, x) + log(x) - *log_value) * (side->upper ? -1 : 1);
}

static double standard_quantile(double shape, const struct mm_probability *probability) {
    struct gamma_side side = {shape, probability->log_upper < probability->log_lower};
    double start = shape;
    /* Far down P(a, x) is x^a / Γ(a+1). */
    if (!side.upper) start = fmin(shape, exp((probability->log_lower + mm_log_gamma_1p(shape)) / shape));
    struct mm_log_function function = {
        .evaluate = evaluate, .context = &side, .start = fmax(start, 1e-300), .falling = side.upper};
    return mm_log_root(&function, side.upper ? probability->log_upper : probability->log_lower);
}

static double gamma_quantile(const double *p, const struct mm_probability *probability) {
    return standard_quantile(p[0], probability) / p[1];
}

static double gamma_variate(const double *p, struct mm_stream *stream) {
    return mm_exp1(mm_draw_log_gamma(p[0], stream)) / p[1];
}

const struct mm_distribution mm_gamma = {
    .name = "gamma",
    .parameter_count = 2,
    .parameters = {{"shape", NAN, MM_POSITIVE}, {"rate", 1, MM_POSITIVE}},
    .support = half_line,
    .density = gamma_density,
    .tail = gamma_tail,
    .quantile = gamma_quantile,
    .variate = gamma_variate,
};

static double chisq_density(const double *p, double x, bool log_wanted) {
    return gamma_density((const double[]){0.5 * p[0], 0.5}, x, log_wanted);
}

static double chisq_tail(const double *p, double x, bool upper, bool log_wanted) {
    return mm_incomplete_gamma(0.5 * p[0], 0.5 * x, upper, log_wanted);
}

static double chisq_quantile(const double *p, const struct mm_probability *probability) {
    return 2 * standard_quantile(0.5 * p[0], probability);
}

static double chisq_variate(const double *p, struct mm_stream *stream) {
    return 2 * mm_exp1(mm_draw_log_gamma(0.5 * p[0], stream));
}

const struct mm_distribution mm_chisq = {
    .name = "chisq",
    .parameter_count = 1,
    .parameters = {{"df", NAN, MM_POSITIVE}},
    .support = half_line,
    .density = chisq_density,
    .tail = chisq_tail,
    .quantile = chisq_quantile,
    .variate = chisq_variate,
};

static double weibull_density(const double *p, double x, bool log_wanted) {
    double shape = p[0], z = x / p[1];
    if (z == 0 && shape != 1) return shape < 1 ? (double)INFINITY : log_wanted ? -(double)INFINITY : 0;
    double log_value = log(shape / p[1]) + (shape == 1 ? 0 : (shape - 1) * log(z)) - pow(z, shape);
    return log_wanted ? log_value : exp(log_value);
}

static double weibull_tail(const double *p, double x, bool upper, bool log_wanted) {
    return decay(pow(x / p[1], p[0]), upper, log_wanted);
}

static double weibull_quantile(const double *p, const struct mm_probability *probability) {
    return p[1] * pow(-probability->log_upper, 1 / p[0]);
}

static double weibull_variate(const double *p, struct mm_stream *stream) {
    return p[1] * mm_exp1(mm_log1(mm_stream_exponential(stream)) / p[0]);
}

const struct mm_distribution mm_weibull = {
    .name = "weibull",
    .parameter_count = 2,
    .parameters = {{"shape", NAN, MM_POSITIVE}, {"scale", 1, MM_POSITIVE}},
    .support = half_line,
    .density = weibull_density,
    .tail = weibull_tail,
    .quantile = weibull_quantile,
    .variate = weibull_variate,
};
