/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-cond: the condition number of a matrix. */
#include "linalg/lapack.h"
#include "linalg/spectrum.h"
#include "tool/scalars.h"

static struct { int norm; } opt = {.norm = MM_CONDITION_2};

static const struct mm_option options[] = {
    MM_CHOICE(0, "norm", &opt.norm, "2|1|inf|fro", "the norm; only 2 allows a matrix that is not square"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "How many digits of the measurements a regression on them may lose: log10 of this.",
     .command = "mm-cond --quiet --digits=6 iris.csv",
     .output = "50.9118\n"},
    {.says = "In the 1-norm.",
     .command = "printf '4,-2\\n1,1\\n' | mm-cond --norm=1",
     .output = "5\n",
     .tolerance = 1e-14},
    {.says = "A singular matrix.", .command = "printf '1,0\\n0,0\\n' | mm-cond", .output = "inf\n"},
    {0},
};

static enum mm_status measure(struct mm_run *run, const double *a, size_t m, size_t n, double values[MM_SCALARS],
                              struct mm_detail *detail) {
    (void)run;
    return mm_condition(a, m, n, (enum mm_condition_norm)opt.norm, values, detail);
}

static enum mm_status run(struct mm_run *run) {
    mm_lapack_threads(run->threads);
    return mm_run_scalar(run, &(struct mm_scalar_kernel){.measure = measure, .square = opt.norm != MM_CONDITION_2});
}

static const struct mm_command command = {
    .name = "mm-cond",
    .wing = "linalg",
    .summary = "condition number of a matrix",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "How much a relative change of A or b can grow in the solution of A x = b; its decimal logarithm is how many "
        "digits may be lost. In the norm 2 it is the largest singular value over the smallest, in fro it comes from "
        "all singular values, in 1 and inf from the inverse. A singular matrix has condition inf; from about 1e16 on "
        "the number says no more than that the matrix is singular to working precision.",
    .formula = "κ(A) = ‖A‖ ‖A⁻¹‖",
    .input = "a matrix m×n; n×n for the norms 1, inf and fro",
    .output = "a number",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 2.6.2.",
    .see_also = "mm-solve mm-svd mm-rank",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
