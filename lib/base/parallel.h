/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loop cut into tasks for several threads. Which thread runs a task is left open; what a task computes may depend on
 * its index only, so that results have the same bits for any number of threads. */
#ifndef MM_BASE_PARALLEL_H
#define MM_BASE_PARALLEL_H

#include <stddef.h>

/* The processors this process may use (its affinity mask), at least 1. */
size_t mm_processors(void);

/* Calls TASK(context, index, worker) once for every index < COUNT, on up to THREADS threads (the caller's among
 * them); worker < THREADS tells the thread. Returns when all are done. Falls back to fewer threads when one cannot be
 * made. */
void mm_parallel(size_t threads, size_t count, void (*task)(void *context, size_t index, size_t worker), void *context);

#endif
