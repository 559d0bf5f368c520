/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ranks with ties shared, and the distributions of their sums. */
#include "statistics/midranks.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct item {
    double value;
    size_t index;
};

static int compare(const void *a, const void *b) {
    double x = ((const struct item *)a)->value, y = ((const struct item *)b)->value;
    return (x > y) - (x < y);
}

enum mm_status mm_double_midranks(const double *x, size_t n, uint32_t *ranks, double *ties) {
    struct item *items = mm_new(n, sizeof *items);
    if (items == NULL || n > UINT32_MAX / 2) {
        free(items);
        return MM_MEMORY;
    }
    for (size_t i = 0; i < n; i++) items[i] = (struct item){x[i], i};
    qsort(items, n, sizeof *items, compare);
    *ties = 0;
    for (size_t start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && items[end].value == items[start].value;) end++;
        /* Places start + 1 to end: twice their mean is the sum of the first and the last. */
        for (size_t i = start; i < end; i++) ranks[items[i].index] = (uint32_t)(start + 1 + end);
        double tied = (double)(end - start);
        *ties += tied * (tied * tied - 1);
    }
    free(items);
    return MM_OK;
}

/* How many choices of k ranks (k = 0: of any number) have each sum; *LAST is the largest sum that may occur. */
static double *count_sums(const uint32_t *ranks, size_t n, size_t k, size_t *last) {
    size_t total = 0, rows = k + 1, width, cells;
    for (size_t i = 0; i < n; i++) total += ranks[i];
    width = total + 1;
    if (!mm_multiply_sizes(rows, width, &cells)) return NULL;
    double *counts = mm_new_zero(cells, sizeof *counts);
    if (counts == NULL) return NULL;
    counts[0] = 1;
    size_t reached = 0; /* the sum of the ranks so far: beyond it there are zeros */
    for (size_t i = 0; i < n; i++) {
        size_t rank = ranks[i];
        reached += rank;
        /* Larger sizes and sums first, for each number joins a choice once. */
        for (size_t size = k == 0 ? 1 : (i + 1 < k ? i + 1 : k); size > 0; size--) {
            double *to = counts + (k == 0 ? 0 : size * width);
            const double *from = counts + (k == 0 ? 0 : (size - 1) * width);
            for (size_t s = reached + 1; s-- > rank;) to[s] += from[s - rank];
        }
    }
    if (k > 0) memmove(counts, counts + k * width, width * sizeof *counts);
    *last = total;
    return counts;
}

static void add_tails(const double *counts, size_t last, uint64_t s, struct mm_tails *tails) {
    double below = 0, above = 0, at = s <= last ? counts[s] : 0;
    for (size_t i = 0; i <= last && i < s; i++) below += counts[i];
    for (size_t i = last; i > s; i--) above += counts[i];
    double all = below + at + above;
    *tails = (struct mm_tails){(below + at) / all, (above + at) / all};
}

/* SIZE is k for choices, 0 for signs. Doubled ranks without ties are all even: half of the sums never occur. */
static enum mm_status find_tails(const uint32_t *ranks, size_t n, size_t size, uint64_t s, struct mm_tails *tails) {
    uint32_t odd = 0;
    size_t last;
    uint32_t *halved = mm_new(n, sizeof *halved);
    if (halved == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) odd |= ranks[i] & 1;
    for (size_t i = 0; i < n; i++) halved[i] = odd ? ranks[i] : ranks[i] / 2;
    double *counts = count_sums(halved, n, size, &last);
    free(halved);
    if (counts == NULL) return MM_MEMORY;
    add_tails(counts, last, odd ? s : s / 2, tails);
    free(counts);
    return MM_OK;
}

enum mm_status mm_sign_tails(const uint32_t *ranks, size_t n, uint64_t s, struct mm_tails *tails) {
    return find_tails(ranks, n, 0, s, tails);
}

enum mm_status mm_choice_tails(const uint32_t *ranks, size_t n, size_t k, uint64_t s, struct mm_tails *tails) {
    return find_tails(ranks, n, k, s, tails);
}

static enum mm_status find_quantile(size_t n, size_t size, double p, uint64_t *s) {
    size_t last;
    uint32_t *ranks = mm_new(n, sizeof *ranks);
    if (ranks == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) ranks[i] = (uint32_t)(i + 1);
    double *counts = count_sums(ranks, n, size, &last);
    free(ranks);
    if (counts == NULL) return MM_MEMORY;
    double all = 0, below = 0;
    for (size_t i = 0; i <= last; i++) all += counts[i];
    for (*s = 0; *s < last; ++*s) {
        below += counts[*s];
        if (below >= p * all) break;
    }
    free(counts);
    return MM_OK;
}

enum mm_status mm_sign_quantile(size_t n, double p, uint64_t *s) {
    return find_quantile(n, 0, p, s);
}

enum mm_status mm_choice_quantile(size_t n, size_t k, double p, uint64_t *s) {
    return find_quantile(n, k, p, s);
}
