/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The command line: every kind of option, what counts as an operand, every error word for word; the progress line.
 * What is expected follows from lib/cli/option.h and the conventions of GNU getopt_long. */
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "check_main.h"
#include "cli/command.h"
#include "cli/option.h"
#include "cli/progress.h"

enum { ROOM = 16 };

static struct {
    double level, tol, shift, share;
    size_t resamples, top;
    uint64_t seed;
    int method, header, delimiter, help;
    bool paired, quiet, seeded, level_given;
    const char *columns, *labels, *output, *stat;
} opt;

static const struct mm_option options[] = {
    MM_GROUP("level"), /* a heading is no option, whatever its text */
    {.kind = MM_OPTION_REAL,
     .name = "level",
     .to.real = &opt.level,
     .argument = "LEVEL",
     .low = 0,
     .high = 1,
     .open = true,
     .given = &opt.level_given},
    MM_REAL(0, "share", &opt.share, "SHARE", 0, 1, "a share"),
    MM_REAL('t', "tol", &opt.tol, "EPS", 0, INFINITY, "tolerance"),
    MM_REAL_OPEN(0, "shift", &opt.shift, "X", -INFINITY, INFINITY, "any finite number"),
    MM_COUNT('B', "resamples", &opt.resamples, "N", 1, 1000, "resamples"),
    MM_COUNT(0, "top", &opt.top, "K", 1, INFINITY, "how many"),
    {.kind = MM_OPTION_NATURAL, .name = "seed", .to.natural = &opt.seed, .argument = "N", .given = &opt.seeded},
    MM_CHOICE(0, "method", &opt.method, "percentile|basic|normal|bca|studentized", "method"),
    MM_FLAG('p', "paired", &opt.paired, "pairs"),
    MM_FLAG('q', "quiet", &opt.quiet, "quiet"),
    MM_SET('H', NULL, &opt.header, 1, "header"),
    MM_SET('N', NULL, &opt.header, 2, "no header"),
    MM_STRING(0, "stat", &opt.stat, "STAT", "statistic"),
    MM_COLUMNS_OPTION('k', "columns", &opt.columns, "LIST", "columns"),
    MM_COLUMN_OPTION('L', "labels", &opt.labels, "COL", "labels"),
    MM_FILE_OPTION('o', "output", &opt.output, "FILE", "output"),
    {.kind = MM_OPTION_DELIMITER, .letter = 'd', .name = "delimiter", .to.integer = &opt.delimiter, .argument = "C"},
    {.kind = MM_OPTION_HELP, .letter = 'h', .name = "help", .to.integer = &opt.help},
    MM_END,
};

static const char *operands[ROOM];
static size_t operand_count;
static struct mm_error error;

static enum mm_status parse(const char *const *words) {
    char *argv[ROOM] = {(char *)"mm-x"};
    int argc = 1;
    while (words[argc - 1] != NULL) {
        argv[argc] = (char *)words[argc - 1];
        argc++;
    }
    memset(&opt, 0, sizeof opt);
    error = (struct mm_error){0};
    return mm_parse_options(options, argc, argv, operands, &operand_count, &error);
}

#define PARSE(...) parse((const char *const[]){__VA_ARGS__, NULL})

/* The line is accepted. */
#define ACCEPT(...)                                                                                                    \
    do {                                                                                                               \
        enum mm_status status_ = PARSE(__VA_ARGS__);                                                                   \
        ck_assert_msg(status_ == MM_OK, "refused: %s", error.text);                                                    \
    } while (0)

/* The line is refused with this text. */
#define REFUSE(expected, ...)                                                                                          \
    do {                                                                                                               \
        ck_assert_int_eq(PARSE(__VA_ARGS__), MM_USAGE);                                                                \
        ck_assert_int_eq(error.status, MM_USAGE);                                                                      \
        ck_assert_str_eq(error.text, expected);                                                                        \
    } while (0)

#define OPERANDS(...)                                                                                                  \
    do {                                                                                                               \
        const char *const expected_[] = {__VA_ARGS__};                                                                 \
        ck_assert_uint_eq(operand_count, sizeof expected_ / sizeof expected_[0]);                                      \
        for (size_t i_ = 0; i_ < operand_count; i_++) ck_assert_str_eq(operands[i_], expected_[i_]);                   \
    } while (0)

