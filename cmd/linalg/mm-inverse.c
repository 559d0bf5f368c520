/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-inverse: the inverse of a matrix. */
#include <float.h>

#include "linalg/lapack.h"
#include "linalg/solve.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"

static const struct mm_example examples[] = {
    {.says = "The inverse of a labelled matrix: rows are named as columns were, and columns as rows.",
     .command = "printf ',x,y\\na,2,1\\nb,1,1\\n' | mm-inverse",
     .output = ",a,b\nx,1,-1\ny,-1,2\n",
     .tolerance = 1e-15},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_matrix a, inverse;
    struct mm_solution solution;
    struct mm_detail detail = {0};
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrices(run, &a));
    MM_TRY(mm_check_square(run, 0, &a));
    MM_TRY(mm_matrix_new(&inverse, a.rows, a.rows));
    enum mm_status status = mm_inverse(a.values, a.rows, DBL_EPSILON, inverse.values, &solution, &detail);
    MM_TRY(mm_fail_matrix(run, 0, &a, status, &detail));
    mm_note_digits(run, solution.rcond, mm_trusted_digits(solution.rcond));
    if (!mm_strings_copy(&inverse.row_names, &a.column_names) || !mm_strings_copy(&inverse.column_names, &a.row_names))
        return MM_MEMORY;
    status = mm_output_matrix(run, &inverse, MM_SHAPE_TABLE);
    mm_matrix_free(&a);
    mm_matrix_free(&inverse);
    return status;
}

static const struct mm_command command = {
    .name = "mm-inverse",
    .wing = "linalg",
    .summary = "inverse of a matrix",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Solves A X = I as mm-solve does, up to 32 rows with refinement to the last digits. To solve equations "
        "mm-solve is faster and more accurate than multiplying by an inverse.\n\n"
        "A matrix that is singular to working precision, rcond < 2^-52, is an error (exit status 4); below 1e-10 a "
        "note says how many digits can be trusted. Names of columns become labels of rows, and labels names.",
    .formula = "A A⁻¹ = I",
    .input = "a matrix n×n",
    .output = "a matrix n×n",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 3.4.",
    .see_also = "mm-solve mm-pinv mm-cond",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
