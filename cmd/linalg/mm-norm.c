/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-norm: norms of vectors and matrices. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "linalg/lapack.h"
#include "linalg/norm.h"
#include "tool/input.h"
#include "tool/output.h"
#include "tool/rows.h"

static struct {
    const char *norm; /* null: 2 for vectors, fro for matrices */
    double p;         /* of a vector norm, read from it */
} opt = {.p = 2};

static const struct mm_option options[] = {
    MM_STRING(0, "norm", &opt.norm, "NORM",
              "2, 1, inf or any P ≥ 0 (0 counts what is not 0); with --axis=all fro (default), 2, 1, inf, nuc or max"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The length of a vector.", .command = "printf '3\\n4\\n' | mm-norm", .output = "5\n"},
    {.says = "Of each row; nothing overflows on the way.",
     .command = "printf '3e200,4e200\\n1,1\\n' | mm-norm --digits=6",
     .output = "5e200\n1.41421\n"},
    {.says = "How far a weight matrix can stretch a vector.",
     .command = "mm-norm --axis=all --norm=2 --digits=8 'mlp.safetensors#output.weight'",
     .output = "3.467389\n",
     .tolerance = 1e-7},
    {0},
};

static enum mm_status apply(const void *context, const double *x, size_t n, double *y, struct mm_detail *detail) {
    (void)context;
    (void)detail;
    *y = mm_vector_norm(x, n, opt.p);
    return MM_OK;
}

static enum mm_status choose_vector_norm(struct mm_run *run) {
    const char *norm = opt.norm != NULL ? opt.norm : "2";
    if (mm_parse_number(norm, strlen(norm), &opt.p) == MM_NUMBER_OK && opt.p >= 0) return MM_OK;
    bool matrix = strcmp(norm, "fro") == 0 || strcmp(norm, "nuc") == 0 || strcmp(norm, "max") == 0;
    return mm_run_fail(run, MM_USAGE, "--norm: '%s' is no norm of a vector%s", norm,
                       matrix ? "; --axis=all takes the whole matrix" : ": 2, 1, inf or a number P ≥ 0");
}

static enum mm_status choose_matrix_norm(struct mm_run *run, enum mm_matrix_norm *kind) {
    static const char *const names[] = {
        [MM_NORM_FROBENIUS] = "fro", [MM_NORM_COLUMN] = "1",   [MM_NORM_ROW] = "inf",
        [MM_NORM_MAX] = "max",       [MM_NORM_SPECTRAL] = "2", [MM_NORM_NUCLEAR] = "nuc"};
    const char *norm = opt.norm != NULL ? opt.norm : "fro";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        *kind = (enum mm_matrix_norm)i;
        if (strcmp(norm, names[i]) == 0) return MM_OK;
    }
    return mm_run_fail(run, MM_USAGE, "--norm: '%s' is no norm of a matrix: fro, 2, 1, inf, nuc or max", norm);
}

/* Sums over the matrix as it streams by. */
static enum mm_status pass_norm(struct mm_run *run, struct mm_input *input, enum mm_matrix_norm kind, double *norm) {
    struct mm_norm_pass pass;
    struct mm_block block;
    size_t rows = 0;
    MM_TRY(mm_norm_pass_start(&pass, kind, input->chosen));
    for (;; rows += block.rows) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) break;
        mm_norm_pass_add(&pass, block.numbers, block.rows);
    }
    *norm = mm_norm_pass_finish(&pass);
    if (rows == 0) return mm_run_fail(run, MM_TOO_FEW, "%s: no rows", mm_input_name(input));
    return MM_OK;
}

static enum mm_status singular_norm(struct mm_run *run, struct mm_input *input, enum mm_matrix_norm kind,
                                    double *norm) {
    struct mm_matrix a;
    struct mm_detail detail = {0};
    MM_TRY(mm_input_matrix(input, &a));
    enum mm_status status = mm_matrix_norm(a.values, a.rows, a.columns, kind, norm, &detail);
    if (status == MM_NOT_FINITE) return mm_fail_not_finite(run, 0, &a, &detail);
    mm_matrix_free(&a);
    return status;
}

static enum mm_status run_matrix(struct mm_run *run) {
    enum mm_matrix_norm kind;
    struct mm_input input;
    double norm;
    MM_TRY(choose_matrix_norm(run, &kind));
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){0}));
    bool singular = kind == MM_NORM_SPECTRAL || kind == MM_NORM_NUCLEAR;
    MM_TRY(singular ? singular_norm(run, &input, kind, &norm) : pass_norm(run, &input, kind, &norm));
    mm_input_close(&input);
    return mm_output_number(run, norm);
}

static enum mm_status run(struct mm_run *run) {
    mm_lapack_threads(run->threads);
    if (run->common.axis == MM_AXIS_ALL) return run_matrix(run);
    MM_TRY(choose_vector_norm(run));
    return mm_run_rows(run, &(struct mm_row_kernel){.apply = apply, .to_number = true, .name = "norm"});
}

static const struct mm_command command = {
    .name = "mm-norm",
    .wing = "linalg",
    .summary = "norms of vectors and matrices",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Prints the length of each row; an input with one column is one vector. --axis=columns takes columns, and "
        "--axis=all the norm of the matrix: fro (Frobenius), 2 (spectral: the largest singular value), 1 (the largest "
        "column sum of magnitudes), inf (the largest row sum), nuc (the sum of the singular values), max (the largest "
        "magnitude).\n\n"
        "Sums of magnitudes and of squares are exact, so neither order nor size of the numbers matters: there is no "
        "overflow unless the norm itself is too large. Rows stream in constant memory, and so do matrix norms but 2 "
        "and nuc, which hold the matrix.",
    .formula = "|x|_P = (Σ_i |x_i|^P)^(1/P),  |x|_inf = max_i |x_i|,  |A|_fro = sqrt(Σ_ij a_ij²)",
    .input = "a matrix, a vector in each row (see --axis)",
    .output = "a column norm with a number for each row; a row under --axis=columns; a number for one vector or matrix",
    .common = MM_COMMON_TABLE | MM_COMMON_AXIS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, sections 2.2 and 2.3.",
    .see_also = "mm-dot mm-distance mm-svd mm-cond",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
