/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-cosine: cosine similarity of vectors. */
#include <math.h>

#include "linalg/lapack.h"
#include "linalg/similarity.h"
#include "tool/pairwise.h"

enum { ZERO_ERROR, ZERO_IS_ZERO };

static struct { int zero; } opt = {.zero = ZERO_ERROR};

static const struct mm_option options[] = {
    MM_CHOICE('z', "zero", &opt.zero, "error|0", "what a vector of length zero has with every other"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "All pairs of rows, labelled on both sides.",
     .command = "printf ',x,y\\na,1,0\\nb,3,4\\nc,0,2\\n' | mm-cosine",
     .output = ",a,b,c\na,1,0.6,0\nb,0.6,1,0.8\nc,0,0.8,1\n"},
    {.says = "Of two vectors.",
     .command = "printf '3\\n4\\n' >\"$TMPDIR/a.csv\"; printf '4\\n3\\n' | mm-cosine \"$TMPDIR/a.csv\" -",
     .output = "0.96\n"},
    {.says = "Of two columns.",
     .command = "mm-cosine --axis=columns --digits=4 -k sepal_length,petal_length iris.csv",
     .output = ",sepal_length,petal_length\nsepal_length,1,0.9485\npetal_length,0.9485,1\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_pairwise pairs;
    struct mm_matrix cosines;
    struct mm_detail detail = {0};
    mm_lapack_threads(run->threads);
    MM_TRY(mm_pairwise_read(run, &pairs));
    MM_TRY(mm_pairwise_result(run, &pairs, &cosines));
    enum mm_status status = mm_cosine(pairs.a.values, pairs.a.rows, pairs.two ? pairs.b.values : NULL, pairs.b.rows,
                                      pairs.a.columns, opt.zero == ZERO_IS_ZERO, cosines.values, &detail);
    if (status == MM_DOMAIN)
        return mm_pairwise_fail(run, &pairs, status, detail.index,
                                isinf(detail.value)
                                    ? "a vector with an infinity has no direction"
                                    : "the zero vector has no direction (--zero=0 gives it cosines of 0)");
    MM_TRY(status);
    MM_TRY(mm_pairwise_output(run, &pairs, &cosines));
    mm_pairwise_free(&pairs);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-cosine",
    .wing = "linalg",
    .summary = "cosine similarity of vectors",
    .operands = "[A [B]]",
    .operands_max = 2,
    .description =
        "One input: the cosines of all pairs of its rows, labelled on both sides, with a diagonal of ones. Two inputs: "
        "those of each row of A with each row of B; two single vectors, as rows or as columns, give one number. "
        "--axis=columns pairs columns; without --axis an input with one column is one vector.\n\n"
        "A vector of zeros has no direction: an error that names it, unless --zero=0. The sizes of the vectors do not "
        "matter, however large or small.",
    .formula = "cos(a, b) = a·b / (|a| |b|)",
    .input = "a matrix m×k, or two, m×k and n×k, a vector in each row (see --axis)",
    .output = "a matrix m×m or m×n; a number for two vectors",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_AXIS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Strang, Introduction to Linear Algebra, 2016, section 1.2.",
    .see_also = "mm-distance mm-dot mm-norm",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
