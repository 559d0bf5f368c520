/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two inputs in step, as the rows of one matrix [A B] that streams. */
#ifndef MM_TOOL_JOINT_H
#define MM_TOOL_JOINT_H

#include "tool/input.h"

/* The first row of an input that was read on to see whether it is the only one. */
struct mm_held {
    double *values;
    char *label;
    struct mm_row row;
    bool pending; /* still to be delivered */
};

struct mm_joint {
    struct mm_run *run;
    struct mm_input a, b;
    size_t columns, targets; /* of A, of B */
    bool lying;              /* B is one row, a number for each row of A: targets = 1 */
    double *row;             /* columns of A, then those of B */
    size_t dropped;          /* pairs left out for missing values */
    struct mm_held held_a, held_b;
    struct mm_row row_a, row_b;
};

/* Opens operands 0 and 1. A vector B may lie: one row, where A has several. */
enum mm_status mm_joint_open(struct mm_joint *joint, struct mm_run *run);
void mm_joint_close(struct mm_joint *joint);

/* The next pair of rows, in joint->row; *MORE false at the end. Labels of both must agree (--ignore-labels), numbers of
 * rows too. Under --na=omit a pair with a missing value on either side is dropped. */
enum mm_status mm_joint_next(struct mm_joint *joint, bool *more);

/* What a kernel said of the row under way: detail->index counts as in joint->row. */
enum mm_status mm_joint_fail_kernel(struct mm_joint *joint, enum mm_status status, const struct mm_detail *detail);

#endif
