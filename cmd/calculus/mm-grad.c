/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-grad: the value and the gradient of an expression. */
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/adjoint.h"
#include "tool/output.h"
#include "tool/point.h"
#include "tool/table.h"

static struct {
    struct mm_point_options point;
    bool per_row;
} opt;

static const struct mm_option options[] = {
    MM_POINT_AT(opt.point),
    MM_POINT_BY(opt.point),
    MM_FLAG(0, "per-row", &opt.per_row, "value and gradient in each row of the table"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Of an expression at a point.",
     .command = "mm-grad 'x^2*y + sin(y)' --at x=3,y=0",
     .output = "value,d/dx,d/dy\n0,0,10\n"},
    {.says = "The gradient of a loss over the rows of a table, as gradient descent takes it.",
     .command = "printf 'x,y\\n1,3\\n2,5\\n3,7\\n' | mm-grad 'mean((w*x + b - y)^2)' --at w=0,b=0",
     .output = "value,d/dw,d/db\n27.666666666666668,-22.666666666666668,-10\n",
     .tolerance = 1e-15},
    {.says = "The loss of a logistic regression on real data.",
     .command = "mm-grad 'mean(softplus(b + w*[mean radius]) - malignant*(b + w*[mean radius]))' \\\n"
                "    --at w=0,b=0 --digits=10 breast_cancer.csv",
     .output = "value,d/dw,d/db\n"
               "0.6931471806,0.5572838313,0.1274165202\n"},
    {.says = "A vector of weights over a range of columns.",
     .command = "mm-grad 'mean((dot(w, bmi..s3) + b - progression)^2)' --at 'w[5]=0,b=150' --digits=6 diabetes.csv",
     .output = "value,d/dw[1],d/dw[2],d/dw[3],d/dw[4],d/dw[5],d/db\n"
               "5934.44,-511.138,-1343.23,-1935.86,-1306.91,573.09,-4.26697\n"},
    {.says = "How the output of a neuron answers to its input, row by row.",
     .command = "printf 'x\\n0\\n1\\n2\\n' | mm-grad 'relu(w*x + b)' --at w=2,b=-3 --wrt=x,w --per-row",
     .output = "value,d/dx,d/dw\n0,0,0\n0,0,0\n1,2,2\n"},
    {0},
};

/* The value of the expression, then its derivatives. */
static enum mm_status differentiate(struct mm_point *point, struct mm_run *run, mm_vertex *results,
                                    struct mm_strings *names) {
    struct mm_buffer name = {0};
    results[0] = point->model.vertices[0];
    enum mm_status status = mm_reverse(&point->model.graph, results[0], point->inputs, point->input_count, results + 1);
    MM_TRY(mm_point_made(point, run, status));
    bool ok = mm_strings_add(names, "value", 5);
    for (size_t i = 0; ok && i < point->input_count; i++) {
        mm_buffer_clear(&name);
        mm_buffer_printf(&name, "d/d%s", point->names.items[i]);
        ok = !name.failed && mm_strings_add(names, name.text, name.length);
    }
    mm_buffer_free(&name);
    return ok ? MM_OK : mm_fail_memory(&run->error);
}

static enum mm_status print_record(struct mm_point *point, struct mm_run *run, const mm_vertex *results, size_t count,
                                   const struct mm_strings *names) {
    struct mm_table table = {0};
    double *values = mm_new_doubles(count, 1);
    if (values == NULL) return mm_fail_memory(&run->error);
    MM_TRY(mm_point_values(point, run, results, count, 0, values));
    mm_table_row(&table);
    for (size_t i = 0; i < count; i++) {
        MM_TRY(mm_point_check(run, values[i], names->items[i], 0));
        mm_table_number(&table, names->items[i], values[i]);
    }
    free(values);
    return mm_table_output(&table, run, true);
}

static enum mm_status print_rows(struct mm_point *point, struct mm_run *run, const mm_vertex *results, size_t count,
                                 struct mm_strings *names) {
    struct mm_matrix matrix = {0};
    MM_TRY(mm_point_rows(point, run, results, count, true, &matrix));
    for (size_t i = 0; i < matrix.rows; i++)
        for (size_t j = 0; j < count; j++)
            MM_TRY(mm_point_check(run, matrix.values[i * count + j], names->items[j], i + 1));
    matrix.column_names = *names;
    *names = (struct mm_strings){0};
    matrix.row_names = point->model.labels;
    point->model.labels = (struct mm_strings){0};
    enum mm_status status = mm_output_matrix(run, &matrix, MM_SHAPE_TABLE);
    mm_matrix_free(&matrix);
    return status;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_point point = {0};
    struct mm_strings names = {0};
    MM_TRY(mm_point_open(&point, run, &opt.point, run->operands, 1, 1, opt.per_row));
    if (opt.per_row && !point.model.has_rows)
        return mm_run_fail(run, MM_USAGE, "--per-row: the expression names no column, and there is no table");
    size_t count = point.input_count + 1;
    mm_vertex *results = mm_new(count, sizeof *results);
    if (results == NULL) return mm_fail_memory(&run->error);
    MM_TRY(differentiate(&point, run, results, &names));
    MM_TRY(opt.per_row ? print_rows(&point, run, results, count, &names)
                       : print_record(&point, run, results, count, &names));
    free(results);
    mm_strings_free(&names);
    mm_point_close(&point);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-grad",
    .wing = "calculus",
    .summary = "value and gradient of an expression",
    .operands = "EXPRESSION [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Evaluates the expression at the point that --at names and differentiates it there, exactly to rounding, by "
        "reverse-mode automatic differentiation: all derivatives cost a few evaluations, however many there are. The "
        "language is that of mm-expressions(7). A name in the expression that is no parameter is a column of the "
        "table; a parameter that the expression does not contain is an error, so that a misspelt name never gives a "
        "derivative of 0.\n\n"
        "Over a table the expression must come to one number, as a loss does: mean(...), sum(...). With --per-row it "
        "has a value in each row, and derivatives in each row. There --wrt may name columns, too: a row's value is then "
        "differentiated by the cell of that row, also where the cell is part of a mean or sum over all rows.\n\n"
        "Where a derivative does not exist the conventions are those of PyTorch: abs and relu have 0 at 0, sqrt inf, a "
        "tie of min or max shares the derivative, clamp passes it on at its bounds, floor, ceil, round, sign and "
        "comparisons have 0. A result that is not a number is an error (exit status 4) unless --na=keep.",
    .formula = "∇f = (∂f/∂w_1, …, ∂f/∂w_n), by ū_i += v̄ ∂v/∂u_i from the last operation v to the first",
    .input = "an expression; a table, if it names columns",
    .output = "a record: value, and d/dNAME for each parameter (d/dw[1] … of a vector); with --per-row a row of these "
              "for each row",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Griewank and Walther, Evaluating Derivatives, 2008, section 3.2.\n"
                  "Baydin, Pearlmutter, Radul and Siskind, Automatic differentiation in machine learning, 2018.",
    .see_also = "mm-backprop mm-jacobian mm-hessian mm-gradcheck mm-gd mm-diff",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
