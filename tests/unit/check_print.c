/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions written as text, LaTeX and C. The texts are by hand; the C is compiled and run in tests/cli/mm-diff.t. */
#include "check_main.h"
#include "expr/tree.h"

static void check(const char *text, enum mm_notation notation, const char *expected) {
    struct mm_tree tree = {0};
    struct mm_error error = {0};
    struct mm_buffer out = {0};
    mm_node root;
    ck_assert_msg(mm_tree_parse(&tree, text, &root, &error) == MM_OK, "%s: %s", text, error.text);
    ck_assert(mm_tree_print(&tree, root, notation, &out) == (expected == NULL ? MM_DOMAIN : MM_OK));
    if (expected != NULL) ck_assert_str_eq(out.text, expected);
    mm_buffer_free(&out);
    mm_tree_free(&tree);
}

START_TEST(as_text) {
    static const char *const same[] = {"2*x*sin(x) + x^2*cos(x)",
                                       "a - (b - c)",
                                       "a - b - c",
                                       "a/(b*c)",
                                       "a/b*c",
                                       "(a + b)*c",
                                       "-x^2",
                                       "(-x)^2",
                                       "-(x*y)",
                                       "-x*y",
                                       "2^-x",
                                       "2^3^x",
                                       "(2^3)^x",
                                       "a && (b || c)",
                                       "(a < b) < c",
                                       "a ? b : c ? d : e",
                                       "(a ? b : c)*2",
                                       "(a ? b : c) ? d : e",
                                       "[mean radius]^2",
                                       "[a]]b]",
                                       "w[3]*[x y][2]",
                                       "dot(w, x1..x9)",
                                       "x == 'a b'",
                                       "!(a && b)",
                                       "!a",
                                       "1e-300*x",
                                       "[2]",
                                       "[2x]",
                                       "(x > 0)*2",
                                       "x*-y",
                                       "[x.]",
                                       "x.y",
                                       "a - -b",
                                       "min(a, b) + min(x)"};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) check(same[i], MM_NOTATION_TEXT, same[i]);
    check("((x))+((2*(y)))", MM_NOTATION_TEXT, "x + 2*y");
    check("[x]+ 1.50", MM_NOTATION_TEXT, "x + 1.5");
}
END_TEST

START_TEST(numbers_that_were_built) {
    static const struct {
        double value;
        const char *alone, *squared;
    } cases[] = {{-2, "-2", "(-2)^2"}, {INFINITY, "(1/0)", "(1/0)^2"}, {-INFINITY, "(-1/0)", "(-1/0)^2"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct mm_tree tree = {0};
        struct mm_buffer out = {0};
        mm_node number = mm_tree_number(&tree, cases[i].value);
        mm_node square = mm_tree_call2(&tree, MM_FN_POWER, number, mm_tree_number(&tree, 2));
        mm_tree_print(&tree, number, MM_NOTATION_TEXT, &out);
        ck_assert_str_eq(out.text, cases[i].alone);
        mm_buffer_clear(&out);
        mm_tree_print(&tree, square, MM_NOTATION_TEXT, &out);
        ck_assert_str_eq(out.text, cases[i].squared);
        mm_buffer_free(&out);
        mm_tree_free(&tree);
    }
}
END_TEST

START_TEST(as_latex) {
    static const struct {
        const char *text, *latex;
    } cases[] = {
        {"2*x*sin(x) + x^2*cos(x)", "2 x \\sin\\left( x \\right) + x^{2} \\cos\\left( x \\right)"},
        {"a/(b + c)", "\\frac{a}{b + c}"},
        {"-x/2", "-\\frac{x}{2}"},
        {"(x/y)^2", "\\left( \\frac{x}{y} \\right)^{2}"},
        {"sqrt(x^2 + 1)", "\\sqrt{x^{2} + 1}"},
        {"abs(x)", "\\left| x \\right|"},
        {"exp(-x)", "e^{-x}"},
        {"exp(x)^2", "\\left( e^{x} \\right)^{2}"},
        {"alpha*x1 + w[2]", "\\alpha x_{1} + w_{2}"},
        {"x_1", "x_{1}"},
        {"[mean radius]", "\\mathrm{mean\\ radius}"},
        {"2*3", "2 \\cdot 3"},
        {"2*3^x", "2 \\cdot 3^{x}"},
        {"1e-300*x", "1 \\cdot 10^{-300} x"},
        {"2*x*(x > 0)", "2 x \\left[ x > 0 \\right]"},
        {"x > 0 ? 1 : 0", "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{otherwise} \\end{cases}"},
        {"pi", "\\pi"},
        {"relu(x)", "\\operatorname{relu}\\left( x \\right)"},
        {"polygamma(1, x)", "\\psi^{(1)}\\left( x \\right)"},
        {"a_b", "\\mathrm{a\\_b}"},
        {"a != b && c <= d", "a \\neq b \\land c \\leq d"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(cases[i].text, MM_NOTATION_LATEX, cases[i].latex);
}
END_TEST

START_TEST(as_c) {
    static const struct {
        const char *text, *c;
    } cases[] = {
        {"1/2", "1.0 / 2.0"},
        {"x^2", "pow(x, 2.0)"},
        {"-(-x)", "-(-x)"},
        {"min(a, b, c)", "fmin(fmin(a, b), c)"},
        {"w[3]", "w[2]"},
        {"[mean radius]", "mean_radius"},
        {"double", "double_"},
        {"a - (b - c)", "a - (b - c)"},
        {"a || b && c", "a || (b && c)"},
        {"(x > 0)/(y > 0)", "(double)(x > 0.0) / (y > 0.0)"},
        {"pi", "3.141592653589793"},
        {"digamma(x)", NULL},
        {"mean(x)", NULL},
        {"x == 'a'", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check(cases[i].text, MM_NOTATION_C, cases[i].c);
}
END_TEST

MM_CHECK_MAIN("print", as_text, numbers_that_were_built, as_latex, as_c)
