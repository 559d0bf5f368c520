/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-js: Jensen-Shannon divergence and distance, row by row. */
#include <math.h>

#include "probability/entropy.h"
#include "probability/form.h"
#include "tool/pairs.h"

static struct {
    bool distance, normalize, logits;
    int base, reduce;
} opt = {.base = MM_BASE_E, .reduce = -1};

static const struct mm_option options[] = {
    MM_FLAG(0, "distance", &opt.distance, "the square root of the divergence, which is a metric"),
    MM_CHOICE(0, "base", &opt.base, MM_LOG_BASES, "base of the logarithm: nats, bits or bans"),
    MM_CHOICE(0, "reduce", &opt.reduce, "mean|sum", "one number for all rows"),
    MM_FLAG(0, "normalize", &opt.normalize, "divide each vector by its sum first"),
    MM_FLAG(0, "logits", &opt.logits, "the inputs are logits: take their softmax"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Distributions that have nothing in common are one bit apart.",
     .command = "printf '1,0\\n0,1\\n' | mm-js --base=2",
     .output = "1\n"},
    {.says = "How far two real models' predictions are apart, image by image.",
     .command = "mm-js --logits --distance digits_logits_linear.csv digits_logits_mlp.csv | head -3",
     .output = "js\n"
               "0.09917251919965454\n"
               "0.08136519596155956\n",
     .tolerance = 1e-13},
    {0},
};

static enum mm_status prepare(const void *context, const double *x, size_t n, double *to, struct mm_detail *detail) {
    (void)context;
    return mm_form_probabilities(opt.logits      ? MM_LOGITS
                                 : opt.normalize ? MM_WEIGHTS
                                                 : MM_PROBABILITIES,
                                 x, n, to, detail);
}

static double combine(const void *context, const double *p, const double *q, size_t n) {
    (void)context;
    double divergence = mm_from_nats(mm_js_divergence(p, q, n), (enum mm_log_base)opt.base);
    return opt.distance ? sqrt(divergence) : divergence;
}

static enum mm_status run(struct mm_run *run) {
    if (opt.logits && opt.normalize) return mm_run_fail(run, MM_USAGE, "--logits and --normalize exclude each other");
    return mm_run_pairs(run, &(struct mm_pair_kernel){.prepare = prepare,
                                                      .combine = combine,
                                                      .name = "js",
                                                      .hint = opt.normalize ? NULL : "--normalize divides by the sum",
                                                      .broadcast = true,
                                                      .reduction = (enum mm_reduction)(opt.reduce + 1)});
}

static const struct mm_command command = {
    .name = "mm-js",
    .wing = "probability",
    .summary = "Jensen-Shannon divergence of distributions",
    .operands = "P [Q]",
    .operands_max = 2,
    .description =
        "How far distributions P and Q are apart: symmetric, finite, at most log 2. With two files, row by row in "
        "constant memory; a Q of one row serves every row of P. With one file, its two rows, or the two columns that "
        "-k names.\n\n"
        "The default is the divergence in nats; scipy's jensenshannon is its root, which --distance gives. A vector "
        "with a negative entry, or whose sum is off 1 by more than 1e-6, is an error unless --normalize or --logits "
        "says what it is. Names of columns and labels of rows must agree.",
    .formula = "JS(P,Q) = ½ KL(P‖M) + ½ KL(Q‖M),  M = (P + Q)/2",
    .input = "two vectors, or two matrices with a distribution in each row",
    .output = "a number, or a column js with one for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Lin, Divergence measures based on the Shannon entropy, 1991.",
    .see_also = "mm-kl mm-crossentropy mm-entropy",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
