/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Vectors taken as distributions, the loss of a prediction, units of information. */
#include "probability/form.h"

#include <math.h>
#include <string.h>

#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "numeric/logspace.h"
#include "probability/divergence.h"
#include "probability/softmax.h"
#include "probability/terms.h"

enum mm_status mm_form_probabilities(enum mm_form form, const double *x, size_t n, double *p,
                                     struct mm_detail *detail) {
    if (form == MM_LOGITS) return mm_softmax(x, n, 1, p, detail);
    if (form == MM_WEIGHTS) return mm_normalize_distribution(x, n, p, detail);
    if (p != x) memcpy(p, x, n * sizeof *p);
    return mm_check_distribution(x, n, detail);
}

enum mm_status mm_form_logs(enum mm_form form, const double *x, size_t n, double *to, struct mm_detail *detail) {
    return form == MM_LOGITS ? mm_log_softmax(x, n, 1, to, detail) : mm_form_probabilities(form, x, n, to, detail);
}

/* Σ of all but the target, times SCALE. */
static double sum_others(const double *w, size_t n, size_t target, double scale) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i++)
        if (i != target) mm_exact_add(&sum, w[i] * scale);
    return mm_exact_round(&sum);
}

/* -log(w_t / Σ w): the sum itself would round away what the others add to a w_t that is nearly all of it. */
static double loss_of_weight(const double *w, size_t n, size_t target) {
    const double log_2_to_64 = 0x1.62e42fefa39efp+5;
    double others = sum_others(w, n, target, 1), offset = 0;
    if (w[target] == 0) return INFINITY;
    if (isinf(others)) {
        others = sum_others(w, n, target, 0x1p-64);
        offset = log_2_to_64;
    }
    double ratio = others / w[target];
    if (offset == 0 && ratio < INFINITY) return mm_log_one_plus(ratio);
    if (offset > 0 && ratio < 1) return mm_log_one_plus(ratio * 0x1p64); /* a w_t as large as they are */
    return mm_log1(others) - mm_log1(w[target]) + offset;
}

static enum mm_status loss_of_logit(const double *x, size_t n, size_t target, double *loss, struct mm_detail *detail) {
    double largest;
    MM_TRY(mm_check_logits(x, n, &largest, detail));
    *loss = (largest - x[target]) + mm_log_sum_shifted(x, n, largest);
    return MM_OK;
}

enum mm_status mm_target_loss(enum mm_form form, const double *x, size_t n, size_t target, double *loss,
                              struct mm_detail *detail) {
    if (form == MM_LOGITS) return loss_of_logit(x, n, target, loss, detail);
    MM_TRY((form == MM_WEIGHTS ? mm_check_weights : mm_check_distribution)(x, n, detail));
    *loss = form == MM_WEIGHTS ? loss_of_weight(x, n, target) : 0 - mm_log1(x[target]);
    return MM_OK;
}

double mm_from_nats(double nats, enum mm_log_base base) {
    static const double nats_per_unit[] = {1, 0x1.62e42fefa39efp-1, 0x1.26bb1bbb55516p+1}; /* 1, ln 2, ln 10 */
    return base == MM_BASE_E ? nats : nats / nats_per_unit[base];
}

const char *mm_base_unit(enum mm_log_base base) {
    static const char *const units[] = {"nats", "bits", "bans"};
    return units[base];
}

const char *mm_base_log(enum mm_log_base base) {
    static const char *const logs[] = {"log", "log2", "log10"};
    return logs[base];
}
