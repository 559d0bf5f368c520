/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contingency tables: read as such, or counted from two columns of categories. */
#ifndef MM_TOOL_CROSSTAB_H
#define MM_TOOL_CROSSTAB_H

#include "data/groups.h"
#include "data/joint_count.h"
#include "tool/run.h"

/* Owns. Starts as {0}. */
struct mm_crosstab {
    struct mm_joint_count *cells; /* those above 0 */
    size_t count, capacity;
    size_t rows, columns;
    bool whole;     /* all cells are whole numbers */
    size_t missing; /* rows left out under --na=omit */
    double *beside; /* the numbers of a further column, one a row; null if none was asked for */
    size_t beside_capacity;
    struct mm_groups *x, *y, *pairs; /* the categories and their pairs; null for a table that was read */
};

/* Reads all operands. CATEGORIES: -k names two columns, compared as text, a row for each item. Else a matrix of numbers
 * that are not negative (places of others are named). No rows, or nothing in them: MM_TOO_FEW. */
enum mm_status mm_crosstab_read(struct mm_crosstab *crosstab, struct mm_run *run, bool categories);
/* The table with a column, which is not among those of the table, beside it (null: none); it may be any numbers. */
enum mm_status mm_crosstab_read_beside(struct mm_crosstab *crosstab, struct mm_run *run, const char *column);
void mm_crosstab_free(struct mm_crosstab *crosstab);

#endif
