/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of several ways to write a sum, the shortest. */
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/symbol.h"

/* Multiplied out, no more terms than these and no higher a power: beyond, it gets long and loses digits. Likewise for
 * denominators brought together. */
enum { EXPANDED_TERMS = 32, EXPANDED_POWER = 6, DENOMINATORS = 8 };

struct tidier {
    struct mm_algebra *a;
    mm_symbol *known; /* by symbol; MM_SYMBOL_NONE: not yet */
    size_t count;     /* entries of KNOWN */
};

static mm_symbol tidy(struct tidier *t, mm_symbol s);

static bool negative_power(const struct mm_algebra *a, mm_symbol factor) {
    if (mm_symbol_at(a, factor)->kind != MM_SYMBOL_POWER) return false;
    const struct mm_symbol_facts *e = mm_symbol_at(a, mm_symbol_part(a, factor, 1));
    return e->kind == MM_SYMBOL_NUMBER && mm_rational_sign(e->number) < 0;
}

/* Factor number I of a term, none when there are no more. */
static mm_symbol factor_of(const struct mm_algebra *a, mm_symbol term, size_t i) {
    bool product = mm_symbol_at(a, term)->kind == MM_SYMBOL_PRODUCT;
    if (i >= (product ? mm_symbol_at(a, term)->count : 1)) return MM_SYMBOL_NONE;
    return product ? mm_symbol_part(a, term, i) : term;
}

/* Each term of S times FACTOR. */
static mm_symbol distribute(struct mm_algebra *a, mm_symbol s, mm_symbol factor) {
    struct mm_symbols terms = {0};
    for (size_t i = 0; i < mm_symbol_at(a, s)->count && !a->failed; i++)
        mm_symbols_add(a, &terms, mm_symbol_multiply(a, mm_symbol_part(a, s, i), factor));
    mm_symbol result = mm_symbol_sum(a, terms.items, terms.count);
    free(terms.items);
    return result;
}

/* What stands below the line in any term, to its highest power there: the common denominator's inverse. */
static mm_symbol denominators(struct mm_algebra *a, mm_symbol s) {
    struct mm_symbols found = {0};
    for (size_t i = 0; i < mm_symbol_at(a, s)->count && !a->failed; i++) {
        mm_symbol factor;
        for (size_t k = 0; (factor = factor_of(a, mm_symbol_part(a, s, i), k)) != MM_SYMBOL_NONE; k++) {
            size_t j = 0;
            if (!negative_power(a, factor)) continue;
            while (j < found.count && mm_symbol_part(a, found.items[j], 0) != mm_symbol_part(a, factor, 0)) j++;
            if (j == found.count)
                mm_symbols_add(a, &found, factor);
            else if (mm_rational_compare(mm_symbol_at(a, mm_symbol_part(a, factor, 1))->number,
                                         mm_symbol_at(a, mm_symbol_part(a, found.items[j], 1))->number) < 0)
                found.items[j] = factor;
            if (!mm_algebra_step(a, j)) break;
        }
    }
    mm_symbol result = mm_symbol_product(a, found.items, found.count <= DENOMINATORS ? found.count : 0);
    free(found.items);
    return result;
}

/* Whether FACTOR is worth taking out: names to a positive power stay, 2*x*sin(x) + x^2*cos(x). */
static bool worth(const struct mm_algebra *a, mm_symbol factor) {
    const struct mm_symbol_facts *s = mm_symbol_at(a, factor);
    if (s->kind == MM_SYMBOL_NUMBER || s->kind == MM_SYMBOL_LEAF) return false;
    if (s->kind != MM_SYMBOL_POWER) return true;
    const struct mm_symbol_facts *e = mm_symbol_at(a, mm_symbol_part(a, factor, 1));
    return mm_symbol_at(a, mm_symbol_part(a, factor, 0))->kind != MM_SYMBOL_LEAF || e->kind != MM_SYMBOL_NUMBER;
}

/* The power of FACTOR's base that TERM has too; none if it has none. */
static mm_symbol shared(struct mm_algebra *a, mm_symbol factor, mm_symbol term) {
    mm_symbol exponent, other, other_exponent, base = mm_symbol_base(a, factor, &exponent);
    for (size_t k = 0; mm_algebra_step(a, 1) && (other = factor_of(a, term, k)) != MM_SYMBOL_NONE; k++) {
        if (other == factor) return factor;
        if (mm_symbol_base(a, other, &other_exponent) != base || base == a->euler || a->failed) continue;
        const struct mm_symbol_facts *p = mm_symbol_at(a, exponent), *q = mm_symbol_at(a, other_exponent);
        if (p->kind != MM_SYMBOL_NUMBER || q->kind != MM_SYMBOL_NUMBER) return MM_SYMBOL_NONE;
        if (mm_rational_sign(p->number) <= 0 || mm_rational_sign(q->number) <= 0) return MM_SYMBOL_NONE;
        return mm_rational_compare(p->number, q->number) <= 0 ? factor : other;
    }
    return MM_SYMBOL_NONE;
}

