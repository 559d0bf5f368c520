/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-calibration: whether predictions are as sure as they are right. */
#include <math.h>
#include <stdlib.h>

#include "probability/recalibration.h"
#include "tool/predictions.h"

enum { SUMMARY, BINS };

static struct {
    size_t bins;
    int binning, part;
    bool logits, normalize, fit;
    struct mm_target_choice target;
} opt = {.bins = 15, .binning = MM_BIN_WIDTH, .part = SUMMARY, .target.by = -1};

static const struct mm_option options[] = {
    MM_TARGET_OPTIONS(&opt.target),
    MM_FLAG(0, "logits", &opt.logits, "with targets: rows are logits; else they are probabilities"),
    MM_FLAG(0, "normalize", &opt.normalize, "with targets: divide each row by its sum first"),
    MM_COUNT(0, "bins", &opt.bins, "M", 1, 1e5, "how many bins of confidence"),
    MM_CHOICE(0, "binning", &opt.binning, MM_BINNINGS, "bins of equal width, or of about equally many predictions"),
    MM_CHOICE(0, "part", &opt.part, "summary|bins", "one record, or a row for each bin that holds predictions"),
    MM_FLAG(0, "fit-temperature", &opt.fit, "with targets: divide logits by the temperature that fits best"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A real model on its test images: not sure enough, for its confidence is below its accuracy.",
     .command = "mm-calibration --logits --target-file=digits_eval.csv#label --digits=4 digits_logits_linear.csv",
     .output = "n,n_missing,accuracy,confidence,ece,mce,brier,log_loss,bins,binning\n"
               "719,0,0.9694,0.8857,0.08553,0.3685,0.06311,0.1641,15,width\n"},
    {.says = "The temperature that repairs it.",
     .command =
         "mm-calibration --logits --fit-temperature --target-file=digits_eval.csv#label digits_logits_linear.csv |"
         " mm-convert -k temperature,ece,ece_after --digits=4",
     .output = "temperature,ece,ece_after\n0.4587,0.08553,0.01647\n"},
    {.says = "Bins of a reliability diagram, from confidences and whether they were right.",
     .command =
         "printf 'c,right\\n0.95,1\\n0.9,1\\n0.6,0\\n0.55,1\\n' | mm-calibration --bins=4 --part=bins --digits=6",
     .output = "low,high,n,confidence,accuracy,gap\n"
               "0.5,0.75,2,0.575,0.5,-0.075\n"
               "0.75,1,2,0.925,1,0.075\n"},
    {0},
};

static void start(void *state) {
    *(struct mm_recalibration *)state =
        (struct mm_recalibration){.bins = opt.bins, .binning = (enum mm_binning)opt.binning, .fit = opt.fit};
}

static enum mm_status add(void *state, const double *x, size_t n, const size_t *target, struct mm_detail *detail) {
    const enum mm_form form = opt.logits ? MM_LOGITS : opt.normalize ? MM_WEIGHTS : MM_PROBABILITIES;
    if (target == NULL) return mm_recalibration_add_pair(state, x[0], x[1], detail);
    return mm_recalibration_add(state, form, x, n, *target, detail);
}

static void stop(void *state) {
    mm_recalibration_free(state);
}

static enum mm_status fail(struct mm_run *run, enum mm_status status, const struct mm_detail *detail) {
    if (status == MM_TOO_FEW) return mm_run_fail(run, status, "every prediction has a missing value");
    if (status == MM_MEMORY) return mm_fail_memory(&run->error);
    return mm_run_fail(run, status, "--fit-temperature: the loss %s",
                       status == MM_DOMAIN ? "is infinite at every temperature"
                       : detail->value > 0 ? "falls as T grows for ever: the predictions tell less than none would"
                                           : "falls as T goes to 0: every prediction was right");
}

