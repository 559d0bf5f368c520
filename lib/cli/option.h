/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Typed option tables: one table parses the command line and renders help, man page and completions. */
#ifndef MM_CLI_OPTION_H
#define MM_CLI_OPTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

enum mm_option_kind {
    MM_OPTION_END = 0,
    MM_OPTION_GROUP,     /* a heading, no option: name is its text */
    MM_OPTION_FLAG,      /* no argument; sets a bool */
    MM_OPTION_SET,       /* no argument; stores `value` in an int (-H is --header=yes) */
    MM_OPTION_REAL,      /* a double within [low, high] */
    MM_OPTION_COUNT,     /* a size_t from `low` to `high`: decimal digits */
    MM_OPTION_NATURAL,   /* a uint64_t (seeds) */
    MM_OPTION_STRING,    /* any text */
    MM_OPTION_CHOICE,    /* one of choices, "a|b|c"; stores its index in an int */
    MM_OPTION_COLUMN,    /* a column */
    MM_OPTION_COLUMNS,   /* a list of columns */
    MM_OPTION_FILE,      /* a file */
    MM_OPTION_DELIMITER, /* one byte, or tab, space, auto, \t: stored in an int as itself, '\t', -1, 0 */
    MM_OPTION_HELP       /* --help[=man|bash|zsh|fish|examples|summary], -h: an int, see mm_help */
};

/* One option. The default is what *destination holds before parsing; a NaN real, a null text and a choice of -1 have
 * none. */
struct mm_option {
    enum mm_option_kind kind;
    char letter;      /* 0: none */
    const char *name; /* long name without dashes; null: only a letter */
    union {
        bool *flag;
        int *integer;
        double *real;
        size_t *count;
        uint64_t *natural;
        const char **text; /* borrows argv */
    } to;
    const char *argument; /* what stands for the argument in help: "EPS", "LIST"; for a choice its alternatives */
    const char *help;     /* lower case, no full stop; says what it does and its unit */
    double low, high;     /* closed bounds; an open one is given by MM_REAL_OPEN */
    bool open;            /* bounds excluded */
    int value;            /* MM_OPTION_SET */
    bool *given;          /* set to true when the option was used; null: nobody asks */
};

/* A wrong destination type does not compile. */
#define MM_GROUP(text)                                                                                                 \
    { .kind = MM_OPTION_GROUP, .name = (text) }
#define MM_FLAG(l, n, d, h)                                                                                            \
    { .kind = MM_OPTION_FLAG, .letter = (l), .name = (n), .to.flag = (d), .help = (h) }
#define MM_SET(l, n, d, v, h)                                                                                          \
    { .kind = MM_OPTION_SET, .letter = (l), .name = (n), .to.integer = (d), .value = (v), .help = (h) }
#define MM_REAL(l, n, d, a, lo, hi, h)                                                                                 \
    {                                                                                                                  \
        .kind = MM_OPTION_REAL, .letter = (l), .name = (n), .to.real = (d), .argument = (a), .low = (lo),              \
        .high = (hi), .help = (h)                                                                                      \
    }
#define MM_REAL_OPEN(l, n, d, a, lo, hi, h)                                                                            \
    {                                                                                                                  \
        .kind = MM_OPTION_REAL, .letter = (l), .name = (n), .to.real = (d), .argument = (a), .low = (lo),              \
        .high = (hi), .open = true, .help = (h)                                                                        \
    }
#define MM_COUNT(l, n, d, a, lo, hi, h)                                                                                \
    {                                                                                                                  \
        .kind = MM_OPTION_COUNT, .letter = (l), .name = (n), .to.count = (d), .argument = (a), .low = (lo),            \
        .high = (hi), .help = (h)                                                                                      \
    }
#define MM_NATURAL(l, n, d, a, h)                                                                                      \
    { .kind = MM_OPTION_NATURAL, .letter = (l), .name = (n), .to.natural = (d), .argument = (a), .help = (h) }
#define MM_STRING(l, n, d, a, h)                                                                                       \
    { .kind = MM_OPTION_STRING, .letter = (l), .name = (n), .to.text = (d), .argument = (a), .help = (h) }
#define MM_CHOICE(l, n, d, choices, h)                                                                                 \
    { .kind = MM_OPTION_CHOICE, .letter = (l), .name = (n), .to.integer = (d), .argument = (choices), .help = (h) }
#define MM_COLUMN_OPTION(l, n, d, a, h)                                                                                \
    { .kind = MM_OPTION_COLUMN, .letter = (l), .name = (n), .to.text = (d), .argument = (a), .help = (h) }
#define MM_COLUMNS_OPTION(l, n, d, a, h)                                                                               \
    { .kind = MM_OPTION_COLUMNS, .letter = (l), .name = (n), .to.text = (d), .argument = (a), .help = (h) }
#define MM_FILE_OPTION(l, n, d, a, h)                                                                                  \
    { .kind = MM_OPTION_FILE, .letter = (l), .name = (n), .to.text = (d), .argument = (a), .help = (h) }
#define MM_END                                                                                                         \
    { .kind = MM_OPTION_END }

/* Parses ARGV[1…]: options in any order, "--" ends them, "-" and "-" followed by a digit or a dot are operands, -kLIST
 * and -k LIST,
 * --name=VALUE and --name VALUE, letters of flags joined (-HL x). Operands are gathered (borrowed) in OPERANDS, which
 * has room for argc entries. Errors are MM_USAGE: unknown option (with the nearest name), a prefix of an option (naming
 * it: abbreviations are refused), a missing or unwanted argument, a value out of range or no number ("--level: 2 is not
 * between 0 and 1"), an unknown choice (listing them), an operand that looks like an expression beginning with '-'. */
enum mm_status mm_parse_options(const struct mm_option *options, int argc, char **argv, const char **operands,
                                size_t *operand_count, struct mm_error *error);

#endif
