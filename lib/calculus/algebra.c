/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums and products with like parts collected, and powers. */
#include <stdlib.h>
#include <string.h>

#include "calculus/collect.h"

struct mm_rational mm_symbol_split(struct mm_algebra *a, mm_symbol term, mm_symbol *rest) {
    const struct mm_symbol_facts *t = mm_symbol_at(a, term);
    *rest = term;
    if (t->kind == MM_SYMBOL_NUMBER) {
        struct mm_rational number = t->number;
        *rest = mm_symbol_whole(a, 1);
        return number;
    }
    if (t->kind == MM_SYMBOL_PRODUCT) {
        const struct mm_symbol_facts *head = mm_symbol_at(a, mm_symbol_part(a, term, 0));
        if (head->kind == MM_SYMBOL_NUMBER) {
            struct mm_rational number = head->number;
            if (t->count == 2) {
                *rest = mm_symbol_part(a, term, 1);
            } else {
                struct mm_symbols others = {0};
                for (size_t i = 1; i < mm_symbol_at(a, term)->count; i++)
                    mm_symbols_add(a, &others, mm_symbol_part(a, term, i));
                *rest = mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_PRODUCT}, others.items,
                                         others.count);
                free(others.items);
            }
            return number;
        }
    }
    return mm_rational_of(1, 1);
}

/* NUMBER times REST, where REST is no number times something. */
static mm_symbol scaled(struct mm_algebra *a, struct mm_rational number, mm_symbol rest) {
    struct mm_symbols parts = {0};
    if (rest == MM_SYMBOL_NONE || a->failed) return MM_SYMBOL_NONE;
    if (mm_rational_is(number, 1)) return rest;
    if (mm_symbol_is_number(a, rest, 1)) return mm_symbol_number(a, number);
    mm_symbols_add(a, &parts, mm_symbol_number(a, number));
    if (mm_symbol_at(a, rest)->kind == MM_SYMBOL_PRODUCT)
        for (size_t i = 0; i < mm_symbol_at(a, rest)->count; i++) mm_symbols_add(a, &parts, mm_symbol_part(a, rest, i));
    else
        mm_symbols_add(a, &parts, rest);
    mm_symbol result =
        mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_PRODUCT}, parts.items, parts.count);
    free(parts.items);
    return result;
}

/* Adds NUMBER times TERM; sums within are taken apart. */
static void add_term(struct mm_algebra *a, struct mm_pairs *pairs, struct mm_rational number, mm_symbol term) {
    mm_symbol rest;
    if (term == MM_SYMBOL_NONE) a->failed = true;
    if (!mm_algebra_step(a, 1)) return;
    struct mm_rational own = mm_rational_multiply(number, mm_symbol_split(a, term, &rest));
    if (a->failed) return;
    if (mm_symbol_at(a, rest)->kind == MM_SYMBOL_SUM)
        for (size_t i = 0; i < mm_symbol_at(a, rest)->count; i++) add_term(a, pairs, own, mm_symbol_part(a, rest, i));
    else
        mm_pairs_add(a, pairs, rest, own, MM_SYMBOL_NONE);
}

static int by_symbol(const void *x, const void *y) {
    const struct mm_pair_of *p = x, *q = y;
    if (p->symbol != q->symbol) return p->symbol < q->symbol ? -1 : 1;
    return (p->place > q->place) - (p->place < q->place);
}

/* c sin(u)^2 + c cos(u)^2 = c: whether the pairs number I and J are these. */
static bool circle(const struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    const struct mm_symbol_facts *p = mm_symbol_at(a, x), *q = mm_symbol_at(a, y);
    if (p->kind != MM_SYMBOL_POWER || q->kind != MM_SYMBOL_POWER) return false;
    mm_symbol u = mm_symbol_part(a, x, 0), v = mm_symbol_part(a, y, 0);
    return mm_symbol_is_number(a, mm_symbol_part(a, x, 1), 2) && mm_symbol_is_number(a, mm_symbol_part(a, y, 1), 2) &&
           mm_symbol_is_call(a, u, MM_FN_SIN) && mm_symbol_is_call(a, v, MM_FN_COS) &&
           mm_symbol_part(a, u, 0) == mm_symbol_part(a, v, 0);
}

