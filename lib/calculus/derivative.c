/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules of differentiation. */
#include "calculus/derivative.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/symbol.h"

struct deriver {
    struct mm_algebra *a;
    mm_symbol variable;
    mm_symbol *known; /* derivatives of the symbols that were there before; MM_SYMBOL_NONE: not yet */
    bool refused;     /* by the order of polygamma */
};

static mm_symbol derive(struct deriver *d, mm_symbol s);

static mm_symbol of_sum(struct deriver *d, mm_symbol s) {
    struct mm_symbols terms = {0};
    for (size_t i = 0; i < mm_symbol_at(d->a, s)->count && !d->a->failed; i++)
        mm_symbols_add(d->a, &terms, derive(d, mm_symbol_part(d->a, s, i)));
    mm_symbol result = mm_symbol_sum(d->a, terms.items, terms.count);
    free(terms.items);
    return result;
}

static mm_symbol of_product(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    struct mm_symbols terms = {0};
    size_t count = mm_symbol_at(a, s)->count;
    for (size_t i = 0; i < count && !a->failed; i++) {
        struct mm_symbols factors = {0};
        mm_symbol inner = derive(d, mm_symbol_part(a, s, i));
        if (mm_symbol_is_number(a, inner, 0)) continue;
        mm_symbols_add(a, &factors, inner);
        for (size_t j = 0; j < count && !a->failed; j++)
            if (j != i) mm_symbols_add(a, &factors, mm_symbol_part(a, s, j));
        mm_symbols_add(a, &terms, mm_symbol_product(a, factors.items, factors.count));
        free(factors.items);
    }
    mm_symbol result = mm_symbol_sum(a, terms.items, terms.count);
    free(terms.items);
    return result;
}

static mm_symbol times(struct mm_algebra *a, mm_symbol x, mm_symbol y, mm_symbol z) {
    return mm_symbol_product(a, (mm_symbol[]){x, y, z}, 3);
}

/* (u^v)' = v u^(v-1) u' + u^v log(u) v' */
static mm_symbol of_power(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    mm_symbol u = mm_symbol_part(a, s, 0), v = mm_symbol_part(a, s, 1);
    mm_symbol du = derive(d, u), dv = derive(d, v), one = mm_symbol_whole(a, 1);
    if (a->failed) return MM_SYMBOL_NONE;
    if (mm_symbol_is_number(a, dv, 0)) return times(a, v, mm_symbol_power(a, u, mm_symbol_subtract(a, v, one)), du);
    mm_symbol logarithm = mm_symbol_call1(a, MM_FN_LOG, u);
    if (mm_symbol_is_number(a, du, 0)) return times(a, s, logarithm, dv);
    mm_symbol by_base = times(a, v, du, mm_symbol_raise(a, u, -1, 1));
    return mm_symbol_multiply(a, s, mm_symbol_add(a, mm_symbol_multiply(a, dv, logarithm), by_base));
}

static mm_symbol square(struct mm_algebra *a, mm_symbol x) {
    return mm_symbol_raise(a, x, 2, 1);
}

/* number + sign x² */
static mm_symbol with_square(struct mm_algebra *a, int64_t number, int64_t sign, mm_symbol x) {
    return mm_symbol_add(a, mm_symbol_whole(a, number), mm_symbol_multiply(a, mm_symbol_whole(a, sign), square(a, x)));
}

static mm_symbol pi(struct mm_algebra *a) {
    return a->pi_varies ? mm_symbol_number(a, mm_rational_from(M_PI)) : mm_symbol_named(a, "pi");
}

static mm_symbol reciprocal(struct mm_algebra *a, mm_symbol x) {
    return mm_symbol_raise(a, x, -1, 1);
}

/* 1/(x log(base)) */
static mm_symbol of_logarithm(struct mm_algebra *a, mm_symbol x, int64_t base) {
    return reciprocal(a, mm_symbol_multiply(a, x, mm_symbol_call1(a, MM_FN_LOG, mm_symbol_whole(a, base))));
}

/* exp(-x²/2)/sqrt(2 pi) */
static mm_symbol normal_density(struct mm_algebra *a, mm_symbol x) {
    mm_symbol bell = mm_symbol_call1(a, MM_FN_EXP, mm_symbol_multiply(a, mm_symbol_fraction(a, -1, 2), square(a, x)));
    return mm_symbol_divide(a, bell, mm_symbol_raise(a, mm_symbol_multiply(a, mm_symbol_whole(a, 2), pi(a)), 1, 2));
}