START_TEST(spellings_of_an_argument) {
    ACCEPT("--level=0.9");
    ck_assert(opt.level == 0.9);
    ck_assert(opt.level_given);
    ACCEPT("--level", "0.9");
    ck_assert(opt.level == 0.9);
    ACCEPT("-ka,b");
    ck_assert_str_eq(opt.columns, "a,b");
    ACCEPT("-k", "a,b");
    ck_assert_str_eq(opt.columns, "a,b");
    ACCEPT("--columns=a=b");
    ck_assert_str_eq(opt.columns, "a=b");
    ACCEPT("--stat=");
    ck_assert_str_eq(opt.stat, "");
    ACCEPT("-k", "-5"); /* whatever the next word looks like */
    ck_assert_str_eq(opt.columns, "-5");
    ACCEPT("-o", "--", "-L", "--quiet");
    ck_assert_str_eq(opt.output, "--");
    ck_assert_str_eq(opt.labels, "--quiet");
    ck_assert(!opt.quiet && !opt.level_given);
    ACCEPT("-B", "3", "-B", "5"); /* the last one holds */
    ck_assert_uint_eq(opt.resamples, 5);
}
END_TEST

START_TEST(joined_letters) {
    ACCEPT("-pqHk", "x", "f");
    ck_assert(opt.paired && opt.quiet);
    ck_assert_int_eq(opt.header, 1);
    ck_assert_str_eq(opt.columns, "x");
    OPERANDS("f");
    ACCEPT("-HNkx");
    ck_assert_int_eq(opt.header, 2);
    ck_assert_str_eq(opt.columns, "x");
    REFUSE("unknown option '-z' in '-pz'", "-pz");
}
END_TEST

START_TEST(what_is_an_operand) {
    ACCEPT("a", "-p", "b", "-", "-5", "-.5", "-1e3*x", "-#u", "");
    OPERANDS("a", "b", "-", "-5", "-.5", "-1e3*x", "-#u", "");
    ck_assert(opt.paired);
    ACCEPT("a", "--", "-p", "--level", "--");
    OPERANDS("a", "-p", "--level", "--");
    ck_assert(!opt.paired);
    REFUSE("'-x^2' is no option; an expression that begins with '-' goes after '--'", "-x^2");
    REFUSE("'-(a + b)' is no option; an expression that begins with '-' goes after '--'", "-(a + b)");
    REFUSE("'--x*y' is no option; an expression that begins with '-' goes after '--'", "--x*y");
    ACCEPT("--", "-x^2");
    OPERANDS("-x^2");
}
END_TEST

START_TEST(an_empty_line) {
    char name[] = "mm-x", *argv[] = {name, NULL};
    ck_assert_int_eq(mm_parse_options(options, 1, argv, operands, &operand_count, &error), MM_OK);
    ck_assert_uint_eq(operand_count, 0);
    ck_assert_int_eq(mm_parse_options(options, 0, argv, operands, &operand_count, &error), MM_OK);
    ck_assert_uint_eq(operand_count, 0);
}
END_TEST

START_TEST(unknown_options) {
    REFUSE("unknown option '--levle'; did you mean '--level'?", "--levle", "3");
    REFUSE("unknown option '--levle'; did you mean '--level'?", "--levle=3");
    REFUSE("unknown option '--zzzzzzzz'", "--zzzzzzzz");
    REFUSE("unknown option '--=5'", "--=5");
    REFUSE("unknown option '-z'; an operand that begins with '-' goes after '--'", "-z");
    REFUSE("unknown option '-λ'; an operand that begins with '-' goes after '--'", "-λ");
    REFUSE("unknown option '-seed=5'; did you mean '--seed=5'?", "-seed=5");
}
END_TEST

START_TEST(abbreviations_are_refused) {
    REFUSE("'--lev' is short for '--level': write it out", "--lev=0.9");
    REFUSE("'--qui' is short for '--quiet': write it out", "--qui");
    REFUSE("'--l' is short for '--level' or '--labels': write it out", "--l");
    REFUSE("'--s' is short for '--share', '--shift', '--seed' or '--stat': write it out", "--s");
}
END_TEST

START_TEST(missing_and_unwanted_arguments) {
    REFUSE("--level needs an argument: LEVEL", "--level");
    REFUSE("-k needs an argument: LIST", "-pk");
    REFUSE("--method needs an argument: percentile|basic|normal|bca|studentized", "--method");
    REFUSE("--quiet takes no argument", "--quiet=yes");
    REFUSE("--quiet takes no argument", "--quiet=");
}
END_TEST

