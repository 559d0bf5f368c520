/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-ci: confidence intervals of means, proportions, variances and standard deviations. */
#include "intervals.h"
#include "tool/output.h"

static struct {
    int stat, method;
    double level, successes, trials;
} opt = {.stat = INTERVAL_MEAN, .method = -1, .level = 0.95, .successes = NAN, .trials = NAN};

static const struct mm_option options[] = {
    MM_CHOICE('s', "stat", &opt.stat, "mean|proportion|variance|sd", "of what (a proportion: of ones among 0 and 1)"),
    MM_CHOICE('m', "method", &opt.method, INTERVAL_METHODS,
              "of a mean t (if not given) or normal; of a proportion wilson (if not given) or the four behind it"),
    MM_REAL_OPEN('l', "level", &opt.level, "LEVEL", 0, 1, "confidence level"),
    MM_REAL(0, "successes", &opt.successes, "K", 0, 0x1p53, "a proportion from counts (no input): how many ones"),
    MM_REAL(0, "trials", &opt.trials, "N", 1, 0x1p53, "and of how many"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The accuracy of two models.",
     .command = "mm-ci --stat=proportion -k 'correct_*' --digits=4 digits_eval.csv",
     .output = "column,stat,estimate,low,high,level,method,n,n_missing\n"
               "correct_linear,proportion,0.9694,0.9541,0.9797,0.95,wilson,719,0\n"
               "correct_mlp,proportion,0.9597,0.9427,0.9718,0.95,wilson,719,0\n"},
    {.says = "45 successes of 50, exactly.",
     .command = "mm-ci --successes=45 --trials=50 --method=clopper-pearson --digits=6",
     .output = "stat,estimate,low,high,level,method,n,n_missing\n"
               "proportion,0.9,0.781865,0.966725,0.95,clopper-pearson,50,0\n"},
    {0},
};

static bool keep_missing;

static enum mm_status start(void *state) {
    struct interval_sums *sums = state;
    *sums = (struct interval_sums){
        .moments = mm_moments_new(2), .keep = keep_missing, .binary = opt.stat == INTERVAL_PROPORTION};
    return sums->moments != NULL ? MM_OK : MM_MEMORY;
}

static void stop(void *state) {
    mm_moments_free(((struct interval_sums *)state)->moments);
}

static void add_record(const struct interval *interval, struct mm_table *table) {
    mm_table_word(table, "stat", interval_stats[opt.stat]);
    mm_table_number(table, "estimate", interval->estimate);
    mm_table_number(table, "low", interval->ends.low);
    mm_table_number(table, "high", interval->ends.high);
    mm_table_number(table, "level", opt.level);
    mm_table_word(table, "method", interval_methods[opt.method]);
    mm_table_count(table, "n", interval->n);
    mm_table_count(table, "n_missing", interval->missing);
}

static enum mm_status add_column(const struct mm_grouping *grouping, size_t group, size_t j, struct mm_table *table) {
    const struct mm_column *column = &grouping->input->schema.columns[j];
    const struct interval_sums *sums = mm_grouping_state(grouping, group, j);
    struct interval interval;
    char number[32];
    enum mm_status status =
        interval_of(sums, (enum interval_stat)opt.stat, (enum interval_method)opt.method, opt.level, &interval);
    if (status != MM_OK) return mm_grouping_fail(grouping, j, status);
    snprintf(number, sizeof number, "%zu", column->position);
    mm_table_row(table);
    mm_grouping_keys(grouping, group, table);
    mm_table_word(table, "column", column->name[0] != '\0' ? column->name : number);
    add_record(&interval, table);
    return MM_OK;
}

