/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-sample: classes drawn from the distribution in each row. */
#include "probability/sample.h"
#include "tool/draws.h"

static struct {
    bool names;
    struct mm_sampler sampler;
} opt = {.sampler = {.temperature = 1, .top_p = 1, .count = 1}};

static const struct mm_option options[] = {
    MM_COUNT('n', "count", &opt.sampler.count, "N", 1, 1e9, "draws from each row"),
    MM_FLAG(0, "logits", &opt.sampler.logits, "the input is logits instead of weights"),
    MM_REAL('T', "temperature", &opt.sampler.temperature, "T", 0, 1e308, "divide the logits by this; 0: the arg max"),
    MM_COUNT(0, "top-k", &opt.sampler.top_k, "K", 0, 1e15, "keep the K largest; 0: all"),
    MM_REAL(0, "top-p", &opt.sampler.top_p, "P", 1e-300, 1, "keep the smallest set whose mass reaches P"),
    MM_REAL(0, "min-p", &opt.sampler.min_p, "P", 0, 1, "keep those of at least P times the largest"),
    MM_FLAG(0, "without-replacement", &opt.sampler.without_replacement, "no class twice in a row"),
    MM_FLAG(0, "labels-from-header", &opt.names, "print the names of the columns instead of indices"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Six tokens from three logits.",
     .command = "echo '1,2,0.5' | mm-sample --logits --count=6 --seed=1",
     .output = "2\n1\n2\n1\n1\n2\n"},
    {.says = "The most probable digit of two images.",
     .command = "head -3 digits_logits_linear.csv | mm-sample --logits --temperature=0 --labels-from-header",
     .output = "class\ndigit_3\ndigit_7\n"},
    {.says = "Nucleus sampling.",
     .command = "echo '0.5,0.3,0.15,0.05' | mm-sample --top-p=0.8 --count=5 --seed=3",
     .output = "0\n1\n1\n1\n1\n"},
    {0},
};

static void *start(const void *sampler, size_t n) {
    return mm_sample_new(sampler, n);
}

static enum mm_status prepare(void *sample, const double *x, size_t row, struct mm_detail *detail) {
    return mm_sample_prepare(sample, x, row, detail);
}

static void draw(const void *sample, size_t first, double *classes, size_t count) {
    mm_sample_draw(sample, first, classes, count);
}

static void stop(void *sample) {
    mm_sample_free(sample);
}

static enum mm_status run(struct mm_run *run) {
    bool said = run->common.seed_given, chance = opt.sampler.temperature > 0;
    MM_TRY(mm_run_seed(run, &opt.sampler.seed));
    if (!said && chance) mm_note(run, "--seed=%llu gives these draws again", (unsigned long long)opt.sampler.seed);
    const struct mm_draw_kernel kernel = {opt.sampler.count, opt.names, &opt.sampler, start, prepare, draw, stop};
    return mm_run_draws(run, &kernel);
}

static const struct mm_command command = {
    .name = "mm-sample",
    .wing = "probability",
    .summary = "draws from probabilities or logits",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Draws --count classes from each row, one a line (with the row's label), as indices from 0. Weights need not sum "
        "to 1. Filters act in this order: temperature, top-k, top-p, min-p, each on the probabilities that the one before "
        "left; among equals the lower index wins, and at least one class stays. Without replacement is Gumbel top-k.\n\n"
        "Row i, from 0, draws from stream i of Philox 4x32-10 under --seed, draw k by its words 2k and 2k + 1 (with replacement): the "
        "same draws on every machine, for any --threads, and whatever --count. A seed not given is said on standard "
        "error.",
    .formula = "P(i) = exp(l_i/T) / Σ_j exp(l_j/T)  over the classes kept,  l = log weight or logit",
    .input = "weights or logits, a vector in each row; one column is one vector",
    .output = "a column of classes, --count for each row",
    .common = MM_COMMON_TABLE | MM_COMMON_SEED | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Holtzman et al., The curious case of neural text degeneration, 2020.\n"
                  "Kool, van Hoof, Welling, Stochastic beams and where to find them, 2019.",
    .see_also = "mm-softmax mm-rand",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
