/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Powers, and the small builders on sums, products and powers. */
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/collect.h"

void mm_pairs_add(struct mm_algebra *a, struct mm_pairs *pairs, mm_symbol symbol, struct mm_rational number,
                  mm_symbol exponent) {
    if (!mm_algebra_step(a, 1)) return;
    if (!mm_grow(&pairs->items, &pairs->capacity, pairs->count, 1, sizeof *pairs->items)) {
        a->failed = true;
        return;
    }
    pairs->items[pairs->count] = (struct mm_pair_of){symbol, exponent, number, pairs->count};
    pairs->count++;
}

/* Powers of the factors, for a whole exponent. */
static mm_symbol power_of_product(struct mm_algebra *a, mm_symbol base, mm_symbol exponent) {
    struct mm_symbols parts = {0};
    for (size_t i = 0; i < mm_symbol_at(a, base)->count && !a->failed; i++)
        mm_symbols_add(a, &parts, mm_symbol_power(a, mm_symbol_part(a, base, i), exponent));
    mm_symbol result = mm_symbol_product(a, parts.items, parts.count);
    free(parts.items);
    return result;
}

/* sqrt(4 x) = 2 sqrt(x): the number before BASE leaves if its power is a fraction. */
static mm_symbol power_of_scaled(struct mm_algebra *a, mm_symbol base, mm_symbol exponent) {
    mm_symbol rest;
    struct mm_rational root, number = mm_symbol_split(a, base, &rest);
    if (a->failed || mm_rational_sign(number) <= 0 || mm_rational_is(number, 1) ||
        !mm_rational_power(number, mm_symbol_at(a, exponent)->number, &root))
        return MM_SYMBOL_NONE;
    return mm_symbol_multiply(a, mm_symbol_number(a, root), mm_symbol_power(a, rest, exponent));
}

/* (b^inner)^outer for numbers. An even power loses the sign of b, which a root then must not bring back. */
static mm_symbol power_of_power(struct mm_algebra *a, mm_symbol base, mm_symbol exponent) {
    mm_symbol b = mm_symbol_part(a, base, 0), inner = mm_symbol_part(a, base, 1);
    bool whole = mm_rational_whole(mm_symbol_at(a, exponent)->number);
    const struct mm_symbol_facts *e = mm_symbol_at(a, inner);
    if (!whole && e->kind != MM_SYMBOL_NUMBER) return MM_SYMBOL_NONE;
    if (!whole && mm_rational_even(e->number)) b = mm_symbol_call1(a, MM_FN_ABS, b);
    return a->failed ? MM_SYMBOL_NONE : mm_symbol_power(a, b, mm_symbol_multiply(a, inner, exponent));
}

/* By what the base is, for an exponent that is a number; MM_SYMBOL_NONE: as it stands. */
static mm_symbol power_by_base(struct mm_algebra *a, mm_symbol base, mm_symbol exponent) {
    const struct mm_rational n = mm_symbol_at(a, exponent)->number;
    bool whole = mm_rational_whole(n);
    switch (mm_symbol_at(a, base)->kind) {
    case MM_SYMBOL_NUMBER: {
        struct mm_rational result;
        if (!mm_rational_power(mm_symbol_at(a, base)->number, n, &result)) return MM_SYMBOL_NONE;
        return mm_symbol_number(a, result);
    }
    case MM_SYMBOL_PRODUCT:
        return whole ? power_of_product(a, base, exponent) : power_of_scaled(a, base, exponent);
    case MM_SYMBOL_SUM: {
        mm_symbol primitive;
        if (!whole) return MM_SYMBOL_NONE;
        struct mm_rational content = mm_symbol_content(a, base, &primitive);
        if (a->failed || mm_rational_is(content, 1)) return MM_SYMBOL_NONE;
        return mm_symbol_multiply(a, mm_symbol_power(a, mm_symbol_number(a, content), exponent),
                                  mm_symbol_power(a, primitive, exponent));
    }
    case MM_SYMBOL_POWER:
        return power_of_power(a, base, exponent);
    case MM_SYMBOL_CALL:
        if (mm_symbol_is_call(a, base, MM_FN_ABS) && mm_rational_even(n))
            return mm_symbol_power(a, mm_symbol_part(a, base, 0), exponent);
        if (mm_symbol_is_call(a, base, MM_FN_CBRT) && whole && n.over % 3 == 0)
            return mm_symbol_raise(a, mm_symbol_part(a, base, 0), n.over / 3, 1);
        return MM_SYMBOL_NONE;
    default:
        return MM_SYMBOL_NONE;
    }
}

mm_symbol mm_symbol_power(struct mm_algebra *a, mm_symbol base, mm_symbol exponent) {
    mm_symbol result = MM_SYMBOL_NONE;
    if (base == MM_SYMBOL_NONE || exponent == MM_SYMBOL_NONE) a->failed = true;
    if (!mm_algebra_step(a, 1)) return MM_SYMBOL_NONE;
    if (mm_symbol_is_number(a, exponent, 0) || mm_symbol_is_number(a, base, 1)) return mm_symbol_whole(a, 1);
    if (mm_symbol_is_number(a, exponent, 1)) return base;
    if (mm_symbol_is_e(a, base)) return mm_symbol_call1(a, MM_FN_EXP, exponent);
    if (mm_symbol_is_call(a, base, MM_FN_EXP))
        return mm_symbol_call1(a, MM_FN_EXP, mm_symbol_multiply(a, mm_symbol_part(a, base, 0), exponent));
    if (mm_symbol_at(a, exponent)->kind == MM_SYMBOL_NUMBER) {
        if (mm_symbol_at(a, exponent)->number.decimal && mm_symbol_at(a, exponent)->number.under == 2) {
            struct mm_rational half = mm_symbol_at(a, exponent)->number; /* x^0.5 is sqrt(x) */
            exponent = mm_symbol_fraction(a, half.over, half.under);
        }
        if (!a->failed) result = power_by_base(a, base, exponent);
    }
    if (result != MM_SYMBOL_NONE || a->failed) return result;
    return mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_POWER}, (mm_symbol[]){base, exponent}, 2);
}

mm_symbol mm_symbol_raise(struct mm_algebra *a, mm_symbol x, int64_t over, int64_t under) {
    return mm_symbol_power(a, x, mm_symbol_fraction(a, over, under));
}

mm_symbol mm_symbol_add(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    return mm_symbol_sum(a, (mm_symbol[]){x, y}, 2);
}

mm_symbol mm_symbol_negate(struct mm_algebra *a, mm_symbol x) {
    return mm_symbol_multiply(a, mm_symbol_whole(a, -1), x);
}

mm_symbol mm_symbol_subtract(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    return mm_symbol_add(a, x, mm_symbol_negate(a, y));
}

mm_symbol mm_symbol_multiply(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    return mm_symbol_product(a, (mm_symbol[]){x, y}, 2);
}

mm_symbol mm_symbol_divide(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    return mm_symbol_multiply(a, x, mm_symbol_raise(a, y, -1, 1));
}

mm_symbol mm_symbol_call1(struct mm_algebra *a, enum mm_function function, mm_symbol x) {
    return mm_symbol_call(a, function, &x, 1);
}

mm_symbol mm_symbol_call2(struct mm_algebra *a, enum mm_function function, mm_symbol x, mm_symbol y) {
    return mm_symbol_call(a, function, (mm_symbol[]){x, y}, 2);
}
