/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-chisq: Pearson's chi-square test, of independence or of a fit. */
#include <stdlib.h>

#include "numeric/exact.h"
#include "statistics/chisq.h"
#include "tool/expected.h"
#include "tool/table.h"

static struct {
    const char *expected, *probabilities;
    bool fit, yates, normalize, table;
    size_t ddof;
} opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "fit", &opt.fit, "goodness of fit, for the one column of counts that -k names"),
    MM_STRING(0, "expected", &opt.expected, "COL|LIST", "fit: the expected counts, a column or numbers with commas"),
    MM_STRING(0, "probabilities", &opt.probabilities, "COL|LIST", "fit: the probabilities, likewise; not given: equal"),
    MM_FLAG(0, "normalize", &opt.normalize, "fit: scale those to the sum that they should have"),
    MM_COUNT(0, "ddof", &opt.ddof, "N", 0, 1e9, "fit: how many parameters were estimated from the data"),
    MM_FLAG(0, "yates", &opt.yates, "Yates' correction for continuity, for a 2x2 table"),
    MM_FLAG(0, "table", &opt.table, "with -k: the columns named are a contingency table, not categories"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Are treatment and outcome independent?",
     .command = "printf '30,10\\n10,30\\n' | mm-chisq --digits=4",
     .output = "test,n,rows,columns,statistic,df,p,yates,cramers_v,min_expected,expected_below_5,n_missing\n"
               "independence,80,2,2,20,1,7.744e-6,0,0.5,20,0,0\n"},
    {.says = "Do the errors of a model depend on the digit?",
     .command = "mm-chisq -k label,correct_mlp --quiet --to=json digits_eval.csv --digits=4",
     .output =
         "{\"test\":\"independence\",\"n\":719,\"rows\":10,\"columns\":2,\"statistic\":10.17,\"df\":9,\"p\":0.3373,"
         "\"yates\":0,\"cramers_v\":0.1189,\"min_expected\":2.823,\"expected_below_5\":10,\"n_missing\":0}\n"},
    {.says = "Mendel's peas against 9:3:3:1.",
     .command = "printf '315\\n101\\n108\\n32\\n' | mm-chisq --probabilities=9,3,3,1 --normalize --digits=4",
     .output = "test,n,categories,statistic,df,p,effect_w,min_expected,expected_below_5,n_missing\n"
               "fit,556,4,0.47,3,0.9254,0.02908,34.75,0,0\n"},
    {0},
};

static enum mm_status add_independence(struct mm_run *run, const struct mm_crosstab *crosstab, struct mm_table *table,
                                       struct mm_chisq *result) {
    struct mm_detail detail = {0};
    size_t rows = crosstab->rows, columns = crosstab->columns;
    enum mm_status status =
        mm_chisq_independence(crosstab->cells, crosstab->count, rows, columns, opt.yates, result, &detail);
    bool row = detail.index < rows;
    if (status == MM_DOMAIN)
        return mm_run_fail(run, MM_DATA, "%s %zu of the table is all 0: leave it out", row ? "row" : "column",
                           (row ? detail.index : detail.index - rows) + 1);
    if (status == MM_SHAPE) return mm_run_fail(run, status, "--yates is for 2x2 tables, not %zux%zu", rows, columns);
    if (status == MM_TOO_FEW)
        return mm_run_fail(run, status, "independence needs two rows and two columns, not %zux%zu", rows, columns);
    if (status != MM_OK) return mm_run_fail(run, status, "%s", mm_status_text(status));
    mm_table_word(table, "test", "independence");
    mm_table_count(table, "n", (uint64_t)result->n);
    mm_table_count(table, "rows", rows);
    mm_table_count(table, "columns", columns);
    mm_table_number(table, "statistic", result->statistic);
    mm_table_number(table, "df", result->df);
    mm_table_number(table, "p", result->p);
    mm_table_count(table, "yates", opt.yates);
    mm_table_number(table, "cramers_v", result->effect);
    return MM_OK;
}

