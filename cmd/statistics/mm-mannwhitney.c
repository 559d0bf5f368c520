/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-mannwhitney: the test of Mann and Whitney of two samples. */
#include <float.h>

#include "statistics/mannwhitney.h"
#include "tests.h"

static struct test_options opt = TEST_DEFAULTS;

static const struct mm_option options[] = {
    TEST_GROUP(opt), TEST_MU(opt), TEST_ALTERNATIVE(opt), TEST_LEVEL(opt), MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Two small samples.",
     .command =
         "printf 'arm,score\\na,0.8\\na,0.83\\na,1.89\\na,1.04\\na,1.45\\nb,1.15\\nb,0.88\\nb,0.9\\nb,0.74\\nb,1.21\\n' | mm-mannwhitney -k score --group=arm --digits=6",
     .output = "method,statistic,p,estimate,low,high,level,alternative,mu,n1,n2,n_missing,effect,auc,sample1,sample2\n"
               "exact rank-sum,15,0.690476,0.14,-0.35,0.99,0.95,two-sided,0,5,5,0,0.2,0.6,a,b\n"},
    {.says = "The losses of two models as if on different images.",
     .command = "mm-mannwhitney -k nll_linear,nll_mlp --digits=4 digits_eval.csv",
     .output =
         "method,statistic,p,estimate,low,high,level,alternative,mu,n1,n2,n_missing,effect,auc,sample1,sample2\n"
         "normal rank-sum,405800,4.519e-78,0.03034,0.02557,0.0367,0.95,two-sided,0,719,719,0,0.5698,0.7849,nll_linear,nll_mlp\n"},
    {0},
};

static enum mm_status test(void *context, enum mm_test_design design, const struct mm_sample *sample,
                           struct mm_test_record *record, struct mm_detail *detail) {
    (void)context;
    (void)design;
    struct mm_mannwhitney_plan plan = {opt.mu, (enum mm_alternative)opt.alternative, opt.level};
    struct mm_mannwhitney result;
    record->extras[0].name = "effect";
    record->extras[1].name = "auc";
    MM_TRY(mm_mannwhitney(sample->x, sample->n, sample->y, sample->n_y, &plan, &result, detail));
    record->method = result.exact ? "exact rank-sum" : "normal rank-sum";
    record->statistic = result.statistic;
    record->p = result.p;
    record->estimate = result.estimate;
    record->low = result.low;
    record->high = result.high;
    record->extras[0].value = result.effect;
    record->extras[1].value = result.auc;
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_test_kernel kernel = test_kernel(&opt);
    kernel.needs_two = kernel.has_interval = true;
    kernel.constant[MM_TEST_TWO] = "the values of both samples are all equal: there is nothing to rank";
    kernel.test = test;
    return mm_run_test(run, &kernel);
}

static const struct mm_command command = {
    .name = "mm-mannwhitney",
    .wing = "statistics",
    .summary = "Mann-Whitney test (Wilcoxon rank sum) of two samples",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Two columns are two samples; in the long form the values stand in one column and --group names another that has two\n"
        "values; the one that appears first is the first sample. statistic is U1: how many pairs have the value of the first\n"
        "sample above that of the second, ties counted half (R's W, SciPy's U1).\n\n"
        "Where both samples have fewer than 50 values p is exact, from all ways to give the observed midranks to the samples,\n"
        "with ties too (R and SciPy leave the exact test there); two-sided is twice the smaller tail. Beyond: normal, corrected\n"
        "for ties and continuity.\n\n"
        "estimate is the shift, the median of all x - y; the interval is made of the same differences (of samples with ties R\n"
        "inverts the normal approximation instead). With too few values for the level it is infinite. effect is rank-biserial,\n"
        "2 U1/(n1 n2) - 1; auc, U1/(n1 n2), the chance that a value of the first sample is above one of the second.",
    .formula = "U1 = R1 - n1(n1+1)/2,  R1 the rank sum of the first sample",
    .input = "two columns of numbers, or one and --group",
    .output =
        "method, statistic, p, estimate, low, high, level, alternative, mu, n1, n2, n_missing, effect, auc, sample1, "
        "sample2",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS,
    .options = options,
    .examples = examples,
    .references = "Hollander, Wolfe, Chicken, Nonparametric Statistical Methods, 2014, chapter 4.",
    .see_also = "mm-ttest mm-wilcoxon mm-permtest",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
