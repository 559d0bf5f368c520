/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-lstsq: linear least squares. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/least_squares.h"
#include "tool/joint.h"
#include "tool/output.h"
#include "tool/scalars.h"
#include "tool/table.h"

static struct {
    double rcond, ridge;
    bool report;
} opt = {.rcond = NAN};

static const struct mm_option options[] = {
    MM_REAL(0, "rcond", &opt.rcond, "R", 0, 1,
            "singular values up to R times the largest count as zero; without it eps max(m, n)"),
    MM_REAL(0, "ridge", &opt.ridge, "L", 0, 1e308, "minimise ‖b - A x‖² + L ‖x‖² instead"),
    MM_FLAG(0, "report", &opt.report,
            "print method, n, n_missing, rank, rcond, ridge, condition, residual and digits instead of the solution"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A line through three points, y = 1 + 0.5 x.",
     .command =
         "printf '1,1\\n1,2\\n1,3\\n' >\"$TMPDIR/A.csv\"; printf '1.5\\n2\\n2.5\\n' | mm-lstsq \"$TMPDIR/A.csv\" -",
     .output = "1\n0.5\n",
     .tolerance = 1e-14},
    {.says = "Progression of diabetes by three measurements: the names go along.",
     .command = "mm-convert -k bmi,bp,s5 diabetes.csv >\"$TMPDIR/A.csv\"\n"
                "mm-convert -k progression diabetes.csv | mm-lstsq \"$TMPDIR/A.csv\" - --digits=8",
     .output = ",progression\nbmi,5.2813239\nbp,-0.0058106113\ns5,3.6420289\n"},
    {0},
};

static enum mm_status gather(struct mm_joint *joint, struct mm_tsqr *state) {
    struct mm_detail detail = {0};
    for (;;) {
        bool more;
        MM_TRY(mm_joint_next(joint, &more));
        if (!more) return MM_OK;
        enum mm_status status = mm_tsqr_add(state, joint->row, 1, state->columns, &detail);
        if (status == MM_NOT_FINITE) return mm_joint_fail_kernel(joint, status, &detail);
        MM_TRY(status);
    }
}

static bool add_names(struct mm_strings *names, const struct mm_schema *schema) {
    for (size_t j = 0; schema->named && j < schema->count; j++)
        if (!mm_strings_add(names, schema->columns[j].name, strlen(schema->columns[j].name))) return false;
    return true;
}

static enum mm_status report(struct mm_run *run, const struct mm_joint *joint, const struct mm_tsqr *state,
                             const struct mm_least_report *found) {
    struct mm_table table = {0};
    size_t q = joint->targets;
    for (size_t j = 0; j < q; j++) {
        mm_table_row(&table);
        if (joint->b.schema.named && !joint->lying) mm_table_word(&table, "target", joint->b.schema.columns[j].name);
        mm_table_word(&table, "method", found->by_triangle ? "qr" : "svd");
        mm_table_count(&table, "n", state->rows);
        mm_table_count(&table, "n_missing", joint->dropped);
        mm_table_count(&table, "rank", found->rank);
        mm_table_number(&table, "rcond", found->rcond);
        mm_table_number(&table, "ridge", opt.ridge);
        mm_table_number(&table, "condition", found->condition);
        mm_table_number(&table, "residual", found->residuals[j]);
        mm_table_count(&table, "digits", (uint64_t)fmax(0, floor(found->digits)));
    }
    return mm_table_output(&table, run, q == 1);
}

static enum mm_status solve(struct mm_run *run, struct mm_joint *joint, struct mm_tsqr *state) {
    struct mm_matrix x = {0};
    struct mm_least_report found = {.residuals = mm_new_doubles(1, joint->targets)};
    MM_TRY(mm_matrix_new(&x, joint->columns, joint->targets));
    if (found.residuals == NULL) return MM_MEMORY;
    enum mm_status status = mm_least_squares(state, joint->columns, isnan(opt.rcond) ? -1 : opt.rcond, opt.ridge,
                                             opt.report, x.values, &found);
    if (status == MM_TOO_FEW) return mm_run_fail(run, status, "%s: no rows", mm_operand_name(run, 0));
    if (status == MM_DOMAIN) return mm_run_fail(run, status, "a number beyond the largest double on the way");
    MM_TRY(status);
    if (floor(found.digits) < 6) mm_note(run, "only %.0f digits of the solution can be trusted", floor(found.digits));
    if (!add_names(&x.row_names, &joint->a.schema)) return MM_MEMORY;
    if (!joint->lying && !add_names(&x.column_names, &joint->b.schema)) return MM_MEMORY;
    status = opt.report ? report(run, joint, state, &found) : mm_output_matrix(run, &x, MM_SHAPE_TABLE);
    mm_matrix_free(&x);
    free(found.residuals);
    return status;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_joint joint;
    struct mm_tsqr state;
    mm_lapack_threads(run->threads);
    MM_TRY(mm_joint_open(&joint, run));
    MM_TRY(mm_tsqr_init(&state, joint.columns + joint.targets));
    MM_TRY(gather(&joint, &state));
    MM_TRY(solve(run, &joint, &state));
    mm_tsqr_free(&state);
    mm_joint_close(&joint);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-lstsq",
    .wing = "linalg",
    .summary = "linear least squares",
    .operands = "A B",
    .operands_min = 2,
    .operands_max = 2,
    .description =
        "Solves A x ≈ b in the sense of least squares, each column of B on its own; where several x do, the one of least "
        "norm. The rows of A and B are read in step, once, and folded into a triangular factor (TSQR): any number of "
        "rows needs memory for the square of the columns only, with the accuracy of Householder's QR.\n\n"
        "With full rank the factor is solved by back substitution; else (also with fewer rows than columns) by the "
        "singular value decomposition (dgelsd). --ridge adds the rows √L·I to A, a constant column among them. There is "
        "no intercept unless A has a column of ones. Labels of rows must agree; x has the names of A's columns as labels "
        "and those of B's columns as names.\n\n"
        "--report prints a record for each column of B: residual is the norm of b - A x, condition the largest over the "
        "smallest singular value of A (with --ridge, of the longer matrix), digits how many significant ones rounding "
        "leaves of x as a whole, in units that make A's columns alike (a coefficient that is small in these has fewer): "
        "-log10 of eps (2κ/cos θ + κ² tan θ), θ the angle between b and A x, κ the condition in the same units. A note "
        "says so where fewer than 6 are left.",
    .formula = "x = argmin ‖b - A x‖₂² + L ‖x‖₂²",
    .input = "A m×n, B m×q",
    .output = "x n×q",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, chapter 5.\n"
                  "Demmel, Grigori, Hoemmen and Langou, SIAM Journal on Scientific Computing 34, 2012.\n"
                  "LAPACK Users' Guide, section 4.5 and dgelsd.",
    .see_also = "mm-solve mm-pinv mm-svd",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
