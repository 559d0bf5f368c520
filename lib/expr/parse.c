/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From text to a tree: operators by how tightly they bind, the rest by descent. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "expr/build.h"

struct parser {
    struct mm_tree *tree;
    const char *text;
    size_t at;
    unsigned nesting;
    struct mm_error *error;
};

/* The operator at a place, with the length of its sign; MM_FN_COUNT: none. */
struct sign {
    enum mm_function function;
    size_t length;
};

static enum mm_status conditional(struct parser *parser, mm_node *node);

static void pass_blanks(struct parser *parser) {
    while (parser->text[parser->at] != '\0' && strchr(" \t\r\n", parser->text[parser->at]) != NULL) parser->at++;
}

#define FAIL(parser, start, end, ...)                                                                                  \
    mm_fail_under((parser)->error, MM_USAGE, (parser)->text, (start), (end), __VA_ARGS__)

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Letters of any alphabet: bytes above ASCII are taken as such. */
static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static size_t name_length(const char *text) {
    size_t n = 0;
    if (!is_letter(text[0])) return 0;
    for (;; n++) {
        if (is_letter(text[n]) || is_digit(text[n])) continue;
        if (text[n] != '.' || !(is_letter(text[n + 1]) || is_digit(text[n + 1]))) return n;
    }
}

static size_t digits_length(const char *text) {
    size_t n = 0;
    while (is_digit(text[n])) n++;
    return n;
}

static size_t number_length(const char *text) {
    size_t n = digits_length(text), exponent;
    if (text[n] == '.' && text[n + 1] != '.') n += 1 + digits_length(text + n + 1);
    if (text[n] != 'e' && text[n] != 'E') return n;
    exponent = n + 1 + (text[n + 1] == '+' || text[n + 1] == '-');
    return is_digit(text[exponent]) ? exponent + digits_length(text + exponent) : n;
}

/* A built node, with its place; tells a limit from memory. */
static enum mm_status placed(struct parser *parser, mm_node made, size_t start, mm_node *node) {
    *node = made;
    if (made == MM_NODE_NONE) {
        if (!parser->tree->too_large) return mm_fail_memory(parser->error);
        return FAIL(parser, start, parser->at, "too large: more than %d operations one within the other, or %d in all",
                    MM_TREE_HEIGHT, MM_TREE_NODES);
    }
    parser->tree->nodes[made].start = (uint32_t)start;
    parser->tree->nodes[made].end = (uint32_t)parser->at;
    return MM_OK;
}

static enum mm_status number(struct parser *parser, mm_node *node) {
    size_t start = parser->at, length = number_length(parser->text + start);
    double value;
    enum mm_number_result result = mm_parse_number(parser->text + start, length, &value);
    parser->at += length;
    if (result == MM_NUMBER_OVERFLOW) return FAIL(parser, start, parser->at, "a number too large for a double");
    if (result != MM_NUMBER_OK) return FAIL(parser, start, parser->at, "not a number");
    if (is_letter(parser->text[parser->at]) || parser->text[parser->at] == '[')
        return FAIL(parser, start, parser->at + 1, "a product needs its sign: write %.*s*%.*s", (int)length,
                    parser->text + start,
                    (int)(name_length(parser->text + parser->at) > 0 ? name_length(parser->text + parser->at) : 1),
                    parser->text + parser->at);
    return placed(parser, mm_tree_number(parser->tree, value), start, node);
}

static enum mm_status text_literal(struct parser *parser, mm_node *node) {
    size_t start = parser->at;
    const char *first = parser->text + start + 1, *end = strchr(first, '\'');
    if (end == NULL) return FAIL(parser, start, start + 1, "a text without its closing quote");
    parser->at = (size_t)(end - parser->text) + 1;
    struct mm_span text = mm_tree_keep(parser->tree, (struct mm_span){first, (size_t)(end - first)});
    return placed(parser,
                  mm_tree_add(parser->tree, &(struct mm_tree_node){.kind = MM_TREE_TEXT, .text = text, .height = 1}),
                  start, node);
}

