/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of operators and functions. */
#include "expr/function.h"

#include <stddef.h>

#define OPERATOR(sign, precedence, arguments, says)                                                                    \
    { .name = (sign), .meaning = (says), .binds = (precedence), .least = (arguments), .most = (arguments) }
#define CALL(word, tex, c, fewest, greatest, says)                                                                     \
    {                                                                                                                  \
        .name = (word), .latex = (tex), .in_c = (c), .meaning = (says), .binds = MM_BINDS_PRIMARY, .least = (fewest),  \
        .most = (greatest)                                                                                             \
    }
#define OVER_ROWS(word, says)                                                                                          \
    { .name = (word), .meaning = (says), .binds = MM_BINDS_PRIMARY, .least = 1, .most = 1, .over_rows = true }

static const struct mm_function_facts facts[MM_FN_COUNT] = {
    [MM_FN_CONDITIONAL] = OPERATOR("?", MM_BINDS_CONDITIONAL, 3, "c ? a : b is a where c holds, else b"),
    [MM_FN_OR] = OPERATOR("||", MM_BINDS_OR, 2, "or"),
    [MM_FN_AND] = OPERATOR("&&", MM_BINDS_AND, 2, "and"),
    [MM_FN_EQUAL] = OPERATOR("==", MM_BINDS_COMPARISON, 2, "equal"),
    [MM_FN_UNEQUAL] = OPERATOR("!=", MM_BINDS_COMPARISON, 2, "not equal"),
    [MM_FN_LESS] = OPERATOR("<", MM_BINDS_COMPARISON, 2, "less"),
    [MM_FN_LESS_EQUAL] = OPERATOR("<=", MM_BINDS_COMPARISON, 2, "less or equal"),
    [MM_FN_GREATER] = OPERATOR(">", MM_BINDS_COMPARISON, 2, "greater"),
    [MM_FN_GREATER_EQUAL] = OPERATOR(">=", MM_BINDS_COMPARISON, 2, "greater or equal"),
    [MM_FN_ADD] = OPERATOR("+", MM_BINDS_SUM, 2, "sum"),
    [MM_FN_SUBTRACT] = OPERATOR("-", MM_BINDS_SUM, 2, "difference"),
    [MM_FN_MULTIPLY] = OPERATOR("*", MM_BINDS_PRODUCT, 2, "product"),
    [MM_FN_DIVIDE] = OPERATOR("/", MM_BINDS_PRODUCT, 2, "quotient"),
    [MM_FN_NEGATE] = OPERATOR("-", MM_BINDS_SIGN, 1, "negative"),
    [MM_FN_NOT] = OPERATOR("!", MM_BINDS_SIGN, 1, "not"),
    [MM_FN_POWER] = OPERATOR("^", MM_BINDS_POWER, 2, "power"),

    [MM_FN_ABS] = CALL("abs", NULL, "fabs", 1, 1, "absolute value; its derivative at 0 is 0"),
    [MM_FN_SQRT] = CALL("sqrt", NULL, "sqrt", 1, 1, "square root; its derivative at 0 is inf"),
    [MM_FN_CBRT] = CALL("cbrt", NULL, "cbrt", 1, 1, "cube root"),
    [MM_FN_EXP] = CALL("exp", "\\exp", "exp", 1, 1, "e^x"),
    [MM_FN_EXPM1] = CALL("expm1", NULL, "expm1", 1, 1, "e^x - 1, accurate near 0"),
    [MM_FN_LOG] = CALL("log", "\\log", "log", 1, 1, "natural logarithm"),
    [MM_FN_LOG1P] = CALL("log1p", NULL, "log1p", 1, 1, "log(1 + x), accurate near 0"),
    [MM_FN_LOG2] = CALL("log2", "\\log_{2}", "log2", 1, 1, "logarithm to base 2"),
    [MM_FN_LOG10] = CALL("log10", "\\log_{10}", "log10", 1, 1, "logarithm to base 10"),
    [MM_FN_SIN] = CALL("sin", "\\sin", "sin", 1, 1, "sine of an angle in radians"),
    [MM_FN_COS] = CALL("cos", "\\cos", "cos", 1, 1, "cosine"),
    [MM_FN_TAN] = CALL("tan", "\\tan", "tan", 1, 1, "tangent"),
    [MM_FN_ASIN] = CALL("asin", "\\arcsin", "asin", 1, 1, "inverse sine"),
    [MM_FN_ACOS] = CALL("acos", "\\arccos", "acos", 1, 1, "inverse cosine"),
    [MM_FN_ATAN] = CALL("atan", "\\arctan", "atan", 1, 1, "inverse tangent"),
    [MM_FN_ATAN2] = CALL("atan2", NULL, "atan2", 2, 2, "atan2(y, x): the angle of the point (x, y)"),
    [MM_FN_SINH] = CALL("sinh", "\\sinh", "sinh", 1, 1, "hyperbolic sine"),
    [MM_FN_COSH] = CALL("cosh", "\\cosh", "cosh", 1, 1, "hyperbolic cosine"),
    [MM_FN_TANH] = CALL("tanh", "\\tanh", "tanh", 1, 1, "hyperbolic tangent"),
    [MM_FN_ASINH] = CALL("asinh", NULL, "asinh", 1, 1, "inverse hyperbolic sine"),
    [MM_FN_ACOSH] = CALL("acosh", NULL, "acosh", 1, 1, "inverse hyperbolic cosine"),
    [MM_FN_ATANH] = CALL("atanh", NULL, "atanh", 1, 1, "inverse hyperbolic tangent"),
    [MM_FN_SIGMOID] = CALL("sigmoid", "\\sigma", NULL, 1, 1, "1/(1 + e^-x)"),
    [MM_FN_SOFTPLUS] = CALL("softplus", NULL, NULL, 1, 1, "log(1 + e^x) without overflow"),
    [MM_FN_RELU] = CALL("relu", NULL, NULL, 1, 1, "x where x > 0, else 0; its derivative at 0 is 0"),
    [MM_FN_GELU] = CALL("gelu", NULL, NULL, 1, 1, "x P(Z <= x) for a standard normal Z"),
    [MM_FN_SILU] = CALL("silu", NULL, NULL, 1, 1, "x sigmoid(x)"),
    [MM_FN_ERF] = CALL("erf", NULL, "erf", 1, 1, "error function"),
    [MM_FN_ERFC] = CALL("erfc", NULL, "erfc", 1, 1, "1 - erf(x), accurate in the tail"),
    [MM_FN_LGAMMA] = CALL("lgamma", NULL, "lgamma", 1, 1, "logarithm of the absolute value of the gamma function"),
    [MM_FN_DIGAMMA] = CALL("digamma", "\\psi", NULL, 1, 1, "derivative of lgamma"),
    [MM_FN_POLYGAMMA] = CALL("polygamma", NULL, NULL, 2, 2, "polygamma(n, x): derivative number n of digamma"),
    [MM_FN_MIN] =
        CALL("min", "\\min", "fmin", 2, MM_ARGUMENTS_ANY, "least of two or more; a tie shares the derivative"),
    [MM_FN_MAX] =
        CALL("max", "\\max", "fmax", 2, MM_ARGUMENTS_ANY, "largest of two or more; a tie shares the derivative"),
    [MM_FN_HYPOT] = CALL("hypot", NULL, "hypot", 2, 2, "sqrt(x^2 + y^2) without overflow"),
    [MM_FN_SIGN] = CALL("sign", NULL, NULL, 1, 1, "-1, 0 or 1; its derivative is 0"),
    [MM_FN_FLOOR] = CALL("floor", NULL, "floor", 1, 1, "the whole number below; its derivative is 0"),
    [MM_FN_CEIL] = CALL("ceil", NULL, "ceil", 1, 1, "the whole number above; its derivative is 0"),
    [MM_FN_ROUND] = CALL("round", NULL, "rint", 1, 1, "the nearest whole number, halves to even; its derivative is 0"),
    [MM_FN_CLAMP] = CALL("clamp", NULL, NULL, 3, 3, "clamp(x, low, high): x kept within bounds"),
    [MM_FN_LOGSUMEXP] = CALL("logsumexp", NULL, NULL, 1, MM_ARGUMENTS_ANY, "log(e^a + e^b + ...) without overflow"),
    [MM_FN_DOT] = CALL("dot", NULL, NULL, 2, MM_ARGUMENTS_ANY,
                       "dot(w, a, b, ...) or dot(w, x1..x9): w[1]*a + w[2]*b + ..., w a vector parameter"),

    [MM_FN_MEAN_ROWS] = OVER_ROWS("mean", "mean over the rows"),
    [MM_FN_SUM_ROWS] = OVER_ROWS("sum", "sum over the rows"),
    [MM_FN_MIN_ROWS] = OVER_ROWS("min", "least over the rows, of one argument"),
    [MM_FN_MAX_ROWS] = OVER_ROWS("max", "largest over the rows, of one argument"),
    [MM_FN_SD_ROWS] = OVER_ROWS("sd", "standard deviation over the rows (n - 1)"),
    [MM_FN_COUNT_ROWS] = OVER_ROWS("count", "how many rows have a number (not nan) there"),
};

