/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resamples of a column with few distinct values, by how often each is drawn. */
#include "statistics/bootstrap_tally.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "probability/draw.h"

/* The values of one stratum met so far, in order. */
struct kinds {
    size_t count;
    double values[MM_BOOTSTRAP_TALLY_KINDS], counts[MM_BOOTSTRAP_TALLY_KINDS];
};

/* False: too many. */
static bool add(struct kinds *kinds, double value) {
    size_t low = 0, high = kinds->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (kinds->values[middle] < value)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < kinds->count && kinds->values[low] == value) {
        kinds->counts[low]++;
        return true;
    }
    if (kinds->count == MM_BOOTSTRAP_TALLY_KINDS) return false;
    memmove(kinds->values + low + 1, kinds->values + low, (kinds->count - low) * sizeof *kinds->values);
    memmove(kinds->counts + low + 1, kinds->counts + low, (kinds->count - low) * sizeof *kinds->counts);
    kinds->values[low] = value;
    kinds->counts[low] = 1;
    kinds->count++;
    return true;
}

/* Adds the stratum; false: it has too many values, or they are too rare. */
static bool add_stratum(struct mm_bootstrap_tally *tally, const double *values, size_t items) {
    struct kinds kinds = {.count = 0};
    for (size_t i = 0; i < items; i++)
        if (!add(&kinds, values[i])) return false;
    if (items / MM_BOOTSTRAP_TALLY_TIMES < kinds.count) return false;
    size_t first = tally->start[tally->strata++];
    memcpy(tally->values + first, kinds.values, kinds.count * sizeof *kinds.values);
    memcpy(tally->counts + first, kinds.counts, kinds.count * sizeof *kinds.counts);
    tally->start[tally->strata] = first + kinds.count;
    return true;
}

enum mm_status mm_bootstrap_tally_make(struct mm_bootstrap_tally *tally, const struct mm_bootstrap_design *design,
                                       const double *values) {
    /* No stratum that is taken has more values than this. */
    size_t most = design->items / MM_BOOTSTRAP_TALLY_TIMES;
    *tally = (struct mm_bootstrap_tally){0};
    if (design->unit_start != NULL || most < design->strata) return MM_OK;
    tally->start = mm_new(design->strata + 1, sizeof *tally->start);
    tally->values = mm_new_doubles(1, most);
    tally->counts = mm_new_doubles(1, most);
    if (tally->start == NULL || tally->values == NULL || tally->counts == NULL) {
        mm_bootstrap_tally_free(tally);
        return MM_MEMORY;
    }
    tally->start[0] = 0;
    for (size_t s = 0; s < design->strata; s++) {
        size_t first = design->stratum_start[s];
        if (add_stratum(tally, values + first, design->stratum_start[s + 1] - first)) continue;
        mm_bootstrap_tally_free(tally);
        break;
    }
    return MM_OK;
}

void mm_bootstrap_tally_free(struct mm_bootstrap_tally *tally) {
    free(tally->start);
    free(tally->values);
    free(tally->counts);
    *tally = (struct mm_bootstrap_tally){0};
}

double mm_bootstrap_tally_draw(const struct mm_bootstrap_tally *tally, struct mm_stream *stream) {
    double sum = 0;
    for (size_t s = 0; s < tally->strata; s++) {
        size_t first = tally->start[s], last = tally->start[s + 1] - 1;
        double items = 0;
        for (size_t k = first; k <= last; k++) items += tally->counts[k];
        double draws = items;
        for (size_t k = first; k < last; k++) {
            double drawn = mm_draw_binomial(draws, tally->counts[k] / items, stream);
            sum += drawn * tally->values[k];
            draws -= drawn;
            items -= tally->counts[k];
        }
        sum += draws * tally->values[last];
    }
    return sum;
}
