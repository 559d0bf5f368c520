/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-hist: how many values of each column lie in each of some bins of equal width. */
#include <float.h>

#include "base/number.h"
#include "histograms.h"
#include "tool/lists.h"

static struct {
    const char *bins, *range;
    bool density, plot;
} opt = {.bins = "auto"};

static const struct mm_option options[] = {
    MM_STRING('b', "bins", &opt.bins, "N|fd|sturges|auto", "how many, or the rule that tells"),
    MM_STRING('r', "range", &opt.range, "LOW,HIGH", "lower edge of the first and upper edge of the last bin"),
    MM_FLAG(0, "density", &opt.density, "add the height at which the bars have an area of 1"),
    MM_FLAG(0, "plot", &opt.plot, "bars of text instead of a table"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Petal lengths: two kinds of iris.",
     .command = "mm-hist -k petal_length --bins=6 --plot iris.csv",
     .output = "petal_length\n"
               "    low     high  count\n"
               "      1  1.98333     50  ██████████████████████████████████████████████████\n"
               "1.98333  2.96667      0\n"
               "2.96667     3.95     11  ███████████\n"
               "   3.95  4.93333     43  ███████████████████████████████████████████\n"
               "4.93333  5.91667     35  ███████████████████████████████████\n"
               "5.91667      6.9     11  ███████████\n"},
    {.says = "Values from 0 to 1 in four bins, in one pass over any number of rows.",
     .command = "printf '0.1\\n0.25\\n0.5\\n1\\n' | mm-hist --bins=4 --range=0,1",
     .output = "low,high,count\n0,0.25,1\n0.25,0.5,1\n0.5,0.75,1\n0.75,1,1\n"},
    {.says = "Groups have the same bins.",
     .command = "mm-hist -k petal_width -g species --bins=2 iris.csv",
     .output = "species,low,high,count\n"
               "setosa,0.1,1.3,50\n"
               "setosa,1.3,2.5,0\n"
               "versicolor,0.1,1.3,15\n"
               "versicolor,1.3,2.5,35\n"
               "virginica,0.1,1.3,0\n"
               "virginica,1.3,2.5,50\n"},
    {0},
};

static enum mm_status read_options(struct mm_run *run) {
    static const char *const rules[] = {"auto", "fd", "sturges"};
    struct mm_number_list ends;
    uint64_t bins;
    plan = (struct bin_plan){.rule = -1, .low = NAN, .high = NAN};
    for (int i = 0; i < 3; i++)
        if (strcmp(opt.bins, rules[i]) == 0) plan.rule = i;
    if (plan.rule < 0) {
        if (mm_parse_unsigned(opt.bins, strlen(opt.bins), &bins) != MM_NUMBER_OK || bins < 1 ||
            bins > MM_HISTOGRAM_BINS)
            return mm_run_fail(run, MM_USAGE, "--bins: '%s' is no number from 1 to %d, and not fd, sturges or auto",
                               opt.bins, MM_HISTOGRAM_BINS);
        plan.bins = (size_t)bins;
    }
    if (opt.plot && (opt.density || run->common.to >= 0))
        return mm_run_fail(run, MM_USAGE, "--plot is text, without --density and --to");
    if (opt.range == NULL) return MM_OK;
    MM_TRY(mm_number_list_read(run, "range", opt.range, -DBL_MAX, DBL_MAX, &ends));
    if (ends.texts.count != 2 || !(ends.values[0] < ends.values[1]))
        return mm_run_fail(run, MM_USAGE, "--range: '%s' is not LOW,HIGH", opt.range);
    plan.low = ends.values[0];
    plan.high = ends.values[1];
    mm_number_list_free(&ends);
    return MM_OK;
}

static enum mm_status write_table(struct mm_run *run, const struct mm_grouping *grouping) {
    struct mm_table table = {0};
    size_t columns = grouping->input->chosen;
    char number[32];
    for (size_t cell = 0; cell < grouping->count * columns; cell++) {
        const struct mm_histogram *histogram = mm_grouping_state(grouping, 0, cell);
        uint64_t total = mm_histogram_total(histogram);
        for (size_t i = 0; i < histogram->bins; i++) {
            mm_table_row(&table);
            mm_grouping_keys(grouping, cell / columns, &table);
            if (columns > 1)
                mm_table_word(&table, "column", mm_input_column_name(grouping->input, cell % columns, number));
            mm_table_number(&table, "low", histogram->edges[i]);
            mm_table_number(&table, "high", histogram->edges[i + 1]);
            mm_table_count(&table, "count", histogram->counts[i]);
            if (opt.density) mm_table_number(&table, "density", mm_histogram_density(histogram, i, total));
        }
    }
    return mm_table_output(&table, run, false);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    struct mm_grouping grouping;
    MM_TRY(read_options(run));
    bool known = plan.bins > 0 && !isnan(plan.low);
    MM_TRY(known ? count_stream(run, &input, &grouping) : count_held(run, &input, &grouping));
    MM_TRY(opt.plot ? plot_histograms(run, &grouping) : write_table(run, &grouping));
    note_outside(run, &grouping);
    mm_gather_free(&input, &grouping);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-hist",
    .wing = "statistics",
    .summary = "histogram of each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Counts the values of each numeric column in bins of equal width: a bin holds its lower edge and not its upper one, the "
        "last holds both, as numpy.histogram has it. Counts are exact for the edges as printed. With several columns a field "
        "column tells which.\n\n"
        "--bins=fd makes bins of 2 IQR/n^(1/3), sturges 1 + log2 n bins, auto (the default; NumPy's is 10) takes the narrower; "
        "the range is that of the data. With -g the groups of a column have the same bins. A column of equal values gets a range "
        "of 1 around them. Values outside --range, and NaN under --na=keep, are in no bin; a note says how many.\n\n"
        "With --bins=N and --range it is one pass whose memory does not grow with the rows; else the values are held, 8 bytes "
        "each.",
    .formula = "edge_i = low + i (high - low)/bins;  density_i = count_i / (n width_i)",
    .input = "a table; its numeric columns, or those of -k",
    .output = "a row for each bin: low, high, count (and density); with -g the keys, with several columns column first",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Freedman and Diaconis, On the histogram as a density estimator, 1981.\n"
                  "Sturges, The choice of a class interval, Journal of the American Statistical Association 21, 1926.",
    .see_also = "mm-quantile mm-describe mm-pdf",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