/* Without a second min and max. */
static const char *const names[] = {"abs",       "sqrt", "cbrt",  "exp",   "expm1", "log",    "log1p",   "log2",
                                    "log10",     "sin",  "cos",   "tan",   "asin",  "acos",   "atan",    "atan2",
                                    "sinh",      "cosh", "tanh",  "asinh", "acosh", "atanh",  "sigmoid", "softplus",
                                    "relu",      "gelu", "silu",  "erf",   "erfc",  "lgamma", "digamma", "polygamma",
                                    "min",       "max",  "hypot", "sign",  "floor", "ceil",   "round",   "clamp",
                                    "logsumexp", "dot",  "mean",  "sum",   "sd",    "count",  NULL};

const struct mm_function_facts *mm_function_facts(enum mm_function function) {
    return &facts[function];
}

enum mm_function mm_function_find(struct mm_span name, size_t count) {
    enum mm_function found = MM_FN_COUNT;
    for (enum mm_function f = MM_FN_ABS; f < MM_FN_COUNT; f++) {
        if (!mm_span_is(name, facts[f].name)) continue;
        if (count == 1 && facts[f].over_rows) return f;
        if (found == MM_FN_COUNT) found = f;
    }
    return found;
}

const char *const *mm_function_names(size_t *count) {
    *count = sizeof names / sizeof *names - 1;
    return names;
}

bool mm_comparison_holds(enum mm_function comparison, int order) {
    switch (comparison) {
    case MM_FN_EQUAL:
        return order == 0;
    case MM_FN_UNEQUAL:
        return order != 0;
    case MM_FN_LESS:
        return order < 0;
    case MM_FN_LESS_EQUAL:
        return order <= 0;
    case MM_FN_GREATER:
        return order > 0;
    default:
        return order >= 0;
    }
}
