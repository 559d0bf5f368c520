/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-permtest: permutation tests of means. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "cli/progress.h"
#include "statistics/permutation.h"
#include "tests.h"

static struct {
    struct test_options test;
    size_t resamples;
} opt = {.test = TEST_DEFAULTS, .resamples = 9999};

static const struct mm_option options[] = {
    TEST_GROUP(opt.test),
    TEST_PAIRED(opt.test),
    TEST_MU(opt.test),
    TEST_ALTERNATIVE(opt.test),
    MM_COUNT('B', "resamples", &opt.resamples, "B", 1, 1e9,
             "how many random arrangements where there are too many for all"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "All 2^5 choices of signs.",
     .command = "printf '0.3\\n0.1\\n0.4\\n-0.1\\n0.2\\n' | mm-permtest --to=json",
     .output =
         "{\"method\":\"exact sign-flip\",\"statistic\":0.18,\"p\":0.1875,\"estimate\":0.18,\"alternative\":\"two-sided\",\"mu\":0,\"n\":5,\"n_missing\":0,\"resamples\":32,\"seed\":null}\n"},
    {.says = "Whether two models differ in accuracy on the same images.",
     .command = "mm-permtest -k correct_linear,correct_mlp --paired --seed=1 --digits=4 digits_eval.csv",
     .output = "method,statistic,p,estimate,alternative,mu,n,n_missing,resamples,seed,sample1,sample2\n"
               "random sign-flip,0.009736,0.1499,0.009736,two-sided,0,719,0,9999,1,correct_linear,correct_mlp\n"},
    {0},
};

static enum mm_status permute(const struct mm_permutation_plan *plan, enum mm_test_design design,
                              const struct mm_sample *sample, struct mm_permutation *result, struct mm_detail *detail) {
    size_t n = sample->n;
    double *values = mm_test_differences(design == MM_TEST_TWO ? MM_TEST_ONE : design, sample);
    if (values == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) values[i] -= opt.test.mu;
    enum mm_status status = design == MM_TEST_TWO
                                ? mm_permutation_exchange(values, n, sample->y, sample->n_y, plan, result, detail)
                                : mm_permutation_signs(values, n, plan, result, detail);
    free(values);
    return status;
}

static enum mm_status test(void *context, enum mm_test_design design, const struct mm_sample *sample,
                           struct mm_test_record *record, struct mm_detail *detail) {
    const struct mm_permutation_plan *plan = context;
    struct mm_permutation result;
    record->extras[0].name = "resamples";
    record->extras[1].name = "seed";
    record->extras[0].whole = record->extras[1].whole = true;
    MM_TRY(permute(plan, design, sample, &result, detail));
    record->method = design == MM_TEST_TWO ? (result.exact ? "exact exchange" : "random exchange")
                                           : (result.exact ? "exact sign-flip" : "random sign-flip");
    record->statistic = result.estimate;
    record->p = result.p;
    record->estimate = result.estimate + opt.test.mu;
    record->extras[0].count = result.arrangements;
    record->extras[1].count = plan->seed;
    if (result.exact) record->extras[1].value = NAN;
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_progress progress;
    struct mm_permutation_plan plan = {.alternative = (enum mm_alternative)opt.test.alternative,
                                       .resamples = opt.resamples,
                                       .threads = run->threads,
                                       .progress = mm_progress_update,
                                       .progress_context = &progress};
    struct mm_test_kernel kernel = test_kernel(&opt.test);
    MM_TRY(mm_run_seed(run, &plan.seed));
    kernel.constant[MM_TEST_ONE] = "every value equals mu: no change of signs makes a difference";
    kernel.constant[MM_TEST_PAIRED] = "every difference equals mu: no change of signs makes a difference";
    kernel.constant[MM_TEST_TWO] = "the values of both samples are all equal: no exchange makes a difference";
    kernel.test = test;
    kernel.context = &plan;
    mm_progress_start(&progress, "permuting", run->common.quiet);
    MM_TRY(mm_run_test(run, &kernel));
    mm_progress_finish(&progress);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-permtest",
    .wing = "statistics",
    .summary = "permutation tests of means: one sample, pairs, two samples",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "One column: the signs of the values less --mu are flipped at random. Two columns under --paired: those of the\n"
        "differences. Two columns: values are exchanged between the samples. In the long form the values stand in one column and\n"
        "--group names another that has two values; the one that appears first is the first sample.\n\n"
        "The statistic is the mean, or the difference of means, less mu. With up to 10^6 arrangements all are gone through and p is the\n"
        "share of those at least as extreme as the data; else p = (b+1)/(B+1) from B random ones, arrangement r from stream r of\n"
        "the seed, the same for any number of threads. Two-sided compares absolute values (SciPy doubles the smaller tail).\n"
        "Values are compared as whole numbers of 12 digits, so that decimals that tie do tie.\n"
        "resamples is how many arrangements were looked at; seed is missing where all were.",
    .formula = "p = #{|T*| ≥ |T|}/N over all N arrangements, or (1 + #{|T*| ≥ |T|})/(B + 1)",
    .input = "one or two columns of numbers, or one and --group",
    .output =
        "method, statistic, p, estimate, alternative, mu, n (or n1, n2), n_missing, resamples, seed, and of two sample1, "
        "sample2",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS | MM_COMMON_SEED,
    .options = options,
    .examples = examples,
    .references = "Phipson and Smyth, Permutation p-values should never be zero, 2010.\n"
                  "Good, Permutation, Parametric and Bootstrap Tests of Hypotheses, 2005, chapter 3.",
    .see_also = "mm-ttest mm-wilcoxon mm-mannwhitney mm-bootstrap mm-compare",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