/* gelu' = P(Z <= x) + x p(x), the first as erfc(-x/sqrt(2))/2, which has no cancellation. */
static mm_symbol of_gelu(struct mm_algebra *a, mm_symbol x) {
    mm_symbol scaled = mm_symbol_multiply(a, x, mm_symbol_raise(a, mm_symbol_whole(a, 2), -1, 2));
    mm_symbol below = mm_symbol_call1(a, MM_FN_ERFC, mm_symbol_negate(a, scaled));
    return mm_symbol_add(a, mm_symbol_multiply(a, mm_symbol_fraction(a, 1, 2), below),
                         mm_symbol_multiply(a, x, normal_density(a, x)));
}

/* f'(x) of the functions of one number; those of sigmoid and tanh in forms that keep their digits far out. */
static mm_symbol outer(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol fx) {
    mm_symbol minus = mm_symbol_negate(a, x), one = mm_symbol_whole(a, 1);
    switch (f) {
    case MM_FN_ABS:
        return mm_symbol_call1(a, MM_FN_SIGN, x);
    case MM_FN_CBRT:
        return mm_symbol_divide(a, mm_symbol_fraction(a, 1, 3), square(a, fx));
    case MM_FN_EXP:
        return fx;
    case MM_FN_EXPM1:
        return mm_symbol_call1(a, MM_FN_EXP, x);
    case MM_FN_LOG:
        return reciprocal(a, x);
    case MM_FN_LOG1P:
        return reciprocal(a, mm_symbol_add(a, one, x));
    case MM_FN_LOG2:
        return of_logarithm(a, x, 2);
    case MM_FN_LOG10:
        return of_logarithm(a, x, 10);
    case MM_FN_SIN:
        return mm_symbol_call1(a, MM_FN_COS, x);
    case MM_FN_COS:
        return mm_symbol_negate(a, mm_symbol_call1(a, MM_FN_SIN, x));
    case MM_FN_TAN:
        return mm_symbol_raise(a, mm_symbol_call1(a, MM_FN_COS, x), -2, 1);
    case MM_FN_ASIN:
        return mm_symbol_raise(a, with_square(a, 1, -1, x), -1, 2);
    case MM_FN_ACOS:
        return mm_symbol_negate(a, mm_symbol_raise(a, with_square(a, 1, -1, x), -1, 2));
    case MM_FN_ATAN:
        return reciprocal(a, with_square(a, 1, 1, x));
    case MM_FN_SINH:
        return mm_symbol_call1(a, MM_FN_COSH, x);
    case MM_FN_COSH:
        return mm_symbol_call1(a, MM_FN_SINH, x);
    case MM_FN_TANH:
        return mm_symbol_raise(a, mm_symbol_call1(a, MM_FN_COSH, x), -2, 1);
    case MM_FN_ASINH:
        return mm_symbol_raise(a, with_square(a, 1, 1, x), -1, 2);
    case MM_FN_ACOSH:
        return mm_symbol_raise(a, with_square(a, -1, 1, x), -1, 2);
    case MM_FN_ATANH:
        return reciprocal(a, with_square(a, 1, -1, x));
    case MM_FN_SIGMOID:
        return mm_symbol_multiply(a, fx, mm_symbol_call1(a, MM_FN_SIGMOID, minus));
    case MM_FN_SOFTPLUS:
        return mm_symbol_call1(a, MM_FN_SIGMOID, x);
    case MM_FN_RELU:
        return mm_symbol_call2(a, MM_FN_GREATER, x, mm_symbol_whole(a, 0));
    case MM_FN_GELU:
        return of_gelu(a, x);
    case MM_FN_SILU:
        return mm_symbol_multiply(
            a, mm_symbol_call1(a, MM_FN_SIGMOID, x),
            mm_symbol_add(a, one, mm_symbol_multiply(a, x, mm_symbol_call1(a, MM_FN_SIGMOID, minus))));
    case MM_FN_ERF:
    case MM_FN_ERFC:
        return times(a, mm_symbol_whole(a, f == MM_FN_ERF ? 2 : -2), mm_symbol_raise(a, pi(a), -1, 2),
                     mm_symbol_call1(a, MM_FN_EXP, mm_symbol_negate(a, square(a, x))));
    case MM_FN_LGAMMA:
        return mm_symbol_call1(a, MM_FN_DIGAMMA, x);
    case MM_FN_DIGAMMA:
        return mm_symbol_call2(a, MM_FN_POLYGAMMA, one, x);
    default: /* steps: sign, floor, ceil, round, not */
        return mm_symbol_whole(a, 0);
    }
}

