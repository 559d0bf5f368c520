/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For mm-corr: the matrices of one group by any of the three methods. */
#ifndef MM_CMD_STATISTICS_CORRELATIONS_H
#define MM_CMD_STATISTICS_CORRELATIONS_H

#include "base/parallel.h"
#include "correlate.h"
#include "statistics/correlation.h"

/* columns×columns each. Pearson and Spearman: 1 - r²; Kendall: p and whether it is exact. */
struct correlations {
    double *r, *complements, *p;
    bool *exact;
    size_t columns;
};

static enum mm_status correlations_new(struct correlations *all, size_t columns) {
    size_t cells;
    if (!mm_multiply_sizes(columns, columns, &cells)) return MM_MEMORY;
    *all = (struct correlations){NULL, mm_new_doubles(columns, columns), mm_new_doubles(columns, columns),
                                 mm_new_zero(cells, sizeof(bool)), columns};
    return all->complements != NULL && all->p != NULL && all->exact != NULL ? MM_OK : MM_MEMORY;
}

static void correlations_free(struct correlations *all) {
    free(all->complements);
    free(all->p);
    free(all->exact);
}

/* The columns of held rows, shared out to threads. */
struct columns_work {
    struct row_group *group;
    size_t columns;
    double *by_column; /* columns × held */
    struct correlations *results;
    enum mm_status *statuses; /* for each column */
    struct mm_detail *details;
};

static void rank_task(void *context, size_t index, size_t worker) {
    struct columns_work *work = context;
    (void)worker;
    bool missing = false;
    for (size_t i = 0; i < work->group->held; i++) missing |= isnan(work->group->rows[i * work->columns + index]);
    if (!missing) work->statuses[index] = mm_rank_column(work->group->rows + index, work->group->held, work->columns);
}

/* Column I with all behind it. */
static void kendall_task(void *context, size_t i, size_t worker) {
    struct columns_work *work = context;
    size_t columns = work->columns, held = work->group->held;
    struct correlations *to = work->results;
    (void)worker;
    bool missing = isnan(to->r[i * columns + i]);
    to->p[i * columns + i] = NAN;
    for (size_t j = i + 1; j < columns && work->statuses[i] == MM_OK; j++) {
        struct mm_kendall result = {NAN, NAN, 0};
        if (!missing && !isnan(to->r[j * columns + j]))
            work->statuses[i] = mm_kendall_tau(work->by_column + i * held, work->by_column + j * held, held, &result,
                                               &work->details[i]);
        work->details[i].index = work->details[i].index == 0 ? i : j;
        to->r[i * columns + j] = to->r[j * columns + i] = result.tau;
        to->complements[i * columns + j] = (1 - result.tau) * (1 + result.tau);
        to->p[i * columns + j] = result.p;
        to->exact[i * columns + j] = result.exact;
    }
}

static enum mm_status kendall(struct columns_work *work, size_t threads) {
    size_t columns = work->columns, held = work->group->held;
    work->by_column = mm_new_doubles(columns, held);
    if (work->by_column == NULL) return MM_MEMORY;
    for (size_t j = 0; j < columns; j++) {
        work->results->r[j * columns + j] = 1;
        for (size_t i = 0; i < held; i++) {
            double x = work->by_column[j * held + i] = work->group->rows[i * columns + j];
            if (isnan(x)) work->results->r[j * columns + j] = NAN;
        }
    }
    mm_parallel(threads, columns, kendall_task, work);
    free(work->by_column);
    return MM_OK;
}

static enum mm_status spearman(struct columns_work *work, size_t threads, struct mm_detail *detail) {
    mm_parallel(threads, work->columns, rank_task, work);
    struct mm_cross *cross = mm_cross_new(work->columns);
    if (cross == NULL) return MM_MEMORY;
    enum mm_status status = mm_cross_add(cross, work->group->rows, work->group->held, work->columns, threads);
    if (status == MM_OK) status = mm_cross_correlation(cross, work->results->r, work->results->complements, detail);
    mm_cross_free(cross);
    return status;
}

/* The matrices of GROUP into RESULTS, r into R. */
static enum mm_status correlations_find(struct correlate *all, size_t group, enum mm_correlation method, double *r,
                                        struct correlations *results, struct mm_detail *detail) {
    struct columns_work work = {.group = &all->groups[group], .columns = all->input.chosen, .results = results};
    size_t columns = work.columns;
    results->r = r;
    if (method == MM_PEARSON) return mm_cross_correlation(work.group->cross, r, results->complements, detail);
    if (work.group->held < 2) return MM_TOO_FEW;
    work.statuses = mm_new_zero(columns, sizeof *work.statuses);
    work.details = mm_new_zero(columns, sizeof *work.details);
    enum mm_status status = work.statuses != NULL && work.details != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK)
        status = method == MM_KENDALL ? kendall(&work, all->run->threads) : spearman(&work, all->run->threads, detail);
    for (size_t i = 0; status == MM_OK && i < columns; i++) {
        status = work.statuses[i];
        if (method == MM_KENDALL) *detail = work.details[i];
    }
    free(work.statuses);
    free(work.details);
    return status;
}

#endif
