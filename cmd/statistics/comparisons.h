/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mm-compare does with a pair of models: comparing, and the row that says what came of it. */
#ifndef MM_CMD_COMPARISONS_H
#define MM_CMD_COMPARISONS_H

#include <math.h>

#include "cli/progress.h"
#include "statistics/adjust.h"
#include "statistics/bootstrap_names.h"
#include "statistics/compare.h"
#include "tool/scores.h"
#include "tool/table.h"

/* A pair of models and what was found; the interval kernel's progress is a part of that of all pairs. */
struct pair {
    size_t a, b, unmatched, missing;
    struct mm_comparison found;
};

struct comparison_options {
    struct mm_compare_plan plan;
    int adjust;
};

/* How far all pairs are, in the work of one of them. */
struct stage {
    struct mm_progress progress;
    size_t done, total;
};

static void update(void *context, double share) {
    struct stage *stage = context;
    mm_progress_update(&stage->progress, ((double)stage->done + share) / (double)stage->total);
}

/* Each with the baseline, or all. PAIRS has room for the square of the number of models. */
static size_t list_pairs(const struct mm_scores *scores, struct pair *pairs) {
    size_t count = 0;
    for (size_t a = 0; a < scores->models.count; a++)
        for (size_t b = 0; b < scores->models.count; b++)
            if (scores->baseline != (size_t)-1 ? b == scores->baseline && a != b : a < b)
                pairs[count++] = (struct pair){.a = a, .b = b};
    return count;
}

/* N is what both have, and the rest missing under --na=keep: what is computed with NaN is NaN. */
static enum mm_status compare(struct mm_run *run, const struct mm_scores *scores, size_t group,
                              const struct comparison_options *chosen, struct pair *pair, struct mm_score_pair *room) {
    const char *a = scores->models.items[pair->a], *b = scores->models.items[pair->b];
    struct mm_detail detail;
    mm_scores_pair(scores, group, pair->a, pair->b, room);
    pair->unmatched = room->unmatched;
    pair->missing = room->missing;
    pair->found = (struct mm_comparison){room->n, NAN, NAN,   NAN,         NAN, NAN, chosen->plan.interval,
                                         false,   0,   false, "undefined", NAN, NAN, NAN,
                                         NAN,     NAN, 0,     0,           0};
    if (room->has_nan) return MM_OK;
    enum mm_status status = mm_compare(room->x, room->y, room->n, &chosen->plan, &pair->found, &detail);
    if (status == MM_TOO_FEW)
        return mm_run_fail(run, status, "'%s' and '%s' have %zu item%s in common: two are needed at least", a, b,
                           room->n, room->n == 1 ? "" : "s");
    if (status == MM_DATA)
        return mm_run_fail(run, status, "--test=mcnemar: '%s' and '%s' have scores other than 0 and 1", a, b);
    if (status == MM_NOT_FINITE)
        return mm_run_fail(run, MM_DOMAIN, "'%s' has an infinite score", detail.index < room->n ? a : b);
    if (status != MM_OK) return mm_run_fail(run, status, "'%s' and '%s': %s", a, b, mm_status_text(status));
    if (pair->found.interval != chosen->plan.interval)
        mm_note(run, "'%s' and '%s' differ by the same on every item: their interval is a point, not %s", a, b,
                mm_bootstrap_method_name(chosen->plan.interval));
    if (pair->found.extreme) mm_note(run, "an end point is the extreme replicate: raise --resamples");
    return MM_OK;
}

/* BRIEF: what a report has room for. */
static void add_row(const struct mm_scores *scores, const struct pair *pair, double adjusted,
                    const struct comparison_options *chosen, bool brief, struct mm_table *table) {
    const struct mm_comparison *found = &pair->found;
    mm_table_word(table, "a", scores->models.items[pair->a]);
    mm_table_word(table, "b", scores->models.items[pair->b]);
    mm_table_count(table, "n", found->n);
    mm_table_number(table, "mean_a", found->mean_x);
    mm_table_number(table, "mean_b", found->mean_y);
    mm_table_number(table, "difference", found->difference);
    mm_table_number(table, "low", found->low);
    mm_table_number(table, "high", found->high);
    if (!brief) {
        mm_table_number(table, "level", chosen->plan.level);
        mm_table_word(table, "interval", mm_bootstrap_method_name(found->interval));
        mm_table_word(table, "test", found->test);
        mm_table_number(table, "statistic", found->statistic);
    }
    mm_table_number(table, "p", found->p);
    mm_table_number(table, "p_adjusted", adjusted);
    if (!brief) {
        mm_table_word(table, "adjust", mm_adjustment_name((enum mm_adjustment)chosen->adjust));
        mm_table_number(table, "p_t", found->p_t);
        mm_table_number(table, "p_permutation", found->p_permutation);
    }
    mm_table_number(table, "effect", found->effect);
    mm_table_count(table, "wins", found->wins);
    mm_table_count(table, "losses", found->losses);
    mm_table_count(table, "ties", found->ties);
    if (brief) return;
    mm_table_count(table, "unmatched", pair->unmatched);
    mm_table_count(table, "n_missing", pair->missing);
    mm_table_count(table, "resamples", chosen->plan.resamples);
    mm_table_count(table, "seed", chosen->plan.seed);
}

/* What the methods section of a report needs; a table for people has no room for it. */
static void say_methods(struct mm_run *run, const struct comparison_options *chosen) {
    static const char *const tests[] = {"McNemar's test", "sign-flip permutation test", "paired t test"};
    mm_note(run,
            "difference a - b with %g %% %s bootstrap interval (%zu resamples, seed %llu); p: %s, two-sided; "
            "p_adjusted: %s; effect: Hedges' g of the differences",
            100 * chosen->plan.level, mm_bootstrap_method_name(chosen->plan.interval), chosen->plan.resamples,
            (unsigned long long)chosen->plan.seed,
            chosen->plan.test >= 0 ? tests[chosen->plan.test]
                                   : "McNemar's test for scores of 0 and 1, else sign-flip permutation test",
            mm_adjustment_name((enum mm_adjustment)chosen->adjust));
}

#endif
