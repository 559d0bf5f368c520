/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-diff: derivatives of an expression, as expressions. */
#include <math.h>

#include "calculus/derivative.h"
#include "calculus/variables.h"
#include "tool/output.h"
#include "tool/table.h"
#include "tool/value_at.h"

static struct {
    size_t order;
    int to;
    const char *at;
} opt = {.order = 1};

enum { TO_JSON = MM_NOTATION_C + 1 };

static const struct mm_option options[] = {
    MM_COUNT(0, "order", &opt.order, "N", 0, 50, "how often by the same variable; 0 simplifies the expression"),
    MM_STRING(0, "at", &opt.at, "LIST", "evaluate there too, x=2,y=pi/2: a column value"),
    MM_CHOICE(0, "to", &opt.to, "text|latex|c|json", "notation of the derivative, or a record"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A derivative.", .command = "mm-diff 'x^2*sin(x)' x", .output = "2*x*sin(x) + x^2*cos(x)\n"},
    {.says = "A gradient: one row for each variable.",
     .command = "mm-diff 'softplus(w*x + b) - y*(w*x + b)' w b",
     .output = "variable,derivative\n"
               "w,x*sigmoid(w*x + b) - x*y\n"
               "b,sigmoid(w*x + b) - y\n"},
    {.says = "A mixed second derivative, and its value.",
     .command = "mm-diff 'x^3*y^2' x,y --at x=2,y=1",
     .output = "variable,derivative,value\n\"x,y\",6*x^2*y,24\n"},
    {.says = "For a paper, and for a program.",
     .command = "mm-diff --order=2 --to=latex 'exp(-x^2/2)' x\nmm-diff --to=c 'x^3/3' x",
     .output = "\\left( x^{2} - 1 \\right) e^{-\\frac{x^{2}}{2}}\npow(x, 2.0)\n"},
    {0},
};

struct job {
    struct mm_run *run;
    struct mm_tree tree;
    mm_node root;
    struct mm_parameters parameters;
    struct mm_table table;
    struct mm_buffer lone; /* a derivative that is no table */
};

/* One row: the derivative by the names in OPERAND, one after another, or all of them --order times if it is one. */
static enum mm_status derive(struct job *job, const char *operand, bool lone) {
    struct mm_run *run = job->run;
    mm_node by[MM_VARIABLES_MOST], result;
    size_t count = 0;
    double value = NAN;
    MM_TRY(mm_variables_parse(&job->tree, operand, by, &count, &run->error));
    for (size_t i = 0; i < count; i++) MM_TRY(mm_variable_check(&job->tree, job->root, by[i], &run->error));
    if (count > 1 && opt.order != 1)
        return mm_run_fail(run, MM_USAGE, "--order is for one variable; %s names each step", operand);
    if (count == 1) {
        for (size_t i = 1; i < opt.order; i++) by[i] = by[0];
        count = opt.order;
    }
    MM_TRY(mm_derivative(&job->tree, job->root, by, count, &result, &run->error));
    if (opt.at != NULL) MM_TRY(mm_value_at(run, &job->tree, result, &job->parameters, &value));
    if (opt.at != NULL && isnan(value))
        return mm_run_fail(run, MM_DOMAIN, "the derivative is not defined at %s", opt.at);
    enum mm_notation notation = opt.to == TO_JSON ? MM_NOTATION_TEXT : (enum mm_notation)opt.to;
    mm_buffer_clear(&job->lone);
    if (mm_tree_print(&job->tree, result, notation, &job->lone) == MM_DOMAIN)
        return mm_run_fail(run, MM_DOMAIN, "the derivative has a part that C has no form for");
    if (job->lone.failed) return mm_fail_memory(&run->error);
    if (lone) return MM_OK;
    mm_table_row(&job->table);
    if (opt.to == TO_JSON) mm_table_word(&job->table, "expression", run->operands[0]);
    mm_table_word(&job->table, "variable", operand);
    if (opt.to == TO_JSON) mm_table_count(&job->table, "order", count);
    mm_table_text(&job->table, "derivative", job->lone.text, job->lone.length);
    if (opt.at != NULL) mm_table_number(&job->table, "value", value);
    return MM_OK;
}

static enum mm_status run_all(struct job *job) {
    struct mm_run *run = job->run;
    size_t count = run->operand_count - 1;
    bool lone = count == 1 && opt.at == NULL && opt.to != TO_JSON;
    MM_TRY(mm_tree_parse(&job->tree, run->operands[0], &job->root, &run->error));
    if (opt.at != NULL) MM_TRY(mm_parameters_parse(&job->parameters, opt.at, false, "--at", &run->error));
    for (size_t i = 0; i < job->parameters.names.count; i++) {
        if (job->parameters.items[i].size > 0) continue;
        mm_node name = mm_tree_name(&job->tree, mm_span_of(job->parameters.names.items[i]));
        if (name == MM_NODE_NONE) return mm_fail_memory(&run->error);
        MM_TRY(mm_variable_check(&job->tree, job->root, name, &run->error));
    }
    for (size_t i = 1; i <= count; i++) MM_TRY(derive(job, run->operands[i], lone));
    run->common.to = opt.to == TO_JSON ? 2 : 0; /* the formats of output are CSV and JSON here */
    if (!lone) return mm_table_output(&job->table, run, count == 1);
    mm_buffer_add_byte(&job->lone, '\n');
    return mm_output_text(run, &job->lone);
}

static enum mm_status run(struct mm_run *run) {
    struct job job = {.run = run};
    enum mm_status status = run_all(&job);
    mm_buffer_free(&job.lone);
    mm_table_free(&job.table);
    mm_parameters_free(&job.parameters);
    mm_tree_free(&job.tree);
    return status;
}

static const struct mm_command command = {
    .name = "mm-diff",
    .wing = "calculus",
    .summary = "symbolic derivatives of an expression",
    .operands = "EXPRESSION VARIABLE...",
    .operands_min = 2,
    .operands_max = (size_t)-1,
    .description =
        "Differentiates an expression (mm-expressions(7)) by each VARIABLE, a name or an element of a vector, w[1]; all "
        "else is held fixed. Names joined by commas are taken one after another: x,y is the mixed second derivative. "
        "A variable that the expression does not have is an error, unless it has none at all.\n\n"
        "The result is simplified as far as it stays equal wherever the expression is defined; coefficients are exact "
        "fractions, and decimals where decimals were written. A comparison stands for 1 where it holds, else 0: the "
        "derivative of relu(x) is x > 0.\n\n"
        "Where no derivative exists the conventions are PyTorch's: 0 for abs and relu at 0, equal shares for a tie of "
        "min or max, that of its argument for clamp at its bounds, 0 for sign, floor, ceil, round and comparisons. mean "
        "and sum over rows are differentiated inside.",
    .formula = "∂ⁿf / ∂x₁ … ∂xₙ",
    .input = "none",
    .output = "one derivative, bare; of several, or with --at, a table: variable, derivative, value; with --to=json "
              "expression and order too",
    .options = options,
    .examples = examples,
    .references = "Cohen, Computer Algebra and Symbolic Computation: Mathematical Methods, 2003, chapter 3.",
    .see_also = "mm-grad mm-hessian mm-backprop",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