static void collect_circles(struct mm_algebra *a, struct mm_pairs *pairs) {
    mm_symbol one = mm_symbol_whole(a, 1);
    for (size_t i = 0; i < pairs->count && !a->failed; i++) {
        const struct mm_symbol_facts *p = mm_symbol_at(a, pairs->items[i].symbol);
        if (p->kind != MM_SYMBOL_POWER || !mm_symbol_is_call(a, a->parts[p->first], MM_FN_SIN)) continue;
        for (size_t j = 0; j < pairs->count && mm_algebra_step(a, 1); j++) {
            if (!circle(a, pairs->items[i].symbol, pairs->items[j].symbol) ||
                mm_rational_compare(pairs->items[i].number, pairs->items[j].number) != 0)
                continue;
            pairs->items[i].symbol = one;
            pairs->items[j].number = mm_rational_of(0, 1);
            break;
        }
    }
}

/* Like terms are neighbours after sorting. */
static void merge_terms(struct mm_pairs *pairs) {
    size_t kept = 0;
    qsort(pairs->items, pairs->count, sizeof *pairs->items, by_symbol);
    for (size_t i = 0; i < pairs->count; i++) {
        struct mm_pair_of pair = pairs->items[i];
        if (kept > 0 && pairs->items[kept - 1].symbol == pair.symbol)
            pairs->items[kept - 1].number = mm_rational_add(pairs->items[kept - 1].number, pair.number);
        else
            pairs->items[kept++] = pair;
    }
    pairs->count = kept;
}

mm_symbol mm_symbol_sum(struct mm_algebra *a, const mm_symbol *terms, size_t count) {
    struct mm_pairs pairs = {0};
    struct mm_symbols parts = {0};
    mm_symbol result = MM_SYMBOL_NONE, one = mm_symbol_whole(a, 1);
    for (size_t i = 0; i < count; i++) add_term(a, &pairs, mm_rational_of(1, 1), terms[i]);
    if (!a->failed && pairs.count > 0) {
        merge_terms(&pairs);
        collect_circles(a, &pairs);
        merge_terms(&pairs);
        for (size_t i = 0; i < pairs.count; i++) /* the number stands first */
            if (pairs.items[i].symbol == one && mm_rational_sign(pairs.items[i].number) != 0)
                mm_symbols_add(a, &parts, mm_symbol_number(a, pairs.items[i].number));
        for (size_t i = 0; i < pairs.count; i++)
            if (pairs.items[i].symbol != one && !mm_rational_is(pairs.items[i].number, 0))
                mm_symbols_add(a, &parts, scaled(a, pairs.items[i].number, pairs.items[i].symbol));
    }
    if (!a->failed)
        result = parts.count == 0 ? mm_symbol_whole(a, 0)
                 : parts.count == 1
                     ? parts.items[0]
                     : mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_SUM}, parts.items, parts.count);
    free(pairs.items);
    free(parts.items);
    return result;
}

/* The greatest common fraction of a sum's numbers, 1 unless all are exact, negative if all of them are; S divided by it
 * in PRIMITIVE. */
struct mm_rational mm_symbol_content(struct mm_algebra *a, mm_symbol s, mm_symbol *primitive) {
    int64_t over = 0, under = 1;
    bool exact = true, negative = true;
    *primitive = s;
    for (size_t i = 0; i < mm_symbol_at(a, s)->count; i++) {
        mm_symbol rest;
        struct mm_rational number = mm_symbol_split(a, mm_symbol_part(a, s, i), &rest);
        if (a->failed) return mm_rational_of(1, 1);
        negative = negative && mm_rational_sign(number) < 0;
        exact = exact && number.under != 0 && !number.decimal;
        if (!exact) continue;
        int64_t x = llabs(number.over), y = over;
        while (y != 0) {
            int64_t remainder = x % y;
            x = y;
            y = remainder;
        }
        over = x;
        struct mm_rational step = mm_rational_of(under, number.under); /* least common multiple of denominators */
        exact = !__builtin_mul_overflow(step.over, number.under, &under);
    }
    struct mm_rational content = exact ? mm_rational_of(over, under) : mm_rational_of(1, 1);
    if (negative) content = mm_rational_negate(content);
    if (mm_rational_is(content, 1)) return content;
    struct mm_symbols parts = {0};
    for (size_t i = 0; i < mm_symbol_at(a, s)->count && !a->failed; i++) {
        mm_symbol rest;
        struct mm_rational number = mm_symbol_split(a, mm_symbol_part(a, s, i), &rest);
        mm_symbols_add(a, &parts, scaled(a, mm_rational_multiply(number, mm_rational_inverse(content)), rest));
    }
    *primitive = mm_symbol_sum(a, parts.items, parts.count);
    free(parts.items);
    return content;
}

