/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integrals against 50 digits: the error is never more than the bound, and what does not converge is refused. */
#include "calculus/quadrature.h"

#include <gsl/gsl_errno.h>
#include <stdio.h>

#include "calculus/sampled.h"

#include "check_main.h"

static struct mm_univariate univariate;
static const struct mm_parameters none;

static enum mm_status integrate(const char *text, double low, double high, double point, double relative,
                                struct mm_quadrature *result, struct mm_detail *detail) {
    double points[3] = {low, point, high};
    gsl_set_error_handler_off(); /* as mm_main does */
    bool pointed = !isnan(point);
    if (!pointed) points[1] = high;
    ck_assert_int_eq(mm_univariate_open(&univariate, text, NULL, &none, NULL), MM_OK);
    struct mm_quadrature_plan plan = {mm_univariate_values, &univariate, points, pointed ? 3 : 2, relative, 0};
    enum mm_status status = mm_quadrature(&plan, result, detail);
    mm_univariate_close(&univariate);
    return status;
}

/* Closed forms (of the doubles 0.3, 0.7, …, where the expression holds such) or quadrature, by mpmath 1.2 with 50 digits.
 */
static const struct {
    const char *text;
    double low, high, point, value;
} known[] = {
    {"exp(-x^2)", -INFINITY, INFINITY, NAN, 1.7724538509055160273},
    {"1/sqrt(x)", 0, 1, NAN, 2.0},
    {"log(x)", 0, 1, NAN, -1.0},
    {"sqrt(x)", 0, 1, NAN, 0.66666666666666666667},
    {"x^-0.9", 0, 1, NAN, 10.00000000000000222},
    {"1/sqrt(1-x)", 0, 1, NAN, 2.0},
    {"1/sqrt(1-x^2)", -1, 1, NAN, 3.1415926535897932385},
    {"log(1-x)", 0, 1, NAN, -1.0},
    {"log(x)^2/sqrt(x)", 0, 1, NAN, 16.0},
    {"x*log(x)", 0, 1, NAN, -0.25},
    {"exp(-x)", 0, INFINITY, NAN, 1.0},
    {"x^5*exp(-x)", 0, INFINITY, NAN, 120.0},
    {"exp(-x)/sqrt(x)", 0, INFINITY, NAN, 1.7724538509055160273},
    {"1/(1+x^2)", -INFINITY, INFINITY, NAN, 3.1415926535897932385},
    {"1/(1+x^2)", -INFINITY, 0, NAN, 1.5707963267948966192},
    {"x/(exp(x)-1)", 0, INFINITY, NAN, 1.6449340668482264365},
    {"x^3/(exp(x)-1)", 0, INFINITY, NAN, 6.4939394022668291491},
    {"exp(-x)*sin(x)", 0, INFINITY, NAN, 0.5},
    {"exp(-x)*cos(50*x)", 0, INFINITY, NAN, 0.00039984006397441023591},
    {"x^2*exp(-x^2/2)/sqrt(2*pi)", -INFINITY, INFINITY, NAN, 1.0},
    {"1/x^2", 1, INFINITY, NAN, 1.0},
    {"log(x)/(1+x^2)", 0, INFINITY, NAN, 0.0},
    {"1/((1+x)*sqrt(x))", 0, INFINITY, NAN, 3.1415926535897932385},
    {"sin(1000*x)", 0, 1, NAN, 0.00043762092370929700892},
    {"cos(1e4*x)", 0, 1, NAN, -0.000030561438888825214136},
    {"sin(x)/x", -1, 1, NAN, 1.8921661407343660299},
    {"sin(x)/x", 0, 100, NAN, 1.5622254668890562934},
    {"sin(1/x)", 0.01, 1, NAN, 0.50398189317541546789},
    {"x*sin(1/x)", 0, 1, NAN, 0.37853001712416130988},
    {"abs(x-0.3)", 0, 1, NAN, 0.29000000000000000444},
    {"abs(x-0.3)", 0, 1, 0.3, 0.29000000000000000444},
    {"abs(sin(x))", 0, 100, NAN, 63.862318872287683934},
    {"floor(x)", 0, 10.5, NAN, 50.0},
    {"x < 0.3 ? 1 : 0", 0, 1, NAN, 0.2999999999999999889},
    {"x < 0.3 ? exp(x) : sin(x)", 0, 1, 0.3, 0.76489299083346939452},
    {"1/sqrt(abs(x-0.3))", 0, 1, NAN, 2.7687651680784833159},
    {"1/sqrt(abs(x-0.3))", 0, 1, 0.3, 2.7687651680784833159},
    {"log(abs(x))", -1, 2, 0, -1.6137056388801093812},
    {"log(abs(x))", -1, 1, NAN, -2.0},
    {"exp(-((x-500)/1e-3)^2)", 0, 1000, NAN, 0.0017724538509055160642},
    {"exp(-((x-500.123)/1e-3)^2)", 0, 1000, NAN, 0.0017724538509055160642},
    {"1+1000*exp(-((x-123.456)/1e-3)^2)", 0, 1000, NAN, 1001.772453850905516},
    {"sin(x)+exp(-((x-777.77)/2e-3)^2)", 0, 1000, NAN, 0.44116583141110804105},
    {"exp(-(x-1e4)^2)", -INFINITY, INFINITY, NAN, 1.7724538509055160273},
    {"exp(-((x-1234.5)/0.01)^2)", 0, INFINITY, NAN, 0.017724538509055160642},
    {"1/(1e-8+(x-0.3)^2)", 0, 1, NAN, 31411.164631269202249},
    {"1e-6/(1e-12+(x-0.3)^2)/pi", -1, 1, NAN, 0.99999930041783252826},
    {"x^3", -1, 1, NAN, 0.0},
    {"sin(x)", -1, 1, NAN, 0.0},
    {"x^20", 0, 1, NAN, 0.047619047619047619048},
    {"exp(1000*x)", 0, 0.7, NAN, 1.0142320547349594685e+301},
    {"1e-200*exp(-x)", 0, INFINITY, NAN, 9.999999999999999821e-201},
    {"1e200*x^2", 0, 1, NAN, 3.3333333333333332324e+199},
    {"sqrt(1-x^2)", -1, 1, NAN, 1.5707963267948966192},
    {"sqrt(1-x^2)/(1+x^2)", -1, 1, NAN, 1.3012902845685730086},
    {"x^(-0.5)*(1-x)^(-0.25)", 0, 1, NAN, 2.3962804694711844149},
    {"exp(-1/x)", 0, 1, NAN, 0.14849550677592204792},
    {"exp(-x^2)*log(x)^2", 0, INFINITY, NAN, 1.9475221803007815976},
    {"max(0, x-5)", 0, 6, NAN, 0.5},
    {"sign(x-pi)", 0, 10, NAN, 3.716814692820413768},
    {"abs(x^2-2)^0.5", 0, 2, NAN, 2.1036363021484486428},
    {"erf(x)*exp(-x)", 0, INFINITY, NAN, 0.61569034419292587487},
    {"sigmoid(x)*(1-sigmoid(x))", -INFINITY, INFINITY, NAN, 1.0},
    {"lgamma(x)", 0, 1, NAN, 0.91893853320467274178},
    {"cos(pi*x)", 0, 1, NAN, 0.0},
    {"relu(x)", -1, 1, NAN, 0.5},
    {"gelu(x)", -1, 1, NAN, 0.2419707245191433498},
    {"1/(1+exp(50*(x-0.5)))", 0, 1, NAN, 0.5},
    {"tanh(1e6*(x-0.3))", -1, 1, NAN, -0.5999999999999999778},
    {"x^1000", 0, 1, NAN, 0.000999000999000999001},
    {"exp(-x^2)", -1e6, 1e6, NAN, 1.7724538509055160273},
    {"cos(x^2)", 0, 100, NAN, 0.62512923476360254178},
    {"x*sin(x)", 0, 1e4, NAN, 9521.2480682012602603},
    {"1/(2+cos(x))", 0, 100 * M_PI, NAN, 181.37993642342178506},
    {"exp(cos(x))", 0, 2 * M_PI, NAN, 7.9549265210128452745},
    {"round(1000*x)", 0, 1, NAN, 500.0},
};

