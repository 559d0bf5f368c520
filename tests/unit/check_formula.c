/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas: which terms they give, and what is said of those that are none. */
#include <stdio.h>

#include "check_main.h"
#include "statistics/formula.h"

/* The names of the terms, joined by blanks; an error is "! " and its text. */
static const char *terms_of(const char *text, const struct mm_strings *all) {
    static char joined[1024];
    struct mm_formula formula = {0};
    struct mm_error error = {0};
    joined[0] = '\0';
    if (mm_formula_parse(&formula, text, all, &error) != MM_OK) {
        ck_assert_int_eq(error.status, MM_USAGE);
        strcat(strcat(joined, "! "), error.text);
    }
    for (size_t k = 0; joined[0] != '!' && k < formula.names.count; k++)
        strcat(strcat(joined, k > 0 ? " " : ""), formula.names.items[k]);
    mm_formula_free(&formula);
    return joined;
}

START_TEST(terms) {
    static const char *const cases[][2] = {
        {"y ~ a", "(intercept) a"},
        {"y~a+b", "(intercept) a b"},
        {"y ~ a - 1", "a"},
        {"y ~ 0 + a", "a"},
        {"y ~ a + 0 + 1", "(intercept) a"},
        {"y ~ 1", "(intercept)"},
        {"y ~ a:b", "(intercept) a:b"},
        {"y ~ b:a + a:b", "(intercept) b:a"},
        {"y ~ a*b", "(intercept) a b a:b"},
        {"y ~ a*b*c - a:b:c", "(intercept) a b c a:b a:c b:c"},
        {"y ~ x + x^2 + I(x^3)", "(intercept) x x^2 x^3"},
        {"y ~ I(a*b^2):c", "(intercept) a:b^2:c"},
        {"y ~ a:a", "(intercept) a^2"},
        {"y ~ a + a", "(intercept) a"},
        {"[mean radius] ~ [x:1] + `b c`:d^2", "(intercept) x:1 b c:d^2"},
        {"y ~ I + I:J", "(intercept) I I:J"},
        {"\xc3\xa4 ~ .x_1 + x.2", "(intercept) .x_1 x.2"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_str_eq(terms_of(cases[i][0], NULL), cases[i][1]);
}
END_TEST

START_TEST(all_columns) {
    struct mm_strings all = {0};
    for (const char *name = "y\0a\0b\0c\0"; *name != '\0'; name += 2) ck_assert(mm_strings_add(&all, name, 1));
    ck_assert_str_eq(terms_of("y ~ .", &all), "(intercept) a b c");
    ck_assert_str_eq(terms_of("b ~ . - c - 1", &all), "y a");
    ck_assert_str_eq(terms_of("y ~ . + a:b", &all), "(intercept) a b c a:b");
    ck_assert_str_eq(terms_of("y ~ . - .", &all), "(intercept)");
    ck_assert_str_eq(terms_of("y ~ . - a:b", &all), "! formula 'y ~ . - a:b': what '-' takes out is not there");
    ck_assert_str_eq(terms_of("y ~ . - 1 - .", &all), "! formula 'y ~ . - 1 - .': no term is left");
    ck_assert_str_eq(terms_of("y ~ . - d", &all), "! unknown column 'd'");
    /* What "." is has to be told later. */
    ck_assert_str_eq(terms_of("y ~ . - a", NULL), "(intercept)");
    struct mm_formula formula = {0};
    struct mm_error error;
    ck_assert_int_eq(mm_formula_of_target(&formula, "c", &all, &error), MM_OK);
    ck_assert_uint_eq(formula.count, 4);
    ck_assert_str_eq(formula.names.items[1], "y");
    ck_assert(formula.intercept && formula.terms[0].count == 0);
    mm_formula_free(&formula);
    mm_strings_free(&all);
}
END_TEST

START_TEST(errors) {
    static const char *const cases[][2] = {
        {"", "a column is wanted at its end"},
        {"y", "~ after the response is wanted at its end"},
        {"y ~", "a column is wanted at its end"},
        {"y ~ a +", "a column is wanted at its end"},
        {"y ~ a b", "+, -, * or : is wanted at character 7, 'b'"},
        {"y ~ log(a)", "+, -, * or : is wanted at character 8, '('"},
        {"y ~ 2a", "a column is wanted at character 5, '2'"},
        {"y ~ a^b", "a power, a whole number from 1 on, is wanted at character 7, 'b'"},
        {"y ~ a^0", "the power 0"},
        {"y ~ a^21", "a term of degree above 20"},
        {"y ~ a^99999999999999999999", "a term of degree above 20"},
        {"y ~ I(a", "* or ) is wanted at its end"},
        {"y ~ [a", "a name in brackets or backticks is wanted at character 5, '['"},
        {"y ~ a + y", "the response 'y' is on the right side too"},
        {"y ~ a - b", "what '-' takes out is not there"},
        {"y ~ 0", "no term is left"},
        {"y ~ a:b:c:d:e:f:g:h:i", "a term of more than 8 columns"},
        {"y ~ a*b*c*d*e*f*g*h*i", "more than 8 terms crossed"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char expected[256];
        snprintf(expected, sizeof expected, "! formula '%s': %s", cases[i][0], cases[i][1]);
        ck_assert_str_eq(terms_of(cases[i][0], NULL), expected);
    }
}
END_TEST

START_TEST(values) {
    struct mm_formula formula = {0};
    struct mm_error error;
    const double row[] = {2, 3, 5};
    ck_assert_int_eq(mm_formula_parse(&formula, "y ~ a + b:c^2 + a*c", NULL, &error), MM_OK);
    const double expected[] = {1, 2, 75, 5, 10};
    ck_assert_uint_eq(formula.count, 5);
    for (size_t k = 0; k < 5; k++) ck_assert(mm_term_value(&formula.terms[k], row) == expected[k]);
    mm_formula_free(&formula);
}
END_TEST

MM_CHECK_MAIN("formula", terms, all_columns, errors, values)
