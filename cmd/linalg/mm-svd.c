/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-svd: singular value decomposition. */
#include <stdlib.h>
#include <string.h>

#include "linalg/lapack.h"
#include "linalg/svd.h"
#include "linalg/tsqr.h"
#include "tool/feed.h"
#include "tool/output.h"

enum { PART_S, PART_U, PART_VT, PART_ALL };

static struct {
    int part;
    bool full, reconstruct;
    size_t rank; /* 0: all */
} opt = {.part = PART_S};

static const struct mm_option options[] = {
    MM_CHOICE('p', "part", &opt.part, "s|u|vt|all", "which part to print; all needs --to=json, -o FILE.npz or -o DIR/"),
    MM_FLAG(0, "full", &opt.full, "square u and vt instead of thin ones"),
    MM_COUNT('r', "rank", &opt.rank, "R", 1, 1e9, "keep the R largest singular values"),
    MM_FLAG(0, "reconstruct", &opt.reconstruct, "print U S Vᵀ, the nearest matrix of rank R, instead of the parts"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The singular values of a real weight matrix.",
     .command = "mm-svd --digits=6 'mlp.safetensors#output.weight' | head -4",
     .output = "s\n3.46739\n3.32885\n3.22331\n"},
    {.says = "The best rank-one approximation.",
     .command = "printf '1,2\\n2,4\\n3,6.1\\n' | mm-svd --rank=1 --reconstruct --digits=5",
     .output = "0.99144,2.0042\n1.9829,4.0085\n3.0141,6.093\n",
     .tolerance = 1e-4},
    {.says = "The parts, and the matrix back from them.",
     .command = "printf 'x,y\\n2,0\\n0,1\\n' | mm-svd --part=all --to=json",
     .output = "{\"u\":[{\"c1\":1,\"c2\":0},\n"
               "  {\"c1\":0,\"c2\":1}],\n"
               " \"s\":[{\"\":\"c1\",\"s\":2},\n"
               "  {\"\":\"c2\",\"s\":1}],\n"
               " \"vt\":[{\"\":\"c1\",\"x\":1,\"y\":0},\n"
               "  {\"\":\"c2\",\"x\":0,\"y\":1}]}\n"},
    {0},
};

/* Rows of U keep A's labels and columns of Vᵀ its names; the dimension between is named c1, c2, … in a document, and
 * wherever A has names. */
static enum mm_status name_parts(const struct mm_matrix *a, struct mm_matrix *u, struct mm_matrix *s,
                                 struct mm_matrix *vt) {
    bool named = opt.part == PART_ALL || a->column_names.count > 0;
    if (!mm_strings_copy(&u->row_names, &a->row_names) || !mm_strings_copy(&vt->column_names, &a->column_names) ||
        !mm_strings_add(&s->column_names, "s", 1))
        return MM_MEMORY;
    if (opt.part == PART_ALL) MM_TRY(mm_names_number(&s->row_names, "c", s->rows));
    if (!named) return MM_OK;
    MM_TRY(mm_names_number(&u->column_names, "c", u->columns));
    return mm_names_number(&vt->row_names, "c", vt->rows);
}

static enum mm_status add(void *state, const double *rows, size_t count, size_t columns, struct mm_detail *detail) {
    return mm_tsqr_add(state, rows, count, columns, detail);
}

/* Singular values and right vectors need no more of A than a triangular factor of what does not fit, with the rows
 * since. */
static enum mm_status load_tall(struct mm_run *run, struct mm_matrix *a) {
    struct mm_input input;
    struct mm_tsqr state = {0};
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){0}));
    MM_TRY(mm_tsqr_init(&state, input.chosen));
    MM_TRY(mm_feed(&input, add, &state, NULL));
    if (state.rows == 0) return mm_run_fail(run, MM_TOO_FEW, "%s: no rows", mm_operand_name(run, 0));
    *a = (struct mm_matrix){.rows = state.filled, .columns = input.chosen, .values = state.panel}; /* transferred */
    MM_TRY(mm_input_names(&input, &a->column_names));
    mm_input_close(&input);
    return MM_OK;
}

