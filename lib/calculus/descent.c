/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loop of first-order methods: all rows a step, or shuffled batches of them. */
#include "calculus/descent.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "calculus/walk.h"
#include "numeric/random.h"

double mm_schedule_rate(const struct mm_schedule *schedule, size_t epoch) {
    double e = (double)epoch;
    switch (schedule->kind) {
    case MM_SCHEDULE_STEP:
        return schedule->rate * pow(schedule->factor, floor(e / (double)schedule->every));
    case MM_SCHEDULE_COSINE:
        return schedule->least +
               (schedule->rate - schedule->least) * (1 + cos(M_PI * e / (double)schedule->epochs)) / 2;
    case MM_SCHEDULE_EXP:
        return schedule->rate * pow(schedule->factor, e);
    default:
        return schedule->rate;
    }
}

/* Rows in shuffled order, a batch of them copied together. */
struct batches {
    size_t columns;
    uint32_t *order;
    double *values;
    const double **where;
    double *gradient;
};

static void free_batches(struct batches *batches) {
    free(batches->order);
    free(batches->values);
    free(batches->where);
    free(batches->gradient);
}

static bool make_batches(struct batches *batches, const struct mm_walk *walk, size_t columns) {
    size_t batch = walk->plan->batch, rows = walk->rows->count;
    *batches = (struct batches){.columns = columns};
    if (rows > UINT32_MAX) return false;
    batches->order = mm_new(rows, sizeof *batches->order);
    batches->values = mm_new_doubles(columns, batch);
    batches->where = mm_new(columns, sizeof *batches->where);
    batches->gradient = mm_new_doubles(1, walk->count);
    if (batches->order == NULL || batches->values == NULL || batches->where == NULL || batches->gradient == NULL)
        return false;
    for (size_t i = 0; i < rows; i++) batches->order[i] = (uint32_t)i;
    for (size_t j = 0; j < columns; j++) batches->where[j] = batches->values + j * batch;
    return true;
}

/* Each epoch starts from the rows as they came, so that its order depends on the seed and its number only. */
static void shuffle(struct batches *batches, const struct mm_walk *walk) {
    struct mm_stream stream;
    size_t rows = walk->rows->count;
    mm_stream_start(&stream, walk->plan->seed, walk->result->epochs);
    for (size_t i = 0; i < rows; i++) batches->order[i] = (uint32_t)i;
    for (size_t i = rows; i > 1; i--) {
        size_t j = mm_stream_below(&stream, (uint32_t)i);
        uint32_t swapped = batches->order[i - 1];
        batches->order[i - 1] = batches->order[j];
        batches->order[j] = swapped;
    }
}

static void clip(const struct mm_walk *walk, double *gradient) {
    double most = walk->plan->clip;
    if (most <= 0) return;
    double share = most / (mm_length(gradient, walk->count) + 1e-6);
    for (size_t i = 0; share < 1 && i < walk->count; i++) gradient[i] *= share;
}

static enum mm_status run_batches(struct mm_walk *walk, struct batches *batches, struct mm_optimizer *optimizer,
                                  double rate) {
    size_t rows = walk->rows->count, batch = walk->plan->batch, stride = walk->rows->stride;
    double loss;
    shuffle(batches, walk);
    for (size_t first = 0; first < rows; first += batch) {
        size_t n = rows - first < batch ? rows - first : batch;
        for (size_t j = 0; j < batches->columns; j++)
            for (size_t i = 0; i < n; i++)
                batches->values[j * batch + i] = walk->rows->numbers[j][batches->order[first + i] * stride];
        struct mm_rows some = {.numbers = batches->where, .stride = 1, .count = n};
        MM_TRY(mm_objective_slope(walk->objective, &some, walk->x, &loss, batches->gradient));
        clip(walk, batches->gradient);
        mm_optimizer_step(optimizer, rate, batches->gradient, walk->x);
    }
    return MM_OK;
}

static enum mm_status walk_updates(struct mm_walk *walk, struct batches *batches, struct mm_optimizer *optimizer) {
    MM_TRY(mm_walk_look(walk));
    while (mm_walk_on(walk)) {
        double rate = mm_schedule_rate(&walk->plan->schedule, walk->result->epochs);
        if (batches != NULL) {
            MM_TRY(run_batches(walk, batches, optimizer, rate));
        } else {
            clip(walk, walk->gradient);
            mm_optimizer_step(optimizer, rate, walk->gradient, walk->x);
        }
        walk->result->epochs++;
        MM_TRY(mm_walk_look(walk));
    }
    return MM_OK;
}

static enum mm_status run_updates(struct mm_walk *walk, size_t columns) {
    struct mm_optimizer optimizer = {0};
    struct batches batches = {0};
    bool batched = walk->plan->batch > 0 && walk->plan->batch < walk->rows->count;
    enum mm_status status = mm_optimizer_new(&optimizer, &walk->plan->update, walk->count);
    if (status == MM_OK && batched && !make_batches(&batches, walk, columns)) status = MM_MEMORY;
    if (status == MM_OK) status = walk_updates(walk, batched ? &batches : NULL, &optimizer);
    mm_optimizer_free(&optimizer);
    free_batches(&batches);
    return status;
}

enum mm_status mm_descent(struct mm_objective *objective, const struct mm_rows *rows, size_t columns,
                          const struct mm_descent_plan *plan, double *x, struct mm_descent_result *result) {
    struct mm_walk walk = {
        .objective = objective, .rows = rows, .plan = plan, .result = result, .count = objective->count, .x = x};
    enum mm_status status;
    *result = (struct mm_descent_result){.end = MM_DESCENT_GOING};
    walk.gradient = mm_new_doubles(1, walk.count);
    if (walk.gradient == NULL) return MM_MEMORY;
    switch (plan->update.method) {
    case MM_DESCENT_LBFGS:
        status = mm_walk_lbfgs(&walk);
        break;
    case MM_DESCENT_NEWTON:
        status = mm_walk_newton(&walk);
        break;
    default:
        status = run_updates(&walk, columns);
    }
    free(walk.gradient);
    return status == MM_OK && result->end >= MM_DESCENT_LOSS ? MM_NO_CONVERGENCE : status;
}
