/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descent: the loop of forward, loss, gradient and update, until epochs or patience end. */
#ifndef MM_CALCULUS_DESCENT_H
#define MM_CALCULUS_DESCENT_H

#include <stdint.h>

#include "calculus/objective.h"
#include "calculus/optimizer.h"

/* The rate in epoch e = 0, 1, … of E
 *
 *   constant   η
 *   step       η γ^⌊e / s⌋
 *   cosine     η₀ + (η - η₀) (1 + cos(π e / E)) / 2
 *   exp        η γ^e
 *
 * Source: PyTorch 1.13, StepLR, CosineAnnealingLR (Loshchilov and Hutter 2017), ExponentialLR. */
#define MM_DESCENT_SCHEDULES "constant|step|cosine|exp"
enum mm_schedule_kind { MM_SCHEDULE_CONSTANT, MM_SCHEDULE_STEP, MM_SCHEDULE_COSINE, MM_SCHEDULE_EXP };
struct mm_schedule {
    enum mm_schedule_kind kind;
    double rate, factor, least; /* η; γ; η₀ */
    size_t every, epochs;       /* s; E */
};
double mm_schedule_rate(const struct mm_schedule *schedule, size_t epoch);

struct mm_descent_plan {
    struct mm_update update;     /* its method may be a search */
    struct mm_schedule schedule; /* of a search: the rate is the step tried first */
    size_t batch;                /* rows a step; 0: all */
    uint64_t seed;               /* of the orders of batches */
    double clip;                 /* the longest gradient of a step; 0: any */
    double tolerance;            /* negative: none */
    size_t memory;               /* lbfgs: pairs kept */
    /* Told what holds after each epoch, the start being 0; may be null. */
    void (*report)(void *context, size_t epoch, double loss, double gradient_norm);
    void *context;
};

enum mm_descent_end {
    MM_DESCENT_GOING,     /* the epochs were spent */
    MM_DESCENT_CONVERGED, /* |g| ≤ tolerance; of a search also: no lower loss in double precision */
    MM_DESCENT_STUCK,     /* a search found no lower loss, but should have */
    MM_DESCENT_LOSS,      /* the loss is not finite */
    MM_DESCENT_GROWTH,    /* |loss| is beyond 1e12 max(1, |loss at the start|) */
    MM_DESCENT_SLOPE      /* a derivative is not finite */
};

/* After `epochs` epochs; where the last one ended badly (MM_DESCENT_LOSS on), `last` is the loss before it. `first`
 * is the loss at the start. */
struct mm_descent_result {
    enum mm_descent_end end;
    size_t epochs;
    double loss, gradient_norm, first, last;
};

/* θ ← θ - step, epoch by epoch, from θ = X
 *
 * Shapes: X has as many numbers as OBJECTIVE; of the COLUMNS columns of ROWS batches are made.
 * Conventions: loss and gradient g are those over all rows at the start and after every epoch, also where steps see a
 * batch each; |g| is Euclid's norm of what an update follows (with λ θ of a decay, but for adamw), before clipping.
 * Batches: in epoch e the rows are shuffled (Fisher and Yates) with stream e of the seed and taken in turn; the last
 * batch may be short, and its mean is over fewer. Clipping: g ← g min(1, clip / (|g| + 1e-6)), before the decay.
 * The same bits for any number of threads.
 * Errors: MM_NO_CONVERGENCE, with result->end why, for the three ends that are bad; MM_TOO_FEW for no rows where a mean
 * wants some; MM_MEMORY.
 * Source: PyTorch 1.13, torch.optim, clip_grad_norm_; searches: calculus/search.h. */
enum mm_status mm_descent(struct mm_objective *objective, const struct mm_rows *rows, size_t columns,
                          const struct mm_descent_plan *plan, double *x, struct mm_descent_result *result);

#endif
