/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of the functions of expressions, value by value and block by block. */
#include "check_main.h"

#include "check_evaluate.h"

/* mpmath, 60 digits, rounded to double, at the doubles a and b; `ulps` is what the contract of kernels.h and the C
 * library (GSL for digamma and polygamma) allow; in gelu the rounding of the argument of erfc counts 2 z^2 times, z =
 * x/sqrt(2). */
static const struct {
    const char *expression;
    double a, b, expected;
    int ulps;
} values[] = {
    {"sqrt(a)", 0.3, 0, 0x1.186f174f88472p-1, 0},
    {"sqrt(a)", 2.0, 0, 0x1.6a09e667f3bcdp+0, 0},
    {"sqrt(a)", 1e+300, 0, 0x1.38d352e5096afp+498, 0},
    {"sqrt(a)", 5e-324, 0, 0x1.0000000000000p-537, 0},
    {"cbrt(a)", 0.3, 0, 0x1.56bfea66ef78dp-1, 1},
    {"cbrt(a)", -2.0, 0, -0x1.428a2f98d728bp+0, 1},
    {"cbrt(a)", 1e+300, 0, 0x1.249ad2594c37dp+332, 1},
    {"exp(a)", -745.0, 0, 0x0.0000000000001p-1022, 1},
    {"exp(a)", -1.0, 0, 0x1.78b56362cef38p-2, 1},
    {"exp(a)", 1e-20, 0, 0x1.0000000000000p+0, 1},
    {"exp(a)", 0.3, 0, 0x1.599058c8c1a96p+0, 1},
    {"exp(a)", 700.0, 0, 0x1.d945df4f8ec8ep+1009, 1},
    {"expm1(a)", -50.0, 0, -0x1.0000000000000p+0, 2},
    {"expm1(a)", -1e-10, 0, -0x1.b7cdfd9d1d693p-34, 2},
    {"expm1(a)", 1e-20, 0, 0x1.79ca10c924223p-67, 2},
    {"expm1(a)", 0.3, 0, 0x1.6641632306a56p-2, 2},
    {"expm1(a)", 700.0, 0, 0x1.d945df4f8ec8ep+1009, 2},
    {"log(a)", 5e-324, 0, -0x1.74385446d71c3p+9, 1},
    {"log(a)", 0.3, 0, -0x1.34378fcbda721p+0, 1},
    {"log(a)", 1.0000000001, 0, 0x1.b7cdffffa18d8p-34, 1},
    {"log(a)", 7.0, 0, 0x1.f2272ae325a57p+0, 1},
    {"log(a)", 1e+300, 0, 0x1.5963447f87fb5p+9, 1},
    {"log1p(a)", -0.9, 0, -0x1.26bb1bbb55516p+1, 2},
    {"log1p(a)", 1e-20, 0, 0x1.79ca10c924223p-67, 2},
    {"log1p(a)", -1e-10, 0, -0x1.b7cdfd9dda4e3p-34, 2},
    {"log1p(a)", 0.3, 0, 0x1.0ca937be1b9dcp-2, 2},
    {"log1p(a)", 1e+300, 0, 0x1.5963447f87fb5p+9, 2},
    {"log2(a)", 0.3, 0, -0x1.bca9c6f53897bp+0, 2},
    {"log2(a)", 8.0, 0, 0x1.8000000000000p+1, 2},
    {"log2(a)", 1e+300, 0, 0x1.f24a09f1a8b89p+9, 2},
    {"log10(a)", 0.3, 0, -0x1.0bb6c34d81502p-1, 2},
    {"log10(a)", 1000.0, 0, 0x1.8000000000000p+1, 2},
    {"log10(a)", 1e-300, 0, -0x1.2c00000000000p+8, 2},
    {"sin(a)", 0.3, 0, 0x1.2e9cd95baba33p-2, 1},
    {"sin(a)", -2.0, 0, -0x1.d18f6ead1b446p-1, 1},
    {"sin(a)", 1000000.0, 0, -0x1.6664b2568d867p-2, 1},
    {"cos(a)", 0.3, 0, 0x1.e921dd42f09bap-1, 1},
    {"cos(a)", -2.0, 0, -0x1.aa22657537205p-2, 1},
    {"cos(a)", 1000000.0, 0, 0x1.df9df9906d32cp-1, 1},
    {"tan(a)", 0.3, 0, 0x1.3cc2a44e29998p-2, 1},
    {"tan(a)", -2.0, 0, 0x1.17af62e0950f8p+1, 1},
    {"tan(a)", 1.5707963267948966, 0, 0x1.d02967c31cdb5p+53, 1},
    {"asin(a)", 0.3, 0, 0x1.380159e14f6ffp-2, 1},
    {"asin(a)", -1.0, 0, -0x1.921fb54442d18p+0, 1},
    {"asin(a)", 1e-10, 0, 0x1.b7cdfd9d7bdbbp-34, 1},
    {"acos(a)", 0.3, 0, 0x1.441f5ecbeef59p+0, 1},
    {"acos(a)", -1.0, 0, 0x1.921fb54442d18p+1, 1},
    {"acos(a)", 0.999999999, 0, 0x1.772663126c72dp-15, 1},
    {"atan(a)", 0.3, 0, 0x1.2a73a661eaf06p-2, 1},
    {"atan(a)", -2.0, 0, -0x1.1b6e192ebbe44p+0, 1},
    {"atan(a)", 1e+300, 0, 0x1.921fb54442d18p+0, 1},
    {"sinh(a)", 0.3, 0, 0x1.37d42af54b926p-2, 2},
    {"sinh(a)", -2.0, 0, -0x1.d03cf63b6e19fp+1, 2},
    {"sinh(a)", 700.0, 0, 0x1.d945df4f8ec8ep+1008, 2},
    {"cosh(a)", 0.3, 0, 0x1.0b9b4e0b6ec4cp+0, 2},
    {"cosh(a)", -2.0, 0, 0x1.e18fa0df2d9bcp+1, 2},
    {"cosh(a)", 700.0, 0, 0x1.d945df4f8ec8ep+1008, 2},
    {"tanh(a)", 0.3, 0, 0x1.2a4dda7d914fap-2, 2},
    {"tanh(a)", -2.0, 0, -0x1.ed9505e1bc3d4p-1, 2},
    {"tanh(a)", 1e-10, 0, 0x1.b7cdfd9d7bdbbp-34, 2},
    {"asinh(a)", 0.3, 0, 0x1.2ec4ea565fcc1p-2, 2},
    {"asinh(a)", -2.0, 0, -0x1.719218313d087p+0, 2},
    {"asinh(a)", 1e+300, 0, 0x1.59bbfd8b83e44p+9, 2},
    {"acosh(a)", 1.0000001, 0, 0x1.d4effc065cae4p-12, 2},
    {"acosh(a)", 2.0, 0, 0x1.5124271980435p+0, 2},
    {"acosh(a)", 1e+300, 0, 0x1.59bbfd8b83e44p+9, 2},
    {"atanh(a)", 0.3, 0, 0x1.3cf2b50617c95p-2, 2},
    {"atanh(a)", -0.999999, 0, -0x1.d046eb8b86c1cp+2, 2},
    {"atanh(a)", 1e-10, 0, 0x1.b7cdfd9d7bdbbp-34, 2},
    {"sigmoid(a)", -700.0, 0, 0x1.14f2b0fb9307fp-1010, 4},
    {"sigmoid(a)", -1.0, 0, 0x1.136561454ba86p-2, 4},
    {"sigmoid(a)", 0.0, 0, 0x1.0000000000000p-1, 4},
    {"sigmoid(a)", 0.3, 0, 0x1.261d545e46a8bp-1, 4},
    {"sigmoid(a)", 40.0, 0, 0x1.0000000000000p+0, 4},
    {"softplus(a)", -700.0, 0, 0x1.14f2b0fb9307fp-1010, 4},
    {"softplus(a)", -1.0, 0, 0x1.40c7abfbec124p-2, 4},
    {"softplus(a)", 0.0, 0, 0x1.62e42fefa39efp-1, 4},
    {"softplus(a)", 0.3, 0, 0x1.b56e0cf4511afp-1, 4},
    {"softplus(a)", 40.0, 0, 0x1.4000000000000p+5, 4},
    {"softplus(a)", 800.0, 0, 0x1.9000000000000p+9, 4},
    {"relu(a)", -1.0, 0, 0x0.0p+0, 0},
    {"relu(a)", 0.0, 0, 0x0.0p+0, 0},
    {"relu(a)", 2.0, 0, 0x1.0000000000000p+1, 0},
    {"gelu(a)", -30.0, 0, -0x1.601c52358b95dp-651, 1000},
    {"gelu(a)", -1.0, 0, -0x1.44ed0bb7cb20bp-3, 16},
    {"gelu(a)", 0.3, 0, 0x1.7ba510284da91p-3, 16},
    {"gelu(a)", 5.0, 0, 0x1.3ffff9fd0d146p+2, 16},
    {"silu(a)", -700.0, 0, -0x1.7aa3cdf7f304ep-1001, 4},
    {"silu(a)", -1.0, 0, -0x1.136561454ba86p-2, 4},
    {"silu(a)", 0.3, 0, 0x1.60effed787fd9p-3, 4},
    {"silu(a)", 40.0, 0, 0x1.4000000000000p+5, 4},
    {"erf(a)", -2.0, 0, -0x1.fd9ae142795e3p-1, 1},
    {"erf(a)", 0.3, 0, 0x1.50838881dea0fp-2, 1},
    {"erf(a)", 1e-10, 0, 0x1.f044332d68161p-34, 1},
    {"erfc(a)", -2.0, 0, 0x1.fecd70a13caf2p+0, 2},
    {"erfc(a)", 0.3, 0, 0x1.57be3bbf10af8p-1, 2},
    {"erfc(a)", 26.0, 0, 0x1.284bfe1cdea24p-981, 2},
    {"lgamma(a)", 0.3, 0, 0x1.188637a6c4196p+0, 4},
    {"lgamma(a)", -1.5, 0, 0x1.b858151820f86p-1, 4},
    {"lgamma(a)", 5.0, 0, 0x1.96ca77c922cf9p+1, 4},
    {"lgamma(a)", 10000000000.0, 0, 0x1.9a43710f467c1p+37, 4},
    {"digamma(a)", 0.3, 0, -0x1.c052b6b5e6118p+1, 8},
    {"digamma(a)", -1.5, 0, 0x1.680425af12b5ep-1, 8},
    {"digamma(a)", 5.0, 0, 0x1.8190ed71d7a49p+0, 8},
    {"digamma(a)", 10000000000.0, 0, 0x1.7069e2aa27361p+4, 8},
    {"atan2(a, b)", 0.3, -2.0, 0x1.7f10e1dc6b048p+1, 1},
    {"atan2(a, b)", -1.0, -1.0, -0x1.2d97c7f3321d2p+1, 1},
    {"atan2(a, b)", 0.5, 0.25, 0x1.1b6e192ebbe44p+0, 1},
    {"polygamma(a, b)", 1.0, 0.3, 0x1.87da06bfa42ddp+3, 64},
    {"polygamma(a, b)", 2.0, 5.0, -0x1.8faf7c0bf297dp-5, 64},
    {"polygamma(a, b)", 1.0, -1.5, 0x1.2c22c9dc2b128p+3, 64},
    {"polygamma(a, b)", 1.0, 1e+200, 0x1.87e92154ef7acp-665, 64},
    {"polygamma(a, b)", 2.0, 1e+150, -0x1.56e1fc2f8f359p-997, 64},
    {"polygamma(a, b)", 1.0, 2000000.0, 0x1.0c6f7e7145457p-21, 64},
    {"polygamma(a, b)", 5.0, 3000000.0, 0x1.0068f181731e5p-103, 64},
    {"polygamma(a, b)", 20.0, 10000000.0, -0x1.9bb8a1a65f571p-409, 64},
    {"polygamma(a, b)", 3.0, 0.7, 0x1.9e10ff40d22d4p+4, 64},
    {"hypot(a, b)", 3e+200, 4e+200, 0x1.a20df0dcd3af0p+666, 1},
    {"hypot(a, b)", 1e-300, 1.0, 0x1.0000000000000p+0, 1},
    {"hypot(a, b)", 0.3, 0.4, 0x1.0000000000000p-1, 1},
    {"logsumexp(a, b)", 1000.0, 1000.0, 0x1.f458b90bfbe8ep+9, 4},
    {"logsumexp(a, b)", -1000.0, -999.0, -0x1.f357e70a80828p+9, 4},
    {"logsumexp(a, b)", 0.3, -40.0, 0x1.3333333333333p-2, 4},
    {"a ^ b", 2.5, -1.7, 0x1.af5a24955081fp-3, 1},
    {"a ^ b", 1.1, 300.0, 0x1.30a90161ee3b5p+41, 1},
    {"a ^ b", 0.3, 0.5, 0x1.186f174f88472p-1, 1},
    {"a ^ b", -2.0, 3.0, -0x1.0000000000000p+3, 1},
    {"a ^ b", -2.0, -1.0, -0x1.0000000000000p-1, 1},
    {"a ^ b", 7.0, -2.0, 0x1.4e5e0a72f0539p-6, 1},
    {"a ^ b", 1e-200, 2.0, 0x0.0p+0, 1},
    {"a ^ b", 3.0, 0.0, 0x1.0000000000000p+0, 1},
};