static mm_symbol choose(struct mm_algebra *a, mm_symbol condition, mm_symbol x, mm_symbol y) {
    return mm_symbol_call(a, MM_FN_CONDITIONAL, (mm_symbol[]){condition, x, y}, 3);
}

/* Of the greater (or lesser) of x and y; a tie shares. */
static mm_symbol of_greater(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol dx, mm_symbol y,
                            mm_symbol dy) {
    if (a->failed) return MM_SYMBOL_NONE;
    if (mm_symbol_at(a, x)->kind == MM_SYMBOL_NUMBER) { /* what varies is compared with the number */
        mm_symbol swapped = x, derivative = dx;
        x = y, dx = dy;
        y = swapped, dy = derivative;
    }
    mm_symbol half = mm_symbol_multiply(a, mm_symbol_fraction(a, 1, 2), mm_symbol_add(a, dx, dy));
    return choose(a, mm_symbol_call2(a, f == MM_FN_MAX ? MM_FN_GREATER : MM_FN_LESS, x, y), dx,
                  choose(a, mm_symbol_call2(a, MM_FN_EQUAL, x, y), half, dy));
}

static mm_symbol of_extreme(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    enum mm_function f = mm_symbol_at(a, s)->function;
    mm_symbol value = mm_symbol_part(a, s, 0), derivative = derive(d, value);
    for (size_t i = 1; i < mm_symbol_at(a, s)->count && !a->failed; i++) {
        mm_symbol next = mm_symbol_part(a, s, i);
        derivative = of_greater(a, f, value, derivative, next, derive(d, next));
        value = mm_symbol_call2(a, f, value, next);
    }
    return derivative;
}

static mm_symbol of_clamp(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    mm_symbol x = mm_symbol_part(a, s, 0), low = mm_symbol_part(a, s, 1), high = mm_symbol_part(a, s, 2);
    mm_symbol dx = derive(d, x), dlow = derive(d, low), dhigh = derive(d, high);
    if (mm_symbol_is_number(a, dlow, 0) && mm_symbol_is_number(a, dhigh, 0)) {
        mm_symbol within = mm_symbol_call2(a, MM_FN_AND, mm_symbol_call2(a, MM_FN_GREATER_EQUAL, x, low),
                                           mm_symbol_call2(a, MM_FN_LESS_EQUAL, x, high));
        return mm_symbol_multiply(a, within, dx);
    }
    return choose(a, mm_symbol_call2(a, MM_FN_LESS, x, low), dlow,
                  choose(a, mm_symbol_call2(a, MM_FN_GREATER, x, high), dhigh, dx));
}

/* Of log(Σ exp(x_i)): the softmax of the x, here as sigmoids (two operands) or exp(x_i - logsumexp), times their own. */
static mm_symbol of_logsumexp(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    struct mm_symbols terms = {0};
    size_t count = mm_symbol_at(a, s)->count;
    for (size_t i = 0; i < count && !a->failed; i++) {
        mm_symbol x = mm_symbol_part(a, s, i), dx = derive(d, x);
        if (mm_symbol_is_number(a, dx, 0)) continue;
        mm_symbol gap = mm_symbol_subtract(a, x, count == 2 ? mm_symbol_part(a, s, 1 - i) : s);
        mm_symbol weight = mm_symbol_call1(a, count == 2 ? MM_FN_SIGMOID : MM_FN_EXP, gap);
        mm_symbols_add(a, &terms, mm_symbol_multiply(a, weight, dx));
    }
    mm_symbol result = mm_symbol_sum(a, terms.items, terms.count);
    free(terms.items);
    return result;
}

static mm_symbol of_rows(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    enum mm_function f = mm_symbol_at(a, s)->function;
    mm_symbol x = mm_symbol_part(a, s, 0), dx = derive(d, x), one = mm_symbol_whole(a, 1);
    if (f == MM_FN_COUNT_ROWS || mm_symbol_is_number(a, dx, 0)) return mm_symbol_whole(a, 0);
    if (f == MM_FN_MEAN_ROWS || f == MM_FN_SUM_ROWS) return mm_symbol_call1(a, f, dx);
    if (f == MM_FN_SD_ROWS) {
        mm_symbol deviation = mm_symbol_subtract(a, x, mm_symbol_call1(a, MM_FN_MEAN_ROWS, x));
        mm_symbol rows = mm_symbol_call1(a, MM_FN_SUM_ROWS, one);
        mm_symbol under = mm_symbol_multiply(a, mm_symbol_subtract(a, rows, one), s);
        return mm_symbol_divide(a, mm_symbol_call1(a, MM_FN_SUM_ROWS, mm_symbol_multiply(a, deviation, dx)), under);
    }
    mm_symbol attained = mm_symbol_call2(a, MM_FN_EQUAL, x, s);
    return mm_symbol_divide(a, mm_symbol_call1(a, MM_FN_SUM_ROWS, mm_symbol_multiply(a, attained, dx)),
                            mm_symbol_call1(a, MM_FN_SUM_ROWS, attained));
}

