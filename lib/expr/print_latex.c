/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees as LaTeX, for display in mathematics mode. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "expr/print.h"

static const char *const greek[] = {
    "alpha", "beta",  "gamma",  "delta", "epsilon", "zeta",  "eta",     "theta", "iota", "kappa", "lambda", "mu",
    "nu",    "xi",    "pi",     "rho",   "sigma",   "tau",   "upsilon", "phi",   "chi",  "psi",   "omega",  "Gamma",
    "Delta", "Theta", "Lambda", "Xi",    "Pi",      "Sigma", "Upsilon", "Phi",   "Psi",  "Omega"};

static void put(const struct mm_tree *tree, mm_node node, enum mm_precedence least, struct mm_buffer *out);

/* Letters that mean something to TeX are escaped. */
static void put_letters(struct mm_span text, struct mm_buffer *out) {
    for (size_t i = 0; i < text.length; i++) {
        char c = text.text[i];
        if (c == '\\')
            mm_buffer_add_text(out, "\\backslash ");
        else if (c == '~' || c == '^')
            mm_buffer_printf(out, "\\%c{}", c);
        else if (strchr("#$%&_{}", c) != NULL)
            mm_buffer_printf(out, "\\%c", c);
        else
            mm_buffer_add_byte(out, c);
    }
}

/* A Greek letter, one letter, or a word in upright ones. */
static void put_word(struct mm_span word, struct mm_buffer *out) {
    for (size_t i = 0; i < sizeof greek / sizeof *greek; i++)
        if (mm_span_is(word, greek[i])) {
            mm_buffer_printf(out, "\\%s", greek[i]);
            return;
        }
    if (word.length == 1) {
        put_letters(word, out);
        return;
    }
    mm_buffer_add_text(out, "\\mathrm{");
    for (size_t i = 0; i < word.length; i++) {
        if (word.text[i] == ' ')
            mm_buffer_add_text(out, "\\ ");
        else
            put_letters((struct mm_span){word.text + i, 1}, out);
    }
    mm_buffer_add_byte(out, '}');
}

/* x1 and x_1 are x_{1}; so are all names that end in digits. INDEX 0: none further. */
static void put_name(struct mm_span name, size_t index, struct mm_buffer *out) {
    size_t stem = name.length;
    while (stem > 0 && name.text[stem - 1] >= '0' && name.text[stem - 1] <= '9') stem--;
    struct mm_span digits = {name.text + stem, name.length - stem};
    if (stem > 1 && digits.length > 0 && name.text[stem - 1] == '_') stem--;
    if (stem == 0) stem = name.length, digits.length = 0;
    put_word((struct mm_span){name.text, stem}, out);
    if (digits.length == 0 && index == 0) return;
    mm_buffer_add_text(out, "_{");
    mm_buffer_add(out, digits.text, digits.length);
    if (digits.length > 0 && index > 0) mm_buffer_add_byte(out, ',');
    if (index > 0) mm_buffer_printf(out, "%zu", index);
    mm_buffer_add_byte(out, '}');
}

static void put_number(double value, struct mm_buffer *out) {
    char text[MM_NUMBER_TEXT], *exponent;
    if (!isfinite(value)) {
        mm_buffer_add_text(out, isnan(value) ? "\\mathrm{NaN}" : value < 0 ? "-\\infty" : "\\infty");
        return;
    }
    mm_format_number(value, text);
    exponent = strchr(text, 'e');
    if (exponent == NULL) {
        mm_buffer_add_text(out, text);
        return;
    }
    *exponent++ = '\0';
    mm_buffer_printf(out, "%s \\cdot 10^{%s}", text, *exponent == '+' ? exponent + 1 : exponent);
}

static enum mm_precedence binding(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (at->kind == MM_TREE_NUMBER) {
        char text[MM_NUMBER_TEXT];
        mm_format_number(at->number, text);
        return signbit(at->number) ? MM_BINDS_SIGN : strchr(text, 'e') != NULL ? MM_BINDS_PRODUCT : MM_BINDS_PRIMARY;
    }
    if (at->kind != MM_TREE_CALL) return MM_BINDS_PRIMARY;
    if (at->function == MM_FN_EXP) return MM_BINDS_POWER;
    return mm_function_facts(at->function)->binds;
}

static void put_argument(const struct mm_tree *tree, mm_node node, size_t i, const char *before, const char *after,
                         struct mm_buffer *out) {
    mm_buffer_add_text(out, before);
    put(tree, mm_tree_child(tree, node, i), MM_BINDS_CONDITIONAL, out);
    mm_buffer_add_text(out, after);
}

static const char *sign_of(enum mm_function f) {
    switch (f) {
    case MM_FN_OR:
        return " \\lor ";
    case MM_FN_AND:
        return " \\land ";
    case MM_FN_EQUAL:
        return " = ";
    case MM_FN_UNEQUAL:
        return " \\neq ";
    case MM_FN_LESS_EQUAL:
        return " \\leq ";
    case MM_FN_GREATER_EQUAL:
        return " \\geq ";
    case MM_FN_LESS:
        return " < ";
    case MM_FN_GREATER:
        return " > ";
    case MM_FN_ADD:
        return " + ";
    default:
        return " - ";
    }
}

