/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text: borrowed spans, a growable buffer, and the nearest name to a misspelt one. */
#ifndef MM_BASE_TEXT_H
#define MM_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

/* LENGTH bytes that belong to somebody else; not terminated. {NULL, 0} is an absent text. */
struct mm_span {
    const char *text;
    size_t length;
};

struct mm_span mm_span_of(const char *terminated);
bool mm_span_equal(struct mm_span a, struct mm_span b);
bool mm_span_is(struct mm_span a, const char *terminated);

/* Bytes that grow; owns them; always terminated after an append. Starts as {0}. A failed append
 * sets `failed`, drops what was to be added, and every later append does nothing. */
struct mm_buffer {
    char *text;
    size_t length;
    size_t capacity;
    bool failed;
};

void mm_buffer_free(struct mm_buffer *buffer);
void mm_buffer_clear(struct mm_buffer *buffer); /* empty again; keeps the memory and forgets a failure */
/* Room for EXTRA more bytes: a pointer to the first free byte, or null. The caller writes there and then
 * adds to `length` what it wrote. */
char *mm_buffer_reserve(struct mm_buffer *buffer, size_t extra);
void mm_buffer_add(struct mm_buffer *buffer, const char *text, size_t length);
void mm_buffer_add_text(struct mm_buffer *buffer, const char *terminated);
void mm_buffer_add_byte(struct mm_buffer *buffer, char byte);
void mm_buffer_printf(struct mm_buffer *buffer, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Transfers the text to the caller (free()), or null if an append failed; the buffer is empty again. */
char *mm_buffer_take(struct mm_buffer *buffer);

/* A list of owned, terminated strings. Starts as {0}. */
struct mm_strings {
    char **items;
    size_t count;
    size_t capacity;
};

void mm_strings_free(struct mm_strings *strings);
bool mm_strings_add(struct mm_strings *strings, const char *text, size_t length); /* copies; false: memory */
bool mm_strings_copy(struct mm_strings *to, const struct mm_strings *from);       /* TO is empty before */
/* Cuts TEXT at each SEPARATOR, blanks around the pieces dropped; an empty text gives no piece. False: memory. */
bool mm_strings_split(struct mm_strings *strings, const char *text, char separator);

char *mm_copy_text(const char *text, size_t length); /* terminated copy, owned by the caller; null: memory */

/* Edit distance of Damerau and Levenshtein (optimal string alignment), letters compared without case. */
size_t mm_edit_distance(const char *a, const char *b);
/* The candidate nearest to WORD, if near enough to suggest (distance ≤ 1 + length/4 and < length), else null. Borrows. */
const char *mm_nearest_name(const char *word, const char *const *candidates, size_t count);

#endif
