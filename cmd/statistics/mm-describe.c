/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-describe: a table of summary statistics, a row for each column. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "numeric/moments.h"
#include "numeric/order.h"
#include "tool/grouping.h"
#include "tool/output.h"

enum { QUANTILES_MOST = 64 };

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
     .output = ""},
    {.says = "How the loss of each model is spread, as a record.",
     .command = "mm-describe -k nll_linear --digits=6 --to=json digits_eval.csv",
     .output = ""},
    {.says = "By species.", .command = "mm-describe -k petal_length -g species --digits=4 iris.csv", .output = ""},
    {0},
};

/* One column of one group: exact moments, and the values for the quantiles. */
struct column {
    struct mm_moments *moments;
    double *values;
    size_t count, capacity, missing;
};

static enum mm_status start(void *state) {
    struct column *column = state;
    column->moments = mm_moments_new(4);
    return column->moments != NULL ? MM_OK : MM_MEMORY;
}

static void stop(void *state) {
    struct column *column = state;
    mm_moments_free(column->moments);
    free(column->values);
}

static enum mm_status add(struct column *column, const double *x, size_t n, size_t stride, bool keep) {
    if (!mm_grow(&column->values, &column->capacity, column->count, n, sizeof *x)) return MM_MEMORY;
    double *to = column->values + column->count;
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        double value = x[i * stride];
        if (isnan(value)) column->missing++;
        if (!isnan(value) || keep) to[kept++] = value;
    }
    mm_moments_add(column->moments, to, kept, 1);
    column->count += kept;
    return MM_OK;
}

static enum mm_status accumulate(struct mm_input *input, struct mm_grouping *grouping) {
    bool keep = input->run->common.missing == MM_MISSING_KEEP;
    for (;;) {
        struct mm_block block;
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        for (size_t from = 0, end; from < block.rows; from = end) {
            size_t group;
            MM_TRY(mm_grouping_run(grouping, &block, from, &end, &group));
            for (size_t j = 0; j < input->chosen; j++)
                MM_TRY(add(mm_grouping_state(grouping, group, j), block.numbers + from * block.number_columns + j,
                           end - from, block.number_columns, keep));
        }
    }
}

/* A field that is undefined here (sd of one value, skewness of a constant) is missing. */
static double or_missing(enum mm_status status, double value) {
    return status == MM_OK ? value : NAN;
}

/* --quantiles, checked before any data is read: fractions and the names of their fields. */
static struct {
    double p[QUANTILES_MOST];
    char name[QUANTILES_MOST][32];
    size_t count;
} quantiles;

static enum mm_status parse_quantiles(struct mm_run *run) {
    struct mm_strings items = {0};
    if (!mm_strings_split(&items, opt.quantiles, ',')) return MM_MEMORY;
    if (items.count > QUANTILES_MOST)
        return mm_run_fail(run, MM_USAGE, "--quantiles: more than %d of them", QUANTILES_MOST);
    for (size_t i = 0; i < items.count; i++) {
        const char *item = items.items[i];
        double p;
        if (mm_parse_number(item, strlen(item), &p) != MM_NUMBER_OK || !(p >= 0 && p <= 1))
            return mm_run_fail(run, MM_USAGE, "--quantiles: '%s' is not a fraction between 0 and 1", item);
        const char *known = p == 0.25 ? "q1" : p == 0.5 ? "median" : p == 0.75 ? "q3" : NULL;
        snprintf(quantiles.name[i], sizeof quantiles.name[i], "%s%s", known != NULL ? known : "q",
                 known != NULL ? "" : item);
        quantiles.p[i] = p;
    }
    quantiles.count = items.count;
    mm_strings_free(&items);
    return MM_OK;
}

