/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-bootstrap: a confidence interval for a statistic, from resamples of the data. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "cli/progress.h"
#include "statistics/bootstrap_expression.h"
#include "statistics/bootstrap_names.h"
#include "tool/output.h"
#include "tool/samples.h"

static struct {
    const char *stat, *strata, *cluster;
    size_t resamples;
    int method;
    double level;
    bool paired, distribution;
} opt = {.stat = "mean", .resamples = 9999, .method = MM_BOOTSTRAP_BCA, .level = 0.95};

static const struct mm_option options[] = {
    MM_STRING('s', "stat", &opt.stat, "STAT",
              "mean, median, sd, var, quantile:Q, trimmed:F, of two columns corr, diff-mean, ratio, or an expression"),
    MM_COUNT('B', "resamples", &opt.resamples, "B", 1, 1e9, "how many resamples"),
    MM_CHOICE('m', "method", &opt.method, MM_BOOTSTRAP_METHODS, "how the interval comes from them"),
    MM_REAL_OPEN('l', "level", &opt.level, "LEVEL", 0, 1, "confidence level"),
    MM_FLAG(0, "paired", &opt.paired, "two columns belong together row by row and are drawn together"),
    MM_COLUMN_OPTION(0, "strata", &opt.strata, "COL", "draw within groups of rows with equal cells in this column"),
    MM_COLUMN_OPTION(0, "cluster", &opt.cluster, "COL", "draw whole groups of rows with equal cells in this column"),
    MM_FLAG(0, "distribution", &opt.distribution, "print the replicates instead of the record"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A 95 % interval of a mean score.",
     .command = "printf '0.85\\n0.88\\n0.82\\n0.90\\n0.87\\n' | mm-bootstrap --seed=1 --digits=4",
     .output = "stat,estimate,se,bias,low,high,level,method,resamples,n,n_missing,seed\n"
               "mean,0.864,0.01206,0.00008541,0.838,0.886,0.95,bca,9999,5,0,1\n"},
    {.says = "The accuracy of a real model on 719 test images.",
     .command = "mm-bootstrap -k correct_mlp --seed=1 --digits=4 --to=json digits_eval.csv",
     .output =
         "{\"stat\":\"mean\",\"estimate\":0.9597,\"se\":0.007441,\"bias\":-0.00006844,\"low\":0.943,\"high\":0.9722,\"level\":0.95,\"method\":\"bca\",\"resamples\":9999,\"n\":719,\"n_missing\":0,\"seed\":1}\n"},
    {.says = "How much more accurate one model is than the other on the same images.",
     .command = "mm-bootstrap --stat='mean(correct_linear - correct_mlp)' --seed=1 --digits=4 digits_eval.csv",
     .output =
         "stat,estimate,se,bias,low,high,level,method,resamples,n,n_missing,seed\n"
         "mean(correct_linear - correct_mlp),0.009736,0.005737,-7.233e-6,-0.001391,0.02225,0.95,bca,9999,719,0,1\n"},
    {0},
};

static enum mm_status resample(struct mm_run *run, const struct mm_samples *samples, size_t i,
                               const struct mm_bootstrap_plan *plan, double *replicates,
                               struct mm_bootstrap_result *result) {
    struct mm_detail detail = {0};
    const struct mm_sample *sample = &samples->items[i];
    const struct mm_expressed *of = &samples->expressed;
    struct mm_bootstrap_data data = {sample->x,      sample->n,        sample->y,        sample->n_y,       opt.paired,
                                     sample->strata, sample->strata_y, sample->clusters, sample->clusters_y};
    struct mm_bootstrap_rows rows = {&of->graph, of->vertex,       &of->scope.literals, sample->x,
                                     sample->n,  samples->columns, sample->strata,      sample->clusters};
    enum mm_status status = plan->expression != NULL ? mm_bootstrap_expression(&rows, plan, replicates, result, &detail)
                                                     : mm_bootstrap(&data, plan, replicates, result, &detail);
    if (sample->has_nan && status > MM_USAGE && status < MM_MEMORY) return MM_OK; /* --na=keep: NaN gives NaN */
    if (status != MM_OK) return mm_bootstrap_fail(status, plan, opt.cluster != NULL, &detail, &run->error);
    if (result->dropped > 0)
        mm_note(run, "%zu resamples with no defined %s (or se) were left out", result->dropped, opt.stat);
    if (result->extreme && !opt.distribution) mm_note(run, "an end point is the extreme replicate: raise --resamples");
    return MM_OK;
}

