/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-hessian: the second derivatives of an expression. */
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/adjoint.h"
#include "tool/output.h"
#include "tool/point.h"

static struct mm_point_options opt;

static const struct mm_option options[] = {
    MM_POINT_AT(opt),
    MM_POINT_BY(opt),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The valley of Rosenbrock's function, at its minimum.",
     .command = "mm-hessian '(1 - x)^2 + 100*(y - x^2)^2' --at x=1,y=1",
     .output = ",x,y\nx,802,-400\ny,-400,200\n"},
    {.says = "Its condition number: why gradient descent is slow there.",
     .command = "mm-hessian '(1 - x)^2 + 100*(y - x^2)^2' --at x=1,y=1 | mm-cond",
     .output = "2508.009601277298\n",
     .tolerance = 1e-12},
    {.says = "Of the loss of a regression, over the rows of a table.",
     .command = "printf 'x,y\\n1,3\\n2,5\\n3,8\\n' | mm-hessian 'sum((w*x + b - y)^2)' --at w=0,b=0",
     .output = ",w,b\nw,28,12\nb,12,6\n"},
    {0},
};

/* A column for each parameter: the gradient's derivative by it. Only what stands on and below the diagonal is
 * evaluated, so that the other half is the same to the bit. */
static enum mm_status fill(struct mm_point *point, struct mm_run *run, struct mm_matrix *hessian) {
    size_t n = point->input_count, count = 0;
    struct mm_graph *graph = &point->model.graph;
    mm_vertex *gradient = mm_new(n, sizeof *gradient), *column = mm_new(n, sizeof *column);
    mm_vertex *half = mm_new(n * (n + 1) / 2 + 1, sizeof *half);
    double *values = mm_new_doubles(n * (n + 1) / 2 + 1, 1);
    if (gradient == NULL || column == NULL || half == NULL || values == NULL) return mm_fail_memory(&run->error);
    MM_TRY(mm_point_made(point, run, mm_reverse(graph, point->model.vertices[0], point->inputs, n, gradient)));
    for (size_t j = 0; j < n; j++) {
        MM_TRY(mm_point_made(point, run, mm_forward(graph, gradient + j, n - j, point->inputs[j], column)));
        for (size_t i = j; i < n; i++) half[count++] = column[i - j];
    }
    half[count] = point->model.vertices[0]; /* the value as well: -1/x² is no derivative of log(x) where x < 0 */
    MM_TRY(mm_point_values(point, run, half, count + 1, 0, values));
    MM_TRY(mm_point_check(run, values[count], "value", 0));
    count = 0;
    for (size_t j = 0; j < n; j++)
        for (size_t i = j; i < n; i++, count++) hessian->values[i * n + j] = hessian->values[j * n + i] = values[count];
    free(gradient);
    free(column);
    free(half);
    free(values);
    return mm_point_check_matrix(run, hessian, "the derivative by '%s' and '%s'");
}

static enum mm_status run(struct mm_run *run) {
    struct mm_point point = {0};
    struct mm_matrix hessian = {0};
    MM_TRY(mm_point_open(&point, run, &opt, run->operands, 1, 1, false));
    if (mm_matrix_new(&hessian, point.input_count, point.input_count) != MM_OK ||
        !mm_strings_copy(&hessian.column_names, &point.names) || !mm_strings_copy(&hessian.row_names, &point.names))
        return mm_fail_memory(&run->error);
    MM_TRY(fill(&point, run, &hessian));
    MM_TRY(mm_output_matrix(run, &hessian, MM_SHAPE_TABLE));
    mm_matrix_free(&hessian);
    mm_point_close(&point);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-hessian",
    .wing = "calculus",
    .summary = "second derivatives of an expression",
    .operands = "EXPRESSION [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Differentiates the expression twice at the point that --at names, exactly to rounding: forward mode over the "
        "reverse mode of mm-grad, once for each parameter. The matrix is symmetric to the bit. An expression of "
        "columns must come to one number over the rows: mean(...), sum(...).\n\n"
        "Names and errors are those of mm-grad. At kinks the conventions of first derivatives are themselves "
        "differentiated: relu and abs have second derivative 0 everywhere.",
    .formula = "H_ij = ∂²f/∂w_i ∂w_j",
    .input = "an expression; a table, if it names columns",
    .output = "a matrix with the parameters' names on both sides",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Griewank and Walther, Evaluating Derivatives, 2008, section 5.1.\n"
                  "Pearlmutter, Fast exact multiplication by the Hessian, 1994.",
    .see_also = "mm-grad mm-jacobian mm-eigen mm-cond mm-cholesky",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
