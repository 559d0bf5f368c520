/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-distance: distances between vectors. */
#include <math.h>
#include <stdio.h>

#include "linalg/distance.h"
#include "linalg/lapack.h"
#include "tool/input.h"
#include "tool/pairwise.h"

static struct {
    int metric; /* enum mm_metric */
    double p;
    bool p_given;
} opt = {.metric = MM_EUCLIDEAN, .p = 2};

static const struct mm_option options[] = {
    MM_CHOICE('m', "metric", &opt.metric,
              "euclidean|sqeuclidean|manhattan|chebyshev|minkowski|cosine|mahalanobis|hamming|jaccard",
              "which distance"),
    {.kind = MM_OPTION_REAL,
     .letter = 'p',
     .name = "power",
     .to.real = &opt.p,
     .argument = "P",
     .low = 0,
     .high = 1e308,
     .open = true,
     .help = "the exponent of minkowski",
     .given = &opt.p_given},
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "All pairs of rows, labelled on both sides.",
     .command = "printf ',x,y\\na,0,0\\nb,3,4\\nc,0,4\\n' | mm-distance",
     .output = ",a,b,c\na,0,5,4\nb,5,0,3\nc,4,3,0\n"},
    {.says = "Of two vectors.",
     .command = "printf '1,2,3\\n' >\"$TMPDIR/a.csv\"; printf '3,2,0\\n' | mm-distance --metric=manhattan "
                "\"$TMPDIR/a.csv\" -",
     .output = "5\n"},
    {.says = "Small distances between large vectors are right.",
     .command = "printf '1e8,1e8\\n100000001,1e8\\n' | mm-distance",
     .output = "0,1\n1,0\n"},
    {0},
};

static enum mm_status fail(struct mm_run *run, const struct mm_pairwise *pairs, enum mm_status status,
                           const struct mm_detail *detail) {
    switch (status) {
    case MM_DOMAIN:
        return mm_pairwise_fail(run, pairs, status, detail->index,
                                isinf(detail->value) ? "a vector with an infinity has no cosine"
                                                     : "the zero vector has no cosine");
    case MM_NOT_FINITE:
        status = isnan(detail->value) ? MM_DATA : MM_DOMAIN;
        return mm_pairwise_fail(run, pairs, status, detail->index / pairs->a.columns,
                                "mahalanobis needs numbers that are all finite");
    case MM_TOO_FEW:
        return mm_run_fail(run, status, "mahalanobis of %zu columns needs at least %zu rows in all, and there are %zu",
                           pairs->a.columns, detail->index, (size_t)detail->value);
    case MM_SINGULAR:
        return mm_run_fail(run, status, "the covariance is singular: its reciprocal condition number is %.2g",
                           detail->value);
    default:
        return status;
    }
}

static enum mm_status run(struct mm_run *run) {
    struct mm_pairwise pairs;
    struct mm_matrix distances;
    struct mm_detail detail = {0};
    if (opt.p_given && opt.metric != MM_MINKOWSKI)
        return mm_run_fail(run, MM_USAGE, "--power goes with --metric=minkowski only");
    mm_lapack_threads(run->threads);
    MM_TRY(mm_pairwise_read(run, &pairs));
    MM_TRY(mm_pairwise_result(run, &pairs, &distances));
    enum mm_status status =
        mm_distance((enum mm_metric)opt.metric, opt.p, pairs.a.values, pairs.a.rows, pairs.two ? pairs.b.values : NULL,
                    pairs.b.rows, pairs.a.columns, run->threads, distances.values, &detail);
    if (status != MM_OK) return fail(run, &pairs, status, &detail);
    MM_TRY(mm_pairwise_output(run, &pairs, &distances));
    mm_pairwise_free(&pairs);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-distance",
    .wing = "linalg",
    .summary = "distances between vectors",
    .operands = "[A [B]]",
    .operands_max = 2,
    .description =
        "One input: the distances of all pairs of its rows, as a square matrix labelled on both sides. Two inputs: "
        "those of each row of A from each row of B; two single vectors, as rows or as columns, give one number. "
        "--axis=columns pairs columns; without --axis an input with one column is one vector.\n\n"
        "euclidean, sqeuclidean (its square), manhattan, chebyshev (the largest difference), minkowski (with -p), "
        "cosine (1 minus the cosine; a zero vector is an error), mahalanobis (euclidean after whitening by the "
        "covariance of all rows, divisor n - 1), hamming (the part of the entries that differ), jaccard (the same among "
        "entries that are not 0 in both; 0 if there is none).\n\n"
        "Many distances go through matrix multiplication; those that would lose digits there, small distances between "
        "large vectors, are computed again from the differences.",
    .formula = "d(a, b) = (Σ_i |a_i - b_i|^p)^(1/p),  p = 2: euclidean, 1: manhattan, ∞: chebyshev",
    .input = "a matrix m×k, or two, m×k and n×k, a vector in each row (see --axis)",
    .output = "a matrix m×m or m×n; a number for two vectors",
    .common = MM_COMMON_TABLE | MM_COMMON_NAMES | MM_COMMON_AXIS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Deza and Deza, Encyclopedia of Distances, 2016.\nMahalanobis, On the generalised distance in "
                  "statistics, 1936.",
    .see_also = "mm-cosine mm-norm",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
