/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Output rows gathered cell by cell; private to beside.c and above.c. */
#ifndef MM_TOOL_ROWS_OUT_H
#define MM_TOOL_ROWS_OUT_H

#include "tool/output.h"

enum { MM_ROWS_OUT = 512 };

/* Starts as {.run = run}. Spans are borrowed until the next flush. */
struct mm_rows_out {
    struct mm_run *run;
    struct mm_output output;
    struct mm_schema schema; /* to be filled before mm_rows_out_open */
    double *numbers;
    struct mm_span *texts, *labels;
    size_t rows, number_columns, text_columns, number, text;
};

enum mm_status mm_rows_out_open(struct mm_rows_out *out);
/* The cells of one input in a row, in the order of its schema's kinds. Null pointers: so many missing ones. */
void mm_rows_out_cells(struct mm_rows_out *out, const double *numbers, size_t number_count, const struct mm_span *texts,
                       size_t text_count);
enum mm_status mm_rows_out_end(struct mm_rows_out *out, struct mm_span label);
enum mm_status mm_rows_out_flush(struct mm_rows_out *out);
enum mm_status mm_rows_out_finish(struct mm_rows_out *out);

/* MM_SHAPE unless the tables of operands A and B both have a header, or neither has. */
enum mm_status mm_check_headed(struct mm_run *run, const struct mm_schema *a, size_t operand_a,
                               const struct mm_schema *b, size_t operand_b);

#endif
