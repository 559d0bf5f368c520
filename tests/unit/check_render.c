/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The renderings of a made-up command: help, man page, completions, golden tests. What is expected was written by hand
 * from lib/cli/command.h, man(7) and the manuals of the shells. */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "check_main.h"
#include "cli/command.h"

static struct destinations {
    double level, tol, open;
    size_t resamples, threads;
    uint64_t seed, offset;
    int method, optimizer, unset, header, delimiter, help;
    bool paired, seeded;
    const char *columns, *labels, *output, *stat;
} opt = {.level = 0.95, .tol = NAN, .resamples = 9999, .method = 3, .unset = -1, .stat = "the mean", .paired = true};

#define OWN_OPTIONS                                                                                                    \
    MM_STRING(0, "stat", &opt.stat, "STAT",                                                                            \
              "the statistic: mean, median, sd, var, quantile:Q, or an expression over the whole sample of "           \
              "the column"),                                                                                           \
        MM_REAL_OPEN(0, "level", &opt.level, "LEVEL", 0, 1, "confidence level"),                                       \
        MM_REAL('t', "tol", &opt.tol, "EPS", 0, INFINITY, "stop when the [relative] change: it's small"),              \
        MM_REAL_OPEN(0, "open", &opt.open, "X", 0, 1, "a bound is no default here"),                                   \
        MM_COUNT('B', "resamples", &opt.resamples, "N", 1, 1e9, "number of resamples; more take longer"),              \
        MM_COUNT(0, "threads", &opt.threads, "N", 1, 1024, "threads to use"),                                          \
        MM_CHOICE(0, "method", &opt.method, "percentile|basic|normal|bca|studentized", "kind of interval"),            \
        MM_CHOICE(0, "optimizer", &opt.optimizer, "gd|sgd|momentum|nesterov|adagrad|rmsprop|adam|adamw", "descent"),   \
        MM_CHOICE(0, "unset", &opt.unset, "a|b", "no default"), MM_FLAG('p', "paired", &opt.paired, "resample pairs")

static const struct mm_option own[] = {OWN_OPTIONS, MM_END};

static const struct mm_option all[] = {
    MM_GROUP("Options"),
    OWN_OPTIONS,
    MM_GROUP("Input"),
    MM_COLUMNS_OPTION('k', "columns", &opt.columns, "LIST", "use these columns"),
    MM_COLUMN_OPTION('L', "labels", &opt.labels, "COL", "the column of row labels"),
    MM_SET('H', NULL, &opt.header, 1, "the first row is a header"),
    MM_SET('N', NULL, &opt.header, 2, "the first row is data"),
    {.kind = MM_OPTION_DELIMITER,
     .letter = 'd',
     .name = "delimiter",
     .to.integer = &opt.delimiter,
     .argument = "C",
     .help = "what separates fields"},
    MM_GROUP("Nothing in here"),
    MM_GROUP("General"),
    MM_FILE_OPTION('o', "output", &opt.output, "FILE", "write to FILE"),
    MM_NATURAL(0, "offset", &opt.offset, "N", "skip numbers"),
    {.kind = MM_OPTION_NATURAL,
     .name = "seed",
     .to.natural = &opt.seed,
     .argument = "N",
     .given = &opt.seeded,
     .help = "seed"},
    {.kind = MM_OPTION_HELP, .letter = 'h', .name = "help", .to.integer = &opt.help, .help = "this help"},
    MM_END,
};

static const struct mm_example examples[] = {
    {.says = "The accuracy of a model, with its interval.",
     .command = "mm-made -k correct eval.csv |\nmm-describe",
     .output = "stat,estimate\n.5,0.95\n\n'a'\n",
     .tolerance = 1e-9},
    {.says = "Two lines of shell.", .command = "x='1\\n'\nprintf \"$x\" | mm-made", .output = "1\n"},
    {0},
};

static const struct mm_command command = {
    .name = "mm-made",
    .wing = "statistics",
    .summary = "made-up intervals",
    .operands = "[FILE]...",
    .description =
        "Draws resamples of the rows with replacement and computes the statistic on each one of them.\n"
        "It's a path like C:\\dir, ~ or `x^2`.\n\n.TH begins the second paragraph.\n\n    kept  as\n      is",
    .formula = "se = sqrt(Σ (t − m)² / (B − 1))",
    .input = "a column",
    .output = "a record: stat, estimate",
    .options = own,
    .examples = examples,
    .references = "Efron (1979), Bootstrap Methods\nHall (1992), The Bootstrap and Edgeworth Expansion",
    .see_also = "mm-ci mm-permtest, awk(1)",
};

