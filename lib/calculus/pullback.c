/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The derivative of each function of the language, written in that language. */
#include <math.h>

#include "calculus/adjoint.h"
#include "calculus/factors.h"

/* The vertices a rule is made of. */
struct rule {
    struct mm_graph *graph;
    mm_vertex v, a, b, c, adjoint;
};

static mm_vertex number(const struct rule *r, double value) {
    return mm_graph_constant(r->graph, value);
}

static mm_vertex call(const struct rule *r, enum mm_function function, mm_vertex x) {
    return mm_graph_apply1(r->graph, function, x);
}

static mm_vertex call2(const struct rule *r, enum mm_function function, mm_vertex x, mm_vertex y) {
    return mm_graph_apply2(r->graph, function, x, y);
}

static mm_vertex product(const struct rule *r, mm_vertex x, mm_vertex y) {
    return mm_product(r->graph, x, y);
}

static mm_vertex times(const struct rule *r, mm_vertex derivative) {
    return product(r, r->adjoint, derivative);
}

static mm_vertex over(const struct rule *r, mm_vertex denominator) {
    return mm_quotient(r->graph, r->adjoint, denominator);
}

static mm_vertex negative(const struct rule *r, mm_vertex x) {
    return mm_negative(r->graph, x);
}

static mm_vertex plus(const struct rule *r, mm_vertex x, double value) {
    return call2(r, MM_FN_ADD, x, number(r, value));
}

static mm_vertex square(const struct rule *r, mm_vertex x) {
    return call2(r, MM_FN_POWER, x, number(r, 2));
}

static mm_vertex where(const struct rule *r, mm_vertex condition, mm_vertex yes, mm_vertex no) {
    return mm_graph_apply(r->graph, MM_FN_CONDITIONAL, (const mm_vertex[]){condition, yes, no}, 3);
}

/* The adjoint where CONDITION holds, else 0. */
static mm_vertex only(const struct rule *r, mm_vertex condition) {
    return where(r, condition, r->adjoint, number(r, 0));
}

/* (1 - x)(1 + x), which does not cancel as 1 - x² does. */
static mm_vertex one_minus_square(const struct rule *r, mm_vertex x) {
    return product(r, call2(r, MM_FN_SUBTRACT, number(r, 1), x), plus(r, x, 1));
}

static mm_vertex power(const struct rule *r, size_t operand) {
    if (operand == 0) {
        mm_vertex lower = call2(r, MM_FN_POWER, r->a, call2(r, MM_FN_SUBTRACT, r->b, number(r, 1)));
        mm_vertex derivative = times(r, product(r, r->b, lower));
        if (mm_graph_at(r->graph, r->b)->kind != MM_VERTEX_CONSTANT)
            return where(r, call2(r, MM_FN_EQUAL, r->b, number(r, 0)), number(r, 0), derivative);
        return mm_graph_at(r->graph, r->b)->number == 0 ? MM_VERTEX_NONE : derivative;
    }
    mm_vertex at_zero = call2(r, MM_FN_AND, call2(r, MM_FN_EQUAL, r->a, number(r, 0)),
                              call2(r, MM_FN_GREATER_EQUAL, r->b, number(r, 0)));
    return where(r, at_zero, number(r, 0), times(r, product(r, r->v, call(r, MM_FN_LOG, r->a))));
}

/* Of least and largest: BETTER is the comparison that makes the operand the result. */
static mm_vertex extreme(const struct rule *r, size_t operand, enum mm_function better) {
    mm_vertex mine = operand == 0 ? r->a : r->b, other = operand == 0 ? r->b : r->a;
    return where(r, call2(r, MM_FN_EQUAL, mine, other), times(r, number(r, 0.5)),
                 only(r, call2(r, better, mine, other)));
}

static mm_vertex clamp(const struct rule *r, size_t operand) {
    mm_vertex x = r->a, low = r->b, high = r->c;
    if (operand == 0)
        return only(r, call2(r, MM_FN_AND, call2(r, MM_FN_GREATER_EQUAL, x, low), call2(r, MM_FN_LESS_EQUAL, x, high)));
    if (operand == 1)
        return only(r, call2(r, MM_FN_AND, call2(r, MM_FN_LESS, x, low), call2(r, MM_FN_LESS, low, high)));
    return only(r, call2(r, MM_FN_OR, call2(r, MM_FN_GREATER, x, high), call2(r, MM_FN_LESS, high, low)));
}

/* Φ(x) + x φ(x) */
static mm_vertex gelu(const struct rule *r) {
    mm_vertex density = call(r, MM_FN_EXP, product(r, number(r, -0.5), square(r, r->a)));
    mm_vertex mass = call(r, MM_FN_ERFC, product(r, number(r, -M_SQRT1_2), r->a));
    return call2(r, MM_FN_ADD, product(r, number(r, 0.5), mass),
                 product(r, number(r, M_2_SQRTPI * M_SQRT1_2 / 2), product(r, r->a, density)));
}

/* s (1 + x (1 - s)), the second s as that of -x */
static mm_vertex silu(const struct rule *r) {
    mm_vertex rest = call(r, MM_FN_SIGMOID, negative(r, r->a));
    return product(r, call(r, MM_FN_SIGMOID, r->a), plus(r, product(r, r->a, rest), 1));
}

static mm_vertex gaussian(const struct rule *r) {
    return product(r, number(r, M_2_SQRTPI), call(r, MM_FN_EXP, negative(r, square(r, r->a))));
}

