/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole table kept as it came, to be written again with one more column. */
#ifndef MM_TOOL_KEPT_H
#define MM_TOOL_KEPT_H

#include "base/number.h"
#include "data/groups.h"
#include "tool/input.h"

/* Cells as the input delivers them (verbatim: texts as texts). Starts as {.input = input}. Owns copies. */
struct mm_kept {
    struct mm_input *input;
    size_t rows;
    struct mm_buffer bytes; /* labels and texts, one behind the other, row by row */
    size_t *lengths;        /* of each; (size_t)-1: missing */
    size_t length_count, length_capacity;
    double *numbers;
    size_t number_count, number_capacity;
    struct mm_selection by; /* -g, as indices into the columns kept; its keys */
    struct mm_groups *groups;
};

/* The cell of COLUMN in row I of BLOCK as text; a number is written into BUFFER. */
struct mm_span mm_kept_cell(const struct mm_input *input, const struct mm_block *block, size_t i, size_t column,
                            char buffer[MM_NUMBER_TEXT]);
/* The number of the group of that row by -g, whose columns are kept, too; 0 without. */
enum mm_status mm_kept_group(struct mm_kept *kept, const struct mm_block *block, size_t i, size_t *group);

/* Adds row I of BLOCK. */
enum mm_status mm_kept_add(struct mm_kept *kept, const struct mm_block *block, size_t i);
/* The rows in order, with VALUES as a last column NAME, instead of one that has that name; alone if the table had one
 * column and no labels. */
enum mm_status mm_kept_output(const struct mm_kept *kept, const char *name, const double *values);
void mm_kept_free(struct mm_kept *kept);

#endif
