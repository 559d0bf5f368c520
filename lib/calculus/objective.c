/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A loss with its derivatives, as programs. */
#include "calculus/objective.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/adjoint.h"

void mm_objective_free(struct mm_objective *objective) {
    mm_evaluation_free(objective->slope_run);
    mm_evaluation_free(objective->curve_run);
    mm_program_free(objective->slope);
    mm_program_free(objective->curve);
    *objective = (struct mm_objective){0};
}

/* Row i of the Hessian up to its diagonal, from the gradient that OUTPUTS begin with. */
static enum mm_status add_curve(struct mm_graph *graph, const mm_vertex *inputs, size_t count,
                                const mm_vertex *gradient, mm_vertex *lower) {
    for (size_t i = 0; i < count; i++) {
        MM_TRY(mm_forward(graph, gradient, i + 1, inputs[i], lower));
        lower += i + 1;
    }
    return MM_OK;
}

static enum mm_status make(struct mm_objective *objective, struct mm_graph *graph, const mm_vertex *inputs,
                           mm_vertex *slope, mm_vertex *lower, size_t cells, size_t threads) {
    size_t count = objective->count;
    MM_TRY(mm_reverse(graph, slope[0], inputs, count, slope + 1));
    if (lower != NULL) MM_TRY(add_curve(graph, inputs, count, slope + 1, lower));
    MM_TRY(mm_program_new(&objective->slope, graph, NULL, slope, count + 1, MM_SUMS_TREE));
    objective->slope_run = mm_evaluation_new(objective->slope, threads);
    if (objective->slope_run == NULL) return MM_MEMORY;
    if (lower == NULL) return MM_OK;
    MM_TRY(mm_program_new(&objective->curve, graph, NULL, lower, cells, MM_SUMS_TREE));
    objective->curve_run = mm_evaluation_new(objective->curve, threads);
    return objective->curve_run != NULL ? MM_OK : MM_MEMORY;
}

enum mm_status mm_objective_new(struct mm_objective *objective, struct mm_graph *graph, mm_vertex loss,
                                const mm_vertex *inputs, size_t count, bool curved, size_t threads) {
    size_t cells = 0;
    *objective = (struct mm_objective){.count = count};
    if (!mm_multiply_sizes(count, count + 1, &cells)) return MM_MEMORY;
    cells /= 2;
    mm_vertex *slope = mm_new(count + 1, sizeof *slope), *lower = curved ? mm_new(cells, sizeof *lower) : NULL;
    enum mm_status status = MM_MEMORY;
    if (slope != NULL && (lower != NULL || !curved)) {
        slope[0] = loss;
        status = make(objective, graph, inputs, slope, lower, cells, threads);
    }
    if (status != MM_OK) mm_objective_free(objective);
    free(slope);
    free(lower);
    return status;
}

enum mm_status mm_objective_slope(struct mm_objective *objective, const struct mm_rows *rows, const double *x,
                                  double *loss, double *gradient) {
    MM_TRY(mm_evaluation_run(objective->slope_run, x, rows));
    *loss = mm_evaluation_value(objective->slope_run, 0);
    for (size_t i = 0; i < objective->count; i++) gradient[i] = mm_evaluation_value(objective->slope_run, i + 1);
    return MM_OK;
}

enum mm_status mm_objective_curve(struct mm_objective *objective, const struct mm_rows *rows, const double *x,
                                  double *hessian) {
    size_t n = objective->count;
    MM_TRY(mm_evaluation_run(objective->curve_run, x, rows));
    for (size_t i = 0, cell = 0; i < n; i++)
        for (size_t j = 0; j <= i; j++)
            hessian[i * n + j] = hessian[j * n + i] = mm_evaluation_value(objective->curve_run, cell++);
    return MM_OK;
}

enum mm_status mm_objective_check(const struct mm_graph *graph, mm_vertex loss, const mm_vertex *inputs,
                                  const struct mm_parameters *parameters, const char *option, struct mm_error *error) {
    bool *needed = mm_new_zero(graph->count, sizeof *needed);
    size_t first = 0;
    struct mm_buffer name = {0};
    if (needed == NULL) return mm_fail_memory(error);
    needed[loss] = true;
    for (size_t v = (size_t)loss + 1; v-- > 0;)
        for (size_t i = 0; needed[v] && i < graph->vertices[v].count; i++)
            needed[graph->vertices[v].operands[i]] = true;
    while (first < parameters->count && needed[inputs[first]]) first++;
    free(needed);
    if (first == parameters->count) return MM_OK;
    mm_parameters_name(parameters, first, &name);
    mm_fail(error, MM_USAGE, "the loss does not depend on '%s' of %s", name.failed ? "" : name.text, option);
    mm_buffer_free(&name);
    return MM_USAGE;
}
