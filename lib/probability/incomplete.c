/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Incomplete gamma and beta integrals. */
#include "probability/incomplete.h"

#include <float.h>
#include <gsl/gsl_sf_gamma.h>
#include <gsl/gsl_sf_psi.h>
#include <gsl/gsl_sf_zeta.h>
#include <math.h>

#include "probability/families.h"

#define EULER       0.57721566490153286061
#define LOG_2PI     1.8378770664093454836
#define SMALL       0.1 /* of a shape: I_x is x^a but for a factor near 1 */
#define LARGE_GAMMA 1e6 /* from here on uniform expansions have all digits, and spare millions of terms */
#define LARGE_BETA  1e9
#define TINY        1e-300 /* stands for a zero denominator in Lentz's method */

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

/* The deviance of x from m = x - d, where d is known better than m. */
static double deviance_by(double x, double m, double d) {
    double v = d / (x + m);
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

double mm_deviance(double x, double m) {
    return deviance_by(x, m, x - m);
}

/* a y - b x to all its digits. The smaller of x and y is taken for exact, and the other for 1 minus that. */
static double balance(double a, double b, double x, double y) {
    double left = a * y, right = b * x, rest = fma(a, y, -left) - fma(b, x, -right);
    rest += x < y ? a * ((1 - y) - x) : -b * ((1 - x) - y);
    return (left - right) + rest;
}

double mm_log_gamma_factor(double a, double x) {
    if (a < 1) return a * log(x) - x - mm_log_gamma_1p(a);
    return -mm_deviance(a, x) - mm_stirling_rest(a) - 0.5 * (LOG_2PI + log(a));
}

/* log Γ(b+a) - log Γ(b) for a < SMALL, relative to itself: the difference of the two would leave nothing of a small a. */
static double log_gamma_step(double a, double b) {
    double sum = 0, power = 1;
    for (int k = 1; k <= 12; k++) {
        power *= a / k;
        double term = power * (k == 1 ? gsl_sf_psi(1 + b) : gsl_sf_psi_n(k - 1, 1 + b));
        sum += term;
        if (fabs(term) < DBL_EPSILON / 8 * fabs(sum)) break;
    }
    return sum - log1p(a / b);
}

/* log a B(a, b) for a < SMALL, which is near 0 as a is. */
static double log_small_beta(double a, double b) {
    return mm_log_gamma_1p(a) - log_gamma_step(a, b);
}

double mm_log_beta_factor(double a, double b, double x, double y) {
    double n = a + b;
    if (a < SMALL) return a * log(x) + b * (x < 0.5 ? log1p(-x) : log(y)) + log(a) - log_small_beta(a, b);
    if (b < SMALL) return mm_log_beta_factor(b, a, y, x);
    double scale = mm_stirling_rest(n) - mm_stirling_rest(a) - mm_stirling_rest(b);
    double d = balance(a, b, x, y);
    return 0.5 * (log(a) + log(b / n) - LOG_2PI) + scale - deviance_by(a, n * x, d) - deviance_by(b, n * y, -d);
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

/* Q(z) + φ(z) S, Q being the upper tail of the normal, and S far smaller than 1: uniform expansions have this form, and
 * it serves both tails. */
static double corrected_normal(double z, double correction, bool log_wanted) {
    static const double standard[] = {0, 1};
    if (z < 0 && log_wanted) return log1p(-corrected_normal(-z, -correction, false));
    if (z < 1 && !log_wanted)
        return mm_normal.tail(standard, z, true, false) + correction * mm_normal.density(standard, z, false);
    double log_tail = mm_normal.tail(standard, z, true, true);
    log_tail += log1p(exp(mm_normal.density(standard, z, true) - log_tail) * correction);
    return log_wanted ? log_tail : exp(log_tail);
}

/* DLMF 8.12(i): z²/2 is the deviance of a from x, and S = (c0(η) + c1(η)/a + …)/√a with η = z/√a; their first Taylor
 * coefficients are enough for |η| < 0.1. */
static double large_gamma(double a, double x, bool upper, bool log_wanted) {
    double root = sqrt(a), z = copysign(sqrt(2 * mm_deviance(a, x)), x - a), e = z / root;
    double c0 =
        -1.0 / 3 +
        e * (1.0 / 12 + e * (-2.0 / 135 + e * (1.0 / 864 + e * (1.0 / 2835 + e * (-139.0 / 777600 + e / 25515)))));
    double c1 = -1.0 / 540 + e * (-1.0 / 288 + e / 378);
    double correction = (c0 + c1 / a) / root;
    return upper ? corrected_normal(z, correction, log_wanted) : corrected_normal(-z, -correction, log_wanted);
}

double mm_incomplete_gamma(double a, double x, bool upper, bool log_wanted) {
    if (x <= 0 || isinf(x)) return log_wanted ? log((x <= 0) == upper) : (x <= 0) == upper;
    if (a > LARGE_GAMMA && fabs(x - a) < 0.1 * a) return large_gamma(a, x, upper, log_wanted);
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
    double lambda = balance(a, b, x, y) + 1, f = a * lambda / (a + 1), c = f, d = 0;
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

/* For a < SMALL and x below the mean I_x(a, b) = e^E (1 + R), e^E = x^a / (a B(a, b)), R = a Σ_n (1-b)_n x^n / (n! (a+n)),
 * both E and R to all their digits, so that 1 - I_x has its own where I_x is near 1. */
static double small_beta(double a, double b, double x, bool upper, bool log_wanted) {
    double exponent = a * log(x) - log_small_beta(a, b), sum = 0, factor = 1;
    for (int n = 1; n < TERMS_MAX; n++) {
        factor *= (n - b) / n * x;
        sum += factor / (a + n);
        if (fabs(factor) < DBL_EPSILON / 8 * fabs(sum) * (1 - x)) break;
    }
    double mass = exp(exponent) * (1 + a * sum);
    if (!upper) return log_wanted ? exponent + log1p(a * sum) : mass;
    double rest = -expm1(exponent) - exp(exponent) * a * sum;
    return !log_wanted ? rest : mass < 0.5 ? log1p(-mass) : log(rest);
}

/* DLMF 8.18(ii): z²/2 is the sum of both deviances, η = z/√n, c0 = 1/η - √(ab)/(n x - a). */
static double large_beta(double a, double b, double x, double y, bool log_wanted) {
    double n = a + b, d = -balance(a, b, x, y), t = d / sqrt(a) / sqrt(b), root = sqrt(n);
    double z = copysign(sqrt(2 * (deviance_by(a, n * x, -d) + deviance_by(b, n * y, d))), d);
    double s2 = a / n * (b / n), skew = (b - a) / n / sqrt(s2);
    double c0 = fabs(z) > 0.01 ? root / z - 1 / t : skew / 3 + t * (s2 - 1) / (12 * s2);
    return corrected_normal(-z, c0 / root, log_wanted);
}

double mm_incomplete_beta(double a, double b, double x, double y, bool log_wanted) {
    if (x <= 0 || y <= 0) return log_wanted ? log(y <= 0) : y <= 0;
    if (a > LARGE_BETA && b > LARGE_BETA && fabs(balance(a, b, x, y)) < 100 * sqrt(a) * sqrt(b) / sqrt(a + b))
        return large_beta(a, b, x, y, log_wanted);
    bool below = x <= (a + 1) / (a + b + 2);
    if (below && a < SMALL) return small_beta(a, b, x, false, log_wanted);
    if (!below && b < SMALL) return small_beta(b, a, y, true, log_wanted);
    double factor = mm_log_beta_factor(a, b, x, y);
    if (isnan(factor)) return NAN;
    if (below) return scaled(factor, beta_fraction(a, b, x, y), log_wanted);
    return complement(scaled(factor, beta_fraction(b, a, y, x), false), log_wanted);
}