/* The factors that all terms share. */
static mm_symbol common_factor(struct mm_algebra *a, mm_symbol s) {
    struct mm_symbols found = {0};
    mm_symbol factor;
    for (size_t k = 0; !a->failed && (factor = factor_of(a, mm_symbol_part(a, s, 0), k)) != MM_SYMBOL_NONE; k++) {
        if (!worth(a, factor)) continue;
        for (size_t i = 1; i < mm_symbol_at(a, s)->count && factor != MM_SYMBOL_NONE; i++)
            factor = shared(a, factor, mm_symbol_part(a, s, i));
        if (factor != MM_SYMBOL_NONE) mm_symbols_add(a, &found, factor);
    }
    mm_symbol result = mm_symbol_product(a, found.items, found.count);
    free(found.items);
    return result;
}

static size_t terms_in(const struct mm_algebra *a, mm_symbol s) {
    return mm_symbol_at(a, s)->kind == MM_SYMBOL_SUM ? mm_symbol_at(a, s)->count : 1;
}

/* X times Y, sums multiplied out. */
static mm_symbol multiply_out(struct mm_algebra *a, mm_symbol x, mm_symbol y) {
    struct mm_symbols terms = {0};
    size_t m = terms_in(a, x), n = terms_in(a, y);
    if (m * n > EXPANDED_TERMS) return MM_SYMBOL_NONE;
    for (size_t i = 0; i < m && !a->failed; i++)
        for (size_t j = 0; j < n && !a->failed; j++)
            mm_symbols_add(
                a, &terms,
                mm_symbol_multiply(a, m > 1 ? mm_symbol_part(a, x, i) : x, n > 1 ? mm_symbol_part(a, y, j) : y));
    mm_symbol result = mm_symbol_sum(a, terms.items, terms.count);
    free(terms.items);
    return result;
}

static mm_symbol expand_term(struct mm_algebra *a, mm_symbol term) {
    mm_symbol factor, result = mm_symbol_whole(a, 1);
    for (size_t k = 0; !a->failed && (factor = factor_of(a, term, k)) != MM_SYMBOL_NONE; k++) {
        mm_symbol exponent, base = mm_symbol_base(a, factor, &exponent);
        if (a->failed) return MM_SYMBOL_NONE;
        const struct mm_symbol_facts *e = mm_symbol_at(a, exponent);
        int64_t times = 1;
        if (mm_symbol_at(a, base)->kind == MM_SYMBOL_SUM && e->kind == MM_SYMBOL_NUMBER &&
            mm_rational_whole(e->number) && e->number.over > 0 && e->number.over <= EXPANDED_POWER)
            times = e->number.over;
        else
            base = factor;
        for (; times > 0; times--) {
            result = multiply_out(a, result, base);
            if (result == MM_SYMBOL_NONE) return term;
        }
    }
    return result;
}

mm_symbol mm_symbol_expand(struct mm_algebra *a, mm_symbol s) {
    struct mm_symbols terms = {0};
    for (size_t i = 0; i < terms_in(a, s) && !a->failed; i++)
        mm_symbols_add(a, &terms, expand_term(a, terms_in(a, s) > 1 ? mm_symbol_part(a, s, i) : s));
    mm_symbol result = mm_symbol_sum(a, terms.items, terms.count);
    free(terms.items);
    return result;
}

static void keep_shorter(struct mm_algebra *a, mm_symbol *best, mm_symbol candidate) {
    if (a->failed || candidate == MM_SYMBOL_NONE) return;
    if (mm_symbol_at(a, candidate)->operations < mm_symbol_at(a, *best)->operations) *best = candidate;
}

static mm_symbol shortest_sum(struct tidier *t, mm_symbol s) {
    struct mm_algebra *a = t->a;
    mm_symbol best = s, common = common_factor(a, s), below = a->failed ? MM_SYMBOL_NONE : denominators(a, s);
    if (a->failed) return MM_SYMBOL_NONE;
    if (!mm_symbol_is_number(a, common, 1)) {
        mm_symbol rest = distribute(a, s, mm_symbol_raise(a, common, -1, 1));
        keep_shorter(a, &best, mm_symbol_multiply(a, common, tidy(t, rest)));
    }
    if (!a->failed && !mm_symbol_is_number(a, below, 1)) {
        mm_symbol above = distribute(a, s, mm_symbol_raise(a, below, -1, 1));
        if (!a->failed && above != s) {
            keep_shorter(a, &best, mm_symbol_multiply(a, below, tidy(t, above)));
            if (!a->failed) keep_shorter(a, &best, mm_symbol_multiply(a, below, tidy(t, mm_symbol_expand(a, above))));
        }
    }
    if (!a->failed) keep_shorter(a, &best, mm_symbol_identities(a, s));
    if (!a->failed) {
        mm_symbol expanded = mm_symbol_expand(a, s);
        if (expanded != s) keep_shorter(a, &best, expanded);
    }
    return best;
}

