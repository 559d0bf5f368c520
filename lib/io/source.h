/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes in, from a file, a descriptor or memory; gzip and zstd are decompressed on the way. */
#ifndef MM_IO_SOURCE_H
#define MM_IO_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct mm_source; /* opaque */

/* PATH, or standard input for "-". A directory, an absent or unreadable file is MM_SYSTEM ("cannot open: No such file
 * or directory") with error->file set. The source copies PATH for its errors. */
enum mm_status mm_source_open(struct mm_source **source, const char *path, struct mm_error *error);

/* SIZE bytes at BYTES, borrowed for the life of the source; NAME stands in errors. */
enum mm_status mm_source_open_memory(struct mm_source **source, const void *bytes, size_t size, const char *name,
                                     struct mm_error *error);

void mm_source_close(struct mm_source *source); /* null is allowed */
const char *mm_source_name(const struct mm_source *source);

/* Up to SIZE bytes into BUFFER; *GOT = 0 only at the end. Retries interrupted reads; joins short reads of a pipe only
 * until at least one byte is there, so that a slow pipe streams. */
enum mm_status mm_source_read(struct mm_source *source, void *buffer, size_t size, size_t *got, struct mm_error *error);

/* Makes at least SIZE bytes (fewer only at the end) visible without consuming them; they hold until the next read. */
enum mm_status mm_source_peek(struct mm_source *source, size_t size, const unsigned char **bytes, size_t *got,
                              struct mm_error *error);

/* All that is left, as one piece. Borrowed from the source (a mapped file where possible), until its close. */
enum mm_status mm_source_all(struct mm_source *source, const unsigned char **bytes, size_t *size,
                             struct mm_error *error);

/* Bytes left to read if that is known (an uncompressed regular file, memory), else -1; for progress and row counts. */
int64_t mm_source_remaining(const struct mm_source *source);

#endif
