/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-qr: QR decomposition. */
#include "linalg/factor.h"
#include "linalg/lapack.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"

enum { PART_Q, PART_R, PART_ALL };

static struct { int part; } opt = {.part = PART_R};

static const struct mm_option options[] = {
    MM_CHOICE('p', "part", &opt.part, "q|r|all", "which part to print; all needs --to=json, -o FILE.npz or -o DIR/"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The triangle.", .command = "printf '3,1\\n4,3\\n' | mm-qr", .output = "5,3\n0,1\n", .tolerance = 1e-15},
    {.says = "The parts give the matrix back.",
     .command = "printf 'x,y\\n3,1\\n4,3\\n' | mm-qr --part=all --to=json | mm-matmul --to=csv -#q -#r",
     .output = "x,y\n3,1\n4,3\n",
     .tolerance = 1e-14},
    {0},
};

/* Rows of Q keep A's labels and columns of R its names; the dimension between is numbered. */
static enum mm_status name_parts(const struct mm_matrix *a, struct mm_matrix *q, struct mm_matrix *r) {
    if (!mm_strings_copy(&q->row_names, &a->row_names) || !mm_strings_copy(&r->column_names, &a->column_names))
        return MM_MEMORY;
    if (!mm_names_exist(&a->column_names)) return MM_OK;
    MM_TRY(mm_names_number(&q->column_names, "c", q->columns));
    return mm_names_number(&r->row_names, "c", r->rows);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_part parts[] = {[PART_Q] = {.name = "q"}, [PART_R] = {.name = "r"}};
    static const char *const names[] = {[PART_Q] = "q", [PART_R] = "r", [PART_ALL] = "all"};
    struct mm_matrix a, *q = &parts[PART_Q].matrix, *r = &parts[PART_R].matrix;
    struct mm_detail detail = {0};
    MM_TRY(mm_check_parts(run, opt.part == PART_ALL));
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrices(run, &a));
    size_t k = a.rows < a.columns ? a.rows : a.columns;
    MM_TRY(mm_matrix_new(q, a.rows, k));
    MM_TRY(mm_matrix_new(r, k, a.columns));
    enum mm_status status = mm_qr(a.values, a.rows, a.columns, q->values, r->values, &detail);
    MM_TRY(mm_fail_matrix(run, 0, &a, status, &detail));
    MM_TRY(name_parts(&a, q, r));
    MM_TRY(mm_output_parts(run, parts, PART_ALL, names[opt.part]));
    for (size_t i = 0; i < PART_ALL; i++) mm_matrix_free(&parts[i].matrix);
    mm_matrix_free(&a);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-qr",
    .wing = "linalg",
    .summary = "QR decomposition",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Decomposes by Householder reflections into q with orthonormal columns and an upper triangle r, and prints r; "
        "--part chooses another part. The diagonal of r is not negative, so that results can be compared across "
        "machines.\n\n"
        "Labels of rows are kept in q and names of columns in r; where A has names, the columns of q and the rows of r "
        "are labelled c1, c2, … alike.",
    .formula = "A = Q R,  Qᵀ Q = I",
    .input = "a matrix m×n",
    .output = "q: m×k; r: k×n, k = min(m,n)",
    .common = MM_COMMON_TABLE | MM_COMMON_PARTS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 5.2.",
    .see_also = "mm-lstsq mm-svd mm-lu",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
