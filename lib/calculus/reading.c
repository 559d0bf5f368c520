/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order in which terms and factors are read. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/symbol.h"

/* Numbers, names, sums, functions, truths. */
static int rank(const struct mm_symbol_facts *s) {
    switch (s->kind) {
    case MM_SYMBOL_NUMBER:
        return 0;
    case MM_SYMBOL_LEAF:
        return 1;
    case MM_SYMBOL_SUM:
        return 2;
    case MM_SYMBOL_PRODUCT:
        return 3;
    case MM_SYMBOL_POWER:
        return 4;
    default:
        return s->function < MM_FN_ABS ? 6 : 5;
    }
}

static int texts(struct mm_span x, struct mm_span y) {
    size_t shorter = x.length < y.length ? x.length : y.length;
    int order = shorter > 0 ? memcmp(x.text, y.text, shorter) : 0;
    return order != 0 ? order : (x.length > y.length) - (x.length < y.length);
}

static int numbers(struct mm_rational x, struct mm_rational y) {
    int order = mm_rational_compare(x, y);
    return order != 0 ? order : (int)x.decimal - (int)y.decimal;
}

static int compare_parts(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    bool sorted = mm_symbol_at(a, x)->kind == MM_SYMBOL_SUM || mm_symbol_at(a, x)->kind == MM_SYMBOL_PRODUCT;
    size_t m = mm_symbol_at(a, x)->count, n = mm_symbol_at(a, y)->count;
    for (size_t i = 0; i < m && i < n && mm_algebra_step(a, 1); i++) {
        mm_symbol p = sorted ? mm_symbol_shown(a, x, i) : mm_symbol_part(a, x, i);
        mm_symbol q = sorted ? mm_symbol_shown(a, y, i) : mm_symbol_part(a, y, i);
        if (p == q || a->failed) continue;
        return mm_symbol_compare(a, p, q);
    }
    return (m > n) - (m < n);
}

static int compare_bases(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    const struct mm_symbol_facts *p = mm_symbol_at(a, x), *q = mm_symbol_at(a, y);
    int order = rank(p) - rank(q);
    if (order != 0) return order;
    switch (p->kind) {
    case MM_SYMBOL_NUMBER:
        return numbers(p->number, q->number);
    case MM_SYMBOL_LEAF:
        order = texts(p->text, q->text);
        if (order == 0) order = (int)p->leaf - (int)q->leaf;
        if (order == 0) order = numbers(p->number, q->number);
        return order != 0 ? order : texts(p->last, q->last);
    case MM_SYMBOL_CALL:
        order = strcmp(mm_function_facts(p->function)->name, mm_function_facts(q->function)->name);
        if (order == 0) order = (int)p->function - (int)q->function;
        if (order != 0) return order;
        break;
    default:
        break;
    }
    return compare_parts(a, x, y);
}

int mm_symbol_compare(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    mm_symbol powers[2] = {x, y}, bases[2] = {x, y}, exponents[2];
    if (x == y || !mm_algebra_step(a, 1)) return 0;
    for (int i = 0; i < 2; i++) {
        exponents[i] = mm_symbol_whole(a, 1);
        if (a->failed || mm_symbol_at(a, powers[i])->kind != MM_SYMBOL_POWER) continue;
        bases[i] = mm_symbol_part(a, powers[i], 0);
        exponents[i] = mm_symbol_part(a, powers[i], 1);
    }
    if (a->failed) return 0;
    return bases[0] != bases[1] ? compare_bases(a, bases[0], bases[1]) : compare_bases(a, exponents[0], exponents[1]);
}

/* How a term reads among others: its degree in names, whether it is a polynomial's, whether it is a number. */
struct term {
    mm_symbol symbol, rest;
    double degree;
    bool polynomial, number, negative;
};

static struct term term_of(struct mm_algebra *a, mm_symbol s) {
    struct term t = {.symbol = s, .polynomial = true};
    t.negative = mm_rational_sign(mm_symbol_split(a, s, &t.rest)) < 0;
    if (a->failed) return t;
    t.number = mm_symbol_is_number(a, t.rest, 1);
    bool product = mm_symbol_at(a, t.rest)->kind == MM_SYMBOL_PRODUCT;
    size_t count = product ? mm_symbol_at(a, t.rest)->count : 1;
    for (size_t i = 0; i < count && !t.number; i++) {
        mm_symbol factor = product ? mm_symbol_part(a, t.rest, i) : t.rest;
        bool power = mm_symbol_at(a, factor)->kind == MM_SYMBOL_POWER;
        const struct mm_symbol_facts *base = mm_symbol_at(a, power ? mm_symbol_part(a, factor, 0) : factor);
        const struct mm_symbol_facts *exponent = power ? mm_symbol_at(a, mm_symbol_part(a, factor, 1)) : NULL;
        bool numeric = exponent == NULL || exponent->kind == MM_SYMBOL_NUMBER;
        if (base->kind == MM_SYMBOL_LEAF && numeric)
            t.degree += exponent == NULL ? 1 : mm_rational_value(exponent->number);
        t.polynomial = t.polynomial && base->kind == MM_SYMBOL_LEAF && numeric &&
                       (exponent == NULL || (mm_rational_whole(exponent->number) && exponent->number.over > 0));
    }
    return t;
}