static enum mm_status add_fit(struct mm_run *run, const struct mm_crosstab *crosstab, struct mm_table *table,
                              struct mm_chisq *result) {
    double *expected, *counts = mm_crosstab_column(crosstab);
    if (counts == NULL) return mm_fail_memory(&run->error);
    struct mm_expected_choice choice = {"probabilities", opt.probabilities, 1, 1e-6, opt.normalize};
    if (opt.expected != NULL)
        choice = (struct mm_expected_choice){"expected", opt.expected, mm_exact_sum(counts, crosstab->rows), 1e-8,
                                             opt.normalize};
    MM_TRY(mm_expected_read(run, crosstab, &choice, &expected));
    enum mm_status status = mm_chisq_fit(counts, expected, crosstab->rows, opt.ddof, result, NULL);
    free(counts);
    free(expected);
    if (status != MM_OK) /* the rest was looked at above */
        return mm_run_fail(run, status, "%zu categories are too few for --ddof=%zu", crosstab->rows, opt.ddof);
    mm_table_word(table, "test", "fit");
    mm_table_count(table, "n", (uint64_t)result->n);
    mm_table_count(table, "categories", crosstab->rows);
    mm_table_number(table, "statistic", result->statistic);
    mm_table_number(table, "df", result->df);
    mm_table_number(table, "p", result->p);
    mm_table_number(table, "effect_w", result->effect);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_crosstab crosstab;
    struct mm_table table = {0};
    struct mm_chisq result;
    const char *list = opt.expected != NULL ? opt.expected : opt.probabilities;
    bool fit = opt.fit || list != NULL;
    if (opt.expected != NULL && opt.probabilities != NULL)
        return mm_run_fail(run, MM_USAGE, "--expected or --probabilities, not both");
    if (fit || opt.table || run->common.columns == NULL)
        MM_TRY(mm_crosstab_read_beside(&crosstab, run, mm_expected_column(list)));
    else
        MM_TRY(mm_crosstab_read(&crosstab, run, true));
    fit = fit || (crosstab.columns == 1 && crosstab.x == NULL);
    if (fit && (crosstab.columns != 1 || opt.yates))
        return mm_run_fail(run, MM_USAGE,
                           opt.yates ? "--yates is for 2x2 tables" : "one column of counts is wanted: name it with -k");
    if (!crosstab.whole) return mm_run_fail(run, MM_DATA, "counts are wanted, and some numbers are not whole");
    mm_table_row(&table);
    MM_TRY((fit ? add_fit : add_independence)(run, &crosstab, &table, &result));
    if (!(result.n <= 0x1p53)) return mm_run_fail(run, MM_DATA, "the counts come to more than 2^53");
    mm_table_number(&table, "min_expected", result.min_expected);
    mm_table_count(&table, "expected_below_5", (uint64_t)result.small);
    mm_table_count(&table, "n_missing", crosstab.missing);
    if (result.small > 0)
        mm_note(run, "%.0f expected counts are below 5, the smallest is %.3g: the p-value is rough", result.small,
                result.min_expected);
    mm_crosstab_free(&crosstab);
    return mm_table_output(&table, run, true);
}

static const struct mm_command command = {
    .name = "mm-chisq",
    .wing = "statistics",
    .summary = "chi-square test of independence or of a fit",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Two columns that -k names are categories, a row for each item; else the input is a contingency table of counts: "
        "are rows and columns independent? One column of counts is tested for its fit to probabilities.\n\n"
        "There is no correction for continuity unless --yates (R and SciPy correct 2x2 tables by default). Cramér's V "
        "and w are of the uncorrected statistic. A row that is all 0 is an error; expected counts below 5 are said.",
    .formula = "X² = Σ (O - E)²/E;  E_ij = R_i C_j/n;  V = √(X²/(n (min(rows, columns) - 1)));  w = √(X²/n)",
    .input = "a contingency table, two columns of categories, or a column of counts",
    .output = "test, n, rows, columns (or categories), statistic, df, p, yates, cramers_v (or effect_w), min_expected, "
              "expected_below_5, n_missing",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Agresti, Categorical Data Analysis, 2013, sections 1.5 and 3.2.\n"
                  "Cramér, Mathematical Methods of Statistics, 1946, section 21.9.",
    .see_also = "mm-mcnemar mm-mutual-info",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
