/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-pdf: densities and probabilities of values. */
#include "evaluate.h"

static struct { bool log; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "log", &opt.log, "natural logarithm of the result, computed as such"),
    MM_EVALUATE_OPTIONS,
};

static const struct mm_example examples[] = {
    {.says = "The standard normal density.",
     .command = "printf '1.5\\n2\\n' | mm-pdf normal --mu=0 --sigma=1",
     .output = "0.12951759566589174\n0.05399096651318805\n",
     .tolerance = 1e-13},
    {.says = "Three heads in ten tosses.",
     .command = "echo 3 | mm-pdf binomial --trials=10 --prob=0.5",
     .output = "0.1171875\n",
     .tolerance = 1e-13},
    {.says = "Each row with its own mean.",
     .command = "printf 'x,m\\n1,0\\n1,1\\n' | mm-pdf normal --mu=@m --digits=4",
     .output = "x\n0.242\n0.3989\n"},
    {0},
};

static enum mm_status apply(const void *family, const double *parameters, double x, double *y) {
    return mm_distribution_density(family, parameters, x, opt.log, y);
}

static const struct mm_command command = {
    .name = "mm-pdf",
    .summary = "density of a distribution at values",
    .description =
        "The density, or of a discrete family the probability, of each value; 0 outside the support and between whole "
        "numbers." MM_EVALUATE_TEXT,
    .formula = "f(x), or P(X = x) of a discrete family",
    .input = "numbers, or a table",
    .references = "Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions, 1994.\n"
                  "Loader, Fast and accurate computation of binomial probabilities, 2000.",
    .see_also = "mm-cdf mm-ppf mm-rand",
    MM_EVALUATE_COMMAND,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
