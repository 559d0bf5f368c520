/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Identities of functions, and quotients of polynomials that come out. */
#include <stdlib.h>

#include "calculus/collect.h"

/* F(u)^2: u; else none. */
static mm_symbol squared(const struct mm_algebra *a, mm_symbol s, enum mm_function f) {
    if (mm_symbol_at(a, s)->kind != MM_SYMBOL_POWER || !mm_symbol_is_number(a, mm_symbol_part(a, s, 1), 2) ||
        !mm_symbol_is_call(a, mm_symbol_part(a, s, 0), f))
        return MM_SYMBOL_NONE;
    return mm_symbol_part(a, mm_symbol_part(a, s, 0), 0);
}

/* x plus (or, unless SUM, minus) y as one term; none if there is no such identity. */
static mm_symbol pair(struct mm_algebra *a, mm_symbol x, mm_symbol y, bool sum) {
    mm_symbol u = squared(a, x, MM_FN_COS), v = squared(a, x, MM_FN_COSH), two = mm_symbol_whole(a, 2);
    if (a->failed) return MM_SYMBOL_NONE;
    if (u != MM_SYMBOL_NONE && !sum && u == squared(a, y, MM_FN_SIN))
        return mm_symbol_call1(a, MM_FN_COS, mm_symbol_multiply(a, two, u));
    if (v != MM_SYMBOL_NONE && v == squared(a, y, MM_FN_SINH))
        return sum ? mm_symbol_call1(a, MM_FN_COSH, mm_symbol_multiply(a, two, v)) : mm_symbol_whole(a, 1);
    if (!mm_symbol_is_call(a, x, MM_FN_EXP) || !mm_symbol_is_call(a, y, MM_FN_EXP)) return MM_SYMBOL_NONE;
    u = mm_symbol_part(a, x, 0), v = mm_symbol_part(a, y, 0);
    if (mm_symbol_negate(a, u) != v || a->failed) return MM_SYMBOL_NONE;
    return mm_symbol_multiply(a, two, mm_symbol_call1(a, sum ? MM_FN_COSH : MM_FN_SINH, u));
}

mm_symbol mm_symbol_identities(struct mm_algebra *a, mm_symbol s) {
    size_t count = mm_symbol_at(a, s)->count;
    for (size_t i = 0; i < count && !a->failed; i++) {
        mm_symbol x, first = mm_symbol_part(a, s, i);
        struct mm_rational c = mm_symbol_split(a, first, &x);
        bool candidate =
            !a->failed && (mm_symbol_is_call(a, x, MM_FN_EXP) || squared(a, x, MM_FN_COS) != MM_SYMBOL_NONE ||
                           squared(a, x, MM_FN_COSH) != MM_SYMBOL_NONE);
        for (size_t j = 0; candidate && j < count && mm_algebra_step(a, 1); j++) {
            mm_symbol y, second = mm_symbol_part(a, s, j);
            struct mm_rational d = mm_symbol_split(a, second, &y);
            bool sum = mm_rational_compare(c, d) == 0;
            if (j == i || (!sum && mm_rational_compare(c, mm_rational_negate(d)) != 0) || a->failed) continue;
            mm_symbol both = pair(a, x, y, sum);
            if (both == MM_SYMBOL_NONE || a->failed) continue;
            both = mm_symbol_multiply(a, mm_symbol_number(a, c), both);
            mm_symbol without[] = {s, mm_symbol_negate(a, first), mm_symbol_negate(a, second), both};
            return mm_symbol_sum(a, without, 4);
        }
    }
    return s;
}

enum { DEGREE_MOST = 20 };

/* Coefficients, from the lowest power, of a polynomial in one name with fractions. */
struct polynomial {
    mm_symbol name; /* none: not known yet */
    size_t degree;
    struct mm_rational coefficients[DEGREE_MOST + 1];
};

static bool polynomial_of(struct mm_algebra *a, mm_symbol s, struct polynomial *p) {
    *p = (struct polynomial){.name = MM_SYMBOL_NONE};
    for (size_t i = 0; i <= DEGREE_MOST; i++) p->coefficients[i] = mm_rational_of(0, 1);
    for (size_t i = 0; i < mm_symbol_at(a, s)->count && mm_algebra_step(a, 1); i++) {
        mm_symbol rest, exponent;
        struct mm_rational number = mm_symbol_split(a, mm_symbol_part(a, s, i), &rest);
        size_t degree = 0;
        if (a->failed || number.under == 0 || number.decimal) return false;
        if (!mm_symbol_is_number(a, rest, 1)) {
            mm_symbol base = mm_symbol_base(a, rest, &exponent);
            if (a->failed || mm_symbol_at(a, base)->kind != MM_SYMBOL_LEAF || base == a->euler) return false;
            if (p->name != MM_SYMBOL_NONE && p->name != base) return false;
            const struct mm_symbol_facts *e = mm_symbol_at(a, exponent);
            if (e->kind != MM_SYMBOL_NUMBER || !mm_rational_whole(e->number) || e->number.over < 1 ||
                e->number.over > DEGREE_MOST)
                return false;
            p->name = base;
            degree = (size_t)e->number.over;
        }
        p->coefficients[degree] = number;
        if (degree > p->degree) p->degree = degree;
    }
    return p->name != MM_SYMBOL_NONE;
}

