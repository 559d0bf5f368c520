/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results to standard output or -o, in the format asked for or that of the input. */
#ifndef MM_TOOL_OUTPUT_H
#define MM_TOOL_OUTPUT_H

#include "tool/run.h"

/* A stream of rows. Starts as {0}. */
struct mm_output {
    struct mm_run *run;
    struct mm_writer *writer;
    struct mm_schema schema; /* owned copy */
};

enum mm_status mm_output_open(struct mm_output *output, struct mm_run *run, const struct mm_schema *schema,
                              enum mm_shape shape);
enum mm_status mm_output_rows(struct mm_output *output, const struct mm_block *block);
/* Writes the end; mm_main commits the sink. */
enum mm_status mm_output_finish(struct mm_output *output);

/* The format that a result gets: --to, else the input's; CSV instead of NPY, NPZ and safetensors when names or text are
 * in it. */
enum mm_format mm_output_format(const struct mm_run *run, bool needs_text);

/* One number, bare. */
enum mm_status mm_output_number(struct mm_run *run, double value);
/* ROWS unnamed rows of COLUMNS numbers, of which MAKE fills COUNT from number FIRST on: HEIGHT at a time, but for the
 * last ones. */
typedef void mm_make_rows(const void *context, size_t first, double *values, size_t count);
enum mm_status mm_output_made(struct mm_run *run, size_t rows, size_t columns, size_t height, mm_make_rows *make,
                              const void *context);
/* A whole matrix; a header if `column_names` holds a name, or labels do. */
enum mm_status mm_output_matrix(struct mm_run *run, const struct mm_matrix *matrix, enum mm_shape shape);
/* Whether the output that was asked for can hold all parts (ALL) or one table; MM_USAGE before any data is read if not.
 */
enum mm_status mm_check_parts(struct mm_run *run, bool all);
/* A matrix into a file of its own, beside the result, in the format that its ending stands for (else CSV). */
enum mm_status mm_output_beside(struct mm_run *run, const char *path, const struct mm_matrix *matrix);
/* A choice of parts: one by its name in NAME, or "all" as a document (JSON, NPZ) or into the directory that -o names.
 */
enum mm_status mm_output_parts(struct mm_run *run, const struct mm_part *parts, size_t count, const char *name);
/* Plain text (--explain). */
enum mm_status mm_output_text(struct mm_run *run, const struct mm_buffer *text);

#endif