static void add_row(const struct mm_run *run, struct column *column, const char *name, struct mm_table *table) {
    struct mm_moments *moments = column->moments;
    double mean, sd, skewness, kurtosis;
    size_t n = column->count;
    bool defined = n > 0 && !(column->missing > 0 && run->common.missing == MM_MISSING_KEEP);
    mm_sort_doubles(column->values, n);
    mm_table_word(table, "column", name);
    mm_table_number(table, "n", (double)n);
    mm_table_number(table, "n_missing", (double)column->missing);
    mm_table_number(table, "mean", or_missing(mm_moments_mean(moments, &mean), mean));
    mm_table_number(table, "sd", or_missing(mm_moments_sd(moments, 1, &sd), sd));
    mm_table_number(table, "min", defined ? column->values[0] : NAN);
    for (size_t i = 0; i < quantiles.count; i++) {
        double value = NAN;
        if (defined) mm_quantile_sorted(column->values, n, quantiles.p[i], 7, &value);
        mm_table_number(table, quantiles.name[i], value);
    }
    mm_table_number(table, "max", defined ? column->values[n - 1] : NAN);
    mm_table_number(table, "skewness", or_missing(mm_moments_skewness(moments, opt.unbiased, &skewness), skewness));
    mm_table_number(table, "kurtosis", or_missing(mm_moments_kurtosis(moments, opt.unbiased, &kurtosis), kurtosis));
}

static enum mm_status write(struct mm_run *run, struct mm_grouping *grouping) {
    struct mm_table table = {0};
    const struct mm_input *input = grouping->input;
    for (size_t group = 0; group < grouping->count; group++) {
        for (size_t j = 0; j < input->chosen; j++) {
            const char *name = input->schema.columns[j].name;
            char number[32];
            snprintf(number, sizeof number, "%zu", input->schema.columns[j].field - input->schema.labelled);
            mm_table_row(&table);
            mm_grouping_keys(grouping, group, &table);
            add_row(run, mm_grouping_state(grouping, group, j), name[0] != '\0' ? name : number, &table);
        }
    }
    return mm_table_output(&table, run, false);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    struct mm_grouping grouping;
    MM_TRY(parse_quantiles(run));
    MM_TRY(
        mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.keys = run->common.by, .by_cell = true}));
    MM_TRY(mm_grouping_start(&grouping, &input, sizeof(struct column), start, stop));
    MM_TRY(accumulate(&input, &grouping));
    struct column *first = grouping.count > 0 ? mm_grouping_state(&grouping, 0, 0) : NULL;
    if (first == NULL || first->count + first->missing == 0)
        return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&input), 0, 0, "no rows");
    MM_TRY(write(run, &grouping));
    mm_grouping_stop(&grouping);
    mm_input_close(&input);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-describe",
    .wing = "statistics",
    .summary = "summary statistics, a row for each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description = "For each numeric column: how many values, how many missing, mean, standard deviation, least, "
                   "quartiles, greatest, skewness and "
                   "kurtosis. Mean, deviation, skewness and kurtosis come from exact sums in one pass and do not "
                   "depend on the order of rows; the "
                   "quartiles are exact too, so the values are held (8 bytes each).\n\n"
                   "sd has denominator n-1; quantiles are of type 7 (R, NumPy); skewness is g1 and kurtosis the excess "
                   "g2, with --unbiased G1 and G2. "
                   "Each column is described on its own: --na=omit leaves out missing cells, not rows. A field that is "
                   "undefined (the sd of one "
                   "value, the skewness of a constant) is missing.",
    .formula = "sd² = Σ(x-m)²/(n-1);  g1 = m3/m2^(3/2);  g2 = m4/m2² - 3;  m_k = Σ(x-m)^k/n",
    .input = "a table; its numeric columns, or those of -k",
    .output = "column, n, n_missing, mean, sd, min, q1, median, q3, max, skewness, kurtosis",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Hyndman and Fan, Sample quantiles in statistical packages, 1996.\n"
                  "NIST/SEMATECH e-Handbook of Statistical Methods, section 1.3.5.11.",
    .see_also = "mm-mean mm-sum mm-bootstrap",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
