/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-lu: LU decomposition with partial pivoting. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/factor.h"
#include "linalg/lapack.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"

enum { PART_P, PART_L, PART_U, PART_ALL };

static struct { int part; } opt = {.part = PART_U};

static const struct mm_option options[] = {
    MM_CHOICE('p', "part", &opt.part, "p|l|u|all", "which part to print; all needs --to=json, -o FILE.npz or -o DIR/"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The upper triangle.", .command = "printf '1,2\\n4,6\\n' | mm-lu", .output = "4,6\n0,0.5\n"},
    {.says = "The parts give the matrix back.",
     .command = "printf '1,2\\n4,6\\n' | mm-lu --part=all --to=json | mm-matmul --to=csv -#p -#l -#u",
     .output = "1,2\n4,6\n"},
    {0},
};

/* Columns of P and rows of L U go by the labels of A in their new order; what is between L and U is numbered. */
static enum mm_status name_parts(const struct mm_matrix *a, const size_t *order, struct mm_part *parts) {
    struct mm_matrix *p = &parts[PART_P].matrix, *l = &parts[PART_L].matrix, *u = &parts[PART_U].matrix;
    if (!mm_strings_copy(&p->row_names, &a->row_names) || !mm_strings_copy(&u->column_names, &a->column_names))
        return MM_MEMORY;
    for (size_t i = 0; i < a->row_names.count; i++) {
        const char *name = a->row_names.items[order[i]];
        if (!mm_strings_add(&l->row_names, name, strlen(name))) return MM_MEMORY;
    }
    if (!mm_strings_copy(&p->column_names, &l->row_names)) return MM_MEMORY;
    if (!mm_names_exist(&a->column_names)) return MM_OK;
    MM_TRY(mm_names_number(&l->column_names, "c", l->columns));
    return mm_names_number(&u->row_names, "c", u->rows);
}

static enum mm_status decompose(struct mm_run *run, const struct mm_matrix *a, struct mm_part *parts) {
    size_t m = a->rows, n = a->columns, k = m < n ? m : n;
    struct mm_matrix *p = &parts[PART_P].matrix;
    struct mm_detail detail = {0};
    size_t *order = mm_new(m, sizeof *order);
    if (order == NULL) return MM_MEMORY;
    MM_TRY(mm_matrix_new(&parts[PART_L].matrix, m, k));
    MM_TRY(mm_matrix_new(&parts[PART_U].matrix, k, n));
    enum mm_status status =
        mm_lu(a->values, m, n, order, parts[PART_L].matrix.values, parts[PART_U].matrix.values, &detail);
    MM_TRY(mm_fail_matrix(run, 0, a, status, &detail));
    /* Only where it is wanted: P has a place for every pair of rows. */
    if (opt.part == PART_P || opt.part == PART_ALL) {
        MM_TRY(mm_matrix_new(p, m, m));
        memset(p->values, 0, m * m * sizeof *p->values);
        for (size_t i = 0; i < m; i++) p->values[order[i] * m + i] = 1;
    }
    status = name_parts(a, order, parts);
    free(order);
    return status;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_part parts[] = {[PART_P] = {.name = "p"}, [PART_L] = {.name = "l"}, [PART_U] = {.name = "u"}};
    static const char *const names[] = {[PART_P] = "p", [PART_L] = "l", [PART_U] = "u", [PART_ALL] = "all"};
    struct mm_matrix a;
    MM_TRY(mm_check_parts(run, opt.part == PART_ALL));
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrices(run, &a));
    MM_TRY(decompose(run, &a, parts));
    MM_TRY(mm_output_parts(run, parts, PART_ALL, names[opt.part]));
    for (size_t i = 0; i < PART_ALL; i++) mm_matrix_free(&parts[i].matrix);
    mm_matrix_free(&a);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-lu",
    .wing = "linalg",
    .summary = "LU decomposition with partial pivoting",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Prints the upper triangle u; --part chooses another part. p is a permutation matrix, l has a unit diagonal "
        "and no entry above 1 in magnitude. A singular matrix has a zero on the diagonal of u, which is no error.\n\n"
        "Rows of p keep A's labels and columns of u its names; rows of l have the labels in the order of the pivots. "
        "Where A has names, the columns of l and the rows of u are labelled c1, c2, … alike.",
    .formula = "A = P L U",
    .input = "a matrix m×n",
    .output = "p: m×m; l: m×k; u: k×n, k = min(m,n)",
    .common = MM_COMMON_TABLE | MM_COMMON_PARTS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 3.4.",
    .see_also = "mm-solve mm-det mm-cholesky mm-qr",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
