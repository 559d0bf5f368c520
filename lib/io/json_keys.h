/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of an object in order, found again in constant time. */
#ifndef MM_IO_JSON_KEYS_H
#define MM_IO_JSON_KEYS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/text.h"

/* Owns its names. Starts as {0}. */
struct mm_json_keys {
    struct mm_strings names;
    size_t *slots; /* open addressing: index into names + 1, or 0 */
    size_t slot_count;
};

void mm_json_keys_free(struct mm_json_keys *keys);
/* The index of a key, or names.count. */
size_t mm_json_keys_find(const struct mm_json_keys *keys, const char *text, size_t length);
/* Appends a key that is not there yet; false: memory. */
bool mm_json_keys_add(struct mm_json_keys *keys, const char *text, size_t length);

#endif
