/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-compare: which of several models is better on the same items, and whether that is chance. */
#include <stdlib.h>

#include "base/memory.h"
#include "comparisons.h"
#include "tool/output.h"

static struct {
    struct mm_score_choice scores;
    int test, adjust, interval;
    size_t resamples;
    double level;
    bool lower_is_better;
} opt = {.test = MM_COMPARE_AUTO, .interval = MM_BOOTSTRAP_BCA, .resamples = 9999, .level = 0.95};

static const struct mm_option options[] = {
    MM_STRING('b', "baseline", &opt.scores.baseline, "MODEL", "compare each model with this one, instead of all pairs"),
    MM_COLUMN_OPTION(0, "item", &opt.scores.item, "COL", "long form: the column that says which item"),
    MM_COLUMN_OPTION(0, "model", &opt.scores.model, "COL", "long form: the column that says which model"),
    MM_COLUMN_OPTION(0, "score", &opt.scores.score, "COL", "long form: the column of scores"),
    MM_CHOICE('t', "test", &opt.test, MM_COMPARE_TESTS,
              "where p comes from; not given: mcnemar for scores of 0 and 1, else permutation"),
    MM_CHOICE('a', "adjust", &opt.adjust, MM_ADJUSTMENTS, "how p is adjusted for the number of pairs"),
    MM_CHOICE('m', "interval", &opt.interval, MM_BOOTSTRAP_METHODS, "how the interval comes from resamples"),
    MM_COUNT('B', "resamples", &opt.resamples, "B", 1, 1e9, "how many resamples, and random permutations"),
    MM_REAL_OPEN('l', "level", &opt.level, "LEVEL", 0, 1, "confidence level"),
    MM_FLAG(0, "lower-is-better", &opt.lower_is_better, "scores are losses: the smaller one wins an item"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Is the linear model (0.969) more accurate than the network (0.960)? These 719 images do not tell.",
     .command = "mm-compare -k correct_linear,correct_mlp --seed=1 --digits=4 --to=json digits_eval.csv",
     .output =
         "{\"a\":\"correct_linear\",\"b\":\"correct_mlp\",\"n\":719,\"mean_a\":0.9694,\"mean_b\":0.9597,\"difference\":0.009736,\"low\":-0.001391,\"high\":0.02225,\"level\":0.95,\"interval\":\"bca\",\"test\":\"mcnemar-exact\",\"statistic\":5,\"p\":0.1435,\"p_adjusted\":0.1435,\"adjust\":\"holm\",\"p_t\":0.08957,\"p_permutation\":0.1435,\"effect\":0.06333,\"wins\":12,\"losses\":5,\"ties\":702,\"unmatched\":0,\"n_missing\":0,\"resamples\":9999,\"seed\":1}\n"},
    {.says = "Their losses, as a table to paste; the methods are said on standard error.",
     .command = "mm-compare -k 'nll_*' --lower-is-better --seed=1 --to=table --quiet digits_eval.csv",
     .output =
         "a           b          n    mean_a    mean_b  difference        low       high       p  p_adjusted    effect  wins  losses  ties\n"
         "nll_linear  nll_mlp  719  0.164092  0.115251   0.0488416  0.0263734  0.0657433  0.0001      0.0001  0.180574    34     685     0\n"},
    {.says = "Long form: a row for each item and model; c was not run on the third item.",
     .command = "printf 'item,model,score\\n1,a,3\\n1,b,1\\n1,c,2\\n2,a,4\\n2,b,3\\n2,c,3\\n3,a,5\\n3,b,1\\n' |\n"
                "mm-compare --item=item --model=model --score=score --baseline=a --seed=1 --quiet |\n"
                "mm-convert -k a,b,n,difference,test,p,p_adjusted,wins,losses,unmatched",
     .output = "a,b,n,difference,test,p,p_adjusted,wins,losses,unmatched\n"
               "b,a,3,-2.3333333333333335,permutation-exact,0.25,0.5,0,3,0\n"
               "c,a,2,-1,permutation-exact,0.5,0.5,0,2,1\n"},
    {0},
};

