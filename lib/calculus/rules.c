/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is known of functions: values at special points, signs, inverses. */
#include <math.h>

#include "calculus/collect.h"

/* Odd: f(-x) = -f(x); even: f(-x) = f(x). */
static bool is_odd(enum mm_function f) {
    return f == MM_FN_SIN || f == MM_FN_TAN || f == MM_FN_ASIN || f == MM_FN_ATAN || f == MM_FN_SINH ||
           f == MM_FN_TANH || f == MM_FN_ASINH || f == MM_FN_ATANH || f == MM_FN_ERF || f == MM_FN_CBRT ||
           f == MM_FN_SIGN || f == MM_FN_ROUND;
}

static bool is_even(enum mm_function f) {
    return f == MM_FN_COS || f == MM_FN_COSH || f == MM_FN_ABS;
}

/* f(0), where that is a fraction. */
static bool at_zero(struct mm_algebra *a, enum mm_function f, mm_symbol *value) {
    int64_t over = 0, under = 1;
    switch (f) {
    case MM_FN_COS:
    case MM_FN_COSH:
    case MM_FN_EXP:
    case MM_FN_ERFC:
    case MM_FN_NOT:
        over = 1;
        break;
    case MM_FN_SIGMOID:
        over = 1, under = 2;
        break;
    case MM_FN_EXPM1:
    case MM_FN_LOG1P:
    case MM_FN_RELU:
    case MM_FN_GELU:
    case MM_FN_SILU:
    case MM_FN_FLOOR:
    case MM_FN_CEIL:
        break;
    default:
        if (!is_odd(f) && f != MM_FN_ABS) return false;
    }
    *value = mm_symbol_fraction(a, over, under);
    return true;
}

/* Functions of a number that give a fraction; others stay as they are written. */
static bool of_number(struct mm_algebra *a, enum mm_function f, struct mm_rational x, mm_symbol *value) {
    double v = mm_rational_value(x), rounded;
    if (mm_rational_is(x, 0)) return at_zero(a, f, value);
    switch (f) {
    case MM_FN_ABS:
        *value = mm_symbol_number(a, mm_rational_sign(x) < 0 ? mm_rational_negate(x) : x);
        return true;
    case MM_FN_RELU:
        *value = mm_rational_sign(x) > 0 ? mm_symbol_number(a, x) : mm_symbol_whole(a, 0);
        return true;
    case MM_FN_SIGN:
        *value = mm_symbol_whole(a, mm_rational_sign(x));
        return true;
    case MM_FN_NOT:
        *value = mm_symbol_whole(a, 0);
        return true;
    case MM_FN_FLOOR:
    case MM_FN_CEIL:
    case MM_FN_ROUND:
        rounded = f == MM_FN_FLOOR ? floor(v) : f == MM_FN_CEIL ? ceil(v) : rint(v);
        if (x.under == 0 || fabs(v) > 1e15) return false;
        *value = mm_symbol_whole(a, (int64_t)rounded);
        return true;
    case MM_FN_LOG:
        if (!mm_rational_is(x, 1)) return false;
        *value = mm_symbol_whole(a, 0);
        return true;
    case MM_FN_CBRT: {
        struct mm_rational root;
        if (mm_rational_sign(x) < 0 || !mm_rational_power(x, mm_rational_of(1, 3), &root)) return false;
        *value = mm_symbol_number(a, root);
        return true;
    }
    default:
        return false;
    }
}

static bool never_negative(const struct mm_algebra *a, mm_symbol x) {
    const struct mm_symbol_facts *s = mm_symbol_at(a, x);
    if (s->kind == MM_SYMBOL_POWER) {
        /* An even power; or one that is no whole number, which is defined from 0 on only. */
        const struct mm_symbol_facts *e = mm_symbol_at(a, mm_symbol_part(a, x, 1));
        return e->kind == MM_SYMBOL_NUMBER && (e->number.under > 1 || mm_rational_even(e->number));
    }
    if (s->kind != MM_SYMBOL_CALL) return mm_symbol_is_pi(a, x) || mm_symbol_is_e(a, x);
    return s->function == MM_FN_EXP || s->function == MM_FN_COSH || s->function == MM_FN_ABS ||
           s->function == MM_FN_SIGMOID || s->function == MM_FN_SOFTPLUS || s->function == MM_FN_RELU ||
           s->function == MM_FN_ERFC || s->function == MM_FN_HYPOT;
}

