/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One error with its place. Rooms below `tool` fill it; only `tool` prints it. */
#ifndef MM_BASE_ERROR_H
#define MM_BASE_ERROR_H

#include <stdarg.h>

#include "base/status.h"

enum { MM_ERROR_TEXT = 512, MM_ERROR_FILE = 256, MM_ERROR_EXCERPT = 320 };

struct mm_error {
    enum mm_status status;
    size_t line;              /* from 1; 0: no line */
    size_t column;            /* field of the line, from 1; 0: no column */
    char file[MM_ERROR_FILE]; /* "" : no file; "-" is shown as "standard input" */
    char text[MM_ERROR_TEXT]; /* lower case, no full stop */
    /* Two lines, both ended: a piece of what was parsed, and a caret under the place; "" : none. */
    char excerpt[MM_ERROR_EXCERPT];
};

/* Sets status and text (printf-like); the place is left as it is. Returns STATUS, so that
 * `return mm_fail(error, MM_DATA, "…")` ends a function. Control characters and invalid bytes
 * in the result are escaped (\n, \t, \x1b). A null ERROR is allowed. */
enum mm_status mm_fail(struct mm_error *error, enum mm_status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same with the place. FILE may be null (left as it is). */
enum mm_status mm_fail_at(struct mm_error *error, enum mm_status status, const char *file, size_t line, size_t column,
                          const char *format, ...) __attribute__((format(printf, 6, 7)));

enum mm_status mm_vfail(struct mm_error *error, enum mm_status status, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

/* Adds an excerpt to what was said: of SOURCE the bytes from FIRST to LAST, with carets under START to END. At most 100
 * bytes are shown; control characters and invalid bytes become question marks. */
void mm_error_excerpt(struct mm_error *error, const char *source, size_t first, size_t last, size_t start, size_t end);

/* MM_MEMORY with the text "out of memory". */
enum mm_status mm_fail_memory(struct mm_error *error);

/* "file:line:column: text" (as much of it as is known) into BUFFER, always terminated. Returns BUFFER. */
char *mm_error_describe(const struct mm_error *error, char *buffer, size_t size);

#endif
