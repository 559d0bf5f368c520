/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-entropy: Shannon entropy, row by row. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "probability/divergence.h"
#include "probability/entropy.h"
#include "probability/form.h"
#include "tool/rows.h"

static struct {
    int base, correct;
    bool normalize, counts, logits;
} opt = {.base = MM_BASE_E, .correct = -1};

static const struct mm_option options[] = {
    MM_CHOICE(0, "base", &opt.base, MM_LOG_BASES, "base of the logarithm: nats, bits or bans"),
    MM_FLAG(0, "normalize", &opt.normalize, "divide each vector by its sum first"),
    MM_FLAG(0, "counts", &opt.counts, "the inputs are counts: the plug-in estimate from their frequencies"),
    MM_CHOICE(0, "correct", &opt.correct, "miller-madow", "add (m - 1)/2N to the estimate from m classes seen in N"),
    MM_FLAG(0, "logits", &opt.logits, "the inputs are logits: take their softmax, in log space"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A fair coin has one bit.", .command = "echo 0.5,0.5 | mm-entropy --base=2", .output = "1\n"},
    {.says = "How uncertain a real model is of each test image.",
     .command = "mm-entropy --logits digits_logits_linear.csv | head -3",
     .output = "entropy\n"
               "0.25188356228438646\n"
               "0.13032095367128793\n"},
    {.says = "The entropy behind 10 observations, corrected for the small sample.",
     .command = "echo 5,3,2 | mm-entropy --counts --correct=miller-madow",
     .output = "1.1296530140645737\n"},
    {.says = "What a teacher would write on the board.",
     .command = "echo 0.5,0.25,0.25 | mm-entropy --base=2 --explain",
     .output = "H(P) = -Σ p_i log2 p_i\n"
               "     = -(0.5·log2 0.5 + 0.25·log2 0.25 + 0.25·log2 0.25)\n"
               "     = 0.5 + 0.5 + 0.5\n"
               "     = 1.5 bits\n"
               "0 log 0 = 0; at most log2 3 = 1.58496, when all are equal\n"
               "Source: Cover and Thomas, Elements of Information Theory, 2006, section 2.1\n"},
    {0},
};

static enum mm_status apply(const void *context, const double *x, size_t n, double *y, struct mm_detail *detail) {
    double nats;
    (void)context;
    if (opt.logits) {
        MM_TRY(mm_entropy_logits(x, n, &nats, detail));
    } else if (opt.normalize || opt.counts) {
        MM_TRY((opt.counts ? mm_check_counts : mm_check_weights)(x, n, detail));
        nats = mm_entropy_weights(x, n) + (opt.correct >= 0 ? mm_miller_madow(x, n) : 0);
    } else {
        MM_TRY(mm_check_distribution(x, n, detail));
        nats = mm_entropy(x, n);
    }
    *y = mm_from_nats(nats, (enum mm_log_base)opt.base);
    return MM_OK;
}

static void put_term(struct mm_board *board, const void *context, size_t i) {
    double p = ((const double *)context)[i];
    mm_board_step(board, p);
    mm_board_printf(board, "·%s ", mm_base_log((enum mm_log_base)opt.base));
    mm_board_step(board, p);
}

static void put_value(struct mm_board *board, const void *context, size_t i) {
    mm_board_step(board, mm_from_nats(mm_entropy((const double *)context + i, 1), (enum mm_log_base)opt.base));
}

static void explain(const void *context, const double *x, size_t n, const double *y, struct mm_board *board) {
    const enum mm_log_base base = (enum mm_log_base)opt.base;
    const bool weights = opt.normalize || opt.counts;
    char formula[80], tail[80];
    double *p = mm_new_doubles(1, n);
    (void)context;
    board->text.failed |= p == NULL;
    if (p == NULL) return;
    mm_form_probabilities(opt.logits ? MM_LOGITS : weights ? MM_WEIGHTS : MM_PROBABILITIES, x, n, p, NULL);
    if (opt.logits) mm_board_steps(board, "P = softmax(x)", p, n);
    if (weights) mm_board_steps(board, "P = x / Σ x", p, n);
    snprintf(formula, sizeof formula, "-Σ p_i %s p_i", mm_base_log(base));
    snprintf(tail, sizeof tail, " + %.6g for the bias", mm_from_nats(mm_miller_madow(x, n), base));
    const struct mm_board_sum sum = {.name = "H(P)",
                                     .formula = formula,
                                     .before = "-(",
                                     .after = ")",
                                     .tail = opt.correct >= 0 ? tail : NULL,
                                     .unit = mm_base_unit(base),
                                     .term = put_term,
                                     .value = put_value};
    mm_board_work_out(board, &sum, p, n, *y);
    mm_board_printf(board, "0 log 0 = 0; at most %s %zu = ", mm_base_log(base), n);
    mm_board_step(board, mm_from_nats(log((double)n), base));
    mm_board_printf(board, ", when all are equal\n"
                           "Source: Cover and Thomas, Elements of Information Theory, 2006, section 2.1\n");
    free(p);
}

static enum mm_status run(struct mm_run *run) {
    if (opt.logits + opt.normalize + opt.counts > 1)
        return mm_run_fail(run, MM_USAGE, "--logits, --normalize and --counts exclude each other");
    if (opt.correct >= 0 && !opt.counts) return mm_run_fail(run, MM_USAGE, "--correct is for --counts");
    return mm_run_rows(run, &(struct mm_row_kernel){.apply = apply,
                                                    .explain = explain,
                                                    .to_number = true,
                                                    .name = "entropy",
                                                    .refusal = "not a count",
                                                    .hint = opt.normalize ? NULL : "--normalize divides by the sum"});
}

static const struct mm_command command = {
    .name = "mm-entropy",
    .wing = "probability",
    .summary = "Shannon entropy of distributions",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "How uncertain a distribution is: one number for each row, in constant memory. An input with one column is "
        "one vector, which is held, as are --axis=columns and --axis=all. 0 log 0 is 0.\n\n"
        "A vector with a negative entry, or whose sum is off 1 by more than 1e-6, is an error unless --normalize, "
        "--counts or --logits says what it is. Counts are whole numbers; the plug-in estimate from them is too small "
        "on average, by (m - 1)/2N nats to first order, which --correct=miller-madow adds.",
    .formula = "H(P) = -Σ_i p_i log p_i",
    .input = "a matrix with a distribution in each row (see --axis)",
    .output = "a number, or a column entropy with one for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_AXIS | MM_COMMON_EXPLAIN | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Cover and Thomas, Elements of Information Theory, 2006, section 2.1.\n"
                  "Miller, Note on the bias of information estimates, 1955.",
    .see_also = "mm-crossentropy mm-kl mm-mutual-info mm-softmax",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
