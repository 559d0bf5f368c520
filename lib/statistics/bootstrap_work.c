/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A thread's scratch for resampling. */
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/bootstrap_terms.h"

enum mm_status mm_bootstrap_work_make(struct mm_bootstrap_work *work, const struct mm_bootstrap_problem *problem) {
    *work = (struct mm_bootstrap_work){.status = MM_OK};
    bool made = true;
    for (size_t s = 0; s < problem->samples; s++) {
        work->units[s] = mm_new(problem->designs[s].units, sizeof *work->units[s]);
        work->deviations[s] = mm_new_doubles(1, problem->designs[s].units);
        made = made && work->units[s] != NULL && work->deviations[s] != NULL;
    }
    if (problem->family == &mm_bootstrap_order) {
        size_t n = problem->designs[0].items;
        work->multiplicity = mm_new_zero(n + MM_BOOTSTRAP_STRIDE, sizeof *work->multiplicity);
        work->last_place = mm_new(n, sizeof *work->last_place);
        made = made && work->multiplicity != NULL && work->last_place != NULL;
    }
    if (problem->expressed != NULL) work->expressed = mm_bootstrap_expressed_work_new(problem);
    made = made && (problem->expressed == NULL || work->expressed != NULL);
    if (made) return MM_OK;
    mm_bootstrap_work_free(work);
    return MM_MEMORY;
}

void mm_bootstrap_work_free(struct mm_bootstrap_work *work) {
    for (size_t s = 0; s < MM_BOOTSTRAP_SAMPLES; s++) {
        free(work->units[s]);
        free(work->deviations[s]);
        free(work->centred[s]);
    }
    free(work->room);
    free(work->multiplicity);
    free(work->last_place);
    free(work->sequence);
    free(work->running);
    mm_bootstrap_expressed_work_free(work->expressed);
    *work = (struct mm_bootstrap_work){.status = MM_OK};
}

void mm_bootstrap_work_identity(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    for (size_t s = 0; s < problem->samples; s++)
        for (size_t u = 0; u < problem->designs[s].units; u++) work->units[s][u] = (uint32_t)u;
}

bool mm_bootstrap_work_expand(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_design *design = &problem->designs[0];
    work->items = work->units[0];
    work->count = mm_bootstrap_resample_size(design, work->units[0]);
    if (design->unit_start == NULL) return true;
    /* Large clusters drawn often can make a resample far larger than the data. */
    if (work->count >= UINT32_MAX || !mm_grow(&work->room, &work->capacity, 0, work->count, sizeof *work->room)) {
        work->status = MM_MEMORY;
        return false;
    }
    uint32_t *to = work->room;
    for (size_t i = 0; i < design->units; i++) {
        size_t end = design->unit_start[work->units[0][i] + 1];
        for (size_t place = design->unit_start[work->units[0][i]]; place < end; place++) *to++ = (uint32_t)place;
    }
    work->items = work->room;
    return true;
}
