/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Loops, one for each function: plain arithmetic that the compiler turns into vectors, and calls of the library. */
#include "expr/kernels.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_sf_psi.h>
#include <math.h>

#include "base/wide.h"
#include "numeric/elementary.h"

/* y may be an operand: entry i is written after it was read, so no turn of a loop waits for another. */
typedef void kernel(const double *a, const double *b, const double *c, double *y, size_t n);

#define EACH(name, used, expression)                                                                                   \
    MM_WIDE static void name(const double *a, const double *b, const double *c, double *y, size_t n) {                 \
        (void)b, (void)c;                                                                                              \
        MM_INDEPENDENT for (size_t i = 0; i < n; i++) {                                                                \
            used;                                                                                                      \
            y[i] = (expression);                                                                                       \
        }                                                                                                              \
    }
#define EACH1(name, expression) EACH(name, const double u = a[i], expression)
#define EACH2(name, expression) EACH(name, const double u = a[i]; const double v = b[i], expression)
#define EACH3(name, expression)                                                                                        \
    EACH(name, const double u = a[i]; const double v = b[i]; const double w = c[i], expression)

EACH2(add, u + v)
EACH2(subtract, u - v)
EACH2(multiply, u *v)
EACH2(divide, u / v)
EACH2(equal, u == v ? 1.0 : 0.0)
EACH2(unequal, u != v ? 1.0 : 0.0)
EACH2(less, u < v ? 1.0 : 0.0)
EACH2(less_equal, u <= v ? 1.0 : 0.0)
EACH2(greater, u > v ? 1.0 : 0.0)
EACH2(greater_equal, u >= v ? 1.0 : 0.0)
EACH1(negate, -u)
EACH1(magnitude, fabs(u))
EACH1(root, sqrt(u))
EACH1(relu, u <= 0 ? 0.0 : u)
EACH1(sign, u > 0 ? 1.0 : u < 0 ? -1.0 : u == 0 ? 0.0 : u)
EACH1(square, u *u)
EACH1(cube, u *u *u)
EACH1(reciprocal, 1 / u)
EACH1(inverse_square, 1 / (u * u))
EACH1(minus_magnitude, -fabs(u))
EACH1(one_plus, 1 + u)
EACH2(least, u != u || u < v ? u : v)
EACH2(largest, u != u || u > v ? u : v)
EACH3(clamp, v != v ? v : w != w ? w : (u < v ? v : u) > w ? w : (u < v ? v : u))
EACH3(conditional, u != u ? u : u != 0 ? v : w)
EACH1(negation, u != u ? u : u == 0 ? 1.0 : 0.0)
EACH2(conjunction, u == 0 || v == 0 ? 0.0 : u != u || v != v ? (double)NAN : 1.0)
EACH2(disjunction, (u != 0 && u == u) || (v != 0 && v == v) ? 1.0 : u != u || v != v ? (double)NAN : 0.0)

EACH1(cube_root, cbrt(u))
EACH1(exponential_minus_1, expm1(u))
EACH1(logarithm_1_plus, log1p(u))
EACH1(logarithm_2, log2(u))
EACH1(logarithm_10, log10(u))
EACH1(sine, sin(u))
EACH1(cosine, cos(u))
EACH1(tangent, tan(u))
EACH1(arc_sine, asin(u))
EACH1(arc_cosine, acos(u))
EACH1(arc_tangent, atan(u))
EACH2(angle, atan2(u, v))
EACH1(hyperbolic_sine, sinh(u))
EACH1(hyperbolic_cosine, cosh(u))
EACH1(hyperbolic_tangent, tanh(u))
EACH1(area_sine, asinh(u))
EACH1(area_cosine, acosh(u))
EACH1(area_tangent, atanh(u))
EACH1(gelu, 0.5 * u * erfc(-u * M_SQRT1_2))
EACH1(error_function, erf(u))
EACH1(error_function_complement, erfc(u))
EACH2(hypotenuse, hypot(u, v))
EACH1(round_down, floor(u))
EACH1(round_up, ceil(u))
EACH1(round_even, rint(u))
EACH2(power, pow(u, v))

static void exponential(const double *a, const double *b, const double *c, double *y, size_t n) {
    (void)b, (void)c;
    mm_exp(a, 0, y, n);
}

static void logarithm(const double *a, const double *b, const double *c, double *y, size_t n) {
    (void)b, (void)c;
    mm_log(a, y, n);
}