static struct mm_buffer page;

static void render(enum mm_help what) {
    mm_buffer_free(&page);
    mm_render(&page, what, &command, all);
    ck_assert(!page.failed);
    ck_assert_ptr_nonnull(page.text);
    ck_assert_ptr_null(strchr(page.text, '\x1f')); /* the private mark of an unbreakable blank */
}

static void has(const char *expected) {
    ck_assert_msg(strstr(page.text, expected) != NULL, "not in the page:\n%s\n%s", expected, page.text);
}

static void has_not(const char *unexpected) {
    ck_assert_msg(strstr(page.text, unexpected) == NULL, "in the page:\n%s\n%s", unexpected, page.text);
}

START_TEST(nothing) {
    mm_render(&page, MM_HELP_NONE, &command, all);
    ck_assert_uint_eq(page.length, 0);
}
END_TEST

START_TEST(summary) {
    render(MM_HELP_SUMMARY);
    ck_assert_str_eq(page.text, "statistics\tmm-made\tmade-up intervals\n");
    mm_render(&page, MM_HELP_SUMMARY, &command, all); /* appends */
    ck_assert_uint_eq(page.length, 2 * strlen("statistics\tmm-made\tmade-up intervals\n"));
    mm_buffer_free(&page);
}
END_TEST

START_TEST(short_help) {
    render(MM_HELP_SHORT);
    static const char start[] =
        "Usage: mm-made [OPTION]... [FILE]...\nMade-up intervals.\n\nOptions:\n      --stat=STAT";
    ck_assert_int_eq(strncmp(page.text, start, strlen(start)), 0);
    has("\n  -B, --resamples=N         number of resamples (default: 9999)\n");
    has("\n'mm-made --help' tells more, with all options and examples.\n");
    has_not("--columns");
    mm_buffer_free(&page);
}
END_TEST

START_TEST(long_help) {
    render(MM_HELP_LONG);
    has("Usage: mm-made [OPTION]... [FILE]...\nMade-up intervals.\n\n"
        "Draws resamples of the rows with replacement and computes the statistic on each\n"
        "one of them. It's a path like C:\\dir, ~ or `x^2`.\n\n"
        ".TH begins the second paragraph.\n\n    kept  as\n      is\n\n"
        "Formula:\n  se = sqrt(Σ (t − m)² / (B − 1))\n\n"
        "Input:   a column\nOutput:  a record: stat, estimate\n\n");
    has("Options:\n"
        "      --stat=STAT           the statistic: mean, median, sd, var, quantile:Q,\n"
        "                            or an expression over the whole sample of the\n"
        "                            column (default: the mean)\n"
        "      --level=LEVEL         confidence level (default: 0.95)\n"
        "  -t, --tol=EPS             stop when the [relative] change: it's small\n"
        "      --open=X              a bound is no default here\n"
        "  -B, --resamples=N         number of resamples; more take longer\n"
        "                            (default: 9999)\n"
        "      --threads=N           threads to use\n"
        "      --method=percentile|basic|normal|bca|studentized\n"
        "                            kind of interval (default: bca)\n"
        "      --optimizer=OPTIMIZER\n"
        "                            descent: gd, sgd, momentum, nesterov, adagrad,\n"
        "                            rmsprop, adam, adamw (default: gd)\n"
        "      --unset=a|b           no default\n"
        "  -p, --paired              resample pairs\n\n"
        "Input:\n"
        "  -k, --columns=LIST        use these columns\n"
        "  -L, --labels=COL          the column of row labels\n"
        "  -H                        the first row is a header\n"
        "  -N                        the first row is data\n"
        "  -d, --delimiter=C         what separates fields (default: auto)\n\n"
        "General:\n"
        "  -o, --output=FILE         write to FILE\n"
        "      --offset=N            skip numbers (default: 0)\n"
        "      --seed=N              seed\n"
        "  -h, --help[=man|bash|zsh|fish|examples|summary]\n"
        "                            this help\n\n"
        "Examples:\n"
        "  The accuracy of a model, with its interval.\n"
        "    $ mm-made -k correct eval.csv |\n"
        "      mm-describe\n"
        "    stat,estimate\n    .5,0.95\n\n    'a'\n\n"
        "  Two lines of shell.\n"
        "    $ x='1\\n'\n    $ printf \"$x\" | mm-made\n    1\n\n"
        "Exit status: 0 success, 1 negative answer, 2 usage, 3 bad data,\n4 numerical failure, 5 system.\n\n"
        "See also: mm-ci, mm-permtest, awk(1), mm-conventions(7), mm-formats(7).\n");
    mm_buffer_free(&page);
}
END_TEST