/* A name, plain or in brackets; NAME {NULL, 0} if there is none here. */
static enum mm_status name(struct parser *parser, struct mm_span *found) {
    size_t start = parser->at, length = name_length(parser->text + start);
    struct mm_buffer text = {0};
    *found = (struct mm_span){NULL, 0};
    if (length > 0) {
        *found = mm_tree_keep(parser->tree, (struct mm_span){parser->text + start, length});
        parser->at += length;
        return MM_OK;
    }
    if (parser->text[start] != '[') return MM_OK;
    for (parser->at++;; parser->at++) {
        char c = parser->text[parser->at];
        if (c == '\0') {
            mm_buffer_free(&text);
            return FAIL(parser, start, start + 1, "a name without its closing bracket");
        }
        if (c == ']' && parser->text[parser->at + 1] != ']') break;
        if (c == ']') parser->at++;
        mm_buffer_add_byte(&text, c);
    }
    parser->at++;
    if (text.failed) return mm_fail_memory(parser->error);
    if (text.length == 0) return FAIL(parser, start, parser->at, "an empty name");
    *found = mm_tree_keep(parser->tree, (struct mm_span){text.text, text.length});
    mm_buffer_free(&text);
    return MM_OK;
}

/* Items between parentheses, gathered aside: calls within them add children of their own. */
struct arguments {
    mm_node *items;
    size_t count, capacity;
};

static enum mm_status argument(struct parser *parser, struct arguments *arguments) {
    size_t start = parser->at;
    mm_node node;
    MM_TRY(conditional(parser, &node));
    if (strncmp(parser->text + parser->at, "..", 2) == 0) {
        struct mm_tree_node *first = &parser->tree->nodes[node], range = *first;
        if (first->kind != MM_TREE_NAME)
            return FAIL(parser, start, parser->at, "a range goes from one name to another: x1..x9");
        parser->at += 2;
        pass_blanks(parser);
        MM_TRY(name(parser, &range.last));
        if (range.last.text == NULL)
            return FAIL(parser, parser->at, parser->at + 1, "a range goes from one name to another: x1..x9");
        range.kind = MM_TREE_RANGE;
        MM_TRY(placed(parser, mm_tree_add(parser->tree, &range), start, &node));
        pass_blanks(parser);
    }
    if (!mm_grow(&arguments->items, &arguments->capacity, arguments->count, 1, sizeof *arguments->items))
        return mm_fail_memory(parser->error);
    arguments->items[arguments->count++] = node;
    return MM_OK;
}

static enum mm_status argument_list(struct parser *parser, struct arguments *arguments) {
    size_t open = parser->at++;
    for (;;) {
        pass_blanks(parser);
        if (parser->text[parser->at] == ')' && arguments->count == 0) break;
        MM_TRY(argument(parser, arguments));
        if (parser->text[parser->at] == ')') break;
        if (parser->text[parser->at] == '\0') return FAIL(parser, open, open + 1, "a parenthesis without its partner");
        if (parser->text[parser->at] != ',')
            return FAIL(parser, parser->at, parser->at + 1, "expected an operator, ',' or ')'");
        parser->at++;
    }
    parser->at++;
    return MM_OK;
}

static enum mm_status check_count(struct parser *parser, enum mm_function function, const struct arguments *arguments,
                                  size_t start) {
    const struct mm_function_facts *facts = mm_function_facts(function);
    for (size_t i = 0; i < arguments->count; i++)
        if (parser->tree->nodes[arguments->items[i]].kind == MM_TREE_RANGE) return MM_OK; /* known with the columns */
    if (arguments->count >= facts->least && arguments->count <= facts->most) return MM_OK;
    if (facts->most == MM_ARGUMENTS_ANY)
        return FAIL(parser, start, parser->at, "%s takes %u or more arguments, not %zu", facts->name, facts->least,
                    arguments->count);
    return FAIL(parser, start, parser->at, "%s takes %u argument%s, not %zu", facts->name, facts->least,
                facts->least == 1 ? "" : "s", arguments->count);
}

static enum mm_status call(struct parser *parser, struct mm_span called, size_t start, mm_node *node) {
    struct arguments arguments = {0};
    size_t end = parser->at, count;
    enum mm_status status;
    const char *const *names = mm_function_names(&count);
    if (mm_function_find(called, 0) == MM_FN_COUNT) {
        const char *near = mm_nearest_name(called.text, names, count);
        if (near != NULL)
            return FAIL(parser, start, end, "unknown function '%s'; did you mean '%s'?", called.text, near);
        return FAIL(parser, start, end, "unknown function '%s'", called.text);
    }
    status = argument_list(parser, &arguments);
    if (status == MM_OK) {
        bool range = arguments.count == 1 && parser->tree->nodes[arguments.items[0]].kind == MM_TREE_RANGE;
        enum mm_function function = mm_function_find(called, range ? 2 : arguments.count);
        status = check_count(parser, function, &arguments, start);
        if (status == MM_OK)
            status =
                placed(parser, mm_tree_call(parser->tree, function, arguments.items, arguments.count), start, node);
    }
    free(arguments.items);
    return status;
}