/* sin and cos of whole multiples of pi/2. */
static bool on_the_axes(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol *value) {
    static const int sines[] = {0, 1, 0, -1};
    mm_symbol rest;
    if (f != MM_FN_SIN && f != MM_FN_COS) return false;
    struct mm_rational twice = mm_rational_multiply(mm_symbol_split(a, x, &rest), mm_rational_of(2, 1));
    if (a->failed || !mm_symbol_is_pi(a, rest) || !mm_rational_whole(twice)) return false;
    *value = mm_symbol_whole(a, sines[((twice.over + (f == MM_FN_COS)) % 4 + 4) % 4]);
    return true;
}

/* exp of a sum: its terms c log(u) are factors u^c. */
static bool exponential(struct mm_algebra *a, mm_symbol x, mm_symbol *value) {
    const bool sum = mm_symbol_at(a, x)->kind == MM_SYMBOL_SUM;
    size_t count = sum ? mm_symbol_at(a, x)->count : 1;
    mm_symbol others = mm_symbol_whole(a, 0), powers = mm_symbol_whole(a, 1);
    bool found = false;
    for (size_t i = 0; i < count && !a->failed; i++) {
        mm_symbol rest, term = sum ? mm_symbol_part(a, x, i) : x;
        struct mm_rational number = mm_symbol_split(a, term, &rest);
        if (a->failed || !mm_symbol_is_call(a, rest, MM_FN_LOG)) continue;
        found = true;
        powers =
            mm_symbol_multiply(a, powers, mm_symbol_power(a, mm_symbol_part(a, rest, 0), mm_symbol_number(a, number)));
        others = mm_symbol_add(a, others, term);
    }
    if (found) *value = mm_symbol_multiply(a, powers, mm_symbol_call1(a, MM_FN_EXP, mm_symbol_subtract(a, x, others)));
    if (!found && mm_symbol_is_number(a, x, 1) && !a->e_varies) {
        *value = mm_symbol_named(a, "e");
        return true;
    }
    return found;
}

/* log undoes exp; a power comes down unless it hides a sign: log(x^2) is not 2 log(x). */
static bool logarithm(struct mm_algebra *a, mm_symbol x, mm_symbol *value) {
    if (mm_symbol_is_call(a, x, MM_FN_EXP)) {
        *value = mm_symbol_part(a, x, 0);
        return true;
    }
    if (mm_symbol_is_e(a, x)) {
        *value = mm_symbol_whole(a, 1);
        return true;
    }
    if (mm_symbol_at(a, x)->kind != MM_SYMBOL_POWER) return false;
    mm_symbol exponent = mm_symbol_part(a, x, 1);
    const struct mm_symbol_facts *e = mm_symbol_at(a, exponent);
    if (e->kind != MM_SYMBOL_NUMBER || mm_rational_even(e->number) || e->number.under == 0) return false;
    *value = mm_symbol_multiply(a, exponent, mm_symbol_call1(a, MM_FN_LOG, mm_symbol_part(a, x, 0)));
    return true;
}

