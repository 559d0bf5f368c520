/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table held in memory as it came, any row of which can be asked for. */
#ifndef MM_TOOL_HELD_H
#define MM_TOOL_HELD_H

#include "tool/input.h"

/* Rows as blocks have them: numbers and texts side by side. Starts as {0}; owns copies. */
struct mm_held_table {
    size_t rows, number_columns, text_columns;
    double *numbers;
    struct mm_span *texts, *labels; /* labels null where rows have none */
    size_t *lines;                  /* 0 where a line means nothing */
    size_t number_capacity, text_capacity, label_capacity, line_capacity;
    char **chunks; /* what the spans point to, one a block */
    size_t chunk_count, chunk_capacity;
};

/* All that is left of INPUT. */
enum mm_status mm_held_table_read(struct mm_held_table *held, struct mm_input *input);
void mm_held_table_free(struct mm_held_table *held);

#endif
