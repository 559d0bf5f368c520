/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The nearest name to a misspelt one, by optimal string alignment. */
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"

/* Nobody mistypes a longer word; the bound keeps the quadratic cost small on names that came from a file. */
enum { LONGEST_WORD = 256 };

/* ASCII only, so that the answer is the same in every locale. */
static char lower(char letter) {
    return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static size_t smaller(size_t a, size_t b) {
    return a < b ? a : b;
}

size_t mm_edit_distance(const char *a, const char *b) {
    size_t rows = strlen(a), columns = strlen(b);
    size_t *memory = columns < (size_t)-1 ? mm_new(columns + 1, 3 * sizeof *memory) : NULL;
    if (!memory) return rows > columns ? rows : columns; /* an upper bound: no suggestion */
    /* Three rows of the table: a transposition looks back over two. */
    size_t *before = memory, *previous = before + columns + 1, *current = previous + columns + 1;
    for (size_t j = 0; j <= columns; j++) previous[j] = j;
    for (size_t i = 1; i <= rows; i++) {
        current[0] = i;
        for (size_t j = 1; j <= columns; j++) {
            char x = lower(a[i - 1]), y = lower(b[j - 1]);
            size_t best = smaller(previous[j] + 1, current[j - 1] + 1);
            best = smaller(best, previous[j - 1] + (x != y));
            if (i > 1 && j > 1 && x == lower(b[j - 2]) && y == lower(a[i - 2])) best = smaller(best, before[j - 2] + 1);
            current[j] = best;
        }
        size_t *oldest = before;
        before = previous;
        previous = current;
        current = oldest;
    }
    size_t distance = previous[columns];
    free(memory);
    return distance;
}

const char *mm_nearest_name(const char *word, const char *const *candidates, size_t count) {
    size_t length = strlen(word);
    if (length == 0 || length > LONGEST_WORD) return NULL;
    size_t limit = 1 + length / 4;
    if (limit >= length) limit = length - 1; /* another word altogether is no misspelling: x for z */
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        size_t other = strlen(candidates[i]);
        if (other > length + limit || length > other + limit) continue; /* the distance is at least the difference */
        size_t distance = mm_edit_distance(word, candidates[i]);
        if (distance > limit || (nearest && distance == limit)) continue;
        nearest = candidates[i];
        if (distance == 0) break;
        limit = distance;
    }
    return nearest;
}
