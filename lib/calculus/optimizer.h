/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First-order updates of parameters: from a gradient to a step. */
#ifndef MM_CALCULUS_OPTIMIZER_H
#define MM_CALCULUS_OPTIMIZER_H

#include <stddef.h>

#include "base/status.h"

/* In this order; those before MM_DESCENT_LBFGS are updates, the others searches (calculus/search.h). */
#define MM_DESCENT_METHODS "gd|sgd|momentum|nesterov|adagrad|rmsprop|adam|adamw|lbfgs|newton"
enum mm_descent_method {
    MM_DESCENT_GD,
    MM_DESCENT_SGD,
    MM_DESCENT_MOMENTUM,
    MM_DESCENT_NESTEROV,
    MM_DESCENT_ADAGRAD,
    MM_DESCENT_RMSPROP,
    MM_DESCENT_ADAM,
    MM_DESCENT_ADAMW,
    MM_DESCENT_LBFGS,
    MM_DESCENT_NEWTON
};

/* Which constants a method has; one that it does not have is ignored. */
struct mm_update {
    enum mm_descent_method method;
    double decay;        /* λ; all methods */
    double momentum;     /* μ; momentum, nesterov, rmsprop; gd and sgd, too, which then are momentum */
    double beta1, beta2; /* adam, adamw */
    double alpha;        /* rmsprop */
    double epsilon;      /* ε; adagrad, rmsprop, adam, adamw */
};

/* What is not said: torch.optim's defaults; rate 0.01 of gd to nesterov, momentum 0.9 of momentum and nesterov. */
double mm_update_default_rate(enum mm_descent_method method);
struct mm_update mm_update_defaults(enum mm_descent_method method);

/* Step t = 1, 2, … with gradient g and rate η; g ← g + λ θ first, but for adamw
 *
 *   gd, sgd    θ ← θ - η g
 *   momentum   v ← μ v + g (v = g at first),  θ ← θ - η v
 *   nesterov   v as above,  θ ← θ - η (g + μ v)
 *   adagrad    s ← s + g²,  θ ← θ - η g / (√s + ε)
 *   rmsprop    s ← α s + (1 - α) g²,  d = g / (√s + ε);  θ ← θ - η d, or with momentum v ← μ v + d, θ ← θ - η v
 *   adam       m ← β₁ m + (1 - β₁) g,  s ← β₂ s + (1 - β₂) g²,
 *              θ ← θ - η m / (1 - β₁^t) / (√s / √(1 - β₂^t) + ε)
 *   adamw      θ ← θ - η λ θ, then as adam
 *
 * Shapes: θ and g COUNT numbers.
 * Conventions: PyTorch 1.13's torch.optim, step for step to a few ulp.
 * Errors: MM_MEMORY (mm_optimizer_new).
 * Source: Robbins and Monro 1951; Polyak 1964 and Sutskever et al. 2013 (momentum, nesterov); Duchi, Hazan, Singer 2011
 * (adagrad); Tieleman and Hinton 2012 (rmsprop); Kingma and Ba 2015 (adam); Loshchilov and Hutter 2019 (adamw). */
struct mm_optimizer {
    struct mm_update update;
    size_t count, steps;
    double *velocity, *squares; /* v or m; s */
};

enum mm_status mm_optimizer_new(struct mm_optimizer *optimizer, const struct mm_update *update, size_t count);
void mm_optimizer_free(struct mm_optimizer *optimizer);
void mm_optimizer_step(struct mm_optimizer *optimizer, double rate, const double *gradient, double *x);

#endif
