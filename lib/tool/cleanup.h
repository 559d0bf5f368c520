/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An output file whose temporary file a signal does not leave behind. */
#ifndef MM_TOOL_CLEANUP_H
#define MM_TOOL_CLEANUP_H

#include "io/sink.h"

/* mm_sink_open and mm_sink_commit. In between a signal that ends the process (HUP, INT, TERM and the like, unless
 * ignored) removes the temporary file first, and then does what it does without this. One sink at a time. */
enum mm_status mm_cleanup_open(struct mm_sink **sink, const char *path, struct mm_error *error);
enum mm_status mm_cleanup_commit(struct mm_sink *sink, struct mm_error *error);

#endif
