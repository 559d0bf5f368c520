/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-mcnemar: whether two proportions measured on the same items differ. */
#include <math.h>

#include "statistics/mcnemar.h"
#include "tool/output.h"
#include "tool/samples.h"

static struct {
    int method;
    bool table, uncorrected;
    double level;
} opt = {.method = MM_MCNEMAR_AUTO, .level = 0.95};

static const struct mm_option options[] = {
    MM_CHOICE('m', "method", &opt.method, MM_MCNEMAR_METHODS,
              "where p comes from; not given: exact for b + c up to 1000, chi-square beyond"),
    MM_FLAG(0, "uncorrected", &opt.uncorrected, "chi-square without the correction for continuity"),
    MM_REAL_OPEN('l', "level", &opt.level, "LEVEL", 0, 1, "confidence level of the interval"),
    MM_FLAG(0, "table", &opt.table, "the columns hold a 2x2 table of counts, not a 0 or 1 for each item"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Is one model right more often than the other, on the same 719 images?",
     .command = "mm-mcnemar -k correct_linear,correct_mlp --digits=4 --to=json digits_eval.csv",
     .output = "{\"n\":719,\"b\":12,\"c\":5,\"estimate\":0.009736,\"low\":-0.001684,\"high\":0.02284,\"level\":0.95,"
               "\"interval\":\"tango\",\"method\":\"exact\",\"statistic\":5,\"p\":0.1435,\"n_missing\":0}\n"},
    {.says = "A table of counts: rows are what the first said, columns the second.",
     .command = "printf '101,121\\n59,33\\n' | mm-mcnemar --method=chi-square",
     .output = "n,b,c,estimate,low,high,level,interval,method,statistic,p,n_missing\n"
               "314,121,59,0.1974522292993631,0.1152357690298949,0.2767603653356697,0.95,tango,chi-square-corrected,"
               "20.67222222222222,5.450094825427119e-06,0\n",
     .tolerance = 1e-12},
    {0},
};

static enum mm_status count(struct mm_run *run, const struct mm_sample *sample, struct mm_pair_counts *counts) {
    *counts = (struct mm_pair_counts){0};
    for (size_t i = 0; i < sample->n; i++) {
        double x = sample->x[i], y = sample->y[i];
        if (isnan(x) || isnan(y)) continue; /* under --na=keep, where nothing comes of the counts */
        if ((x != 0 && x != 1) || (y != 0 && y != 1))
            return mm_run_fail(run, MM_DATA,
                               "'%g' is neither 0 nor 1: two columns of those are wanted, or with --table two rows "
                               "of counts",
                               x != 0 && x != 1 ? x : y);
        *(x == 1 ? y == 1 ? &counts->both : &counts->first : y == 1 ? &counts->second : &counts->neither) += 1;
    }
    return MM_OK;
}

static enum mm_status take_table(struct mm_run *run, const struct mm_sample *sample, struct mm_pair_counts *counts) {
    if (sample->n != 2)
        return mm_run_fail(run, MM_SHAPE, "a 2x2 table of counts is wanted, and there %s %zu row%s",
                           sample->n == 1 ? "is" : "are", sample->n, sample->n == 1 ? "" : "s");
    double cells[] = {sample->x[0], sample->y[0], sample->x[1], sample->y[1]};
    for (size_t i = 0; i < 4 && !sample->has_nan; i++)
        if (!(cells[i] >= 0 && cells[i] <= 0x1p50) || floor(cells[i]) != cells[i])
            return mm_run_fail(run, MM_DATA, "'%g' is not a count", cells[i]);
    *counts =
        sample->has_nan ? (struct mm_pair_counts){0} : (struct mm_pair_counts){cells[0], cells[1], cells[2], cells[3]};
    return MM_OK;
}

