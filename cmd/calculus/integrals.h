/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two halves of mm-integrate: points in a table, and expressions. */
#ifndef MM_CMD_INTEGRALS_H
#define MM_CMD_INTEGRALS_H

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/quadrature.h"
#include "calculus/sampled.h"
#include "expr/constants.h"
#include "tool/samples.h"

struct integral_options {
    const char *range, *points, *variable, *at;
    double relative, absolute, spacing;
    int rule;
};

/* ---- of a table ---- */

static enum mm_status add_sample(struct mm_samples *samples, const struct integral_options *options, size_t i,
                                 struct mm_table *table) {
    const struct mm_sample *sample = &samples->items[i];
    struct mm_run *run = samples->input.run;
    const double *x = samples->columns == 2 ? sample->x : NULL, *y = x != NULL ? sample->y : sample->x;
    enum mm_sampled_rule rule = (enum mm_sampled_rule)options->rule;
    struct mm_detail detail = {0};
    double integral = NAN, other = NAN;
    enum mm_status status = mm_sampled_integral(rule, x, options->spacing, y, sample->n, &integral, &detail);
    if (status == MM_TOO_FEW) mm_run_fail(run, status, "an integral needs two points or more, not %zu", sample->n);
    if (status == MM_DATA)
        mm_run_fail(run, status, "x has to ascend (or descend) all along%s: point %zu is %.17g after %.17g",
                    rule == MM_SIMPSON ? ", strictly" : "", detail.index + 1, x[detail.index], x[detail.index - 1]);
    bool missing = sample->missing > 0 && run->common.missing == MM_MISSING_KEEP;
    if (status == MM_OK && !isfinite(integral) && !missing)
        status = mm_run_fail(run, MM_DOMAIN, "an infinite x or y, or an integral beyond the doubles");
    if (status != MM_OK) return mm_samples_fail(samples, i);
    if (sample->n < 3 || mm_sampled_integral(MM_TRAPEZOID + MM_SIMPSON - rule, x, options->spacing, y, sample->n,
                                             &other, &detail) != MM_OK)
        other = NAN;
    mm_table_row(table);
    mm_samples_keys(samples, i, table);
    mm_table_number(table, "estimate", integral);
    mm_table_number(table, "difference", fabs(other - integral));
    mm_table_word(table, "rule", rule == MM_TRAPEZOID ? "trapezoid" : "simpson");
    mm_table_count(table, "n", sample->n);
    mm_table_count(table, "n_missing", sample->missing);
    return MM_OK;
}

static enum mm_status integrate_table(struct mm_run *run, const struct integral_options *options) {
    struct mm_samples samples;
    struct mm_table table = {0};
    if (options->range != NULL || options->points != NULL || options->variable != NULL || options->at != NULL)
        return mm_run_fail(run, MM_USAGE, "--rule is for tables: --range, --points, --variable and --at are not");
    MM_TRY(mm_samples_read(&samples, run, &(struct mm_sample_choice){.columns = 0, .paired = true}));
    if ((samples.columns == 1) != !isnan(options->spacing))
        return mm_run_fail(run, MM_USAGE, "%s",
                           samples.columns == 1 ? "one column is y alone: --spacing says how far apart its points are"
                                                : "--spacing is for one column; here x says where the points are");
    for (size_t i = 0; i < samples.count; i++) MM_TRY(add_sample(&samples, options, i, &table));
    MM_TRY(mm_table_output(&table, run, run->common.by == NULL));
    mm_samples_free(&samples);
    return MM_OK;
}

