/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chunks of CSV parsed by several threads ahead of the consumer and delivered in the order of the input. */
#ifndef MM_IO_CSV_PIPELINE_H
#define MM_IO_CSV_PIPELINE_H

#include "io/csv_block.h"

struct mm_csv_pipeline; /* opaque */

/* Starts up to THREADS threads, which from now on alone use INPUT. PLAN and INPUT are borrowed. Null: no thread or
 * memory could be had, and nothing was read. */
struct mm_csv_pipeline *mm_csv_pipeline_start(const struct mm_csv_plan *plan, struct mm_csv_input *input,
                                              size_t threads);

/* The next chunk, parsed; it holds until the next call. Not to be called again after the last one or an error. */
struct mm_csv_work *mm_csv_pipeline_next(struct mm_csv_pipeline *pipeline);

/* Ends the threads, also one that waits for its source. Null is allowed. */
void mm_csv_pipeline_stop(struct mm_csv_pipeline *pipeline);

#endif
