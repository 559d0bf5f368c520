/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Derivatives and simplification of trees, by way of the collected form. */
#include "calculus/derivative.h"
#include "calculus/symbol.h"

/* The first range of columns in the expression, or none. */
static mm_node range_in(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (at->kind == MM_TREE_RANGE) return node;
    for (size_t i = 0; i < at->count; i++) {
        mm_node found = range_in(tree, mm_tree_child(tree, node, i));
        if (found != MM_NODE_NONE) return found;
    }
    return MM_NODE_NONE;
}

static void start(struct mm_algebra *a, struct mm_tree *tree, const mm_node *variables, size_t count) {
    static const char base[] = "e";
    *a = (struct mm_algebra){.tree = tree};
    for (size_t i = 0; i < count; i++) {
        const struct mm_tree_node *v = mm_tree_at(tree, variables[i]);
        a->e_varies = a->e_varies || (v->kind == MM_TREE_NAME && mm_span_is(v->text, "e"));
        a->pi_varies = a->pi_varies || (v->kind == MM_TREE_NAME && mm_span_is(v->text, "pi"));
    }
    /* Its text is at an address of its own, so that no name is it. */
    a->euler = mm_symbol_intern(
        a, &(struct mm_symbol_facts){.kind = MM_SYMBOL_LEAF, .leaf = MM_TREE_TEXT, .text = {base, 1}}, NULL, 0);
}

enum mm_status mm_derivative(struct mm_tree *tree, mm_node node, const mm_node *variables, size_t count,
                             mm_node *result, struct mm_error *error) {
    struct mm_algebra a;
    bool refused = false;
    mm_node range = range_in(tree, node);
    *result = MM_NODE_NONE;
    if (range != MM_NODE_NONE)
        return mm_fail_under(error, MM_USAGE, tree->source, mm_tree_at(tree, range)->start,
                             mm_tree_at(tree, range)->end,
                             "a range of columns needs a table: write the names, dot(w, x1, x2)");
    start(&a, tree, variables, count);
    mm_symbol s = mm_symbol_tidy(&a, mm_symbol_from_tree(&a, node));
    for (size_t i = 0; i < count && !a.failed; i++)
        s = mm_symbol_tidy(&a, mm_symbol_derive(&a, s, mm_symbol_from_tree(&a, variables[i]), &refused));
    if (!a.failed && mm_symbol_at(&a, s)->operations > MM_TREE_NODES) a.failed = a.too_large = true;
    if (!a.failed) *result = mm_symbol_to_tree(&a, s);
    bool too_large = a.too_large || tree->too_large;
    mm_algebra_free(&a);
    if (*result != MM_NODE_NONE) return MM_OK;
    if (refused) return mm_fail(error, MM_USAGE, "polygamma(n, x) has no derivative by n");
    if (too_large) return mm_fail(error, MM_USAGE, "the result is too large");
    return mm_fail_memory(error);
}
