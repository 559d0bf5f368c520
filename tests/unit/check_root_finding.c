/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Roots in brackets and by Newton's method, against mpmath and by what neighbouring doubles say. */
#include "calculus/root_finding.h"

#include <float.h>

#include "calculus/equations.h"
#include "calculus/newton.h"

#include "check_main.h"

static const struct mm_parameters none;

static enum mm_status bracketed(const char *text, double a, double b, double tolerance, struct mm_root *root,
                                struct mm_detail *detail) {
    struct mm_univariate univariate = {0};
    ck_assert_int_eq(mm_univariate_open(&univariate, text, NULL, &none, NULL), MM_OK);
    enum mm_status status = mm_root_bracketed(mm_univariate_values, &univariate, a, b, tolerance, root, detail);
    if (status == MM_OK && root->value != 0 && tolerance == 0) {
        ck_assert_msg(nextafter(root->low, INFINITY) == root->high, "%s", text);
        ck_assert((root->value > 0) != (root->other > 0));
    }
    mm_univariate_close(&univariate);
    return status;
}

/* Roots by mpmath.findroot with 50 digits, or exact. The computed f may change its sign an ulp or two beside them. */
static const struct {
    const char *text;
    double a, b, root;
} known[] = {
    {"cos(x) - x", 0, 1, 0.73908513321516064166},
    {"x^2 - 2", 0, 2, 1.4142135623730950488},
    {"exp(x) - 1e10", 0, 700, 23.02585092994045684},
    {"x^20 - 1", 0, 10, 1.0},
    {"cbrt(x-1)", 0, 5, 1.0},
    {"(x-1)^3", 0, 5, 1.0},
    {"exp(-1e3*x) - 0.5", 0, 1e6, 0.00069314718055994530942},
    {"tan(x) - x", 4, 4.6, 4.4934094579090641753},
    {"x^3 - 2*x - 5", 2, 3, 2.0945514815423265915},
    {"x*exp(x) - 1", 0, 1, 0.567143290409783873},
    {"erf(x) - 0.5", 0, 5, 0.47693627620446987338},
    {"log(x) + x", 0, 1, 0.567143290409783873},
    {"1e-20*(x-0.1)", 0, 1, 0.10000000000000000555},
    {"tanh(1e8*(x-0.3))", 0, 1, 0.2999999999999999889},
    {"digamma(x)", 1, 2, 1.4616321449683623413},
    {"sin(x)", 3, 4, 3.1415926535897932385},
    {"x^9 - 1e-9", -1, 2, 0.10000000000000000069},
};

START_TEST(brackets) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        for (int turned = 0; turned < 2; turned++) {
            struct mm_root root;
            struct mm_detail detail = {0};
            double a = turned ? known[i].b : known[i].a, b = turned ? known[i].a : known[i].b;
            ck_assert_msg(bracketed(known[i].text, a, b, 0, &root, &detail) == MM_OK, "%s", known[i].text);
            mm_check_relative(root.root, known[i].root, 4 * DBL_EPSILON);
            ck_assert_msg(root.evaluations < 100, "%s: %zu", known[i].text, root.evaluations);
        }
    }
}
END_TEST

START_TEST(wide_brackets) {
    struct mm_root root;
    struct mm_detail detail = {0};
    ck_assert_int_eq(bracketed("x - 1e-300", -1e300, 1e300, 0, &root, &detail), MM_OK);
    mm_check_bits(root.root, 1e-300);
    ck_assert_int_eq(bracketed("log(x)", 0, 1e308, 0, &root, &detail), MM_OK);
    mm_check_bits(root.root, 1);
    ck_assert_int_eq(bracketed("x^3", -1, 2, 0, &root, &detail), MM_OK);
    ck_assert(fabs(root.root) < 1e-100); /* where x³ is below the smallest double */
    ck_assert_int_eq(bracketed("cos(x) - x", 0, 1, 1e-3, &root, &detail), MM_OK);
    ck_assert(root.high - root.low <= 1e-3 && root.low <= 0.739085133215161 && root.high >= 0.739085133215160);
}
END_TEST

