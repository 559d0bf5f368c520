/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predictions with the class that came true: a column of the same table, or of another file row by row. */
#ifndef MM_TOOL_TARGETS_H
#define MM_TOOL_TARGETS_H

#include "io/missing.h"
#include "tool/input.h"
#include "tool/texts.h"

enum { MM_TARGET_BY_NAME, MM_TARGET_BY_INDEX };

/* What the options say. */
struct mm_target_choice {
    const char *column; /* --target, or null */
    const char *file;   /* --target-file=FILE#COL (FILE alone if it has one column), or null */
    int by;             /* --target-by; -1: not given */
    bool counts;        /* rows with missing values come too under --na=omit: the command counts them */
};

#define MM_TARGET_OPTIONS(choice)                                                                                      \
    MM_COLUMN_OPTION(0, "target", &(choice)->column, "COL",                                                            \
                     "the column with the class that came true: its name, or its index from 0"),                       \
        MM_FILE_OPTION(0, "target-file", &(choice)->file, "FILE#COL",                                                  \
                       "take that column from another file, row by row"),                                              \
        MM_CHOICE(0, "target-by", &(choice)->by, "name|index",                                                         \
                  "what targets are; needed where the names of classes are numbers themselves")

/* The chosen columns of `input` are the classes. */
struct mm_targets {
    struct mm_run *run;
    struct mm_input input;
    struct mm_texts file; /* reader null: the targets are in the same table */
    struct mm_tokens tokens;
    char *keys; /* -g and --target as one list */
    int by;
    bool counts;
    size_t dropped; /* rows left out under --na=omit, of two files */
};

/* Opens all operands. Exactly one of --target and --target-file must have been given. */
enum mm_status mm_targets_open(struct mm_targets *targets, struct mm_run *run, const struct mm_target_choice *choice);
void mm_targets_close(struct mm_targets *targets);

struct mm_target_row {
    struct mm_row row;          /* values null at the end */
    size_t target;              /* the class, from 0 */
    bool missing;               /* a value or the target is missing, under --na=keep (or with `counts`) */
    const struct mm_span *keys; /* the cells of -g */
};
enum mm_status mm_targets_next(struct mm_targets *targets, struct mm_target_row *row);

#endif
