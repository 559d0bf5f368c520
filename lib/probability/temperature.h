/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The temperature that makes logits fit what came true best. */
#ifndef MM_PROBABILITY_TEMPERATURE_H
#define MM_PROBABILITY_TEMPERATURE_H

#include "base/status.h"

/* T = arg min Σ_i [log Σ_k exp(x_ik/T) - x_it/T]
 *
 * Shapes: ROWS vectors of n logits, row after row, and their targets; one T > 0.
 * Conventions: with β = 1/T the loss is convex, and its slope Σ_i (E_β[x_i] - x_it) rises with β: Newton's method on
 * log T, held inside a bracket of the slope's sign change, which every step narrows. Logits of -inf have no mass at any
 * temperature. Rows are shifted by their maximum in place, which the loss does not see. Sums run over blocks of rows
 * that do not depend on the number of threads: the same bits for any.
 * Units: T divides logits.
 * Errors: MM_TOO_FEW for no rows; MM_DOMAIN where a row has no softmax or its target -inf (detail->index is the row);
 * MM_NO_CONVERGENCE where the loss falls for ever, detail->value 0: as T goes to 0 (the largest logit was right
 * everywhere), or inf: as T grows (the logits say less than nothing). MM_MEMORY.
 * Source: Guo, Pleiss, Sun, Weinberger, "On calibration of modern neural networks", ICML 2017, section 4.2. */
enum mm_status mm_fit_temperature(double *logits, const size_t *targets, size_t rows, size_t n, size_t threads,
                                  double *temperature, struct mm_detail *detail);

#endif
