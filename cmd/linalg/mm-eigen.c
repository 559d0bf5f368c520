/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-eigen: eigenvalues and eigenvectors. */
#include <stdio.h>
#include <string.h>

#include "linalg/eigen.h"
#include "linalg/lapack.h"
#include "tool/extra.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/scalars.h"

enum { PART_VALUES, PART_VECTORS, PART_ALL };

static struct {
    int part;
    bool symmetric;
    size_t top; /* 0: all */
} opt = {.part = PART_VALUES};

static const struct mm_option options[] = {
    MM_CHOICE('p', "part", &opt.part, "values|vectors|all",
              "which part to print; all needs --to=json, -o FILE.npz or -o DIR/"),
    MM_FLAG(0, "symmetric", &opt.symmetric, "refuse a matrix that is not symmetric"),
    MM_COUNT(0, "top", &opt.top, "K", 1, 1e9, "only the first K, the largest"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A symmetric matrix.",
     .command = "printf '2,1\\n1,2\\n' | mm-eigen",
     .output = "value\n3\n1\n",
     .tolerance = 1e-15},
    {.says = "A rotation has complex eigenvalues.",
     .command = "printf '0,-1\\n1,0\\n' | mm-eigen",
     .output = "re,im\n0,1\n0,-1\n"},
    {.says = "The direction in which a labelled matrix stretches most.",
     .command = "printf ',x,y\\nx,2,1\\ny,1,2\\n' | mm-eigen --part=vectors --top=1 --digits=6",
     .output = ",c1\nx,0.707107\ny,0.707107\n"},
    {0},
};

static const double symmetry_tolerance = 1e-10;

/* Columns of complex vectors come in pairs. */
static enum mm_status name_pairs(struct mm_strings *names, size_t count) {
    char name[40];
    for (size_t i = 0; i < 2 * count; i++) {
        int length = snprintf(name, sizeof name, "c%zu_%s", i / 2 + 1, i % 2 == 0 ? "re" : "im");
        if (!mm_strings_add(names, name, (size_t)length)) return MM_MEMORY;
    }
    return MM_OK;
}

static enum mm_status name_parts(const struct mm_matrix *a, bool symmetric, size_t k, struct mm_matrix *values,
                                 struct mm_matrix *vectors) {
    const struct mm_strings *space = a->row_names.count > 0 ? &a->row_names : &a->column_names;
    struct mm_strings *heads = &values->column_names;
    bool ok = symmetric ? mm_strings_add(heads, "value", 5)
                        : mm_strings_add(heads, "re", 2) && mm_strings_add(heads, "im", 2);
    if (!ok || !mm_strings_copy(&vectors->row_names, space)) return MM_MEMORY;
    if (opt.part == PART_ALL) MM_TRY(mm_names_number(&values->row_names, "c", k));
    if (!symmetric) return name_pairs(&vectors->column_names, k);
    return opt.part == PART_ALL || space->count > 0 ? mm_names_number(&vectors->column_names, "c", k) : MM_OK;
}

static enum mm_status decompose(struct mm_run *run, const struct mm_matrix *a, bool symmetric, size_t k,
                                struct mm_matrix *values, struct mm_matrix *vectors) {
    struct mm_detail detail = {0};
    size_t n = a->rows, wide = symmetric ? k : 2 * n;
    MM_TRY(mm_matrix_new(values, symmetric ? k : n, symmetric ? 1 : 2));
    if (opt.part != PART_VALUES) MM_TRY(mm_matrix_new(vectors, n, wide));
    enum mm_status status = symmetric ? mm_eigen_symmetric(a->values, n, k, values->values, vectors->values, &detail)
                                      : mm_eigen_general(a->values, n, values->values, vectors->values, &detail);
    MM_TRY(mm_fail_matrix(run, 0, a, status, &detail));
    if (symmetric) return MM_OK;
    values->rows = k; /* of the general kind LAPACK finds all or none */
    if (opt.part != PART_VALUES) mm_matrix_keep_columns(vectors, 2 * k);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_part parts[2] = {{.name = "values"}, {.name = "vectors"}};
    static const char *const names[] = {[PART_VALUES] = "values", [PART_VECTORS] = "vectors", [PART_ALL] = "all"};
    struct mm_matrix a, *values = &parts[0].matrix, *vectors = &parts[1].matrix;
    size_t i, j;
    MM_TRY(mm_check_parts(run, opt.part == PART_ALL));
    mm_lapack_threads(run->threads);
    MM_TRY(mm_read_matrices(run, &a));
    MM_TRY(mm_check_square(run, 0, &a));
    /* Rows and columns of an operator belong to one space. */
    MM_TRY(mm_check_names(run, "row", 0, &a.row_names, "column", 0, &a.column_names));
    double asymmetry = mm_asymmetry(a.values, a.rows, &i, &j); /* NaN: the kernel will say which entry is at fault */
    bool symmetric = asymmetry <= symmetry_tolerance;
    if (asymmetry > symmetry_tolerance && opt.symmetric)
        return mm_run_fail(run, MM_SHAPE, "%s is not symmetric: the entries (%zu, %zu) and (%zu, %zu) differ most",
                           mm_operand_name(run, 0), i + 1, j + 1, j + 1, i + 1);
    size_t k = opt.top > 0 && opt.top < a.rows ? opt.top : a.rows;
    MM_TRY(decompose(run, &a, symmetric, k, values, vectors));
    MM_TRY(name_parts(&a, symmetric, k, values, vectors));
    MM_TRY(mm_output_parts(run, parts, 2, names[opt.part]));
    for (size_t part = 0; part < 2; part++) mm_matrix_free(&parts[part].matrix);
    mm_matrix_free(&a);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-eigen",
    .wing = "linalg",
    .summary = "eigenvalues and eigenvectors",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "A matrix whose asymmetry is at most 1e-10 of its largest entry counts as symmetric: (A + Aᵀ)/2 is decomposed "
        "(dsyevd; dsyevr for --top), and the values come in a column value, descending. Any other "
        "is balanced and decomposed by the steps of dgeevx; values come in columns re and im, always both, descending by real part, "
        "then by imaginary part.\n\n"
        "Vectors are columns of length 1 (of a matrix that is not symmetric: pairs of columns, c1_re, c1_im, …). In each "
        "the first entry within 1e-8 relative of the largest magnitude is real and positive. Labels of the matrix "
        "become row labels of the vectors; labels of rows and names of columns must agree.",
    .formula = "A v = λ v",
    .input = "a square matrix n×n",
    .output = "values: k×1 or k×2; vectors: n×k or n×2k",
    .common = MM_COMMON_TABLE | MM_COMMON_PARTS | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, chapters 7 and 8.\n"
                  "LAPACK Users' Guide, dsyevd, dsyevr and dgeevx.",
    .see_also = "mm-svd mm-pca mm-det",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