static enum mm_status element(struct parser *parser, struct mm_span vector, size_t start, mm_node *node) {
    uint64_t index;
    size_t open = parser->at++, length;
    pass_blanks(parser);
    length = digits_length(parser->text + parser->at);
    if (mm_parse_unsigned(parser->text + parser->at, length, &index) != MM_NUMBER_OK || index == 0 || index > 1000000)
        return FAIL(parser, open, parser->at + 1, "an element is numbered from 1, as in w[3]");
    parser->at += length;
    pass_blanks(parser);
    if (parser->text[parser->at] != ']') return FAIL(parser, parser->at, parser->at + 1, "expected ']'");
    parser->at++;
    struct mm_tree_node made = {.kind = MM_TREE_ELEMENT, .text = vector, .number = (double)index, .height = 1};
    return placed(parser, mm_tree_add(parser->tree, &made), start, node);
}

static enum mm_status named(struct parser *parser, mm_node *node) {
    size_t start = parser->at;
    bool plain = parser->text[start] != '[';
    struct mm_span found;
    MM_TRY(name(parser, &found));
    if (found.text == NULL) {
        if (parser->text[start] == '\0') return FAIL(parser, start, start + 1, "the expression ends too early");
        return FAIL(parser, start, start + 1, "expected a number, a name or '('");
    }
    if (parser->text[parser->at] == '[') return element(parser, found, start, node);
    size_t end = parser->at;
    pass_blanks(parser);
    if (plain && parser->text[parser->at] == '(') return call(parser, found, start, node);
    parser->at = end;
    return placed(parser, mm_tree_name(parser->tree, found), start, node);
}

static enum mm_status primary(struct parser *parser, mm_node *node) {
    const char *here = parser->text + parser->at;
    if (is_digit(here[0]) || (here[0] == '.' && is_digit(here[1]))) return number(parser, node);
    if (here[0] == '\'') return text_literal(parser, node);
    if (here[0] == '"') return FAIL(parser, parser->at, parser->at + 1, "texts stand in single quotes");
    if (here[0] != '(') return named(parser, node);
    size_t open = parser->at++;
    MM_TRY(conditional(parser, node));
    if (parser->text[parser->at] == '\0') return FAIL(parser, open, open + 1, "a parenthesis without its partner");
    if (parser->text[parser->at] != ')') return FAIL(parser, parser->at, parser->at + 1, "expected an operator or ')'");
    parser->at++;
    return MM_OK;
}

/* A sign before, then a power behind: -x^2 is -(x^2), 2^-3 is allowed. */
static enum mm_status operand(struct parser *parser, mm_node *node) {
    size_t start;
    pass_blanks(parser);
    start = parser->at;
    if (++parser->nesting > MM_TREE_NESTING)
        return FAIL(parser, start, start + 1, "nested more than %d deep", MM_TREE_NESTING);
    char c = parser->text[start];
    if (c == '-' || c == '+' || (c == '!' && parser->text[start + 1] != '=')) {
        parser->at++;
        MM_TRY(operand(parser, node));
        if (c != '+')
            MM_TRY(
                placed(parser, mm_tree_call1(parser->tree, c == '-' ? MM_FN_NEGATE : MM_FN_NOT, *node), start, node));
    } else {
        mm_node exponent;
        MM_TRY(primary(parser, node));
        pass_blanks(parser);
        if (strncmp(parser->text + parser->at, "**", 2) == 0)
            return FAIL(parser, parser->at, parser->at + 2, "a power is written ^");
        if (parser->text[parser->at] == '^') {
            parser->at++;
            MM_TRY(operand(parser, &exponent));
            MM_TRY(placed(parser, mm_tree_call2(parser->tree, MM_FN_POWER, *node, exponent), start, node));
        }
    }
    pass_blanks(parser);
    parser->nesting--;
    return MM_OK;
}

static enum mm_status sign_here(struct parser *parser, struct sign *sign) {
    const char *here = parser->text + parser->at;
    *sign = (struct sign){MM_FN_COUNT, 0};
    for (enum mm_function f = MM_FN_OR; f <= MM_FN_DIVIDE; f++) {
        size_t length = strlen(mm_function_facts(f)->name);
        if (length > sign->length && strncmp(here, mm_function_facts(f)->name, length) == 0)
            *sign = (struct sign){f, length};
    }
    if (sign->length > 0) return MM_OK;
    if (here[0] == '=') return FAIL(parser, parser->at, parser->at + 1, "equality is written ==");
    if (here[0] == '&' || here[0] == '|')
        return FAIL(parser, parser->at, parser->at + 1, "%s is written %c%c", here[0] == '&' ? "and" : "or", here[0],
                    here[0]);
    return MM_OK;
}

