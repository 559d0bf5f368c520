/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Allocation that treats an overflowing size like missing memory. */
#include "base/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ALIGNMENT = 64, FIRST_CAPACITY = 16 };

bool mm_multiply_sizes(size_t a, size_t b, size_t *product) {
    return !__builtin_mul_overflow(a, b, product);
}

/* Asks for large pages under a large block: faulting it in page by page costs as much as a pass of arithmetic. */
static void advise(void *block, size_t bytes) {
#ifdef MADV_HUGEPAGE
    const size_t large = (size_t)4 << 20;
    if (block == NULL || bytes < large) return;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE), start = ((uintptr_t)block + page - 1) / page * page;
    uintptr_t end = ((uintptr_t)block + bytes) / page * page;
    madvise((void *)start, end - start, MADV_HUGEPAGE); /* only advice: a refusal changes nothing */
#else
    (void)block;
    (void)bytes;
#endif
}

void *mm_new(size_t count, size_t size) {
    size_t bytes;
    if (!mm_multiply_sizes(count, size, &bytes)) return NULL;
    return malloc(bytes > 0 ? bytes : 1);
}

void *mm_new_zero(size_t count, size_t size) {
    size_t bytes;
    if (!mm_multiply_sizes(count, size, &bytes)) return NULL;
    return calloc(bytes > 0 ? bytes : 1, 1);
}

double *mm_new_doubles(size_t rows, size_t columns) {
    size_t count, bytes;
    if (!mm_multiply_sizes(rows, columns, &count) || !mm_multiply_sizes(count, sizeof(double), &bytes)) return NULL;
    if (bytes > SIZE_MAX - ALIGNMENT) return NULL;
    /* aligned_alloc wants a multiple of the alignment. */
    size_t rounded = bytes == 0 ? ALIGNMENT : (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    double *block = aligned_alloc(ALIGNMENT, rounded);
    advise(block, rounded);
    return block;
}

void *mm_resize(void *block, size_t count, size_t size) {
    size_t bytes;
    if (!mm_multiply_sizes(count, size, &bytes)) return NULL;
    void *resized = realloc(block, bytes > 0 ? bytes : 1);
    advise(resized, bytes);
    return resized;
}

bool mm_grow(void *items, size_t *capacity, size_t count, size_t extra, size_t size) {
    if (extra > SIZE_MAX - count) return false;
    size_t needed = count + extra;
    if (needed <= *capacity) return true;
    size_t larger = *capacity > SIZE_MAX / 2 ? needed : *capacity * 2;
    if (larger < needed) larger = needed;
    if (larger < FIRST_CAPACITY) larger = FIRST_CAPACITY;
    /* ITEMS points to a pointer of the caller's own type, which only a copy of its bytes reads without aliasing. */
    void *old;
    memcpy(&old, items, sizeof old);
    void *grown = mm_resize(old, larger, size);
    if (!grown) return false;
    memcpy(items, &grown, sizeof grown);
    *capacity = larger;
    return true;
}