START_TEST(defaults_follow_the_destination) {
    struct destinations saved = opt;
    opt.level = 0.9;
    opt.tol = 1e-8;
    opt.delimiter = '\t';
    opt.method = 0;
    opt.stat = NULL;
    opt.columns = "x1-x9";
    render(MM_HELP_LONG);
    has("confidence level (default: 0.9)\n");
    has("it's small\n                            (default: 1e-8)\n");
    has("what separates fields (default: tab)\n");
    has("kind of interval (default: percentile)\n");
    has("column\n      --level");
    has("use these columns (default: x1-x9)\n");
    opt.delimiter = -1;
    render(MM_HELP_LONG);
    has("what separates fields (default: space)\n");
    opt.delimiter = ';';
    render(MM_HELP_LONG);
    has("what separates fields (default: ;)\n");
    opt = saved;
    mm_buffer_free(&page);
}
END_TEST

START_TEST(manual_page) {
    render(MM_HELP_MAN);
    has(".TH MM\\-MADE 1 \"2026-11-23\" \"mm ");
    has("\" \"mm manual\"\n.SH NAME\nmm\\-made \\- made\\-up intervals\n"
        ".SH SYNOPSIS\n.B mm\\-made\n[\\fIOPTION\\fR]...\n[\\fIFILE\\fR]...\n.SH DESCRIPTION\n");
    has("C:\\(rsdir, \\(ti or \\(gax\\(ha2\\(ga.\n.PP\n\\&.TH begins the second paragraph.\n"
        ".PP\n.EX\n    kept  as\n      is\n.EE\n.SH INPUT AND OUTPUT\n");
    has(".SH FORMULA\n.RS 4\n.EX\nse = sqrt(Σ (t − m)² / (B − 1))\n.EE\n.RE\n.SH OPTIONS\n.TP\n");
    has(".TP\n\\fB\\-B\\fR, \\fB\\-\\-resamples\\fR=\\fIN\\fR\nnumber of resamples; more take longer (default:\\ "
        "9999)\n");
    has("(default:\\ the\\ mean)\n");
    has("\\fB\\-\\-unset\\fR=\\fBa\\fR|\\fBb\\fR\n");
    has(".TP\n\\fB\\-H\\fR\nthe first row is a header\n");
    has("\n.SS \"Input\"\n");
    has_not("Nothing in here");
    has("\n.EX\n$ mm\\-made \\-k correct eval.csv |\n  mm\\-describe\nstat,estimate\n\\&.5,0.95\n\n\\(aqa\\(aq\n.EE\n");
    has(".SH EXIT STATUS\n.TP\n0\nsuccess\n");
    has(".SH REFERENCES\nEfron (1979), Bootstrap Methods\n.PP\nHall");
    has(".SH SEE ALSO\n.BR mm (1),\n.BR mm\\-ci (1),\n.BR mm\\-permtest (1),\n.BR awk (1),\n"
        ".BR mm\\-conventions (7),\n.BR mm\\-formats (7)\n");
    mm_buffer_free(&page);
}
END_TEST

START_TEST(golden_tests) {
    render(MM_HELP_EXAMPLES);
    ck_assert_str_eq(page.text, "# The accuracy of a model, with its interval.\n"
                                "$ mm-made -k correct eval.csv |\n"
                                "$ mm-describe\n"
                                "> stat,estimate\n> .5,0.95\n> \n> 'a'\n"
                                "~ 1e-9\n\n"
                                "# Two lines of shell.\n"
                                "$ x='1\\n'\n$ printf \"$x\" | mm-made\n> 1\n\n");
    mm_buffer_free(&page);
}
END_TEST

START_TEST(zsh_completion) {
    render(MM_HELP_ZSH);
    ck_assert_int_eq(strncmp(page.text, "#compdef mm-made\n", 17), 0);
    has("'(-B --resamples)'{-B+,--resamples=}'[number of resamples; more take longer]:N:' \\\n");
    has("'(-t --tol)'{-t+,--tol=}'[stop when the \\[relative\\] change\\: it'\\''s small]:EPS:' \\\n");
    has("'--unset=[no default]:unset:(a b)' \\\n");
    has("'(-k --columns)'{-k+,--columns=}'[use these columns]:LIST: _mm_made_columns list' \\\n");
    has("'(-o --output)'{-o+,--output=}'[write to FILE]:FILE:_files' \\\n");
    has("'(-p --paired)'{-p,--paired}'[resample pairs]' \\\n");
    has("'--help=-[this help]::help:(man bash zsh fish examples summary)' \\\n");
    has("        '*:file:_files'\n");
    mm_buffer_free(&page);
}
END_TEST

