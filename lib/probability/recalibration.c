/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calibration of predictions before and after the temperature that fits best. */
#include "probability/recalibration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/elementary.h"
#include "probability/temperature.h"

static enum mm_status score(struct mm_recalibration *state, struct mm_calibration *calibration, enum mm_form form,
                            const double *x, size_t target, struct mm_detail *detail) {
    struct mm_score value;
    MM_TRY(mm_score_prediction(form, x, state->classes, target, state->work, &value, detail));
    return mm_calibration_add(calibration, &value);
}

static enum mm_status prepare(struct mm_recalibration *state, size_t classes) {
    if (state->calibration != NULL) return MM_OK;
    state->classes = classes;
    state->calibration = mm_calibration_new(state->bins, state->binning);
    state->work = mm_new(classes, sizeof *state->work);
    return state->calibration != NULL && state->work != NULL ? MM_OK : MM_MEMORY;
}

static enum mm_status keep(struct mm_recalibration *state, enum mm_form form, const double *x, size_t target) {
    size_t n = state->classes;
    if (!mm_grow(&state->logits, &state->logit_capacity, state->n * n, n, sizeof *state->logits) ||
        !mm_grow(&state->targets, &state->target_capacity, state->n, 1, sizeof *state->targets))
        return MM_MEMORY;
    double *to = state->logits + state->n * n;
    if (form == MM_LOGITS)
        memcpy(to, x, n * sizeof *to);
    else
        mm_log(x, to, n);
    state->targets[state->n++] = target;
    return MM_OK;
}

enum mm_status mm_recalibration_add(struct mm_recalibration *state, enum mm_form form, const double *x, size_t n,
                                    size_t target, struct mm_detail *detail) {
    MM_TRY(prepare(state, n));
    MM_TRY(score(state, state->calibration, form, x, target, detail));
    return state->fit ? keep(state, form, x, target) : MM_OK;
}

enum mm_status mm_recalibration_add_pair(struct mm_recalibration *state, double confidence, double correct,
                                         struct mm_detail *detail) {
    struct mm_score value;
    MM_TRY(prepare(state, 1));
    MM_TRY(mm_score_confidence(confidence, correct, &value, detail));
    return mm_calibration_add(state->calibration, &value);
}

/* The kept logits over the temperature, scored anew. */
static enum mm_status score_again(struct mm_recalibration *state, struct mm_calibration *calibration,
                                  double temperature, struct mm_detail *detail) {
    for (size_t i = 0; i < state->n; i++) {
        double *x = state->logits + i * state->classes;
        for (size_t k = 0; k < state->classes; k++) x[k] /= temperature;
        MM_TRY(score(state, calibration, MM_LOGITS, x, state->targets[i], detail));
    }
    return MM_OK;
}

static enum mm_status fit(struct mm_recalibration *state, size_t threads, struct mm_recalibrated *result,
                          struct mm_detail *detail) {
    MM_TRY(mm_fit_temperature(state->logits, state->targets, state->n, state->classes, threads, &result->temperature,
                              detail));
    struct mm_calibration *after = mm_calibration_new(state->bins, state->binning);
    if (after == NULL) return MM_MEMORY;
    enum mm_status status = score_again(state, after, result->temperature, detail);
    if (status == MM_OK) status = mm_calibration_finish(after, &result->after, result->bins, &result->count);
    mm_calibration_free(after);
    return status;
}

enum mm_status mm_recalibration_finish(struct mm_recalibration *state, size_t threads, struct mm_recalibrated *result,
                                       struct mm_detail *detail) {
    *result = (struct mm_recalibrated){.temperature = 1};
    if (state->calibration == NULL) return MM_TOO_FEW;
    result->bins = mm_new(state->bins, sizeof *result->bins);
    if (result->bins == NULL) return MM_MEMORY;
    enum mm_status status = mm_calibration_finish(state->calibration, &result->before, result->bins, &result->count);
    if (status == MM_OK && state->fit) status = fit(state, threads, result, detail);
    if (status == MM_OK) return MM_OK;
    free(result->bins);
    result->bins = NULL;
    return status;
}

size_t mm_recalibrated_values(const struct mm_recalibrated *result, bool fitted,
                              struct mm_named_value values[MM_RECALIBRATED_VALUES]) {
    const struct mm_calibration_result *a = &result->before, *b = &result->after;
    const struct mm_named_value all[MM_RECALIBRATED_VALUES] = {{"temperature", result->temperature},
                                                               {"accuracy", a->accuracy},
                                                               {"confidence", a->confidence},
                                                               {"confidence_after", b->confidence},
                                                               {"ece", a->ece},
                                                               {"ece_after", b->ece},
                                                               {"mce", a->mce},
                                                               {"mce_after", b->mce},
                                                               {"brier", a->brier},
                                                               {"brier_after", b->brier},
                                                               {"log_loss", a->log_loss},
                                                               {"log_loss_after", b->log_loss}};
    size_t count = 0;
    for (size_t i = 0; i < MM_RECALIBRATED_VALUES; i++)
        if (fitted || i == 1 || (i > 0 && i % 2 == 0)) values[count++] = all[i];
    return count;
}

void mm_recalibration_free(struct mm_recalibration *state) {
    mm_calibration_free(state->calibration);
    free(state->work);
    free(state->logits);
    free(state->targets);
}