mm_symbol mm_symbol_base(struct mm_algebra *a, mm_symbol factor, mm_symbol *exponent) {
    if (mm_symbol_at(a, factor)->kind == MM_SYMBOL_POWER) {
        *exponent = mm_symbol_part(a, factor, 1);
        return mm_symbol_part(a, factor, 0);
    }
    if (mm_symbol_is_call(a, factor, MM_FN_EXP)) {
        *exponent = mm_symbol_part(a, factor, 0);
        return a->euler;
    }
    *exponent = mm_symbol_whole(a, 1);
    return mm_symbol_is_e(a, factor) ? a->euler : factor;
}

/* Gathers the bases and exponents of FACTOR; numbers are multiplied into *NUMBER. */
static void add_factor(struct mm_algebra *a, struct mm_pairs *pairs, struct mm_rational *number, mm_symbol factor) {
    if (factor == MM_SYMBOL_NONE) a->failed = true;
    if (!mm_algebra_step(a, 1)) return;
    switch (mm_symbol_at(a, factor)->kind) {
    case MM_SYMBOL_NUMBER:
        *number = mm_rational_multiply(*number, mm_symbol_at(a, factor)->number);
        return;
    case MM_SYMBOL_PRODUCT:
        for (size_t i = 0; i < mm_symbol_at(a, factor)->count; i++)
            add_factor(a, pairs, number, mm_symbol_part(a, factor, i));
        return;
    case MM_SYMBOL_SUM:
        *number = mm_rational_multiply(*number, mm_symbol_content(a, factor, &factor));
        break;
    default:
        break;
    }
    if (a->failed) return;
    mm_symbol exponent, base = mm_symbol_base(a, factor, &exponent);
    mm_pairs_add(a, pairs, base, mm_rational_of(1, 1), exponent);
}

/* Bases that are the negative of one another, x - 1 and 1 - x, become one where a whole exponent lets them. */
static void align_signs(struct mm_algebra *a, struct mm_pairs *pairs, struct mm_rational *number) {
    size_t sums = 0;
    for (size_t i = 0; i < pairs->count && !a->failed; i++)
        sums += mm_symbol_at(a, pairs->items[i].symbol)->kind == MM_SYMBOL_SUM;
    for (size_t i = 0; sums > 1 && i < pairs->count && !a->failed; i++) {
        if (mm_symbol_at(a, pairs->items[i].symbol)->kind != MM_SYMBOL_SUM) continue;
        const struct mm_symbol_facts *exponent = mm_symbol_at(a, pairs->items[i].exponent);
        if (exponent->kind != MM_SYMBOL_NUMBER || !mm_rational_whole(exponent->number)) continue;
        bool odd = !mm_rational_even(exponent->number);
        mm_symbol negative = mm_symbol_negate(a, pairs->items[i].symbol);
        for (size_t j = 0; j < pairs->count && mm_algebra_step(a, 1); j++) {
            if (j == i || pairs->items[j].symbol != negative) continue;
            pairs->items[i].symbol = negative;
            if (odd) *number = mm_rational_negate(*number);
            break;
        }
    }
}

