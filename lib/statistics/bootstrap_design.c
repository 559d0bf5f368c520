/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strata and clusters turned into units to draw, and the drawing. */
#include "statistics/bootstrap_design.h"

#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

struct label {
    uint32_t stratum, cluster;
    size_t index;
};

static int compare_labels(const void *left, const void *right) {
    const struct label *a = left, *b = right;
    if (a->stratum != b->stratum) return a->stratum < b->stratum ? -1 : 1;
    if (a->cluster != b->cluster) return a->cluster < b->cluster ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Codes are any numbers, so sorting is what brings equal ones together; the index makes it stable. */
static struct label *sorted_labels(size_t items, const uint32_t *strata, const uint32_t *clusters) {
    struct label *labels = mm_new(items, sizeof *labels);
    if (labels == NULL) return NULL;
    for (size_t i = 0; i < items; i++)
        labels[i] = (struct label){strata != NULL ? strata[i] : 0, clusters != NULL ? clusters[i] : 0, i};
    qsort(labels, items, sizeof *labels, compare_labels);
    return labels;
}

static void mark_boundaries(struct mm_bootstrap_design *design, const struct label *labels) {
    for (size_t i = 0; i < design->items; i++) {
        bool new_stratum = i == 0 || labels[i].stratum != labels[i - 1].stratum;
        bool new_unit = new_stratum || design->unit_start == NULL || labels[i].cluster != labels[i - 1].cluster;
        design->order[i] = labels[i].index;
        if (new_stratum) design->stratum_start[design->strata++] = design->units;
        if (!new_unit) continue;
        if (design->unit_start != NULL) design->unit_start[design->units] = i;
        design->units++;
    }
    design->stratum_start[design->strata] = design->units;
    if (design->unit_start != NULL) design->unit_start[design->units] = design->items;
}

enum mm_status mm_bootstrap_design_make(struct mm_bootstrap_design *design, size_t items, const uint32_t *strata,
                                        const uint32_t *clusters) {
    *design = (struct mm_bootstrap_design){.items = items};
    if (items >= UINT32_MAX) return MM_MEMORY;
    bool plain = strata == NULL && clusters == NULL;
    design->stratum_start = mm_new(plain ? 2 : items + 1, sizeof *design->stratum_start);
    if (design->stratum_start == NULL) return MM_MEMORY;
    if (plain) {
        design->units = items;
        design->strata = 1;
        design->stratum_start[0] = 0;
        design->stratum_start[1] = items;
        return MM_OK;
    }
    struct label *labels = sorted_labels(items, strata, clusters);
    design->order = mm_new(items, sizeof *design->order);
    if (clusters != NULL) design->unit_start = mm_new(items + 1, sizeof *design->unit_start);
    if (labels == NULL || design->order == NULL || (clusters != NULL && design->unit_start == NULL)) {
        free(labels);
        mm_bootstrap_design_free(design);
        return MM_MEMORY;
    }
    mark_boundaries(design, labels);
    free(labels);
    return MM_OK;
}

void mm_bootstrap_design_free(struct mm_bootstrap_design *design) {
    free(design->order);
    free(design->stratum_start);
    free(design->unit_start);
    *design = (struct mm_bootstrap_design){0};
}

void mm_bootstrap_design_draw(const struct mm_bootstrap_design *design, struct mm_stream *stream, uint32_t *units) {
    for (size_t s = 0; s < design->strata; s++) {
        size_t first = design->stratum_start[s], end = design->stratum_start[s + 1];
        mm_stream_fill_below(stream, (uint32_t)(end - first), units + first, end - first);
        for (size_t i = first; first > 0 && i < end; i++) units[i] += (uint32_t)first;
    }
}

size_t mm_bootstrap_unit_size(const struct mm_bootstrap_design *design, size_t unit) {
    return design->unit_start != NULL ? design->unit_start[unit + 1] - design->unit_start[unit] : 1;
}

size_t mm_bootstrap_resample_size(const struct mm_bootstrap_design *design, const uint32_t *units) {
    if (design->unit_start == NULL) return design->units;
    size_t size = 0;
    for (size_t i = 0; i < design->units; i++) size += mm_bootstrap_unit_size(design, units[i]);
    return size;
}
