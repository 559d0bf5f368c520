/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Formulas of regression, 'y ~ a + b + a:b': a response and terms that are products of powers of columns. */
#ifndef MM_STATISTICS_FORMULA_H
#define MM_STATISTICS_FORMULA_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"
#include "base/text.h"

/* formula  NAME ~ SUM                 sum      ITEM + ITEM - ITEM …
 * item     0, 1, or PRODUCT * PRODUCT (a*b is a + b + a:b; a*b*c has all seven)
 * product  FACTOR : FACTOR            factor   NAME, NAME^POWER, I(NAME^POWER*…), or . for every other column
 *
 * Conventions: there is an intercept unless 0, or - 1, stands in the sum; "- a" takes a term out again. x^2 is the square
 * (in R that needs I()), I(a*b) the same as a:b. A term that comes twice counts once. Names are letters, digits, _ and
 * dots, not beginning with a digit, and any byte beyond ASCII; all others stand in [brackets] or `backticks`; [3] is the
 * third column. Terms keep the order in which they are written and are named as they are written, without I() and
 * brackets.
 * Errors: MM_USAGE in words, with the place in the formula (ERROR); MM_MEMORY. */
enum { MM_FORMULA_FACTORS = 8, MM_FORMULA_DEGREE = 20 };

/* A product of powers: Π x_variable^power, variables ascending; no factors is the intercept. */
struct mm_term {
    size_t count;
    struct mm_factor {
        size_t variable;
        unsigned power;
    } factors[MM_FORMULA_FACTORS];
};

/* Starts as {0}. Owns. */
struct mm_formula {
    char *response;
    struct mm_strings variables; /* columns that terms are made of, in order of appearance; with ALL, those of ALL */
    struct mm_term *terms;       /* the intercept, if there is one, comes first */
    struct mm_strings names;     /* of the terms */
    size_t count, capacity;
    bool intercept;
    bool has_all; /* "." stands in it */
};

/* ALL are the names of the columns that "." stands for (the response among them is passed over), and those in which
 * variables are looked up; null: variables are what the formula names, and "." gives no terms yet. */
enum mm_status mm_formula_parse(struct mm_formula *formula, const char *text, const struct mm_strings *all,
                                struct mm_error *error);
/* RESPONSE ~ . */
enum mm_status mm_formula_of_target(struct mm_formula *formula, const char *response, const struct mm_strings *all,
                                    struct mm_error *error);
void mm_formula_free(struct mm_formula *formula);

/* The value of a term, rounded at every product. */
double mm_term_value(const struct mm_term *term, const double *variables);

#endif
