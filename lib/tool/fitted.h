/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a command fitted to columns, as a file that it can apply to other data. */
#ifndef MM_TOOL_FITTED_H
#define MM_TOOL_FITTED_H

#include "tool/run.h"

struct mm_fitted_column {
    char *name; /* owned */
    double centre, scale, n;
};

/* Starts as {0}; owns. */
struct mm_fitted {
    char *method;
    double ddof;
    struct mm_fitted_column *columns;
    size_t count;
};

/* Writes it to SINK as a JSON array of records: column, method, ddof, n, centre, scale. */
enum mm_status mm_fitted_write(const struct mm_fitted *fitted, struct mm_run *run, struct mm_sink *sink);
/* Reads such a file, in any format that has its columns. */
enum mm_status mm_fitted_read(struct mm_fitted *fitted, struct mm_run *run, const char *path);
void mm_fitted_free(struct mm_fitted *fitted);

#endif
