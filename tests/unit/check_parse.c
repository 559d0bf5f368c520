/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of expressions: how operators bind, what is refused and where, and the limits. */
#include <stdio.h>

#include "check_main.h"
#include "expr/tree.h"

/* Every call in parentheses, so that the shape shows. */
static void put_shape(const struct mm_tree *tree, mm_node node, struct mm_buffer *out) {
    const struct mm_tree_node *at = mm_tree_at(tree, node);
    if (at->kind != MM_TREE_CALL) {
        mm_tree_print(tree, node, MM_NOTATION_TEXT, out);
        return;
    }
    mm_buffer_printf(out, "(%s", mm_function_facts(at->function)->name);
    for (size_t i = 0; i < at->count; i++) {
        mm_buffer_add_byte(out, ' ');
        put_shape(tree, mm_tree_child(tree, node, i), out);
    }
    mm_buffer_add_byte(out, ')');
}

/* By hand, from the grammar in expr/tree.h. */
START_TEST(shapes) {
    static const struct {
        const char *text, *shape;
    } cases[] = {
        {"1 + 2 * 3", "(+ 1 (* 2 3))"},
        {"1 - 2 - 3", "(- (- 1 2) 3)"},
        {"8 / 4 / 2", "(/ (/ 8 4) 2)"},
        {"a / b * c", "(* (/ a b) c)"},
        {"2^3^2", "(^ 2 (^ 3 2))"},
        {"-x^2", "(- (^ x 2))"},
        {"-x*y", "(* (- x) y)"},
        {"2^-3", "(^ 2 (- 3))"},
        {"2^-x^2", "(^ 2 (- (^ x 2)))"},
        {"+x", "x"},
        {"--x", "(- (- x))"},
        {"!a && b || c", "(|| (&& (! a) b) c)"},
        {"a || b && c", "(|| a (&& b c))"},
        {"a + 1 < b * 2", "(< (+ a 1) (* b 2))"},
        {"a < b && c >= d", "(&& (< a b) (>= c d))"},
        {"a == 1 ? b : c ? d : e", "(? (== a 1) b (? c d e))"},
        {"a ? b ? 1 : 2 : 3", "(? a (? b 1 2) 3)"},
        {"(1 + 2) * 3", "(* (+ 1 2) 3)"},
        {"sin(x)^2", "(^ (sin x) 2)"},
        {"min(a, b, c)", "(min a b c)"},
        {"min(a)", "(min a)"},
        {"sum(x) / count(x)", "(/ (sum x) (count x))"},
        {"w[3]*x1", "(* w[3] x1)"},
        {"dot(w, x1..x9)", "(dot w x1..x9)"},
        {"[mean radius] + [a]]b]", "(+ [mean radius] [a]]b])"},
        {"species == 'setosa'", "(== species 'setosa')"},
        {".5 + 1e3 + 1.5e-2 + 2.", "(+ (+ (+ 0.5 1000) 0.015) 2)"},
        {"a.b + x_1 + é", "(+ (+ a.b x_1) é)"},
        {" \t x\n", "x"},
        {"a!=b", "(!= a b)"},
        {"(x)", "x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mm_tree tree = {0};
        struct mm_error error = {0};
        struct mm_buffer shape = {0};
        mm_node root;
        ck_assert_msg(mm_tree_parse(&tree, cases[i].text, &root, &error) == MM_OK, "%s: %s", cases[i].text, error.text);
        put_shape(&tree, root, &shape);
        ck_assert_str_eq(shape.text, cases[i].shape);
        mm_buffer_free(&shape);
        mm_tree_free(&tree);
    }
}
END_TEST

/* What the message says, and the columns (from 0, after the four blanks of the excerpt) under which the carets stand. */
START_TEST(errors) {
    static const struct {
        const char *text, *says;
        size_t first, last;
    } cases[] = {
        {"2x", "write 2*x", 0, 1},
        {"x = 1", "written ==", 2, 2},
        {"x ** 2", "written ^", 2, 3},
        {"a < b < c", "do not chain", 6, 6},
        {"a & b", "written &&", 2, 2},
        {"a | b", "written ||", 2, 2},
        {"x^2 + sen(x)", "did you mean 'sin'", 6, 8},
        {"frobnicate(x)", "unknown function 'frobnicate'", 0, 9},
        {"sin(x, y)", "takes 1 argument, not 2", 0, 8},
        {"atan2(x)", "takes 2 arguments, not 1", 0, 7},
        {"sin()", "takes 1 argument, not 0", 0, 4},
        {"(x + 1", "without its partner", 0, 0},
        {"sin(x", "without its partner", 3, 3},
        {"x + 1)", "closes nothing", 5, 5},
        {"x +", "ends too early", 3, 3},
        {"x + * y", "expected a number, a name or '('", 4, 4},
        {"x y", "expected an operator", 2, 2},
        {"[abc", "closing bracket", 0, 0},
        {"[]", "empty name", 0, 1},
        {"'abc", "closing quote", 0, 0},
        {"\"abc\"", "single quotes", 0, 0},
        {"w[0]", "numbered from 1", 1, 2},
        {"w[x]", "numbered from 1", 1, 2},
        {"x1..x9", "stands among arguments", 2, 3},
        {"dot(w, 1..x9)", "goes from one name to another", 7, 7},
        {"a ? b", "without its ':'", 2, 2},
        {"1e400", "too large for a double", 0, 4},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mm_tree tree = {0};
        struct mm_error error = {0};
        mm_node root;
        ck_assert_msg(mm_tree_parse(&tree, cases[i].text, &root, &error) == MM_USAGE, "%s is accepted", cases[i].text);
        ck_assert_msg(strstr(error.text, cases[i].says) != NULL, "%s: %s", cases[i].text, error.text);
        const char *marks = strchr(error.excerpt, '\n');
        ck_assert(marks != NULL);
        size_t first = strcspn(marks + 5, "^");
        size_t length = strspn(marks + 5 + first, "^");
        ck_assert_msg(first == cases[i].first && first + length == cases[i].last + 1, "%s: %s\n%s", cases[i].text,
                      error.text, error.excerpt);
        mm_tree_free(&tree);
    }
    struct mm_tree tree = {0};
    struct mm_error error = {0};
    mm_node root;
    ck_assert(mm_tree_parse(&tree, "  ", &root, &error) == MM_USAGE);
    ck_assert_str_eq(error.text, "an empty expression");
    mm_tree_free(&tree);
}
END_TEST

/* COUNT times PIECE around or behind x. */
static char *repeated(const char *before, const char *middle, const char *after, size_t count) {
    struct mm_buffer text = {0};
    for (size_t i = 0; i < count; i++) mm_buffer_add_text(&text, before);
    mm_buffer_add_text(&text, middle);
    for (size_t i = 0; i < count; i++) mm_buffer_add_text(&text, after);
    ck_assert(!text.failed);
    return mm_buffer_take(&text);
}

static void check_limit(const char *before, const char *middle, const char *after, size_t count, bool fits) {
    struct mm_tree tree = {0};
    struct mm_error error = {0};
    mm_node root;
    char *text = repeated(before, middle, after, count);
    enum mm_status status = mm_tree_parse(&tree, text, &root, &error);
    ck_assert_msg(status == (fits ? MM_OK : MM_USAGE), "%s%s%s, %zu times: %d %s", before, middle, after, count,
                  (int)status, error.text);
    mm_tree_free(&tree);
    free(text);
}

START_TEST(limits) {
    check_limit("(", "x", ")", 90, true);
    check_limit("(", "x", ")", 5000, false);
    check_limit("-", "x", "", 150, true);
    check_limit("-", "x", "", 60000, false);
    check_limit("sin(", "x", ")", 5000, false);
    check_limit("2^", "x", "", 20000, false);
    check_limit("", "x", "+x", 990, true);
    check_limit("", "x", "+x", 20000, false);
    check_limit("a?", "x", ":y", 10000, false);
    check_limit("", "min(x", ",x)", 1, true);
    check_limit("", "x", " ", MM_TREE_BYTES, false);
    check_limit("[", "x", "]", 3000, false);
}
END_TEST

START_TEST(assignments) {
    static const struct {
        const char *text, *target, *shape;
    } cases[] = {{"z = x + 1", "z", "x + 1"},
                 {"[a b]=2", "a b", "2"},
                 {"x == 1", NULL, "x == 1"},
                 {"x", NULL, "x"},
                 {"sin(x)", NULL, "sin(x)"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mm_tree tree = {0};
        struct mm_error error = {0};
        struct mm_buffer text = {0};
        struct mm_span target;
        mm_node root;
        ck_assert(mm_tree_parse_assignment(&tree, cases[i].text, &target, &root, &error) == MM_OK);
        ck_assert(cases[i].target == NULL ? target.text == NULL : mm_span_is(target, cases[i].target));
        ck_assert(mm_tree_print(&tree, root, MM_NOTATION_TEXT, &text) == MM_OK);
        ck_assert_str_eq(text.text, cases[i].shape);
        mm_buffer_free(&text);
        mm_tree_free(&tree);
    }
}
END_TEST

MM_CHECK_MAIN("parse", shapes, errors, limits, assignments)
