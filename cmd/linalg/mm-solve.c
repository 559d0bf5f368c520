/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-solve: systems of linear equations. */
#include <float.h>

#include "linalg/lapack.h"
#include "linalg/solve.h"
#include "tool/extra.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"
#include "tool/table.h"

static struct { bool report; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "report", &opt.report, "print n, condition, rcond, residual, digits and scaled instead of the solution"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Two equations.",
     .command = "printf '2,1\\n1,3\\n' >\"$TMPDIR/A.csv\"; printf '3\\n5\\n' | mm-solve \"$TMPDIR/A.csv\" -",
     .output = "0.8\n1.4\n",
     .tolerance = 1e-15},
    {.says = "Names go from the columns of A to the rows of x.",
     .command = "printf 'x,y\\n2,1\\n1,3\\n' >\"$TMPDIR/A.csv\"; printf '3\\n5\\n' | mm-solve \"$TMPDIR/A.csv\" -",
     .output = ",\nx,0.8\ny,1.4\n",
     .tolerance = 1e-15},
    {.says = "How far the solution can be trusted.",
     .command =
         "printf '1,1\\n1,1.0001\\n' >\"$TMPDIR/A.csv\"; printf '2\\n2\\n' | mm-solve --report \"$TMPDIR/A.csv\" -",
     .output = "n,condition,rcond,residual,digits,scaled\n2,40004.0001,2.49975e-5,0,11,0\n",
     .tolerance = 1e-8},
    {0},
};

/* A row of n numbers is a vector as good as a column; the solution is then a row too. */
static enum mm_status check(struct mm_run *run, const struct mm_matrix *a, const struct mm_matrix *b, bool row) {
    const char *left = mm_operand_name(run, 0), *right = mm_operand_name(run, 1);
    MM_TRY(mm_check_square(run, 0, a));
    if (!row && a->rows != b->rows)
        return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu, %s is %zux%zu: %s's rows must match %s's rows", left, a->rows,
                           a->columns, right, b->rows, b->columns, left, right);
    return mm_check_names(run, "row", 0, &a->row_names, row ? "column" : "row", 1,
                          row ? &b->column_names : &b->row_names);
}

static enum mm_status report(struct mm_run *run, const struct mm_matrix *a, const struct mm_matrix *b,
                             const struct mm_matrix *x, const struct mm_solution *solution) {
    struct mm_table table = {0};
    double residual;
    MM_TRY(mm_backward_error(a->values, a->rows, b->values, mm_matrix_count(b) / a->rows, x->values, &residual));
    mm_table_row(&table);
    mm_table_count(&table, "n", a->rows);
    mm_table_number(&table, "condition", 1 / solution->rcond);
    mm_table_number(&table, "rcond", solution->rcond);
    mm_table_number(&table, "residual", residual);
    mm_table_count(&table, "digits", (uint64_t)mm_trusted_digits(solution->rcond));
    mm_table_count(&table, "scaled", solution->scaled ? 1 : 0);
    return mm_table_output(&table, run, true);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_matrix a, b, x = {0};
    struct mm_solution solution;
    struct mm_detail detail = {0};
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrix(run, 0, &a));
    MM_TRY(mm_read_matrix(run, 1, &b));
    bool row = b.rows == 1 && b.columns == a.rows && a.rows > 1;
    MM_TRY(check(run, &a, &b, row));
    MM_TRY(mm_matrix_new(&x, b.rows, b.columns));
    enum mm_status status =
        mm_solve(a.values, a.rows, b.values, row ? 1 : b.columns, DBL_EPSILON, x.values, &solution, &detail);
    bool of_b = status == MM_NOT_FINITE && detail.index >= a.rows * a.rows;
    if (of_b) detail.index -= a.rows * a.rows;
    MM_TRY(mm_fail_matrix(run, of_b, of_b ? &b : &a, status, &detail));
    mm_note_digits(run, solution.rcond, mm_trusted_digits(solution.rcond));
    if (!mm_strings_copy(row ? &x.column_names : &x.row_names, &a.column_names) ||
        !mm_strings_copy(row ? &x.row_names : &x.column_names, row ? &b.row_names : &b.column_names))
        return MM_MEMORY;
    status = opt.report ? report(run, &a, &b, &x, &solution) : mm_output_matrix(run, &x, MM_SHAPE_TABLE);
    mm_matrix_free(&a);
    mm_matrix_free(&b);
    mm_matrix_free(&x);
    return status;
}

static const struct mm_command command = {
    .name = "mm-solve",
    .wing = "linalg",
    .summary = "systems of linear equations",
    .operands = "A B",
    .operands_min = 2,
    .operands_max = 2,
    .description =
        "Solves A X = B by LU decomposition with partial pivoting; every column of B is a right-hand side. Up to 32 "
        "columns are refined with exact residuals, so that the solution is right, relative to its largest entry, to "
        "about the last digit for the numbers as they are read, unless rcond is close to 2^-52. How much an "
        "uncertainty of these numbers grows is another matter: it is the condition number.\n\n"
        "A matrix that is singular to working precision, rcond < 2^-52, is an error (exit status 4); below 1e-10, "
        "where fewer than 6 of 16 digits can be trusted, a note says so. Rows and columns of very different size alone "
        "do not count: where scaling them by powers of two lifts rcond over 1e-10, the scaled system is solved, and "
        "rcond is that of the scaled matrix.\n\n"
        "--report prints a record: n; condition (in the 1-norm, estimated) and rcond, its reciprocal; residual, the "
        "normwise backward error max |b - A x| / (|A| |x| + |b|); digits = floor(16 + log10 rcond), how many decimal "
        "digits of x can be trusted when those of A and B are right to 16; scaled, 1 if the matrix was.\n\n"
        "Labels of the rows of A and B must agree. Rows of X are named as the columns of A, its columns as those of B. "
        "B may be a row of n numbers; then so is X.",
    .formula = "A X = B",
    .input = "A n×n, B n×k",
    .output = "X n×k",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, sections 3.4-3.5.\n"
                  "Demmel et al., Error bounds from extra-precise iterative refinement, ACM TOMS 32, 2006.",
    .see_also = "mm-lstsq mm-inverse mm-cond mm-lu",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
