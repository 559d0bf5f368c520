/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well confidences agree with what came true. */
#include "probability/calibration.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "numeric/order.h"

struct bin {
    size_t n, correct;
    struct mm_exact confidence;
};

struct mm_calibration {
    size_t bins;
    enum mm_binning binning;
    size_t n, correct;
    struct mm_exact confidence, brier, log_loss;
    double *edges;    /* bins + 1 of them */
    struct bin *held; /* bins of them */
    /* MASS: the confidences, negative where the prediction was wrong, until the edges are known. -0 is a wrong 0. */
    double *kept;
    size_t capacity;
};

struct mm_calibration *mm_calibration_new(size_t bins, enum mm_binning binning) {
    struct mm_calibration *calibration = mm_new_zero(1, sizeof *calibration);
    if (calibration == NULL) return NULL;
    calibration->bins = bins;
    calibration->binning = binning;
    calibration->edges = mm_new_zero(bins + 1, sizeof *calibration->edges);
    calibration->held = mm_new_zero(bins, sizeof *calibration->held);
    if (calibration->edges == NULL || calibration->held == NULL) {
        mm_calibration_free(calibration);
        return NULL;
    }
    mm_exact_clear(&calibration->confidence);
    mm_exact_clear(&calibration->brier);
    mm_exact_clear(&calibration->log_loss);
    for (size_t m = 0; m < bins; m++) mm_exact_clear(&calibration->held[m].confidence);
    for (size_t m = 0; m <= bins; m++) calibration->edges[m] = (double)m / (double)bins;
    return calibration;
}

void mm_calibration_free(struct mm_calibration *calibration) {
    if (calibration == NULL) return;
    free(calibration->edges);
    free(calibration->held);
    free(calibration->kept);
    free(calibration);
}

/* The squared distance from the target's corner: 1 - p_t is the sum of the others, which does not cancel. */
static double brier(const double *p, size_t n, size_t target) {
    double squares = 0, others = 0;
    for (size_t k = 0; k < n; k++) {
        if (k == target) continue;
        squares += p[k] * p[k];
        others += p[k];
    }
    return squares + others * others;
}

enum mm_status mm_score_prediction(enum mm_form form, const double *x, size_t n, size_t target, double *work,
                                   struct mm_score *score, struct mm_detail *detail) {
    size_t first = 0;
    MM_TRY(mm_target_loss(form, x, n, target, &score->log_loss, detail));
    MM_TRY(mm_form_probabilities(form, x, n, work, detail));
    /* The order is that of the input: two logits may round to one probability. */
    for (size_t k = 1; k < n; k++)
        if (x[k] > x[first]) first = k;
    score->confidence = work[first];
    score->correct = first == target;
    score->brier = brier(work, n, target);
    return MM_OK;
}

enum mm_status mm_score_confidence(double confidence, double correct, struct mm_score *score,
                                   struct mm_detail *detail) {
    *detail = (struct mm_detail){0, confidence};
    if (!(confidence >= 0 && confidence <= 1)) return MM_DOMAIN;
    *detail = (struct mm_detail){1, correct};
    if (correct != 0 && correct != 1) return MM_DOMAIN;
    double missed = correct == 1 ? 1 - confidence : confidence;
    score->confidence = confidence;
    score->correct = correct == 1;
    score->brier = missed * missed;
    score->log_loss = correct == 1 ? 0 - mm_log1(confidence) : 0 - log1p(-confidence);
    return MM_OK;
}

/* The bin whose edges have CONFIDENCE in (low, high]: the first whose upper edge reaches it. */
static size_t find_bin(const struct mm_calibration *calibration, double confidence) {
    size_t low = 0, high = calibration->bins - 1;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (calibration->edges[middle + 1] >= confidence)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

static void put(struct mm_calibration *calibration, double confidence, bool correct) {
    struct bin *bin = &calibration->held[find_bin(calibration, confidence)];
    bin->n++;
    bin->correct += correct;
    mm_exact_add(&bin->confidence, confidence);
}

enum mm_status mm_calibration_add(struct mm_calibration *calibration, const struct mm_score *score) {
    if (calibration->binning == MM_BIN_WIDTH) {
        put(calibration, score->confidence, score->correct);
    } else {
        if (!mm_grow(&calibration->kept, &calibration->capacity, calibration->n, 1, sizeof *calibration->kept))
            return MM_MEMORY;
        calibration->kept[calibration->n] = score->correct ? score->confidence : -score->confidence;
    }
    calibration->n++;
    calibration->correct += score->correct;
    mm_exact_add(&calibration->confidence, score->confidence);
    mm_exact_add(&calibration->brier, score->brier);
    mm_exact_add(&calibration->log_loss, score->log_loss);
    return MM_OK;
}

/* Edges at the quantiles of what was kept, and what was kept into its bins. */
static enum mm_status spread(struct mm_calibration *calibration) {
    size_t n = calibration->n, bins = calibration->bins;
    double *sorted = mm_new(n, sizeof *sorted);
    if (sorted == NULL) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) sorted[i] = fabs(calibration->kept[i]);
    mm_sort_doubles(sorted, n);
    for (size_t m = 0; m <= bins; m++)
        (void)mm_quantile_sorted(sorted, n, (double)m / (double)bins, 7, &calibration->edges[m]);
    free(sorted);
    for (size_t i = 0; i < n; i++) put(calibration, fabs(calibration->kept[i]), !signbit(calibration->kept[i]));
    return MM_OK;
}

static struct mm_calibration_bin describe(const struct mm_calibration *calibration, size_t m) {
    const struct bin *bin = &calibration->held[m];
    struct mm_calibration_bin result = {.low = calibration->edges[m], .high = calibration->edges[m + 1], .n = bin->n};
    struct mm_exact gap = bin->confidence;
    result.confidence = mm_exact_divide(&bin->confidence, bin->n);
    result.accuracy = (double)bin->correct / (double)bin->n;
    /* The difference of the sums is rounded once: a perfect bin has a gap of 0. */
    mm_exact_add(&gap, -(double)bin->correct);
    result.gap = 0 - mm_exact_divide(&gap, bin->n);
    return result;
}

enum mm_status mm_calibration_finish(struct mm_calibration *calibration, struct mm_calibration_result *result,
                                     struct mm_calibration_bin *bins, size_t *count) {
    size_t n = calibration->n, filled = 0;
    struct mm_exact error;
    if (n == 0) return MM_TOO_FEW;
    if (calibration->binning == MM_BIN_MASS) MM_TRY(spread(calibration));
    *result = (struct mm_calibration_result){.n = n,
                                             .accuracy = (double)calibration->correct / (double)n,
                                             .confidence = mm_exact_divide(&calibration->confidence, n),
                                             .brier = mm_exact_divide(&calibration->brier, n),
                                             .log_loss = mm_exact_divide(&calibration->log_loss, n)};
    mm_exact_clear(&error);
    for (size_t m = 0; m < calibration->bins; m++) {
        if (calibration->held[m].n == 0) continue;
        const struct mm_calibration_bin bin = describe(calibration, m);
        mm_exact_add_product(&error, (double)bin.n, fabs(bin.gap));
        result->mce = fmax(result->mce, fabs(bin.gap));
        if (bins != NULL) bins[filled] = bin;
        filled++;
    }
    result->ece = mm_exact_divide(&error, n);
    if (count != NULL) *count = filled;
    return MM_OK;
}