/* Operators that bind at least as tightly as LEAST; all of them from the left. */
static enum mm_status operators(struct parser *parser, enum mm_precedence least, mm_node *node) {
    size_t start;
    bool compared = false;
    pass_blanks(parser);
    start = parser->at;
    MM_TRY(operand(parser, node));
    for (;;) {
        struct sign sign;
        mm_node right;
        MM_TRY(sign_here(parser, &sign));
        if (sign.length == 0) return MM_OK;
        enum mm_precedence binds = mm_function_facts(sign.function)->binds;
        if (binds < least) return MM_OK;
        if (binds == MM_BINDS_COMPARISON && compared)
            return FAIL(parser, parser->at, parser->at + sign.length, "comparisons do not chain: write a < b && b < c");
        compared = binds == MM_BINDS_COMPARISON;
        parser->at += sign.length;
        MM_TRY(operators(parser, (enum mm_precedence)(binds + 1), &right));
        MM_TRY(placed(parser, mm_tree_call2(parser->tree, sign.function, *node, right), start, node));
    }
}

static enum mm_status conditional(struct parser *parser, mm_node *node) {
    mm_node parts[3];
    size_t start, question;
    if (++parser->nesting > MM_TREE_NESTING)
        return FAIL(parser, parser->at, parser->at + 1, "nested more than %d deep", MM_TREE_NESTING);
    pass_blanks(parser);
    start = parser->at;
    MM_TRY(operators(parser, MM_BINDS_OR, &parts[0]));
    *node = parts[0];
    question = parser->at;
    if (parser->text[question] == '?') {
        parser->at++;
        MM_TRY(conditional(parser, &parts[1]));
        if (parser->text[parser->at] != ':') return FAIL(parser, question, question + 1, "'?' without its ':'");
        parser->at++;
        MM_TRY(conditional(parser, &parts[2]));
        MM_TRY(placed(parser, mm_tree_call(parser->tree, MM_FN_CONDITIONAL, parts, 3), start, node));
    }
    parser->nesting--;
    return MM_OK;
}

static enum mm_status whole(struct parser *parser, mm_node *root) {
    MM_TRY(conditional(parser, root));
    char c = parser->text[parser->at];
    if (c == '\0') return MM_OK;
    if (c == ')') return FAIL(parser, parser->at, parser->at + 1, "a ')' that closes nothing");
    if (strncmp(parser->text + parser->at, "..", 2) == 0)
        return FAIL(parser, parser->at, parser->at + 2, "a range of columns stands among arguments: dot(w, x1..x9)");
    return FAIL(parser, parser->at, parser->at + 1, "expected an operator");
}

static enum mm_status start(struct parser *parser, struct mm_tree *tree, const char *text, struct mm_error *error) {
    size_t length = strlen(text);
    *tree = (struct mm_tree){0};
    if (length > MM_TREE_BYTES) return mm_fail(error, MM_USAGE, "an expression of more than %d bytes", MM_TREE_BYTES);
    tree->source = mm_copy_text(text, length);
    if (tree->source == NULL) return mm_fail_memory(error);
    *parser = (struct parser){.tree = tree, .text = tree->source, .error = error};
    pass_blanks(parser);
    return text[parser->at] == '\0' ? mm_fail(error, MM_USAGE, "an empty expression") : MM_OK;
}

enum mm_status mm_tree_parse(struct mm_tree *tree, const char *text, mm_node *root, struct mm_error *error) {
    struct parser parser;
    MM_TRY(start(&parser, tree, text, error));
    return whole(&parser, root);
}

enum mm_status mm_tree_parse_assignment(struct mm_tree *tree, const char *text, struct mm_span *target, mm_node *root,
                                        struct mm_error *error) {
    struct parser parser;
    size_t begin;
    MM_TRY(start(&parser, tree, text, error));
    begin = parser.at;
    MM_TRY(name(&parser, target));
    pass_blanks(&parser);
    const char *here = parser.text + parser.at;
    if (target->text != NULL && here[0] == '=' && here[1] != '=') {
        parser.at++;
    } else {
        *target = (struct mm_span){NULL, 0};
        parser.at = begin;
    }
    return whole(&parser, root);
}
