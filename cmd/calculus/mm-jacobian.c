/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-jacobian: the first derivatives of several expressions. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/adjoint.h"
#include "tool/output.h"
#include "tool/point.h"
#include "tool/sheet.h"

static struct mm_point_options opt;

static const struct mm_option options[] = {
    MM_POINT_AT(opt),
    MM_POINT_BY(opt),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "From polar coordinates to rectangular ones.",
     .command = "mm-jacobian 'r*cos(t)' 'r*sin(t)' --at r=2,t=0",
     .output = ",r,t\nr*cos(t),1,-0\nr*sin(t),0,2\n"},
    {.says = "Its determinant is the factor by which areas grow.",
     .command = "mm-jacobian 'r*cos(t)' 'r*sin(t)' --at r=2,t=pi/6 | mm-det",
     .output = "2\n",
     .tolerance = 1e-14},
    {.says = "The first two moments of a column as functions of a shift and a scale.",
     .command =
         "mm-jacobian 'mean(a + b*sepal_length)' 'mean((a + b*sepal_length)^2)' --at a=0,b=1 --digits=6 iris.csv",
     .output = ",a,b\n"
               "mean(a + b*sepal_length),1,5.84333\n"
               "mean((a + b*sepal_length)^2),11.6867,69.6513\n"},
    {0},
};

static enum mm_status fill(struct mm_point *point, struct mm_run *run, struct mm_matrix *jacobian) {
    size_t n = point->input_count, count = point->count * n;
    mm_vertex *derivatives = mm_new(count + point->count, sizeof *derivatives);
    double *values = mm_new_doubles(count + point->count, 1);
    if (derivatives == NULL || values == NULL) return mm_fail_memory(&run->error);
    for (size_t i = 0; i < point->count; i++) {
        enum mm_status status =
            mm_reverse(&point->model.graph, point->model.vertices[i], point->inputs, n, derivatives + i * n);
        MM_TRY(mm_point_made(point, run, status));
    }
    /* The values of the expressions as well: 1/x is no derivative of log(x) where x < 0. */
    memcpy(derivatives + count, point->model.vertices, point->count * sizeof *derivatives);
    MM_TRY(mm_point_values(point, run, derivatives, count + point->count, 0, values));
    for (size_t i = 0; i < point->count; i++) MM_TRY(mm_point_check(run, values[count + i], run->operands[i], 0));
    memcpy(jacobian->values, values, count * sizeof *values);
    free(derivatives);
    free(values);
    return mm_point_check_matrix(run, jacobian, "the derivative of '%s' by '%s'");
}

static enum mm_status run(struct mm_run *run) {
    struct mm_point point = {0};
    struct mm_matrix jacobian = {0};
    size_t count;
    MM_TRY(mm_sheet_expect(run, true, &count));
    MM_TRY(mm_point_open(&point, run, &opt, run->operands, count, count, false));
    bool ok = mm_matrix_new(&jacobian, count, point.input_count) == MM_OK &&
              mm_strings_copy(&jacobian.column_names, &point.names);
    for (size_t i = 0; ok && i < count; i++)
        ok = mm_strings_add(&jacobian.row_names, run->operands[i], strlen(run->operands[i]));
    if (!ok) return mm_fail_memory(&run->error);
    MM_TRY(fill(&point, run, &jacobian));
    MM_TRY(mm_output_matrix(run, &jacobian, MM_SHAPE_TABLE));
    mm_matrix_free(&jacobian);
    mm_point_close(&point);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-jacobian",
    .wing = "calculus",
    .summary = "first derivatives of several expressions",
    .operands = "EXPRESSION... [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Differentiates each expression at the point that --at names by each parameter, in reverse mode. The first "
        "operand is an expression. So are further ones that hold a blank or one of = ( ) * + ^ < > ! & | ? and are no "
        "existing file, up to the first that is not: write 'x / y' rather than x/y. Expressions of columns must come "
        "to one number over the rows: mean(...), sum(...).\n\n"
        "Names, errors and conventions where no derivative exists are those of mm-grad.",
    .formula = "J_ij = ∂f_i/∂w_j",
    .input = "expressions; a table, if they name columns",
    .output = "a matrix: a row for each expression, labelled with it, and a column for each parameter",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Griewank and Walther, Evaluating Derivatives, 2008, section 3.2.",
    .see_also = "mm-grad mm-hessian mm-gradcheck mm-svd",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