START_TEST(real_numbers) {
    ACCEPT("--shift=-2.5e3", "-t", "inf");
    ck_assert(opt.shift == -2500);
    ck_assert(isinf(opt.tol));
    ACCEPT("--share=0", "-t0");
    ACCEPT("--share=1");
    REFUSE("--share: 2 is not between 0 and 1", "--share", "2");
    REFUSE("--share: -0.5 is not between 0 and 1", "--share=-0.5");
    REFUSE("--level: 2 is not between 0 and 1", "--level", "2");
    REFUSE("--level: 0 is not between 0 and 1, ends excluded", "--level", "0");
    REFUSE("--level: 1 is not between 0 and 1, ends excluded", "--level", "1");
    REFUSE("-t: -1 is below 0", "-t", "-1");
    REFUSE("--shift: inf is not finite", "--shift=inf");
    REFUSE("--tol: not a number: 'abc'", "--tol=abc");
    REFUSE("--tol: not a number: ''", "--tol=");
    REFUSE("--tol: not a number: 'nan'", "--tol=nan");
    REFUSE("--tol: not a number: '0x10'", "--tol=0x10");
    REFUSE("--tol: not a number: '1,5'", "--tol=1,5");
    REFUSE("--tol: too large for a double: '1e400'", "--tol=1e400");
    REFUSE("--tol: not a number: 'a\\nb'", "--tol=a\nb");
    ck_assert(opt.tol == 0); /* a refused value is not stored */
}
END_TEST

START_TEST(whole_numbers) {
    ACCEPT("-B", "1000", "--top=9007199254740993", "--seed=18446744073709551615"); /* 2^53 + 1, 2^64 - 1 */
    ck_assert_uint_eq(opt.resamples, 1000);
    ck_assert(opt.top == 9007199254740993U);
    ck_assert(opt.seed == UINT64_MAX && opt.seeded);
    ACCEPT("--seed=0");
    REFUSE("-B: 0 is not between 1 and 1000", "-B0");
    REFUSE("-B: 1001 is not between 1 and 1000", "-B", "1001");
    REFUSE("--resamples: -5 is not between 1 and 1000", "--resamples", "-5");
    REFUSE("-B: 99999999999999999999 is not between 1 and 1000", "-B", "99999999999999999999");
    REFUSE("--top: 0 is below 1", "--top=0");
    REFUSE("--top: 99999999999999999999 is too large", "--top=99999999999999999999");
    REFUSE("--top: not a whole number: '2.5'", "--top=2.5");
    REFUSE("--top: not a whole number: 'x'", "--top=x");
    REFUSE("--top: not a whole number: 'inf'", "--top=inf");
    REFUSE("--top: '1e6' has to be written out in digits", "--top=1e6");
    REFUSE("--seed: -1 is below 0", "--seed=-1");
    REFUSE("--seed: 18446744073709551616 is too large", "--seed=18446744073709551616"); /* 2^64 */
    ck_assert(!opt.seeded);
}
END_TEST

START_TEST(choices) {
    ACCEPT("--method=percentile");
    ck_assert_int_eq(opt.method, 0);
    ACCEPT("--method", "studentized");
    ck_assert_int_eq(opt.method, 4);
    REFUSE("--method: unknown value 'bcaa'; did you mean 'bca'? (percentile, basic, normal, bca, studentized)",
           "--method=bcaa");
    REFUSE("--method: unknown value 'exact' (percentile, basic, normal, bca, studentized)", "--method=exact");
    REFUSE("--method: unknown value '' (percentile, basic, normal, bca, studentized)", "--method=");
}
END_TEST

START_TEST(delimiters) {
    static const struct {
        const char *text;
        int value;
    } cases[] = {{",", ','}, {";", ';'}, {"tab", '\t'}, {"\\t", '\t'}, {"\t", '\t'},
                 {" ", ' '}, {"|", '|'}, {"auto", 0},   {"space", -1}, {"\xa7", 0xa7}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        ACCEPT("-d", cases[i].text);
        ck_assert_int_eq(opt.delimiter, cases[i].value);
    }
    REFUSE("-d: neither one byte nor tab, space or auto: ',,'", "-d,,");
    REFUSE("--delimiter: neither one byte nor tab, space or auto: ''", "--delimiter=");
    REFUSE("-d: neither one byte nor tab, space or auto: '\\n'", "-d", "\n");
    REFUSE("-d: neither one byte nor tab, space or auto: '\"'", "-d", "\"");
}
END_TEST

