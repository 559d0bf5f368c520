/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-det: the determinant of a matrix. */
#include <math.h>

#include "linalg/determinant.h"
#include "linalg/lapack.h"
#include "tool/scalars.h"

static struct { bool log; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "log", &opt.log, "print the sign and the natural logarithm of the magnitude (sign, logdet)"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Up to 16 rows the result is exact, rounded once.",
     .command = "printf '1,2\\n3,4\\n' | mm-det",
     .output = "-2\n"},
    {.says = "A singular matrix has determinant 0.",
     .command = "printf '1,2,3\\n4,5,6\\n7,8,9\\n' | mm-det",
     .output = "0\n"},
    {.says = "A determinant below the smallest double, by its logarithm.",
     .command = "printf '1e-200,0\\n0,-1e-200\\n' | mm-det --log",
     .output = "sign,logdet\n-1,-921.0340371976183\n"},
    {0},
};

static enum mm_status measure(struct mm_run *run, const double *a, size_t m, size_t n, double values[MM_SCALARS],
                              struct mm_detail *detail) {
    struct mm_determinant determinant;
    (void)m;
    MM_TRY(mm_determinant(a, n, &determinant, detail));
    values[0] = opt.log ? mm_determinant_sign(&determinant) : mm_determinant_value(&determinant);
    values[1] = mm_determinant_log(&determinant);
    if (opt.log) return MM_OK;
    if (isinf(values[0]))
        return mm_run_fail(run, MM_DOMAIN, "the determinant is beyond the largest double: --log prints its logarithm");
    if (determinant.mantissa != 0 && !isnormal(values[0]))
        mm_note(run, "the determinant is not 0 but below the smallest normal double: --log prints its logarithm");
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_scalar_kernel kernel = {.measure = measure, .square = true};
    if (opt.log) kernel.names[0] = "sign", kernel.names[1] = "logdet";
    mm_lapack_threads(run->threads);
    return mm_run_scalar(run, &kernel);
}

static const struct mm_command command = {
    .name = "mm-det",
    .wing = "linalg",
    .summary = "determinant of a square matrix",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Up to 16 rows the determinant of the numbers as read is computed in integers and rounded once, so that a "
        "singular matrix gives 0. Beyond that it is the product of the pivots of an LU decomposition with partial "
        "pivoting; 0 is printed only where a pivot is 0, and mm-cond or mm-rank tell whether a matrix is singular to "
        "working precision.\n\n"
        "A determinant beyond the largest double is an error (exit status 4), one below the smallest is rounded with a "
        "note; --log has room for both. The logarithm of the determinant of a singular matrix is -inf, its sign 0.",
    .formula = "det A = Σ_σ sign(σ) Π_i a_iσ(i)",
    .input = "a matrix n×n",
    .output = "a number; with --log a record: sign (-1, 0 or 1), logdet",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 3.2.\n"
                  "Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, 1968.",
    .see_also = "mm-rank mm-cond mm-lu mm-trace",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
