/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-crossentropy: cross-entropy of distributions, or of predictions and what came true. */

#include "numeric/logspace.h"
#include "probability/entropy.h"
#include "probability/form.h"
#include "tool/losses.h"
#include "tool/pairs.h"

static struct {
    bool normalize, logits;
    int base, reduce;
    struct mm_target_choice target;
} opt = {.base = MM_BASE_E, .reduce = -1, .target.by = -1};

static const struct mm_option options[] = {
    MM_TARGET_OPTIONS(&opt.target),
    MM_FLAG(0, "logits", &opt.logits, "the inputs are logits: take their softmax, in log space"),
    MM_FLAG(0, "normalize", &opt.normalize, "divide each vector by its sum first"),
    MM_CHOICE(0, "base", &opt.base, MM_LOG_BASES, "base of the logarithm: nats, bits or bans"),
    MM_CHOICE(0, "reduce", &opt.reduce, "mean|sum", "one number for all rows"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The mean loss of a real model on its test images.",
     .command = "mm-crossentropy --logits --target-file=digits_eval.csv#label --reduce=mean digits_logits_linear.csv",
     .output = "0.16409224187409086\n"},
    {.says = "Probabilities, and the class that came true by its name.",
     .command = "printf 'cat,dog,truth\\n0.7,0.3,cat\\n0.2,0.8,cat\\n' | mm-crossentropy --target=truth --digits=6",
     .output = "crossentropy\n"
               "0.356675\n"
               "1.60944\n"},
    {.says = "Of two distributions.",
     .command = "printf '0.5,0.5\\n0.25,0.75\\n' | mm-crossentropy --base=2",
     .output = "1.207518749639422\n"},
    {.says = "What a teacher would write on the board.",
     .command = "printf '1,2,0.5,0\\n' | mm-crossentropy --logits --target=4 --explain",
     .output = "x = 1, 2, 0.5\n"
               "t = 0: x_t = 1\n"
               "log Σ exp(x_i) = 2.4643687841079447\n"
               "-log p_t = log Σ exp(x_i) - x_t = 1.4643687841079447 nats\n"
               "Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 6.2.2\n"},
    {0},
};

static enum mm_form form(void) {
    return opt.logits ? MM_LOGITS : opt.normalize ? MM_WEIGHTS : MM_PROBABILITIES;
}

static double in_base(double nats) {
    return mm_from_nats(nats, (enum mm_log_base)opt.base);
}

static enum mm_status prepare(const void *context, const double *x, size_t n, double *to, struct mm_detail *detail) {
    (void)context;
    return mm_form_logs(form(), x, n, to, detail);
}

static double combine(const void *context, const double *p, const double *q, size_t n) {
    (void)context;
    return in_base((opt.logits ? mm_cross_entropy_log : mm_cross_entropy)(p, q, n));
}

static enum mm_status loss(const double *x, size_t n, size_t target, double *value, struct mm_detail *detail) {
    MM_TRY(mm_target_loss(form(), x, n, target, value, detail));
    *value = in_base(*value);
    return MM_OK;
}

static void put_term(struct mm_board *board, const void *context, size_t i) {
    const struct mm_board_pair *pair = context;
    mm_board_probability(board, pair->p[i], opt.logits);
    mm_board_printf(board, "·%s ", mm_base_log((enum mm_log_base)opt.base));
    mm_board_probability(board, pair->q[i], opt.logits);
}

static void put_value(struct mm_board *board, const void *context, size_t i) {
    const struct mm_board_pair *pair = context;
    mm_board_step(board, combine(NULL, pair->p + i, pair->q + i, 1));
}

static void explain_pair(const void *context, const double *p, const double *q, size_t n, double value,
                         struct mm_board *board) {
    const char *unit = mm_base_unit((enum mm_log_base)opt.base);
    const struct mm_board_sum sum = {"H(P,Q)", "-Σ p_i log q_i", "-(", ")", NULL, unit, put_term, put_value};
    (void)context;
    mm_board_work_out(board, &sum, &(struct mm_board_pair){p, q}, n, value);
    mm_board_printf(board, "Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 3.13\n");
}

static void explain_target(const double *x, size_t n, size_t target, const char *name, double value,
                           struct mm_board *board) {
    double log_sum;
    mm_board_list(board, "x", x, n);
    mm_board_printf(board, "t = %zu%s%s: x_t = ", target, name[0] != '\0' ? ", class " : "", name);
    mm_board_number(board, x[target]);
    if (opt.logits && mm_logsumexp(x, n, &log_sum) == MM_OK) {
        mm_board_printf(board, "\nlog Σ exp(x_i) = ");
        mm_board_number(board, log_sum);
    }
    mm_board_printf(board, "\n-log p_t = %s = ",
                    opt.logits      ? "log Σ exp(x_i) - x_t"
                    : opt.normalize ? "-log(x_t / Σ x)"
                                    : "-log x_t");
    mm_board_number(board, value);
    mm_board_printf(board, " %s\nSource: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 6.2.2\n",
                    mm_base_unit((enum mm_log_base)opt.base));
}

static enum mm_status run(struct mm_run *run) {
    const char *hint = "--normalize divides by the sum, --logits takes the softmax";
    const enum mm_reduction reduction = (enum mm_reduction)(opt.reduce + 1);
    if (opt.logits && opt.normalize) return mm_run_fail(run, MM_USAGE, "--logits and --normalize exclude each other");
    const struct mm_loss_kernel losses = {loss, NULL, explain_target, "crossentropy", hint, reduction};
    if (opt.target.column != NULL || opt.target.file != NULL) return mm_run_losses(run, &opt.target, &losses);
    if (run->operand_count > 2) return mm_run_fail(run, MM_USAGE, "P and Q are two files; more need a target");
    const struct mm_pair_kernel pairs = {prepare,      combine,           explain_pair,          .name = "crossentropy",
                                         .hint = hint, .broadcast = true, .reduction = reduction};
    return mm_run_pairs(run, &pairs);
}

static const struct mm_command command = {
    .name = "mm-crossentropy",
    .wing = "probability",
    .summary = "cross-entropy of distributions, or of predictions and targets",
    .operands = "P [Q] | FILE...",
    .operands_max = (size_t)-1,
    .description =
        "With --target or --target-file, the loss -log p_t of each prediction, t being the class that came true: the "
        "name of a column, or its index from 0. Where names of columns are themselves numbers, --target-by says which. "
        "Without, the cross-entropy of P and Q: two files row by row (a Q of one row serves all), or the two rows of "
        "one file, or the two columns that -k names.\n\n"
        "From --logits it is computed in log space as one expression. Probability 0 for what came true gives inf; "
        "nothing is clipped. A vector with a negative entry, or whose sum is off 1 by more than 1e-6, is an error "
        "unless --normalize or --logits says what it is. Rows stream in constant memory.",
    .formula = "H(P,Q) = -Σ_i p_i log q_i;  loss = -log p_t = log Σ_i exp(x_i) - x_t",
    .input = "a distribution (or logits) in each row, and targets; or two matrices of distributions",
    .output = "a number, or a column crossentropy with one for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_EXPLAIN | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Goodfellow, Bengio, Courville, Deep Learning, 2016, sections 3.13 and 6.2.2.",
    .see_also = "mm-perplexity mm-kl mm-entropy mm-softmax",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