static enum mm_status add_record(struct mm_run *run, const struct mm_sample *sample, bool table,
                                 struct mm_table *record) {
    struct mm_pair_counts counts;
    double low = NAN, high = NAN;
    MM_TRY((table ? take_table : count)(run, sample, &counts));
    double n = counts.both + counts.first + counts.second + counts.neither;
    bool undefined = sample->has_nan;
    struct mm_mcnemar result;
    enum mm_status status = mm_mcnemar(undefined ? 0 : counts.first, undefined ? 0 : counts.second,
                                       (enum mm_mcnemar_method)opt.method, !opt.uncorrected, &result);
    if (status == MM_OK && !undefined) status = mm_paired_proportions_interval(&counts, opt.level, &low, &high);
    if (status == MM_TOO_FEW) return mm_run_fail(run, status, "no pairs");
    if (status != MM_OK) return mm_run_fail(run, status, "%s", mm_status_text(status));
    static const char *const names[] = {"exact", "mid-p", "chi-square"};
    mm_table_count(record, "n", (uint64_t)n);
    mm_table_count(record, "b", (uint64_t)counts.first);
    mm_table_count(record, "c", (uint64_t)counts.second);
    mm_table_number(record, "estimate", undefined ? NAN : (counts.first - counts.second) / n);
    mm_table_number(record, "low", low);
    mm_table_number(record, "high", high);
    mm_table_number(record, "level", opt.level);
    mm_table_word(record, "interval", "tango");
    mm_table_word(record, "method", result.corrected ? "chi-square-corrected" : names[result.method]);
    mm_table_number(record, "statistic", undefined ? NAN : result.statistic);
    mm_table_number(record, "p", undefined ? NAN : result.p);
    mm_table_count(record, "n_missing", sample->missing);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_samples samples;
    struct mm_table record = {0};
    if (opt.uncorrected && opt.method != MM_MCNEMAR_CHI_SQUARE)
        return mm_run_fail(run, MM_USAGE, "--uncorrected is for --method=chi-square only");
    MM_TRY(mm_samples_read(&samples, run, &(struct mm_sample_choice){.columns = 2, .paired = true}));
    bool items = run->common.columns != NULL || run->common.by != NULL || samples.items[0].n != 2;
    for (size_t i = 0; i < samples.count; i++) {
        mm_table_row(&record);
        mm_samples_keys(&samples, i, &record);
        if (add_record(run, &samples.items[i], opt.table || !items, &record) != MM_OK)
            return mm_samples_fail(&samples, i);
    }
    mm_samples_free(&samples);
    return mm_table_output(&record, run, run->common.by == NULL);
}

static const struct mm_command command = {
    .name = "mm-mcnemar",
    .wing = "statistics",
    .summary = "McNemar's test of two proportions on the same items",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Two columns hold a 1 (right, present) or a 0 for each item. Only items on which the two differ tell which "
        "proportion is larger: b of them have (1,0), c have (0,1). The estimate is b/n - c/n, the first proportion less "
        "the second, with Tango's score interval, which is of use down to small n and excludes 0 just where the "
        "uncorrected chi-square rejects.\n\n"
        "Two rows of two numbers, without -k and -g, are a 2x2 table of counts: row 1 holds the items with a 1 in the "
        "first, column 1 those with a 1 in the second; --table says so for columns of -k. Of two items it would not be "
        "worth asking.\n\n"
        "p is two-sided. exact is the binomial test of b among b + c; mid-p counts the observed table half and is less "
        "conservative; chi-square is corrected for continuity as in R, without going below 0, unless --uncorrected. "
        "The statistic is min(b, c), or chi-square. b + c = 0 gives p = 1 in every method (statsmodels 0.13 gives 0 "
        "under chi-square, R none).",
    .formula = "p = min(1, 2 P(X <= min(b, c))),  X ~ binomial(b + c, 1/2);  chi-square = (|b - c| - 1)²/(b + c)",
    .input = "two columns of 0 and 1, or a 2x2 table of counts",
    .output = "n, b, c, estimate, low, high, level, interval, method, statistic, p, n_missing",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "McNemar, Psychometrika 12, 1947.\n"
                  "Tango, Statistics in Medicine 17, 1998 (the interval).\n"
                  "Fagerland, Lydersen, Laake, BMC Medical Research Methodology 13, 2013 (mid-p).",
    .see_also = "mm-compare mm-chisq mm-bootstrap",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
