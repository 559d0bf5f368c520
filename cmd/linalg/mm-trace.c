/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-trace: the sum of the diagonal of a matrix. */
#include <math.h>

#include "linalg/spectrum.h"
#include "tool/scalars.h"

static const struct mm_example examples[] = {
    {.says = "The sum of the diagonal.", .command = "printf '1,2\\n3,4\\n' | mm-trace", .output = "5\n"},
    {.says = "The sum is exact and rounded once.",
     .command = "printf '1e100,0,0\\n0,1,0\\n0,0,-1e100\\n' | mm-trace",
     .output = "1\n"},
    {0},
};

static enum mm_status measure(struct mm_run *run, const double *a, size_t m, size_t n, double values[MM_SCALARS],
                              struct mm_detail *detail) {
    bool has_nan = false;
    (void)detail;
    MM_TRY(mm_trace(a, n, values));
    for (size_t i = 0; i < m; i++) has_nan = has_nan || isnan(a[i * n + i]);
    if (isnan(values[0]) && !has_nan) return mm_run_fail(run, MM_DOMAIN, "the diagonal has both inf and -inf");
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    return mm_run_scalar(run, &(struct mm_scalar_kernel){.measure = measure, .square = true});
}

static const struct mm_command command = {
    .name = "mm-trace",
    .wing = "linalg",
    .summary = "sum of the diagonal of a square matrix",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description = "Adds up the diagonal, exactly, and rounds once. A matrix that is not square has no trace.",
    .formula = "tr A = Σ_i a_ii",
    .input = "a matrix n×n",
    .output = "a number",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 2.1.",
    .see_also = "mm-det mm-eigen",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
