/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reductions of blocks: exactly, or by partial results; private to lib/expr. */
#ifndef MM_EXPR_ACCUMULATOR_H
#define MM_EXPR_ACCUMULATOR_H

#include <stddef.h>

#include "expr/function.h"

/* Exact ones: sums and moments without rounding, extremes, counts of numbers. NaN makes all but counts NaN. */
struct mm_accumulator;

struct mm_accumulator *mm_accumulators_new(size_t count); /* null: memory */
void mm_accumulators_free(struct mm_accumulator *accumulators);
void mm_accumulators_clear(struct mm_accumulator *accumulators);
void mm_accumulate(struct mm_accumulator *accumulators, size_t i, enum mm_function function, const double *x, size_t n);
void mm_accumulators_merge(struct mm_accumulator *to, const struct mm_accumulator *from, size_t i,
                           enum mm_function function);
double mm_accumulator_value(const struct mm_accumulator *accumulators, size_t i, enum mm_function function,
                            size_t rows);

/* Partial results: what a fold starts from; a block folded in; partials 0, stride, 2 stride, … folded,
 * and divided by ROWS for a mean. */
double mm_fold_start(enum mm_function function);
double mm_block_fold(enum mm_function function, double so_far, const double *x, size_t n);
double mm_fold_partials(enum mm_function function, const double *partials, size_t count, size_t stride, size_t rows);

/* 1 or 0 for a comparison of bytes, NaN where a text is missing. */
double mm_texts_compare(enum mm_function comparison, struct mm_span a, struct mm_span b);

#endif
