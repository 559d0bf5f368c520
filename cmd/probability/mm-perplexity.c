/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-perplexity: the perplexity of token log-probabilities, or of predictions and what came true. */
#include <math.h>

#include "numeric/elementary.h"
#include "probability/form.h"
#include "statistics/mean.h"
#include "tool/columns.h"
#include "tool/losses.h"

static struct {
    bool probabilities, logits, normalize;
    struct mm_target_choice target;
} opt = {.target.by = -1};

static const struct mm_option options[] = {
    MM_FLAG(0, "probabilities", &opt.probabilities, "the numbers are probabilities, not their natural logarithms"),
    MM_TARGET_OPTIONS(&opt.target),
    MM_FLAG(0, "logits", &opt.logits, "with targets: rows are logits; else they are probabilities"),
    MM_FLAG(0, "normalize", &opt.normalize, "with targets: divide each row by its sum first"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Four tokens, each with probability 1/8.",
     .command = "printf '0.125\\n0.125\\n0.125\\n0.125\\n' | mm-perplexity --probabilities",
     .output = "8\n"},
    {.says = "Per document, from log-probabilities of tokens.",
     .command = "printf 'doc,logprob\\na,-0.5\\na,-1.5\\nb,-3\\n' | mm-perplexity -g doc",
     .output = "doc,logprob\n"
               "a,2.718281828459045\n"
               "b,20.085536923187668\n"},
    {.says = "Of a real classifier's logits.",
     .command = "mm-perplexity --logits --target-file=digits_eval.csv#label digits_logits_linear.csv",
     .output = "1.1783230008018366\n",
     .tolerance = 1e-14},
    {0},
};

static enum mm_status start(void *state) {
    mm_mean_start(state, opt.probabilities ? MM_MEAN_GEOMETRIC : MM_MEAN_ARITHMETIC, 0);
    return MM_OK;
}

/* Rounding may put a sure token's log-probability above 0, or its probability above 1, by as much as a distribution's
 * sum may be off. */
static enum mm_status add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    const double most = (opt.probabilities ? 1 : 0) + 1e-6, least = opt.probabilities ? 0 : -INFINITY;
    for (size_t i = 0; i < n; i++)
        if (x[i * stride] > most || x[i * stride] < least) return MM_DOMAIN;
    return mm_mean_add(state, x, weights, n, stride);
}

static enum mm_status finish(void *state, double *value) {
    MM_TRY(mm_mean_finish(state, value));
    *value = opt.probabilities ? 1 / *value : mm_exp1(0 - *value);
    return MM_OK;
}

static void stop(void *state) {
    mm_mean_stop(state);
}

static enum mm_status loss(const double *x, size_t n, size_t target, double *value, struct mm_detail *detail) {
    enum mm_form form = opt.logits ? MM_LOGITS : opt.normalize ? MM_WEIGHTS : MM_PROBABILITIES;
    return mm_target_loss(form, x, n, target, value, detail);
}

static enum mm_status run(struct mm_run *run) {
    bool targets = opt.target.column != NULL || opt.target.file != NULL;
    if (opt.logits && opt.normalize) return mm_run_fail(run, MM_USAGE, "--logits and --normalize exclude each other");
    if (opt.logits && opt.probabilities)
        return mm_run_fail(run, MM_USAGE, "--logits and --probabilities exclude each other");
    if (targets)
        return mm_run_losses(run, &opt.target,
                             &(struct mm_loss_kernel){.loss = loss,
                                                      .of_mean = mm_exp1,
                                                      .name = "perplexity",
                                                      .hint = "--normalize divides by it, --logits takes the softmax"});
    if (opt.logits || opt.normalize)
        return mm_run_fail(run, MM_USAGE, "--logits and --normalize need --target=COL or --target-file=FILE#COL");
    return mm_run_columns(
        run, &(struct mm_column_statistic){
                 .size = sizeof(struct mm_mean), .start = start, .add = add, .finish = finish, .stop = stop});
}

static const struct mm_command command = {
    .name = "mm-perplexity",
    .wing = "probability",
    .summary = "perplexity of token probabilities or predictions",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Of each numeric column of natural log-probabilities (or --probabilities), a row for each token: one number "
        "for all, or one for each group of -g, so that several models side by side are compared. With --target or "
        "--target-file, of predictions: a row of --logits (or probabilities) for each token, and the class that came "
        "true, the name of a column or its index from 0. Where names of columns are themselves numbers, --target-by "
        "says which.\n\n"
        "The mean of logarithms is exact. A token with probability 0 makes the perplexity inf. A log-probability above "
        "0 is an error, as is a row that is no distribution unless --normalize or --logits says what it is.",
    .formula = "perplexity = exp(-(1/n) Σ_i log p_i)",
    .input = "a column of log-probabilities, or a distribution in each row and targets",
    .output = "a number; a column for each column of the input; with -g a row for each group",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Jurafsky and Martin, Speech and Language Processing, 2009, section 4.4.",
    .see_also = "mm-crossentropy mm-softmax mm-mean",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
