/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-dot: the dot product of two vectors. */
#include "base/number.h"
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

static void add_number(struct mm_buffer *text, double value) {
    char number[MM_NUMBER_TEXT];
    mm_buffer_add(text, number, mm_format_number(value, number));
}

/* A product with a negative factor in parentheses: 3·(-4). */
static void add_term(struct mm_buffer *text, double a, double b) {
    add_number(text, a);
    mm_buffer_add_text(text, b < 0 ? "·(" : "·");
    add_number(text, b);
    if (b < 0) mm_buffer_add_text(text, ")");
}

static void explain(const void *context, const double *a, const double *b, size_t n, double value,
                    struct mm_buffer *text) {
    enum { SHOWN = 12 }; /* a board has an edge */
    (void)context;
    mm_buffer_add_text(text, "a · b = Σ a_i b_i\n      = ");
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        if (i > 0) mm_buffer_add_text(text, " + ");
        add_term(text, a[i], b[i]);
    }
    if (n > SHOWN) mm_buffer_printf(text, " + … (%zu terms)", n);
    mm_buffer_add_text(text, "\n      = ");
    for (size_t i = 0; i < n && i < SHOWN; i++) {
        if (i > 0) mm_buffer_add_text(text, " + ");
        add_number(text, a[i] * b[i]);
    }
    if (n > SHOWN) mm_buffer_add_text(text, " + …");
    mm_buffer_add_text(text, "\n      = ");
    add_number(text, value);
    mm_buffer_printf(text, "\n|a| = ");
    add_number(text, mm_exact_norm(a, n));
    mm_buffer_add_text(text, ", |b| = ");
    add_number(text, mm_exact_norm(b, n));
    mm_buffer_add_text(text, "; the sum is exact and rounded once\n"
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
