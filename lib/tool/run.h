/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The run of one command: its options, its operands, its voice and its end. */
#ifndef MM_TOOL_RUN_H
#define MM_TOOL_RUN_H

#include "base/error.h"
#include "cli/command.h"
#include "io/reader.h"
#include "io/writer.h"

/* Which common options a command has (mm_command.common). --quiet, --help and --version are always there. */
enum {
    MM_COMMON_INPUT = 1 << 0,    /* --from -d --header -H -N --quote --skip --comment --na --na-tokens -L */
    MM_COMMON_COLUMNS = 1 << 1,  /* -k */
    MM_COMMON_GROUPS = 1 << 2,   /* -g */
    MM_COMMON_OUTPUT = 1 << 3,   /* --to --digits -o */
    MM_COMMON_THREADS = 1 << 4,  /* --threads */
    MM_COMMON_SEED = 1 << 5,     /* --seed */
    MM_COMMON_EXPLAIN = 1 << 6,  /* --explain */
    MM_COMMON_NAMES = 1 << 7,    /* --ignore-labels */
    MM_COMMON_AXIS = 1 << 8,     /* --axis */
    MM_COMMON_PLUMBING = 1 << 9, /* --na defaults to keep: nothing is computed */
    MM_COMMON_PARTS = 1 << 10,   /* has --part=all: documents and directories are for these only */
    MM_COMMON_PASSING = 1 << 11, /* rows of the input pass through: no --assert, for which mm-assert is there */
    MM_COMMON_TABLE = MM_COMMON_INPUT | MM_COMMON_COLUMNS | MM_COMMON_OUTPUT
};

enum mm_axis { MM_AXIS_NONE = -1, MM_AXIS_ROWS, MM_AXIS_COLUMNS, MM_AXIS_ALL };

/* Where the common options land. */
struct mm_common {
    const char *columns, *labels, *by, *comment, *na_tokens, *output, *assertion;
    int from, to; /* as in the choices of the option; -1: not given */
    int header, quote, missing, delimiter, axis;
    size_t skip, digits, threads;
    uint64_t seed;
    bool seed_given, quiet, explain, ignore_labels, version;
    int help;
};

struct mm_run {
    const struct mm_command *command;
    const char **operands;
    size_t operand_count;
    struct mm_common common;
    struct mm_error error;
    size_t threads; /* resolved: --threads, MM_THREADS, processors */
    struct mm_read_options reading;
    /* Standard input named twice is read once and kept here. */
    struct mm_source *kept_input;
    const unsigned char *kept_bytes; /* borrowed from kept_input */
    size_t kept_size;
    /* Format and delimiter of the first input opened: the default of the output. */
    enum mm_format input_format;
    int input_delimiter;
    /* Where results go: standard output, or the temporary file behind -o; null when -o names a directory. Committed by
     * mm_main. */
    struct mm_sink *sink;
    struct mm_assertion *assertion; /* --assert (tool/assertion.h); null without it */
    struct mm_strings noted; /* what was said on standard error already */
};

/* main() of every command: parses, runs, reports, and answers the exit status. */
int mm_main(int argc, char **argv, const struct mm_command *command);

/* Sets run->error (a null place) and returns STATUS: `return mm_run_fail(run, MM_SHAPE, "…")`. */
enum mm_status mm_run_fail(struct mm_run *run, enum mm_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* One line on standard error, "mm-x: …", unless --quiet; the same line is said once. */
void mm_note(struct mm_run *run, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The seed of this run: --seed, else MM_SEED, else from the operating system; the same at every call. */
enum mm_status mm_run_seed(struct mm_run *run, uint64_t *seed);

#endif
