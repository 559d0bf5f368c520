/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation with the overflow checks that sizes read from files need. */
#ifndef MM_BASE_MEMORY_H
#define MM_BASE_MEMORY_H

#include <stdbool.h>
#include <stddef.h>

/* Every function here returns null on overflow or when memory is out; the caller owns the result, frees with free(). */

/* COUNT items of SIZE bytes, uninitialised; never null for a zero product. */
void *mm_new(size_t count, size_t size);

/* The same, zeroed. */
void *mm_new_zero(size_t count, size_t size);

/* ROWS*COLUMNS doubles on a 64-byte boundary, uninitialised. */
double *mm_new_doubles(size_t rows, size_t columns);

/* BLOCK (or null) with room for COUNT items of SIZE bytes, its content kept; null, and BLOCK as it was, when that fails. */
void *mm_resize(void *block, size_t count, size_t size);

/* Grows *ITEMS (COUNT in use, *CAPACITY allocated, SIZE bytes each) so that EXTRA more fit; doubles. False: memory. */
bool mm_grow(void *items, size_t *capacity, size_t count, size_t extra, size_t size);

/* *PRODUCT = a*b; false on overflow. */
bool mm_multiply_sizes(size_t a, size_t b, size_t *product);

#endif