/* The half ulp of the expected value counts for the test. */
START_TEST(bounds_hold) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct mm_quadrature result;
        struct mm_detail detail = {0};
        enum mm_status status =
            integrate(known[i].text, known[i].low, known[i].high, known[i].point, 1e-10, &result, &detail);
        ck_assert_msg(status == MM_OK, "%s: status %d", known[i].text, status);
        double error = fabs(result.estimate - known[i].value);
        ck_assert_msg(error <= result.bound + 0x1p-53 * fabs(known[i].value), "%s: %.17g, off by %g, bound %g",
                      known[i].text, result.estimate, error, result.bound);
        ck_assert_msg(result.bound <= 1e-10 * fabs(known[i].value) + 2e-11 * result.magnitude, "%s: bound %g",
                      known[i].text, result.bound);
    }
}
END_TEST

/* Those that diverge, that do not converge absolutely, whose singularity doubles cannot resolve (x^-0.99: the part below
 * the smallest double is 1e-3 of it), and peaks too narrow to be seen. */
static const struct {
    const char *text;
    double low, high;
    enum mm_status status;
} refused[] = {
    {"x^-0.99", 0, 1, MM_NO_CONVERGENCE},
    {"(1-x)^-0.9", 0, 1, MM_NO_CONVERGENCE},
    {"1/x^1.01", 1, INFINITY, MM_NO_CONVERGENCE},
    {"sin(x)/x", 0, INFINITY, MM_NO_CONVERGENCE},
    {"cos(x)/(1+x^2)", 0, INFINITY, MM_NO_CONVERGENCE},
    {"sin(x^2)", 0, INFINITY, MM_NO_CONVERGENCE},
    {"sin(1/x)", 0, 1, MM_NO_CONVERGENCE},
    {"1/x", -1, 1, MM_NO_CONVERGENCE},
    {"1/x", 0, 1, MM_NO_CONVERGENCE},
    {"1/x", 1, INFINITY, MM_NO_CONVERGENCE},
    {"1/x^2", -1, 1, MM_NO_CONVERGENCE},
    {"tan(x)", 0, 2, MM_NO_CONVERGENCE},
    {"1/(x-0.3)", 0, 1, MM_NO_CONVERGENCE},
    {"1/abs(x-0.3)", 0, 1, MM_NO_CONVERGENCE},
    {"exp(x)", 0, INFINITY, MM_NO_CONVERGENCE},
    {"sin(x)", 0, INFINITY, MM_NO_CONVERGENCE},
    {"1/(x*log(x))", 2, INFINITY, MM_NO_CONVERGENCE},
    {"1/(x-1)^2", 0, 3, MM_NO_CONVERGENCE},
    {"x", -INFINITY, INFINITY, MM_NO_CONVERGENCE},
    {"1", 0, INFINITY, MM_NO_CONVERGENCE},
    {"1/sqrt(x)", 1, INFINITY, MM_NO_CONVERGENCE},
    {"x^-1.0001", 1, INFINITY, MM_NO_CONVERGENCE},
    {"exp(-((x-123.456)/1e-5)^2)", 0, 1000, MM_CONSTANT},
    {"exp(-((x-123.456)/1e-7)^2)", 0, 1000, MM_CONSTANT},
    {"exp(-(x-1e6)^2)", -INFINITY, INFINITY, MM_CONSTANT},
    {"1/(1e-20+(x-0.3)^2)", 0, 1, MM_NO_CONVERGENCE},
    {"max(0, x-5)", 0, 1, MM_CONSTANT},
    {"exp(-x^2)", -1e12, 1e12, MM_CONSTANT},
    {"sin(1e6*x)", 0, 1, MM_NO_CONVERGENCE},
    {"sin(x)^2", 0, 1e6, MM_NO_CONVERGENCE},
};

