/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-dot: the dot product of two vectors. */
#include "numeric/exact.h"
#include "tool/pairs.h"

static const struct mm_example examples[] = {
    {.says = "The similarity of two embeddings.", .command = "printf '1,0,0\\n1,1,0\\n' | mm-dot", .output = "1\n"},
    {.says = "Of two columns.", .command = "printf 'a,b\\n1,4\\n2,5\\n3,6\\n' | mm-dot -k a,b", .output = "32\n"},
    {.says = "What a teacher would write on the board.",
     .command = "printf '1,2\\n3,4\\n' | mm-dot --explain",
     .output = "a · b = Σ a_i b_i\n"
               "      = 1·3 + 2·4\n"
               "      = 3 + 8\n"
               "      = 11\n"
               "|a| = 2.23606797749979, |b| = 5; the sum is exact and rounded once\n"
               "Source: Strang, Introduction to Linear Algebra, 2016, section 1.2\n"},
    {0},
};

static double combine(const void *context, const double *a, const double *b, size_t n) {
    (void)context;
    return mm_exact_dot(a, b, n);
}

static void put_factors(struct mm_board *board, const void *context, size_t i) {
    const struct mm_board_pair *pair = context;
    mm_board_number(board, pair->p[i]);
    mm_board_printf(board, "·");
    mm_board_factor(board, pair->q[i]);
}

static void put_product(struct mm_board *board, const void *context, size_t i) {
    const struct mm_board_pair *pair = context;
    mm_board_number(board, pair->p[i] * pair->q[i]);
}

static void explain(const void *context, const double *a, const double *b, size_t n, double value,
                    struct mm_board *board) {
    static const struct mm_board_sum sum = {
        .name = "a · b", .formula = "Σ a_i b_i", .term = put_factors, .value = put_product};
    (void)context;
    mm_board_work_out(board, &sum, &(struct mm_board_pair){a, b}, n, value);
    mm_board_printf(board, "|a| = ");
    mm_board_number(board, mm_exact_norm(a, n));
    mm_board_printf(board, ", |b| = ");
    mm_board_number(board, mm_exact_norm(b, n));
    mm_board_printf(board, "; the sum is exact and rounded once\n"
                           "Source: Strang, Introduction to Linear Algebra, 2016, section 1.2\n");
}

static enum mm_status run(struct mm_run *run) {
    return mm_run_pairs(run, &(struct mm_pair_kernel){.combine = combine, .explain = explain, .name = "dot"});
}

static const struct mm_command command = {
    .name = "mm-dot",
    .wing = "linalg",
    .summary = "dot product of two vectors",
    .operands = "A [B]",
    .operands_max = 2,
    .description = "Two files hold a vector each, as a row or a column; one file holds them as its two rows, or as the "
                   "two columns that -k "
                   "names. Two matrices of one shape give a number for each row. The sum of products is exact and "
                   "rounded once. Names of "
                   "columns and labels of rows must agree.",
    .formula = "a · b = Σ_i a_i b_i",
    .input = "two vectors of n numbers, or two matrices of one shape",
    .output = "a number, or a column dot with one for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_EXPLAIN | MM_COMMON_THREADS,
    .examples = examples,
    .references = "Strang, Introduction to Linear Algebra, 2016, section 1.2.",
    .see_also = "mm-matmul mm-kl",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
