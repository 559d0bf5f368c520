/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-pinv: the pseudoinverse. */
#include <math.h>

#include "linalg/lapack.h"
#include "linalg/pinv.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"

static struct { double rcond; } opt = {.rcond = NAN};

static const struct mm_option options[] = {
    MM_REAL(0, "rcond", &opt.rcond, "R", 0, 1,
            "singular values up to R times the largest count as zero; without it eps max(m, n)"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Of a tall matrix: a left inverse.",
     .command = "printf '1,0\\n0,1\\n0,1\\n' | mm-pinv",
     .output = "1,0,0\n0,0.5,0.5\n",
     .tolerance = 1e-15},
    {.says = "Of a matrix of rank one, which has no inverse.",
     .command = "printf '1,2\\n2,4\\n' | mm-pinv --digits=6",
     .output = "0.04,0.08\n0.08,0.16\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_matrix a, inverse = {0};
    struct mm_detail detail = {0};
    size_t rank;
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrices(run, &a));
    MM_TRY(mm_matrix_new(&inverse, a.columns, a.rows));
    double rcond = isnan(opt.rcond) ? -1 : opt.rcond;
    enum mm_status status = mm_pinv(a.values, a.rows, a.columns, rcond, inverse.values, &rank, &detail);
    MM_TRY(mm_fail_matrix(run, 0, &a, status, &detail));
    if (!mm_strings_copy(&inverse.row_names, &a.column_names) || !mm_strings_copy(&inverse.column_names, &a.row_names))
        return MM_MEMORY;
    status = mm_output_matrix(run, &inverse, MM_SHAPE_TABLE);
    mm_matrix_free(&a);
    mm_matrix_free(&inverse);
    return status;
}

static const struct mm_command command = {
    .name = "mm-pinv",
    .wing = "linalg",
    .summary = "pseudoinverse of Moore and Penrose",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description = "The pseudoinverse by the singular value decomposition; of a regular matrix it is the inverse, of a "
                   "zero matrix zero. To solve equations use mm-lstsq, which is faster and more accurate. Labels swap, "
                   "as in a transpose.",
    .formula = "A⁺ = V diag(1/s) Uᵀ over the singular values that count",
    .input = "a matrix m×n",
    .output = "a matrix n×m",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 5.5.2.",
    .see_also = "mm-lstsq mm-inverse mm-svd mm-rank",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
