/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The operators and functions of the expression language: one table for the parser, the printers, evaluation and the
 * manual. */
#ifndef MM_EXPR_FUNCTION_H
#define MM_EXPR_FUNCTION_H

#include "base/text.h"

/* Operators first, in the order of their table; then functions of numbers, row by row; then reductions over rows. */
enum mm_function {
    MM_FN_CONDITIONAL, /* c ? a : b */
    MM_FN_OR,
    MM_FN_AND,
    MM_FN_EQUAL,
    MM_FN_UNEQUAL,
    MM_FN_LESS,
    MM_FN_LESS_EQUAL,
    MM_FN_GREATER,
    MM_FN_GREATER_EQUAL,
    MM_FN_ADD,
    MM_FN_SUBTRACT,
    MM_FN_MULTIPLY,
    MM_FN_DIVIDE,
    MM_FN_NEGATE,
    MM_FN_NOT,
    MM_FN_POWER,

    MM_FN_ABS,
    MM_FN_SQRT,
    MM_FN_CBRT,
    MM_FN_EXP,
    MM_FN_EXPM1,
    MM_FN_LOG,
    MM_FN_LOG1P,
    MM_FN_LOG2,
    MM_FN_LOG10,
    MM_FN_SIN,
    MM_FN_COS,
    MM_FN_TAN,
    MM_FN_ASIN,
    MM_FN_ACOS,
    MM_FN_ATAN,
    MM_FN_ATAN2,
    MM_FN_SINH,
    MM_FN_COSH,
    MM_FN_TANH,
    MM_FN_ASINH,
    MM_FN_ACOSH,
    MM_FN_ATANH,
    MM_FN_SIGMOID,
    MM_FN_SOFTPLUS,
    MM_FN_RELU,
    MM_FN_GELU,
    MM_FN_SILU,
    MM_FN_ERF,
    MM_FN_ERFC,
    MM_FN_LGAMMA,
    MM_FN_DIGAMMA,
    MM_FN_POLYGAMMA, /* polygamma(n, x): the derivatives of digamma */
    MM_FN_MIN,       /* of two or more numbers; of one: MM_FN_MIN_ROWS */
    MM_FN_MAX,
    MM_FN_HYPOT,
    MM_FN_SIGN,
    MM_FN_FLOOR,
    MM_FN_CEIL,
    MM_FN_ROUND,
    MM_FN_CLAMP,
    MM_FN_LOGSUMEXP,
    MM_FN_DOT, /* dot(w, a, b, …): w a vector parameter; dot(a, b) of numbers a product */

    MM_FN_MEAN_ROWS,
    MM_FN_SUM_ROWS,
    MM_FN_MIN_ROWS,
    MM_FN_MAX_ROWS,
    MM_FN_SD_ROWS,
    MM_FN_COUNT_ROWS,
    MM_FN_COUNT
};

/* How tightly operators bind, from the loosest; a call, a name and a number are primaries. */
enum mm_precedence {
    MM_BINDS_CONDITIONAL = 1, /* from the right */
    MM_BINDS_OR,
    MM_BINDS_AND,
    MM_BINDS_COMPARISON, /* does not chain */
    MM_BINDS_SUM,
    MM_BINDS_PRODUCT,
    MM_BINDS_SIGN,
    MM_BINDS_POWER, /* from the right; its exponent may carry a sign */
    MM_BINDS_PRIMARY
};

enum { MM_ARGUMENTS_ANY = 1 << 20 };

struct mm_function_facts {
    const char *name;    /* as it is called; of an operator its sign */
    const char *latex;   /* "\\sin"; null: the name in upright letters */
    const char *in_c;    /* the function of C's library; null: none of that name and meaning */
    const char *meaning; /* for the manual */
    enum mm_precedence binds;
    unsigned least, most; /* arguments */
    bool over_rows;
};

/* Whether a comparison holds of two that stand in this order: below 0, 0, or above, as memcmp answers. */
bool mm_comparison_holds(enum mm_function comparison, int order);

const struct mm_function_facts *mm_function_facts(enum mm_function function);
/* The function called NAME with COUNT arguments (1 decides for the reductions among min and max), or MM_FN_COUNT. */
enum mm_function mm_function_find(struct mm_span name, size_t count);
/* Their names, for suggestions; ended by null, COUNT without it. */
const char *const *mm_function_names(size_t *count);

#endif
