/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two ways of mm-root: down a bracket, and by Newton's steps. */
#ifndef MM_CMD_ROOTS_H
#define MM_CMD_ROOTS_H

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/equations.h"
#include "calculus/newton.h"
#include "calculus/root_finding.h"
#include "expr/constants.h"
#include "tool/table.h"

struct root_options {
    const char *bracket, *init, *variable, *at;
    double tolerance;
};

static void add_root(struct mm_table *table, const char *variable, const struct mm_root *root, double bound,
                     const char *method) {
    mm_table_row(table);
    mm_table_word(table, "variable", variable);
    mm_table_number(table, "root", root->root);
    mm_table_number(table, "f", root->value);
    mm_table_number(table, "bound", bound);
    mm_table_number(table, "low", root->low);
    mm_table_number(table, "high", root->high);
    mm_table_count(table, "iterations", root->iterations);
    mm_table_count(table, "converged", 1);
    mm_table_word(table, "method", method);
}

static enum mm_status explain_bracket(struct mm_run *run, const char *variable, enum mm_status status,
                                      const struct mm_root *root, const struct mm_detail *detail) {
    switch (status) {
    case MM_DATA:
        return mm_run_fail(run, MM_DOMAIN,
                           "no change of sign: the expression is %.17g at %s = %.17g and %.17g at %.17g", root->value,
                           variable, root->low, root->other, root->high);
    case MM_NOT_FINITE:
        return mm_run_fail(run, MM_DOMAIN, "the expression is NaN at %s = %.17g", variable, detail->value);
    case MM_DOMAIN:
        return mm_run_fail(
            run, status,
            "no root: near %s = %.17g the expression changes its sign without coming near 0, from %.6g to "
            "%.6g (a pole or a jump)",
            variable, root->root, root->root == root->low ? root->value : root->other,
            root->root == root->low ? root->other : root->value);
    default:
        return status;
    }
}

static enum mm_status by_bracket(struct mm_run *run, const struct root_options *options,
                                 struct mm_parameters *parameters, struct mm_table *table) {
    struct mm_univariate univariate = {0};
    struct mm_root root;
    struct mm_detail detail = {0};
    double *ends;
    size_t count;
    if (run->operand_count != 1) return mm_run_fail(run, MM_USAGE, "--bracket takes one expression");
    MM_TRY(mm_univariate_open(&univariate, run->operands[0], options->variable, parameters, &run->error));
    MM_TRY(mm_constants(options->bracket, false, "--bracket", &ends, &count, &run->error));
    if (count != 2) return mm_run_fail(run, MM_USAGE, "--bracket: two ends are wanted, A,B, not %zu", count);
    const char *variable = mm_univariate_variable(&univariate);
    enum mm_status status =
        mm_root_bracketed(mm_univariate_values, &univariate, ends[0], ends[1], options->tolerance, &root, &detail);
    if (status != MM_OK) return explain_bracket(run, variable, status, &root, &detail);
    add_root(table, variable, &root, root.high - root.low, "bracket");
    free(ends);
    mm_univariate_close(&univariate);
    return MM_OK;
}

/* --init as a number alone belongs to the variable of the only expression. */
static enum mm_status read_start(struct mm_run *run, const struct root_options *options,
                                 const struct mm_parameters *others, struct mm_parameters *parameters) {
    struct mm_univariate univariate = {0};
    double value;
    for (const char *c = options->init; *c != '\0'; c++)
        if (*c == '=') return mm_parameters_parse(parameters, options->init, false, "--init", &run->error);
    MM_TRY(mm_constant(options->init, false, "--init", &value, &run->error));
    MM_TRY(mm_univariate_open(&univariate, run->operands[0], options->variable, others, &run->error));
    struct mm_span name = mm_span_of(mm_univariate_variable(&univariate));
    bool added = mm_parameters_add(parameters, name, 0, &value);
    mm_univariate_close(&univariate);
    return added ? MM_OK : mm_fail_memory(&run->error);
}

