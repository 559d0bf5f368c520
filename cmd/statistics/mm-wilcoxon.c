/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-wilcoxon: Wilcoxon's signed-rank test of one sample or of pairs. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/wilcoxon.h"
#include "tests.h"

static struct {
    struct test_options test;
    int zero;
} opt = {.test = TEST_DEFAULTS};

static const struct mm_option options[] = {
    TEST_GROUP(opt.test),
    MM_CHOICE(0, "zero", &opt.zero, "wilcox|pratt|zsplit",
              "zeros: dropped; ranked and then dropped; ranked and split between both signs"),
    TEST_MU(opt.test),
    TEST_ALTERNATIVE(opt.test),
    TEST_LEVEL(opt.test),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Depression scores before and after (Hollander and Wolfe, table 3.1), greater before.",
     .command =
         "printf '1.83,0.878\\n0.5,0.647\\n1.62,0.598\\n2.48,2.05\\n1.68,1.06\\n1.88,1.29\\n1.55,1.06\\n3.06,3.14\\n1.3,1.29\\n' | mm-wilcoxon --alternative=greater --digits=6",
     .output = "method,statistic,p,estimate,low,high,level,alternative,mu,n,n_missing,n_zero,effect,sample1,sample2\n"
               "exact signed-rank,40,0.0195312,0.46,0.175,inf,0.95,greater,0,9,0,0,0.777778,1,2\n"},
    {.says = "The losses of two models on the same images.",
     .command = "mm-wilcoxon -k nll_linear,nll_mlp --digits=4 digits_eval.csv",
     .output =
         "method,statistic,p,estimate,low,high,level,alternative,mu,n,n_missing,n_zero,effect,sample1,sample2\n"
         "normal signed-rank,239900,1.82e-87,0.04932,0.04379,0.05565,0.95,two-sided,0,719,0,0,0.8534,nll_linear,nll_mlp\n"},
    {0},
};

static enum mm_status test(void *context, enum mm_test_design design, const struct mm_sample *sample,
                           struct mm_test_record *record, struct mm_detail *detail) {
    (void)context;
    struct mm_wilcoxon_plan plan = {opt.test.mu, (enum mm_alternative)opt.test.alternative, opt.test.level,
                                    (enum mm_zero_rule)opt.zero, NULL};
    struct mm_wilcoxon result;
    record->extras[0].name = "n_zero";
    record->extras[0].whole = true;
    record->extras[1].name = "effect";
    double *differences = mm_test_differences(design, sample);
    double *sizes = mm_new_doubles(1, sample->n);
    if (differences == NULL || sizes == NULL) return MM_MEMORY;
    for (size_t i = 0; i < sample->n && sample->y != NULL; i++) sizes[i] = fmax(fabs(sample->x[i]), fabs(sample->y[i]));
    if (design == MM_TEST_PAIRED) plan.sizes = sizes;
    enum mm_status status = mm_wilcoxon(differences, sample->n, &plan, &result, detail);
    free(differences);
    free(sizes);
    MM_TRY(status);
    record->method = result.exact ? "exact signed-rank" : "normal signed-rank";
    record->statistic = result.statistic;
    record->p = result.p;
    record->estimate = result.estimate;
    record->low = result.low;
    record->high = result.high;
    record->extras[0].count = result.zeros;
    record->extras[1].value = result.effect;
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    opt.test.paired = true;
    struct mm_test_kernel kernel = test_kernel(&opt.test);
    kernel.one_or_pairs = kernel.has_interval = true;
    kernel.constant[MM_TEST_ONE] = "every value equals mu: there is nothing to rank";
    kernel.constant[MM_TEST_PAIRED] = "every difference equals mu: there is nothing to rank";
    kernel.test = test;
    return mm_run_test(run, &kernel);
}

static const struct mm_command command = {
    .name = "mm-wilcoxon",
    .wing = "statistics",
    .summary = "Wilcoxon signed-rank test of one sample or of pairs",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "One column is tested against --mu; two columns are pairs, first minus second (--group: the long form, values in one\n"
        "column, pairs the first of either, the second of either, and so on). statistic is R+, the rank sum of what is above mu\n"
        "(R's V; SciPy's two-sided statistic is the smaller of R+ and R-).\n\n"
        "Up to 50 ranked values p is exact, from all choices of signs on the observed midranks, with ties and zeros too (SciPy\n"
        "1.10 takes the table without ties there, R the normal approximation). Beyond: normal, corrected for ties and for\n"
        "continuity. Differences are rounded to 12 digits of what they were taken of before they are ranked, so that 0.3-0.2 and 0.2-0.1\n"
        "tie. Under zsplit the variance is that of what can change its sign (SciPy's counts the zeros, too).\n\n"
        "estimate is the pseudomedian, the median of all (d_i + d_j)/2, zeros included (R leaves them out); the interval is made\n"
        "of the same means. With too few values for the level it is infinite. effect is rank-biserial: (R+ - R-)/(R+ + R-).",
    .formula = "R+ = Σ rank|d_i - mu| over d_i > mu",
    .input = "one column of numbers, two columns of pairs, or one and --group",
    .output =
        "method, statistic, p, estimate, low, high, level, alternative, mu, n, n_missing, n_zero, effect, and of pairs "
        "sample1, sample2",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS,
    .options = options,
    .examples = examples,
    .references = "Hollander, Wolfe, Chicken, Nonparametric Statistical Methods, 2014, chapter 3.\n"
                  "Pratt, Remarks on zeros and ties in the Wilcoxon signed rank procedures, 1959.",
    .see_also = "mm-ttest mm-mannwhitney mm-permtest",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
