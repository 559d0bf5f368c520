/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trees as expressions of C, for doubles and <math.h>. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "expr/print.h"

/* How tightly what is printed binds, with C's own levels of comparison: == and != below < and >. */
enum level { ANY, CHOICE, DISJUNCTION, CONJUNCTION, EQUALITY, ORDER, TERMS, FACTORS, SIGN, PRIMARY };

static bool put(const struct mm_tree *tree, mm_node node, enum level least, struct mm_buffer *out);

/* How often an argument stands in the pattern of a function is bounded, and so is the text: x^3 and the like are pow. */
static const char *pattern(enum mm_function f) {
    switch (f) {
    case MM_FN_SIGMOID:
        return "(1 / (1 + exp(-$1)))";
    case MM_FN_SOFTPLUS:
        return "(fmax($1, 0) + log1p(exp(-fabs($1))))";
    case MM_FN_RELU:
        return "fmax($1, 0)";
    case MM_FN_GELU:
        return "($1 * erfc(-$1 / sqrt(2)) / 2)";
    case MM_FN_SILU:
        return "($1 / (1 + exp(-$1)))";
    case MM_FN_SIGN:
        return "(double)(($1 > 0) - ($1 < 0))";
    case MM_FN_CLAMP:
        return "fmin(fmax($1, $2), $3)";
    default:
        return NULL;
    }
}

static bool reserved(struct mm_span name) {
    static const char *const words[] = {
        "auto",   "break",    "case",     "char",     "const", "continue", "default",     "do",     "double",
        "else",   "enum",     "extern",   "float",    "for",   "goto",     "if",          "inline", "int",
        "long",   "register", "restrict", "return",   "short", "signed",   "sizeof",      "static", "struct",
        "switch", "typedef",  "union",    "unsigned", "void",  "volatile", "while",       "gamma",  "j0",
        "j1",     "jn",       "y0",       "y1",       "yn",    "drem",     "significand", "signgam"};
    size_t count;
    const char *const *functions = mm_function_names(&count);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (mm_span_is(name, words[i])) return true;
    for (size_t i = 0; i < count; i++)
        if (mm_span_is(name, functions[i])) return true;
    return false;
}

static void put_name(struct mm_span name, struct mm_buffer *out) {
    if (name.length > 0 && name.text[0] >= '0' && name.text[0] <= '9') mm_buffer_add_byte(out, '_');
    for (size_t i = 0; i < name.length; i++) {
        char c = name.text[i];
        bool fits = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        mm_buffer_add_byte(out, fits ? c : '_');
    }
    if (reserved(name)) mm_buffer_add_byte(out, '_');
}

/* Always a double: 1/2 is no division of integers. */
static void put_number(double value, struct mm_buffer *out) {
    char text[MM_NUMBER_TEXT];
    if (!isfinite(value)) {
        mm_buffer_add_text(out, isnan(value) ? "NAN" : value < 0 ? "(-INFINITY)" : "INFINITY");
        return;
    }
    mm_format_number(value, text);
    mm_buffer_add_text(out, text);
    if (strpbrk(text, ".e") == NULL) mm_buffer_add_text(out, ".0");
}

static enum level level_of(const struct mm_tree_node *at) {
    if (at->kind == MM_TREE_NUMBER) return signbit(at->number) ? SIGN : PRIMARY;
    if (at->kind != MM_TREE_CALL) return PRIMARY;
    switch (mm_function_facts(at->function)->binds) {
    case MM_BINDS_CONDITIONAL:
        return CHOICE;
    case MM_BINDS_OR:
        return DISJUNCTION;
    case MM_BINDS_AND:
        return CONJUNCTION;
    case MM_BINDS_COMPARISON:
        return at->function == MM_FN_EQUAL || at->function == MM_FN_UNEQUAL ? EQUALITY : ORDER;
    case MM_BINDS_SUM:
        return TERMS;
    case MM_BINDS_PRODUCT:
        return FACTORS;
    case MM_BINDS_SIGN:
        return SIGN;
    default:
        return PRIMARY;
    }
}

/* A sign before a sign: -(-x), not --x. */
static bool put_signed(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *child = mm_tree_at(tree, mm_tree_child(tree, node, 0));
    bool twice = child->kind == MM_TREE_CALL ? child->function == MM_FN_NEGATE
                                             : child->kind == MM_TREE_NUMBER && signbit(child->number);
    mm_buffer_add_text(out, mm_function_facts(mm_tree_at(tree, node)->function)->name);
    return put(tree, mm_tree_child(tree, node, 0), twice ? PRIMARY : SIGN, out);
}

/* Truths are integers in C, and so is what is computed from them; a quotient of two would lose its fraction. */
static bool is_integer(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (at->kind != MM_TREE_CALL) return false;
    if (level_of(at) >= DISJUNCTION && level_of(at) <= ORDER) return true;
    if (at->function == MM_FN_NOT) return true;
    if (at->function != MM_FN_NEGATE && at->function != MM_FN_ADD && at->function != MM_FN_SUBTRACT &&
        at->function != MM_FN_MULTIPLY && at->function != MM_FN_CONDITIONAL)
        return false;
    for (size_t i = at->function == MM_FN_CONDITIONAL; i < at->count; i++)
        if (!is_integer(tree, mm_tree_child(tree, node, i))) return false;
    return true;
}

