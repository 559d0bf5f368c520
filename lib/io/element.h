/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The element types of binary arrays, and their values as doubles and as text. */
#ifndef MM_IO_ELEMENT_H
#define MM_IO_ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/number.h"

enum mm_element { /* those with NaN first */
                  MM_ELEMENT_F16,
                  MM_ELEMENT_BF16,
                  MM_ELEMENT_F32,
                  MM_ELEMENT_F64,
                  MM_ELEMENT_I8,
                  MM_ELEMENT_I16,
                  MM_ELEMENT_I32,
                  MM_ELEMENT_I64,
                  MM_ELEMENT_U8,
                  MM_ELEMENT_U16,
                  MM_ELEMENT_U32,
                  MM_ELEMENT_U64,
                  MM_ELEMENT_BOOL, /* a byte; any but 0 is true */
                  MM_ELEMENT_COUNT
};

size_t mm_element_width(enum mm_element element); /* in bytes */
bool mm_element_has_nan(enum mm_element element);

/* The type that NPY writes as KIND and WIDTH ('f', 4), and the one that safetensors calls NAME ("BF16"). False: none.
 */
bool mm_element_of_npy(char kind, size_t width, enum mm_element *element);
bool mm_element_of_safetensors(const char *name, enum mm_element *element);

/* COUNT elements that lie STRIDE bytes apart from FROM, of the given byte order, as doubles STEP apart in TO.
 * Half and single precision are exact; 64-bit integers are rounded to nearest. */
void mm_element_numbers(enum mm_element element, bool big_endian, const unsigned char *from, size_t stride, double *to,
                        size_t step, size_t count);

/* Whether a double holds each of these elements exactly; if not, *INDEX is the first that none does. */
bool mm_element_exact(enum mm_element element, bool big_endian, const unsigned char *from, size_t stride, size_t count,
                      size_t *index);

/* One element as the shortest text that reads back to it, into BUFFER (MM_NUMBER_TEXT bytes); integers in full. Returns
 * the length, 0 for NaN. */
size_t mm_element_text(enum mm_element element, bool big_endian, const unsigned char *from, char *buffer);

#endif
