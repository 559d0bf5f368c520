/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees as text that parses back to the same tree, with no more parentheses than that takes. */
#include "expr/print.h"

#include <math.h>
#include <string.h>

#include "base/number.h"

static void put_number(double value, struct mm_buffer *out) {
    char text[MM_NUMBER_TEXT];
    if (isnan(value)) {
        mm_buffer_add_text(out, "(0/0)");
    } else if (isinf(value)) {
        mm_buffer_add_text(out, value < 0 ? "(-1/0)" : "(1/0)");
    } else {
        size_t length = mm_format_number(value, text);
        mm_buffer_add(out, text, length);
    }
}

/* How tightly what is printed for NODE binds; a number that was built may carry a sign. */
static enum mm_precedence binding(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (at->kind == MM_TREE_CALL) return mm_function_facts(at->function)->binds;
    return at->kind == MM_TREE_NUMBER && isfinite(at->number) && signbit(at->number) ? MM_BINDS_SIGN : MM_BINDS_PRIMARY;
}

static bool plain(const char *text, size_t length) {
    bool point = true;
    for (size_t i = 0; i < length; i++) {
        char c = text[i];
        bool digit = c >= '0' && c <= '9';
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
        if (!letter && !(digit && i > 0) && !(c == '.' && !point)) return false;
        point = c == '.';
    }
    return length > 0 && !point;
}

void mm_print_name(struct mm_span name, struct mm_buffer *out) {
    if (plain(name.text, name.length)) {
        mm_buffer_add(out, name.text, name.length);
        return;
    }
    mm_buffer_add_byte(out, '[');
    for (size_t i = 0; i < name.length; i++) {
        if (name.text[i] == ']') mm_buffer_add_byte(out, ']');
        mm_buffer_add_byte(out, name.text[i]);
    }
    mm_buffer_add_byte(out, ']');
}

static void put(const struct mm_tree *tree, mm_node node, enum mm_precedence least, struct mm_buffer *out);

static void put_operator(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    const struct mm_function_facts *facts = mm_function_facts(at->function);
    enum mm_precedence own = facts->binds, tighter = (enum mm_precedence)(own + 1);
    switch (own) {
    case MM_BINDS_CONDITIONAL:
        put(tree, mm_tree_child(tree, node, 0), MM_BINDS_OR, out);
        mm_buffer_add_text(out, " ? ");
        put(tree, mm_tree_child(tree, node, 1), own, out);
        mm_buffer_add_text(out, " : ");
        put(tree, mm_tree_child(tree, node, 2), own, out);
        return;
    case MM_BINDS_SIGN:
        mm_buffer_add_text(out, facts->name);
        put(tree, mm_tree_child(tree, node, 0), own, out);
        return;
    case MM_BINDS_POWER: /* its exponent may carry a sign and be a power itself */
        put(tree, mm_tree_child(tree, node, 0), tighter, out);
        mm_buffer_add_byte(out, '^');
        put(tree, mm_tree_child(tree, node, 1), MM_BINDS_SIGN, out);
        return;
    default:
        break;
    }
    bool close = own == MM_BINDS_PRODUCT;
    put(tree, mm_tree_child(tree, node, 0), own == MM_BINDS_COMPARISON ? tighter : own, out);
    if (!close) mm_buffer_add_byte(out, ' ');
    mm_buffer_add_text(out, facts->name);
    if (!close) mm_buffer_add_byte(out, ' ');
    put(tree, mm_tree_child(tree, node, 1), tighter, out);
}

static void put_call(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (mm_function_facts(at->function)->binds != MM_BINDS_PRIMARY) {
        put_operator(tree, node, out);
        return;
    }
    mm_buffer_add_text(out, mm_function_facts(at->function)->name);
    mm_buffer_add_byte(out, '(');
    for (size_t i = 0; i < at->count; i++) {
        if (i > 0) mm_buffer_add_text(out, ", ");
        put(tree, mm_tree_child(tree, node, i), MM_BINDS_CONDITIONAL, out);
    }
    mm_buffer_add_byte(out, ')');
}

/* In parentheses if it binds less tightly than LEAST. */
static void put(const struct mm_tree *tree, mm_node node, enum mm_precedence least, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    bool grouped = binding(tree, node) < least;
    if (out->failed) return;
    if (grouped) mm_buffer_add_byte(out, '(');
    switch (at->kind) {
    case MM_TREE_NUMBER:
        put_number(at->number, out);
        break;
    case MM_TREE_TEXT:
        mm_buffer_add_byte(out, '\'');
        mm_buffer_add(out, at->text.text, at->text.length);
        mm_buffer_add_byte(out, '\'');
        break;
    case MM_TREE_NAME:
        mm_print_name(at->text, out);
        break;
    case MM_TREE_ELEMENT:
        mm_print_name(at->text, out);
        mm_buffer_printf(out, "[%.0f]", at->number);
        break;
    case MM_TREE_RANGE:
        mm_print_name(at->text, out);
        mm_buffer_add_text(out, "..");
        mm_print_name(at->last, out);
        break;
    case MM_TREE_CALL:
        put_call(tree, node, out);
        break;
    }
    if (grouped) mm_buffer_add_byte(out, ')');
}

enum mm_status mm_tree_print(const struct mm_tree *tree, mm_node node, enum mm_notation notation,
                             struct mm_buffer *out) {
    if (notation == MM_NOTATION_LATEX)
        mm_print_latex(tree, node, out);
    else if (notation == MM_NOTATION_C)
        MM_TRY(mm_print_c(tree, node, out));
    else
        put(tree, node, MM_BINDS_CONDITIONAL, out);
    return out->failed ? MM_MEMORY : MM_OK;
}
