/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-mean: the mean of each column. */
#include <math.h>

#include "statistics/mean.h"
#include "tool/columns.h"

static struct {
    const char *weights;
    int kind;
    double trim;
} opt = {.kind = MM_MEAN_ARITHMETIC, .trim = NAN};

static const struct mm_option options[] = {
    MM_CHOICE(0, "kind", &opt.kind, "arithmetic|geometric|harmonic|trimmed", "which mean"),
    MM_REAL(0, "trim", &opt.trim, "F", 0, 0.499999999,
            "fraction cut from each end under --kind=trimmed, 0.1 if not given"),
    MM_COLUMN_OPTION(0, "weights", &opt.weights, "COL", "weigh each row by the number in this column"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The accuracy of two models on the same test images.",
     .command = "mm-mean -k 'correct_*' digits_eval.csv",
     .output = "correct_linear,correct_mlp\n"
               "0.9694019471488178,0.9596662030598053\n"},
    {.says = "The mean for each group.",
     .command = "mm-mean -g species iris.csv",
     .output = "species,sepal_length,sepal_width,petal_length,petal_width\n"
               "setosa,5.006,3.428,1.462,0.246\n"
               "versicolor,5.936,2.77,4.26,1.326\n"
               "virginica,6.588,2.974,5.552,2.026\n"},
    {.says = "The mean of large, close numbers is exact.",
     .command = "printf '1000000001\\n1000000002\\n1000000003\\n' | mm-mean",
     .output = "1000000002\n"},
    {.says = "The geometric mean of growth factors.",
     .command = "printf '0.5\\n8\\n' | mm-mean --kind=geometric",
     .output = "2\n"},
    {0},
};

static enum mm_status start(void *state) {
    mm_mean_start(state, (enum mm_mean_kind)opt.kind, opt.trim);
    return MM_OK;
}

static enum mm_status add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    return mm_mean_add(state, x, weights, n, stride);
}

static enum mm_status finish(void *state, double *value) {
    return mm_mean_finish(state, value);
}

static void stop(void *state) {
    mm_mean_stop(state);
}

static enum mm_status run(struct mm_run *run) {
    if (!isnan(opt.trim) && opt.kind != MM_MEAN_TRIMMED)
        return mm_run_fail(run, MM_USAGE, "--trim is for --kind=trimmed only");
    if (isnan(opt.trim)) opt.trim = 0.1;
    if (opt.weights != NULL && opt.kind == MM_MEAN_TRIMMED)
        return mm_run_fail(run, MM_USAGE, "--kind=trimmed has no weighted form");
    return mm_run_columns(run, &(struct mm_column_statistic){.size = sizeof(struct mm_mean),
                                                             .start = start,
                                                             .add = add,
                                                             .finish = finish,
                                                             .stop = stop,
                                                             .weights = opt.weights});
}

static const struct mm_command command = {
    .name = "mm-mean",
    .wing = "statistics",
    .summary = "mean of each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Averages each numeric column in one pass. The arithmetic mean is exact: the double nearest to the true mean "
        "of the "
        "doubles that were read, the same for any order of rows. Memory does not grow with the input, except that the "
        "trimmed mean keeps the values.\n\n"
        "--kind=trimmed leaves out the floor(n F) smallest and as many largest values. A zero makes the geometric and "
        "the "
        "harmonic mean 0; a negative number is an error there. Several files are rows one after another.",
    .formula = "arithmetic Σ w x / Σ w;  geometric exp(Σ w log x / Σ w);  harmonic Σ w / Σ (w/x)",
    .input = "a table; its numeric columns, or those of -k",
    .output = "one row, a number for each column; with -g a row for each group",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Hardy, Littlewood, Pólya, Inequalities, 1934, section 2.1.",
    .see_also = "mm-sum mm-describe mm-bootstrap",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
