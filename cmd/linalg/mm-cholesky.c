/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-cholesky: the triangular root of a positive definite matrix. */
#include "linalg/factor.h"
#include "linalg/lapack.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"

static const struct mm_example examples[] = {
    {.says = "The root of a covariance matrix, which turns independent normal variates into correlated ones.",
     .command = "printf '4,2\\n2,5\\n' | mm-cholesky",
     .output = "2,0\n1,2\n",
     .tolerance = 1e-15},
    {.says = "The root times its transpose gives the matrix back.",
     .command = "printf '4,2\\n2,5\\n' | mm-cholesky | mm-matmul --transpose=b - -",
     .output = "4,2\n2,5\n",
     .tolerance = 1e-15},
    {0},
};

static enum mm_status fail(struct mm_run *run, const struct mm_matrix *a, enum mm_status status,
                           const struct mm_detail *detail) {
    const char *name = mm_operand_name(run, 0);
    size_t i = detail->index / a->columns + 1, j = detail->index % a->columns + 1;
    if (status == MM_SINGULAR)
        return mm_run_fail(run, status, "%s is not positive definite: the leading minor of order %zu is not positive",
                           name, detail->index);
    if (status == MM_DATA)
        return mm_run_fail(run, status, "%s is not symmetric: row %zu, column %zu differs from row %zu, column %zu",
                           name, i, j, j, i);
    return mm_fail_matrix(run, 0, a, status, detail);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_matrix a, l;
    struct mm_detail detail = {0};
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrices(run, &a));
    MM_TRY(mm_check_square(run, 0, &a));
    MM_TRY(mm_matrix_new(&l, a.rows, a.rows));
    MM_TRY(fail(run, &a, mm_cholesky(a.values, a.rows, l.values, &detail), &detail));
    if (!mm_strings_copy(&l.row_names, &a.row_names) || !mm_strings_copy(&l.column_names, &a.column_names))
        return MM_MEMORY;
    enum mm_status status = mm_output_parts(run, &(struct mm_part){.name = "l", .matrix = l}, 1, "l");
    mm_matrix_free(&a);
    mm_matrix_free(&l);
    return status;
}

static const struct mm_command command = {
    .name = "mm-cholesky",
    .wing = "linalg",
    .summary = "triangular root of a positive definite matrix",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Prints the lower triangle l. The matrix must be symmetric to 1e-10 of its largest entry (exit status 3 "
        "otherwise); of entries that differ by less the lower one counts. A matrix that is not positive definite is an "
        "error (exit status 4) that names the first leading minor that is not positive. Labels and names are kept.",
    .formula = "A = L Lᵀ",
    .input = "a symmetric matrix n×n",
    .output = "l: n×n, zeros above the diagonal",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 4.2.",
    .see_also = "mm-solve mm-lu mm-eigen",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
