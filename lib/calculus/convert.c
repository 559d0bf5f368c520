/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees into collected form and back. */
#include <math.h>
#include <stdlib.h>

#include "calculus/symbol.h"
#include "calculus/variables.h"

mm_symbol mm_symbol_named(struct mm_algebra *a, const char *name) {
    mm_node node = mm_tree_name(a->tree, mm_span_of(name));
    if (node == MM_NODE_NONE) {
        a->failed = true;
        a->too_large = a->tree->too_large;
        return MM_SYMBOL_NONE;
    }
    return mm_symbol_from_tree(a, node);
}

/* Chains of one kind become one list, from the left however they are nested. */
static void gather(struct mm_algebra *a, struct mm_symbols *list, mm_node node, bool sum, bool inverse) {
    const struct mm_tree_node *at = mm_tree_at(a->tree, node);
    if (at->kind == MM_TREE_CALL &&
        (at->function == (sum ? MM_FN_ADD : MM_FN_MULTIPLY) || at->function == (sum ? MM_FN_SUBTRACT : MM_FN_DIVIDE))) {
        bool turned = at->function == (sum ? MM_FN_SUBTRACT : MM_FN_DIVIDE);
        mm_node second = mm_tree_child(a->tree, node, 1);
        gather(a, list, mm_tree_child(a->tree, node, 0), sum, inverse);
        gather(a, list, second, sum, inverse != turned);
        return;
    }
    mm_symbol s = mm_symbol_from_tree(a, node);
    if (inverse && !a->failed) s = sum ? mm_symbol_negate(a, s) : mm_symbol_raise(a, s, -1, 1);
    mm_symbols_add(a, list, s);
}

/* dot(w, a, b) is w[1]*a + w[2]*b; a product of two only if W is no vector. */
static mm_symbol dot(struct mm_algebra *a, mm_node node) {
    const struct mm_tree_node call = *mm_tree_at(a->tree, node);
    const struct mm_tree_node first = *mm_tree_at(a->tree, mm_tree_child(a->tree, node, 0));
    struct mm_symbols terms = {0};
    bool vector = mm_dot_of_vector(a->tree, node);
    if (!vector)
        return mm_symbol_multiply(a, mm_symbol_from_tree(a, mm_tree_child(a->tree, node, 0)),
                                  mm_symbol_from_tree(a, mm_tree_child(a->tree, node, 1)));
    for (size_t i = 1; i < call.count && !a->failed; i++) {
        mm_node element = mm_tree_element(a->tree, first.text, i);
        if (element == MM_NODE_NONE) {
            a->failed = true;
            break;
        }
        mm_symbol weight = mm_symbol_from_tree(a, element);
        mm_symbols_add(a, &terms,
                       mm_symbol_multiply(a, weight, mm_symbol_from_tree(a, mm_tree_child(a->tree, node, i))));
    }
    mm_symbol result = mm_symbol_sum(a, terms.items, terms.count);
    free(terms.items);
    return result;
}

static mm_symbol from_call(struct mm_algebra *a, mm_node node) {
    enum mm_function f = mm_tree_at(a->tree, node)->function;
    size_t count = mm_tree_at(a->tree, node)->count;
    struct mm_symbols parts = {0};
    mm_symbol result;
    if (f == MM_FN_DOT) return dot(a, node);
    if (f == MM_FN_ADD || f == MM_FN_SUBTRACT || f == MM_FN_MULTIPLY || f == MM_FN_DIVIDE) {
        bool sum = f == MM_FN_ADD || f == MM_FN_SUBTRACT;
        gather(a, &parts, node, sum, false);
        result = sum ? mm_symbol_sum(a, parts.items, parts.count) : mm_symbol_product(a, parts.items, parts.count);
    } else {
        for (size_t i = 0; i < count && !a->failed; i++)
            mm_symbols_add(a, &parts, mm_symbol_from_tree(a, mm_tree_child(a->tree, node, i)));
        result = a->failed           ? MM_SYMBOL_NONE
                 : f == MM_FN_NEGATE ? mm_symbol_negate(a, parts.items[0])
                 : f == MM_FN_POWER  ? mm_symbol_power(a, parts.items[0], parts.items[1])
                                     : mm_symbol_call(a, f, parts.items, parts.count);
    }
    free(parts.items);
    return result;
}

mm_symbol mm_symbol_from_tree(struct mm_algebra *a, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(a->tree, node);
    if (at->kind == MM_TREE_CALL) return from_call(a, node);
    if (at->kind == MM_TREE_NUMBER) return mm_symbol_number(a, mm_rational_from(at->number));
    struct mm_symbol_facts leaf = {
        .kind = MM_SYMBOL_LEAF, .leaf = at->kind, .text = at->text, .last = at->last, .node = node};
    if (at->kind == MM_TREE_ELEMENT) leaf.number = mm_rational_of((int64_t)at->number, 1);
    return mm_symbol_intern(a, &leaf, NULL, 0);
}

static mm_node number(struct mm_algebra *a, double value) {
    mm_node magnitude = mm_tree_number(a->tree, fabs(value));
    return value < 0 ? mm_tree_call1(a->tree, MM_FN_NEGATE, magnitude) : magnitude;
}

static mm_node fraction(struct mm_algebra *a, struct mm_rational x) {
    if (mm_rational_plain(x)) return number(a, mm_rational_value(x));
    return mm_tree_call2(a->tree, MM_FN_DIVIDE, number(a, (double)x.over), number(a, (double)x.under));
}

