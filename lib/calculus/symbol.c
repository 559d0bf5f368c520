/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Symbols found by a hash of what they are; equal ones have one number. */
#include "calculus/symbol.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_algebra_free(struct mm_algebra *a) {
    free(a->symbols);
    free(a->parts);
    free(a->table);
    *a = (struct mm_algebra){0};
}

bool mm_algebra_step(struct mm_algebra *a, size_t count) {
    if (a->failed) return false;
    if (count > MM_ALGEBRA_STEPS || a->steps > MM_ALGEBRA_STEPS - count) a->failed = a->too_large = true;
    a->steps += count;
    return !a->failed;
}

void mm_symbols_add(struct mm_algebra *a, struct mm_symbols *list, mm_symbol item) {
    if (item == MM_SYMBOL_NONE) a->failed = true;
    if (!mm_algebra_step(a, 1)) return;
    if (!mm_grow(&list->items, &list->capacity, list->count, 1, sizeof *list->items))
        a->failed = true;
    else
        list->items[list->count++] = item;
}

static uint64_t mix(uint64_t hash, uint64_t value) {
    hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
    return hash ^ (hash >> 29);
}

static uint64_t hash_of(const struct mm_symbol_facts *s, const mm_symbol *parts) {
    uint64_t bits,
        hash = mix((uint64_t)s->kind * 16 + (uint64_t)s->leaf * 2 + s->number.decimal, (uint64_t)s->function);
    memcpy(&bits, &s->number.value, sizeof bits);
    hash = mix(mix(mix(hash, bits), (uint64_t)s->number.over), (uint64_t)s->number.under);
    /* Texts are kept once by the tree: their address is their name. */
    hash = mix(mix(hash, (uintptr_t)s->text.text), (uintptr_t)s->last.text);
    for (size_t i = 0; i < s->count; i++) hash = mix(hash, parts[i]);
    return hash;
}

static bool same(const struct mm_algebra *a, const struct mm_symbol_facts *x, const struct mm_symbol_facts *y,
                 const mm_symbol *parts) {
    return x->kind == y->kind && x->leaf == y->leaf && x->function == y->function && x->count == y->count &&
           x->number.over == y->number.over && x->number.under == y->number.under &&
           x->number.decimal == y->number.decimal &&
           memcmp(&x->number.value, &y->number.value, sizeof x->number.value) == 0 && x->text.text == y->text.text &&
           x->last.text == y->last.text &&
           (x->count == 0 || memcmp(a->parts + x->first, parts, x->count * sizeof *parts) == 0);
}

static size_t place_of(const struct mm_algebra *a, const struct mm_symbol_facts *s, const mm_symbol *parts) {
    size_t at = (size_t)hash_of(s, parts) & (a->table_size - 1);
    while (a->table[at] != MM_SYMBOL_NONE && !same(a, &a->symbols[a->table[at]], s, parts))
        at = (at + 1) & (a->table_size - 1);
    return at;
}

static bool grow_table(struct mm_algebra *a) {
    size_t size = a->table_size == 0 ? 256 : 2 * a->table_size;
    mm_symbol *table = mm_new(size, sizeof *table);
    if (table == NULL) return false;
    memset(table, 0xff, size * sizeof *table);
    free(a->table);
    a->table = table;
    a->table_size = size;
    for (size_t i = 0; i < a->count; i++)
        a->table[place_of(a, &a->symbols[i], a->parts + a->symbols[i].first)] = (mm_symbol)i;
    return true;
}

static bool negative_power(const struct mm_algebra *a, const struct mm_symbol_facts *s) {
    return s->kind == MM_SYMBOL_POWER && mm_rational_sign(a->symbols[a->parts[s->first + 1]].number) < 0;
}

/* Operations that a symbol adds to those of its parts; fractions and signs count as in print. */
static double own_operations(const struct mm_algebra *a, const struct mm_symbol_facts *s, const mm_symbol *parts) {
    switch (s->kind) {
    case MM_SYMBOL_NUMBER:
        return (mm_rational_plain(s->number) ? 0 : 1) + (mm_rational_sign(s->number) < 0 ? 0.5 : 0);
    case MM_SYMBOL_SUM:
        return (double)s->count - 1;
    case MM_SYMBOL_PRODUCT: {
        /* -x is one operation, x/2 too: the number is not one more factor there. */
        struct mm_rational first = a->symbols[parts[0]].number;
        bool unit = a->symbols[parts[0]].kind == MM_SYMBOL_NUMBER && first.under != 0 && llabs(first.over) == 1;
        /* Alone, x^-2 is 1/x^2; among factors, a quotient in place of a product. */
        size_t below = 0, above = 0;
        for (size_t i = unit; i < s->count; i++) *(negative_power(a, &a->symbols[parts[i]]) ? &below : &above) += 1;
        return (double)s->count - (unit ? 2 : 1) - (double)below + (above == 0 && below > 0);
    }
    case MM_SYMBOL_POWER: {
        const struct mm_rational n = a->symbols[parts[1]].number;
        bool visible = !mm_rational_is(n, -1) && n.under != 2; /* sqrt is a call, counted with its 1/2 */
        return (visible ? 1 : 0) + (mm_rational_sign(n) < 0 ? 0.5 : 0);
    }
    case MM_SYMBOL_CALL:
        return s->function == MM_FN_CONDITIONAL ? 2 : 1;
    default:
        return 0;
    }
}

