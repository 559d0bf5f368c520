/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calibration of predictions before and after the temperature that fits best. */
#ifndef MM_PROBABILITY_RECALIBRATION_H
#define MM_PROBABILITY_RECALIBRATION_H

#include "probability/calibration.h"

/* Predictions as they are and, with FIT, kept as logits (of probabilities their logarithms) until a temperature can be
 * found for all of them.
 *
 * Shapes, conventions, units, sources: calibration.h, temperature.h. Starts as {.bins, .binning, .fit}; owns what it
 * holds. Errors: those of mm_score_prediction, mm_score_confidence and mm_fit_temperature (detail->index counts
 * predictions). */
struct mm_recalibration {
    size_t bins;
    enum mm_binning binning;
    bool fit;
    struct mm_calibration *calibration; /* made at the first prediction */
    double *work, *logits;
    size_t *targets;
    size_t n, classes, logit_capacity, target_capacity;
};

enum mm_status mm_recalibration_add(struct mm_recalibration *state, enum mm_form form, const double *x, size_t n,
                                    size_t target, struct mm_detail *detail);
enum mm_status mm_recalibration_add_pair(struct mm_recalibration *state, double confidence, double correct,
                                         struct mm_detail *detail);

struct mm_recalibrated {
    struct mm_calibration_result before, after; /* `after` and the temperature only with FIT */
    double temperature;
    struct mm_calibration_bin *bins; /* those of the last result that hold predictions; the caller frees them */
    size_t count;
};
enum mm_status mm_recalibration_finish(struct mm_recalibration *state, size_t threads, struct mm_recalibrated *result,
                                       struct mm_detail *detail);
void mm_recalibration_free(struct mm_recalibration *state);

/* The numbers of a result under their names, with FIT also those after it; returns how many. */
struct mm_named_value {
    const char *name;
    double value;
};
enum { MM_RECALIBRATED_VALUES = 12 };
size_t mm_recalibrated_values(const struct mm_recalibrated *result, bool fit,
                              struct mm_named_value values[MM_RECALIBRATED_VALUES]);

#endif
