/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A heap of the best so far, the worst of them on top. */
#include "numeric/largest.h"

#include <stdlib.h>

#include "base/memory.h"

enum mm_status mm_largest_new(struct mm_largest *largest, size_t k, bool least) {
    *largest = (struct mm_largest){.k = k, .least = least};
    largest->items = mm_new(k, sizeof *largest->items);
    return largest->items == NULL ? MM_MEMORY : MM_OK;
}

void mm_largest_free(struct mm_largest *largest) {
    free(largest->items);
    largest->items = NULL;
}

void mm_largest_clear(struct mm_largest *largest) {
    largest->count = 0;
}

static bool is_better(const struct mm_largest *largest, const struct mm_largest_item *a,
                      const struct mm_largest_item *b) {
    if (a->value != b->value) return largest->least ? a->value < b->value : a->value > b->value;
    return a->index < b->index;
}

/* Puts ITEM into the hole at PLACE of the heap of COUNT items, or below it. */
static void sink(struct mm_largest *largest, size_t count, size_t place, struct mm_largest_item item) {
    struct mm_largest_item *items = largest->items;
    for (size_t child; (child = 2 * place + 1) < count; place = child) {
        if (child + 1 < count && is_better(largest, &items[child], &items[child + 1])) child++;
        if (!is_better(largest, &item, &items[child])) break;
        items[place] = items[child];
    }
    items[place] = item;
}

size_t mm_largest_add(struct mm_largest *largest, double value, size_t index) {
    struct mm_largest_item *items = largest->items, item = {value, index, largest->count};
    if (largest->count == largest->k) {
        if (largest->k == 0 || !is_better(largest, &item, &items[0])) return MM_LARGEST_NOT_KEPT;
        item.slot = items[0].slot;
        sink(largest, largest->count, 0, item);
        return item.slot;
    }
    size_t place = largest->count++;
    for (size_t parent; place > 0 && is_better(largest, &items[parent = (place - 1) / 2], &item); place = parent)
        items[place] = items[parent];
    items[place] = item;
    return item.slot;
}

void mm_largest_sort(struct mm_largest *largest) {
    for (size_t last = largest->count; last-- > 1;) {
        struct mm_largest_item worst = largest->items[0];
        sink(largest, last, 0, largest->items[last]);
        largest->items[last] = worst;
    }
}