START_TEST(refusals) {
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        struct mm_quadrature result;
        struct mm_detail detail = {0};
        enum mm_status status =
            integrate(refused[i].text, refused[i].low, refused[i].high, NAN, 1e-10, &result, &detail);
        ck_assert_msg(status == refused[i].status, "%s: status %d, %.17g +- %g", refused[i].text, status,
                      result.estimate, result.bound);
    }
}
END_TEST

START_TEST(not_a_number) {
    struct mm_quadrature result;
    struct mm_detail detail = {0};
    ck_assert_int_eq(integrate("sqrt(x)", -1, 1, NAN, 1e-10, &result, &detail), MM_NOT_FINITE);
    ck_assert(detail.value < 0 && detail.value >= -1);
    ck_assert_int_eq(integrate("exp(x)", 0, 1e6, NAN, 1e-10, &result, &detail), MM_DOMAIN);
    ck_assert(detail.value > 690); /* times dx/dt it is beyond the largest double a little before exp is */
}
END_TEST

/* A Gaussian peak of any width w anywhere in (0, 1): √π w, or refused; never a number that is wrong by more than its
 * bound. */
START_TEST(peaks_anywhere) {
    for (size_t i = 0; i < 60; i++) {
        char text[128];
        double width = pow(10, -1 - 0.1 * (double)i), centre = 0.1 + 0.8 * fmod((double)i * 0.618033988749895, 1);
        struct mm_quadrature result;
        struct mm_detail detail = {0};
        snprintf(text, sizeof text, "exp(-((x-%.17g)/%.17g)^2)", centre, width);
        enum mm_status status =
            integrate(text, centre - 30 * width < 0 ? centre - 30 * width : 0, 30, NAN, 1e-8, &result, &detail);
        if (status == MM_OK)
            ck_assert_msg(fabs(result.estimate - width * 1.7724538509055160273) <= result.bound, "%s: %.17g +- %g",
                          text, result.estimate, result.bound);
        else
            ck_assert_msg(width < 1e-5 && (status == MM_CONSTANT || status == MM_NO_CONVERGENCE), "%s: status %d", text,
                          status);
    }
}
END_TEST

