/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-rank: the numerical rank of a matrix. */
#include <math.h>

#include "linalg/lapack.h"
#include "linalg/spectrum.h"
#include "tool/scalars.h"

static struct { double rcond; } opt = {.rcond = NAN};

static const struct mm_option options[] = {
    MM_REAL('r', "rcond", &opt.rcond, "R", 0, 1,
            "singular values up to R times the largest count as zero; without it R is max(m,n)·2^-52"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A column that is the sum of two others.",
     .command = "printf 'a,b,c\\n1,2,3\\n0,1,1\\n2,5,7\\n1,1,2\\n' | mm-rank",
     .output = "2\n"},
    {.says = "The rank of measurements known to three digits.",
     .command = "mm-rank --quiet --rcond=1e-3 breast_cancer.csv",
     .output = "7\n"},
    {0},
};

static enum mm_status measure(struct mm_run *run, const double *a, size_t m, size_t n, double values[MM_SCALARS],
                              struct mm_detail *detail) {
    size_t rank = 0;
    (void)run;
    enum mm_status status = mm_matrix_rank(a, m, n, opt.rcond, &rank, detail);
    values[0] = (double)rank;
    return status;
}

static enum mm_status run(struct mm_run *run) {
    mm_lapack_threads(run->threads);
    return mm_run_scalar(run, &(struct mm_scalar_kernel){.measure = measure});
}

static const struct mm_command command = {
    .name = "mm-rank",
    .wing = "linalg",
    .summary = "numerical rank of a matrix",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description = "Counts the singular values above R times the largest. A matrix of zeros has rank 0.",
    .formula = "rank A = #{i : s_i > R s_1}",
    .input = "a matrix m×n",
    .output = "a number",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 5.4.1.",
    .see_also = "mm-svd mm-cond mm-det",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