/* The distance from one double to the next, at X. */
static double spacing(double x) {
    return nextafter(fabs(x), INFINITY) - fabs(x);
}

static double value_of(const char *expression, double a, double b) {
    struct mm_scene scene;
    double result = 5, *results = &result;
    mm_scene_open(&scene, &expression, 1, NULL, MM_SUMS_EXACT, 1);
    struct mm_rows rows = mm_scene_rows(&scene, &a, &b, NULL, NULL, 0, 1, 1);
    ck_assert_int_eq(mm_evaluation_run(scene.evaluation, NULL, &rows), MM_OK);
    mm_evaluation_rows(scene.evaluation, &rows, &results, 1);
    mm_scene_close(&scene);
    return result;
}

START_TEST(known_values) {
    for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
        double y = value_of(values[i].expression, values[i].a, values[i].b), expected = values[i].expected;
        ck_assert_msg(y == expected || fabs(y - expected) <= values[i].ulps * spacing(expected),
                      "%s at %.17g, %.17g is %.17g, not %.17g", values[i].expression, values[i].a, values[i].b, y,
                      expected);
    }
}
END_TEST

/* Conventions, each a sentence of mm-expressions(7). IEEE 754 for arithmetic. */
START_TEST(conventions) {
    static const struct {
        const char *expression;
        double a, b, expected;
    } cases[] = {
        {"a / b", 1, 0, INFINITY},
        {"a / b", 1, -0.0, -INFINITY},
        {"a / b", 0, 0, NAN},
        {"a - b", INFINITY, INFINITY, NAN},
        {"-a", 0, 0, -0.0},
        {"log(a)", 0, 0, -INFINITY},
        {"log(a)", -1, 0, NAN},
        {"sqrt(a)", -1, 0, NAN},
        {"sqrt(a)", -0.0, 0, -0.0},
        {"a ^ 2", -3, 0, 9},
        {"-a ^ 2", 3, 0, -9},
        {"a ^ -1", 4, 0, 0.25},
        {"a ^ -2", 4, 0, 0.0625},
        {"a ^ 0.5", 4, 0, 2},
        {"a ^ 3", -2, 0, -8},
        {"a ^ 0", NAN, 0, 1}, /* pow of C and of IEEE 754 */
        {"2 ^ 3 ^ a", 2, 0, 512},
        {"a < b", 1, NAN, 0},
        {"a >= b", NAN, 1, 0},
        {"a == b", NAN, NAN, 0},
        {"a != b", NAN, NAN, 1},
        {"a == b", 0, -0.0, 1},
        {"!a", NAN, 0, NAN},
        {"!a", -0.0, 0, 1},
        {"!a", 0.5, 0, 0},
        {"a && b", 0, NAN, 0},
        {"a && b", NAN, 0, 0},
        {"a && b", NAN, 1, NAN},
        {"a && b", 2, -1, 1},
        {"a || b", 1, NAN, 1},
        {"a || b", NAN, 1, 1},
        {"a || b", 0, NAN, NAN},
        {"a || b", 0, 0, 0},
        {"a ? 1 : 2", NAN, 0, NAN},
        {"a ? 1 : 2", -0.0, 0, 2},
        {"a ? 1 : 2", 0.1, 0, 1},
        {"a ? b : 2", 0, NAN, 2}, /* the branch that is not taken does not matter */
        {"min(a, b)", NAN, 1, NAN},
        {"min(a, b)", 1, NAN, NAN},
        {"max(a, b, 3)", 1, NAN, NAN},
        {"max(a, b, 3)", 1, 2, 3},
        {"min(a, b, -3)", 1, 2, -3},
        {"round(a)", 2.5, 0, 2},
        {"round(a)", -3.5, 0, -4},
        {"round(a)", -0.4, 0, -0.0},
        {"floor(a)", -2.5, 0, -3},
        {"ceil(a)", -2.5, 0, -2},
        {"sign(a)", -0.0, 0, 0},
        {"sign(a)", NAN, 0, NAN},
        {"sign(a)", -INFINITY, 0, -1},
        {"abs(a)", -0.0, 0, 0},
        {"relu(a)", NAN, 0, NAN},
        {"relu(a)", -INFINITY, 0, 0},
        {"clamp(a, 0, b)", 7, 5, 5},
        {"clamp(a, 0, b)", -7, 5, 0},
        {"clamp(a, 0, b)", NAN, 5, NAN},
        {"sigmoid(a)", INFINITY, 0, 1},
        {"sigmoid(a)", -INFINITY, 0, 0},
        {"softplus(a)", -INFINITY, 0, 0},
        {"softplus(a)", INFINITY, 0, INFINITY},
        {"logsumexp(a, b)", -INFINITY, -INFINITY, -INFINITY},
        {"logsumexp(a, b)", INFINITY, 1, INFINITY},
        {"logsumexp(a)", 3, 0, 3},
        {"digamma(a)", -2, 0, NAN},
        {"polygamma(a, b)", 0.5, 1, NAN},
        {"erfc(a)", INFINITY, 0, 0},
        {"exp(a)", -INFINITY, 0, 0},
        {"exp(a)", 1000, 0, INFINITY},
        {"hypot(a, b)", INFINITY, NAN, INFINITY}, /* C */
        {"dot(a, b)", 3, 4, 12},
        {"pi - a", 0, 0, 3.141592653589793},
        {"e * a", 1, 0, 2.718281828459045},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double y = value_of(cases[i].expression, cases[i].a, cases[i].b), expected = cases[i].expected;
        ck_assert_msg(isnan(expected) ? isnan(y) : mm_check_bits_of(y) == mm_check_bits_of(expected),
                      "%s at %g, %g is %g, not %g", cases[i].expression, cases[i].a, cases[i].b, y, expected);
    }
}
END_TEST

