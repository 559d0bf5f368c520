/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The functions of the language for complex numbers with small imaginary parts. */
#include <math.h>

#include "calculus/complex_step.h"
#include "expr/kernels.h"

double complex mm_complex(double re, double im) {
    union {
        double parts[2];
        double complex z;
    } made = {{re, im}};
    return made.z;
}

/* f(x) + i y f'(x): what a small step gives where the derivative is plain arithmetic of known functions. */
static double complex slope(double value, double derivative, double im) {
    return mm_complex(value, im == 0 ? 0 : derivative * im);
}

/* By their parts: the operators of C mend infinities, at the price of calls. Imaginary parts are small (see the header). */
static double complex times(double complex a, double complex b) {
    return mm_complex(creal(a) * creal(b) - cimag(a) * cimag(b), creal(a) * cimag(b) + cimag(a) * creal(b));
}

static double complex over(double complex a, double complex b) {
    double quotient = creal(a) / creal(b);
    return mm_complex(quotient, (cimag(a) - quotient * cimag(b)) / creal(b));
}

static double complex small_log1p(double complex z) {
    return mm_complex(log1p(creal(z)), atan2(cimag(z), 1 + creal(z)));
}

static double complex sigmoid(double complex z) {
    double complex e = cexp(creal(z) < 0 ? z : -z);
    return over(creal(z) < 0 ? e : 1, 1 + e);
}

static double complex softplus(double complex z) {
    return creal(z) > 0 ? z + small_log1p(cexp(-z)) : small_log1p(cexp(z));
}

static double complex log_sum_exp(double complex a, double complex b) {
    bool first = creal(a) >= creal(b);
    double complex high = first ? a : b, low = first ? b : a;
    return isinf(creal(high)) ? high : high + small_log1p(cexp(low - high));
}

/* Whole powers by multiplication: the logarithm of a negative base would leave part of its angle behind. */
static double complex whole_power(double complex z, double n) {
    double complex result = 1, square = n < 0 ? over(1, z) : z;
    for (double left = fabs(n); left >= 1; left = floor(left / 2)) {
        if (fmod(left, 2) == 1) result = times(result, square);
        if (left >= 2) square = times(square, square);
    }
    return result;
}

static double complex power(double complex a, double complex b) {
    bool whole = cimag(b) == 0 && creal(b) == floor(creal(b)) && fabs(creal(b)) <= 1024;
    if (whole) return whole_power(a, creal(b));
    if (a == 0 && cimag(b) != 0) return 0;
    return cexp(times(b, clog(a)));
}

/* √(a² + b²), scaled by the larger */
static double complex hypotenuse(double complex a, double complex b) {
    double scale = fmax(fabs(creal(a)), fabs(creal(b)));
    if (scale == 0 || isinf(scale)) return scale;
    return scale * csqrt(times(a / scale, a / scale) + times(b / scale, b / scale));
}

/* The angle moves with (x dy - y dx)/(x² + y²); a quotient of the two is that of one variable. */
static double complex angle(double complex y, double complex x) {
    double value = atan2(creal(y), creal(x));
    return fabs(creal(x)) > fabs(creal(y)) ? mm_complex(value, cimag(catan(over(y, x))))
                                           : mm_complex(value, -cimag(catan(over(x, y))));
}

static double complex extreme(double complex a, double complex b, bool least) {
    if (creal(a) == creal(b)) return (a + b) / 2;
    return (creal(a) < creal(b)) == least ? a : b;
}

static double complex clamp(double complex x, double complex low, double complex high) {
    if (creal(low) > creal(high) || creal(x) > creal(high)) return high;
    if (creal(x) >= creal(low)) return x;
    return creal(low) < creal(high) ? low : creal(low); /* bounds that meet: the convention is that neither moves it */
}

static double complex of_sign(double complex z, double sign) {
    return sign > 0 ? z : sign < 0 ? -z : 0;
}

