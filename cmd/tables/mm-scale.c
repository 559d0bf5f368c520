/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-scale: columns, or rows, brought to a common scale. */
#include "scaler.h"

static struct {
    int method;
    size_t ddof;
    bool inverse;
    const char *save, *apply;
} opt = {.method = MM_SCALE_ZSCORE};

static bool method_given;

static const struct mm_option options[] = {
    {.kind = MM_OPTION_CHOICE,
     .name = "method",
     .to.integer = &opt.method,
     .argument = "zscore|minmax|robust|l1|l2|max",
     .help = "columns by mean and sd, by range, by median and quartiles; rows by their norm",
     .given = &method_given},
    MM_COUNT(0, "ddof", &opt.ddof, "N", 0, 1000, "zscore: divide the sum of squares by n - N"),
    MM_FILE_OPTION(0, "save", &opt.save, "FILE", "write what was fitted, as JSON"),
    MM_FILE_OPTION(0, "apply", &opt.apply, "FILE", "use what --save wrote instead of fitting"),
    MM_FLAG(0, "inverse", &opt.inverse, "with --apply: back to the original scale"),
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "Columns with mean 0 and standard deviation 1; text passes through.",
     .command = "printf 'x,name\\n1,a\\n2,b\\n3,c\\n' | mm-scale --digits=6",
     .output = "x,name\n"
               "-1.22474,a\n"
               "0,b\n"
               "1.22474,c\n"},
    {.says = "Fitted on one table, applied to another.",
     .command = "printf 'x\\n0\\n10\\n' | mm-scale --method=minmax --save=\"$TMPDIR/fit.json\" >/dev/null\n"
                "printf 'x\\n5\\n20\\n' | mm-scale --apply=\"$TMPDIR/fit.json\"",
     .output = "x\n"
               "0.5\n"
               "2\n"},
    {.says = "Rows of length 1.",
     .command = "printf '3,4\\n0,2\\n' | mm-scale --method=l2",
     .output = "0.6,0.8\n0,1\n"},
    {0},
};

/* One block after another, from the input or, where a fit went first, from what was kept of it. */
static enum mm_status map_all(struct mm_passing *passing, struct mm_spool *spool, const struct mm_fitted *fitted,
                              bool by_rows) {
    for (;;) {
        struct mm_block block = {0};
        MM_TRY(spool != NULL ? mm_spool_next(spool, &block) : mm_passing_next(passing, &block));
        if (block.rows == 0) return MM_OK;
        MM_TRY(by_rows ? map_rows(passing, &block, (enum mm_scaling)opt.method)
                       : map_block(passing, &block, fitted, opt.inverse));
    }
}

static enum mm_status check_options(struct mm_run *run) {
    if (opt.apply != NULL && (opt.save != NULL || method_given || opt.ddof > 0))
        return mm_run_fail(run, MM_USAGE, "--apply goes without --save, --method and --ddof");
    if (opt.save != NULL && strcmp(opt.save, "-") == 0)
        return mm_run_fail(run, MM_USAGE, "--save wants a file: standard output has the table");
    if (opt.inverse && opt.apply == NULL) return mm_run_fail(run, MM_USAGE, "--inverse needs --apply=FILE");
    if (opt.ddof > 0 && opt.method != MM_SCALE_ZSCORE)
        return mm_run_fail(run, MM_USAGE, "--ddof is for --method=zscore only");
    return MM_OK;
}

static enum mm_status run(struct mm_run *run) {
    struct mm_passing passing = {0};
    struct mm_spool spool = {.run = run, .whole = true};
    struct mm_fitted fitted = {0};
    struct mm_sink *saved = NULL;
    MM_TRY(check_options(run));
    if (opt.save != NULL) MM_TRY(mm_sink_open(&saved, opt.save, &run->error));
    MM_TRY(mm_passing_open(&passing, run));
    /* One column is one vector: its norm is that of the column. */
    bool by_rows = opt.apply == NULL && opt.method >= MM_SCALE_L1 && passing.columns.count > 1;
    if (by_rows && opt.save != NULL)
        return mm_run_fail(run, MM_USAGE, "--method=%s is fitted to each row: there is nothing to save",
                           scaling_names[opt.method]);
    bool fits = opt.apply == NULL && !by_rows;
    if (opt.apply != NULL) {
        MM_TRY(mm_fitted_read(&fitted, run, opt.apply));
        MM_TRY(check_fit(&passing, &fitted, opt.apply));
    } else if (fits) {
        MM_TRY(fit_columns(&passing, (enum mm_scaling)opt.method, opt.ddof, &spool, &fitted));
    }
    /* Before the rows: a reader who has seen enough of them (head) ends this command. */
    if (saved != NULL) MM_TRY(mm_fitted_write(&fitted, run, saved));
    if (saved != NULL) MM_TRY(mm_sink_commit(saved, &run->error));
    MM_TRY(map_all(&passing, fits ? &spool : NULL, &fitted, by_rows));
    MM_TRY(mm_passing_finish(&passing));
    mm_spool_free(&spool);
    mm_fitted_free(&fitted);
    return MM_OK;
}

static const struct mm_command command = {
    .name = "mm-scale",
    .wing = "tables",
    .summary = "columns or rows brought to a common scale",
    .operands = "[FILE]...",
    .operands_max = (size_t)-1,
    .description =
        "Scales the numeric columns (or those of -k) and passes the others through. zscore subtracts the mean and "
        "divides by the standard deviation, whose divisor is n - ddof: n if not said otherwise, as in SciPy and "
        "scikit-learn (R's scale is --ddof=1). minmax maps the range to 0 to 1. robust subtracts the median and divides "
        "by the distance of the quartiles (type 7). l1, l2 and max divide each row by its norm; an input of one column "
        "is one vector. A column without spread, or a row of zeros, is an error.\n\n"
        "--save writes a record for each column: column, method, ddof, n, centre, scale. --apply takes them from such a "
        "file and refuses data with other columns, or the same in another order.\n\n"
        "The rows of a fit are kept for the second pass, beyond 32 MiB in $TMPDIR; robust holds the columns' numbers "
        "besides. Rows and --apply stream in constant memory.",
    .formula = "y = (x - centre) / scale",
    .input = "a table",
    .output = "the table, scaled",
    .common = MM_COMMON_TABLE | MM_COMMON_THREADS,
    .options = options,
    .examples = examples,
    .references = "Hastie, Tibshirani, Friedman, The Elements of Statistical Learning, 2nd ed. 2009, section 14.3.",
    .see_also = "mm-eval mm-describe mm-norm",
    .run = run,
};

int main(int argc, char **argv) {
    return mm_main(argc, argv, &command);
}
