/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The k largest (or smallest) of numbers that come one by one, with their places. */
#ifndef MM_NUMERIC_LARGEST_H
#define MM_NUMERIC_LARGEST_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* i_1 = argmax x,  i_2 = argmax of the rest, …,  i_k
 *
 * Shapes: any number of values in, at most k kept; O(log k) for one that is kept, O(1) for others.
 * Conventions: ordered by value, among equal ones (-0 equals 0) by index, the first first; NaN must not come in. A kept
 * value sits in a slot (0 to k-1) as long as it is kept, so that the caller can keep more about it beside.
 * Errors: MM_MEMORY.
 * Source: Knuth, "The Art of Computer Programming", volume 3, section 5.2.3 (heaps). */
struct mm_largest_item {
    double value;
    size_t index, slot;
};

/* Owns. Starts with mm_largest_new. */
struct mm_largest {
    struct mm_largest_item *items; /* a heap with the one to go next on top; after mm_largest_sort in order */
    size_t k, count;
    bool least; /* the smallest instead */
};

#define MM_LARGEST_NOT_KEPT ((size_t)-1)

enum mm_status mm_largest_new(struct mm_largest *largest, size_t k, bool least);
void mm_largest_free(struct mm_largest *largest);
void mm_largest_clear(struct mm_largest *largest);
/* The slot that VALUE now has, or MM_LARGEST_NOT_KEPT. Indices may come in any order, each once. */
size_t mm_largest_add(struct mm_largest *largest, double value, size_t index);
/* Best first. No more may be added until mm_largest_clear. */
void mm_largest_sort(struct mm_largest *largest);

#endif