/* Whether what NODE prints begins with a digit, before which a product needs its sign. */
static bool begins_with_digit(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (at->kind == MM_TREE_NUMBER) return true;
    if (at->kind != MM_TREE_CALL || (at->function != MM_FN_POWER && at->function != MM_FN_MULTIPLY)) return false;
    return begins_with_digit(tree, mm_tree_child(tree, node, 0));
}

static void put_operator(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    enum mm_function f = mm_tree_at(tree, node)->function;
    enum mm_precedence own = mm_function_facts(f)->binds, tighter = (enum mm_precedence)(own + 1);
    mm_node first = mm_tree_child(tree, node, 0);
    switch (f) {
    case MM_FN_CONDITIONAL:
        put_argument(tree, node, 1, "\\begin{cases} ", " & ", out);
        put_argument(tree, node, 0, "", " \\\\ ", out);
        put_argument(tree, node, 2, "", " & \\text{otherwise} \\end{cases}", out);
        return;
    case MM_FN_DIVIDE: {
        /* A sign stands before the fraction, not on its upper half. */
        const struct mm_tree_node *above = mm_tree_at(tree, first);
        bool negative = above->kind == MM_TREE_CALL && above->function == MM_FN_NEGATE;
        mm_buffer_add_text(out, negative ? "-\\frac{" : "\\frac{");
        put(tree, negative ? mm_tree_child(tree, first, 0) : first, MM_BINDS_CONDITIONAL, out);
        put_argument(tree, node, 1, "}{", "}", out);
        return;
    }
    case MM_FN_MULTIPLY:
        put(tree, first, own, out);
        mm_buffer_add_text(out, begins_with_digit(tree, mm_tree_child(tree, node, 1)) ? " \\cdot " : " ");
        put(tree, mm_tree_child(tree, node, 1), tighter, out);
        return;
    case MM_FN_POWER:
        put(tree, first, tighter, out);
        put_argument(tree, node, 1, "^{", "}", out);
        return;
    case MM_FN_NEGATE:
    case MM_FN_NOT:
        mm_buffer_add_text(out, f == MM_FN_NOT ? "\\lnot " : "-");
        put(tree, first, own, out);
        return;
    default:
        put(tree, first, own == MM_BINDS_COMPARISON ? tighter : own, out);
        mm_buffer_add_text(out, sign_of(f));
        put(tree, mm_tree_child(tree, node, 1), tighter, out);
    }
}

static void put_call(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    const struct mm_function_facts *facts = mm_function_facts(at->function);
    if (facts->binds != MM_BINDS_PRIMARY) {
        put_operator(tree, node, out);
        return;
    }
    switch (at->function) {
    case MM_FN_ABS:
        put_argument(tree, node, 0, "\\left| ", " \\right|", out);
        return;
    case MM_FN_SQRT:
        put_argument(tree, node, 0, "\\sqrt{", "}", out);
        return;
    case MM_FN_CBRT:
        put_argument(tree, node, 0, "\\sqrt[3]{", "}", out);
        return;
    case MM_FN_EXP:
        put_argument(tree, node, 0, "e^{", "}", out);
        return;
    case MM_FN_FLOOR:
        put_argument(tree, node, 0, "\\left\\lfloor ", " \\right\\rfloor", out);
        return;
    case MM_FN_CEIL:
        put_argument(tree, node, 0, "\\left\\lceil ", " \\right\\rceil", out);
        return;
    case MM_FN_POLYGAMMA:
        put_argument(tree, node, 0, "\\psi^{(", ")}", out);
        put_argument(tree, node, 1, "\\left( ", " \\right)", out);
        return;
    default:
        break;
    }
    if (facts->latex != NULL)
        mm_buffer_add_text(out, facts->latex);
    else
        mm_buffer_printf(out, "\\operatorname{%s}", facts->name);
    mm_buffer_add_text(out, "\\left( ");
    for (size_t i = 0; i < at->count; i++) put_argument(tree, node, i, i > 0 ? ", " : "", "", out);
    mm_buffer_add_text(out, " \\right)");
}

static void put(const struct mm_tree *tree, mm_node node, enum mm_precedence least, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    bool truth = at->kind == MM_TREE_CALL && at->function <= MM_FN_GREATER_EQUAL;
    bool grouped = binding(tree, node) < least;
    if (out->failed) return;
    /* A truth that is a number stands in Iverson's brackets. */
    if (grouped) mm_buffer_add_text(out, truth && least > MM_BINDS_COMPARISON ? "\\left[ " : "\\left( ");
    switch (at->kind) {
    case MM_TREE_NUMBER:
        put_number(at->number, out);
        break;
    case MM_TREE_TEXT:
        mm_buffer_add_text(out, "\\text{");
        put_letters(at->text, out);
        mm_buffer_add_byte(out, '}');
        break;
    case MM_TREE_NAME:
        put_name(at->text, 0, out);
        break;
    case MM_TREE_ELEMENT:
        put_name(at->text, (size_t)at->number, out);
        break;
    case MM_TREE_RANGE:
        put_name(at->text, 0, out);
        mm_buffer_add_text(out, ", \\dots, ");
        put_name(at->last, 0, out);
        break;
    case MM_TREE_CALL:
        put_call(tree, node, out);
        break;
    }
    if (grouped) mm_buffer_add_text(out, truth && least > MM_BINDS_COMPARISON ? " \\right]" : " \\right)");
}

void mm_print_latex(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    put(tree, node, MM_BINDS_CONDITIONAL, out);
}