static bool of_one(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol *value) {
    const struct mm_symbol_facts *s = mm_symbol_at(a, x);
    mm_symbol rest;
    if (s->kind == MM_SYMBOL_NUMBER && of_number(a, f, s->number, value)) return true;
    if (on_the_axes(a, f, x, value)) return true;
    if (f == MM_FN_EXP && exponential(a, x, value)) return true;
    if (f == MM_FN_LOG && logarithm(a, x, value)) return true;
    if (f == MM_FN_ABS && never_negative(a, x)) {
        *value = x;
        return true;
    }
    struct mm_rational number = mm_symbol_split(a, x, &rest);
    if (a->failed) return true;
    bool negative = mm_rational_sign(number) < 0;
    if (negative && (is_odd(f) || is_even(f))) {
        *value = mm_symbol_call1(a, f, mm_symbol_negate(a, x));
        if (is_odd(f)) *value = mm_symbol_negate(a, *value);
        return true;
    }
    if ((f == MM_FN_ABS || f == MM_FN_SIGN) && !mm_rational_is(number, 1) && !mm_symbol_is_number(a, rest, 1)) {
        *value = mm_symbol_call1(a, f, rest);
        if (f == MM_FN_ABS) *value = mm_symbol_multiply(a, mm_symbol_number(a, number), *value);
        return true;
    }
    return false;
}

static enum mm_function mirrored(enum mm_function f) {
    switch (f) {
    case MM_FN_LESS:
        return MM_FN_GREATER;
    case MM_FN_LESS_EQUAL:
        return MM_FN_GREATER_EQUAL;
    case MM_FN_GREATER:
        return MM_FN_LESS;
    case MM_FN_GREATER_EQUAL:
        return MM_FN_LESS_EQUAL;
    default:
        return f;
    }
}

/* 2*x - 1 > 0 is x > 1/2: numbers to the right of a comparison, where they are exact. */
static bool isolated(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol y, mm_symbol *value) {
    struct mm_rational right = mm_symbol_at(a, y)->number, left = mm_rational_of(0, 1), number;
    mm_symbol rest = x;
    if (mm_symbol_at(a, x)->kind == MM_SYMBOL_SUM) {
        mm_symbol first = mm_symbol_part(a, x, 0);
        if (mm_symbol_at(a, first)->kind == MM_SYMBOL_NUMBER) left = mm_symbol_at(a, first)->number;
        rest = mm_symbol_subtract(a, x, mm_symbol_number(a, left));
    }
    if (a->failed) return false;
    number = mm_symbol_at(a, rest)->kind == MM_SYMBOL_SUM ? mm_symbol_content(a, rest, &rest)
                                                          : mm_symbol_split(a, rest, &rest);
    bool exact = right.under != 0 && left.under != 0 && number.under != 0;
    if (a->failed || !exact || right.decimal || left.decimal || number.decimal || mm_rational_is(number, 0))
        return false;
    if (mm_rational_is(left, 0) && mm_rational_is(number, 1)) return false;
    right = mm_rational_multiply(mm_rational_add(right, mm_rational_negate(left)), mm_rational_inverse(number));
    if (mm_rational_sign(number) < 0) f = mirrored(f);
    *value = mm_symbol_call2(a, f, rest, mm_symbol_number(a, right));
    return true;
}

/* Comparisons and logic of numbers; a number stands on the right. */
static bool of_two(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol y, mm_symbol *value) {
    const struct mm_symbol_facts *p = mm_symbol_at(a, x), *q = mm_symbol_at(a, y);
    bool left = p->kind == MM_SYMBOL_NUMBER, right = q->kind == MM_SYMBOL_NUMBER;
    if (f >= MM_FN_EQUAL && f <= MM_FN_GREATER_EQUAL) {
        if (left && right)
            *value = mm_symbol_whole(a, mm_comparison_holds(f, mm_rational_compare(p->number, q->number)));
        else if (left)
            *value = mm_symbol_call2(a, mirrored(f), y, x);
        return left || (right && isolated(a, f, x, y, value));
    }
    if ((f == MM_FN_AND || f == MM_FN_OR) && (left || right)) {
        bool x_holds = left && mm_rational_sign(p->number) != 0, y_holds = right && mm_rational_sign(q->number) != 0;
        bool decided = f == MM_FN_OR ? x_holds || y_holds : (left && !x_holds) || (right && !y_holds);
        if (!decided && !(left && right)) return false;
        *value = mm_symbol_whole(a, f == MM_FN_OR ? x_holds || y_holds : x_holds && y_holds);
        return true;
    }
    if (f == MM_FN_POLYGAMMA && mm_symbol_is_number(a, x, 0)) {
        *value = mm_symbol_call1(a, MM_FN_DIGAMMA, y);
        return true;
    }
    if ((f == MM_FN_MIN || f == MM_FN_MAX) && left && right) {
        bool first = (mm_rational_compare(p->number, q->number) < 0) == (f == MM_FN_MIN);
        *value = first ? x : y;
        return true;
    }
    if ((f == MM_FN_MIN || f == MM_FN_MAX) && x == y) {
        *value = x;
        return true;
    }
    return false;
}

