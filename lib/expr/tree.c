/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees: their memory, and how they are built. */
#include "expr/tree.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "expr/build.h"

void mm_tree_free(struct mm_tree *tree) {
    free(tree->source);
    free(tree->nodes);
    free(tree->children);
    mm_strings_free(&tree->texts);
    *tree = (struct mm_tree){0};
}

mm_node mm_tree_add(struct mm_tree *tree, const struct mm_tree_node *node) {
    if (!tree->failed && (tree->count >= MM_TREE_NODES || node->height > MM_TREE_HEIGHT))
        tree->failed = tree->too_large = true;
    if (!tree->failed && !mm_grow(&tree->nodes, &tree->capacity, tree->count, 1, sizeof *tree->nodes))
        tree->failed = true;
    if (tree->failed) return MM_NODE_NONE;
    tree->nodes[tree->count] = *node;
    return (mm_node)tree->count++;
}

struct mm_span mm_tree_keep(struct mm_tree *tree, struct mm_span text) {
    for (size_t i = 0; i < tree->texts.count; i++)
        if (mm_span_is(text, tree->texts.items[i])) return mm_span_of(tree->texts.items[i]);
    if (!mm_strings_add(&tree->texts, text.text, text.length)) {
        tree->failed = true;
        return (struct mm_span){"", 0};
    }
    return (struct mm_span){tree->texts.items[tree->texts.count - 1], text.length};
}

mm_node mm_tree_number(struct mm_tree *tree, double value) {
    return mm_tree_add(tree, &(struct mm_tree_node){.kind = MM_TREE_NUMBER, .number = value, .height = 1});
}

mm_node mm_tree_name(struct mm_tree *tree, struct mm_span name) {
    return mm_tree_add(tree,
                       &(struct mm_tree_node){.kind = MM_TREE_NAME, .text = mm_tree_keep(tree, name), .height = 1});
}

mm_node mm_tree_element(struct mm_tree *tree, struct mm_span vector, size_t index) {
    return mm_tree_add(tree, &(struct mm_tree_node){.kind = MM_TREE_ELEMENT,
                                                    .text = mm_tree_keep(tree, vector),
                                                    .number = (double)index,
                                                    .height = 1});
}

mm_node mm_tree_call(struct mm_tree *tree, enum mm_function function, const mm_node *arguments, size_t count) {
    struct mm_tree_node node = {.kind = MM_TREE_CALL,
                                .function = function,
                                .first = (uint32_t)tree->child_count,
                                .count = (uint32_t)count,
                                .height = 1};
    for (size_t i = 0; i < count && !tree->failed; i++) {
        if (arguments[i] == MM_NODE_NONE)
            tree->failed = true;
        else if (tree->nodes[arguments[i]].height >= node.height)
            node.height = tree->nodes[arguments[i]].height + 1;
    }
    if (!tree->failed &&
        !mm_grow(&tree->children, &tree->child_capacity, tree->child_count, count, sizeof *tree->children))
        tree->failed = true;
    if (tree->failed) return MM_NODE_NONE;
    memcpy(tree->children + tree->child_count, arguments, count * sizeof *arguments);
    tree->child_count += count;
    return mm_tree_add(tree, &node);
}

mm_node mm_tree_call1(struct mm_tree *tree, enum mm_function function, mm_node a) {
    return mm_tree_call(tree, function, &a, 1);
}

mm_node mm_tree_call2(struct mm_tree *tree, enum mm_function function, mm_node a, mm_node b) {
    return mm_tree_call(tree, function, (const mm_node[]){a, b}, 2);
}

const struct mm_tree_node *mm_tree_at(const struct mm_tree *tree, mm_node node) {
    return &tree->nodes[node];
}

mm_node mm_tree_child(const struct mm_tree *tree, mm_node node, size_t i) {
    return tree->children[tree->nodes[node].first + i];
}

bool mm_tree_same(const struct mm_tree *tree, mm_node a, mm_node b) {
    const struct mm_tree_node *x = mm_tree_at(tree, a), *y = mm_tree_at(tree, b);
    if (a == b) return true;
    if (x->kind != y->kind || x->count != y->count) return false;
    switch (x->kind) {
    case MM_TREE_NUMBER:
        return x->number == y->number && signbit(x->number) == signbit(y->number);
    case MM_TREE_TEXT:
    case MM_TREE_NAME:
        return mm_span_equal(x->text, y->text);
    case MM_TREE_ELEMENT:
        return mm_span_equal(x->text, y->text) && x->number == y->number;
    case MM_TREE_RANGE:
        return mm_span_equal(x->text, y->text) && mm_span_equal(x->last, y->last);
    case MM_TREE_CALL:
        break;
    }
    if (x->function != y->function) return false;
    for (size_t i = 0; i < x->count; i++)
        if (!mm_tree_same(tree, mm_tree_child(tree, a, i), mm_tree_child(tree, b, i))) return false;
    return true;
}

/* What is shown of a long source: this much before and behind the place. */
enum { SHOWN_BEFORE = 56, SHOWN_BEHIND = 40 };

/* Not in the middle of a character. */
static size_t whole_character(const char *source, size_t at) {
    while (at > 0 && ((unsigned char)source[at] & 0xc0) == 0x80) at--;
    return at;
}

enum mm_status mm_fail_under(struct mm_error *error, enum mm_status status, const char *source, size_t start,
                             size_t end, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    mm_vfail(error, status, format, arguments);
    va_end(arguments);
    if (error == NULL) return status;
    size_t length = strlen(source), last = start + SHOWN_BEHIND;
    size_t first = start > SHOWN_BEFORE ? whole_character(source, start - SHOWN_BEFORE) : 0;
    mm_error_excerpt(error, source, first, last < length ? whole_character(source, last) : length, start,
                     end > start ? end : start + 1);
    return status;
}
