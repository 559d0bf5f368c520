/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-filter: the rows for which an expression holds. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "tool/output.h"
#include "tool/sheet.h"

static struct { bool invert; } opt;

static const struct mm_option options[] = {
    MM_FLAG('v', "invert", &opt.invert, "the other rows: those for which it does not hold"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Numbers compare as numbers, a column of text with a text in single quotes.",
     .command = "mm-filter \"species == 'setosa' && sepal_width > 4\" iris.csv",
     .output = "sepal_length,sepal_width,petal_length,petal_width,species\n"
               "5.7,4.4,1.5,0.4,setosa\n"
               "5.2,4.1,1.5,0.1,setosa\n"
               "5.5,4.2,1.4,0.2,setosa\n"},
    {.says = "What lies far from the mean.",
     .command = "mm-filter 'abs(sepal_width - mean(sepal_width)) > 3 * sd(sepal_width)' iris.csv",
     .output = "sepal_length,sepal_width,petal_length,petal_width,species\n"
               "5.7,4.4,1.5,0.4,setosa\n"},
    {.says = "What two models disagree on.",
     .command = "mm-filter -v 'correct_linear == correct_mlp' digits_eval.csv | mm-sum -k 'correct_*'",
     .output = "correct_linear,correct_mlp\n12,5\n"},
    {0},
};

static enum mm_status filter_block(struct mm_sheet *sheet, struct mm_sieve *sieve, struct mm_block *block) {
    double *values = mm_new_doubles(block->rows, 1);
    bool *keep = mm_new(block->rows, sizeof *keep);
    enum mm_status status = MM_MEMORY;
    if (values != NULL && keep != NULL) {
        mm_sheet_values(sheet, block, &values, 1);
        for (size_t i = 0; i < block->rows; i++) keep[i] = (values[i] != 0 && !isnan(values[i])) != opt.invert;
        if (mm_sieve_rows(sieve, block, keep)) status = MM_OK;
    }
    free(values);
    free(keep);
    return status;
}

static enum mm_status filter(struct mm_sheet *sheet) {
    struct mm_output output;
    struct mm_sieve sieve = {0};
    struct mm_block block = {0};
    sheet->input.schema.rows = MM_ROWS_UNKNOWN;
    MM_TRY(mm_output_open(&output, sheet->run, &sheet->input.schema, MM_SHAPE_TABLE));
    for (;;) {
        MM_TRY(mm_sheet_next(sheet, &block));
        if (block.rows == 0) break;
        MM_TRY(filter_block(sheet, &sieve, &block));
        if (block.rows > 0) MM_TRY(mm_output_rows(&output, &block));
    }
    mm_sieve_free(&sieve);
    return mm_output_finish(&output);
}

static enum mm_status run(struct mm_run *run) {
    struct mm_sheet sheet = {.run = run};
    size_t count;
    MM_TRY(mm_sheet_expect(run, false, &count));
    enum mm_status status = mm_sheet_parse(&sheet, run, run->operands, count, MM_SHEET_HOLDS);
    if (status == MM_OK) status = mm_sheet_open(&sheet, count);
    if (status == MM_OK) status = filter(&sheet);
    mm_sheet_close(&sheet);
    return status;
}

static const struct mm_command command = {
    .name = "mm-filter",
    .wing = "tables",
    .summary = "the rows for which an expression holds",
    .operands = "EXPR [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Prints the header and the rows in which EXPR is a number other than 0 (comparisons are 1 or 0), as they came. "
        "NaN does not hold. No such row is no error: the header stands alone, and the status is 0. For the language "
        "see mm-expressions(7); an EXPR that begins with - needs -- before it.\n\n"
        "Columns of text compare as text, byte by byte: species == 'setosa', name < 'm'. mean, sd, sum, min, max and "
        "count are taken over all rows first: files are read again, and rows from a pipe are kept in memory up to "
        "32 MiB and then in $TMPDIR.\n\n"
        "Missing values matter in the columns that EXPR reads, and only there: an error, a row dropped (--na=omit), or "
        "NaN (--na=keep), with which comparisons do not hold, but for !=.",
    .input = "a table",
    .output = "some of its rows",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS | MM_COMMON_PASSING,
    .options = options,
    .examples = examples,
    .see_also = "mm-expressions mm-eval mm-assert",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
