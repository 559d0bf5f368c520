/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers for groups of rows: an open-addressing hash table over the joined key cells. */
#include "data/groups.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct mm_groups {
    size_t key_columns;
    struct mm_span *cells; /* count × key_columns, each text owned */
    size_t count, cell_capacity;
    size_t *slots;     /* number + 1; 0: free */
    size_t slot_count; /* a power of two */
    size_t last;       /* consecutive rows often share a group: tried before the table */
};

struct mm_groups *mm_groups_new(size_t key_columns) {
    struct mm_groups *groups = mm_new_zero(1, sizeof *groups);
    if (groups == NULL) return NULL;
    groups->key_columns = key_columns;
    groups->slot_count = 64;
    groups->slots = mm_new_zero(groups->slot_count, sizeof *groups->slots);
    if (groups->slots == NULL) {
        free(groups);
        return NULL;
    }
    return groups;
}

void mm_groups_free(struct mm_groups *groups) {
    if (groups == NULL) return;
    for (size_t i = 0; i < groups->count * groups->key_columns; i++) free((char *)(uintptr_t)groups->cells[i].text);
    free(groups->cells);
    free(groups->slots);
    free(groups);
}

/* FNV-1a; the length goes in so that ("ab","c") and ("a","bc") differ. */
static uint64_t hash_cells(const struct mm_span *cells, size_t count) {
    uint64_t hash = 14695981039346656037u;
    for (size_t j = 0; j < count; j++) {
        for (size_t i = 0; i < cells[j].length; i++) hash = (hash ^ (unsigned char)cells[j].text[i]) * 1099511628211u;
        hash = (hash ^ cells[j].length) * 1099511628211u;
    }
    return hash;
}

static bool same_cells(const struct mm_groups *groups, size_t number, const struct mm_span *cells) {
    const struct mm_span *key = mm_groups_key(groups, number);
    for (size_t j = 0; j < groups->key_columns; j++)
        if (!mm_span_equal(key[j], cells[j])) return false;
    return true;
}

static bool rehash(struct mm_groups *groups) {
    size_t slot_count = 2 * groups->slot_count;
    size_t *slots = mm_new_zero(slot_count, sizeof *slots);
    if (slots == NULL) return false;
    for (size_t number = 0; number < groups->count; number++) {
        size_t slot = hash_cells(mm_groups_key(groups, number), groups->key_columns) & (slot_count - 1);
        while (slots[slot] != 0) slot = (slot + 1) & (slot_count - 1);
        slots[slot] = number + 1;
    }
    free(groups->slots);
    groups->slots = slots;
    groups->slot_count = slot_count;
    return true;
}

static bool append(struct mm_groups *groups, const struct mm_span *cells) {
    size_t width = groups->key_columns, used = groups->count * width;
    if (!mm_grow(&groups->cells, &groups->cell_capacity, used, width, sizeof *groups->cells)) return false;
    for (size_t j = 0; j < width; j++) {
        char *copy = mm_copy_text(cells[j].text, cells[j].length);
        if (copy == NULL) {
            while (j-- > 0) free((char *)(uintptr_t)groups->cells[used + j].text);
            return false;
        }
        groups->cells[used + j] = (struct mm_span){copy, cells[j].length};
    }
    groups->count++;
    return true;
}

bool mm_groups_find(struct mm_groups *groups, const struct mm_span *cells, size_t *number) {
    if (groups->last < groups->count && same_cells(groups, groups->last, cells)) {
        *number = groups->last;
        return true;
    }
    if (2 * (groups->count + 1) > groups->slot_count && !rehash(groups)) return false;
    size_t slot = hash_cells(cells, groups->key_columns) & (groups->slot_count - 1);
    while (groups->slots[slot] != 0 && !same_cells(groups, groups->slots[slot] - 1, cells))
        slot = (slot + 1) & (groups->slot_count - 1);
    if (groups->slots[slot] == 0) {
        if (!append(groups, cells)) return false;
        groups->slots[slot] = groups->count;
    }
    *number = groups->last = groups->slots[slot] - 1;
    return true;
}

size_t mm_groups_count(const struct mm_groups *groups) {
    return groups->count;
}

const struct mm_span *mm_groups_key(const struct mm_groups *groups, size_t number) {
    return groups->cells + number * groups->key_columns;
}