START_TEST(no_roots) {
    static const struct {
        const char *text;
        double a, b;
        enum mm_status status;
    } cases[] = {{"1/x", -1, 1, MM_DOMAIN},
                 {"1/x", -1, 2, MM_DOMAIN},
                 {"1/(x-0.3)", 0, 1, MM_DOMAIN},
                 {"tan(x)", 1, 2, MM_DOMAIN},
                 {"1/(x-0.3)^3", 0, 1, MM_DOMAIN},
                 {"sign(x) - 0.5", -1, 1, MM_DOMAIN},
                 {"floor(x) - 2.5", 0, 5, MM_DOMAIN},
                 {"x < 0.3 ? -1e-3 : 1e-3", 0, 1, MM_DOMAIN},
                 {"1e-9/(x-0.3)", 0, 1, MM_DOMAIN},
                 {"x^2 + 1", 0, 1, MM_DATA},
                 {"x^2", -1, 1, MM_DATA},
                 {"sqrt(x) - 2", -1, 9, MM_NOT_FINITE},
                 {"log(x-2)", 0, 5, MM_NOT_FINITE}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mm_root root;
        struct mm_detail detail = {0};
        enum mm_status status = bracketed(cases[i].text, cases[i].a, cases[i].b, 0, &root, &detail);
        ck_assert_msg(status == cases[i].status, "%s: status %d", cases[i].text, status);
    }
}
END_TEST

static enum mm_status newton(const char *const *texts, const char *init, double *x, double *f, double *bounds) {
    struct mm_parameters parameters = {0};
    struct mm_equations equations = {0};
    struct mm_newton root = {f, bounds, 0};
    struct mm_detail detail = {0};
    ck_assert_int_eq(mm_parameters_parse(&parameters, init, false, "--init", NULL), MM_OK);
    size_t n = parameters.count;
    ck_assert_int_eq(mm_equations_open(&equations, texts, n, &parameters, NULL), MM_OK);
    enum mm_status status = mm_newton(&equations.graph, equations.vertices, n, parameters.values, &root, &detail);
    for (size_t i = 0; i < n; i++) x[i] = parameters.values[i];
    mm_equations_close(&equations);
    mm_parameters_free(&parameters);
    return status;
}

/* The same roots from one end of the bracket where Newton's method gets there; mpmath for the system. */
START_TEST(newton_steps) {
    double x[3], f[3], bounds[3];
    static const struct {
        const char *text, *init;
        double root;
    } cases[] = {{"cos(x) - x", "x=0.7", 0.73908513321516064166},
                 {"x^2 - 2", "x=100", 1.4142135623730950488},
                 {"exp(x) - 5", "x=-10", 1.6094379124341003746},
                 {"atan(x)", "x=20", 0},
                 {"log(x)", "x=0.01", 1},
                 {"x^2 - 2*x + 1", "x=3", 1},
                 {"(x-1)^3", "x=4", 1},
                 {"x^3 - 3*x^2 + 3*x - 1", "x=4", 1},
                 {"x^2", "x=1", 0},
                 {"tanh(x)", "x=3", 0}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ck_assert_msg(newton(&cases[i].text, cases[i].init, x, f, bounds) == MM_OK, "%s", cases[i].text);
        ck_assert_msg(fabs(*x - cases[i].root) <= *bounds + 0x1p-53 * fabs(*x), "%s: %.17g +- %g", cases[i].text, *x,
                      *bounds);
        ck_assert(*bounds < 1e-3);
    }
    static const char *const system[] = {"x^2 + y^2 - 4", "y - exp(-x)"};
    ck_assert_int_eq(newton(system, "x=1,y=1", x, f, bounds), MM_OK);
    mm_check_near(x[0], 1.9953731700631960228, 4 * DBL_EPSILON);
    mm_check_near(x[1], 0.13596290741210193573, 4 * DBL_EPSILON);
}
END_TEST

START_TEST(newton_refuses) {
    double x[3], f[3], bounds[3];
    static const char *const none_there = "x^2 + 1", *const flat = "3 + 0*x", *const nan = "sqrt(x) - 2";
    static const char *const parallel[] = {"x + y - 3", "x + y - 4"};
    ck_assert_int_eq(newton(&none_there, "x=0.7", x, f, bounds), MM_NO_CONVERGENCE);
    static const char *const far = "exp(x)", *const farther = "1/x";
    ck_assert_int_eq(newton(&far, "x=0", x, f, bounds), MM_NO_CONVERGENCE);
    ck_assert_int_ne(newton(&farther, "x=1", x, f, bounds), MM_OK);
    ck_assert_int_eq(newton(&flat, "x=1", x, f, bounds), MM_SINGULAR);
    ck_assert_int_eq(newton(&nan, "x=-1", x, f, bounds), MM_NOT_FINITE);
    ck_assert_int_eq(newton(parallel, "x=1,y=2", x, f, bounds), MM_SINGULAR);
}
END_TEST

MM_CHECK_MAIN("root_finding", brackets, wide_brackets, no_roots, newton_steps, newton_refuses)
