/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-sum: the exact sum of each column. */
#include <math.h>

#include "numeric/exact.h"
#include "tool/columns.h"

static struct { const char *weights; } opt;

static const struct mm_option options[] = {
    MM_COLUMN_OPTION(0, "weights", &opt.weights, "COL", "multiply each value by the one in this column"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The sum is exact: the small number is not lost beside the large ones.",
     .command = "printf '1e16\\n1\\n-1e16\\n' | mm-sum",
     .output = "1\n"},
    {.says = "A row with the sum of each numeric column; text is left out.",
     .command = "mm-sum --quiet iris.csv",
     .output = "sepal_length,sepal_width,petal_length,petal_width\n"
               "876.5,458.6,563.7,179.9\n"},
    {.says = "How many test images each model gets right.",
     .command = "mm-sum -k 'correct_*' digits_eval.csv",
     .output = "correct_linear,correct_mlp\n"
               "697,690\n"},
    {0},
};

static enum mm_status start(void *state) {
    mm_exact_clear(state);
    return MM_OK;
}

static enum mm_status add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    if (weights != NULL)
        mm_exact_add_products(state, x, stride, weights, stride, n);
    else
        mm_exact_add_all(state, x, n, stride);
    return MM_OK;
}

static enum mm_status finish(void *state, double *value) {
    const struct mm_exact *sum = state;
    *value = mm_exact_round(sum);
    return isnan(*value) && !sum->not_a_number ? MM_DOMAIN : MM_OK; /* inf - inf */
}

static enum mm_status run(struct mm_run *run) {
    return mm_run_columns(run, &(struct mm_column_statistic){.size = sizeof(struct mm_exact),
                                                             .start = start,
                                                             .add = add,
                                                             .finish = finish,
                                                             .weights = opt.weights,
                                                             .defined_for_none = true});
}

static const struct mm_command command = {
    .name = "mm-sum",
    .wing = "statistics",
    .summary = "exact sum of each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Adds up each numeric column, without rounding on the way: the result is the double nearest to the true "
        "sum of the doubles that were read, the same for any order of rows. Memory does not grow with the input.\n\n"
        "Several files are rows one after another.",
    .formula = "s_j = Σ_i x_ij  (with weights Σ_i w_i x_ij)",
    .input = "a table; its numeric columns, or those of -k",
    .output = "one row, a number for each column; with -g a row for each group",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "R. M. Neal, Fast exact summation using small and large superaccumulators, 2015.",
    .see_also = "mm-mean mm-describe",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
