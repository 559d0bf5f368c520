/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-var: the variance or standard deviation of each column. */
#include <stdio.h>

#include "statistics/variance.h"
#include "tool/columns.h"

static struct {
    const char *weights;
    size_t ddof;
    bool sd;
} opt = {.ddof = 1};

static const struct mm_option options[] = {
    MM_FLAG(0, "sd", &opt.sd, "the standard deviation instead of the variance"),
    MM_COUNT(0, "ddof", &opt.ddof, "N", 0, 1e9, "divide by n - N: 1 for a sample, 0 for all there is"),
    MM_COLUMN_OPTION(0, "weights", &opt.weights, "COL", "how often each row occurred: whole numbers"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "How much the losses of two models vary.",
     .command = "mm-var --sd -k 'nll_*' digits_eval.csv",
     .output = "nll_linear,nll_mlp\n0.3285610822738805,0.4835035882126005\n",
     .tolerance = 1e-15},
    {.says = "Large, close numbers lose nothing: the deviations are -1, 0, 1.",
     .command = "printf '1000000001\\n1000000002\\n1000000003\\n' | mm-var",
     .output = "1\n"},
    {.says = "A table of counts: 1 twice, 4 three times.",
     .command = "printf 'x,count\\n1,2\\n4,3\\n' | mm-var --weights=count",
     .output = "x\n2.7\n"},
    {.says = "The variance within each group.",
     .command = "mm-var -g species -k petal_length,petal_width --digits=6 iris.csv",
     .output = "species,petal_length,petal_width\nsetosa,0.0301592,0.0111061\nversicolor,0.220816,0.0391061\n"
               "virginica,0.304588,0.0754327\n"},
    {0},
};

static enum mm_status start(void *state) {
    return mm_variance_start(state, opt.ddof, opt.weights != NULL);
}

static enum mm_status add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    return mm_variance_add(state, x, weights, n, stride);
}

static enum mm_status finish(void *state, double *value) {
    return mm_variance_finish(state, opt.sd, value);
}

static void stop(void *state) {
    mm_variance_stop(state);
}

static enum mm_status run(struct mm_run *run) {
    char needs[80];
    snprintf(needs, sizeof needs, "too few values: the denominator n - %zu needs %zu at least", opt.ddof, opt.ddof + 1);
    return mm_run_columns(run, &(struct mm_column_statistic){.size = sizeof(struct mm_variance),
                                                             .start = start,
                                                             .add = add,
                                                             .finish = finish,
                                                             .stop = stop,
                                                             .weights = opt.weights,
                                                             .needs = needs});
}

static const struct mm_command command = {
    .name = "mm-var",
    .wing = "statistics",
    .summary = "variance or standard deviation of each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "The variance of each numeric column in one pass. It is exact: the double nearest to the true variance of the doubles "
        "that were read, the same for any order of rows, however large their mean. Memory does not grow with the input.\n\n"
        "The denominator is n-1, with --ddof=0 n. --weights=COL takes a column of frequencies: a row of weight 3 counts as three "
        "rows, and n is the sum of the weights, which must be whole numbers (with --ddof=0 only their ratios matter, and "
        "fractions will do). One value has no variance with n-1 (an error), with n it is 0; mm-describe leaves it missing "
        "instead. An infinity is an error. NumPy and PyTorch's defaults differ: numpy.var has --ddof=0, torch.var 1.",
    .formula = "s² = Σ w (x - m)² / (Σ w - ddof),  m = Σ w x / Σ w;  w = 1 without weights",
    .input = "a table; its numeric columns, or those of -k",
    .output = "one row, a number for each column; with -g a row for each group",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "R. M. Neal, Fast exact summation using small and large superaccumulators, 2015.",
    .see_also = "mm-mean mm-describe mm-cov mm-ci",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
