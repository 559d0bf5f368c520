/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How well confidences agree with what came true. */
#ifndef MM_PROBABILITY_CALIBRATION_H
#define MM_PROBABILITY_CALIBRATION_H

#include <stdbool.h>

#include "probability/form.h"

/* What one prediction adds to the sums below. */
struct mm_score {
    double confidence;
    bool correct;
    double brier, log_loss;
};

/* ECE = Σ_m (n_m/n) |acc_m - conf_m|,   MCE = max_m |acc_m - conf_m|
 * Brier = mean Σ_k (p_k - [k = t])²  (two columns: mean (c - y)²),   log loss = mean -log p_t (mean -log(y ? c : 1 - c))
 *
 * Shapes: a prediction is n probabilities (or weights, or logits) with the class t that came true, or a confidence c
 * with y, whether it was right. Bins m = 1…M hold the confidences in (low, high]; conf_m and acc_m are means over bin m.
 * Conventions: the confidence of n probabilities is the largest, right if t is the first class that has it. Edges of
 * WIDTH are m/M; of MASS the type 7 quantiles of the confidences, so that equal ones share a bin whatever their order,
 * and quantiles that coincide make one bin. The first bin takes in its lower edge. Bins of no prediction do not count.
 * Brier of two classes as n = 2 is twice that of c and y. Sums are exact: the same bits for any order of rows.
 * Units: of a probability; log loss in nats.
 * Errors: those of mm_form_probabilities; mm_score_confidence MM_DOMAIN for c outside [0, 1] (detail->index 0) or y
 * other than 0 and 1 (1); mm_calibration_finish MM_TOO_FEW without predictions.
 * Source: Naeini, Cooper, Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning", AAAI 2015; Guo,
 * Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML 2017; Brier, "Verification of forecasts
 * expressed in terms of probability", 1950. */
enum mm_status mm_score_prediction(enum mm_form form, const double *x, size_t n, size_t target, double *work,
                                   struct mm_score *score, struct mm_detail *detail);
enum mm_status mm_score_confidence(double confidence, double correct, struct mm_score *score, struct mm_detail *detail);

enum mm_binning { MM_BIN_WIDTH, MM_BIN_MASS };
#define MM_BINNINGS "width|mass"

struct mm_calibration_bin {
    double low, high;
    size_t n;
    double confidence, accuracy, gap; /* gap = accuracy - confidence: below 0 is too sure */
};

struct mm_calibration_result {
    size_t n;
    double accuracy, confidence; /* means */
    double ece, mce, brier, log_loss;
};

struct mm_calibration; /* opaque: constant size for WIDTH; MASS keeps a number for each prediction */

struct mm_calibration *mm_calibration_new(size_t bins, enum mm_binning binning); /* null: memory */
void mm_calibration_free(struct mm_calibration *calibration);
enum mm_status mm_calibration_add(struct mm_calibration *calibration, const struct mm_score *score); /* MM_MEMORY */
/* Result and bins that hold predictions (BINS has room for all; may be null, as may COUNT). Ends the adding. */
enum mm_status mm_calibration_finish(struct mm_calibration *calibration, struct mm_calibration_result *result,
                                     struct mm_calibration_bin *bins, size_t *count);

#endif