/* A fraction of sums without fractions within: 1/(1 + 1/x) is x/(x + 1). */
static mm_symbol flattened(struct mm_algebra *a, mm_symbol s) {
    const struct mm_symbol_facts at = *mm_symbol_at(a, s);
    struct mm_symbols parts = {0};
    mm_symbol result = s;
    if (at.kind == MM_SYMBOL_POWER && mm_symbol_at(a, mm_symbol_part(a, s, 1))->kind == MM_SYMBOL_NUMBER &&
        mm_rational_whole(mm_symbol_at(a, mm_symbol_part(a, s, 1))->number))
        return mm_symbol_power(a, flattened(a, mm_symbol_part(a, s, 0)), mm_symbol_part(a, s, 1));
    if (at.kind != MM_SYMBOL_SUM && at.kind != MM_SYMBOL_PRODUCT) return s;
    for (size_t i = 0; i < at.count && mm_algebra_step(a, 1); i++)
        mm_symbols_add(a, &parts, flattened(a, mm_symbol_part(a, s, i)));
    result = at.kind == MM_SYMBOL_SUM ? mm_symbol_sum(a, parts.items, parts.count)
                                      : mm_symbol_product(a, parts.items, parts.count);
    free(parts.items);
    if (a->failed || mm_symbol_at(a, result)->kind != MM_SYMBOL_SUM) return result;
    mm_symbol below = denominators(a, result);
    if (a->failed || mm_symbol_is_number(a, below, 1)) return result;
    return mm_symbol_multiply(a, below, mm_symbol_expand(a, distribute(a, result, mm_symbol_raise(a, below, -1, 1))));
}

/* A fraction below the line, or within what stands there. */
static bool nested(const struct mm_algebra *a, mm_symbol s) {
    for (size_t k = 0; factor_of(a, s, k) != MM_SYMBOL_NONE; k++) {
        mm_symbol base, factor = factor_of(a, s, k);
        if (!negative_power(a, factor)) continue;
        base = mm_symbol_part(a, factor, 0);
        if (mm_symbol_at(a, base)->kind != MM_SYMBOL_SUM) continue;
        for (size_t i = 0; i < mm_symbol_at(a, base)->count; i++)
            for (size_t j = 0; factor_of(a, mm_symbol_part(a, base, i), j) != MM_SYMBOL_NONE; j++)
                if (negative_power(a, factor_of(a, mm_symbol_part(a, base, i), j))) return true;
    }
    return false;
}

static mm_symbol shortest_product(struct mm_algebra *a, mm_symbol s) {
    mm_symbol best = s;
    keep_shorter(a, &best, mm_symbol_ratios(a, s));
    if (!a->failed && nested(a, best)) keep_shorter(a, &best, flattened(a, best));
    return best;
}

/* The same with its parts tidied. */
static mm_symbol rebuild(struct tidier *t, mm_symbol s) {
    struct mm_algebra *a = t->a;
    const struct mm_symbol_facts at = *mm_symbol_at(a, s);
    struct mm_symbols parts = {0};
    mm_symbol result = MM_SYMBOL_NONE;
    for (size_t i = 0; i < at.count && !a->failed; i++) mm_symbols_add(a, &parts, tidy(t, mm_symbol_part(a, s, i)));
    if (!a->failed) switch (at.kind) {
        case MM_SYMBOL_SUM:
            result = mm_symbol_sum(a, parts.items, parts.count);
            break;
        case MM_SYMBOL_PRODUCT:
            result = mm_symbol_product(a, parts.items, parts.count);
            break;
        case MM_SYMBOL_POWER:
            result = mm_symbol_power(a, parts.items[0], parts.items[1]);
            break;
        case MM_SYMBOL_CALL:
            result = mm_symbol_call(a, at.function, parts.items, parts.count);
            break;
        default:
            result = s;
        }
    free(parts.items);
    return result;
}

static bool remember(struct tidier *t, mm_symbol s) {
    if (s < t->count) return true;
    size_t count = 2 * t->a->count;
    mm_symbol *known = mm_resize(t->known, count, sizeof *known);
    if (known == NULL) return false;
    for (size_t i = t->count; i < count; i++) known[i] = MM_SYMBOL_NONE;
    t->known = known;
    t->count = count;
    return true;
}

static mm_symbol tidy(struct tidier *t, mm_symbol s) {
    if (s == MM_SYMBOL_NONE || !mm_algebra_step(t->a, 1)) return MM_SYMBOL_NONE;
    if (!remember(t, s)) {
        t->a->failed = true;
        return MM_SYMBOL_NONE;
    }
    if (t->known[s] != MM_SYMBOL_NONE) return t->known[s];
    t->known[s] = s; /* a sum that comes back to itself while it is tidied stays as it is */
    mm_symbol result = rebuild(t, s);
    if (!t->a->failed && mm_symbol_at(t->a, result)->kind == MM_SYMBOL_SUM) result = shortest_sum(t, result);
    if (!t->a->failed && mm_symbol_at(t->a, result)->kind >= MM_SYMBOL_PRODUCT) result = shortest_product(t->a, result);
    if (!t->a->failed) t->known[s] = result;
    return result;
}

mm_symbol mm_symbol_tidy(struct mm_algebra *a, mm_symbol s) {
    struct tidier t = {.a = a};
    mm_symbol result = tidy(&t, s);
    free(t.known);
    return a->failed ? MM_SYMBOL_NONE : result;
}
