/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver that says where the largest numbers stand: of each row, of each column, or of all. */
#ifndef MM_TOOL_ARGMAX_H
#define MM_TOOL_ARGMAX_H

#include "tool/run.h"

struct mm_argmax {
    bool least;   /* the smallest instead */
    size_t count; /* how many of each vector */
};

/* Runs it over all operands, with -k and --axis. Rows stream; of columns only what is best so far is held. */
enum mm_status mm_run_argmax(struct mm_run *run, const struct mm_argmax *wanted);

#endif
