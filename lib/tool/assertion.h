/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --assert: whether an expression holds of every record that is printed. */
#ifndef MM_TOOL_ASSERTION_H
#define MM_TOOL_ASSERTION_H

#include "data/block.h"
#include "data/matrix.h"
#include "tool/run.h"

/* Parses --assert, before data are read; nothing without it. */
enum mm_status mm_assertion_start(struct mm_run *run);

/* What output.c tells of what it writes: the fields of a table of records, its rows. A lone field without a name is
 * called "value". Numbers, also those that are texts in a block (MM_NUMERAL), compare as numbers. MM_USAGE: a name that
 * is no field, an expression of no field, or one that takes something over all rows. */
enum mm_status mm_assertion_fields(struct mm_run *run, const struct mm_schema *schema);
enum mm_status mm_assertion_rows(struct mm_run *run, const struct mm_block *block);
enum mm_status mm_assertion_matrix(struct mm_run *run, const struct mm_matrix *matrix);

/* At the end: MM_NEGATIVE, with the first record that failed and what it read, if any did. NaN and missing texts that
 * the expression reads make it false. MM_USAGE if nothing was printed that has fields. */
enum mm_status mm_assertion_verdict(struct mm_run *run);
void mm_assertion_free(struct mm_run *run);

#endif