static mm_vertex of_one(const struct rule *r, enum mm_function function) {
    switch (function) {
    case MM_FN_NEGATE:
        return negative(r, r->adjoint);
    case MM_FN_ABS:
        return times(r, call(r, MM_FN_SIGN, r->a));
    case MM_FN_SQRT:
        return over(r, product(r, number(r, 2), r->v));
    case MM_FN_CBRT:
        return over(r, product(r, number(r, 3), square(r, r->v)));
    case MM_FN_EXP:
        return times(r, r->v);
    case MM_FN_EXPM1:
        return times(r, call(r, MM_FN_EXP, r->a));
    case MM_FN_LOG:
        return over(r, r->a);
    case MM_FN_LOG1P:
        return over(r, plus(r, r->a, 1));
    case MM_FN_LOG2:
        return over(r, product(r, number(r, M_LN2), r->a));
    case MM_FN_LOG10:
        return over(r, product(r, number(r, M_LN10), r->a));
    case MM_FN_SIN:
        return times(r, call(r, MM_FN_COS, r->a));
    case MM_FN_COS:
        return negative(r, times(r, call(r, MM_FN_SIN, r->a)));
    case MM_FN_TAN:
        return times(r, plus(r, square(r, r->v), 1));
    case MM_FN_ASIN:
        return over(r, call(r, MM_FN_SQRT, one_minus_square(r, r->a)));
    case MM_FN_ACOS:
        return negative(r, over(r, call(r, MM_FN_SQRT, one_minus_square(r, r->a))));
    case MM_FN_ATAN:
        return over(r, plus(r, square(r, r->a), 1));
    case MM_FN_SINH:
        return times(r, call(r, MM_FN_COSH, r->a));
    case MM_FN_COSH:
        return times(r, call(r, MM_FN_SINH, r->a));
    case MM_FN_TANH: /* 1 - tanh² would cancel */
        return over(r, square(r, call(r, MM_FN_COSH, r->a)));
    case MM_FN_ASINH:
        return over(r, call2(r, MM_FN_HYPOT, r->a, number(r, 1)));
    case MM_FN_ACOSH:
        return over(r, product(r, call(r, MM_FN_SQRT, plus(r, r->a, -1)), call(r, MM_FN_SQRT, plus(r, r->a, 1))));
    case MM_FN_ATANH:
        return over(r, one_minus_square(r, r->a));
    case MM_FN_SIGMOID:
        return times(r, product(r, r->v, call(r, MM_FN_SIGMOID, negative(r, r->a))));
    case MM_FN_SOFTPLUS:
        return times(r, call(r, MM_FN_SIGMOID, r->a));
    case MM_FN_RELU:
        return only(r, call2(r, MM_FN_GREATER, r->a, number(r, 0)));
    case MM_FN_GELU:
        return times(r, gelu(r));
    case MM_FN_SILU:
        return times(r, silu(r));
    case MM_FN_ERF:
        return times(r, gaussian(r));
    case MM_FN_ERFC:
        return negative(r, times(r, gaussian(r)));
    case MM_FN_LGAMMA:
        return times(r, call(r, MM_FN_DIGAMMA, r->a));
    case MM_FN_DIGAMMA:
        return times(r, call2(r, MM_FN_POLYGAMMA, number(r, 1), r->a));
    default:
        return MM_VERTEX_NONE;
    }
}

static mm_vertex of_several(const struct rule *r, enum mm_function function, size_t operand) {
    bool first = operand == 0;
    switch (function) {
    case MM_FN_ADD:
        return r->adjoint;
    case MM_FN_SUBTRACT:
        return first ? r->adjoint : negative(r, r->adjoint);
    case MM_FN_MULTIPLY:
        return times(r, first ? r->b : r->a);
    case MM_FN_DIVIDE:
        return first ? over(r, r->b) : negative(r, times(r, call2(r, MM_FN_DIVIDE, r->v, r->b)));
    case MM_FN_POWER:
        return power(r, operand);
    case MM_FN_MIN:
        return extreme(r, operand, MM_FN_LESS);
    case MM_FN_MAX:
        return extreme(r, operand, MM_FN_GREATER);
    case MM_FN_HYPOT:
        return times(r, call2(r, MM_FN_DIVIDE, first ? r->a : r->b, r->v));
    case MM_FN_ATAN2: {
        mm_vertex h = call2(r, MM_FN_HYPOT, r->a, r->b);
        mm_vertex ratio = call2(r, MM_FN_DIVIDE, call2(r, MM_FN_DIVIDE, first ? r->b : r->a, h), h);
        return first ? times(r, ratio) : negative(r, times(r, ratio));
    }
    case MM_FN_LOGSUMEXP:
        return times(r, call(r, MM_FN_SIGMOID,
                             first ? call2(r, MM_FN_SUBTRACT, r->a, r->b) : call2(r, MM_FN_SUBTRACT, r->b, r->a)));
    case MM_FN_POLYGAMMA:
        return first ? MM_VERTEX_NONE : times(r, call2(r, MM_FN_POLYGAMMA, plus(r, r->a, 1), r->b));
    case MM_FN_CLAMP:
        return clamp(r, operand);
    case MM_FN_CONDITIONAL:
        return operand == 0   ? MM_VERTEX_NONE
               : operand == 1 ? where(r, r->a, r->adjoint, number(r, 0))
                              : where(r, r->a, number(r, 0), r->adjoint);
    default:
        return MM_VERTEX_NONE;
    }
}

mm_vertex mm_pullback(struct mm_graph *graph, mm_vertex v, size_t operand, mm_vertex adjoint) {
    struct mm_graph_vertex at = *mm_graph_at(graph, v);
    struct rule rule = {
        .graph = graph, .v = v, .a = at.operands[0], .b = at.operands[1], .c = at.operands[2], .adjoint = adjoint};
    return at.count == 1 ? of_one(&rule, at.function) : of_several(&rule, at.function, operand);
}
