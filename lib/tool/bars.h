/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts in bins as bars of text, for people. */
#ifndef MM_TOOL_BARS_H
#define MM_TOOL_BARS_H

#include <stdint.h>

#include "base/text.h"

/* A line for each of COUNT bins, low, high, count and a bar, the longest MM_BAR_WIDTH wide; under HEADING unless that is
 * empty. Edges with DIGITS significant digits (0: six). */
enum { MM_BAR_WIDTH = 50 };
void mm_bars(struct mm_buffer *text, const char *heading, const double *edges, const uint64_t *counts, size_t count,
             size_t digits);

#endif