/* The exponent of leaf number I, in their order, of a polynomial's term; LEAF none when there are no more. */
static double leaf_of(struct mm_algebra *a, mm_symbol term, size_t i, mm_symbol *leaf) {
    bool product = mm_symbol_at(a, term)->kind == MM_SYMBOL_PRODUCT;
    *leaf = MM_SYMBOL_NONE;
    if (i >= (product ? mm_symbol_at(a, term)->count : 1)) return 0;
    mm_symbol exponent, factor = product ? mm_symbol_shown(a, term, i) : term;
    if (a->failed) return 0;
    *leaf = factor;
    if (mm_symbol_at(a, factor)->kind != MM_SYMBOL_POWER) return 1;
    *leaf = mm_symbol_part(a, factor, 0);
    exponent = mm_symbol_part(a, factor, 1);
    return mm_rational_value(mm_symbol_at(a, exponent)->number);
}

/* Among terms of one degree: x^2, x y, y^2. */
static int lexicographic(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    for (size_t i = 0; mm_algebra_step(a, 1); i++) {
        mm_symbol p, q;
        double m = leaf_of(a, x, i, &p), n = leaf_of(a, y, i, &q);
        if (p == MM_SYMBOL_NONE || q == MM_SYMBOL_NONE) break;
        if (p != q) return mm_symbol_compare(a, p, q);
        if (m != n) return m > n ? -1 : 1;
    }
    return 0;
}

static int before(struct mm_algebra *a, const struct term *x, const struct term *y) {
    if (x->number != y->number) return x->number ? 1 : -1;
    if (x->polynomial != y->polynomial) return x->polynomial ? -1 : 1;
    if (x->degree != y->degree) return (x->degree > y->degree) == x->polynomial ? -1 : 1;
    int order = x->polynomial ? lexicographic(a, x->rest, y->rest) : 0;
    return order != 0 ? order : mm_symbol_compare(a, x->rest, y->rest);
}

/* Numbers and names first, then their powers whose exponent is no number, n*x^(n - 1), then the rest. */
static int group_of(const struct mm_algebra *a, mm_symbol s) {
    bool power = mm_symbol_at(a, s)->kind == MM_SYMBOL_POWER;
    if (mm_symbol_at(a, power ? mm_symbol_part(a, s, 0) : s)->kind >= MM_SYMBOL_SUM) return 2;
    return power && mm_symbol_at(a, mm_symbol_part(a, s, 1))->kind != MM_SYMBOL_NUMBER;
}

static int by_factor(struct mm_algebra *a, const struct term *x, const struct term *y) {
    int first = group_of(a, x->symbol), second = group_of(a, y->symbol);
    return first != second ? first - second : mm_symbol_compare(a, x->symbol, y->symbol);
}

/* Merge sort, for the order needs the algebra. */
static void sort(struct mm_algebra *a, struct term *items, struct term *spare, size_t n,
                 int (*order)(struct mm_algebra *, const struct term *, const struct term *)) {
    if (n < 2 || a->failed) return;
    size_t half = n / 2, left = 0, right = half;
    sort(a, items, spare, half, order);
    sort(a, items + half, spare, n - half, order);
    for (size_t i = 0; i < n; i++) {
        bool from_left = right == n || (left < half && order(a, &items[left], &items[right]) <= 0);
        spare[i] = from_left ? items[left++] : items[right++];
    }
    memcpy(items, spare, n * sizeof *items);
}

/* A sum does not begin with a minus if it can begin without: 1 - x^2, from the lowest power then. */
static void avoid_sign(struct term *items, size_t n) {
    size_t first = 0, polynomials = 0;
    while (polynomials < n && items[polynomials].polynomial && !items[polynomials].number) polynomials++;
    if (!items[0].negative) return;
    bool plain = polynomials == n || (polynomials == n - 1 && items[n - 1].number);
    if (plain && !items[n - 1].negative) {
        for (size_t i = 0; i < n / 2; i++) {
            struct term kept = items[i];
            items[i] = items[n - 1 - i];
            items[n - 1 - i] = kept;
        }
        return;
    }
    while (first < n && items[first].negative) first++;
    if (first == n) return;
    struct term kept = items[first];
    memmove(items + 1, items, first * sizeof *items);
    items[0] = kept;
}

static void arrange(struct mm_algebra *a, mm_symbol s) {
    size_t n = mm_symbol_at(a, s)->count;
    bool sum = mm_symbol_at(a, s)->kind == MM_SYMBOL_SUM;
    struct term *items = mm_new(n, sizeof *items), *spare = mm_new(n, sizeof *spare);
    if (items == NULL || spare == NULL) a->failed = true;
    for (size_t i = 0; i < n && !a->failed; i++) {
        mm_symbol part = mm_symbol_part(a, s, i);
        items[i] = sum ? term_of(a, part) : (struct term){.symbol = part};
    }
    if (!a->failed) sort(a, items, spare, n, sum ? before : by_factor);
    if (!a->failed && sum) avoid_sign(items, n);
    if (!a->failed && !mm_grow(&a->parts, &a->part_capacity, a->part_count, n, sizeof *a->parts)) a->failed = true;
    if (!a->failed) {
        a->symbols[s].shown = (uint32_t)a->part_count;
        for (size_t i = 0; i < n; i++) a->parts[a->part_count++] = items[i].symbol;
    }
    free(items);
    free(spare);
}

mm_symbol mm_symbol_shown(struct mm_algebra *a, mm_symbol s, size_t i) {
    if (mm_symbol_at(a, s)->shown == 0) arrange(a, s);
    return a->failed ? MM_SYMBOL_NONE : a->parts[mm_symbol_at(a, s)->shown + i];
}