static enum mm_status from_columns(struct mm_run *run, struct mm_table *table, size_t *columns) {
    struct mm_input input;
    struct mm_grouping grouping;
    size_t rows;
    keep_missing = run->common.missing == MM_MISSING_KEEP;
    MM_TRY(
        mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.keys = run->common.by, .by_cell = true}));
    MM_TRY(mm_grouping_start(&grouping, &input, sizeof(struct interval_sums), start, stop));
    MM_TRY(mm_grouping_accumulate(&grouping, interval_add, &rows));
    if (rows == 0) return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(&input), 0, 0, "no rows");
    *columns = input.chosen;
    for (size_t group = 0; group < grouping.count; group++)
        for (size_t j = 0; j < input.chosen; j++)
            if (add_column(&grouping, group, j, table) != MM_OK)
                return mm_group_fail(run, &input.key_names, grouping.groups, group);
    mm_grouping_stop(&grouping);
    mm_input_close(&input);
    return MM_OK;
}

static enum mm_status from_counts(struct mm_run *run, struct mm_table *table) {
    struct interval interval = {.estimate = opt.successes / opt.trials, .n = (uint64_t)opt.trials};
    if (!(opt.successes <= opt.trials) || opt.successes != floor(opt.successes) || opt.trials != floor(opt.trials))
        return mm_run_fail(run, MM_USAGE,
                           "--successes and --trials go together: two whole numbers, the first not larger");
    if (run->operand_count > 0) return mm_run_fail(run, MM_USAGE, "--successes and --trials leave nothing to read");
    MM_TRY(mm_proportion_interval((uint64_t)opt.successes, interval.n, opt.level,
                                  (enum mm_proportion_method)(opt.method - INTERVAL_WILSON), &interval.ends));
    mm_table_row(table);
    add_record(&interval, table);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    static const int first[] = {INTERVAL_T, INTERVAL_WILSON, INTERVAL_CHISQ, INTERVAL_CHISQ};
    static const int last[] = {INTERVAL_NORMAL, INTERVAL_WALD, INTERVAL_CHISQ, INTERVAL_CHISQ};
    bool counts = !isnan(opt.successes) || !isnan(opt.trials);
    struct mm_table table = {0};
    size_t columns = 1;
    if (counts && (opt.stat == INTERVAL_VARIANCE || opt.stat == INTERVAL_SD))
        return mm_run_fail(run, MM_USAGE, "--successes and --trials make a proportion, not --stat=%s",
                           interval_stats[opt.stat]);
    if (counts) opt.stat = INTERVAL_PROPORTION;
    if (opt.method < 0) opt.method = first[opt.stat];
    if (opt.method < first[opt.stat] || opt.method > last[opt.stat])
        return mm_run_fail(run, MM_USAGE, "--method=%s is not for --stat=%s", interval_methods[opt.method],
                           interval_stats[opt.stat]);
    MM_TRY(counts ? from_counts(run, &table) : from_columns(run, &table, &columns));
    return mm_table_output(&table, run, run->common.by == NULL && columns == 1);
}

static const struct mm_command command = {
    .name = "mm-ci",
    .wing = "statistics",
    .summary = "confidence intervals of means, proportions, variances",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "A row for each numeric column. Means and deviations come from exact sums in one pass, in constant memory. A proportion is that\n"
        "of the ones in a column of 0 and 1, or comes from --successes and --trials. The interval of a variance, and of sd, its root, supposes\n"
        "normal data. Each column stands on its own: --na=omit leaves out missing cells, not rows.\n\n"
        "Intervals of proportions lie within 0 and 1; wald, the textbook's, is a point for 0 of n and n of n and better avoided.\n"
        "jeffreys begins at 0 for 0 of n and ends at 1 for n of n, as its authors have it (statsmodels leaves the quantile there).",
    .formula = "mean ∓ t s/√n;  (n-1)s²/χ²;  wilson: (p + z²/2n ∓ z √(p(1-p)/n + z²/4n²))/(1 + z²/n)",
    .input = "a table; its numeric columns, or those of -k",
    .output = "column, stat, estimate, low, high, level, method, n, n_missing",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Brown, Cai, DasGupta, Interval estimation for a binomial proportion, Statistical Science 16, 2001.",
    .see_also = "mm-mean mm-bootstrap mm-ttest",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
