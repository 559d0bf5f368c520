/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-eval: columns computed from columns. */
#include "tool/sheet.h"

static struct { bool only; } opt;

static const struct mm_option options[] = {
    MM_FLAG(0, "only", &opt.only, "print what the expressions make and nothing else"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "A column standardised: the mean and the standard deviation are taken over all rows first.",
     .command =
         "mm-eval --only --digits=6 species 'z = (petal_length - mean(petal_length)) / sd(petal_length)' iris.csv | head -3",
     .output = "species,z\nsetosa,-1.33575\nsetosa,-1.33575\n"},
    {.says = "Columns are added behind the others or take the place of their namesake; later expressions see them.",
     .command = "printf 'id,x,y\\n007,3,4\\n008,5,12\\n' | mm-eval 'r = hypot(x, y)' 'x = x / r'",
     .output = "id,x,y,r\n007,0.6,4,5\n008,0.38461538461538464,12,13\n"},
    {.says = "Unnamed columns by their place.",
     .command = "printf '1,10\\n2,20\\n' | mm-eval '[1] * [2]'",
     .output = "1,10,10\n2,20,40\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    struct mm_sheet sheet = {.run = run};
    size_t count;
    MM_TRY(mm_sheet_expect(run, true, &count));
    enum mm_status status = mm_sheet_parse(&sheet, run, run->operands, count, opt.only ? MM_SHEET_ONLY : MM_SHEET_ADDS);
    if (status == MM_OK) status = mm_sheet_open(&sheet, count);
    if (status == MM_OK) status = mm_sheet_output(&sheet);
    mm_sheet_close(&sheet);
    return status;
}

static const struct mm_command command = {
    .name = "mm-eval",
    .wing = "tables",
    .summary = "columns computed from columns",
    .operands = "[NAME=]EXPR... [FILE]...",
    .operands_min = 1,
    .operands_max = (size_t)-1,
    .description =
        "Evaluates each expression in every row. NAME = EXPR is a column NAME: a new one behind the others, or in the "
        "place of the one that has the name. An EXPR alone is called by its own text; under --only the name of a "
        "column chooses that column as it is. Later expressions see what earlier ones made. Columns that are not made "
        "pass through as they came (007 stays 007, and --digits leaves them alone). For the language see "
        "mm-expressions(7).\n\n"
        "The first operand is an expression. So are further ones that hold a blank or one of = ( ) * + ^ < > ! & | ? "
        "and are no existing file, up to the first that is not; all from there on are files: write 'a = x/y' or "
        "'x / y' rather than x/y. An expression that begins with - needs -- before it.\n\n"
        "mean, sd, sum, min, max and count of a column are taken over all rows, in passes of their own: files are "
        "read again, and rows from a pipe are kept in memory up to 32 MiB and then in $TMPDIR. Sums, means and "
        "standard deviations are exact before they are rounded.\n\n"
        "Missing values matter in the columns that expressions read, and only there. A result that is NaN although "
        "nothing that it was made of is missing (log(-1), 0/0) is an error with the row's place; --na=keep lets it "
        "pass. An infinity passes.",
    .formula = "column = f(columns of the same row, statistics of columns)",
    .input = "a table",
    .output = "the table with the columns that were made; binary if the input is NPY",
    .common = MM_COMMON_INPUT | MM_COMMON_OUTPUT | MM_COMMON_THREADS | MM_COMMON_PASSING,
    .options = options,
    .examples = examples,
    .see_also = "mm-expressions mm-filter mm-assert mm-scale",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