/* Whether X is 1 or 0 (or undefined). */
static bool is_truth(const struct mm_algebra *a, mm_symbol x) {
    const struct mm_symbol_facts *s = mm_symbol_at(a, x);
    return s->kind == MM_SYMBOL_CALL &&
           ((s->function >= MM_FN_OR && s->function <= MM_FN_GREATER_EQUAL) || s->function == MM_FN_NOT);
}

static bool choice(struct mm_algebra *a, const mm_symbol *x, mm_symbol *value) {
    const struct mm_symbol_facts *condition = mm_symbol_at(a, x[0]);
    if (condition->kind == MM_SYMBOL_NUMBER)
        *value = mm_rational_sign(condition->number) != 0 ? x[1] : x[2];
    else if (x[1] == x[2])
        *value = x[1];
    else if (is_truth(a, x[0]) && mm_symbol_is_number(a, x[1], 1) && mm_symbol_is_number(a, x[2], 0))
        *value = x[0];
    else
        return false;
    return true;
}

/* mean(3 f) = 3 mean(f); the mean of a number is that number. */
static bool over_rows(struct mm_algebra *a, enum mm_function f, mm_symbol x, mm_symbol *value) {
    mm_symbol rest;
    if (f != MM_FN_MEAN_ROWS && f != MM_FN_SUM_ROWS) return false;
    struct mm_rational number = mm_symbol_split(a, x, &rest);
    if (a->failed) return true;
    if (mm_symbol_is_number(a, x, 0) || (f == MM_FN_MEAN_ROWS && mm_symbol_at(a, x)->kind == MM_SYMBOL_NUMBER)) {
        *value = x;
        return true;
    }
    if (mm_symbol_at(a, rest)->kind == MM_SYMBOL_SUM) number = mm_symbol_content(a, rest, &rest);
    if (a->failed) return true;
    if (mm_rational_is(number, 1)) return false;
    *value = mm_symbol_multiply(a, mm_symbol_number(a, number), mm_symbol_call1(a, f, rest));
    return true;
}

mm_symbol mm_symbol_call(struct mm_algebra *a, enum mm_function function, const mm_symbol *arguments, size_t count) {
    mm_symbol value = MM_SYMBOL_NONE;
    for (size_t i = 0; i < count; i++)
        if (arguments[i] == MM_SYMBOL_NONE) a->failed = true;
    if (!mm_algebra_step(a, 1)) return MM_SYMBOL_NONE;
    if (function == MM_FN_SQRT) return mm_symbol_raise(a, arguments[0], 1, 2);
    if (function == MM_FN_LOGSUMEXP && count == 1 && mm_symbol_at(a, arguments[0])->leaf != MM_TREE_RANGE)
        return arguments[0];
    bool known = mm_function_facts(function)->over_rows ? over_rows(a, function, arguments[0], &value)
                 : count == 1                           ? of_one(a, function, arguments[0], &value)
                 : count == 2                           ? of_two(a, function, arguments[0], arguments[1], &value)
                                                        : false;
    if (function == MM_FN_CONDITIONAL) known = choice(a, arguments, &value);
    if (known || a->failed) return a->failed ? MM_SYMBOL_NONE : value;
    return mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_CALL, .function = function}, arguments,
                            count);
}
