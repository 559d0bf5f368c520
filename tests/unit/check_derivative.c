/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Symbolic derivatives against SymPy, and as a person would write them. */
#include "calculus/derivative.h"

#include <stdio.h>

#include "calculus/variables.h"
#include "check_main.h"
#include "expr/kernels.h"
#include "expr/parameters.h"

/* The value of a tree of numbers, names and functions: each node by its kernel. */
static double value_of(const struct mm_tree *tree, mm_node node, const struct mm_parameters *at) {
    const struct mm_tree_node *n = mm_tree_at(tree, node);
    double values[8], result;
    const double *operands[8];
    if (n->kind == MM_TREE_NUMBER) return n->number;
    if (n->kind == MM_TREE_NAME) {
        size_t i = mm_parameters_find(at, n->text);
        if (i != SIZE_MAX) return at->values[at->items[i].first];
        return mm_span_is(n->text, "pi") ? M_PI : mm_span_is(n->text, "e") ? M_E : (double)NAN;
    }
    ck_assert(n->kind == MM_TREE_CALL && n->count <= 8);
    for (size_t i = 0; i < n->count; i++) {
        values[i] = value_of(tree, mm_tree_child(tree, node, i), at);
        operands[i] = &values[i];
    }
    bool folded = n->function == MM_FN_MIN || n->function == MM_FN_MAX || n->function == MM_FN_LOGSUMEXP;
    if (!folded || n->count == 2) {
        mm_kernel(n->function, operands, NULL, &result, 1);
        return result;
    }
    result = values[0];
    for (size_t i = 1; i < n->count; i++)
        mm_kernel(n->function, (const double *[]){&result, &values[i]}, NULL, &result, 1);
    return result;
}

/* As SymPy counts: a call or an operator is one, a sign too. */
static int operations_of(const struct mm_tree *tree, mm_node node) {
    const struct mm_tree_node *n = mm_tree_at(tree, node);
    int count = n->kind == MM_TREE_CALL;
    for (size_t i = 0; i < n->count; i++) count += operations_of(tree, mm_tree_child(tree, node, i));
    return count;
}

static mm_node derive(struct mm_tree *tree, const char *expression, const char *variables) {
    struct mm_error error = {0};
    mm_node root, result, by[MM_VARIABLES_MOST];
    size_t count = 0;
    ck_assert_msg(mm_tree_parse(tree, expression, &root, &error) == MM_OK, "%s: %s", expression, error.text);
    if (variables[0] != '\0') ck_assert(mm_variables_parse(tree, variables, by, &count, &error) == MM_OK);
    ck_assert_msg(mm_derivative(tree, root, by, count, &result, &error) == MM_OK, "%s: %s", expression, error.text);
    return result;
}

enum { CELLS = 11, EXPRESSION = 0, VARIABLES, OPERATIONS, POINTS };

static void check_against(char *const *cells, size_t count) {
    struct mm_tree tree = {0};
    struct mm_buffer text = {0};
    mm_node result = derive(&tree, cells[EXPRESSION], cells[VARIABLES]);
    mm_tree_print(&tree, result, MM_NOTATION_TEXT, &text);
    for (size_t k = POINTS; k + 1 < count; k += 2) {
        struct mm_parameters at = {0};
        struct mm_error error = {0};
        ck_assert(mm_parameters_parse(&at, cells[k], false, "--at", &error) == MM_OK);
        double value = value_of(&tree, result, &at), expected = strtod(cells[k + 1], NULL);
        ck_assert_msg(mm_check_is_relative(value, expected, 1e-12), "d(%s)/d(%s) = %s at %s: %.17g, not %.17g",
                      cells[EXPRESSION], cells[VARIABLES], text.text, cells[k], value, expected);
        mm_parameters_free(&at);
    }
    int operations = operations_of(&tree, result), theirs = atoi(cells[OPERATIONS]);
    ck_assert_msg(operations <= 2 * theirs, "d(%s)/d(%s) = %s: %d operations, SymPy %d", cells[EXPRESSION],
                  cells[VARIABLES], text.text, operations, theirs);
    mm_buffer_free(&text);
    mm_tree_free(&tree);
}

