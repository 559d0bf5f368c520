/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-kl: Kullback-Leibler divergence, row by row. */
#include <stdio.h>

#include "probability/divergence.h"
#include "probability/form.h"
#include "tool/pairs.h"

static struct {
    bool normalize, logits;
    int base, reduce;
} opt = {.base = MM_BASE_E, .reduce = -1};

static const struct mm_option options[] = {
    MM_CHOICE(0, "base", &opt.base, MM_LOG_BASES, "base of the logarithm: nats, bits or bans"),
    MM_CHOICE(0, "reduce", &opt.reduce, "mean|sum", "one number for all rows"),
    MM_FLAG(0, "normalize", &opt.normalize, "divide each vector by its sum first"),
    MM_FLAG(0, "logits", &opt.logits, "the inputs are logits: take their softmax, in log space"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The divergence of a certain outcome from a prediction of it.",
     .command = "printf '0,1,0\\n0.2312,0.6285,0.1403\\n' | mm-kl --digits=4",
     .output = "0.4644\n"},
    {.says = "What a teacher would write on the board.",
     .command = "printf '0,1,0\\n0.2312,0.6285,0.1403\\n' | mm-kl --explain",
     .output = "KL(P‖Q) = Σ p_i log(p_i/q_i)\n"
               "        = 0·log(0/0.2312) + 1·log(1/0.6285) + 0·log(0/0.1403)\n"
               "        = 0 + 0.464419 + 0\n"
               "        = 0.46441925095183506 nats\n"
               "0 log(0/q) = 0; p > 0 where q = 0 makes it inf\n"
               "Source: Cover and Thomas, Elements of Information Theory, 2006, section 2.3\n"},
    {.says = "How far two real models' predictions are apart on average, in bits.",
     .command = "mm-kl --logits --base=2 --reduce=mean digits_logits_linear.csv digits_logits_mlp.csv",
     .output = "0.20946893679391945\n",
     .tolerance = 1e-13},
    {.says = "The same as a stream of probabilities, image by image.",
     .command = "mm-softmax digits_logits_mlp.csv >\"$TMPDIR/q.csv\"\n"
                "mm-softmax digits_logits_linear.csv | mm-kl - \"$TMPDIR/q.csv\" | head -3",
     .output = "kl\n"
               "0.080574455219769\n"
               "0.09457612848652591\n",
     .tolerance = 1e-12},
    {0},
};

static enum mm_status prepare(const void *context, const double *x, size_t n, double *to, struct mm_detail *detail) {
    (void)context;
    return mm_form_logs(opt.logits ? MM_LOGITS : opt.normalize ? MM_WEIGHTS : MM_PROBABILITIES, x, n, to, detail);
}

static double combine(const void *context, const double *p, const double *q, size_t n) {
    (void)context;
    double nats = opt.logits ? mm_kl_divergence_log(p, q, n) : mm_kl_divergence(p, q, n);
    return mm_from_nats(nats, (enum mm_log_base)opt.base);
}

static void put_term(struct mm_board *board, const void *context, size_t i) {
    const struct mm_board_pair *pair = context;
    mm_board_probability(board, pair->p[i], opt.logits);
    mm_board_printf(board, "·%s(", mm_base_log((enum mm_log_base)opt.base));
    mm_board_probability(board, pair->p[i], opt.logits);
    mm_board_printf(board, "/");
    mm_board_probability(board, pair->q[i], opt.logits);
    mm_board_printf(board, ")");
}

static void put_value(struct mm_board *board, const void *context, size_t i) {
    const struct mm_board_pair *pair = context;
    mm_board_step(board, combine(NULL, pair->p + i, pair->q + i, 1));
}

static void explain(const void *context, const double *p, const double *q, size_t n, double value,
                    struct mm_board *board) {
    const enum mm_log_base base = (enum mm_log_base)opt.base;
    char formula[64];
    (void)context;
    snprintf(formula, sizeof formula, "Σ p_i %s(p_i/q_i)", mm_base_log(base));
    mm_board_work_out(
        board,
        &(struct mm_board_sum){
            .name = "KL(P‖Q)", .formula = formula, .unit = mm_base_unit(base), .term = put_term, .value = put_value},
        &(struct mm_board_pair){p, q}, n, value);
    mm_board_printf(board, "0 log(0/q) = 0; p > 0 where q = 0 makes it inf\n"
                           "Source: Cover and Thomas, Elements of Information Theory, 2006, section 2.3\n");
}

static enum mm_status run(struct mm_run *run) {
    if (opt.logits && opt.normalize) return mm_run_fail(run, MM_USAGE, "--logits and --normalize exclude each other");
    return mm_run_pairs(run, &(struct mm_pair_kernel){.prepare = prepare,
                                                      .combine = combine,
                                                      .explain = explain,
                                                      .name = "kl",
                                                      .hint = opt.normalize ? NULL : "--normalize divides by the sum",
                                                      .broadcast = true,
                                                      .reduction = (enum mm_reduction)(opt.reduce + 1)});
}

static const struct mm_command command = {
    .name = "mm-kl",
    .wing = "probability",
    .summary = "Kullback-Leibler divergence of distributions",
    .operands = "P [Q]",
    .operands_max = 2,
    .description = "How much distribution P differs from Q. With two files, row by row in constant memory; a Q of one "
                   "row serves every row "
                   "of P. With one file, its two rows, or the two columns that -k names.\n\n"
                   "0 log 0 is 0; p > 0 where q = 0 makes the divergence inf. A vector with a negative entry, or whose "
                   "sum is off 1 by more than "
                   "1e-6, is an error unless --normalize or --logits says what it is. Names of columns and labels of "
                   "rows must agree.",
    .formula = "KL(P‖Q) = Σ_i p_i log(p_i / q_i)",
    .input = "two vectors, or two matrices with a distribution in each row",
    .output = "a number, or a column kl with one for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_EXPLAIN | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Cover and Thomas, Elements of Information Theory, 2006, section 2.3.",
    .see_also = "mm-softmax mm-mean",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
