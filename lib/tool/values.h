/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of functions of single numbers with parameters: operands or cells in, a number for each out. */
#ifndef MM_TOOL_VALUES_H
#define MM_TOOL_VALUES_H

#include "tool/run.h"

enum { MM_VALUE_PARAMETERS_MAX = 4 };

/* Parameters as they were written: a number, or "@COLUMN" for the cell of that column in the same row. */
struct mm_value_kernel {
    size_t count;
    const char *names[MM_VALUE_PARAMETERS_MAX];
    const char *texts[MM_VALUE_PARAMETERS_MAX]; /* null: the standard */
    double standards[MM_VALUE_PARAMETERS_MAX];  /* NaN: must be given */
    /* Why these parameters will not do, written into TEXT; called once for numbers, for each row where any is a
     * column. MM_OK if they will. */
    enum mm_status (*check)(const void *context, const double *parameters, char *text, size_t size);
    enum mm_status (*apply)(const void *context, const double *parameters, double x, double *y);
    const void *context;
};

/* Operands from FIRST on are the numbers if all of them are numbers, else files (a file with such a name is written
 * ./2); none, or -k: files or standard input. Cells keep their shape, names and labels; rows stream. */
enum mm_status mm_run_values(struct mm_run *run, size_t first, const struct mm_value_kernel *kernel);

#endif
