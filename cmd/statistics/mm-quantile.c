/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-quantile: sample quantiles of each column. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/order.h"
#include "tool/gather.h"
#include "tool/lists.h"
#include "tool/output.h"

static struct {
    const char *quantiles;
    size_t type;
} opt = {.quantiles = "0,0.25,0.5,0.75,1", .type = 7};

static const struct mm_option options[] = {
    MM_STRING('q', "quantiles", &opt.quantiles, "LIST", "which, as fractions"),
    MM_COUNT(0, "type", &opt.type, "1-9", 1, 9, "the definition, by its number in Hyndman and Fan"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The median and the worst losses of two models.",
     .command = "mm-quantile -q 0.5,0.99 -k 'nll_*' digits_eval.csv",
     .output =
         "q,nll_linear,nll_mlp\n0.5,0.051908433782016594,0.003940749826124801\n0.99,1.8029831177175832,2.149324035963409\n"},
    {.says = "The 95 % point of each group.",
     .command = "mm-quantile -q 0.95 -g species -k petal_length iris.csv",
     .output = "species,q,petal_length\nsetosa,0.95,1.7\nversicolor,0.95,4.9\nvirginica,0.95,6.654999999999999\n"},
    {.says = "One quantile of one column without a name is one number.",
     .command = "printf '1\\n2\\n3\\n4\\n' | mm-quantile -q 0.5",
     .output = "2.5\n"},
    {.says = "Another definition: the inverse of the empirical distribution.",
     .command = "printf '1\\n2\\n3\\n4\\n' | mm-quantile -q 0.3 --type=1",
     .output = "2\n"},
    {0},
};

/* The quantiles of one column and group after another. */
struct work {
    struct mm_grouping *grouping;
    const struct mm_number_list *list;
    double *results;
    enum mm_status *statuses;
};

static void compute(void *context, size_t index, size_t worker) {
    struct work *work = context;
    size_t columns = work->grouping->input->chosen, count = work->list->texts.count;
    struct mm_gathered *held = mm_grouping_state(work->grouping, index / columns, index % columns);
    double *to = work->results + index * count;
    (void)worker;
    work->statuses[index] = held->missing > 0
                                ? MM_OK
                                : mm_quantiles(held->values, held->count, work->list->values, count, (int)opt.type, to);
    for (size_t i = 0; i < count; i++) {
        if (held->missing > 0) to[i] = NAN; /* --na=keep */
        if (isnan(to[i]) && held->missing == 0 && work->statuses[index] == MM_OK) work->statuses[index] = MM_DOMAIN;
    }
}

static enum mm_status write(struct mm_run *run, const struct work *work) {
    struct mm_table table = {0};
    const struct mm_input *input = work->grouping->input;
    size_t columns = input->chosen, count = work->list->texts.count, groups = work->grouping->count;
    char number[32];
    for (size_t i = 0; i < groups * columns; i++)
        if (work->statuses[i] != MM_OK)
            return mm_grouping_refuse(work->grouping, i / columns, i % columns, work->statuses[i],
                                      work->statuses[i] == MM_DOMAIN ? "a quantile lies between -inf and inf" : NULL);
    if (count == 1 && columns == 1 && !input->schema.named && work->grouping->groups == NULL)
        return mm_output_number(run, work->results[0]);
    for (size_t group = 0; group < groups; group++) {
        for (size_t i = 0; i < count; i++) {
            mm_table_row(&table);
            mm_grouping_keys(work->grouping, group, &table);
            mm_table_exact(&table, "q", work->list->values[i]);
            for (size_t j = 0; j < columns; j++)
                mm_table_number(&table, mm_input_column_name(input, j, number),
                                work->results[(group * columns + j) * count + i]);
        }
    }
    return mm_table_output(&table, run, count == 1 && work->grouping->groups == NULL);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    struct mm_grouping grouping;
    struct mm_number_list list;
    MM_TRY(mm_number_list_read(run, "quantiles", opt.quantiles, 0, 1, &list));
    if (list.texts.count == 0) return mm_run_fail(run, MM_USAGE, "--quantiles: an empty list");
    size_t rows;
    MM_TRY(mm_gather_read(run, &input, &grouping, &rows));
    size_t cells = grouping.count * input.chosen;
    struct work work = {&grouping, &list, mm_new_doubles(cells, list.texts.count),
                        mm_new(cells, sizeof *work.statuses)};
    if (work.results == NULL || work.statuses == NULL) return mm_fail_memory(&run->error);
    mm_grouping_parallel(&grouping, rows, compute, &work);
    MM_TRY(write(run, &work));
    free(work.results);
    free(work.statuses);
    mm_gather_free(&input, &grouping);
    mm_number_list_free(&list);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-quantile",
    .wing = "statistics",
    .summary = "sample quantiles of each column",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "The quantiles of each numeric column, exactly, by any of the nine definitions that Hyndman and Fan number and R "
        "implements. Type 7, the default, is also NumPy's, pandas' and Excel's; 1 to 3 are discontinuous and give one of the "
        "values (or, 2, the mean of two); 8 is what Hyndman and Fan recommend.\n\n"
        "A fraction is meant as the decimal it is written as: a position within 4 units in the last place of a whole number is "
        "that number, so 0.3 of 10 values is the third under every type (R does so for types 4, 5, 6, 8 and 9; NumPy before 2 "
        "has another tie rule for type 3).\n\n"
        "The values are held, 8 bytes each, and selected, not sorted.",
    .formula = "Q(p) = (1-h) x_(j) + h x_(j+1);  type 7: j + h = 1 + p (n-1)",
    .input = "a table; its numeric columns, or those of -k",
    .output = "a row for each quantile: q and a number for each column; with -g for each group",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50, 1996.",
    .see_also = "mm-describe mm-hist mm-bootstrap mm-ppf",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