static void add_bins(const struct mm_prediction_group *group, const struct mm_recalibrated *result,
                     struct mm_table *table) {
    for (const struct mm_calibration_bin *bin = result->bins; bin < result->bins + result->count; bin++) {
        mm_prediction_row(group, table);
        mm_table_number(table, "low", bin->low);
        mm_table_number(table, "high", bin->high);
        mm_table_count(table, "n", bin->n);
        mm_table_number(table, "confidence", bin->confidence);
        mm_table_number(table, "accuracy", bin->accuracy);
        mm_table_number(table, "gap", bin->gap);
    }
}

static void add_record(const struct mm_prediction_group *group, const struct mm_recalibrated *result,
                       struct mm_table *table) {
    struct mm_named_value values[MM_RECALIBRATED_VALUES];
    size_t count = mm_recalibrated_values(result, opt.fit, values);
    mm_prediction_row(group, table);
    mm_table_count(table, "n", result->before.n);
    mm_table_count(table, "n_missing", group->missing);
    for (size_t i = 0; i < count; i++) mm_table_number(table, values[i].name, group->has_nan ? NAN : values[i].value);
    mm_table_count(table, "bins", opt.bins);
    mm_table_word(table, "binning", opt.binning == MM_BIN_WIDTH ? "width" : "mass");
}

static enum mm_status finish(const struct mm_prediction_group *group, struct mm_table *table) {
    struct mm_recalibrated result = {.count = 0};
    struct mm_detail detail = {0};
    enum mm_status status = MM_OK;
    if (group->has_nan && opt.part == BINS)
        return mm_run_fail(group->run, MM_DATA, "a missing value has no bin: use --na=omit");
    if (!group->has_nan) status = mm_recalibration_finish(group->state, group->run->threads, &result, &detail);
    if (status != MM_OK) return fail(group->run, status, &detail);
    (opt.part == BINS ? add_bins : add_record)(group, &result, table);
    free(result.bins);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    bool targets = opt.target.column != NULL || opt.target.file != NULL;
    if (opt.logits && opt.normalize) return mm_run_fail(run, MM_USAGE, "--logits and --normalize exclude each other");
    if (!targets && (opt.logits || opt.normalize || opt.fit))
        return mm_run_fail(run, MM_USAGE, "--logits, --normalize and --fit-temperature need --target or --target-file");
    const struct mm_prediction_kernel kernel = {
        sizeof(struct mm_recalibration), start, add, finish, stop, opt.part == SUMMARY};
    return mm_run_predictions(run, &opt.target, &kernel);
}

static const struct mm_command command = {
    .name = "mm-calibration",
    .wing = "probability",
    .summary = "whether predictions are as sure as they are right",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Of two columns, a confidence from 0 to 1 and whether it was right (1) or not (0); or with --target or "
        "--target-file, of rows of probabilities (or --logits) and the class that came true, the name of a column or its "
        "index from 0: confidence is then the largest probability, right if what came true is the first that has it.\n\n"
        "Bins hold the confidences in (low, high], the first one its lower edge too: --binning=width has edges m/M, mass "
        "the type 7 quantiles of the confidences, so that equal ones share a bin; bins that hold nothing do not count. "
        "gap is accuracy - confidence: below 0 is too sure. Brier is the sum over all classes, from 0 to 2; of two "
        "columns the square of one difference, from 0 to 1. Nothing is clipped: a log loss may be inf.\n\n"
        "--fit-temperature finds the T whose logits/T (of probabilities, log p/T) have the least log loss; fields with "
        "_after, and bins, are those under T. It holds all rows, --binning=mass all confidences; else memory is constant.",
    .formula = "ECE = Σ_m (n_m/n) |acc_m - conf_m|,  MCE = max_m |acc_m - conf_m|,  Brier = mean Σ_k (p_k - [k = t])²",
    .input = "a confidence and whether it was right; or a distribution (or logits) in each row, and targets",
    .output = "n, n_missing, accuracy, confidence, ece, mce, brier, log_loss, bins, binning; or a table of bins",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Naeini, Cooper, Hauskrecht, Obtaining well calibrated probabilities using Bayesian binning, 2015.\n"
                  "Guo, Pleiss, Sun, Weinberger, On calibration of modern neural networks, 2017.",
    .see_also = "mm-crossentropy mm-softmax mm-perplexity",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
