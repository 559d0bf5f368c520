/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-cdf: probabilities up to and beyond values. */
#include "evaluate.h"

static struct { bool log, upper; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "log", &opt.log, "natural logarithm of the result, computed as such"),
    MM_FLAG(0, "upper", &opt.upper, "the upper tail, P(X > x)"),
    MM_EVALUATE_OPTIONS,
};

static const struct mm_example examples[] = {
    {.says = "A two-sided p-value of t = 2.5 on 9 degrees of freedom is twice this.",
     .command = "echo 2.5 | mm-cdf t --df=9 --upper",
     .output = "0.01693091384149285\n",
     .tolerance = 1e-13},
    {.says = "Far in the tail.",
     .command = "echo 37 | mm-cdf normal --upper",
     .output = "5.725571222524576e-300\n",
     .tolerance = 1e-13},
    {.says = "Beyond the range of doubles.",
     .command = "echo -100 | mm-cdf normal --log",
     .output = "-5005.524208694205\n",
     .tolerance = 1e-13},
    {0},
};

static enum mm_status apply(const void *family, const double *parameters, double x, double *y) {
    return mm_distribution_tail(family, parameters, x, opt.upper, opt.log, y);
}

static const struct mm_command command = {
    .name = "mm-cdf",
    .summary = "probability up to or beyond values",
    .description =
        "The probability of a value at most (or, with --upper, above) each value. Both tails keep their relative accuracy, "
        "so a p-value of 1e-300 is one, and --log goes further." MM_EVALUATE_TEXT,
    .formula = "F(x) = P(X ≤ x);  --upper: P(X > x)",
    .input = "numbers, or a table",
    .references = "Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions, 1994.\n"
                  "Loader, Fast and accurate computation of binomial probabilities, 2000.",
    .see_also = "mm-pdf mm-ppf mm-rand",
    MM_EVALUATE_COMMAND,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