/* A value is the same alone, in a block, at the end of an odd one, strided, and whoever computes it. */
START_TEST(places_and_threads) {
    static const char *const expressions[] = {
        "exp(a) - log(b) * tanh(a / b)",
        "a + b - 3 * a + 0.1 * b - a / 7",
        "sigmoid(a) + softplus(-b) * silu(a) + logsumexp(a, b, 1)",
        "a > b ? a ^ 3 + erf(b) : max(a, 0) - gelu(b)",
    };
    enum { MOST = 9000, COUNT = sizeof expressions / sizeof expressions[0] };
    static double pairs[2 * MOST], alone[COUNT][MOST], results[COUNT][MOST];
    double *to[COUNT];
    static const size_t sizes[] = {1, 7, 8, 255, 256, 257, 4095, 4096, 4097, MOST};
    for (size_t i = 0; i < MOST; i++) {
        pairs[2 * i] = 3 * sin((double)i);
        pairs[2 * i + 1] = 0.5 + fabs(cos(0.7 * (double)i));
    }
    for (size_t threads = 1; threads <= 4; threads += 3) {
        struct mm_scene scene;
        mm_scene_open(&scene, expressions, COUNT, NULL, MM_SUMS_EXACT, threads);
        mm_evaluation_begin(scene.evaluation, NULL, 0);
        for (size_t k = 0; k < COUNT; k++) to[k] = alone[k];
        for (size_t i = 0; threads == 1 && i < MOST; i++) {
            struct mm_rows rows = mm_scene_rows(&scene, pairs, pairs + 1, NULL, NULL, i, 1, 2);
            double *one[COUNT];
            for (size_t k = 0; k < COUNT; k++) one[k] = alone[k] + i;
            mm_evaluation_rows(scene.evaluation, &rows, one, 1);
        }
        for (size_t s = 0; s < sizeof sizes / sizeof sizes[0]; s++) {
            struct mm_rows rows = mm_scene_rows(&scene, pairs, pairs + 1, NULL, NULL, 0, sizes[s], 2);
            for (size_t k = 0; k < COUNT; k++) to[k] = results[k];
            mm_evaluation_rows(scene.evaluation, &rows, to, 1);
            for (size_t k = 0; k < COUNT; k++)
                for (size_t i = 0; i < sizes[s]; i++) mm_check_bits(results[k][i], alone[k][i]);
        }
        mm_scene_close(&scene);
    }
}
END_TEST

/* Every function of the table has a kernel, or is folded or reduced; the table and its names agree. */
START_TEST(every_function) {
    size_t count;
    const char *const *names = mm_function_names(&count);
    ck_assert_ptr_null(names[count]);
    for (enum mm_function f = MM_FN_ABS; f < MM_FN_COUNT; f++) {
        const struct mm_function_facts *facts = mm_function_facts(f);
        char expression[80] = "";
        ck_assert(mm_function_find(mm_span_of(facts->name), facts->least) == f);
        bool named = false;
        for (size_t i = 0; i < count; i++) named = named || strcmp(names[i], facts->name) == 0;
        ck_assert_msg(named, "%s is not among the names", facts->name);
        for (unsigned k = 0; k < facts->least; k++) {
            strcat(expression, k == 0 ? facts->name : ", ");
            strcat(expression, k == 0 ? "(a" : "b");
        }
        strcat(expression, ")");
        /* All are defined at 1; an sd takes two rows. */
        ck_assert_msg(f == MM_FN_SD_ROWS || !isnan(value_of(expression, 1, 1)), "%s is NaN", expression);
    }
}
END_TEST

MM_CHECK_MAIN("kernels", known_values, conventions, places_and_threads, every_function)
