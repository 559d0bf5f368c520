/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables put side by side, or one above another, cells as they are. */
#ifndef MM_TOOL_BESIDE_H
#define MM_TOOL_BESIDE_H

#include "tool/run.h"

enum mm_join { MM_JOIN_INNER, MM_JOIN_LEFT, MM_JOIN_OUTER };

struct mm_beside_choice {
    const char *key; /* columns whose cells must be the same; null: row labels if all inputs have them, else place */
    const char *prefixes; /* "a_,b_": put before the names of each input's columns; null: none */
    enum mm_join join;
};

/* Side by side: a row for each row of the first operand that has a partner in all others (or, as `join` says, also what
 * has none, with missing cells). The first operand streams, the others are held; by place, all stream. */
enum mm_status mm_put_beside(struct mm_run *run, const struct mm_beside_choice *choice);

/* One above another, columns matched by name: all there are (OUTER, with missing cells), or those that every input has
 * (INNER). */
enum mm_status mm_put_above(struct mm_run *run, enum mm_join join);

#endif
