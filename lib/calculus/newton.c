/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Newton's method, damped. */
#include "calculus/newton.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/adjoint.h"
#include "expr/program.h"
#include "linalg/solve.h"

enum { STEPS = 2000, HALVINGS = 40 };
/* Steps smaller than this part of x that lessen nothing are rounding, as near a multiple root; larger ones are not. */
static const double STALLED = 1e-6;
/* Steps that do not shrink lead to no root: exp(x) becomes 0 only because doubles end. */
static const double SHRINKS = 0.9375;

struct system {
    size_t n;
    struct mm_program *program;
    struct mm_evaluation *evaluation;
    double *f, *jacobian, *right, *step, *scale, *start; /* n; n × n; n; n; n; n */
};

static void close_system(struct system *system) {
    mm_evaluation_free(system->evaluation);
    mm_program_free(system->program);
    free(system->f);
}

/* The equations and their derivatives as one program. */
static enum mm_status open_system(struct system *system, struct mm_graph *graph, const mm_vertex *f, size_t n) {
    mm_vertex *outputs = mm_new(n, (n + 2) * sizeof *outputs), *inputs = outputs + n * (n + 1);
    system->n = n;
    system->f = mm_new_doubles(n, n + 5);
    enum mm_status status = outputs != NULL && system->f != NULL ? MM_OK : MM_MEMORY;
    if (status == MM_OK) {
        system->jacobian = system->f + n;
        system->right = system->jacobian + n * n;
        system->step = system->right + n;
        system->scale = system->step + n;
        system->start = system->scale + n;
        memcpy(outputs, f, n * sizeof *outputs);
        for (size_t j = 0; j < n; j++) inputs[j] = mm_graph_parameter(graph, j);
    }
    for (size_t i = 0; i < n && status == MM_OK; i++) status = mm_reverse(graph, f[i], inputs, n, outputs + n + i * n);
    for (size_t k = 0; k < n * (n + 1) && status == MM_OK; k++)
        if (outputs[k] == MM_VERTEX_NONE) outputs[k] = mm_graph_constant(graph, 0);
    if (status == MM_OK) status = mm_program_new(&system->program, graph, NULL, outputs, n * (n + 1), MM_SUMS_EXACT);
    if (status == MM_OK) {
        system->evaluation = mm_evaluation_new(system->program, 1);
        if (system->evaluation == NULL) status = MM_MEMORY;
    }
    free(outputs);
    return status;
}

static bool evaluate(struct system *system, const double *values) {
    bool finite = true;
    mm_evaluation_begin(system->evaluation, values, 0);
    for (size_t k = 0; k < system->n * (system->n + 1); k++) {
        system->f[k] = mm_evaluation_value(system->evaluation, k);
        finite = finite && isfinite(system->f[k]);
    }
    return finite;
}

static double residual(const struct system *system) {
    double sum = 0;
    for (size_t i = 0; i < system->n; i++) sum = hypot(sum, system->f[i] / system->scale[i]);
    return sum;
}

static void set_scales(struct system *system) {
    for (size_t i = 0; i < system->n; i++) {
        double largest = 0;
        for (size_t j = 0; j < system->n; j++) largest = fmax(largest, fabs(system->jacobian[i * system->n + j]));
        system->scale[i] = largest > 0 ? largest : 1;
    }
}

/* Goes along the step until the residual falls; false if it does not. */
static bool descend(struct system *system, double *values, double before) {
    size_t n = system->n;
    double part = 1;
    memcpy(system->start, values, n * sizeof *values);
    for (size_t k = 0; k < HALVINGS; k++, part /= 2) {
        for (size_t j = 0; j < n; j++) values[j] = system->start[j] + part * system->step[j];
        if (evaluate(system, values) && residual(system) < (1 - 1e-4 * part) * before) return true;
    }
    memcpy(values, system->start, n * sizeof *values);
    evaluate(system, values);
    return false;
}

static double relative_step(const struct system *system, const double *values) {
    double largest = 0;
    for (size_t j = 0; j < system->n; j++) {
        double share = fabs(system->step[j]) / (fabs(values[j]) + DBL_MIN);
        if (system->step[j] != 0) largest = fmax(largest, share);
    }
    return largest;
}

static double length_of(const double *x, size_t n) {
    double sum = 0;
    for (size_t i = 0; i < n; i++) sum = hypot(sum, x[i]);
    return sum;
}

/* J d = -f. One equation is a quotient, also where its parts are near the smallest doubles. */
static enum mm_status solve(struct system *system, struct mm_detail *detail) {
    struct mm_solution solution;
    if (system->n > 1)
        return mm_solve(system->jacobian, system->n, system->right, 1, 0, system->step, &solution, detail);
    if (*system->jacobian == 0) return MM_SINGULAR;
    *system->step = *system->right / *system->jacobian;
    return isfinite(*system->step) ? MM_OK : MM_SINGULAR;
}

static enum mm_status iterate(struct system *system, double *values, struct mm_newton *root, struct mm_detail *detail) {
    size_t n = system->n;
    double length = INFINITY, ratio = 0;
    if (!evaluate(system, values)) return MM_NOT_FINITE;
    set_scales(system);
    for (root->iterations = 0; root->iterations < STEPS; root->iterations++) {
        double before = residual(system), last = length;
        for (size_t i = 0; i < n; i++) system->right[i] = -system->f[i];
        memset(system->step, 0, n * sizeof *system->step);
        if (before != 0) MM_TRY(solve(system, detail));
        length = length_of(system->step, n);
        /* Near a multiple root f may be 0 by rounding, and no step follows: then the ratio before tells. */
        double coming = length > 0 || !isfinite(last) ? 0 : 2 * last * ratio * ratio / (1 - ratio);
        if (isfinite(last) && last > 0 && length > 0) ratio = fmin(length / last, 0.99);
        for (size_t j = 0; j < n; j++)
            root->bounds[j] = 2 / (1 - ratio) * fabs(system->step[j]) + coming + DBL_EPSILON * fabs(values[j]);
        double share = relative_step(system, values);
        if (share <= 0.25 * DBL_EPSILON) return ratio < SHRINKS ? MM_OK : MM_NO_CONVERGENCE;
        if (!descend(system, values, before)) return share <= STALLED && ratio < SHRINKS ? MM_OK : MM_NO_CONVERGENCE;
    }
    return MM_NO_CONVERGENCE;
}

enum mm_status mm_newton(struct mm_graph *graph, const mm_vertex *f, size_t n, double *values, struct mm_newton *root,
                         struct mm_detail *detail) {
    struct system system = {0};
    enum mm_status status = open_system(&system, graph, f, n);
    if (status == MM_OK) {
        status = iterate(&system, values, root, detail);
        memcpy(root->f, system.f, n * sizeof *root->f);
    }
    close_system(&system);
    return status;
}
