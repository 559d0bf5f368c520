/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts: binomial, Poisson, geometric. */
#include <math.h>

#include "numeric/elementary.h"
#include "probability/draw.h"
#include "probability/families.h"
#include "probability/incomplete.h"

static double as_asked(double log_value, bool log_wanted) {
    return log_wanted ? log_value : exp(log_value);
}

/* Certain outcomes shrink the support to a point, which keeps their logarithms out of the formulas. */
static void binomial_support(const double *p, double *low, double *high) {
    *low = p[1] == 1 ? p[0] : 0;
    *high = p[1] == 0 ? 0 : p[0];
}

static double binomial_density(const double *p, double k, bool log_wanted) {
    double n = p[0], chance = p[1];
    if (n == 0 || chance == 0 || chance == 1) return log_wanted ? 0 : 1;
    if (k == 0) return as_asked(n * log1p(-chance), log_wanted);
    if (k == n) return log_wanted ? n * log(chance) : pow(chance, n);
    /* C(n,k) p^k q^(n-k) = p^k q^(n-k) / B(k, n-k) · n / (k (n-k)) */
    return as_asked(mm_log_beta_factor(k, n - k, chance, 1 - chance) + log(n / k) - log(n - k), log_wanted);
}

static double binomial_tail(const double *p, double k, bool upper, bool log_wanted) {
    double n = p[0], chance = p[1];
    return upper ? mm_incomplete_beta(k + 1, n - k, chance, 1 - chance, log_wanted)
                 : mm_incomplete_beta(n - k, k + 1, 1 - chance, chance, log_wanted);
}

static double binomial_variate(const double *p, struct mm_stream *stream) {
    return mm_draw_binomial(p[0], p[1], stream);
}

const struct mm_distribution mm_binomial = {
    .name = "binomial",
    .discrete = true,
    .parameter_count = 2,
    .parameters = {{"trials", NAN, MM_WHOLE}, {"prob", NAN, MM_PROBABILITY}},
    .support = binomial_support,
    .density = binomial_density,
    .tail = binomial_tail,
    .variate = binomial_variate,
};

static void poisson_support(const double *p, double *low, double *high) {
    (void)p;
    *low = 0;
    *high = INFINITY;
}

static double poisson_density(const double *p, double k, bool log_wanted) {
    return as_asked(k == 0 ? -p[0] : mm_log_gamma_factor(k, p[0]), log_wanted);
}

static double poisson_tail(const double *p, double k, bool upper, bool log_wanted) {
    return mm_incomplete_gamma(k + 1, p[0], !upper, log_wanted);
}

static double poisson_variate(const double *p, struct mm_stream *stream) {
    return mm_draw_poisson(p[0], stream);
}

const struct mm_distribution mm_poisson = {
    .name = "poisson",
    .discrete = true,
    .parameter_count = 1,
    .parameters = {{"rate", NAN, MM_POSITIVE}},
    .support = poisson_support,
    .density = poisson_density,
    .tail = poisson_tail,
    .variate = poisson_variate,
};

static void geometric_support(const double *p, double *low, double *high) {
    *low = 1;
    *high = p[0] == 1 ? 1 : (double)INFINITY;
}

static double geometric_density(const double *p, double k, bool log_wanted) {
    if (p[0] == 1) return log_wanted ? 0 : 1;
    double log_misses = (k - 1) * log1p(-p[0]);
    return log_wanted ? log(p[0]) + log_misses : p[0] * exp(log_misses);
}

static double geometric_tail(const double *p, double k, bool upper, bool log_wanted) {
    double log_misses = k * log1p(-p[0]);
    if (upper) return as_asked(log_misses, log_wanted);
    if (!log_wanted) return -expm1(log_misses);
    return log_misses < -M_LN2 ? log1p(-exp(log_misses)) : log(-expm1(log_misses));
}

static double geometric_variate(const double *p, struct mm_stream *stream) {
    double log_u = mm_log1(mm_stream_uniform(stream));
    if (p[0] == 1) return 1;
    return fmax(1, ceil(log_u / mm_log_1p(-p[0])));
}

const struct mm_distribution mm_geometric = {
    .name = "geometric",
    .discrete = true,
    .parameter_count = 1,
    .parameters = {{"prob", NAN, MM_PROBABILITY_POSITIVE}},
    .support = geometric_support,
    .density = geometric_density,
    .tail = geometric_tail,
    .variate = geometric_variate,
};
