/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-backprop: the computation graph of an expression, forward values and backward adjoints. */
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/tape.h"
#include "tool/chart.h"
#include "tool/options.h"
#include "tool/point.h"

static struct {
    struct mm_point_options point;
    size_t row;
    int to;
} opt = {.row = 1, .to = -1};

static const struct mm_option options[] = {
    MM_POINT_AT(opt.point),
    MM_COUNT(0, "row", &opt.row, "N", 1, 1e15, "with a table: the row, from 1, of which values and adjoints are shown"),
    MM_CHOICE(0, "to", &opt.to, MM_TO_CHOICES "|dot",
              "format of the output; dot is a graph for Graphviz; without it that of the input"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The chain rule: each adjoint is that of the node's user times the local derivative there.",
     .command = "mm-backprop 'exp(sin(x^2))' --at x=1 --digits=4 --to=table",
     .output = "node  operation  inputs   value  local   adjoint\n"
               "v1    x                  1                 2.507\n"
               "v2    v1^2       v1      1       2         1.253\n"
               "v3    sin(v2)    v2      0.8415  0.5403    2.32\n"
               "v4    exp(v3)    v3      2.32    2.32      1\n"},
    {.says = "A neuron with its loss.",
     .command = "mm-backprop '(sigmoid(w*x + b) - y)^2' --at w=2,x=1,b=-1,y=0 --digits=3",
     .output = "node,operation,inputs,value,local,adjoint\n"
               "v1,w,,2,,0.287\n"
               "v2,x,,1,,0.575\n"
               "v3,v1*v2,v1 v2,2,1 2,0.287\n"
               "v4,b,,-1,,0.287\n"
               "v5,v3 + v4,v3 v4,1,1 1,0.287\n"
               "v6,sigmoid(v5),v5,0.731,0.197,1.46\n"
               "v7,y,,0,,-1.46\n"
               "v8,v6 - v7,v6 v7,0.731,1 -1,1.46\n"
               "v9,v8^2,v8,0.534,1.46,1\n"},
    {.says = "A picture: values and adjoints in the nodes, local derivatives on the edges.",
     .command = "mm-backprop 'a*b + a' --at a=2,b=3 --to=dot",
     .output = "digraph backprop {\n"
               "    rankdir=LR;\n"
               "    node [shape=box];\n"
               "    v1 [label=\"a\\nvalue 2\\nadjoint 4\"];\n"
               "    v2 [label=\"b\\nvalue 3\\nadjoint 2\"];\n"
               "    v3 [label=\"v3 = v1*v2\\nvalue 6\\nadjoint 1\"];\n"
               "    v1 -> v3 [label=\"3\"];\n"
               "    v2 -> v3 [label=\"2\"];\n"
               "    v4 [label=\"v4 = v3 + v1\\nvalue 8\\nadjoint 1\"];\n"
               "    v3 -> v4 [label=\"1\"];\n"
               "    v1 -> v4 [label=\"1\"];\n"
               "}\n"},
    {0},
};

/* Values, local derivatives and adjoints, all in one evaluation. */
static enum mm_status fill(struct mm_point *point, struct mm_run *run, const struct mm_tape *tape,
                           struct mm_chart *chart) {
    enum { KINDS = 5 }; /* a value, an adjoint, three local derivatives */
    mm_vertex *vertices = mm_new(tape->count, KINDS * sizeof *vertices);
    double *values = mm_new_doubles(tape->count, KINDS);
    chart->nodes = mm_new_zero(tape->count, sizeof *chart->nodes);
    if (vertices == NULL || values == NULL || chart->nodes == NULL) return mm_fail_memory(&run->error);
    chart->count = tape->count;
    for (size_t i = 0; i < tape->count; i++) {
        const struct mm_tape_node *node = &tape->nodes[i];
        mm_vertex *at = vertices + i * KINDS;
        at[0] = node->vertex;
        at[1] = node->adjoint;
        for (size_t k = 0; k < 3; k++) at[2 + k] = k < node->count ? node->local[k] : node->vertex;
    }
    MM_TRY(mm_point_values(point, run, vertices, tape->count * KINDS, opt.row - 1, values));
    for (size_t i = 0; i < tape->count; i++) {
        const struct mm_tape_node *from = &tape->nodes[i];
        struct mm_chart_node *node = &chart->nodes[i];
        const double *at = values + i * KINDS;
        *node = (struct mm_chart_node){.count = from->count, .value = at[0], .adjoint = at[1]};
        for (size_t k = 0; k < from->count; k++) node->inputs[k] = from->inputs[k], node->local[k] = at[2 + k];
        if (mm_chart_operation(&point->model, from->vertex, node) != MM_OK) return mm_fail_memory(&run->error);
    }
    free(vertices);
    free(values);
    return MM_OK;
}

static enum mm_status check_row(const struct mm_point *point, struct mm_run *run) {
    if (opt.row > 1 && !point->model.has_rows)
        return mm_run_fail(run, MM_USAGE, "--row: the expression names no column, and there is no table");
    if (!point->model.has_rows || opt.row <= point->model.rows.count) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "--row=%zu: the table has %zu rows", opt.row, point->model.rows.count);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_point point = {0};
    struct mm_tape tape = {0};
    struct mm_chart chart = {0};
    bool dot = opt.to == MM_TO_COUNT;
    if (!dot) run->common.to = opt.to;
    MM_TRY(mm_point_open(&point, run, &opt.point, run->operands, 1, 1, true));
    MM_TRY(check_row(&point, run));
    MM_TRY(mm_point_made(&point, run, mm_tape_make(&tape, &point.model.graph, point.model.vertices[0])));
    MM_TRY(fill(&point, run, &tape, &chart));
    if (opt.row == 1 && point.model.rows.count > 1)
        mm_note(run, "what differs by row is shown for row 1 of %zu; --row=N shows another", point.model.rows.count);
    MM_TRY(dot ? mm_chart_dot(&chart, run) : mm_chart_table(&chart, run));
    mm_chart_free(&chart);
    mm_tape_free(&tape);
    mm_point_close(&point);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-backprop",
    .wing = "calculus",
    .summary = "the computation graph with forward values and backward adjoints",
    .operands = "EXPRESSION [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Shows how mm-grad comes to its result, a row for each operation: the value that the forward pass finds, from "
        "the first row to the last; the local derivatives by each input; and the adjoint, the derivative of the result "
        "by this node, which the backward pass finds from the last row to the first. The adjoint of a node is the sum, "
        "over the nodes that use it, of their adjoints times their local derivatives by it; the adjoints of parameters "
        "are the gradient. Equal parts of the expression are one node, constants are none.\n\n"
        "With a table, a node that has a value in each row is shown for one of them (--row); its adjoint is what this "
        "row contributes, and that of a node which all rows share, such as a parameter, is the sum over them if the "
        "result is one number.\n\n"
        "Values that are no numbers are shown as they are (nan), so that one sees where they arise.",
    .formula = "v̄_i = Σ_j v̄_j ∂v_j/∂v_i over the users j of node i, and 1 for the result",
    .input = "an expression; a table, if it names columns",
    .output = "a row for each node: node, operation, inputs, value, local (derivatives by each input, divided by "
              "blanks), adjoint; or a graph in Graphviz's language",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Griewank and Walther, Evaluating Derivatives, 2008, section 3.2.\n"
                  "Rumelhart, Hinton and Williams, Learning representations by back-propagating errors, 1986.",
    .see_also = "mm-grad mm-gradcheck mm-diff mm-gd",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
