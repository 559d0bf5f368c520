/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that options name, and whether inputs agree in names. */
#ifndef MM_TOOL_EXTRA_H
#define MM_TOOL_EXTRA_H

#include "data/matrix.h"
#include "tool/run.h"

/* MM_SHAPE unless NAMES_A along operand A and NAMES_B along operand B, of one dimension, agree, or --ignore-labels is
 * given. WHAT they are of, "row", "column" or "entry", is for the message: "column 2 of a.csv is 'x', row 2 of b.csv is
 * 'y' (--ignore-labels goes by position)". */
enum mm_status mm_check_names(struct mm_run *run, const char *what_a, size_t a, const struct mm_strings *names_a,
                              const char *what_b, size_t b, const struct mm_strings *names_b);

/* Loads the FILE (with part, or "-") that an option names; a null FILE leaves MATRIX as it is. The matrix must have a
 * row for each row of ROWS, the first operand, and a column for each row of COLUMNS, the second, and labels that agree
 * with theirs. */
enum mm_status mm_read_extra(struct mm_run *run, const char *file, const struct mm_matrix *rows,
                             const struct mm_matrix *columns, struct mm_matrix *matrix);

/* The SIZE×SIZE matrix in the FILE that --OPTION names, like nothing else in the run; a null FILE leaves MATRIX. */
enum mm_status mm_read_square(struct mm_run *run, const char *option, const char *file, size_t size,
                              struct mm_matrix *matrix);

#endif