static void add_record(const struct mm_bootstrap_result *result, const struct mm_sample *sample, bool apart,
                       uint64_t seed, struct mm_table *table) {
    mm_table_word(table, "stat", opt.stat);
    const char *const names[] = {"estimate", "se", "bias", "low", "high"};
    const double values[] = {result->estimate, result->se, result->bias, result->low, result->high};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) mm_table_number(table, names[i], values[i]);
    mm_table_number(table, "level", opt.level);
    mm_table_word(table, "method", mm_bootstrap_method_name((enum mm_bootstrap_method)opt.method));
    mm_table_count(table, "resamples", opt.resamples);
    mm_table_count(table, apart ? "n1" : "n", sample->n);
    if (apart) mm_table_count(table, "n2", sample->n_y);
    mm_table_count(table, "n_missing", sample->missing);
    mm_table_count(table, "seed", seed);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_progress progress;
    struct mm_bootstrap_plan plan = {.method = (enum mm_bootstrap_method)opt.method,
                                     .level = opt.level,
                                     .resamples = opt.resamples,
                                     .threads = run->threads,
                                     .progress = mm_progress_update,
                                     .progress_context = &progress};
    struct mm_samples samples;
    struct mm_table table = {0};
    MM_TRY(mm_bootstrap_parse_statistic(opt.stat, &plan, &run->error));
    MM_TRY(mm_run_seed(run, &plan.seed));
    bool two = mm_bootstrap_takes_two(plan.statistic);
    if (opt.paired && !two && plan.expression == NULL) return mm_run_fail(run, MM_USAGE, "--paired needs two columns");
    opt.paired = opt.paired || plan.statistic == MM_BOOTSTRAP_CORR;
    struct mm_sample_choice choice = {two ? 2 : 1, opt.paired, opt.strata, opt.cluster, NULL, plan.expression};
    double *replicates = opt.distribution ? mm_new_doubles(1, opt.resamples) : NULL;
    if (opt.distribution && replicates == NULL) return MM_MEMORY;
    MM_TRY(mm_samples_read(&samples, run, &choice));
    mm_progress_start(&progress, "resampling", run->common.quiet);
    for (size_t i = 0; i < samples.count; i++) {
        struct mm_bootstrap_result result;
        if (resample(run, &samples, i, &plan, replicates, &result) != MM_OK) return mm_samples_fail(&samples, i);
        for (size_t b = 0; b < (opt.distribution ? opt.resamples : 1); b++) {
            mm_table_row(&table);
            mm_samples_keys(&samples, i, &table);
            opt.distribution ? mm_table_number(&table, opt.stat, replicates[b])
                             : add_record(&result, &samples.items[i], two && !opt.paired, plan.seed, &table);
        }
    }
    mm_progress_finish(&progress);
    MM_TRY(mm_table_output(&table, run, run->common.by == NULL && !opt.distribution));
    free(replicates);
    mm_samples_free(&samples);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-bootstrap",
    .wing = "statistics",
    .summary = "confidence interval from resamples of the data",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Draws the data again and again with replacement and makes an interval of the statistics of the resamples. "
        "Replicate b uses stream b of the seed; means of few distinct values are drawn by how often each comes. An "
        "expression, as mean(x)/sd(x), is of rows drawn whole; with min, max or nested reductions bca takes O(n^2).\n\n"
        "percentile and basic take type 7 quantiles of the replicates; normal their se and bias; bca corrects for bias "
        "(z0, ties counted half) and skewness (jackknife); studentized divides by standard errors. Two columns are drawn "
        "apart, or as pairs (--paired; always for corr). A constant sample: a point, but an error for bca, studentized.",
    .formula = "bca: (Q(α1), Q(α2)) of the θ*,  α1 = Φ(z0 + (z0 + z)/(1 - a(z0 + z)))",
    .input = "a column of values (two for corr, diff-mean, ratio); further columns for -g, --strata, --cluster",
    .output = "stat, estimate, se, bias, low, high, level, method, resamples, n (or n1, n2), n_missing, seed",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS | MM_COMMON_SEED,
    .options = options,
    .examples = examples,
    .references = "Efron and Tibshirani, An Introduction to the Bootstrap, 1993, chapters 12-14 and 22.\n"
                  "Davison and Hinkley, Bootstrap Methods and their Application, 1997, section 5.3.",
    .see_also = "mm-mean mm-describe mm-compare mm-expressions",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