static double complex analytic(enum mm_function function, const double complex *z) {
    double x = creal(z[0]), y = cimag(z[0]);
    switch (function) {
    case MM_FN_CONDITIONAL:
        return x != 0 ? z[1] : z[2];
    case MM_FN_ADD:
        return z[0] + z[1];
    case MM_FN_SUBTRACT:
        return z[0] - z[1];
    case MM_FN_MULTIPLY:
        return times(z[0], z[1]);
    case MM_FN_DIVIDE:
        return over(z[0], z[1]);
    case MM_FN_NEGATE:
        return -z[0];
    case MM_FN_POWER:
        return power(z[0], z[1]);
    case MM_FN_ABS:
        return of_sign(z[0], x);
    case MM_FN_RELU:
        return x > 0 ? z[0] : 0;
    case MM_FN_SQRT:
        return csqrt(z[0]);
    case MM_FN_CBRT:
        return x == 0 ? slope(0, INFINITY, y) : of_sign(cexp(clog(of_sign(z[0], x)) / 3), x);
    case MM_FN_EXP:
        return cexp(z[0]);
    case MM_FN_EXPM1:
        return mm_complex(expm1(x), exp(x) * sin(y));
    case MM_FN_LOG:
        return clog(z[0]);
    case MM_FN_LOG1P:
        return small_log1p(z[0]);
    case MM_FN_LOG2:
        return clog(z[0]) / M_LN2;
    case MM_FN_LOG10:
        return clog(z[0]) / M_LN10;
    case MM_FN_SIN:
        return csin(z[0]);
    case MM_FN_COS:
        return ccos(z[0]);
    case MM_FN_TAN:
        return ctan(z[0]);
    case MM_FN_ASIN:
        return casin(z[0]);
    case MM_FN_ACOS:
        return cacos(z[0]);
    case MM_FN_ATAN:
        return catan(z[0]);
    case MM_FN_ATAN2:
        return angle(z[0], z[1]);
    case MM_FN_SINH:
        return csinh(z[0]);
    case MM_FN_COSH:
        return ccosh(z[0]);
    case MM_FN_TANH:
        return ctanh(z[0]);
    case MM_FN_ASINH:
        return casinh(z[0]);
    case MM_FN_ACOSH:
        return cacosh(z[0]);
    case MM_FN_ATANH:
        return catanh(z[0]);
    case MM_FN_SIGMOID:
        return sigmoid(z[0]);
    case MM_FN_SOFTPLUS:
        return softplus(z[0]);
    case MM_FN_SILU:
        return times(z[0], sigmoid(z[0]));
    case MM_FN_MIN:
    case MM_FN_MAX:
        return extreme(z[0], z[1], function == MM_FN_MIN);
    case MM_FN_HYPOT:
        return hypotenuse(z[0], z[1]);
    case MM_FN_CLAMP:
        return clamp(z[0], z[1], z[2]);
    case MM_FN_LOGSUMEXP:
        return log_sum_exp(z[0], z[1]);
    default:
        return NAN;
    }
}

/* Those that are steps, with derivative 0, have their real values as they are. */
static bool is_step(enum mm_function function) {
    return (function >= MM_FN_OR && function <= MM_FN_GREATER_EQUAL) || function == MM_FN_NOT ||
           function == MM_FN_SIGN || function == MM_FN_FLOOR || function == MM_FN_CEIL || function == MM_FN_ROUND;
}

bool mm_is_analytic(enum mm_function function) {
    return function != MM_FN_GELU && function != MM_FN_ERF && function != MM_FN_ERFC && function != MM_FN_LGAMMA &&
           function != MM_FN_DIGAMMA && function != MM_FN_POLYGAMMA;
}

double complex mm_complex_function(enum mm_function function, const double complex *operands) {
    unsigned count = function == MM_FN_LOGSUMEXP ? 2 : mm_function_facts(function)->least;
    double parts[3] = {0}, value;
    const double *at[3] = {&parts[0], &parts[1], &parts[2]};
    bool real = true;
    for (unsigned i = 0; i < count; i++) {
        parts[i] = creal(operands[i]);
        real = real && cimag(operands[i]) == 0;
    }
    mm_kernel(function, at, NULL, &value, 1);
    if (real || is_step(function) || isnan(value)) return value;
    return mm_complex(value, cimag(analytic(function, operands)));
}