/* One base, one power; what that makes of a power is a factor again. */
static void merge_factors(struct mm_algebra *a, struct mm_pairs *pairs, struct mm_symbols *factors) {
    qsort(pairs->items, pairs->count, sizeof *pairs->items, by_symbol);
    for (size_t i = 0, next; i < pairs->count && !a->failed; i = next) {
        struct mm_symbols exponents = {0};
        mm_symbol base = pairs->items[i].symbol;
        for (next = i; next < pairs->count && pairs->items[next].symbol == base; next++)
            mm_symbols_add(a, &exponents, pairs->items[next].exponent);
        mm_symbol exponent = mm_symbol_sum(a, exponents.items, exponents.count);
        free(exponents.items);
        mm_symbols_add(a, factors,
                       base == a->euler ? mm_symbol_call1(a, MM_FN_EXP, exponent) : mm_symbol_power(a, base, exponent));
    }
}

static int by_number(const void *x, const void *y) {
    mm_symbol p = *(const mm_symbol *)x, q = *(const mm_symbol *)y;
    return (p > q) - (p < q);
}

/* Whether merging again would find something: numbers, products, a base twice. */
static bool settled(struct mm_algebra *a, const struct mm_symbols *factors) {
    struct mm_symbols bases = {0};
    bool settled = true;
    for (size_t i = 0; i < factors->count && !a->failed; i++) {
        mm_symbol exponent;
        enum mm_symbol_kind kind = mm_symbol_at(a, factors->items[i])->kind;
        settled = settled && kind != MM_SYMBOL_NUMBER && kind != MM_SYMBOL_PRODUCT;
        mm_symbols_add(a, &bases, mm_symbol_base(a, factors->items[i], &exponent));
    }
    if (bases.count > 1) qsort(bases.items, bases.count, sizeof *bases.items, by_number);
    for (size_t i = 1; i < bases.count; i++) settled = settled && bases.items[i] != bases.items[i - 1];
    free(bases.items);
    return settled;
}

mm_symbol mm_symbol_product(struct mm_algebra *a, const mm_symbol *items, size_t count) {
    struct mm_rational number = mm_rational_of(1, 1);
    struct mm_symbols factors = {0};
    bool done = false;
    for (size_t i = 0; i < count; i++) mm_symbols_add(a, &factors, items[i]);
    /* Merging settles at once but for powers of numbers and of products: 2^(1/2) twice is 2. */
    for (int turn = 0; turn < 4 && !done && !a->failed; turn++) {
        struct mm_pairs pairs = {0};
        for (size_t i = 0; i < factors.count; i++) add_factor(a, &pairs, &number, factors.items[i]);
        align_signs(a, &pairs, &number);
        factors.count = 0;
        if (!a->failed && pairs.count > 0) merge_factors(a, &pairs, &factors);
        free(pairs.items);
        done = !a->failed && settled(a, &factors);
    }
    mm_symbol result = mm_symbol_whole(a, 0);
    if (!a->failed && !mm_rational_is(number, 0)) {
        if (factors.count > 1) qsort(factors.items, factors.count, sizeof *factors.items, by_number);
        mm_symbol rest = factors.count == 0 ? mm_symbol_whole(a, 1)
                         : factors.count == 1
                             ? factors.items[0]
                             : mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_PRODUCT}, factors.items,
                                                factors.count);
        result = rest;
        /* A number alone before a sum goes into it, so that 2(x + 1) and 2x + 2 are one. */
        if (!a->failed && factors.count == 1 && mm_symbol_at(a, rest)->kind == MM_SYMBOL_SUM) {
            struct mm_pairs pairs = {0};
            struct mm_symbols terms = {0};
            add_term(a, &pairs, number, rest);
            for (size_t i = 0; i < pairs.count; i++)
                mm_symbols_add(a, &terms, scaled(a, pairs.items[i].number, pairs.items[i].symbol));
            result = mm_symbol_sum(a, terms.items, terms.count);
            free(pairs.items);
            free(terms.items);
        } else if (!a->failed && mm_symbol_at(a, rest)->kind == MM_SYMBOL_NUMBER) {
            result = mm_symbol_number(a, mm_rational_multiply(number, mm_symbol_at(a, rest)->number));
        } else if (!a->failed) {
            mm_symbol core;
            struct mm_rational more = mm_symbol_split(a, rest, &core);
            result = scaled(a, mm_rational_multiply(number, more), core);
        }
    }
    free(factors.items);
    return a->failed ? MM_SYMBOL_NONE : result;
}