/* With e^-|x| in v: both forms are free of cancellation and of overflow. */
EACH2(sigmoid_from, (u >= 0 ? 1.0 : v) / (1 + v))
/* log(1 + e) from w, the logarithm of the rounded sum v, with u = e. */
EACH3(log1p_from, w + (u - (v - 1)) / v)
EACH2(add_positive_part, (u > 0 ? u : 0.0) + v)
EACH2(gap, u == v ? 0.0 : -fabs(u - v))
EACH2(add_to_finite, u - u != 0 ? u : u + v)

/* y = log(1 + e^y) for y ≤ 0 */
static void log_one_plus_exp(double *y, size_t n) {
    double e[MM_KERNEL_BLOCK], sum[MM_KERNEL_BLOCK], logarithms[MM_KERNEL_BLOCK];
    mm_exp(y, 0, e, n);
    one_plus(e, NULL, NULL, sum, n);
    mm_log(sum, logarithms, n);
    log1p_from(e, sum, logarithms, y, n);
}

static void sigmoid(const double *a, const double *b, const double *c, double *y, size_t n) {
    double e[MM_KERNEL_BLOCK];
    (void)b, (void)c;
    minus_magnitude(a, NULL, NULL, e, n);
    mm_exp(e, 0, e, n);
    sigmoid_from(a, e, NULL, y, n);
}

static void silu(const double *a, const double *b, const double *c, double *y, size_t n) {
    double weight[MM_KERNEL_BLOCK];
    (void)b, (void)c;
    sigmoid(a, NULL, NULL, weight, n);
    multiply(a, weight, NULL, y, n);
}

static void softplus(const double *a, const double *b, const double *c, double *y, size_t n) {
    double small[MM_KERNEL_BLOCK];
    (void)b, (void)c;
    minus_magnitude(a, NULL, NULL, small, n);
    log_one_plus_exp(small, n);
    add_positive_part(a, small, NULL, y, n);
}

/* max + log(1 + e^-|a - b|); an infinity is itself. */
static void log_sum_exp(const double *a, const double *b, const double *c, double *y, size_t n) {
    double small[MM_KERNEL_BLOCK];
    (void)c;
    gap(a, b, NULL, small, n);
    log_one_plus_exp(small, n);
    largest(a, b, NULL, y, n);
    add_to_finite(y, small, NULL, y, n);
}

/* n!/x^(n+1), its exponent kept aside: the factors on the way may be far beyond the range of doubles. */
static double factorial_over_power(double n, double x) {
    int exponent, more;
    double product = frexp(1 / x, &exponent);
    for (double k = 1; k <= n; k++) {
        product = frexp(product * (k / x), &more);
        exponent += more;
    }
    return ldexp(product, exponent);
}

/* |psi^(n)(x)| for n >= 1 and x > 1: terms n!/(x+i)^(n+1) up to where the series of Euler and Maclaurin holds to 1e-17. */
static double polygamma_magnitude(double n, double x) {
    static const double coefficient[] = {1.0 / 12,          -1.0 / 720,
                                         1.0 / 30240,       -1.0 / 1209600,
                                         1.0 / 47900160,    -691.0 / 1307674368000,
                                         1.0 / 74724249600, -3617.0 / 10670622842880000};
    double sum = 0, series = 1, rising = 1;
    for (; x < 2 * (n + 15); x++) {
        const double term = factorial_over_power(n, x);
        sum += term;
        if (term < 1e-19 * sum) return sum;
    }
    series += n / (2 * x);
    for (size_t k = 0; k < sizeof coefficient / sizeof *coefficient; k++) {
        rising *= (n + 2 * (double)k) / x * ((n + 2 * (double)k + 1) / x);
        series += coefficient[k] * rising;
    }
    return sum + factorial_over_power(n - 1, x) * series;
}

/* Poles, and what lies beyond the library, are NaN. */
static double polygamma_at(double order, double x) {
    gsl_sf_result result;
    int status;
    if (!(order >= 0) || order != floor(order) || order > 1000 || isnan(x)) return NAN;
    if (x == (double)INFINITY) return order == 0 ? x : 0;
    const double sign = fmod(order, 2) == 0 ? -1 : 1;
    if (x <= 0 && (x == floor(x) || order > 1)) {
        /* GSL reflects no derivative beyond the first: from x to x + k by the recurrence. */
        if (x == floor(x) || x < -1e6) return NAN;
        double sum = 0;
        for (; x < 0; x++) sum += sign * factorial_over_power(order, x);
        return polygamma_at(order, x) + sum;
    }
    /* GSL multiplies n! by a zeta function, which underflows like x^-(n+1), long before the product does. */
    if (order > 0 && x > 1 && (order + 1) * log(x) > 600) return sign * polygamma_magnitude(order, x);
    status = order == 0 ? gsl_sf_psi_e(x, &result) : gsl_sf_psi_n_e((int)order, x, &result);
    return status == GSL_SUCCESS || status == GSL_EUNDRFLW ? result.val : (double)NAN;
}

