/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-matmul: the product of two or more matrices. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "linalg/lapack.h"
#include "linalg/product.h"
#include "tool/extra.h"
#include "tool/input.h"
#include "tool/lists.h"
#include "tool/output.h"

static struct { const char *transpose, *diagonal; } opt;

static const struct mm_option options[] = {
    MM_STRING('t', "transpose", &opt.transpose, "LIST", "operands to transpose first: letters (a,b) or numbers (1,2)"),
    MM_STRING(0, "diagonal", &opt.diagonal, "LIST", "vector operands to take as diagonal matrices: letters or numbers"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Attention scores Q Kᵀ.",
     .command = "printf '1,0\\n0,1\\n' >\"$TMPDIR/q.csv\"; printf '1,0\\n0,1\\n' | mm-matmul --transpose=b "
                "\"$TMPDIR/q.csv\" -",
     .output = "1,0\n0,1\n"},
    {.says = "The parts of a singular value decomposition give the matrix back.",
     .command =
         "printf '1,2\\n3,4\\n5,6\\n' | mm-svd --part=all --to=json | mm-matmul --diagonal=2 --to=csv -#u -#s -#vt",
     .output = "1,2\n3,4\n5,6\n",
     .tolerance = 1e-13},
    {0},
};

/* A matrix as a factor, with the names that its rows and columns have in the product. */
struct operand {
    struct mm_matrix matrix;
    const struct mm_strings *row_names, *column_names;
};

static enum mm_status load(struct mm_run *run, size_t i, struct mm_factor *factor, struct operand *operand) {
    struct mm_matrix *matrix = &operand->matrix;
    MM_TRY(mm_read_matrix(run, i, matrix));
    if (factor->diagonal && !mm_matrix_is_vector(matrix))
        return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu: --diagonal needs a vector", mm_operand_name(run, i),
                           matrix->rows, matrix->columns);
    size_t n = mm_matrix_count(matrix);
    factor->values = matrix->values;
    factor->rows = factor->diagonal ? n : matrix->rows;
    factor->columns = factor->diagonal ? n : matrix->columns;
    operand->row_names = factor->transpose ? &matrix->column_names : &matrix->row_names;
    operand->column_names = factor->transpose ? &matrix->row_names : &matrix->column_names;
    if (factor->diagonal) /* a column of numbers is labelled on its rows, a row on its columns */
        operand->row_names = operand->column_names = matrix->columns == 1 ? &matrix->row_names : &matrix->column_names;
    return MM_OK;
}

static enum mm_status fail_shape(struct mm_run *run, const struct mm_factor *factors, size_t i) {
    const struct mm_factor *a = &factors[i - 1], *b = &factors[i];
    const char *left = mm_operand_name(run, i - 1), *right = mm_operand_name(run, i);
    return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu%s, %s is %zux%zu%s: %s's columns must match %s's rows", left,
                       a->transpose ? a->columns : a->rows, a->transpose ? a->rows : a->columns,
                       a->transpose ? " transposed" : "", right, b->transpose ? b->columns : b->rows,
                       b->transpose ? b->rows : b->columns, b->transpose ? " transposed" : "", left, right);
}

static enum mm_status multiply(struct mm_run *run, struct mm_factor *factors, struct operand *operands, bool *marks) {
    size_t count = run->operand_count, last = count - 1;
    struct mm_matrix product = {0};
    struct mm_detail detail = {0};
    MM_TRY(mm_operand_marks(run, "transpose", opt.transpose, marks));
    for (size_t i = 0; i < count; i++) factors[i].transpose = marks[i];
    memset(marks, 0, count * sizeof *marks);
    MM_TRY(mm_operand_marks(run, "diagonal", opt.diagonal, marks));
    for (size_t i = 0; i < count; i++) factors[i].diagonal = marks[i];
    for (size_t i = 0; i < count; i++) MM_TRY(load(run, i, &factors[i], &operands[i]));
    enum mm_status status = mm_matmul_chain(factors, count, &product.values, &detail);
    if (status == MM_SHAPE) return fail_shape(run, factors, detail.index > 0 ? detail.index - 1 : 1);
    MM_TRY(status);
    for (size_t i = 1; i < count; i++)
        MM_TRY(mm_check_names(run, "column", i - 1, operands[i - 1].column_names, "row", i, operands[i].row_names));
    product.rows = factors[0].transpose ? factors[0].columns : factors[0].rows;
    product.columns = factors[last].transpose ? factors[last].rows : factors[last].columns;
    if (!mm_strings_copy(&product.row_names, operands[0].row_names) ||
        !mm_strings_copy(&product.column_names, operands[last].column_names))
        return MM_MEMORY;
    status = mm_output_matrix(run, &product, MM_SHAPE_TABLE);
    mm_matrix_free(&product);
    return status;
}

static enum mm_status run(struct mm_run *run) {
    size_t count = run->operand_count;
    struct mm_factor *factors = mm_new_zero(count, sizeof *factors);
    struct operand *operands = mm_new_zero(count, sizeof *operands);
    bool *marks = mm_new_zero(count, sizeof *marks);
    if (factors == NULL || operands == NULL || marks == NULL) return MM_MEMORY;
    mm_lapack_threads(run->threads);
    MM_TRY(multiply(run, factors, operands, marks));
    for (size_t i = 0; i < count; i++) mm_matrix_free(&operands[i].matrix);
    free(factors);
    free(operands);
    free(marks);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-matmul",
    .wing = "linalg",
    .summary = "product of two or more matrices",
    .operands = "A B [C]...",
    .operands_min = 2,
    .operands_max = (size_t)-1,
    .description = "Multiplies the operands from left to right, in whatever order needs the fewest multiplications. "
                   "Row labels come "
                   "from the first, names of columns from the last; where both sides name the shared dimension, the "
                   "names must agree.",
    .formula = "C = A B,  c_ij = Σ_k a_ik b_kj",
    .input = "matrices m×k and k×n (and further ones)",
    .output = "a matrix m×n",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 1.1.",
    .see_also = "mm-dot mm-transpose mm-svd",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
