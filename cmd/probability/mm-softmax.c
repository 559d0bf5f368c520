/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-softmax: logits to probabilities. */
#include "numeric/elementary.h"
#include "probability/softmax.h"
#include "tool/rows.h"

static struct {
    double temperature;
    bool log;
} opt = {.temperature = 1};

static const struct mm_option options[] = {
    MM_REAL_OPEN('T', "temperature", &opt.temperature, "T", 0, 1e308, "divide the logits by this first"),
    MM_FLAG(0, "log", &opt.log, "natural logarithms of the probabilities, computed as such"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Three logits to probabilities.",
     .command = "printf '1,2,0.5\\n' | mm-softmax --digits=4",
     .output = "0.2312,0.6285,0.1402\n"},
    {.says = "Probabilities of the digits 0 to 9 for the first two test images.",
     .command = "mm-softmax --digits=3 digits_logits_linear.csv | head -3",
     .output = "digit_0,digit_1,digit_2,digit_3,digit_4,digit_5,digit_6,digit_7,digit_8,digit_9\n"
               "0.00029,0.00112,0.00808,0.954,0.0000601,0.0031,0.000485,0.000872,0.0108,0.021\n"
               "0.000158,0.000543,0.0044,0.00156,0.0101,0.000642,0.0000821,0.98,0.00175,0.00112\n"},
    {.says = "What a teacher would write on the board.",
     .command = "printf '1,2,0.5\\n' | mm-softmax --explain",
     .output = "softmax(x)_i = exp(x_i/T - m) / Σ_j exp(x_j/T - m),  m = max_j x_j/T = 2,  T = 1\n"
               "x           = 1, 2, 0.5\n"
               "x/T - m     = -1, 0, -1.5\n"
               "exp         = 0.367879, 1, 0.22313\n"
               "Σ exp       = 1.59101\n"
               "softmax     = 0.23122389762214907, 0.6285317192117624, 0.14024438316608848\n"
               "Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 4.1\n"},
    {.says = "A low temperature sharpens.",
     .command = "echo '[1, 2, 0.5]' | mm-softmax --temperature=0.1 --digits=4",
     .output = "[0.0000454,1,3.059e-7]\n"},
    {0},
};

static enum mm_status apply(const void *context, const double *x, size_t n, double *y, struct mm_detail *detail) {
    (void)context;
    return (opt.log ? mm_log_softmax : mm_softmax)(x, n, opt.temperature, y, detail);
}

static enum mm_status apply_rows(const void *context, const double *x, size_t rows, size_t n, double *y,
                                 struct mm_detail *detail) {
    (void)context;
    return mm_softmax_rows(x, rows, n, opt.temperature, y, detail);
}

/* x/T - m and its exponentials, to the edge of the board; their sum over all of x. */
static void explain(const void *context, const double *x, size_t n, const double *y, struct mm_board *board) {
    const double largest = mm_max(x, n) / opt.temperature;
    double shifted[MM_BOARD_TERMS], powers[MM_BOARD_TERMS], sum = 0;
    (void)context;
    for (size_t i = 0; i < n; i++) {
        double difference = x[i] / opt.temperature - largest;
        sum += mm_exp1(difference);
        if (i >= MM_BOARD_TERMS) continue;
        shifted[i] = difference;
        powers[i] = mm_exp1(difference);
    }
    mm_board_printf(board, opt.log ? "log softmax(x)_i = (x_i/T - m) - log Σ_j exp(x_j/T - m)"
                                   : "softmax(x)_i = exp(x_i/T - m) / Σ_j exp(x_j/T - m)");
    mm_board_printf(board, ",  m = max_j x_j/T = ");
    mm_board_step(board, largest);
    mm_board_printf(board, ",  T = ");
    mm_board_number(board, opt.temperature);
    mm_board_printf(board, "\n");
    mm_board_list(board, "x          ", x, n);
    mm_board_steps(board, "x/T - m    ", shifted, n);
    mm_board_steps(board, "exp        ", powers, n);
    mm_board_steps(board, "Σ exp      ", &sum, 1);
    mm_board_list(board, opt.log ? "log softmax" : "softmax    ", y, n);
    mm_board_printf(board, "Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 4.1\n");
}

static enum mm_status run(struct mm_run *run) {
    return mm_run_rows(
        run, &(struct mm_row_kernel){.apply = apply, .apply_rows = opt.log ? NULL : apply_rows, .explain = explain});
}

static const struct mm_command command = {
    .name = "mm-softmax",
    .wing = "probability",
    .summary = "logits to probabilities",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description = "Turns each row of logits into a probability distribution. Rows are written as they are read, in "
                   "constant memory; an "
                   "input with one column is one vector, which is held, as are --axis=columns and --axis=all.\n\n"
                   "-inf is a logit that has probability 0. A row with +inf or NaN, or with nothing but -inf, has no "
                   "softmax and is an error. "
                   "No logit is too large: the largest of the row is taken off before exponentiation.",
    .formula = "softmax(x)_i = exp(x_i/T - m) / Σ_j exp(x_j/T - m),  m = max_j x_j/T",
    .input = "a matrix of logits, a vector in each row (see --axis)",
    .output = "probabilities in the same shape, with the same names and labels",
    .common = MM_COMMON_TABLE | MM_COMMON_AXIS | MM_COMMON_EXPLAIN | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Goodfellow, Bengio, Courville, Deep Learning, 2016, section 4.1.\n"
                  "Blanchard, Higham, Higham, Accurately computing the log-sum-exp and softmax functions, 2021.",
    .see_also = "mm-kl mm-mean",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
