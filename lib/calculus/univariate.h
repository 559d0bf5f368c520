/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An expression as a function of one variable, for quadrature and root finding. */
#ifndef MM_CALCULUS_UNIVARIATE_H
#define MM_CALCULUS_UNIVARIATE_H

#include "expr/bind.h"
#include "expr/program.h"

/* Starts as {0}; owns all but the parameters. */
struct mm_univariate {
    struct mm_tree tree;
    mm_node root;
    struct mm_schema schema; /* the variable, as a column of points */
    struct mm_scope scope;
    struct mm_graph graph;
    mm_vertex vertex;
    struct mm_program *program;
    struct mm_evaluation *evaluation;
    const double *parameters;
    bool constant; /* the variable does not occur */
};

/* y_i = f(x_i): what quadrature and root finding take; the CONTEXT here is a struct mm_univariate. */
typedef void mm_univariate_function(void *context, const double *x, double *y, size_t n);

/* Parses TEXT. The variable is VARIABLE or, if that is null, the only name that is neither a parameter nor pi nor e (x,
 * where there is none). PARAMETERS (of numbers and vectors) must outlive the function. MM_USAGE with a caret: syntax,
 * several names, an unknown one, a parameter that
 * does not occur, a reduction over rows. */
enum mm_status mm_univariate_open(struct mm_univariate *univariate, const char *text, const char *variable,
                                  const struct mm_parameters *parameters, struct mm_error *error);
void mm_univariate_close(struct mm_univariate *univariate);
const char *mm_univariate_variable(const struct mm_univariate *univariate);

mm_univariate_function mm_univariate_values;

#endif