static double log_gamma_at(double x) {
    int sign;
    return lgamma_r(x, &sign);
}

EACH1(log_gamma, log_gamma_at(u))
EACH1(digamma, polygamma_at(0, u))
EACH2(polygamma, polygamma_at(u, v))

static kernel *const kernels[MM_FN_COUNT] = {
    [MM_FN_CONDITIONAL] = conditional,
    [MM_FN_OR] = disjunction,
    [MM_FN_AND] = conjunction,
    [MM_FN_EQUAL] = equal,
    [MM_FN_UNEQUAL] = unequal,
    [MM_FN_LESS] = less,
    [MM_FN_LESS_EQUAL] = less_equal,
    [MM_FN_GREATER] = greater,
    [MM_FN_GREATER_EQUAL] = greater_equal,
    [MM_FN_ADD] = add,
    [MM_FN_SUBTRACT] = subtract,
    [MM_FN_MULTIPLY] = multiply,
    [MM_FN_DIVIDE] = divide,
    [MM_FN_NEGATE] = negate,
    [MM_FN_NOT] = negation,
    [MM_FN_POWER] = power,
    [MM_FN_ABS] = magnitude,
    [MM_FN_SQRT] = root,
    [MM_FN_CBRT] = cube_root,
    [MM_FN_EXP] = exponential,
    [MM_FN_EXPM1] = exponential_minus_1,
    [MM_FN_LOG] = logarithm,
    [MM_FN_LOG1P] = logarithm_1_plus,
    [MM_FN_LOG2] = logarithm_2,
    [MM_FN_LOG10] = logarithm_10,
    [MM_FN_SIN] = sine,
    [MM_FN_COS] = cosine,
    [MM_FN_TAN] = tangent,
    [MM_FN_ASIN] = arc_sine,
    [MM_FN_ACOS] = arc_cosine,
    [MM_FN_ATAN] = arc_tangent,
    [MM_FN_ATAN2] = angle,
    [MM_FN_SINH] = hyperbolic_sine,
    [MM_FN_COSH] = hyperbolic_cosine,
    [MM_FN_TANH] = hyperbolic_tangent,
    [MM_FN_ASINH] = area_sine,
    [MM_FN_ACOSH] = area_cosine,
    [MM_FN_ATANH] = area_tangent,
    [MM_FN_SIGMOID] = sigmoid,
    [MM_FN_SOFTPLUS] = softplus,
    [MM_FN_RELU] = relu,
    [MM_FN_GELU] = gelu,
    [MM_FN_SILU] = silu,
    [MM_FN_ERF] = error_function,
    [MM_FN_ERFC] = error_function_complement,
    [MM_FN_LGAMMA] = log_gamma,
    [MM_FN_DIGAMMA] = digamma,
    [MM_FN_POLYGAMMA] = polygamma,
    [MM_FN_MIN] = least,
    [MM_FN_MAX] = largest,
    [MM_FN_HYPOT] = hypotenuse,
    [MM_FN_SIGN] = sign,
    [MM_FN_FLOOR] = round_down,
    [MM_FN_CEIL] = round_up,
    [MM_FN_ROUND] = round_even,
    [MM_FN_CLAMP] = clamp,
    [MM_FN_LOGSUMEXP] = log_sum_exp,
};

/* What PyTorch, too, does without pow. */
static kernel *power_of(double exponent) {
    return exponent == 2     ? square
           : exponent == 3   ? cube
           : exponent == -1  ? reciprocal
           : exponent == -2  ? inverse_square
           : exponent == 0.5 ? root
                             : power;
}

void mm_kernel(enum mm_function function, const double *const *operands, const double *exponent, double *y, size_t n) {
    unsigned count = mm_function_facts(function)->least;
    kernel *loop = function == MM_FN_POWER && exponent != NULL ? power_of(*exponent) : kernels[function];
    loop(operands[0], count > 1 || function == MM_FN_LOGSUMEXP ? operands[1] : NULL, count > 2 ? operands[2] : NULL, y,
         n);
}
