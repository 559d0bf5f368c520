/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A graph laid out for evaluation: once in a straight line, then over blocks of rows so that each step is one loop. */
#ifndef MM_EXPR_PROGRAM_H
#define MM_EXPR_PROGRAM_H

#include "base/error.h"
#include "expr/graph.h"

/* Reductions over rows wait for a sweep over all of them: mean(x) takes one, mean((x - mean(x))^2) two. Then all that
 * does not vary is known, and what does is had in one more sweep. */
enum mm_sums {
    MM_SUMS_EXACT, /* sum, mean and sd rounded once, whatever the order of the rows; they may come in pieces */
    MM_SUMS_TREE   /* by a fixed tree of partial sums, at full speed: all rows at once, in memory; without sd, which
                    * mm_scope.differentiable puts in simpler terms */
};

struct mm_program; /* opaque; read only once made, so that threads share it */

/* For the values of OUTPUTS. GRAPH is borrowed for the life of the program and must not change, LITERALS (the scope's;
 * null: no texts) too. MM_MEMORY. */
enum mm_status mm_program_new(struct mm_program **program, const struct mm_graph *graph,
                              const struct mm_strings *literals, const mm_vertex *outputs, size_t count,
                              enum mm_sums sums);
void mm_program_free(struct mm_program *program);

size_t mm_program_sweeps(const struct mm_program *program); /* before all that does not vary is known */
bool mm_program_varies(const struct mm_program *program, size_t output);

/* Rows as the graph's columns. Number column i has the values numbers[i][row * stride]; text column i the texts
 * texts[i][row * text_stride]. Borrowed. */
struct mm_rows {
    const double *const *numbers;
    const struct mm_span *const *texts;
    size_t stride, text_stride, count;
};

struct mm_evaluation; /* one evaluation at a time; opaque */

struct mm_evaluation *mm_evaluation_new(const struct mm_program *program, size_t threads); /* null: memory */
void mm_evaluation_free(struct mm_evaluation *evaluation);

/* An evaluation: begin; then for each sweep the rows, in as many pieces as they come, and next; then values. ROWS is how
 * many there are (looked at with MM_SUMS_TREE only). next answers MM_TOO_FEW where a mean, an extreme or an sd needs more
 * rows than came. The values are the same bits for any number of threads and, with MM_SUMS_EXACT, any pieces. */
void mm_evaluation_begin(struct mm_evaluation *evaluation, const double *parameters, size_t rows);
void mm_evaluation_sweep(struct mm_evaluation *evaluation, const struct mm_rows *rows);
enum mm_status mm_evaluation_next(struct mm_evaluation *evaluation);
/* All of that for rows in memory. */
enum mm_status mm_evaluation_run(struct mm_evaluation *evaluation, const double *parameters,
                                 const struct mm_rows *rows);

/* The value of output number I, which does not vary. */
double mm_evaluation_value(const struct mm_evaluation *evaluation, size_t i);
/* The values of the outputs in each of the rows: results[i][row * stride], for every i whose pointer is not null (one
 * that does not vary stands in each row). */
void mm_evaluation_rows(struct mm_evaluation *evaluation, const struct mm_rows *rows, double *const *results,
                        size_t stride);

#endif
