/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-bind: tables side by side, or one above another. */
#include "tool/beside.h"

static struct {
    bool rows;
    int join;
    const char *key, *prefixes;
} opt = {.join = -1};

static const struct mm_option options[] = {
    MM_COLUMNS_OPTION(0, "key", &opt.key, "LIST", "match rows by these columns, which all inputs have"),
    MM_CHOICE(0, "join", &opt.join, "inner|left|outer",
              "which rows come out: those with partners (the default), all of the first input, all; with --rows which "
              "columns: those of all inputs (inner), or every one (outer, the default)"),
    MM_STRING(0, "prefix", &opt.prefixes, "LIST", "put before the names of each input's columns: a_,b_"),
    MM_FLAG(0, "rows", &opt.rows, "put the tables one above another"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Scores of two models by image, in whatever order they were written; what does not match is said.",
     .command = "printf 'id,a\\n007,1\\n008,0\\n' >\"$TMPDIR/a.csv\"\n"
                "printf 'id,b\\n008,1\\n007,1\\n' | mm-bind --key=id \"$TMPDIR/a.csv\" -",
     .output = "id,a,b\n"
               "007,1,1\n"
               "008,0,1\n"},
    {.says = "By position, as paste does.",
     .command = "printf '1\\n2\\n' >\"$TMPDIR/x.csv\"; printf '3\\n4\\n' | mm-bind \"$TMPDIR/x.csv\" -",
     .output = "1,3\n"
               "2,4\n"},
    {.says = "Runs one above another, columns matched by name.",
     .command = "printf 'loss,epoch\\n0.5,1\\n' >\"$TMPDIR/r.csv\"\n"
                "printf 'epoch,loss\\n2,0.25\\n' | mm-bind --rows \"$TMPDIR/r.csv\" -",
     .output = "loss,epoch\n"
               "0.5,1\n"
               "0.25,2\n"},
    {0},
};

static enum mm_status run(struct mm_run *run) {
    if (opt.rows && (opt.key != NULL || opt.prefixes != NULL))
        return mm_run_fail(run, MM_USAGE, "--rows goes without --key and --prefix");
    if (opt.rows && opt.join == MM_JOIN_LEFT)
        return mm_run_fail(run, MM_USAGE, "--rows takes --join=inner or --join=outer");
    if (opt.rows) return mm_put_above(run, opt.join < 0 ? MM_JOIN_OUTER : (enum mm_join)opt.join);
    return mm_put_beside(run,
                         &(struct mm_beside_choice){.key = opt.key,
                                                    .prefixes = opt.prefixes,
                                                    .join = opt.join < 0 ? MM_JOIN_INNER : (enum mm_join)opt.join});
}

static const struct mm_command command = {
    .name = "mm-bind",
    .wing = "tables",
    .summary = "tables side by side, or one above another",
    .operands = "FILE FILE...",
    .operands_min = 2,
    .operands_max = (size_t)-1,
    .description =
        "Puts tables side by side. Rows are matched by the columns of --key, whose cells are compared as text (07 is not "
        "7) and come first; without it by row label, if all inputs have labels; else by position, and then all inputs "
        "must have the same number of rows. The rows come in the order of the first input; --join=outer adds those "
        "that only the others have, behind. What has no partner is said on standard error. A key may stand in several "
        "rows of the first input, each of which gets the same partner; in another input that is an error.\n\n"
        "With --rows the tables stand one above another, columns matched by name (by position where there are none). "
        "A column that an input does not have is missing there, and said.\n\n"
        "Cells pass as they are (007, a 19-digit number). The first input streams, the others are held in memory; by "
        "position and with --rows all stream.",
    .input = "two or more tables",
    .output = "one table",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS | MM_COMMON_PLUMBING | MM_COMMON_NAMES,
    .options = options,
    .examples = examples,
    .references = "Codd, A relational model of data for large shared data banks, 1970, section 2.1.3 (joins).",
    .see_also = "mm-convert mm-filter mm-compare",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
