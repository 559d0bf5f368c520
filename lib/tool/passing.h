/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that passes through while some of its columns are computed with. */
#ifndef MM_TOOL_PASSING_H
#define MM_TOOL_PASSING_H

#include "tool/input.h"
#include "tool/output.h"
#include "tool/sieve.h"

/* The columns of -k (without it every numeric one) as numbers; every column as the text it came in. Missing values matter
 * among the former only, as --na says. */
struct mm_passing {
    struct mm_run *run;
    struct mm_input input;
    struct mm_schema columns;    /* of the table */
    struct mm_selection numbers; /* the columns computed with */
    size_t *places;              /* by column: its place among them, or SIZE_MAX */
    struct mm_sieve sieve;
    size_t dropped, first; /* rows left out; where in a row of a block the numbers begin */
    struct mm_output output;
    double *made; /* a block of output, numbers and texts */
    struct mm_span *texts;
    size_t made_capacity, text_capacity;
};

enum mm_status mm_passing_open(struct mm_passing *passing, struct mm_run *run);
/* The next block, rows that --na=omit drops left out; rows = 0 at the end. Number J of row I stands in
 * block->numbers[i * block->number_columns + passing->first + j]. */
enum mm_status mm_passing_next(struct mm_passing *passing, struct mm_block *block);
/* The block to the output, with VALUES (rows × numbers) in the place of those columns. */
enum mm_status mm_passing_output(struct mm_passing *passing, const struct mm_block *block, const double *values);
enum mm_status mm_passing_finish(struct mm_passing *passing);
/* What number J is called: its name, else its place. */
const char *mm_passing_name(const struct mm_passing *passing, size_t j, char buffer[32]);

#endif
