/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incomplete gamma and beta integrals. */
#include "probability/incomplete.h"

#include <float.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_zeta.h>
#include <math.h>

#define EULER   0.57721566490153286061
#define LOG_2PI 1.8378770664093454836
#define TINY    1e-300 /* stands for a zero denominator in Lentz's method */

enum { TERMS_MAX = 10000000 };

double mm_log_gamma_1p(double a) {
    if (fabs(a) > 0.1) return lgamma(1 + a);
    double sum = 0;
    for (int k = 20; k >= 2; k--) sum = a * ((k % 2 == 0 ? 1 : -1) * gsl_sf_zeta_int(k) / k + sum);
    return a * (sum - EULER);
}

double mm_stirling_rest(double a) {
    /* GSL's Γ* is good where the logarithm of Γ and Stirling's terms would cancel, and overflows near 0. */
    if (a < 0.5) return mm_log_gamma_1p(a) - (a + 0.5) * log(a) + a - 0.5 * LOG_2PI;
    return log(gsl_sf_gammastar(a));
}

double mm_deviance(double x, double m) {
    double d = x - m, v = d / (x + m);
    if (m < 1e-290) return x * (log(x) - log(m)) + m - x; /* x/m may overflow */
    if (fabs(v) > 0.5) return x * log(x / m) + m - x;
    double sum = d * v, term = 2 * x * v, v2 = v * v;
    for (int j = 1; j < 1000; j++) {
        term *= v2;
        double next = sum + term / (2 * j + 1);
        if (next == sum) break;
        sum = next;
    }
    return sum;
}

double mm_log_gamma_factor(double a, double x) {
    if (a < 1) return a * log(x) - x - mm_log_gamma_1p(a);
    return -mm_deviance(a, x) - mm_stirling_rest(a) - 0.5 * (LOG_2PI + log(a));
}

double mm_log_beta_factor(double a, double b, double x, double y) {
    double n = a + b;
    double scale = mm_stirling_rest(n) - mm_stirling_rest(a) - mm_stirling_rest(b);
    return 0.5 * (log(a) + log(b / n) - LOG_2PI) + scale - mm_deviance(a, n * x) - mm_deviance(b, n * y);
}

/* 1 + x/(a+1) + x²/((a+1)(a+2)) + … */
static double gamma_series(double a, double x) {
    double sum = 1, term = 1;
    for (int n = 1; n < TERMS_MAX; n++) {
        term *= x / (a + n);
        sum += term;
        if (term < sum * (DBL_EPSILON / 8) * fmin(1, (a + n - x) / x)) return sum;
    }
    return NAN;
}

/* Legendre's fraction 1/(x+1-a - 1(1-a)/(x+3-a - …)). */
static double gamma_fraction(double a, double x) {
    double b = x + 1 - a, c = 1 / TINY, d = 1 / b, h = d;
    for (int i = 1; i < TERMS_MAX; i++) {
        double numerator = -i * (i - a);
        b += 2;
        d = numerator * d + b;
        c = b + numerator / c;
        if (fabs(d) < TINY) d = TINY;
        if (fabs(c) < TINY) c = TINY;
        d = 1 / d;
        double factor = c * d;
        h *= factor;
        if (fabs(factor - 1) < DBL_EPSILON) return h;
    }
    return NAN;
}

/* Q for a < 1 and small x, where both P and x^a are near 1. */
static double small_upper(double a, double x) {
    double exponent = a * log(x) - mm_log_gamma_1p(a), sum = 0, term = 1;
    for (int k = 1; k < 100; k++) {
        term *= -x / k;
        sum += term / (k + a);
        if (fabs(term) < DBL_EPSILON * fabs(sum)) break;
    }
    return -expm1(exponent) - exp(exponent) * a * sum;
}

static double scaled(double log_factor, double rest, bool log_wanted) {
    return log_wanted ? log_factor + log(rest) : exp(log_factor) * rest;
}

static double complement(double mass, bool log_wanted) {
    return log_wanted ? log1p(-mass) : 1 - mass;
}

double mm_incomplete_gamma(double a, double x, bool upper, bool log_wanted) {
    if (x <= 0 || isinf(x)) return log_wanted ? log((x <= 0) == upper) : (x <= 0) == upper;
    /* Within a standard deviation of a large mean GSL's uniform expansion spares millions of terms. */
    if (a > 1e6 && (x - a) * (x - a) < a) {
        double mass = upper ? gsl_sf_gamma_inc_Q(a, x) : gsl_sf_gamma_inc_P(a, x);
        return log_wanted ? log(mass) : mass;
    }
    double factor = mm_log_gamma_factor(a, x);
    if (a < 1 && x < 1 && upper) {
        double mass = small_upper(a, x);
        return !log_wanted ? mass : mass < 0.5 ? log(mass) : log1p(-scaled(factor, gamma_series(a, x), false));
    }
    bool below = a < 1 ? x < 1 : x < a + 1;
    if (below != upper) return scaled(factor, below ? gamma_series(a, x) : a * gamma_fraction(a, x), log_wanted);
    return complement(scaled(factor, below ? gamma_series(a, x) : a * gamma_fraction(a, x), false), log_wanted);
}

/* I_x(a, b) = x^a y^b / B(a, b) / (β0 + α1/(β1 + α2/(β2 + …))) by DiDonato and Morris, whose terms need both x and y
 * and so do not cancel where x is near 1. */
static double beta_fraction(double a, double b, double x, double y) {
    double lambda = a * y - b * x + 1, f = a * lambda / (a + 1), c = f, d = 0;
    for (int m = 1; m < TERMS_MAX; m++) {
        double odd = a + 2.0 * m - 1;
        double numerator = (a + m - 1) / odd * ((a + b + m - 1) / odd) * m * (b - m) * x * x;
        double term = m + m * (b - m) * x / odd + (a + m) * (lambda + m * (1 + y)) / (odd + 2);
        d = term + numerator * d;
        c = term + numerator / c;
        if (fabs(d) < TINY) d = TINY;
        if (fabs(c) < TINY) c = TINY;
        d = 1 / d;
        double factor = c * d;
        f *= factor;
        if (fabs(factor - 1) < DBL_EPSILON) return 1 / f;
    }
    return NAN;
}

double mm_incomplete_beta(double a, double b, double x, double y, bool log_wanted) {
    if (x <= 0 || y <= 0) return log_wanted ? log(y <= 0) : y <= 0;
    double factor = mm_log_beta_factor(a, b, x, y);
    if (isnan(factor)) return NAN;
    if (x <= (a + 1) / (a + b + 2)) return scaled(factor, beta_fraction(a, b, x, y), log_wanted);
    return complement(scaled(factor, beta_fraction(b, a, y, x), false), log_wanted);
}