mm_symbol mm_symbol_intern(struct mm_algebra *a, const struct mm_symbol_facts *facts, const mm_symbol *parts,
                           size_t count) {
    struct mm_symbol_facts s = *facts;
    for (size_t i = 0; i < count; i++)
        if (parts[i] == MM_SYMBOL_NONE) a->failed = true;
    if (!mm_algebra_step(a, count + 1)) return MM_SYMBOL_NONE;
    s.count = (uint32_t)count;
    if (2 * a->count >= a->table_size && !grow_table(a)) a->failed = true;
    if (a->failed) return MM_SYMBOL_NONE;
    size_t at = place_of(a, &s, parts);
    if (a->table[at] != MM_SYMBOL_NONE) return a->table[at];
    s.height = 1;
    s.operations = own_operations(a, &s, parts);
    for (size_t i = 0; i < count; i++) {
        if (a->symbols[parts[i]].height >= s.height) s.height = a->symbols[parts[i]].height + 1;
        s.operations += a->symbols[parts[i]].operations;
    }
    if (a->count >= MM_ALGEBRA_SYMBOLS || a->part_count + count > MM_ALGEBRA_PARTS || s.height > MM_TREE_HEIGHT)
        a->failed = a->too_large = true;
    if (!a->failed && (!mm_grow(&a->symbols, &a->capacity, a->count, 1, sizeof *a->symbols) ||
                       !mm_grow(&a->parts, &a->part_capacity, a->part_count, count + 1, sizeof *a->parts)))
        a->failed = true;
    if (a->failed) return MM_SYMBOL_NONE;
    s.first = (uint32_t)a->part_count;
    if (count > 0) memcpy(a->parts + a->part_count, parts, count * sizeof *parts);
    a->part_count += count;
    a->symbols[a->count] = s;
    return a->table[at] = (mm_symbol)a->count++;
}

const struct mm_symbol_facts *mm_symbol_at(const struct mm_algebra *a, mm_symbol s) {
    return &a->symbols[s];
}

mm_symbol mm_symbol_part(const struct mm_algebra *a, mm_symbol s, size_t i) {
    return a->parts[a->symbols[s].first + i];
}

bool mm_symbol_is_number(const struct mm_algebra *a, mm_symbol s, int64_t whole) {
    return s != MM_SYMBOL_NONE && a->symbols[s].kind == MM_SYMBOL_NUMBER && mm_rational_is(a->symbols[s].number, whole);
}

bool mm_symbol_is_call(const struct mm_algebra *a, mm_symbol s, enum mm_function function) {
    return s != MM_SYMBOL_NONE && a->symbols[s].kind == MM_SYMBOL_CALL && a->symbols[s].function == function;
}

static bool is_name(const struct mm_algebra *a, mm_symbol s, const char *name) {
    const struct mm_symbol_facts *at = &a->symbols[s];
    return at->kind == MM_SYMBOL_LEAF && at->leaf == MM_TREE_NAME && mm_span_is(at->text, name);
}

bool mm_symbol_is_e(const struct mm_algebra *a, mm_symbol s) {
    return !a->e_varies && is_name(a, s, "e");
}

bool mm_symbol_is_pi(const struct mm_algebra *a, mm_symbol s) {
    return !a->pi_varies && is_name(a, s, "pi");
}

mm_symbol mm_symbol_number(struct mm_algebra *a, struct mm_rational number) {
    return mm_symbol_intern(a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_NUMBER, .number = number}, NULL, 0);
}

mm_symbol mm_symbol_whole(struct mm_algebra *a, int64_t number) {
    return mm_symbol_number(a, mm_rational_of(number, 1));
}

mm_symbol mm_symbol_fraction(struct mm_algebra *a, int64_t over, int64_t under) {
    return mm_symbol_number(a, mm_rational_of(over, under));
}
