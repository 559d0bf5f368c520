/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-transpose: rows become columns. */
#include "tool/input.h"
#include "tool/output.h"

static const struct mm_example examples[] = {
    {.says = "Rows become columns.",
     .command = "printf '1,2,3\\n4,5,6\\n' | mm-transpose",
     .output = "1,4\n2,5\n3,6\n"},
    {.says = "The header becomes row labels.",
     .command = "printf 'a,b\\n1,2\\n3,4\\n' | mm-transpose",
     .output = ",,\na,1,3\nb,2,4\n"},
    {.says = "The mean measurement of each of the first flowers.",
     .command = "mm-transpose --quiet iris.csv | mm-mean -k 1-3",
     .output = "2.55,2.375,2.35\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_matrix matrix, transpose;
    MM_TRY(mm_read_matrices(run, &matrix));
    MM_TRY(mm_matrix_transpose(&transpose, &matrix));
    mm_matrix_free(&matrix);
    enum mm_status status = mm_output_matrix(run, &transpose, MM_SHAPE_TABLE);
    mm_matrix_free(&transpose);
    return status;
}

static const struct mm_command command = {
    .name = "mm-transpose",
    .wing = "linalg",
    .summary = "rows become columns",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Transposes the numeric columns. Names of columns become row labels and row labels become names of columns; "
        "labelled rows without column names get a header of empty names, which the next command reads back as such.",
    .formula = "B = Aᵀ,  b_ji = a_ij",
    .input = "a matrix m×n",
    .output = "a matrix n×m",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .examples = examples,
    .references = "Golub and Van Loan, Matrix Computations, 2013, section 1.1.",
    .see_also = "mm-matmul mm-svd",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