/* x / y of two sums, if there is no remainder; else none. */
static mm_symbol quotient(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    struct polynomial p, q;
    struct mm_symbols terms = {0};
    if (!polynomial_of(a, x, &p) || !polynomial_of(a, y, &q) || p.name != q.name || p.degree < q.degree)
        return MM_SYMBOL_NONE;
    struct mm_rational inverse = mm_rational_inverse(q.coefficients[q.degree]);
    for (size_t shift = p.degree - q.degree + 1; shift-- > 0;) {
        struct mm_rational c = mm_rational_multiply(p.coefficients[shift + q.degree], inverse);
        for (size_t i = 0; i <= q.degree; i++) {
            struct mm_rational less = mm_rational_negate(mm_rational_multiply(c, q.coefficients[i]));
            p.coefficients[shift + i] = mm_rational_add(p.coefficients[shift + i], less);
        }
        mm_symbol power = mm_symbol_raise(a, p.name, (int64_t)shift, 1);
        mm_symbols_add(a, &terms, mm_symbol_multiply(a, mm_symbol_number(a, c), power));
    }
    bool exact = true;
    for (size_t i = 0; i <= p.degree; i++) exact = exact && mm_rational_is(p.coefficients[i], 0);
    mm_symbol result = exact ? mm_symbol_sum(a, terms.items, terms.count) : MM_SYMBOL_NONE;
    free(terms.items);
    return result;
}

/* What the factors UPPER, with a positive exponent, and LOWER, with a negative one, make together; none: nothing. */
static mm_symbol ratio(struct mm_algebra *a, mm_symbol upper, mm_symbol lower) {
    mm_symbol m, n, x = mm_symbol_base(a, upper, &m), y = mm_symbol_base(a, lower, &n);
    if (a->failed || x == y) return MM_SYMBOL_NONE;
    const struct mm_symbol_facts *p = mm_symbol_at(a, m), *q = mm_symbol_at(a, n);
    if (p->kind != MM_SYMBOL_NUMBER || q->kind != MM_SYMBOL_NUMBER || mm_rational_sign(p->number) <= 0 ||
        mm_rational_sign(q->number) >= 0)
        return MM_SYMBOL_NONE;
    bool opposite = mm_rational_compare(p->number, mm_rational_negate(q->number)) == 0;
    if (mm_symbol_at(a, x)->kind == MM_SYMBOL_SUM && mm_symbol_at(a, y)->kind == MM_SYMBOL_SUM) {
        if (!mm_rational_whole(p->number) || !mm_rational_whole(q->number)) return MM_SYMBOL_NONE;
        mm_symbol z = quotient(a, x, y);
        if (z == MM_SYMBOL_NONE || a->failed) return MM_SYMBOL_NONE;
        return mm_symbol_multiply(a, mm_symbol_power(a, z, m), mm_symbol_power(a, y, mm_symbol_add(a, m, n)));
    }
    bool circular = mm_symbol_is_call(a, x, MM_FN_SIN) && mm_symbol_is_call(a, y, MM_FN_COS);
    bool hyperbolic = mm_symbol_is_call(a, x, MM_FN_SINH) && mm_symbol_is_call(a, y, MM_FN_COSH);
    if (!opposite || (!circular && !hyperbolic) || mm_symbol_part(a, x, 0) != mm_symbol_part(a, y, 0))
        return MM_SYMBOL_NONE;
    return mm_symbol_power(a, mm_symbol_call1(a, circular ? MM_FN_TAN : MM_FN_TANH, mm_symbol_part(a, x, 0)), m);
}

mm_symbol mm_symbol_ratios(struct mm_algebra *a, mm_symbol s) {
    size_t count = mm_symbol_at(a, s)->kind == MM_SYMBOL_PRODUCT ? mm_symbol_at(a, s)->count : 0;
    for (size_t i = 0; i < count && !a->failed; i++)
        for (size_t j = 0; j < count && mm_algebra_step(a, 1); j++) {
            mm_symbol upper = mm_symbol_part(a, s, i), lower = mm_symbol_part(a, s, j);
            mm_symbol one = i == j ? MM_SYMBOL_NONE : ratio(a, upper, lower);
            if (one == MM_SYMBOL_NONE || a->failed) continue;
            mm_symbol parts[] = {s, mm_symbol_raise(a, upper, -1, 1), mm_symbol_raise(a, lower, -1, 1), one};
            return mm_symbol_ratios(a, mm_symbol_product(a, parts, 4));
        }
    return s;
}
