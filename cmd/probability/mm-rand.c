/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-rand: random variates. */
#include <stdlib.h>

#include "base/memory.h"
#include "draws.h"
#include "tool/output.h"

static struct {
    size_t count;
    struct draw_options draw;
} opt = {.count = 1};

static const struct mm_option options[] = {
    MM_COUNT(0, "count", &opt.count, "N", 0, 1e15, "how many variates"),
    MM_STRING(0, "weights", &opt.draw.weights, "LIST", "categorical: weights of the classes 0, 1, 2, …"),
    MM_STRING(0, "mean", &opt.draw.mean, "LIST", "multinormal: the mean"),
    MM_FILE_OPTION(0, "cov", &opt.draw.cov, "FILE", "multinormal: the covariance matrix (default: the identity)"),
    MM_GROUP("Parameters (numbers; for dirichlet --alpha is a list)"),
    MM_FAMILY_OPTIONS MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Five standard normals, the same on every machine.",
     .command = "mm-rand normal --count=5 --mu=0 --sigma=1 --seed=7 --digits=6",
     .output = "0.18642\n-0.410525\n0.256813\n-0.928787\n-0.856269\n"},
    {.says = "Throws of a die with a heavy six.",
     .command = "mm-rand categorical --weights=1,1,1,1,1,5 --count=4 --seed=7",
     .output = "5\n0\n5\n5\n"},
    {.says = "A random distribution over three classes.",
     .command = "mm-rand dirichlet --alpha=2,3,5 --seed=7 --digits=4",
     .output = "0.1743,0.3494,0.4763\n"},
    {0},
};

/* A block of rows at a time, all from stream 0. */
static enum mm_status write_rows(struct mm_run *run, const struct mm_vector_draw *draw, uint64_t seed) {
    enum { BLOCK_CELLS = 16384 };
    struct mm_output output;
    struct mm_stream stream;
    struct mm_schema schema = {.rows = opt.count};
    bool wide = draw->kind >= MM_DRAW_DIRICHLET;
    struct mm_block block = {.number_columns = wide ? draw->size : 1};
    size_t height = BLOCK_CELLS / block.number_columns + 1;
    double *values = mm_new_doubles(height, block.number_columns);
    bool ok = values != NULL;
    block.numbers = values;
    for (size_t j = 0; ok && j < block.number_columns; j++) ok = mm_schema_add(&schema, "", 0, MM_NUMBER);
    if (!ok) return mm_fail_memory(&run->error);
    mm_stream_start(&stream, seed, 0);
    MM_TRY(mm_output_open(&output, run, &schema, MM_SHAPE_TABLE));
    for (; block.first_row < opt.count; block.first_row += block.rows) {
        block.rows = opt.count - block.first_row < height ? opt.count - block.first_row : height;
        for (size_t i = 0; i < block.rows; i++) mm_draw_vector(draw, &stream, values + i * block.number_columns);
        MM_TRY(mm_output_rows(&output, &block));
    }
    free(values);
    mm_schema_free(&schema);
    return mm_output_finish(&output);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_vector_draw draw;
    struct mm_number_list list = {0};
    struct mm_matrix factor = {0};
    bool said = run->common.seed_given;
    uint64_t seed;
    MM_TRY(read_draw(run, &opt.draw, &draw, &list, &factor));
    MM_TRY(mm_run_seed(run, &seed));
    if (!said) mm_note(run, "--seed=%llu gives these numbers again", (unsigned long long)seed);
    enum mm_status status = write_rows(run, &draw, seed);
    mm_number_list_free(&list);
    mm_matrix_free(&factor);
    return status;
}

static const struct mm_command command = {
    .name = "mm-rand",
    .wing = "probability",
    .summary = "random variates",
    .operands = "FAMILY",
    .operands_min = 1,
    .operands_max = 1,
    .description = "Prints variates, one a line; of dirichlet and multinormal one vector a line.\n\n" MM_FAMILY_TEXT
                   "categorical --weights=LIST (classes from 0; weights need not sum to 1); dirichlet --alpha=LIST; "
                   "multinormal --mean=LIST --cov=FILE.\n\n"
                   "All numbers come from stream 0 of Philox 4x32-10 under --seed, one variate after another, so the "
                   "first ones do not depend on --count, and have the same bits on every machine. Normals are by the "
                   "polar method, the second of each pair thrown away; gamma, and what is made of it, by Marsaglia and "
                   "Tsang; counts by Hörmann's transformed rejection or, where they are small, by inversion; the rest "
                   "by inversion of one uniform. A seed not given is said on standard error.",
    .input = "none; a covariance matrix for multinormal",
    .output = "a column of numbers, or a matrix",
    .common = MM_COMMON_OUTPUT | MM_COMMON_SEED,
    .options = options,
    .examples = examples,
    .references = "Devroye, Non-Uniform Random Variate Generation, 1986.\n"
                  "Marsaglia and Tsang, A simple method for generating gamma variables, 2000.\n"
                  "Hörmann, The transformed rejection method for generating Poisson random variables, 1993.",
    .see_also = "mm-generate mm-pdf mm-cdf mm-ppf",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