static enum mm_status decompose(struct mm_run *run, const struct mm_matrix *a, struct mm_matrix *u, struct mm_matrix *s,
                                struct mm_matrix *vt) {
    size_t m = a->rows, n = a->columns, k = m < n ? m : n;
    bool vectors = opt.reconstruct || opt.part != PART_S;
    struct mm_detail detail = {0};
    MM_TRY(mm_matrix_new(s, k, 1));
    if (vectors) MM_TRY(mm_matrix_new(u, m, opt.full ? m : k));
    if (vectors) MM_TRY(mm_matrix_new(vt, opt.full ? n : k, n));
    enum mm_status status = mm_svd(a->values, m, n, opt.full, u->values, s->values, vt->values, &detail);
    if (status == MM_DOMAIN) return mm_run_fail(run, status, "a singular value is beyond the largest double");
    return status == MM_NOT_FINITE ? mm_fail_not_finite(run, 0, a, &detail) : status;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_part parts[3] = {{.name = "u"}, {.name = "s"}, {.name = "vt"}};
    struct mm_matrix a, *u = &parts[0].matrix, *s = &parts[1].matrix, *vt = &parts[2].matrix;
    static const char *const names[] = {[PART_S] = "s", [PART_U] = "u", [PART_VT] = "vt", [PART_ALL] = "all"};
    if (opt.reconstruct && opt.part != PART_S) return mm_run_fail(run, MM_USAGE, "--reconstruct prints no part");
    if (opt.full && (opt.rank > 0 || opt.reconstruct))
        return mm_run_fail(run, MM_USAGE, "--full does not go with --rank or --reconstruct");
    MM_TRY(mm_check_parts(run, opt.part == PART_ALL));
    mm_lapack_threads(run->threads);
    bool tall = (opt.part == PART_S || opt.part == PART_VT) && !opt.full && !opt.reconstruct;
    MM_TRY(tall ? load_tall(run, &a) : mm_read_matrices(run, &a));
    MM_TRY(decompose(run, &a, u, s, vt));
    size_t rank = opt.rank > 0 && opt.rank < s->rows ? opt.rank : s->rows;
    if (opt.reconstruct) {
        MM_TRY(mm_svd_reconstruct(u->values, s->values, vt->values, a.rows, a.columns, s->rows, rank, a.values));
        MM_TRY(mm_output_matrix(run, &a, MM_SHAPE_TABLE));
    } else {
        s->rows = rank;
        if (u->values != NULL && !opt.full) mm_matrix_keep_columns(u, rank);
        if (vt->values != NULL && !opt.full) vt->rows = rank;
        MM_TRY(name_parts(&a, u, s, vt));
        MM_TRY(mm_output_parts(run, parts, 3, names[opt.part]));
    }
    for (size_t i = 0; i < 3; i++) mm_matrix_free(&parts[i].matrix);
    mm_matrix_free(&a);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-svd",
    .wing = "linalg",
    .summary = "singular value decomposition",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Decomposes a matrix by LAPACK's divide and conquer (dgesdd). Prints the singular values, descending, in a column s;\n"
        "--part chooses another part. s and vt of any number of rows take one pass and memory for columns² numbers. In each\n"
        "row of vt the first entry within 1e-8 relative of the largest magnitude is positive.\n\n"
        "Labels of rows and names of columns are kept. In a document (--part=all) u's columns, s's rows and vt's rows are\n"
        "labelled c1, c2, … alike, so that mm-matmul --diagonal=2 -#u -#s -#vt gives the matrix back.",
    .formula = "A = U diag(s) Vᵀ",
    .input = "a matrix m×n",
    .output = "s: k = min(m,n) values; u: m×k; vt: k×n (with --full m×m and n×n)",
    .common = MM_COMMON_TABLE | MM_COMMON_PARTS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 8.6.\nLAPACK Users' Guide, dgesdd.",
    .see_also = "mm-matmul mm-transpose",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
