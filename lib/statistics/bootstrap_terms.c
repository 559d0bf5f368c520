/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Row terms of an expression laid out so that a resample of all of them is one walk over the units drawn. */
#include "statistics/bootstrap_terms.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"

/* One of the sums: of the numbers of an operand less its centre, or of their squares. */
struct lane {
    size_t operand;
    double centre;
    bool square;
};

struct range {
    double least, most, magnitude;
};

static struct range range_of(const double *values, size_t n) {
    struct range range = {values[0], values[0], 0};
    for (size_t i = 0; i < n; i++) {
        range.least = fmin(range.least, values[i]);
        range.most = fmax(range.most, values[i]);
        range.magnitude += fabs(values[i]) / (double)n;
    }
    return range;
}

/* Sums must not overflow, nor squares vanish. */
static bool in_range(const struct mm_bootstrap_reduction *reduction, const struct range *range) {
    const double largest = 0x1p+900, largest_root = 0x1p+400, least_root = 0x1p-400;
    double reach = fmax(fabs(range->least), fabs(range->most)), spread = range->most - range->least;
    if (reduction->function != MM_FN_SD_ROWS) return reach < largest;
    return reach < largest_root && (spread == 0 || spread > least_root);
}

static size_t find_lane(struct lane *lanes, size_t *count, struct lane wanted) {
    for (size_t i = 0; i < *count; i++)
        if (lanes[i].operand == wanted.operand && lanes[i].centre == wanted.centre && lanes[i].square == wanted.square)
            return i;
    lanes[*count] = wanted;
    return (*count)++;
}

/* What each reduction sums. A mean or sd of numbers with leading digits in common takes the least of them off. */
static bool choose_lanes(struct mm_bootstrap_expressed *expressed, const double *values, size_t n, struct lane *lanes,
                         size_t *count) {
    for (size_t r = 0; r < expressed->reduction_count; r++) {
        struct mm_bootstrap_reduction *reduction = &expressed->reductions[r];
        struct range range = range_of(values + reduction->term * n, n);
        double reach = fmax(fabs(range.least), fabs(range.most));
        bool sum = reduction->function == MM_FN_SUM_ROWS;
        if (!in_range(reduction, &range)) return false;
        reduction->magnitude = range.magnitude;
        reduction->centre = !sum && reach > 4 * (range.most - range.least) ? range.least : 0;
        struct lane lane = {reduction->term, reduction->centre, false};
        reduction->term = find_lane(lanes, count, lane);
        lane.square = true;
        if (reduction->function == MM_FN_SD_ROWS) reduction->square = find_lane(lanes, count, lane);
    }
    return true;
}

static void fill_terms(struct mm_bootstrap_expressed *expressed, const struct mm_bootstrap_design *design,
                       const double *values, const struct lane *lanes, size_t count) {
    for (size_t i = 0; i < design->items; i++) {
        size_t from = design->order != NULL ? design->order[i] : i;
        double *to = expressed->terms + i * expressed->width;
        for (size_t j = 0; j < expressed->width; j++) {
            double x = j < count ? values[lanes[j].operand * design->items + from] - lanes[j].centre : 0;
            to[j] = j < count && lanes[j].square ? x * x : x;
        }
    }
}

static bool add_unit_terms(struct mm_bootstrap_expressed *expressed, const struct mm_bootstrap_design *design) {
    size_t width = expressed->width;
    expressed->unit_terms = expressed->terms;
    if (design->unit_start == NULL) return true;
    expressed->unit_terms = mm_new_doubles(design->units, width);
    if (expressed->unit_terms == NULL) return false;
    for (size_t u = 0; u < design->units; u++)
        for (size_t j = 0; j < width; j++) {
            double sum = 0;
            for (size_t i = design->unit_start[u]; i < design->unit_start[u + 1]; i++)
                sum += expressed->terms[i * width + j];
            expressed->unit_terms[u * width + j] = sum;
        }
    return true;
}

enum mm_status mm_bootstrap_sum_terms(struct mm_bootstrap_expressed *expressed,
                                      const struct mm_bootstrap_design *design, const double *values, bool *ready) {
    size_t count = 0, most = 2 * expressed->reduction_count;
    struct lane *lanes = mm_new(most, sizeof *lanes);
    if (lanes == NULL) return MM_MEMORY;
    *ready = choose_lanes(expressed, values, design->items, lanes, &count);
    if (*ready) {
        expressed->width = count <= 2 ? (count == 2 ? 2 : 1) : (count + 3) / 4 * 4;
        expressed->terms = mm_new_doubles(design->items, expressed->width);
        if (expressed->terms != NULL) fill_terms(expressed, design, values, lanes, count);
    }
    free(lanes);
    if (!*ready) return MM_OK;
    return expressed->terms != NULL && add_unit_terms(expressed, design) ? MM_OK : MM_MEMORY;
}
