/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap replicates of any expression: the rows drawn are gathered, and the expression is evaluated over them. */
#include <float.h>
#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "expr/kernels.h"
#include "statistics/bootstrap_terms.h"

static double run(struct mm_bootstrap_work *work, size_t count) {
    struct mm_rows rows = {.numbers = work->expressed->numbers, .stride = 1, .count = count};
    enum mm_status status = mm_evaluation_run(work->expressed->evaluation, NULL, &rows);
    if (status == MM_MEMORY) work->status = status;
    return status == MM_OK ? mm_evaluation_value(work->expressed->evaluation, 0) : NAN;
}

/* The items drawn but those FROM to END, side by side. */
static double run_without(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work, size_t from,
                          size_t end) {
    const struct mm_bootstrap_expressed *expressed = problem->expressed;
    struct mm_bootstrap_expressed_work *own = work->expressed;
    size_t after = work->count - end;
    for (size_t c = 0; c < expressed->column_count; c++) {
        const double *column = expressed->columns + c * expressed->items;
        double *to = own->columns + c * own->capacity;
        for (size_t i = 0; i < from; i++) to[i] = column[work->items[i]];
        for (size_t i = 0; i < after; i++) to[from + i] = column[work->items[end + i]];
    }
    return run(work, from + after);
}

static double evaluate(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    work->estimate = NAN;
    if (!mm_bootstrap_work_expand(problem, work)) return NAN;
    if (!mm_bootstrap_expressed_work_reserve(work->expressed, problem->expressed->column_count, work->count)) {
        work->status = MM_MEMORY;
        return NAN;
    }
    return work->estimate = run_without(problem, work, 0, 0);
}

static void jackknife(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    size_t from = 0;
    for (size_t i = 0; i < problem->designs[0].units; i++) {
        size_t end = from + mm_bootstrap_unit_size(&problem->designs[0], work->units[0][i]);
        work->deviations[0][i] = run_without(problem, work, from, end) - work->estimate;
        from = end;
    }
}

/* Every number moved by its share of the column's magnitude, up and down by turns. */
double mm_bootstrap_gathered_tolerance(const struct mm_bootstrap_problem *problem, struct mm_bootstrap_work *work) {
    const struct mm_bootstrap_expressed *expressed = problem->expressed;
    struct mm_bootstrap_expressed_work *own = work->expressed;
    double n = (double)expressed->items, step = 0x1p-20, moves = fabs(problem->estimate), before;
    before = evaluate(problem, work);
    for (size_t c = 0; work->status == MM_OK && c < expressed->column_count; c++) {
        double *column = own->columns + c * own->capacity, sum = 0;
        for (size_t i = 0; i < work->count; i++) sum += isfinite(column[i]) ? fabs(column[i]) / n : 0;
        for (size_t i = 0; i < work->count; i++) column[i] += (i % 2 == 0 ? step : -step) * sum;
        double moved = run(work, work->count);
        if (isfinite(moved)) moves += fabs(moved - before) / step;
        for (size_t i = 0; i < work->count; i++) column[i] = expressed->columns[c * expressed->items + work->items[i]];
    }
    return (8 + sqrt(n)) * DBL_EPSILON * moves;
}

const struct mm_bootstrap_family mm_bootstrap_gathered = {evaluate, jackknife};

bool mm_bootstrap_expressed_work_reserve(struct mm_bootstrap_expressed_work *work, size_t columns, size_t count) {
    if (count <= work->capacity) return true;
    free(work->columns);
    work->capacity = 0;
    work->columns = mm_new_doubles(columns, count);
    if (work->columns == NULL) return false;
    work->capacity = count;
    for (size_t c = 0; c < columns; c++) work->numbers[c] = work->columns + c * count;
    return true;
}

struct mm_bootstrap_expressed_work *mm_bootstrap_expressed_work_new(const struct mm_bootstrap_problem *problem) {
    const struct mm_bootstrap_expressed *expressed = problem->expressed;
    bool summed = problem->family == &mm_bootstrap_summed;
    size_t columns = summed ? expressed->reduction_count + 1 : expressed->column_count;
    struct mm_bootstrap_expressed_work *made = mm_new_zero(1, sizeof *made);
    if (made == NULL) return NULL;
    made->evaluation = mm_evaluation_new(expressed->program, 1);
    made->numbers = mm_new_zero(columns, sizeof *made->numbers);
    made->sums = mm_new_doubles(1, expressed->width);
    if (made->evaluation != NULL && made->numbers != NULL && made->sums != NULL &&
        mm_bootstrap_expressed_work_reserve(made, columns, MM_KERNEL_BLOCK)) {
        mm_evaluation_begin(made->evaluation, NULL, MM_KERNEL_BLOCK);
        return made;
    }
    mm_bootstrap_expressed_work_free(made);
    return NULL;
}

void mm_bootstrap_expressed_work_free(struct mm_bootstrap_expressed_work *work) {
    if (work == NULL) return;
    mm_evaluation_free(work->evaluation);
    free(work->columns);
    free(work->numbers);
    free(work->sums);
    free(work);
}