/* -Wall wants && within || and comparisons within comparisons in parentheses. */
static bool put_operator(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    enum level own = level_of(at);
    if (own == SIGN) return put_signed(tree, node, out);
    if (own == CHOICE) {
        if (!put(tree, mm_tree_child(tree, node, 0), DISJUNCTION, out)) return false;
        mm_buffer_add_text(out, " ? ");
        if (!put(tree, mm_tree_child(tree, node, 1), DISJUNCTION, out)) return false;
        mm_buffer_add_text(out, " : ");
        return put(tree, mm_tree_child(tree, node, 2), CHOICE, out);
    }
    enum level left = own == DISJUNCTION ? EQUALITY : own == EQUALITY || own == ORDER ? TERMS : own;
    enum level right = own == DISJUNCTION ? EQUALITY : own == EQUALITY || own == ORDER ? TERMS : (enum level)(own + 1);
    mm_node first = mm_tree_child(tree, node, 0);
    if (own == DISJUNCTION && mm_tree_at(tree, first)->kind == MM_TREE_CALL &&
        mm_tree_at(tree, first)->function == MM_FN_OR)
        left = DISJUNCTION;
    if (at->function == MM_FN_DIVIDE && is_integer(tree, first) && is_integer(tree, mm_tree_child(tree, node, 1))) {
        mm_buffer_add_text(out, "(double)");
        left = PRIMARY;
    }
    if (!put(tree, first, left, out)) return false;
    mm_buffer_printf(out, " %s ", mm_function_facts(at->function)->name);
    return put(tree, mm_tree_child(tree, node, 1), right, out);
}

/* Two at a time: fmin(fmin(a, b), c). */
static bool put_folded(const struct mm_tree *tree, mm_node node, const char *name, struct mm_buffer *out) {
    size_t count = mm_tree_at(tree, node)->count;
    for (size_t i = 1; i < count; i++) mm_buffer_printf(out, "%s(", name);
    for (size_t i = 0; i < count; i++) {
        if (i > 0) mm_buffer_add_text(out, ", ");
        if (!put(tree, mm_tree_child(tree, node, i), ANY, out)) return false;
        if (i > 0) mm_buffer_add_byte(out, ')');
    }
    return true;
}

static bool put_pattern(const struct mm_tree *tree, mm_node node, const char *shape, struct mm_buffer *out) {
    for (; *shape != '\0'; shape++) {
        if (*shape != '$') {
            mm_buffer_add_byte(out, *shape);
            continue;
        }
        shape++;
        /* Between a comma or parenthesis and another it needs no parentheses of its own. */
        bool alone = (shape[-2] == '(' || shape[-2] == ' ') && (shape[1] == ')' || shape[1] == ',');
        if (!put(tree, mm_tree_child(tree, node, (size_t)(*shape - '1')), alone ? ANY : PRIMARY, out)) return false;
    }
    return true;
}

/* log(exp(a) + exp(b)) from the greatest: each operand stands twice in each exponent, so they stay few. */
static bool put_logsumexp(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    size_t count = mm_tree_at(tree, node)->count;
    mm_buffer_add_byte(out, '(');
    if (!put_folded(tree, node, "fmax", out)) return false;
    mm_buffer_add_text(out, " + log(");
    for (size_t i = 0; i < count; i++) {
        mm_buffer_add_text(out, i > 0 ? " + exp(" : "exp(");
        if (!put(tree, mm_tree_child(tree, node, i), FACTORS, out)) return false;
        mm_buffer_add_text(out, " - ");
        if (!put_folded(tree, node, "fmax", out)) return false;
        mm_buffer_add_byte(out, ')');
    }
    mm_buffer_add_text(out, "))");
    return true;
}

static bool put_call(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    const struct mm_function_facts *facts = mm_function_facts(at->function);
    if (pattern(at->function) != NULL) return put_pattern(tree, node, pattern(at->function), out);
    if (at->function == MM_FN_POWER) {
        mm_buffer_add_text(out, "pow");
    } else if (facts->binds != MM_BINDS_PRIMARY) {
        return put_operator(tree, node, out);
    } else if (at->function == MM_FN_MIN || at->function == MM_FN_MAX) {
        return put_folded(tree, node, facts->in_c, out);
    } else if (at->function == MM_FN_LOGSUMEXP) {
        return put_logsumexp(tree, node, out);
    } else if (facts->in_c == NULL) {
        return false;
    } else {
        mm_buffer_add_text(out, facts->in_c);
    }
    mm_buffer_add_byte(out, '(');
    for (size_t i = 0; i < at->count; i++) {
        if (i > 0) mm_buffer_add_text(out, ", ");
        if (!put(tree, mm_tree_child(tree, node, i), ANY, out)) return false;
    }
    mm_buffer_add_byte(out, ')');
    return true;
}

/* Patterns repeat their arguments; nested ones would double the text at each level. */
enum { LONGEST = 1 << 20 };

static bool put(const struct mm_tree *tree, mm_node node, enum level least, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    bool grouped = level_of(at) < least, done = true;
    if (out->failed || out->length > LONGEST) return false;
    if (grouped) mm_buffer_add_byte(out, '(');
    switch (at->kind) {
    case MM_TREE_NUMBER:
        put_number(at->number, out);
        break;
    case MM_TREE_NAME:
        if (mm_span_is(at->text, "pi"))
            mm_buffer_add_text(out, "3.141592653589793");
        else if (mm_span_is(at->text, "e"))
            mm_buffer_add_text(out, "2.718281828459045");
        else
            put_name(at->text, out);
        break;
    case MM_TREE_ELEMENT: /* C counts from 0 */
        put_name(at->text, out);
        mm_buffer_printf(out, "[%.0f]", at->number - 1);
        break;
    case MM_TREE_CALL:
        done = put_call(tree, node, out);
        break;
    default:
        return false;
    }
    if (grouped) mm_buffer_add_byte(out, ')');
    return done;
}

enum mm_status mm_print_c(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    if (put(tree, node, ANY, out)) return MM_OK;
    return out->failed ? MM_MEMORY : MM_DOMAIN;
}
