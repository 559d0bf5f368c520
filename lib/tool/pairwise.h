/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of quantities between all pairs of vectors: of one input, or of one input with another. */
#ifndef MM_TOOL_PAIRWISE_H
#define MM_TOOL_PAIRWISE_H

#include "data/matrix.h"
#include "tool/run.h"

/* Two sets of vectors of one length, a vector in each row. Owns. */
struct mm_pairwise {
    struct mm_matrix a, b;
    bool two;    /* a second input was given; else b is empty */
    bool number; /* both inputs are single vectors: the result is one number */
};

/* Reads one operand (or standard input) or two. --axis=columns takes columns as vectors; without --axis an input with
 * one column is one vector (alone it has no pairs: MM_SHAPE). Names of the entries must agree (--ignore-labels).
 * --na=omit drops a vector with a missing entry, of two single vectors the entry on both sides. */
enum mm_status mm_pairwise_read(struct mm_run *run, struct mm_pairwise *pairs);
void mm_pairwise_free(struct mm_pairwise *pairs);

/* Room for the result: as many rows as A has, as many columns as B (or A) has, labelled as these are. */
enum mm_status mm_pairwise_result(struct mm_run *run, const struct mm_pairwise *pairs, struct mm_matrix *result);
/* Writes and frees RESULT: a matrix, or the one number in it. */
enum mm_status mm_pairwise_output(struct mm_run *run, const struct mm_pairwise *pairs, struct mm_matrix *result);

/* "FILE: row 3 ('label'): TEXT" for a vector that a kernel refused, those of B counted on from A's. Returns STATUS. */
enum mm_status mm_pairwise_fail(struct mm_run *run, const struct mm_pairwise *pairs, enum mm_status status,
                                size_t index, const char *text);

#endif
