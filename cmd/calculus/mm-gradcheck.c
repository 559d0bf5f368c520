/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-gradcheck: derivatives of mm-grad against those had by other means. */
#include <float.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/adjoint.h"
#include "calculus/complex_step.h"
#include "tool/point.h"
#include "tool/table.h"

static struct {
    struct mm_point_options point;
    double tol;
} opt = {.tol = 1e-6};

static const struct mm_option options[] = {
    MM_POINT_AT(opt.point),
    MM_POINT_BY(opt.point),
    MM_REAL(0, "tol", &opt.tol, "EPS", 0, DBL_MAX, "the relative error above which the exit status is 1"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "By complex steps, exact to rounding.",
     .command = "mm-gradcheck 'exp(a)*sin(b)/b' --at a=1,b=2 --digits=6",
     .output = "parameter,reverse,numeric,error,method\na,1.23586,1.23586,0,complex-step\n"
               "b,-1.18353,-1.18353,0,complex-step\n",
     .tolerance = 1e-10},
    {.says = "A loss over the rows of a table; erf has central differences.",
     .command = "mm-gradcheck 'mean(erf(w*petal_width)*b + exp(-b))' --at w=0.5,b=1 --digits=6 iris.csv",
     .output = "parameter,reverse,numeric,error,method\n"
               "w,0.673321,0.673321,9.93629e-12,central\n"
               "b,0.173825,0.173825,4.79026e-16,complex-step\n",
     .tolerance = 1e-6},
    {0},
};

static bool varies(const struct mm_point *point) {
    return mm_graph_at(&point->model.graph, point->model.vertices[0])->varies;
}

/* The derivatives of reverse mode, with the value in front: of all rows, if the expression varies. */
static enum mm_status reverse(struct mm_point *point, struct mm_run *run, struct mm_matrix *values) {
    size_t count = point->input_count + 1;
    mm_vertex *results = mm_new(count, sizeof *results);
    if (results == NULL) return mm_fail_memory(&run->error);
    results[0] = point->model.vertices[0];
    MM_TRY(mm_point_made(point, run,
                         mm_reverse(&point->model.graph, results[0], point->inputs, point->input_count, results + 1)));
    enum mm_status status = mm_point_rows(point, run, results, count, varies(point), values);
    free(results);
    for (size_t row = 0; status == MM_OK && row < values->rows; row++)
        status = mm_point_check(run, values->values[row * count], "the value", values->rows > 1 ? row + 1 : 0);
    return status;
}

/* A row of the table for each parameter; FAILED is the parameter with the largest error. */
static enum mm_status check(struct mm_point *point, struct mm_run *run, const struct mm_matrix *values,
                            struct mm_table *table, size_t *failed, double *most) {
    static const char *const methods[] = {"complex-step", "central"};
    struct mm_model *model = &point->model;
    double *numeric = mm_new_doubles(values->rows, 1);
    if (numeric == NULL) return mm_fail_memory(&run->error);
    for (size_t i = 0; i < point->input_count; i++) {
        enum mm_numeric_method method;
        const struct mm_graph_vertex *input = mm_graph_at(&model->graph, point->inputs[i]);
        if (input->kind != MM_VERTEX_PARAMETER)
            return mm_run_fail(run, MM_USAGE, "--wrt: '%s' is a column; only derivatives by parameters are checked",
                               point->names.items[i]);
        if (mm_numeric_derivative(&model->graph, model->vertices[0], input->index, model->parameters.values,
                                  model->parameters.count, &model->rows, numeric, &method) != MM_OK)
            return mm_fail_memory(&run->error);
        struct mm_derivative_pair found =
            mm_derivative_worst(values->values, values->rows, values->columns, i + 1, numeric);
        mm_table_row(table);
        mm_table_word(table, "parameter", point->names.items[i]);
        mm_table_number(table, "reverse", found.a);
        mm_table_number(table, "numeric", found.b);
        mm_table_number(table, "error", found.error);
        mm_table_word(table, "method", methods[method]);
        if (varies(point)) mm_table_count(table, "row", found.row + 1);
        if (found.error > *most) *most = found.error, *failed = i;
    }
    free(numeric);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_point point = {0};
    struct mm_matrix values = {0};
    struct mm_table table = {0};
    size_t failed = 0;
    double most = -1;
    MM_TRY(mm_point_open(&point, run, &opt.point, run->operands, 1, 1, true));
    MM_TRY(reverse(&point, run, &values));
    MM_TRY(check(&point, run, &values, &table, &failed, &most));
    MM_TRY(mm_table_output(&table, run, false));
    mm_matrix_free(&values);
    if (most > opt.tol) {
        mm_note(run, "the derivative by '%s' has a relative error of %.3g, more than --tol=%g",
                point.names.items[failed], most, opt.tol);
        return MM_NEGATIVE;
    }
    mm_point_close(&point);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-gradcheck",
    .wing = "calculus",
    .summary = "derivatives checked by numeric ones",
    .operands = "EXPRESSION [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Compares the derivatives of mm-grad with numeric ones, which come of a complex step, f(x + ih) = f(x) + ih f'(x) with h = 2^-100 |x|, which has "
        "no difference in which digits are lost; where a function has no complex form here (gelu, erf, erfc, lgamma, "
        "digamma, polygamma) of central differences, extrapolated to h = 0, with about 10 digits. The column method "
        "says which.\n\n"
        "The error is relative to the larger of the two derivatives, or to 1e-4 max(1, |f|) where both are smaller. An "
        "expression that has a value in each row is checked in each; the row with the worst error is shown. Above "
        "--tol the exit status is 1.\n\n"
        "At kinks both have the same conventions, and where a derivative is infinite, as that of sqrt at 0, no step can "
        "confirm it.",
    .formula = "f'(x) ≈ Im f(x + ih)/h, or (f(x + h) - f(x - h))/2h",
    .input = "an expression; a table, if it names columns",
    .output =
        "a row for each parameter: parameter, reverse, numeric, error, method, and row where the expression differs "
        "by row",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Squire and Trapp, Using complex variables to estimate derivatives of real functions, 1998.\n"
                  "Ridders, Accurate computation of F'(x) and F'(x)F''(x), 1982.",
    .see_also = "mm-grad mm-jacobian mm-diff",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