START_TEST(help_stops_the_walk) {
    ACCEPT("--help");
    ck_assert_int_eq(opt.help, MM_HELP_LONG);
    ACCEPT("-h", "--nonsense");
    ck_assert_int_eq(opt.help, MM_HELP_SHORT);
    ACCEPT("-pht", "--level=7");
    ck_assert_int_eq(opt.help, MM_HELP_SHORT);
    ck_assert(opt.paired);
    static const char *const forms[] = {"--help=man",  "--help=bash",     "--help=zsh",
                                        "--help=fish", "--help=examples", "--help=summary"};
    for (int i = 0; i < 6; i++) {
        ACCEPT("a", forms[i], "--nonsense");
        ck_assert_int_eq(opt.help, MM_HELP_MAN + i);
        OPERANDS("a");
    }
    REFUSE("--help: unknown value 'mann'; did you mean 'man'? (man, bash, zsh, fish, examples, summary)",
           "--help=mann");
    REFUSE("unknown option '--nonsense'", "--nonsense", "--help");
}
END_TEST

/* Standard error of this process, replaced by a fresh terminal; returns its other side. */
static int open_terminal(void) {
    int master = posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0 || grantpt(master) != 0 || unlockpt(master) != 0) return -1;
    int slave = open(ptsname(master), O_RDWR | O_NOCTTY);
    if (slave < 0) return -1;
    dup2(slave, STDERR_FILENO);
    close(slave);
    return master;
}

static void expect_output(int master, const char *expected) {
    char text[256] = "";
    struct pollfd ready = {.fd = master, .events = POLLIN};
    ssize_t length = poll(&ready, 1, 0) > 0 ? read(master, text, sizeof text - 1) : 0;
    ck_assert_int_ge(length, 0);
    text[length] = '\0';
    ck_assert_str_eq(text, expected);
}

START_TEST(progress_on_a_terminal) {
    int saved = dup(STDERR_FILENO), master = open_terminal();
    if (master >= 0) { /* a container may have no terminals to give */
        setenv("TERM", "xterm", 1);
        struct mm_progress progress;
        mm_progress_start(&progress, "resampling", 0);
        mm_progress_update(&progress, 0.25);
        expect_output(master, ""); /* not before a second is over */
        /* Started 100 s ago, a quarter is done: three more such quarters, 300 s, and a little. */
        progress.started -= 100;
        mm_progress_update(&progress, 0.25);
        expect_output(master, "\rresampling: 25 %, 0.2 %/s, 5:01 left\033[K");
        mm_progress_update(&progress, 0.5);
        expect_output(master, ""); /* not twice within a tenth of a second */
        mm_progress_finish(&progress);
        expect_output(master, "\r\033[K");
        mm_progress_start(&progress, "resampling", 1);
        progress.started -= 100;
        mm_progress_update(&progress, 0.5);
        mm_progress_finish(&progress);
        expect_output(master, ""); /* quiet */
        dup2(saved, STDERR_FILENO);
        close(master);
    }
    close(saved);
}
END_TEST

START_TEST(progress_elsewhere_is_silent) {
    int ends[2], saved = dup(STDERR_FILENO);
    ck_assert_int_eq(pipe(ends), 0);
    dup2(ends[1], STDERR_FILENO);
    struct mm_progress progress;
    mm_progress_start(&progress, "resampling", 0);
    progress.started -= 100;
    mm_progress_update(&progress, 0.5);
    mm_progress_finish(&progress);
    dup2(saved, STDERR_FILENO);
    expect_output(ends[0], "");
    close(ends[0]);
    close(ends[1]);
    close(saved);
}
END_TEST

MM_CHECK_MAIN("cli", spellings_of_an_argument, joined_letters, what_is_an_operand, an_empty_line, unknown_options,
              abbreviations_are_refused, missing_and_unwanted_arguments, real_numbers, whole_numbers, choices,
              delimiters, help_stops_the_walk, progress_on_a_terminal, progress_elsewhere_is_silent)
