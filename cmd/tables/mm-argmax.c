/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-argmax: where the largest numbers stand. */
#include "tool/argmax.h"

static struct mm_argmax opt = {.count = 1};

static const struct mm_option options[] = {
    MM_FLAG(0, "min", &opt.least, "the smallest instead of the largest"),
    MM_COUNT(0, "top", &opt.count, "K", 1, 1e6, "the K largest, a row for each, best first"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Which digit a classifier takes each image for.",
     .command = "mm-argmax digits_logits_linear.csv | head -3",
     .output = "index,name,value\n"
               "3,digit_3,5.7901585711612364\n"
               "7,digit_7,6.246871761679865\n"},
    {.says = "Its two best guesses.",
     .command = "mm-argmax --top=2 --digits=4 digits_logits_linear.csv | head -5",
     .output = "row,rank,index,name,value\n"
               "0,1,3,digit_3,5.79\n"
               "0,2,9,digit_9,1.973\n"
               "1,1,7,digit_7,6.247\n"
               "1,2,4,digit_4,1.675\n"},
    {.says = "The largest flower in each measurement, as the number of its row from 0.",
     .command = "mm-argmax --axis=columns --quiet iris.csv",
     .output = ",index,value\n"
               "sepal_length,131,7.9\n"
               "sepal_width,15,4.4\n"
               "petal_length,118,6.9\n"
               "petal_width,100,2.5\n"},
    {.says = "The epoch with the least loss.",
     .command = "mm-argmax --min mlp_training_loss.csv -k loss",
     .output = "index,value\n"
               "119,0.03975108015642432\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    return mm_run_argmax(run, &opt);
}

static const struct mm_command command = {
    .name = "mm-argmax",
    .wing = "tables",
    .summary = "index and name of the largest number of each row",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "For each row the place of its largest number: index counts the columns from 0 (those of -k, in their order, "
        "text columns left out), name is the column's name where columns have names, value the number itself. Labels "
        "of rows are kept. Among equal numbers the first one wins; -0 equals 0. Rows stream.\n\n"
        "--top=K gives K rows for each, best first; they carry the number of the row, from 0, and the rank, from 1. "
        "--axis=columns asks where in each column: index counts the rows from 0, name is the label of the row, and the "
        "label of the result is the column's name. An input with one column is asked so anyway. --axis=all asks "
        "where in the whole table, by row and index. More than there are is an error.\n\n"
        "A missing value is an error; under --na=omit a row that has one is left out (of columns and tables "
        "only the cell; rows are counted all the same), under --na=keep what has one has no index, no name and the "
        "value nan.",
    .formula = "i = argmax x_j, the least such j",
    .input = "a matrix m×n",
    .output = "a table with a row for each row: index, name, value",
    .common = MM_COMMON_TABLE | MM_COMMON_AXIS | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .see_also = "mm-softmax mm-sample mm-describe",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
