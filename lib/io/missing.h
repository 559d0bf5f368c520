/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cells count as missing, and what a reader says of one. */
#ifndef MM_IO_MISSING_H
#define MM_IO_MISSING_H

#include "io/reader.h"

/* Parsed --na-tokens (or the default NA, N/A, #N/A, null, None, compared without case). Owns. Starts as {0}. */
struct mm_tokens {
    struct mm_strings list;
    unsigned char first[256]; /* whether any token begins with this byte, in either case: the quick test */
};
bool mm_tokens_parse(struct mm_tokens *tokens, const char *list); /* null: the default; false: memory */
void mm_tokens_free(struct mm_tokens *tokens);
/* An empty cell, nan (with or without sign, any case), or one of the tokens. */
bool mm_is_missing(const struct mm_tokens *tokens, const char *cell, size_t length);

/* What a cell is to kind and header detection. */
enum mm_cell { MM_CELL_MISSING, MM_CELL_NUMBER, MM_CELL_TEXT };
enum mm_cell mm_classify_cell(const struct mm_tokens *tokens, const char *cell, size_t length);

/* Fills ERROR for a missing cell under --na=fail: place, column name, and the ways on ("use --na=omit to drop the row
 * or --na=keep to compute with NaN"). LINE 0 for formats without lines: the row is named instead. Returns MM_DATA. */
enum mm_status mm_fail_missing(struct mm_error *error, const char *file, size_t line, size_t field, const char *name);

/* The same for a cell that is no number: "not a number: 'abc' (column 'score')", or a number too large. */
enum mm_status mm_fail_cell(struct mm_error *error, const char *file, size_t line, size_t field, const char *name,
                            const char *cell, size_t length, bool overflow);

#endif
