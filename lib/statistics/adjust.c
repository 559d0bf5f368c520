/* SPDX-License-Identifier: GPL-3.0-or-later */
/* p-values adjusted for their number. */
#include "statistics/adjust.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

const char *mm_adjustment_name(enum mm_adjustment adjustment) {
    static const char *const names[] = {"holm", "bonferroni", "hochberg", "bh", "by", "none"};
    return names[adjustment];
}

struct ranked {
    double p;
    size_t family, index;
};

static int compare(const void *left, const void *right) {
    const struct ranked *a = left, *b = right;
    if (a->family != b->family) return a->family < b->family ? -1 : 1;
    return a->p < b->p ? -1 : a->p > b->p;
}

/* What the value of rank I, from 1, of N is multiplied by. */
static double factor(enum mm_adjustment adjustment, double i, double n, double harmonic) {
    switch (adjustment) {
    case MM_ADJUST_HOLM:
    case MM_ADJUST_HOCHBERG:
        return n - i + 1;
    case MM_ADJUST_BONFERRONI:
        return n;
    case MM_ADJUST_BH:
        return n / i;
    case MM_ADJUST_BY:
        return harmonic * n / i;
    default:
        return 1;
    }
}

/* Holm steps down from the smallest value and never falls, hochberg, bh and by step up from the largest and never
 * rise; for the others every value stands alone, and either way gives the same. */
static void step(const struct ranked *ranked, size_t n, enum mm_adjustment adjustment, double *adjusted) {
    bool down = adjustment == MM_ADJUST_HOLM;
    double bound = down ? 0 : 1, harmonic = 0;
    for (size_t k = n; k > 0; k--) harmonic += 1 / (double)k;
    for (size_t k = 0; k < n; k++) {
        size_t i = down ? k : n - 1 - k;
        double value = fmin(1, factor(adjustment, (double)(i + 1), (double)n, harmonic) * ranked[i].p);
        bound = down ? fmax(bound, value) : fmin(bound, value);
        adjusted[ranked[i].index] = bound;
    }
}

enum mm_status mm_adjust(const double *p, const size_t *families, size_t count, enum mm_adjustment adjustment,
                         double *adjusted, struct mm_detail *detail) {
    size_t n = 0;
    for (size_t i = 0; i < count; i++) {
        if (isnan(p[i]) || (p[i] >= 0 && p[i] <= 1)) continue;
        if (detail != NULL) *detail = (struct mm_detail){i, p[i]};
        return MM_DOMAIN;
    }
    struct ranked *ranked = mm_new(count, sizeof *ranked);
    if (ranked == NULL) return MM_MEMORY;
    for (size_t i = 0; i < count; i++) {
        adjusted[i] = p[i];
        if (!isnan(p[i])) ranked[n++] = (struct ranked){p[i], families != NULL ? families[i] : 0, i};
    }
    qsort(ranked, n, sizeof *ranked, compare);
    for (size_t start = 0, end; start < n; start = end) {
        for (end = start; end < n && ranked[end].family == ranked[start].family;) end++;
        step(ranked + start, end - start, adjustment, adjusted);
    }
    free(ranked);
    return MM_OK;
}
