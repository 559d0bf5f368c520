/* SPDX-License-Identifier: GPL-3.0-or-later */
/* First-order updates; the order of operations is that of torch.optim, so that steps agree to the last bits. */
#include "calculus/optimizer.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"

double mm_update_default_rate(enum mm_descent_method method) {
    switch (method) {
    case MM_DESCENT_ADAM:
    case MM_DESCENT_ADAMW:
        return 1e-3;
    case MM_DESCENT_LBFGS:
    case MM_DESCENT_NEWTON:
        return 1;
    default:
        return 1e-2;
    }
}

struct mm_update mm_update_defaults(enum mm_descent_method method) {
    bool heavy = method == MM_DESCENT_MOMENTUM || method == MM_DESCENT_NESTEROV;
    return (struct mm_update){.method = method,
                              .decay = method == MM_DESCENT_ADAMW ? 1e-2 : 0,
                              .momentum = heavy ? 0.9 : 0,
                              .beta1 = 0.9,
                              .beta2 = 0.999,
                              .alpha = 0.99,
                              .epsilon = method == MM_DESCENT_ADAGRAD ? 1e-10 : 1e-8};
}

enum mm_status mm_optimizer_new(struct mm_optimizer *optimizer, const struct mm_update *update, size_t count) {
    *optimizer = (struct mm_optimizer){.update = *update, .count = count};
    optimizer->velocity = mm_new_zero(count, sizeof(double));
    optimizer->squares = mm_new_zero(count, sizeof(double));
    if (optimizer->velocity != NULL && optimizer->squares != NULL) return MM_OK;
    mm_optimizer_free(optimizer);
    return MM_MEMORY;
}

void mm_optimizer_free(struct mm_optimizer *optimizer) {
    free(optimizer->velocity);
    free(optimizer->squares);
    *optimizer = (struct mm_optimizer){0};
}

static double momentum_step(const struct mm_optimizer *optimizer, size_t i, double g) {
    double *v = &optimizer->velocity[i], momentum = optimizer->update.momentum;
    *v = optimizer->steps == 1 ? g : momentum * *v + g;
    return optimizer->update.method == MM_DESCENT_NESTEROV ? g + momentum * *v : *v;
}

static double adagrad_step(const struct mm_optimizer *optimizer, size_t i, double g) {
    double *s = &optimizer->squares[i];
    *s += g * g;
    return g / (sqrt(*s) + optimizer->update.epsilon);
}

static double rmsprop_step(const struct mm_optimizer *optimizer, size_t i, double g) {
    const struct mm_update *u = &optimizer->update;
    double *s = &optimizer->squares[i], *v = &optimizer->velocity[i];
    *s = u->alpha * *s + (1 - u->alpha) * g * g;
    double d = g / (sqrt(*s) + u->epsilon);
    return u->momentum > 0 ? *v = u->momentum * *v + d : d;
}

static double adam_step(const struct mm_optimizer *optimizer, size_t i, double g, double first, double second) {
    const struct mm_update *u = &optimizer->update;
    double *s = &optimizer->squares[i], *m = &optimizer->velocity[i];
    *m = u->beta1 * *m + (1 - u->beta1) * g;
    *s = u->beta2 * *s + (1 - u->beta2) * g * g;
    return *m / first / (sqrt(*s) / second + u->epsilon);
}

void mm_optimizer_step(struct mm_optimizer *optimizer, double rate, const double *gradient, double *x) {
    const struct mm_update *u = &optimizer->update;
    double t = (double)++optimizer->steps;
    bool moments = u->method == MM_DESCENT_ADAM || u->method == MM_DESCENT_ADAMW;
    double first = moments ? 1 - pow(u->beta1, t) : 1, second = moments ? sqrt(1 - pow(u->beta2, t)) : 1;
    for (size_t i = 0; i < optimizer->count; i++) {
        double g = gradient[i];
        if (u->method == MM_DESCENT_ADAMW)
            x[i] *= 1 - rate * u->decay;
        else if (u->decay != 0)
            g += u->decay * x[i];
        switch (u->method) {
        case MM_DESCENT_GD:
        case MM_DESCENT_SGD:
            if (u->momentum > 0) g = momentum_step(optimizer, i, g);
            break;
        case MM_DESCENT_MOMENTUM:
        case MM_DESCENT_NESTEROV:
            g = momentum_step(optimizer, i, g);
            break;
        case MM_DESCENT_ADAGRAD:
            g = adagrad_step(optimizer, i, g);
            break;
        case MM_DESCENT_RMSPROP:
            g = rmsprop_step(optimizer, i, g);
            break;
        case MM_DESCENT_ADAM:
        case MM_DESCENT_ADAMW:
            g = adam_step(optimizer, i, g, first, second);
            break;
        default:
            break;
        }
        x[i] -= rate * g;
    }
}
