/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The course of an iteration: its progress line, and the rows of numbers that go into the file of --history. */
#ifndef MM_TOOL_HISTORY_H
#define MM_TOOL_HISTORY_H

#include "cli/progress.h"
#include "tool/run.h"

/* Owns. */
struct mm_history {
    const char *path; /* null: no rows are kept */
    size_t columns, rows;
    double *values;
    size_t capacity, steps;
    bool failed; /* memory */
    struct mm_progress progress;
};

/* Of at most STEPS steps; LABEL names them on the progress line. MM_SYSTEM if PATH cannot be written. */
enum mm_status mm_history_start(struct mm_history *history, struct mm_run *run, const char *label, size_t steps,
                                size_t columns, const char *path);
/* A row, which begins with the number of the step. */
void mm_history_add(struct mm_history *history, const double *row);
/* Ends the progress line, writes the file, its format by its ending, with NAMES ("epoch,loss") as header, and frees. */
enum mm_status mm_history_finish(struct mm_history *history, struct mm_run *run, const char *names);

#endif
