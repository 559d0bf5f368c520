/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-logsumexp: the logarithm of a sum of exponentials. */
#include "numeric/logspace.h"
#include "probability/logsumexp.h"
#include "tool/rows.h"

static struct { const char *weights; } opt;

static const struct mm_option options[] = {
    MM_COLUMN_OPTION(0, "weights", &opt.weights, "COL", "the factors b in log Σ b exp(x), x being a column"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "No logit is too large.", .command = "echo 1000,1000 | mm-logsumexp", .output = "1000.6931471805599\n"},
    {.says = "The log-normaliser of each prediction.",
     .command = "mm-logsumexp digits_logits_linear.csv | head -3",
     .output = "logsumexp\n"
               "5.8370160518228245\n"
               "6.2674666053791634\n"},
    {.says = "The logarithm of the mean of likelihoods that are given as logarithms.",
     .command = "printf 'lp,b\\n-1000,0.25\\n-1001,0.75\\n' | mm-logsumexp --weights=b",
     .output = "-1000.6426259804912\n"},
    {0},
};

static enum mm_status apply(const void *context, const double *x, size_t n, double *y, struct mm_detail *detail) {
    (void)context;
    (void)detail;
    return mm_logsumexp(x, n, y);
}

static enum mm_status apply_weighted(const void *context, double *x, const double *weights, size_t n, double *y,
                                     struct mm_detail *detail) {
    (void)context;
    return mm_logsumexp_weighted(x, weights, n, y, detail);
}

static enum mm_status run(struct mm_run *run) {
    return mm_run_rows(run, &(struct mm_row_kernel){.apply = apply,
                                                    .apply_weighted = apply_weighted,
                                                    .to_number = true,
                                                    .name = "logsumexp",
                                                    .weights = opt.weights});
}

static const struct mm_command command = {
    .name = "mm-logsumexp",
    .wing = "probability",
    .summary = "logarithm of a sum of exponentials",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "One number for each row, in constant memory; an input with one column is one vector, which is held, as are "
        "--axis=columns and --axis=all. The largest entry is taken off before exponentiation, so that nothing "
        "overflows.\n\n"
        "Nothing but -inf gives -inf, a +inf gives inf. --weights names a column of factors for the rows, and makes "
        "each other column one vector; a factor 0 leaves its row out, a negative one subtracts, and a negative sum "
        "has no logarithm (exit 4).",
    .formula = "lse(x) = log Σ_i exp(x_i) = m + log Σ_i exp(x_i - m),  m = max_i x_i",
    .input = "a matrix, a vector in each row (see --axis)",
    .output = "a number, or a column logsumexp with one for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_AXIS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Blanchard, Higham, Higham, Accurately computing the log-sum-exp and softmax functions, 2021.",
    .see_also = "mm-softmax mm-crossentropy",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