/* A product or quotient as it grows: nothing yet is MM_NODE_NONE. */
static void multiply(struct mm_algebra *a, mm_node *product, bool *begun, mm_node factor) {
    *product = *begun ? mm_tree_call2(a->tree, MM_FN_MULTIPLY, *product, factor) : factor;
    *begun = true;
}

static mm_node signed_if(struct mm_algebra *a, bool *negative, mm_node factor) {
    bool sign = *negative;
    *negative = false;
    return sign ? mm_tree_call1(a->tree, MM_FN_NEGATE, factor) : factor;
}

static mm_node to_power(struct mm_algebra *a, mm_symbol base, struct mm_rational exponent) {
    mm_node below = mm_symbol_to_tree(a, base);
    if (mm_rational_is(exponent, 1)) return below;
    if (exponent.over == 1 && exponent.under == 2) return mm_tree_call1(a->tree, MM_FN_SQRT, below);
    return mm_tree_call2(a->tree, MM_FN_POWER, below, fraction(a, exponent));
}

/* SIZE (not negative) times REST, what has a negative power below the line. A sign goes to the first factor, as it is
 * read: -x*y is (-x)*y. */
static mm_node to_product(struct mm_algebra *a, bool negative, struct mm_rational size, mm_symbol rest) {
    mm_node above = MM_NODE_NONE, below = MM_NODE_NONE;
    bool numerator = false, denominator = false;
    if (!mm_rational_plain(size)) {
        if (size.over != 1) multiply(a, &above, &numerator, signed_if(a, &negative, number(a, (double)size.over)));
        multiply(a, &below, &denominator, number(a, (double)size.under));
    } else if (!mm_rational_is(size, 1)) {
        multiply(a, &above, &numerator, signed_if(a, &negative, number(a, mm_rational_value(size))));
    }
    bool product = mm_symbol_at(a, rest)->kind == MM_SYMBOL_PRODUCT;
    size_t count = product ? mm_symbol_at(a, rest)->count : mm_symbol_is_number(a, rest, 1) ? 0 : 1;
    for (size_t i = 0; i < count && !a->failed; i++) {
        mm_symbol factor = product ? mm_symbol_shown(a, rest, i) : rest;
        if (a->failed) return MM_NODE_NONE;
        if (mm_symbol_at(a, factor)->kind != MM_SYMBOL_POWER) {
            multiply(a, &above, &numerator, signed_if(a, &negative, mm_symbol_to_tree(a, factor)));
            continue;
        }
        mm_symbol base = mm_symbol_part(a, factor, 0), exponent = mm_symbol_part(a, factor, 1);
        if (mm_symbol_at(a, exponent)->kind != MM_SYMBOL_NUMBER) {
            mm_node lower = mm_symbol_to_tree(a, base);
            lower = mm_tree_call2(a->tree, MM_FN_POWER, lower, mm_symbol_to_tree(a, exponent));
            multiply(a, &above, &numerator, signed_if(a, &negative, lower));
            continue;
        }
        struct mm_rational n = mm_symbol_at(a, exponent)->number;
        if (mm_rational_sign(n) < 0)
            multiply(a, &below, &denominator, to_power(a, base, mm_rational_negate(n)));
        else
            multiply(a, &above, &numerator, signed_if(a, &negative, to_power(a, base, n)));
    }
    if (!numerator) above = signed_if(a, &negative, number(a, 1));
    return denominator ? mm_tree_call2(a->tree, MM_FN_DIVIDE, above, below) : above;
}

static mm_node to_sum(struct mm_algebra *a, mm_symbol s) {
    mm_node sum = MM_NODE_NONE;
    for (size_t i = 0; i < mm_symbol_at(a, s)->count && !a->failed; i++) {
        mm_symbol rest, term = mm_symbol_shown(a, s, i);
        if (a->failed) break;
        struct mm_rational size = mm_symbol_split(a, term, &rest);
        if (a->failed) break;
        bool negative = mm_rational_sign(size) < 0;
        if (negative) size = mm_rational_negate(size);
        mm_node node = to_product(a, negative && i == 0, size, rest);
        sum = i == 0 ? node : mm_tree_call2(a->tree, negative ? MM_FN_SUBTRACT : MM_FN_ADD, sum, node);
    }
    return sum;
}

mm_node mm_symbol_to_tree(struct mm_algebra *a, mm_symbol s) {
    if (s == MM_SYMBOL_NONE || a->failed || a->tree->failed) return MM_NODE_NONE;
    const struct mm_symbol_facts at = *mm_symbol_at(a, s);
    if (at.kind == MM_SYMBOL_LEAF) return at.node;
    if (at.kind == MM_SYMBOL_NUMBER) return fraction(a, at.number);
    if (at.kind == MM_SYMBOL_SUM) return to_sum(a, s);
    if (at.kind == MM_SYMBOL_CALL) {
        mm_node *parts = malloc(at.count * sizeof *parts);
        if (parts == NULL) {
            a->failed = true;
            return MM_NODE_NONE;
        }
        for (size_t i = 0; i < at.count; i++) parts[i] = mm_symbol_to_tree(a, mm_symbol_part(a, s, i));
        mm_node call = mm_tree_call(a->tree, at.function, parts, at.count);
        free(parts);
        return call;
    }
    mm_symbol rest;
    struct mm_rational size = mm_symbol_split(a, s, &rest);
    if (a->failed) return MM_NODE_NONE;
    bool negative = mm_rational_sign(size) < 0;
    return to_product(a, negative, negative ? mm_rational_negate(size) : size, rest);
}