/* scipy.integrate.trapezoid and simpson of SciPy 1.10 on the same numbers. */
START_TEST(points) {
    static const double x[] = {0, 0.5, 1.25, 1.5, 3, 3.75}, y[] = {1, 2, -1, 0.5, 4, 2.25};
    static const double down[] = {3, 1, 0}, turned[] = {0, 1, 0.5}, same[] = {0, 1, 1};
    double value;
    struct mm_detail detail = {0};
    static const struct {
        size_t n;
        double trapezoid, simpson, trapezoid_even, simpson_even;
    } scipy[] = {
        {2, 0.75, 0.75, 0.375, 0.375},
        {3, 1.125, 1.5625, 0.5, 0.6666666666666666},
        {4, 1.0625, 0.9166666666666667, 0.4375, 0.4270833333333333},
        {5, 4.4375, 6.059027777777779, 1.0, 1.0833333333333333},
        {6, 6.78125, 7.883680555555555, 1.78125, 1.8385416666666665},
    };
    for (size_t i = 0; i < sizeof scipy / sizeof scipy[0]; i++) {
        ck_assert_int_eq(mm_sampled_integral(MM_TRAPEZOID, x, NAN, y, scipy[i].n, &value, &detail), MM_OK);
        mm_check_near(value, scipy[i].trapezoid, 1e-15);
        ck_assert_int_eq(mm_sampled_integral(MM_SIMPSON, x, NAN, y, scipy[i].n, &value, &detail), MM_OK);
        mm_check_near(value, scipy[i].simpson, 1e-15);
        ck_assert_int_eq(mm_sampled_integral(MM_TRAPEZOID, NULL, 0.25, y, scipy[i].n, &value, &detail), MM_OK);
        mm_check_near(value, scipy[i].trapezoid_even, 1e-15);
        ck_assert_int_eq(mm_sampled_integral(MM_SIMPSON, NULL, 0.25, y, scipy[i].n, &value, &detail), MM_OK);
        mm_check_near(value, scipy[i].simpson_even, 1e-15);
    }
    ck_assert_int_eq(mm_sampled_integral(MM_TRAPEZOID, down, NAN, y, 3, &value, &detail), MM_OK);
    mm_check_bits(value, -(1.5 * 2 + 0.5));
    ck_assert_int_eq(mm_sampled_integral(MM_TRAPEZOID, turned, NAN, y, 3, &value, &detail), MM_DATA);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_sampled_integral(MM_TRAPEZOID, same, NAN, y, 3, &value, &detail), MM_OK);
    ck_assert_int_eq(mm_sampled_integral(MM_SIMPSON, same, NAN, y, 3, &value, &detail), MM_DATA);
    ck_assert_int_eq(mm_sampled_integral(MM_SIMPSON, NULL, 1, y, 1, &value, &detail), MM_TOO_FEW);
}
END_TEST

/* A parabola is exact under Simpson's rule on any points; 1e16 + 1 - 1e16 under the trapezoid's. */
START_TEST(exactness) {
    double x[101], y[101], value;
    struct mm_detail detail = {0};
    static const double cancelling[] = {1e16, 1, -1e16};
    for (size_t i = 0; i < 101; i++) {
        x[i] = (double)i * (double)i / 128;
        y[i] = 3 * x[i] * x[i] - x[i] + 1;
    }
    ck_assert_int_eq(mm_sampled_integral(MM_SIMPSON, x, NAN, y, 101, &value, &detail), MM_OK);
    mm_check_relative(value, x[100] * x[100] * x[100] - x[100] * x[100] / 2 + x[100], 1e-14);
    ck_assert_int_eq(mm_sampled_integral(MM_TRAPEZOID, NULL, 1, cancelling, 3, &value, &detail), MM_OK);
    mm_check_bits(value, 1);
}
END_TEST

MM_CHECK_MAIN("quadrature", bounds_hold, refusals, not_a_number, peaks_anywhere, points, exactness)