/* tests/data/derivatives.tsv: SymPy's derivatives, simplified, at four random points to 25 digits. */
START_TEST(equal_to_sympy) {
    FILE *file = fopen("tests/data/derivatives.tsv", "r");
    char line[2048];
    size_t expressions = 0;
    ck_assert(file != NULL);
    while (fgets(line, sizeof line, file) != NULL) {
        char *cells[CELLS];
        size_t count = 0;
        for (char *at = strtok(line, "\t\n"); at != NULL && count < CELLS; at = strtok(NULL, "\t\n"))
            cells[count++] = at;
        if (line[0] == '#' || count < POINTS + 2 || strcmp(cells[0], "expression") == 0) continue;
        check_against(cells, count);
        expressions++;
    }
    fclose(file);
    ck_assert_uint_ge(expressions, 250);
}
END_TEST

static void check_text(const char *expression, const char *variables, const char *expected) {
    struct mm_tree tree = {0};
    struct mm_buffer text = {0};
    mm_node result = derive(&tree, expression, variables);
    ck_assert(mm_tree_print(&tree, result, MM_NOTATION_TEXT, &text) == MM_OK);
    ck_assert_str_eq(text.text, expected);
    mm_buffer_free(&text);
    mm_tree_free(&tree);
}

/* Worked by hand. */
START_TEST(as_a_person_writes) {
    static const struct {
        const char *expression, *variables, *expected;
    } cases[] = {
        {"x^2*sin(x)", "x", "2*x*sin(x) + x^2*cos(x)"},
        {"x^x", "x", "x^x*(log(x) + 1)"},
        {"x^n", "x", "n*x^(n - 1)"},
        {"x*exp(-x)", "x", "(1 - x)*exp(-x)"},
        {"(x - 1)/(x + 1)", "x", "2/(x + 1)^2"},
        {"x/(1 + x^2)", "x", "(1 - x^2)/(x^2 + 1)^2"},
        {"relu(x^2 - 1)", "x", "2*x*(x^2 > 1)"},
        {"abs(x)", "x", "sign(x)"},
        {"max(0, x)", "x", "x > 0 ? 1 : x == 0 ? 1/2 : 0"},
        {"clamp(x, -1, 1)", "x", "x >= -1 && x <= 1"},
        {"mean((w*x + b - y)^2)", "w", "2*mean(x*(w*x + b - y))"},
        {"mean((w*x + b - y)^2)", "b", "2*mean(w*x + b - y)"},
        {"sum(x*w)", "w", "sum(x)"},
        {"sd(w*x)", "w", "sum(x*(w*x - mean(w*x)))/((sum(1) - 1)*sd(w*x))"},
        {"max(w*x)", "w", "sum(x*(w*x == max(w*x)))/sum(w*x == max(w*x))"},
        {"count(w*x)", "w", "0"},
        {"dot(w, a, b)", "w[2]", "b"},
        {"w[1]*x + w[2]", "w[1]", "x"},
        {"polygamma(2, x)", "x", "polygamma(3, x)"},
        {"0.1*x^3", "x", "0.3*x^2"},
        {"x/3", "x", "1/3"},
        {"sqrt(x)", "x", "1/(2*sqrt(x))"},
        {"[mean radius]^2", "[mean radius]", "2*[mean radius]"},
        {"e^x", "x", "exp(x)"},
        {"e^2", "e", "2*e"},
        {"floor(x) + round(x) + sign(x) + (x > 1)", "x", "0"},
        {"x^20", "x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x,x", "2.43290200817664e18"},
        {"species == 'setosa' ? x^2 : x", "x", "species == 'setosa' ? 2*x : 1"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_text(cases[i].expression, cases[i].variables, cases[i].expected);
}
END_TEST

/* Equal wherever the left side is defined, and in one form whatever the order in which it was written. */
START_TEST(simplified) {
    static const struct {
        const char *expression, *expected;
    } cases[] = {
        {"x + x", "2*x"},
        {"y*x*2 + x*y", "3*x*y"},
        {"1 + x + x^2", "x^2 + x + 1"},
        {"-x^2 + 1", "1 - x^2"},
        {"sqrt(x^2)", "abs(x)"},
        {"sqrt(x)^2", "x"},
        {"exp(log(x))", "x"},
        {"log(exp(x))", "x"},
        {"log(x^2)", "log(x^2)"},
        {"(x^2)^(1/2)*abs(x)", "x^2"},
        {"(x^2)^a", "(x^2)^a"},
        {"sin(x)^2 + cos(x)^2", "1"},
        {"(x - 1)/(1 - x)", "-1"},
        {"(x^2 - 1)/(x + 1)", "x - 1"},
        {"(x^2 + 2*x + 1)/(x + 1)", "x + 1"},
        {"sin(2*x)/cos(2*x)", "tan(2*x)"},
        {"1/(1 + 1/x)", "x/(x + 1)"},
        {"2*x - 1 > 0", "x > 1/2"},
        {"1 - x >= y", "1 - x >= y"},
        {"x - x", "0"},
        {"0.1 + 0.2", "0.3"},
        {"1/3 + 1/6", "1/2"},
        {"0.5*x + x", "1.5*x"},
        {"x/3/4*2", "x/6"},
        {"1e-7*x + 2e-7*x", "3e-7*x"},
        {"2^70*x", "2^70*x"},
        {"1e300*1e300*x", "(1/0)*x"},
        {"sqrt(2)*sqrt(2)", "2"},
        {"sqrt(8/2)", "2"},
        {"1/0", "1/0"},
        {"cos(-x) + sin(-x)", "cos(x) - sin(x)"},
        {"sin(pi) + cos(2*pi)", "1"},
        {"b*a + a*b*c", "a*b*c + a*b"},
        {"x > 0 ? y : y", "y"},
        {"3 > 2 ? x : y", "x"},
        {"9007199254740993*x", "9007199254740992*x"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) check_text(cases[i].expression, "", cases[i].expected);
}
END_TEST

static void check_fails(const char *expression, const char *variables, enum mm_status status, const char *says) {
    struct mm_tree tree = {0};
    struct mm_error error = {0};
    mm_node root, result, by[MM_VARIABLES_MOST];
    size_t count = 0;
    ck_assert(mm_tree_parse(&tree, expression, &root, &error) == MM_OK);
    ck_assert(mm_variables_parse(&tree, variables, by, &count, &error) == MM_OK);
    enum mm_status got = mm_derivative(&tree, root, by, count, &result, &error);
    ck_assert_msg(got == status && strstr(error.text, says) != NULL, "%s: %d %s", expression, (int)got, error.text);
    mm_tree_free(&tree);
}

START_TEST(refused) {
    check_fails("dot(w, x1..x9)", "w[1]", MM_USAGE, "range of columns");
    check_fails("polygamma(x, 2)", "x", MM_USAGE, "polygamma");
}
END_TEST

/* Bounded time: an error, not a hang, and nothing leaks. */
START_TEST(hostile) {
    char text[4096] = "x", grown[sizeof text + 16];
    for (int i = 0; i < 60; i++) {
        snprintf(grown, sizeof grown, "sin(x*%s)", text);
        memcpy(text, grown, sizeof text);
    }
    check_fails(text, "x,x,x,x,x,x", MM_USAGE, "too large");
    memcpy(text, "(x+1)", 6);
    for (int i = 0; i < 300; i++) strcat(text, "*(x+1/y)");
    check_text("(x + 1)^1000", "x", "1000*(x + 1)^999");
    struct mm_tree tree = {0};
    derive(&tree, text, "x");
    mm_tree_free(&tree);
}
END_TEST

START_TEST(misspelt) {
    struct mm_tree tree = {0};
    struct mm_error error = {0};
    mm_node root, by[MM_VARIABLES_MOST];
    size_t count = 0;
    ck_assert(mm_tree_parse(&tree, "alpha*x + dot(w, a, b)", &root, &error) == MM_OK);
    ck_assert(mm_variables_parse(&tree, "alpah,w,w[2],alpha", by, &count, &error) == MM_OK);
    ck_assert(mm_variable_check(&tree, root, by[0], &error) == MM_USAGE);
    ck_assert_str_eq(error.text, "'alpah' is not in the expression; did you mean 'alpha'?");
    ck_assert(mm_variable_check(&tree, root, by[1], &error) == MM_USAGE);
    ck_assert_str_eq(error.text, "'w' is a vector: name an element, w[1]");
    ck_assert(mm_variable_check(&tree, root, by[2], &error) == MM_OK);
    ck_assert(mm_variable_check(&tree, root, by[3], &error) == MM_OK);
    ck_assert(mm_variables_parse(&tree, "x,2", by, &count, &error) == MM_USAGE);
    mm_tree_free(&tree);
}
END_TEST

MM_CHECK_MAIN("derivative", equal_to_sympy, as_a_person_writes, simplified, refused, hostile, misspelt)
