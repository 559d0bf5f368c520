/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-corr: correlations of columns. */
#include "correlations.h"

static struct {
    int method;
    double level;
    bool pairs;
} opt = {.method = MM_PEARSON, .level = 0.95};

static const struct mm_option options[] = {
    MM_CHOICE('m', "method", &opt.method, "pearson|spearman|kendall", "of values, of their ranks, or tau-b"),
    MM_FLAG(0, "pairs", &opt.pairs, "a row for each pair of columns, with p and interval, instead of a matrix"),
    MM_REAL_OPEN('l', "level", &opt.level, "LEVEL", 0, 1, "confidence level of the intervals"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The measurements of irises.",
     .command = "mm-corr --quiet --digits=4 iris.csv",
     .output = ",sepal_length,sepal_width,petal_length,petal_width\n"
               "sepal_length,1,-0.1176,0.8718,0.8179\n"
               "sepal_width,-0.1176,1,-0.4284,-0.3661\n"
               "petal_length,0.8718,-0.4284,1,0.9629\n"
               "petal_width,0.8179,-0.3661,0.9629,1\n"},
    {.says = "Do two models fail on the same images? The record, with p and interval.",
     .command = "mm-corr --pairs -k 'nll_*' --method=spearman --digits=4 --to=json digits_eval.csv",
     .output =
         "{\"a\":\"nll_linear\",\"b\":\"nll_mlp\",\"r\":0.9319,\"p\":4.638e-318,\"low\":0.9194,\"high\":0.9426,\"level\":0.95,\"n\":719,\"n_missing\":0,\"method\":\"spearman\",\"test\":\"t\"}\n"},
    {.says = "Within each species.",
     .command = "mm-corr --pairs -g species -k 'petal_*' --digits=4 iris.csv",
     .output = "species,a,b,r,p,low,high,level,n,n_missing,method,test\n"
               "setosa,petal_length,petal_width,0.3316,0.01864,0.0587,0.5584,0.95,50,0,pearson,t\n"
               "versicolor,petal_length,petal_width,0.7867,1.272e-11,0.6508,0.8737,0.95,50,0,pearson,t\n"
               "virginica,petal_length,petal_width,0.3221,0.02254,0.04807,0.551,0.95,50,0,pearson,t\n"},
    {0},
};

static const char *const methods[] = {"pearson", "spearman", "kendall"};

static void add_pair(const struct correlate *all, size_t group, const struct correlations *found, size_t i, size_t j,
                     struct mm_table *table) {
    const struct row_group *rows = &all->groups[group];
    size_t cell = i * found->columns + j;
    uint64_t n = rows->cross != NULL ? mm_cross_count(rows->cross) : rows->held;
    double r = found->r[cell], complement = found->complements[cell], low, high;
    char first[32], second[32];
    const char *test = opt.method != MM_KENDALL ? "t" : found->exact[cell] ? "exact" : "normal";
    mm_correlation_interval((enum mm_correlation)opt.method, r, complement, n, opt.level, &low, &high);
    mm_table_row(table);
    mm_table_keys(table, &all->input.key_names, all->input.key_names.count, all->keys, group);
    mm_table_word(table, "a", mm_input_column_name(&all->input, i, first));
    mm_table_word(table, "b", mm_input_column_name(&all->input, j, second));
    mm_table_number(table, "r", r);
    mm_table_number(table, "p", opt.method == MM_KENDALL ? found->p[cell] : mm_correlation_p(r, complement, n));
    mm_table_number(table, "low", low);
    mm_table_number(table, "high", high);
    mm_table_number(table, "level", opt.level);
    mm_table_count(table, "n", n);
    mm_table_count(table, "n_missing", rows->missing);
    mm_table_word(table, "method", methods[opt.method]);
    mm_table_word(table, "test", test);
}

static enum mm_status run(struct mm_run *run) {
    struct correlate all;
    struct correlations found;
    struct mm_matrix matrix = {0};
    struct mm_table table = {0};
    struct mm_detail detail = {0};
    if (run->common.by != NULL && !opt.pairs)
        return mm_run_fail(run, MM_USAGE, "--by needs --pairs: a matrix holds one group");
    MM_TRY(correlate_read(&all, run, opt.method != MM_PEARSON, 2));
    MM_TRY(correlate_matrix(&all, &matrix));
    if (correlations_new(&found, all.input.chosen) != MM_OK) return mm_fail_memory(&run->error);
    for (size_t group = 0; group < all.count; group++) {
        enum mm_status status =
            correlations_find(&all, group, (enum mm_correlation)opt.method, matrix.values, &found, &detail);
        if (status != MM_OK) return correlate_fail(&all, group, status, &detail, "a correlation needs two at least");
        for (size_t i = 0; opt.pairs && i < found.columns; i++)
            for (size_t j = i + 1; j < found.columns; j++) add_pair(&all, group, &found, i, j, &table);
    }
    if (opt.pairs)
        MM_TRY(mm_table_output(&table, run, all.keys == NULL && all.input.chosen == 2));
    else
        MM_TRY(mm_output_matrix(run, &matrix, MM_SHAPE_TABLE));
    correlations_free(&found);
    mm_matrix_free(&matrix);
    correlate_free(&all);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-corr",
    .wing = "statistics",
    .summary = "correlations of columns, with p-values and intervals",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "The correlation matrix of the numeric columns, labelled on both sides; with --pairs a row for each pair (two columns "
        "give one record).\n\n"
        "pearson is one pass. Up to 32 columns it is exact: each entry is the double nearest to the true correlation of the "
        "doubles that were read, for any order of rows and however large the means. Beyond, sums are taken in blocks of 512 rows "
        "along a fixed tree, shifted and centred, with the same bits for any number of threads. Memory grows with the square of "
        "the columns, not with the rows. spearman and kendall (tau-b) hold the values, 8 bytes each; ties share ranks.\n\n"
        "p is two-sided: of Student's t for pearson and spearman (R counts permutations for spearman without ties; SciPy has t), "
        "exact for kendall up to n = 50 without ties and normal beyond, with a variance corrected for ties (field test). Intervals "
        "are Fisher's: tanh(atanh r -+ z σ) with σ² = 1/(n-3), for spearman (1 + r²/2)/(n-3) after Bonett and Wright, for kendall "
        "0.437/(n-4) after Fieller, Hartley and Pearson. p is missing for n = 2, intervals below n = 4 (kendall: 5).\n\n"
        "--na=omit leaves out a row with a missing cell in any of the columns (R's complete.obs; choose two columns with -k for "
        "pairwise deletion); under --na=keep a column with NaN has NaN throughout. A constant column is an error.",
    .formula = "r = S_xy/√(S_xx S_yy);  tau-b = (C - D)/√((N - X)(N - Y));  t = r √((n-2)/(1-r²))",
    .input = "a table; its numeric columns (two at least), or those of -k",
    .output = "a matrix; with --pairs a, b, r, p, low, high, level, n, n_missing, method, test",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Fisher, On the probable error of a coefficient of correlation, Metron 1, 1921.\n"
                  "Bonett and Wright, Psychometrika 65, 2000.  Kendall, Rank Correlation Methods, 1970.\n"
                  "R. M. Neal, Fast exact summation using small and large superaccumulators, 2015.",
    .see_also = "mm-cov mm-regress mm-padjust mm-mutual-info",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