/* ---- of an expression ---- */

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Ends and points in ascending order into *POINTS; *SIGN is -1 for a range that runs down. */
static enum mm_status read_points(struct mm_run *run, const struct integral_options *options, double **points,
                                  size_t *count, double *sign) {
    double *ends, *inner = NULL;
    size_t end_count, inner_count = 0;
    MM_TRY(mm_constants(options->range, true, "--range", &ends, &end_count, &run->error));
    if (end_count != 2) return mm_run_fail(run, MM_USAGE, "--range: two ends are wanted, A,B, not %zu", end_count);
    if (options->points != NULL)
        MM_TRY(mm_constants(options->points, false, "--points", &inner, &inner_count, &run->error));
    *sign = ends[0] <= ends[1] ? 1 : -1;
    double low = fmin(ends[0], ends[1]), high = fmax(ends[0], ends[1]);
    if (isinf(high - low) && isfinite(low) && isfinite(high))
        return mm_run_fail(run, MM_USAGE, "--range: the range is wider than the largest double");
    *points = mm_new(inner_count + 2, sizeof **points);
    if (*points == NULL) return mm_fail_memory(&run->error);
    (*points)[0] = low;
    *count = 1;
    if (inner_count > 0) qsort(inner, inner_count, sizeof *inner, compare);
    for (size_t i = 0; i < inner_count; i++) {
        if (inner[i] < low || inner[i] > high)
            return mm_run_fail(run, MM_USAGE, "--points: %.17g is outside of the range", inner[i]);
        if (inner[i] > (*points)[*count - 1] && inner[i] < high) (*points)[(*count)++] = inner[i];
    }
    (*points)[(*count)++] = high;
    free(ends);
    free(inner);
    return MM_OK;
}

static enum mm_status explain_failure(struct mm_run *run, const char *variable, enum mm_status status,
                                      const struct mm_quadrature *result, const struct mm_detail *detail) {
    switch (status) {
    case MM_NOT_FINITE:
        return mm_run_fail(run, MM_DOMAIN, "the integrand is NaN at %s = %.17g; if only there, put it into --points",
                           variable, detail->value);
    case MM_DOMAIN:
        return mm_run_fail(run, status, "the integrand is infinite at %s = %.17g, and at others", variable,
                           detail->value);
    case MM_CONSTANT:
        return mm_run_fail(run, MM_NO_CONVERGENCE,
                           "the integrand is 0 at all %zu places looked at: if it has a peak, name it with --points",
                           result->evaluations);
    case MM_NO_CONVERGENCE:
        return mm_run_fail(
            run, status,
            "not converged: estimate %.17g, but the error may be %.3g (of %zu evaluations, worst near %s "
            "= %.9g): the integral may not exist, or --points may help",
            result->estimate, result->bound, result->evaluations, variable, result->place);
    default:
        return status;
    }
}

static enum mm_status integrate_expression(struct mm_run *run, const struct integral_options *options) {
    struct mm_univariate univariate = {0};
    struct mm_parameters parameters = {0};
    struct mm_quadrature result = {0};
    struct mm_detail detail = {0};
    struct mm_table table = {0};
    double *points = NULL, sign = 1;
    size_t count = 0;
    if (run->operand_count != 1 || options->range == NULL)
        return mm_run_fail(run, MM_USAGE, "an expression and its --range=A,B are wanted, or --rule=... and a table");
    if (!isnan(options->spacing)) return mm_run_fail(run, MM_USAGE, "--spacing goes with --rule");
    if (run->common.columns != NULL || run->common.by != NULL)
        return mm_run_fail(run, MM_USAGE, "-k and -g are for tables and go with --rule");
    if (options->at != NULL) MM_TRY(mm_parameters_parse(&parameters, options->at, false, "--at", &run->error));
    MM_TRY(mm_univariate_open(&univariate, run->operands[0], options->variable, &parameters, &run->error));
    MM_TRY(read_points(run, options, &points, &count, &sign));
    struct mm_quadrature_plan plan = {mm_univariate_values, &univariate,      points, count,
                                      options->relative,    options->absolute};
    const char *variable = mm_univariate_variable(&univariate);
    enum mm_status status = points[0] < points[count - 1] ? mm_quadrature(&plan, &result, &detail) : MM_OK;
    result.estimate *= sign;
    if (status == MM_CONSTANT && univariate.constant) status = MM_OK;
    if (status != MM_OK) return explain_failure(run, variable, status, &result, &detail);
    mm_table_row(&table);
    mm_table_number(&table, "estimate", result.estimate);
    mm_table_number(&table, "bound", result.bound);
    mm_table_count(&table, "converged", 1);
    mm_table_count(&table, "evaluations", result.evaluations);
    mm_table_word(&table, "method", result.method == MM_QUADRATURE_KRONROD ? "gauss-kronrod" : "extrapolation");
    mm_table_word(&table, "variable", variable);
    MM_TRY(mm_table_output(&table, run, true));
    mm_univariate_close(&univariate);
    mm_parameters_free(&parameters);
    free(points);
    return MM_OK;
}

#endif