/* Functions of two numbers. */
static mm_symbol of_pair(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    enum mm_function f = mm_symbol_at(a, s)->function;
    mm_symbol x = mm_symbol_part(a, s, 0), y = mm_symbol_part(a, s, 1), dx = derive(d, x), dy = derive(d, y);
    if (a->failed) return MM_SYMBOL_NONE;
    if (f == MM_FN_HYPOT)
        return mm_symbol_divide(a, mm_symbol_add(a, mm_symbol_multiply(a, x, dx), mm_symbol_multiply(a, y, dy)), s);
    if (f == MM_FN_ATAN2)
        return mm_symbol_divide(a, mm_symbol_subtract(a, mm_symbol_multiply(a, y, dx), mm_symbol_multiply(a, x, dy)),
                                mm_symbol_add(a, square(a, x), square(a, y)));
    if (f != MM_FN_POLYGAMMA) return mm_symbol_whole(a, 0); /* comparisons and logic */
    if (!mm_symbol_is_number(a, dx, 0)) d->refused = a->failed = true;
    mm_symbol next = mm_symbol_add(a, x, mm_symbol_whole(a, 1));
    return mm_symbol_multiply(a, mm_symbol_call2(a, MM_FN_POLYGAMMA, next, y), dy);
}

static mm_symbol of_call(struct deriver *d, mm_symbol s) {
    struct mm_algebra *a = d->a;
    const struct mm_symbol_facts *call = mm_symbol_at(a, s);
    enum mm_function f = call->function;
    if (mm_function_facts(f)->over_rows) return of_rows(d, s);
    switch (f) {
    case MM_FN_CONDITIONAL: {
        mm_symbol x = derive(d, mm_symbol_part(a, s, 1)), y = derive(d, mm_symbol_part(a, s, 2));
        return a->failed ? MM_SYMBOL_NONE : choose(a, mm_symbol_part(a, s, 0), x, y);
    }
    case MM_FN_MIN:
    case MM_FN_MAX:
        return of_extreme(d, s);
    case MM_FN_CLAMP:
        return of_clamp(d, s);
    case MM_FN_LOGSUMEXP:
        return of_logsumexp(d, s);
    default:
        break;
    }
    if (call->count == 2) return of_pair(d, s);
    mm_symbol x = mm_symbol_part(a, s, 0), dx = derive(d, x);
    if (a->failed || mm_symbol_is_number(a, dx, 0)) return dx;
    return mm_symbol_multiply(a, outer(a, f, x, s), dx);
}

static mm_symbol derive(struct deriver *d, mm_symbol s) {
    if (!mm_algebra_step(d->a, 1)) return MM_SYMBOL_NONE;
    if (d->known[s] != MM_SYMBOL_NONE) return d->known[s];
    mm_symbol result = MM_SYMBOL_NONE;
    switch (mm_symbol_at(d->a, s)->kind) {
    case MM_SYMBOL_NUMBER:
        result = mm_symbol_whole(d->a, 0);
        break;
    case MM_SYMBOL_LEAF:
        result = mm_symbol_whole(d->a, s == d->variable);
        break;
    case MM_SYMBOL_SUM:
        result = of_sum(d, s);
        break;
    case MM_SYMBOL_PRODUCT:
        result = of_product(d, s);
        break;
    case MM_SYMBOL_POWER:
        result = of_power(d, s);
        break;
    case MM_SYMBOL_CALL:
        result = of_call(d, s);
        break;
    }
    return d->known[s] = result;
}

mm_symbol mm_symbol_derive(struct mm_algebra *a, mm_symbol s, mm_symbol variable, bool *refused) {
    if (a->failed || s == MM_SYMBOL_NONE || variable == MM_SYMBOL_NONE) return MM_SYMBOL_NONE;
    struct deriver d = {.a = a, .variable = variable, .known = mm_new(a->count, sizeof *d.known)};
    if (d.known == NULL) {
        a->failed = true;
        return MM_SYMBOL_NONE;
    }
    for (size_t i = 0; i < a->count; i++) d.known[i] = MM_SYMBOL_NONE;
    mm_symbol result = derive(&d, s);
    *refused = d.refused;
    free(d.known);
    return a->failed ? MM_SYMBOL_NONE : result;
}
