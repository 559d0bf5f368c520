/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From what a user asks of a descent to its plan, and words for how it ended. */
#ifndef MM_CALCULUS_DESCENT_PLAN_H
#define MM_CALCULUS_DESCENT_PLAN_H

#include <math.h>

#include "base/error.h"
#include "calculus/descent.h"

/* Reals that were not given are NaN, counts 0. */
struct mm_descent_wishes {
    int method, schedule;
    double rate, momentum, beta1, beta2, alpha, epsilon, decay, clip, tolerance, gamma, least;
    size_t epochs, batch, every, memory;
};

/* Nothing wished: gd at a constant rate for 100 epochs. */
#define MM_DESCENT_NO_WISHES                                                                                           \
    {                                                                                                                  \
        .rate = NAN, .momentum = NAN, .beta1 = NAN, .beta2 = NAN, .alpha = NAN, .epsilon = NAN, .decay = NAN,          \
        .clip = NAN, .tolerance = NAN, .gamma = NAN, .least = NAN, .epochs = 100                                       \
    }

/* Defaults: those of mm_update_defaults; sgd takes batches of 32 rows; step lowers the rate to a tenth every 30 epochs,
 * exp to 0.95 of it each epoch, cosine to 0; searches have the tolerance 1e-10, lbfgs keeps 10 pairs.
 * Errors: MM_USAGE for what the method or the schedule does not have, naming the option. */
enum mm_status mm_descent_plan(const struct mm_descent_wishes *wishes, struct mm_descent_plan *plan,
                               struct mm_error *error);

/* The method's name, as it is written. */
const char *mm_descent_method_name(enum mm_descent_method method);

/* The error for a descent that ended badly: what it was, in which epoch, the last finite loss. Returns STATUS. */
enum mm_status mm_descent_fail(enum mm_status status, const struct mm_descent_plan *plan,
                               const struct mm_descent_result *result, struct mm_error *error);

/* What is to be said of a descent that ended well enough, or "": not converged, stuck, or a loss that rose. */
void mm_descent_remark(const struct mm_descent_plan *plan, const struct mm_descent_result *result, char *text,
                       size_t size);

#endif
