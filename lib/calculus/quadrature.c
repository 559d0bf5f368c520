/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Integrals by panels, and by QUADPACK's extrapolation where panels do not settle. */
#include "calculus/quadrature.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_integration.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/panels.h"

/* Places where f is infinite that become points before it is given up; intervals for QUADPACK. */
enum { SPLITS = 8, INTERVALS = 2000 };

/* What QUADPACK says of its error is an estimate too: it counts so many times. It is believed only where the panels
 * agree to three digits. */
static const double SAFETY = 8, PLAUSIBLE = 1e-3;

struct scalar {
    const struct mm_quadrature_plan *plan;
    size_t evaluations;
    bool finite;
};

static double call(double x, void *context) {
    struct scalar *scalar = context;
    double y;
    scalar->plan->function(scalar->plan->context, &x, &y, 1);
    scalar->evaluations++;
    scalar->finite = scalar->finite && isfinite(y);
    return y;
}

/* One piece by QAGS or QAGI. The status of GSL counts for nothing if the bound is small: the caller judges. */
static bool extrapolate(struct scalar *scalar, double a, double b, gsl_integration_workspace *workspace,
                        double *estimate, double *bound) {
    gsl_function function = {call, scalar};
    double relative = scalar->plan->relative / 8, absolute = 0;
    int status;
    if (relative < 1e-13) relative = 1e-13;
    if (isfinite(a) && isfinite(b))
        status = gsl_integration_qags(&function, a, b, absolute, relative, INTERVALS, workspace, estimate, bound);
    else if (isfinite(a))
        status = gsl_integration_qagiu(&function, a, absolute, relative, INTERVALS, workspace, estimate, bound);
    else if (isfinite(b))
        status = gsl_integration_qagil(&function, b, absolute, relative, INTERVALS, workspace, estimate, bound);
    else
        status = gsl_integration_qagi(&function, absolute, relative, INTERVALS, workspace, estimate, bound);
    return (status == GSL_SUCCESS || status == GSL_EROUND) && isfinite(*estimate) && isfinite(*bound);
}

/* Replaces the result if extrapolation is within its bound and has a better one. */
static enum mm_status rescue(const struct mm_quadrature_plan *plan, struct mm_quadrature *result) {
    struct scalar scalar = {plan, 0, true};
    double sum = 0, bound = 0;
    bool good = true;
    gsl_integration_workspace *workspace = gsl_integration_workspace_alloc(INTERVALS);
    if (workspace == NULL) return MM_MEMORY;
    for (size_t i = 0; i + 1 < plan->count && good; i++) {
        double part, part_bound;
        good = extrapolate(&scalar, plan->points[i], plan->points[i + 1], workspace, &part, &part_bound);
        sum += part;
        bound += part_bound;
    }
    gsl_integration_workspace_free(workspace);
    result->evaluations += scalar.evaluations;
    bound = SAFETY * bound + 0x1p-47 * result->magnitude;
    if (!good || !scalar.finite || !(fabs(sum - result->estimate) <= result->bound + bound)) return MM_OK;
    if (result->bound > PLAUSIBLE * result->magnitude || bound > result->bound) return MM_OK;
    result->estimate = sum;
    result->bound = bound;
    result->method = MM_QUADRATURE_EXTRAPOLATED;
    return MM_OK;
}

/* With the points as they are. */
static enum mm_status integrate(const struct mm_quadrature_plan *plan, struct mm_quadrature *result,
                                struct mm_detail *detail) {
    struct mm_panels panels = {.plan = plan};
    enum mm_status status = mm_panels_start(&panels, detail);
    if (status == MM_OK) status = mm_panels_refine(&panels, 0.25, detail);
    result->method = MM_QUADRATURE_KRONROD;
    if (status == MM_OK) mm_panels_sum(&panels, result);
    size_t evaluations = panels.evaluations;
    mm_panels_free(&panels);
    result->evaluations = evaluations;
    MM_TRY(status);
    if (result->magnitude == 0) return MM_CONSTANT;
    if (result->bound > mm_quadrature_tolerance(plan, result)) MM_TRY(rescue(plan, result));
    bool good = isfinite(result->estimate) && isfinite(result->bound);
    return good && result->bound <= mm_quadrature_tolerance(plan, result) ? MM_OK : MM_NO_CONVERGENCE;
}

/* X as one more of the points; false if it is one already. */
static bool split(double *points, size_t *count, double x) {
    size_t i = 0;
    while (i < *count && points[i] < x) i++;
    if (i == 0 || i == *count || points[i] == x) return false;
    memmove(points + i + 1, points + i, (*count - i) * sizeof *points);
    points[i] = x;
    ++*count;
    return true;
}

enum mm_status mm_quadrature(const struct mm_quadrature_plan *plan, struct mm_quadrature *result,
                             struct mm_detail *detail) {
    struct mm_quadrature_plan now = *plan;
    double *points = mm_new(plan->count + SPLITS, sizeof *points);
    size_t evaluations = 0;
    enum mm_status status;
    if (points == NULL) return MM_MEMORY;
    memcpy(points, plan->points, plan->count * sizeof *points);
    now.points = points;
    *result = (struct mm_quadrature){.estimate = NAN, .bound = INFINITY};
    for (size_t splits = 0;; splits++) {
        status = integrate(&now, result, detail);
        evaluations += result->evaluations;
        if (status != MM_DOMAIN || splits == SPLITS || !split(points, &now.count, detail->value)) break;
    }
    result->evaluations = evaluations;
    free(points);
    return status;
}
