/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-cov: covariances of columns. */
#include "correlate.h"

static struct {
    size_t ddof;
    bool pairs;
} opt = {.ddof = 1};

static const struct mm_option options[] = {
    MM_COUNT(0, "ddof", &opt.ddof, "N", 0, 1e9, "divide by n - N: 1 for a sample, 0 for all there is"),
    MM_FLAG(0, "pairs", &opt.pairs, "a row for each pair of columns instead of a matrix"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "How the petals of irises vary together.",
     .command = "mm-cov -k 'petal_*' iris.csv",
     .output = ",petal_length,petal_width\n"
               "petal_length,3.1162778523489933,1.2956093959731543\n"
               "petal_width,1.2956093959731543,0.5810062639821029\n"},
    {.says = "Large, close numbers lose nothing.",
     .command = "printf '1000000001,2\\n1000000002,4\\n1000000003,9\\n' | mm-cov",
     .output = "1,3.5\n3.5,13\n"},
    {.says = "For each group.",
     .command = "mm-cov --pairs -g species -k 'petal_*' --digits=4 iris.csv",
     .output = "species,a,b,covariance,n,n_missing,ddof\n"
               "setosa,petal_length,petal_width,0.006069,50,0,1\n"
               "versicolor,petal_length,petal_width,0.0731,50,0,1\n"
               "virginica,petal_length,petal_width,0.04882,50,0,1\n"},
    {0},
};

static void add_pairs(const struct correlate *all, size_t group, const double *values, struct mm_table *table) {
    char first[32], second[32];
    size_t columns = all->input.chosen;
    for (size_t i = 0; i < columns; i++) {
        for (size_t j = i + 1; j < columns; j++) {
            mm_table_row(table);
            mm_table_keys(table, &all->input.key_names, all->input.key_names.count, all->keys, group);
            mm_table_word(table, "a", mm_input_column_name(&all->input, i, first));
            mm_table_word(table, "b", mm_input_column_name(&all->input, j, second));
            mm_table_number(table, "covariance", values[i * columns + j]);
            mm_table_count(table, "n", mm_cross_count(all->groups[group].cross));
            mm_table_count(table, "n_missing", all->groups[group].missing);
            mm_table_count(table, "ddof", opt.ddof);
        }
    }
}

static enum mm_status run(struct mm_run *run) {
    struct correlate all;
    struct mm_matrix matrix = {0};
    struct mm_table table = {0};
    struct mm_detail detail = {0};
    char needs[64];
    snprintf(needs, sizeof needs, "the denominator n - %zu needs %zu at least", opt.ddof, opt.ddof + 1);
    if (run->common.by != NULL && !opt.pairs)
        return mm_run_fail(run, MM_USAGE, "--by needs --pairs: a matrix holds one group");
    MM_TRY(correlate_read(&all, run, false, opt.pairs ? 2 : 1));
    MM_TRY(correlate_matrix(&all, &matrix));
    for (size_t group = 0; group < all.count; group++) {
        enum mm_status status = mm_cross_covariance(all.groups[group].cross, opt.ddof, matrix.values, &detail);
        if (status != MM_OK) return correlate_fail(&all, group, status, &detail, needs);
        if (opt.pairs) add_pairs(&all, group, matrix.values, &table);
    }
    if (opt.pairs)
        MM_TRY(mm_table_output(&table, run, all.keys == NULL && all.input.chosen == 2));
    else
        MM_TRY(mm_output_matrix(run, &matrix, MM_SHAPE_TABLE));
    mm_matrix_free(&matrix);
    correlate_free(&all);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-cov",
    .wing = "statistics",
    .summary = "covariances of columns",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "The covariance matrix of the numeric columns, labelled on both sides, in one pass. Up to 32 columns it is exact: each "
        "entry is the double nearest to the true covariance of the doubles that were read, for any order of rows and however "
        "large the means. Beyond 32 columns sums are taken in blocks of 512 rows along a fixed tree, shifted and centred, with "
        "the same bits for any number of threads. Memory grows with the square of the columns, not with the rows.\n\n"
        "The denominator is n-1, as in NumPy and R; --ddof changes it. --na=omit leaves out a row with a missing cell in any of "
        "the columns (R's complete.obs; choose two columns with -k for pairwise deletion); under --na=keep a column with NaN has "
        "NaN throughout. Infinities are errors. --pairs prints a row for each pair, and does so for groups with -g.",
    .formula = "c_ij = Σ (x_i - m_i)(x_j - m_j) / (n - ddof)",
    .input = "a table; its numeric columns, or those of -k",
    .output = "a matrix with a row and a column for each column; with --pairs a, b, covariance, n, n_missing, ddof",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references =
        "R. M. Neal, Fast exact summation using small and large superaccumulators, 2015.\n"
        "Chan, Golub, LeVeque, Algorithms for computing the sample variance, The American Statistician 37, 1983.",
    .see_also = "mm-corr mm-var mm-pca mm-regress",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
