/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Plans of descent. */
#include "calculus/descent_plan.h"

#include <stdio.h>

#include "base/number.h"

static const struct {
    const char *name;
    unsigned bit;
} methods[] = {{"gd", 1 << 0},      {"sgd", 1 << 1},  {"momentum", 1 << 2}, {"nesterov", 1 << 3}, {"adagrad", 1 << 4},
               {"rmsprop", 1 << 5}, {"adam", 1 << 6}, {"adamw", 1 << 7},    {"lbfgs", 1 << 8},    {"newton", 1 << 9}};

enum { HEAVY = 0x0f | 1 << 5, MOMENTS = 3 << 6, SCALED = 0xf << 4, UPDATES = 0xff };

const char *mm_descent_method_name(enum mm_descent_method method) {
    return methods[method].name;
}

/* "--alpha is for rmsprop, not for adam" */
static enum mm_status check_method(const char *option, bool given, unsigned has, int method, struct mm_error *error) {
    char list[96] = "";
    size_t last = 0;
    if (!given || has & methods[method].bit) return MM_OK;
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (has & methods[i].bit) last = i;
    for (size_t i = 0, length = 0; i <= last; i++)
        if (has & methods[i].bit)
            length += (size_t)snprintf(list + length, sizeof list - length, "%s%s",
                                       length == 0 ? ""
                                       : i == last ? " and "
                                                   : ", ",
                                       methods[i].name);
    return mm_fail(error, MM_USAGE, "--%s is for %s, not for %s", option, list, methods[method].name);
}

static enum mm_status check(const struct mm_descent_wishes *w, struct mm_error *error) {
    const struct {
        const char *option;
        bool given;
        unsigned has;
    } limited[] = {{"momentum", !isnan(w->momentum), HEAVY},
                   {"beta1", !isnan(w->beta1), MOMENTS},
                   {"beta2", !isnan(w->beta2), MOMENTS},
                   {"alpha", !isnan(w->alpha), 1 << 5},
                   {"epsilon", !isnan(w->epsilon), SCALED},
                   {"decay", !isnan(w->decay), UPDATES},
                   {"clip", !isnan(w->clip), UPDATES},
                   {"batch", w->batch > 0, UPDATES},
                   {"schedule", w->schedule != MM_SCHEDULE_CONSTANT, UPDATES},
                   {"memory", w->memory > 0, 1 << 8}};
    for (size_t i = 0; i < sizeof limited / sizeof *limited; i++)
        MM_TRY(check_method(limited[i].option, limited[i].given, limited[i].has, w->method, error));
    if (w->every > 0 && w->schedule != MM_SCHEDULE_STEP)
        return mm_fail(error, MM_USAGE, "--every is for --schedule=step");
    if (!isnan(w->gamma) && w->schedule != MM_SCHEDULE_STEP && w->schedule != MM_SCHEDULE_EXP)
        return mm_fail(error, MM_USAGE, "--gamma is for --schedule=step and --schedule=exp");
    if (!isnan(w->least) && w->schedule != MM_SCHEDULE_COSINE)
        return mm_fail(error, MM_USAGE, "--least-rate is for --schedule=cosine");
    return MM_OK;
}

static double given_or(double wish, double otherwise) {
    return isnan(wish) ? otherwise : wish;
}

enum mm_status mm_descent_plan(const struct mm_descent_wishes *w, struct mm_descent_plan *plan,
                               struct mm_error *error) {
    enum mm_descent_method method = (enum mm_descent_method)w->method;
    struct mm_update usual = mm_update_defaults(method);
    MM_TRY(check(w, error));
    *plan = (struct mm_descent_plan){
        .update = {.method = method,
                   .decay = given_or(w->decay, usual.decay),
                   .momentum = given_or(w->momentum, usual.momentum),
                   .beta1 = given_or(w->beta1, usual.beta1),
                   .beta2 = given_or(w->beta2, usual.beta2),
                   .alpha = given_or(w->alpha, usual.alpha),
                   .epsilon = given_or(w->epsilon, usual.epsilon)},
        .schedule = {.kind = (enum mm_schedule_kind)w->schedule,
                     .rate = given_or(w->rate, mm_update_default_rate(method)),
                     .factor = given_or(w->gamma, w->schedule == MM_SCHEDULE_STEP ? 0.1 : 0.95),
                     .least = given_or(w->least, 0),
                     .every = w->every > 0 ? w->every : 30,
                     .epochs = w->epochs},
        .batch = w->batch > 0               ? w->batch
                 : method == MM_DESCENT_SGD ? 32
                                            : 0,
        .clip = given_or(w->clip, 0),
        .tolerance = given_or(w->tolerance, method >= MM_DESCENT_LBFGS ? 1e-10 : -1),
        .memory = w->memory > 0 ? w->memory : 10};
    return MM_OK;
}

enum mm_status mm_descent_fail(enum mm_status status, const struct mm_descent_plan *plan,
                               const struct mm_descent_result *result, struct mm_error *error) {
    char loss[MM_NUMBER_TEXT], last[MM_NUMBER_TEXT], rate[MM_NUMBER_TEXT];
    bool search = plan->update.method >= MM_DESCENT_LBFGS, slope = result->end == MM_DESCENT_SLOPE;
    if (status == MM_TOO_FEW) return mm_fail(error, status, "no rows");
    if (status != MM_NO_CONVERGENCE) return status;
    mm_format_digits(result->loss, 6, loss);
    mm_format_digits(result->last, 17, last);
    mm_format_digits(plan->schedule.rate, 6, rate);
    if (result->epochs == 0)
        return mm_fail(error, status,
                       slope ? "at the start a derivative of the loss is not finite (the loss is %s)"
                             : "the loss is %s at the start",
                       loss);
    if (result->end == MM_DESCENT_GROWTH && result->loss < 0)
        return mm_fail(error, status, "epoch %zu: the loss falls without bound: %s, after %s in the epoch before",
                       result->epochs, loss, last);
    return mm_fail(error, status, "diverged in epoch %zu: %s is %s; the last finite loss was %s%s%s%s", result->epochs,
                   slope ? "a derivative is not finite, the loss" : "the loss", loss, last,
                   search ? "" : ": lower --rate (", search ? "" : rate, search ? "" : ")");
}

void mm_descent_remark(const struct mm_descent_plan *plan, const struct mm_descent_result *result, char *text,
                       size_t size) {
    char norm[MM_NUMBER_TEXT];
    const char *higher = result->loss > result->first ? "the loss is higher than at the start: lower --rate" : "";
    bool unmet = plan->tolerance >= 0 && result->end == MM_DESCENT_GOING;
    mm_format_digits(result->gradient_norm, 3, norm);
    if (result->end == MM_DESCENT_STUCK)
        snprintf(text, size, "not converged: after %zu epochs no step lowers the loss; the norm of the gradient is %s",
                 result->epochs, norm);
    else if (unmet)
        snprintf(text, size, "not converged: after %zu epochs the norm of the gradient is %s%s%s", result->epochs, norm,
                 higher[0] != '\0' ? "; " : "", higher);
    else
        snprintf(text, size, "%s", higher);
}
