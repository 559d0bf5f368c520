/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-ttest: Student's t tests of one sample, of pairs and of two samples. */
#include <float.h>

#include "statistics/ttest.h"
#include "tests.h"

static struct {
    struct test_options test;
    bool equal_variances;
} opt = {.test = TEST_DEFAULTS};

static const struct mm_option options[] = {
    TEST_GROUP(opt.test),
    TEST_PAIRED(opt.test),
    MM_FLAG(0, "equal-var", &opt.equal_variances, "pool the variances of two samples (Student) instead of Welch"),
    TEST_MU(opt.test),
    TEST_ALTERNATIVE(opt.test),
    TEST_LEVEL(opt.test),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Whether two models differ in accuracy on the same images.",
     .command = "mm-ttest -k correct_linear,correct_mlp --paired --digits=4 digits_eval.csv",
     .output =
         "method,statistic,df,p,estimate,low,high,level,alternative,mu,n,n_missing,se,effect,sample1,sample2\n"
         "paired t,1.7,718,0.08957,0.009736,-0.001508,0.02098,0.95,two-sided,0,719,0,0.005727,0.06333,correct_linear,correct_mlp\n"},
    {.says = "Sepals of every species against 5.8 cm.",
     .command = "mm-ttest -k sepal_length -g species --mu=5.8 --digits=4 iris.csv",
     .output = "species,method,statistic,df,p,estimate,low,high,level,alternative,mu,n,n_missing,se,effect\n"
               "setosa,one-sample t,-15.93,49,5.205e-21,5.006,4.906,5.106,0.95,two-sided,5.8,50,0,0.04985,-2.218\n"
               "versicolor,one-sample t,1.863,49,0.06845,5.936,5.789,6.083,0.95,two-sided,5.8,50,0,0.073,0.2594\n"
               "virginica,one-sample t,8.763,49,1.335e-11,6.588,6.407,6.769,0.95,two-sided,5.8,50,0,0.08993,1.22\n"},
    {.says = "Two samples in the long form, Welch.",
     .command =
         "printf 'arm,score\\na,5.1\\na,4.9\\na,5.6\\nb,6.2\\nb,6.0\\nb,6.9\\n' | mm-ttest -k score --group=arm --digits=4 --to=json",
     .output =
         "{\"method\":\"welch t\",\"statistic\":-3.4,\"df\":3.739,\"p\":0.0303,\"estimate\":-1.167,\"low\":-2.146,\"high\":-0.187,\"level\":0.95,\"alternative\":\"two-sided\",\"mu\":0,\"n1\":3,\"n2\":3,\"n_missing\":0,\"se\":0.3432,\"effect\":-2.215,\"sample1\":\"a\",\"sample2\":\"b\"}\n"},
    {0},
};

static enum mm_status test(void *context, enum mm_test_design design, const struct mm_sample *sample,
                           struct mm_test_record *record, struct mm_detail *detail) {
    (void)context;
    struct mm_ttest_plan plan = {opt.test.mu, (enum mm_alternative)opt.test.alternative, opt.test.level,
                                 opt.equal_variances};
    struct mm_ttest result;
    record->extras[0].name = "se";
    record->extras[1].name = "effect";
    if (design == MM_TEST_ONE) {
        record->method = "one-sample t";
        MM_TRY(mm_ttest_one(sample->x, sample->n, &plan, &result, detail));
    } else if (design == MM_TEST_PAIRED) {
        record->method = "paired t";
        MM_TRY(mm_ttest_paired(sample->x, sample->y, sample->n, &plan, &result, detail));
    } else {
        record->method = opt.equal_variances ? "pooled t" : "welch t";
        MM_TRY(mm_ttest_two(sample->x, sample->n, sample->y, sample->n_y, &plan, &result, detail));
    }
    record->statistic = result.statistic;
    record->df = result.df;
    record->p = result.p;
    record->estimate = result.estimate;
    record->low = result.low;
    record->high = result.high;
    record->extras[0].value = result.se;
    record->extras[1].value = result.effect;
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_test_kernel kernel = test_kernel(&opt.test);
    if (opt.equal_variances && opt.test.paired)
        return mm_run_fail(run, MM_USAGE, "--equal-var is for two samples that are not paired");
    kernel.has_df = kernel.has_interval = true;
    kernel.constant[MM_TEST_ONE] = "the values are all equal: t is undefined without spread";
    kernel.constant[MM_TEST_PAIRED] = "the differences are all equal: t is undefined without spread";
    kernel.constant[MM_TEST_TWO] = "the values of either sample are all equal: t is undefined without spread";
    kernel.test = test;
    return mm_run_test(run, &kernel);
}

static const struct mm_command command = {
    .name = "mm-ttest",
    .wing = "statistics",
    .summary = "t tests: one sample, pairs, two samples",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "One column is tested against --mu. Two columns are two samples, or pairs under --paired; in the long form the values\n"
        "stand in one column and --group names another that has two values; the one that appears first is the first sample,\n"
        "and pairs are the first of either, the second of either, and so on. -g makes a record for each group of rows.\n\n"
        "Two samples are compared by Welch's test unless --equal-var is given (SciPy pools by default, R does not). Means and\n"
        "variances come from exact sums, so that large values with small differences lose nothing; p is right in the far\n"
        "tail. A one-sided alternative has a one-sided interval. With --na=omit a pair is left out when either side is missing.\n\n"
        "effect is Cohen's d with Hedges' correction: J(v) (estimate - mu)/s. s is the standard deviation of the sample, of the\n"
        "differences, or for two samples (Welch's too) the pooled one, and v its degrees of freedom. It is missing for v = 1.",
    .formula = "t = (estimate - mu)/se;  Welch: se² = s1²/n1 + s2²/n2;  J(v) = Γ(v/2)/(√(v/2) Γ((v-1)/2))",
    .input = "one or two columns of numbers, or one and --group",
    .output =
        "method, statistic, df, p, estimate, low, high, level, alternative, mu, n (or n1, n2), n_missing, se, effect, and "
        "of two sample1, sample2",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS,
    .options = options,
    .examples = examples,
    .references = "Welch, The generalization of Student's problem, Biometrika 34, 1947.\n"
                  "Hedges, Distribution theory for Glass's estimator of effect size, 1981.",
    .see_also = "mm-wilcoxon mm-mannwhitney mm-permtest mm-ci mm-compare",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