static enum mm_status compare_group(struct mm_run *run, const struct mm_scores *scores, size_t group,
                                    const struct comparison_options *chosen, struct mm_table *table) {
    size_t models = scores->models.count, items = scores->item_count;
    struct pair *pairs = mm_new(models * models, sizeof *pairs);
    double *p = mm_new_doubles(models, models), *room = mm_new_doubles(2, items);
    if (pairs == NULL || p == NULL || room == NULL) return mm_fail_memory(&run->error);
    struct mm_score_pair both = {.x = room, .y = room + items};
    struct stage *stage = chosen->plan.progress_context;
    size_t count = list_pairs(scores, pairs);
    stage->total = count * scores->group_count;
    for (size_t i = 0; i < count; i++, stage->done++) {
        MM_TRY(compare(run, scores, group, chosen, &pairs[i], &both));
        p[i] = pairs[i].found.p;
    }
    MM_TRY(mm_adjust(p, NULL, count, (enum mm_adjustment)opt.adjust, p, NULL));
    for (size_t i = 0; i < count; i++) {
        mm_table_row(table);
        mm_scores_keys(scores, group, table);
        add_row(scores, &pairs[i], p[i], chosen, mm_output_format(run, true) == MM_FORMAT_TABLE, table);
    }
    free(pairs);
    free(p);
    free(room);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_scores scores;
    struct mm_table table = {0};
    struct stage stage = {.done = 0};
    struct comparison_options chosen = {{(enum mm_compare_test)opt.test, opt.level,
                                         (enum mm_bootstrap_method)opt.interval, opt.resamples, 0, run->threads,
                                         opt.lower_is_better, update, &stage},
                                        opt.adjust};
    const struct mm_score_choice *choice = &opt.scores;
    bool any = choice->item != NULL || choice->model != NULL || choice->score != NULL;
    if (any && (choice->item == NULL || choice->model == NULL || choice->score == NULL))
        return mm_run_fail(run, MM_USAGE, "the long form needs --item, --model and --score");
    if (any && run->common.columns != NULL)
        return mm_run_fail(run, MM_USAGE, "-k names the models of the wide form; --score names the column of the long");
    MM_TRY(mm_run_seed(run, &chosen.plan.seed));
    MM_TRY(mm_scores_read(&scores, run, choice));
    mm_progress_start(&stage.progress, "comparing", run->common.quiet);
    for (size_t g = 0; g < scores.group_count; g++)
        if (compare_group(run, &scores, g, &chosen, &table) != MM_OK) return mm_scores_fail(&scores, g);
    mm_progress_finish(&stage.progress);
    if (mm_output_format(run, true) == MM_FORMAT_TABLE) say_methods(run, &chosen);
    bool record = table.rows == 1 && run->common.by == NULL;
    mm_scores_free(&scores);
    return mm_table_output(&table, run, record);
}

static const struct mm_command command = {
    .name = "mm-compare",
    .wing = "statistics",
    .summary = "which of several models is better on the same items, and whether it is chance",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Wide form: a column of scores for each model (-k, else all numeric columns), a row for each item. Long form: a "
        "row for each item and model, with --item, --model and --score. Each pair of models, or each model with "
        "--baseline, is compared on the items that both have: `unmatched` counts those that one lacks, `n_missing` "
        "those without a score under --na=omit. With -g every group is compared, and p adjusted, as if it were alone; "
        "mm-padjust -k p adjusts over all.\n\n"
        "The interval of the difference of means resamples items (bca; where differences take few values, by how often "
        "each occurs). test says what p is: for scores of 0 and 1 McNemar's, exact up to 1000 items on which the two "
        "differ; else the permutation test that flips the signs of differences, exact up to 20 of them that are not 0, "
        "random ones and at least 1/(B+1) beyond. p_t (paired t) and p_permutation (for 0 and 1 exact) are always given. effect is Hedges' g "
        "of the differences. a wins an item by a larger score, or a smaller one under --lower-is-better.\n\n"
        "--to=table has what a report needs and says its methods on standard error. Differences that are all equal: the "
        "interval is the point, p_t and effect are missing. An interval and a p-value are two computations: near the "
        "border they may disagree. The same seed gives a pair the same interval as mm-bootstrap --stat=diff-mean "
        "--paired. The scores are held in memory.",
    .formula =
        "difference = mean(a_i - b_i);  McNemar: wins of wins + losses, a fair coin;  permutation: Σ ±(a_i - b_i)",
    .input = "scores: a column for each model, or rows of item, model, score",
    .output =
        "a row for each pair: a, b, n, mean_a, mean_b, difference, low, high, level, interval, test, statistic, p, "
        "p_adjusted, adjust, p_t, p_permutation, effect, wins, losses, ties, unmatched, n_missing, resamples, seed",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS | MM_COMMON_SEED,
    .options = options,
    .examples = examples,
    .references = "Dietterich, Approximate statistical tests for comparing supervised classification, 1998.\n"
                  "Dror et al., The hitchhiker's guide to testing statistical significance in NLP, 2018.\n"
                  "Holm, A simple sequentially rejective multiple test procedure, 1979.",
    .see_also = "mm-mcnemar mm-bootstrap mm-permtest mm-ttest mm-padjust",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
