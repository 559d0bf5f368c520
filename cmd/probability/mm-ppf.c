/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-ppf: quantiles of distributions. */
#include "evaluate.h"

static struct { bool log, upper; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "log", &opt.log, "the input is natural logarithms of probabilities"),
    MM_FLAG(0, "upper", &opt.upper, "the input is probabilities of the upper tail"),
    MM_EVALUATE_OPTIONS,
};

static const struct mm_example examples[] = {
    {.says = "The factor of a 95 % interval.",
     .command = "echo 0.975 | mm-ppf normal",
     .output = "1.959963984540054\n",
     .tolerance = 1e-13},
    {.says = "And with 9 degrees of freedom.",
     .command = "echo 0.025 | mm-ppf t --df=9 --upper",
     .output = "2.262157162798205\n",
     .tolerance = 1e-13},
    {.says = "A median count.", .command = "echo 0.5 | mm-ppf poisson --rate=3.5", .output = "3\n"},
    {0},
};

static enum mm_status apply(const void *family, const double *parameters, double x, double *y) {
    return mm_distribution_quantile(family, parameters, x, opt.upper, opt.log, y);
}

static const struct mm_command command = {
    .name = "mm-ppf",
    .summary = "quantile of a distribution at probabilities",
    .description =
        "The value that each probability belongs to; of a discrete family the least whole number at which the probability "
        "is reached (to within 64 eps, so that 1 - 0.7 reaches 0.3). The quantile of 0 is the least value of the "
        "support, of 1 the largest." MM_EVALUATE_TEXT,
    .formula = "x with P(X ≤ x) = p;  --upper: P(X > x) = p",
    .input = "numbers, or a table",
    .references = "Johnson, Kotz, Balakrishnan, Continuous Univariate Distributions, 1994.\n"
                  "Loader, Fast and accurate computation of binomial probabilities, 2000.",
    .see_also = "mm-cdf mm-pdf mm-rand",
    MM_EVALUATE_COMMAND,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
