/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What counts are expected to be: an option that is a column or a list of numbers. */
#ifndef MM_TOOL_EXPECTED_H
#define MM_TOOL_EXPECTED_H

#include "tool/crosstab.h"

struct mm_expected_choice {
    const char *option; /* "expected" */
    const char *list;   /* its argument: numbers with commas, else a column; null: all are equal */
    double sum;         /* what they should add up to */
    double tolerance;   /* relative */
    bool any_sum;       /* --normalize: it does not matter */
};

/* The column that the argument is, or null. */
const char *mm_expected_column(const char *list);

/* The expected counts of the rows of a table of one column (read beside mm_expected_column), up to a factor, in an array
 * of the caller's. Not a number above 0: MM_DATA; not as many as rows: MM_SHAPE; another sum: MM_NOT_DISTRIBUTION. */
enum mm_status mm_expected_read(struct mm_run *run, const struct mm_crosstab *crosstab,
                                const struct mm_expected_choice *choice, double **expected);

/* The counts of the rows of such a table, likewise; null: memory. */
double *mm_crosstab_column(const struct mm_crosstab *crosstab);

#endif
