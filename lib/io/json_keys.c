/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of an object in order, with a hash table beside them. */
#include "io/json_keys.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

void mm_json_keys_free(struct mm_json_keys *keys) {
    mm_strings_free(&keys->names);
    free(keys->slots);
    *keys = (struct mm_json_keys){0};
}

/* FNV-1a (Fowler, Noll, Vo), 64 bits. */
static uint64_t hash(const char *text, size_t length) {
    uint64_t value = 0xcbf29ce484222325;
    for (size_t i = 0; i < length; i++) value = (value ^ (unsigned char)text[i]) * 0x100000001b3;
    return value;
}

/* The slot that holds the key, or the free one where it would go. There is always a free one. */
static size_t find_slot(const struct mm_json_keys *keys, const char *text, size_t length) {
    size_t slot = (size_t)hash(text, length) & (keys->slot_count - 1);
    for (;; slot = (slot + 1) & (keys->slot_count - 1)) {
        if (keys->slots[slot] == 0) return slot;
        const char *name = keys->names.items[keys->slots[slot] - 1];
        if (strlen(name) == length && memcmp(name, text, length) == 0) return slot;
    }
}

size_t mm_json_keys_find(const struct mm_json_keys *keys, const char *text, size_t length) {
    if (keys->slot_count == 0) return keys->names.count;
    size_t slot = keys->slots[find_slot(keys, text, length)];
    return slot > 0 ? slot - 1 : keys->names.count;
}

/* Twice the slots, a power of two, at most half of which are used. */
static bool enlarge(struct mm_json_keys *keys) {
    size_t count = keys->slot_count > 0 ? keys->slot_count * 2 : 16;
    size_t *slots = mm_new_zero(count, sizeof *slots);
    if (slots == NULL) return false;
    free(keys->slots);
    keys->slots = slots;
    keys->slot_count = count;
    for (size_t i = 0; i < keys->names.count; i++) {
        const char *name = keys->names.items[i];
        slots[find_slot(keys, name, strlen(name))] = i + 1;
    }
    return true;
}

bool mm_json_keys_add(struct mm_json_keys *keys, const char *text, size_t length) {
    if (keys->names.count >= keys->slot_count / 2 && !enlarge(keys)) return false;
    size_t slot = find_slot(keys, text, length);
    if (!mm_strings_add(&keys->names, text, length)) return false;
    keys->slots[slot] = keys->names.count;
    return true;
}