static enum mm_status append_others(struct mm_run *run, const struct mm_parameters *others,
                                    struct mm_parameters *parameters) {
    for (size_t i = 0; i < others->names.count; i++) {
        const struct mm_parameter_value *item = &others->items[i];
        struct mm_span name = mm_span_of(others->names.items[i]);
        if (mm_parameters_find(parameters, name) != SIZE_MAX)
            return mm_run_fail(run, MM_USAGE, "'%s' stands in --init and in --at", name.text);
        if (!mm_parameters_add(parameters, name, item->size, others->values + item->first))
            return mm_fail_memory(&run->error);
    }
    return MM_OK;
}

static enum mm_status explain_newton(struct mm_run *run, enum mm_status status, const struct mm_parameters *parameters,
                                     size_t n, const struct mm_newton *root) {
    struct mm_buffer place = {0};
    for (size_t j = 0; j < n; j++) {
        mm_buffer_add_text(&place, j > 0 ? ", " : "");
        mm_parameters_name(parameters, j, &place);
        mm_buffer_printf(&place, " = %.9g", parameters->values[j]);
    }
    for (size_t j = 0; j < n && status != MM_NOT_FINITE; j++)
        mm_buffer_printf(&place, j > 0 ? ", %.6g" : ", f = %.6g", root->f[j]);
    if (place.failed) return mm_fail_memory(&run->error);
    const char *what = status == MM_NOT_FINITE ? "the expression or a derivative is not finite at"
                       : status == MM_SINGULAR ? "the derivative is 0 (or the Jacobian singular) at"
                                               : "no convergence: |f| or the steps stopped falling at";
    if (status != MM_MEMORY) mm_run_fail(run, status == MM_NOT_FINITE ? MM_DOMAIN : status, "%s %s", what, place.text);
    mm_buffer_free(&place);
    return status == MM_NOT_FINITE ? MM_DOMAIN : status;
}

static enum mm_status by_newton(struct mm_run *run, const struct root_options *options,
                                const struct mm_parameters *others, struct mm_table *table) {
    struct mm_parameters parameters = {0};
    struct mm_equations equations = {0};
    struct mm_newton root;
    struct mm_detail detail = {0};
    size_t n = run->operand_count;
    MM_TRY(read_start(run, options, others, &parameters));
    if (parameters.count != n)
        return mm_run_fail(run, MM_USAGE, "as many equations as unknowns are wanted: %zu and, in --init, %zu", n,
                           parameters.count);
    MM_TRY(append_others(run, others, &parameters));
    MM_TRY(mm_equations_open(&equations, run->operands, n, &parameters, &run->error));
    root = (struct mm_newton){.f = mm_new_doubles(2, n)};
    if (root.f == NULL) return mm_fail_memory(&run->error);
    root.bounds = root.f + n;
    enum mm_status status = mm_newton(&equations.graph, equations.vertices, n, parameters.values, &root, &detail);
    if (status != MM_OK) return explain_newton(run, status, &parameters, n, &root);
    for (size_t j = 0; j < n; j++) {
        struct mm_buffer name = {0};
        double x = parameters.values[j], bound = root.bounds[j];
        if (options->tolerance > 0 && bound > options->tolerance)
            return mm_run_fail(run, MM_NO_CONVERGENCE, "the root %.17g is known to %.3g only, more than --tol", x,
                               bound);
        mm_parameters_name(&parameters, j, &name);
        if (name.failed) return mm_fail_memory(&run->error);
        add_root(table, name.text, &(struct mm_root){x, root.f[j], x - bound, x + bound, NAN, root.iterations, 0},
                 bound, "newton");
        mm_buffer_free(&name);
    }
    free(root.f);
    mm_equations_close(&equations);
    mm_parameters_free(&parameters);
    return MM_OK;
}

#endif
