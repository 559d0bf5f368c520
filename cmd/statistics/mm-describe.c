/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-describe: a table of summary statistics, a row for each column. */
#include "describe.h"
#include "tool/output.h"

static struct {
    const char *quantiles;
    bool unbiased;
} opt = {.quantiles = "0.25,0.5,0.75"};

static const struct mm_option options[] = {
    MM_STRING('q', "quantiles", &opt.quantiles, "LIST", "quantiles to print, as fractions (type 7)"),
    MM_FLAG(0, "unbiased", &opt.unbiased, "skewness G1 and kurtosis G2, adjusted for bias, instead of g1 and g2"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The measurements of Fisher's irises.",
     .command = "mm-describe --quiet --to=table iris.csv",
     .output = "column          n  n_missing     mean        sd  min   q1  median   q3  max   skewness   kurtosis\n"
               "sepal_length  150          0  5.84333  0.828066  4.3  5.1    5.8   6.4  7.9   0.311753  -0.573568\n"
               "sepal_width   150          0  3.05733  0.435866  2    2.8    3     3.3  4.4   0.315767   0.180976\n"
               "petal_length  150          0  3.758    1.7653    1    1.6    4.35  5.1  6.9  -0.272128  -1.39554\n"
               "petal_width   150          0  1.19933  0.762238  0.1  0.3    1.3   1.8  2.5  -0.101934  -1.33607\n"},
    {.says = "How the loss of each model is spread, as a record.",
     .command = "mm-describe -k nll_linear --digits=6 --to=json digits_eval.csv",
     .output =
         "[{\"column\":\"nll_linear\",\"n\":719,\"n_missing\":0,\"mean\":0.164092,\"sd\":0.328561,\"min\":0.000514189,\"q1\":0.0179983,\"median\":0.0519084,\"q3\":0.163525,\"max\":3.154,\"skewness\":5.02776,\"kurtosis\":32.9304}]\n"},
    {.says = "By species.",
     .command = "mm-describe -k petal_length -g species --digits=4 iris.csv",
     .output = "species,column,n,n_missing,mean,sd,min,q1,median,q3,max,skewness,kurtosis\n"
               "setosa,petal_length,50,0,1.462,0.1737,1,1.4,1.5,1.575,1.9,0.1032,0.8046\n"
               "versicolor,petal_length,50,0,4.26,0.4699,3,4,4.35,4.6,5.1,-0.5882,-0.0744\n"
               "virginica,petal_length,50,0,5.552,0.5519,4.5,5.1,5.55,5.875,6.9,0.5328,-0.2565\n"},
    {0},
};

static enum mm_status write(struct mm_run *run, const struct mm_grouping *grouping) {
    struct mm_table table = {0};
    size_t columns = grouping->input->chosen;
    char number[32];
    for (size_t index = 0; index < grouping->count * columns; index++) {
        const struct column *column = mm_grouping_state(grouping, 0, index);
        if (column->status != MM_OK) return mm_fail_memory(&run->error);
        mm_table_row(&table);
        mm_grouping_keys(grouping, index / columns, &table);
        mm_table_word(&table, "column", mm_input_column_name(grouping->input, index % columns, number));
        add_fields(column, &table);
    }
    return mm_table_output(&table, run, false);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    struct mm_grouping grouping;
    size_t rows;
    MM_TRY(mm_number_list_read(run, "quantiles", opt.quantiles, 0, 1, &list));
    unbiased = opt.unbiased;
    keep_missing = run->common.missing == MM_MISSING_KEEP;
    MM_TRY(
        mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.keys = run->common.by, .by_cell = true}));
    MM_TRY(mm_grouping_start(&grouping, &input, sizeof(struct column), start, stop));
    MM_TRY(mm_grouping_accumulate(&grouping, add, &rows));
    if (rows == 0) return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&input), 0, 0, "no rows");
    mm_grouping_parallel(&grouping, rows, compute, &grouping);
    MM_TRY(write(run, &grouping));
    mm_grouping_stop(&grouping);
    mm_number_list_free(&list);
    mm_input_close(&input);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-describe",
    .wing = "statistics",
    .summary = "summary statistics, a row for each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "For each numeric column: how many values, how many missing, mean, standard deviation, least, quartiles, greatest, "
        "skewness and kurtosis. All of them are exact and do not depend on the order of rows; the values are held, 8 bytes each, "
        "for the quartiles, which are selected and not sorted.\n\n"
        "sd has denominator n-1; quantiles are of type 7 (R, NumPy); skewness is g1 and kurtosis the excess g2, with --unbiased "
        "G1 and G2. Each column is described on its own: --na=omit leaves out missing cells, not rows. A field that is undefined "
        "(the sd of one value, the skewness of a constant) is missing.",
    .formula = "sd² = Σ(x-m)²/(n-1);  g1 = m3/m2^(3/2);  g2 = m4/m2² - 3;  m_k = Σ(x-m)^k/n",
    .input = "a table; its numeric columns, or those of -k",
    .output = "column, n, n_missing, mean, sd, min, q1, median, q3, max, skewness, kurtosis",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Hyndman and Fan, Sample quantiles in statistical packages, 1996.\n"
                  "NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.11.",
    .see_also = "mm-mean mm-var mm-quantile mm-hist mm-bootstrap",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
