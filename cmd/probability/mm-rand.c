/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-rand: random variates. */
#include <float.h>
#include <string.h>

#include "families.h"
#include "probability/vectors.h"
#include "tool/extra.h"
#include "tool/lists.h"
#include "tool/output.h"

static struct {
    size_t count;
    const char *lists[4], *cov; /* by enum mm_draw_kind; --alpha is among the parameters of families */
} opt = {.count = 1};

static const struct mm_option options[] = {
    MM_COUNT(0, "count", &opt.count, "N", 0, 1e15, "how many variates"),
    MM_STRING(0, "weights", &opt.lists[MM_DRAW_CATEGORICAL], "LIST", "categorical: weights of the classes 0, 1, 2, …"),
    MM_STRING(0, "mean", &opt.lists[MM_DRAW_MULTINORMAL], "LIST", "multinormal: the mean"),
    MM_FILE_OPTION(0, "cov", &opt.cov, "FILE", "multinormal: the covariance matrix (default: the identity)"),
    MM_GROUP("Parameters (numbers; for dirichlet --alpha is a list)"),
    MM_FAMILY_OPTIONS MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Five standard normals, the same on every machine.",
     .command = "mm-rand normal --count=5 --mu=0 --sigma=1 --seed=7 --digits=6",
     .output = "0.18642\n-0.308779\n-0.410525\n-0.593061\n0.256813\n"},
    {.says = "Throws of a die with a heavy six.",
     .command = "mm-rand categorical --weights=1,1,1,1,1,5 --count=4 --seed=7",
     .output = "5\n0\n5\n5\n"},
    {.says = "A random distribution over three classes.",
     .command = "mm-rand dirichlet --alpha=2,3,5 --seed=7 --digits=4",
     .output = "0.1743,0.3494,0.4763\n"},
    {0},
};

static enum mm_status read_scalar(struct mm_run *run, struct mm_vector_draw *draw) {
    struct mm_value_kernel kernel;
    char text[MM_ERROR_TEXT];
    MM_TRY(find_family(run, &kernel));
    draw->family = kernel.context;
    MM_TRY(mm_family_numbers(run, kernel.names, kernel.texts, kernel.standards, kernel.count, draw->parameters));
    if (check_family(draw->family, draw->parameters, text, sizeof text) == MM_OK) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "%s", text);
}

static enum mm_status make_factor(struct mm_run *run, size_t size, struct mm_matrix *factor) {
    struct mm_detail detail;
    MM_TRY(mm_read_square(run, "cov", opt.cov, size, factor));
    if (opt.cov == NULL) return MM_OK;
    enum mm_status status = mm_covariance_factor(factor->values, size, &detail);
    if (status == MM_OK) return MM_OK;
    const char *what = status == MM_SINGULAR ? "positive definite: leading minor" : "symmetric at row";
    return mm_run_fail(run, status, "--cov: not %s %zu", what, detail.index + 1);
}

/* LIST and FACTOR own what DRAW borrows. */
static enum mm_status read_draw(struct mm_run *run, struct mm_vector_draw *draw, struct mm_number_list *list,
                                struct mm_matrix *factor) {
    struct mm_detail detail = {0};
    static const char *const kinds[] = {"", "categorical", "dirichlet", "multinormal"};
    static const char *const names[] = {"", "weights", "alpha", "mean"};
    for (int i = MM_DRAW_CATEGORICAL; i <= MM_DRAW_MULTINORMAL; i++)
        if (strcmp(run->operands[0], kinds[i]) == 0) draw->kind = (enum mm_draw_kind)i;
    const bool classes = draw->kind == MM_DRAW_CATEGORICAL, dirichlet = draw->kind == MM_DRAW_DIRICHLET;
    for (int i = MM_DRAW_CATEGORICAL; i <= MM_DRAW_MULTINORMAL; i++)
        if (opt.lists[i] != NULL && i != (int)draw->kind)
            return mm_run_fail(run, MM_USAGE, "--%s has no meaning for %s", names[i], run->operands[0]);
    if (opt.cov != NULL && draw->kind != MM_DRAW_MULTINORMAL)
        return mm_run_fail(run, MM_USAGE, "--cov has no meaning for %s", run->operands[0]);
    if (draw->kind == MM_DRAW_SCALAR) return read_scalar(run, draw);
    MM_TRY(mm_family_take(run, &family_texts, &names[MM_DRAW_DIRICHLET], dirichlet, &opt.lists[MM_DRAW_DIRICHLET]));
    const char *option = names[draw->kind], *text = opt.lists[draw->kind];
    if (text == NULL) return mm_run_fail(run, MM_USAGE, "missing parameter: --%s", option);
    MM_TRY(mm_number_list_read(run, option, text, classes ? 0 : dirichlet ? DBL_MIN : -DBL_MAX, DBL_MAX, list));
    draw->size = list->texts.count;
    draw->values = list->values;
    if (draw->size == 0) return mm_run_fail(run, MM_USAGE, "--%s: an empty list", option);
    if (classes && mm_vector_classes(draw, list->values, draw->size, opt.count, &detail) != MM_OK)
        return mm_run_fail(run, MM_USAGE, "--weights: the sum is %g", detail.value);
    MM_TRY(make_factor(run, draw->size, factor));
    draw->factor = factor->values;
    return MM_OK;
}

/* Some blocks of streams at a time, which the threads share. */
struct job {
    struct mm_vector_draw draw;
    uint64_t seed;
    size_t threads;
};

static void make(const void *context, size_t first, double *values, size_t count) {
    const struct job *job = context;
    mm_draw_vectors(&job->draw, job->seed, first / mm_vector_block(&job->draw), values, count, job->threads);
}

static enum mm_status run(struct mm_run *run) {
    enum { BLOCKS = 32 };
    struct mm_number_list list = {0};
    struct mm_matrix factor = {0};
    struct job job = {.threads = run->threads};
    bool said = run->common.seed_given;
    MM_TRY(read_draw(run, &job.draw, &list, &factor));
    MM_TRY(mm_run_seed(run, &job.seed));
    if (!said) mm_note(run, "--seed=%llu gives these numbers again", (unsigned long long)job.seed);
    MM_TRY(mm_output_made(run, opt.count, mm_vector_width(&job.draw), BLOCKS * mm_vector_block(&job.draw), make, &job));
    mm_number_list_free(&list);
    mm_matrix_free(&factor);
    mm_vector_free(&job.draw);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-rand",
    .wing = "probability",
    .summary = "random variates",
    .operands = "FAMILY",
    .operands_min = 1,
    .operands_max = 1,
    .description =
        "Prints variates, one a line; of dirichlet and multinormal one vector a line.\n\n" MM_FAMILY_TEXT
        "categorical --weights=LIST (classes from 0; weights need not sum to 1); dirichlet --alpha=LIST; "
        "multinormal --mean=LIST --cov=FILE.\n\n"
        "Variates 8192 b to 8192 b + 8191 come from stream b of Philox 4x32-10 under --seed, one after "
        "another (8192/n vectors of n numbers), so the first ones do not depend on --count, none on --threads, "
        "and all have the same bits on every machine. Normals are by the polar method; gamma, and what is made of it, by Marsaglia and "
        "Tsang; counts by Hörmann's transformed rejection or, where they are small, by inversion; the rest "
        "by inversion of one uniform. A seed not given is said on standard error.",
    .input = "none; a covariance matrix for multinormal",
    .output = "a column of numbers, or a matrix",
    .common = MM_COMMON_OUTPUT | MM_COMMON_SEED | MM_COMMON_THREADS,
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