START_TEST(fish_completion) {
    render(MM_HELP_FISH);
    has("\ncomplete -c mm-made -s B -l resamples -x -d 'number of resamples; more take longer'\n");
    has("\ncomplete -c mm-made -s t -l tol -x -d 'stop when the [relative] change: it\\'s small'\n");
    has("\ncomplete -c mm-made -l unset -x -a 'a b' -d 'no default'\n");
    has("\ncomplete -c mm-made -s k -l columns -x -a '(__mm_made_columns list)' -d 'use these columns'\n");
    has("\ncomplete -c mm-made -s o -l output -r -F -d 'write to FILE'\n");
    has("\ncomplete -c mm-made -s H -d 'the first row is a header'\n");
    mm_buffer_free(&page);
}
END_TEST

/* What bash answers in WORDS (a list for the shell) at word AT, in brackets; runs under set -eu. */
static void expect_completion(int at, const char *words, const char *expected) {
    char script[] = "/tmp/mm-check-XXXXXX", line[64], answer[512] = "";
    int file = mkstemp(script);
    ck_assert_int_ge(file, 0);
    FILE *stream = fdopen(file, "w");
    fprintf(stream, "set -euo pipefail\n%sCOMP_WORDS=(mm-made %s)\nCOMP_CWORD=%d\n_mm_made mm-made\n", page.text, words,
            at);
    fputs("[[ ${#COMPREPLY[@]} == 0 ]] || printf '[%s]' \"${COMPREPLY[@]}\"\n", stream);
    ck_assert_int_eq(fclose(stream), 0);
    snprintf(line, sizeof line, "bash %s", script);
    FILE *output = popen(line, "r");
    ck_assert_ptr_nonnull(output);
    size_t length = fread(answer, 1, sizeof answer - 1, output);
    answer[length] = '\0';
    ck_assert_int_eq(pclose(output), 0);
    unlink(script);
    ck_assert_str_eq(answer, expected);
}

START_TEST(bash_completion) {
    static const char iris[] = "[sepal_length][sepal_width][petal_length][petal_width][species]";
    render(MM_HELP_BASH);
    has("\ncomplete -F _mm_made mm-made\n");
    expect_completion(1, "--m", "[--method=]");
    expect_completion(1, "-",
                      "[--stat=][--level=][--tol=][--open=][--resamples=][--threads=][--method=][--optimizer=]"
                      "[--unset=][--paired][--columns=][--labels=][--delimiter=][--output=][--offset=][--seed=]"
                      "[--help][-H][-N]");
    expect_completion(2, "--method b", "[basic][bca]");
    expect_completion(3, "--method = b", "[basic][bca]");
    expect_completion(1, "--method=b", "[--method=basic][--method=bca]");
    expect_completion(3, "--help = m", "[man]");
    expect_completion(2, "--level 0", "");
    expect_completion(2, "-k '' tests/data/iris.csv", iris);
    expect_completion(2, "--columns = tests/data/iris.csv", iris);
    expect_completion(4, "-o tests/data/mlp.npz -L '' tests/data/iris.csv", iris);
    expect_completion(3, "tests/data/iris.csv -k species,petal_", "[species,petal_length][species,petal_width]");
    expect_completion(2, "-k '' tests/data/mlp.npz", "");
    expect_completion(2, "-k '' tests/data/absent.csv", "");
    expect_completion(2, "-o tests/data/iri", "[tests/data/iris.csv]");
    expect_completion(1, "tests/data/iri", "[tests/data/iris.csv]");
    expect_completion(3, "-- --method tests/data/iri", "[tests/data/iris.csv]");
    mm_buffer_free(&page);
}
END_TEST

START_TEST(a_command_that_says_little) {
    static const struct mm_option none[] = {MM_END};
    static const struct mm_command small = {.name = "mm", .wing = "tables", .summary = "t-like", .operands = ""};
    for (enum mm_help what = MM_HELP_SHORT; what <= MM_HELP_SUMMARY; what++) {
        mm_render(&page, what, &small, none);
        ck_assert(!page.failed);
    }
    has("Usage: mm [OPTION]...\nt-like.\n");
    has(".SH SEE ALSO\n.BR mm\\-conventions (7),\n");
    has_not("_mm_columns");
    mm_buffer_free(&page);
}
END_TEST

MM_CHECK_MAIN("render", nothing, summary, short_help, long_help, defaults_follow_the_destination, manual_page,
              golden_tests, zsh_completion, fish_completion, bash_completion, a_command_that_says_little)
