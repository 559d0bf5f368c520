/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes out, to a descriptor or, atomically, to a file. */
#ifndef MM_IO_SINK_H
#define MM_IO_SINK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct mm_sink; /* opaque; buffers 64 KiB */

/* Standard output for null PATH. Else a temporary file beside PATH, which mm_sink_commit renames to it after fsync,
 * keeping the mode of a file that is replaced; a PATH that is no regular file (/dev/full, a FIFO) is written in place.
 */
enum mm_status mm_sink_open(struct mm_sink **sink, const char *path, struct mm_error *error);

/* The temporary file, as long as there is one; else null. Borrowed. */
const char *mm_sink_temporary(const struct mm_sink *sink);

/* Everything written so far goes into memory instead; for tests and archives. mm_sink_bytes borrows until close. */
enum mm_status mm_sink_open_memory(struct mm_sink **sink, struct mm_error *error);
const char *mm_sink_bytes(const struct mm_sink *sink, size_t *length);

/* Errors are kept: after the first, writes do nothing and mm_sink_flush / mm_sink_commit report it (MM_SYSTEM, "cannot
 * write: No space left on device"). A closed pipe ends the process by SIGPIPE, which nothing here blocks. */
void mm_sink_write(struct mm_sink *sink, const void *bytes, size_t length);
/* Room for SIZE bytes (≤ 64 KiB) to be written in place, and how many of them were. */
char *mm_sink_reserve(struct mm_sink *sink, size_t size);
void mm_sink_advance(struct mm_sink *sink, size_t length);
enum mm_status mm_sink_flush(struct mm_sink *sink, struct mm_error *error);

/* Whether bytes already written can be written again (a regular file, memory), and doing so: NPY's row count. */
bool mm_sink_can_patch(const struct mm_sink *sink);
enum mm_status mm_sink_patch(struct mm_sink *sink, uint64_t offset, const void *bytes, size_t length,
                             struct mm_error *error);

/* Flush, close, rename; the sink is gone whatever the answer. Without commit (mm_sink_abandon) a file PATH is
 * untouched. */
enum mm_status mm_sink_commit(struct mm_sink *sink, struct mm_error *error);
void mm_sink_abandon(struct mm_sink *sink);

#endif
