/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-assert: a table passes through; the exit status says whether an expression holds in its rows. */
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "tool/output.h"
#include "tool/sheet.h"

static struct { bool any; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "any", &opt.any, "one row for which EXPR holds is enough"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A gate in a pipeline: what goes on has been looked at.",
     .command =
         "mm-assert 'nll_mlp >= 0 && (correct_mlp == 0 || correct_mlp == 1)' digits_eval.csv | mm-mean -k correct_mlp",
     .output = "correct_mlp\n0.9596662030598053\n"},
    {.says = "One row is enough: some image was classified wrongly. The status would be 1 if there were none.",
     .command = "mm-assert --any 'correct_mlp == 0' digits_eval.csv | head -2",
     .output = "image,label,predicted_linear,predicted_mlp,correct_linear,correct_mlp,nll_linear,nll_mlp\n"
               "961,3,3,3,1,1,0.046857480661588014,0.005993090896668107\n"},
    {0},
};

/* What was found so far. A row that fails is described when it is met; its block is gone later. */
struct verdict {
    size_t rows, holding;
    struct mm_error first; /* the first row that failed */
};

static bool holds(double value) {
    return value != 0 && !isnan(value);
}

static enum mm_status judge(struct mm_sheet *sheet, const struct mm_block *block, struct verdict *verdict) {
    double *values = mm_new_doubles(block->rows, 1);
    if (values == NULL) return mm_fail_memory(&sheet->run->error);
    mm_sheet_values(sheet, block, &values, 1);
    for (size_t i = 0; i < block->rows; i++) {
        verdict->holding += holds(values[i]);
        if (holds(values[i]) || verdict->first.status != MM_OK) continue;
        struct mm_buffer read = {0};
        mm_sheet_describe(sheet, block, i, &read);
        mm_sheet_fail(sheet, block, i, MM_NEGATIVE, "assertion failed: %s%s%s%s", sheet->items[0].name,
                      read.length > 0 ? " (" : "", read.length > 0 ? read.text : "", read.length > 0 ? ")" : "");
        mm_buffer_free(&read);
        verdict->first = sheet->run->error;
        sheet->run->error = (struct mm_error){0};
    }
    verdict->rows += block->rows;
    free(values);
    return MM_OK;
}

static enum mm_status pass(struct mm_sheet *sheet, struct verdict *verdict) {
    struct mm_output output;
    struct mm_block block = {0};
    MM_TRY(mm_output_open(&output, sheet->run, &sheet->input.schema, MM_SHAPE_TABLE));
    for (;;) {
        MM_TRY(mm_sheet_next(sheet, &block));
        if (block.rows == 0) return mm_output_finish(&output);
        MM_TRY(judge(sheet, &block, verdict));
        MM_TRY(mm_output_rows(&output, &block));
    }
}

static enum mm_status conclude(struct mm_sheet *sheet, const struct verdict *verdict) {
    struct mm_run *run = sheet->run;
    const char *text = sheet->items[0].name;
    if (!mm_program_varies(sheet->program, 0)) { /* said of the table, which may have no rows */
        double value = mm_evaluation_value(sheet->evaluation, 0);
        if (holds(value)) return MM_OK;
        return mm_run_fail(run, MM_NEGATIVE, "assertion failed: %s, over %zu row%s", text, verdict->rows,
                           verdict->rows == 1 ? "" : "s");
    }
    if (opt.any && verdict->holding > 0) return MM_OK;
    if (opt.any)
        return mm_run_fail(run, MM_NEGATIVE, "assertion failed: %s holds in none of %zu row%s", text, verdict->rows,
                           verdict->rows == 1 ? "" : "s");
    run->error = verdict->first;
    if (verdict->rows - verdict->holding > 1)
        mm_note(run, "the assertion fails in %zu of %zu rows; the first:", verdict->rows - verdict->holding,
                verdict->rows);
    return verdict->first.status;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_sheet sheet = {.run = run};
    struct verdict verdict = {0};
    size_t count;
    MM_TRY(mm_sheet_expect(run, false, &count));
    enum mm_status status = mm_sheet_parse(&sheet, run, run->operands, count, MM_SHEET_HOLDS);
    if (status == MM_OK) status = mm_sheet_open(&sheet, count);
    if (status == MM_OK) status = pass(&sheet, &verdict);
    if (status == MM_OK) status = conclude(&sheet, &verdict);
    mm_sheet_close(&sheet);
    return status;
}

static const struct mm_command command = {
    .name = "mm-assert",
    .wing = "tables",
    .summary = "pass a table through and fail unless an expression holds in its rows",
    .operands = "EXPR [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Prints the table as it came, to its end, and exits with status 1 if EXPR is 0 or NaN in any row (--any: in "
        "all of them). Standard error then names the first such row and the values that EXPR read there. An EXPR of "
        "statistics alone (mean(x) > 0.5, count(x) == 1000) is judged once, for the table. In a table without rows "
        "every EXPR about rows holds, and none holds in any. For the language see mm-expressions(7); an EXPR that "
        "begins with - needs -- before it.\n\n"
        "In a shell, set -o pipefail lets the status of an earlier command count. With -o the FILE is written "
        "whatever the status is.\n\n"
        "Missing values matter in the columns that EXPR reads, and only there: an error with status 3, a row dropped "
        "(--na=omit), or NaN (--na=keep).",
    .input = "a table",
    .output = "the same table",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS | MM_COMMON_PASSING,
    .options = options,
    .examples = examples,
    .see_also = "mm-expressions mm-filter mm-eval",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
