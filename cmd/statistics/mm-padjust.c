/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-padjust: p-values adjusted for their number. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/missing.h"
#include "statistics/adjust.h"
#include "tool/kept.h"

static struct { int method; } opt = {.method = MM_ADJUST_HOLM};

static const struct mm_option options[] = {
    MM_CHOICE('m', "method", &opt.method, MM_ADJUSTMENTS,
              "how: holm and hochberg hold the family-wise error, bh and by "
              "the false discovery rate"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Four tests: which of them still hold?",
     .command = "printf 'test,p\\na,0.01\\nb,0.04\\nc,0.03\\nd,0.005\\n' | mm-padjust",
     .output = "test,p,p_adjusted\na,0.01,0.03\nb,0.04,0.06\nc,0.03,0.06\nd,0.005,0.02\n"},
    {.says = "A lone column in, a column out; the false discovery rate.",
     .command = "printf '0.01\\n0.02\\n0.5\\n' | mm-padjust --method=bh",
     .output = "0.03\n0.03\n0.5\n"},
    {0},
};

/* The p-values of all rows, and the family of each. */
struct values {
    double *p;
    size_t *family;
    size_t count, capacity, family_capacity;
};

/* The column of p-values among all that are kept: -k, else one named p, else the only numeric one. */
static enum mm_status find_column(struct mm_run *run, const struct mm_schema *schema, size_t *column) {
    size_t numeric = 0;
    if (run->common.columns != NULL) return mm_select_one(schema, run->common.columns, column, &run->error);
    for (size_t j = 0; j < schema->count; j++) {
        if (schema->named && strcmp(schema->columns[j].name, "p") == 0) {
            *column = j;
            return MM_OK;
        }
        if (schema->columns[j].kind == MM_TEXT) continue;
        *column = j;
        numeric++;
    }
    if (numeric == 1) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "which column holds the p-values? Name it with -k");
}

/* The p-value in row I of BLOCK. */
static enum mm_status read_p(struct mm_input *input, const struct mm_block *block, size_t i, size_t column,
                             const struct mm_tokens *tokens, double *p) {
    struct mm_row row = {.line = block->lines != NULL ? block->lines[i] : 0, .index = block->first_row + i};
    char buffer[MM_NUMBER_TEXT];
    struct mm_span cell = mm_kept_cell(input, block, i, column, buffer);
    *p = NAN;
    if (cell.text == NULL || mm_is_missing(tokens, cell.text, cell.length)) return MM_OK;
    if (mm_parse_number(cell.text, cell.length, p) != MM_NUMBER_OK)
        return mm_input_fail(input, &row, MM_DATA, "not a number: '%.*s'", (int)cell.length, cell.text);
    if (!(*p >= 0 && *p <= 1))
        return mm_input_fail(input, &row, MM_DATA, "%g is not a p-value: it lies outside 0 to 1", *p);
    return MM_OK;
}

static enum mm_status add_row(struct mm_kept *kept, const struct mm_block *block, size_t i, size_t column,
                              const struct mm_tokens *tokens, struct values *values) {
    size_t n = values->count;
    if (!mm_grow(&values->p, &values->capacity, n, 1, sizeof(double)) ||
        !mm_grow(&values->family, &values->family_capacity, n, 1, sizeof(size_t)))
        return mm_fail_memory(&kept->input->run->error);
    MM_TRY(read_p(kept->input, block, i, column, tokens, &values->p[n]));
    MM_TRY(mm_kept_group(kept, block, i, &values->family[n]));
    values->count++;
    return mm_kept_add(kept, block, i);
}

static enum mm_status read_rows(struct mm_kept *kept, struct values *values) {
    struct mm_input *input = kept->input;
    struct mm_tokens tokens = {0};
    size_t column = 0;
    MM_TRY(find_column(input->run, &input->schema, &column));
    if (input->schema.columns[column].kind == MM_TEXT)
        return mm_run_fail(input->run, MM_USAGE, "column '%s' is text", input->schema.columns[column].name);
    if (!mm_tokens_parse(&tokens, input->run->common.na_tokens)) return mm_fail_memory(&input->run->error);
    for (;;) {
        struct mm_block block;
        MM_TRY(mm_input_next(input, &block));
        for (size_t i = 0; i < block.rows; i++) MM_TRY(add_row(kept, &block, i, column, &tokens, values));
        if (block.rows == 0) break;
    }
    mm_tokens_free(&tokens);
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_input input;
    struct values values = {0};
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.all_columns = true, .verbatim = true}));
    struct mm_kept kept = {.input = &input};
    MM_TRY(read_rows(&kept, &values));
    if (mm_adjust(values.p, values.family, values.count, (enum mm_adjustment)opt.method, values.p, NULL) != MM_OK)
        return mm_fail_memory(&run->error);
    MM_TRY(mm_kept_output(&kept, "p_adjusted", values.p));
    mm_kept_free(&kept);
    free(values.p);
    free(values.family);
    mm_input_close(&input);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-padjust",
    .wing = "statistics",
    .summary = "p-values adjusted for their number",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Adds a column p_adjusted to a table with a column of p-values: that of -k, else the one named p, else the only "
        "numeric one. All other columns pass as they are, and rows keep their order; of a lone column only the "
        "adjusted values are printed. Held against a level, adjusted values decide as the method does.\n\n"
        "Missing p-values stay missing and are not counted, as in R's p.adjust (statsmodels counts them); "
        "--na=fail refuses them, and every other missing cell. A p outside 0 to 1 is an error. With -g COL each group "
        "is a family of its own. The rows are held in memory.",
    .formula = "holm: max over j <= i of min(1, (n-j+1) p_(j));  hochberg: min over j >= i of (n-j+1) p_(j);  "
               "bh: min over j >= i of p_(j) n/j;  by: bh times 1 + 1/2 + ... + 1/n",
    .input = "a table with a column of p-values",
    .output = "the table with a column p_adjusted",
    .common = MM_COMMON_TABLE | MM_COMMON_GROUPS | MM_COMMON_THREADS | MM_COMMON_PLUMBING,
    .options = options,
    .examples = examples,
    .references = "Holm, Scandinavian Journal of Statistics 6, 1979; Hochberg, Biometrika 75, 1988.\n"
                  "Benjamini and Hochberg, Journal of the Royal Statistical Society B 57, 1995.\n"
                  "Benjamini and Yekutieli, Annals of Statistics 29, 2001.",
    .see_also = "mm-compare mm-mcnemar mm-ttest",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
