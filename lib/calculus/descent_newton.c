/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Descent by Newton's method with the exact Hessian, made positive definite where it is not.
 *
 * Source: Nocedal and Wright, "Numerical Optimization", 2nd ed. 2006, algorithms 3.2 and 3.3; the decrement that ends
 * it: Boyd and Vandenberghe, "Convex Optimization", 2004, section 9.5. */
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "calculus/search.h"

/* All for n parameters; matrices n×n. */
struct newton {
    size_t n;
    double *hessian, *factor, *scale, *direction;
};

/* H becomes S H S with ±1 (or 0) on its diagonal: what is done to it then does not depend on units. */
static void scale_hessian(struct newton *newton) {
    size_t n = newton->n;
    for (size_t i = 0; i < n; i++) {
        double size = fabs(newton->hessian[i * n + i]);
        newton->scale[i] = size > 0 ? 1 / sqrt(size) : 1;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < n; j++) newton->hessian[i * n + j] *= newton->scale[i] * newton->scale[j];
}

/* A = L Lᵀ, or false where A is not positive definite. Few parameters: not worth the library for large matrices, which
 * brings threads of its own into every run. */
static bool cholesky(const double *a, size_t n, double *l) {
    for (size_t i = 0; i < n; i++) {
        for (size_t j = 0; j <= i; j++) {
            double rest = a[i * n + j] - mm_inner(l + i * n, l + j * n, j);
            if (j < i)
                l[i * n + j] = rest / l[j * n + j];
            else if (rest > (double)n * DBL_EPSILON * a[i * n + i])
                l[i * n + i] = sqrt(rest);
            else
                return false;
        }
    }
    return true;
}

/* The factor of S H S + τ I, with the least τ of 0, 0.001, 0.01, … that makes it positive definite; false if the Hessian
 * is not finite. */
static bool factorise(struct newton *newton) {
    size_t n = newton->n;
    double added = 0;
    if (!isfinite(mm_length(newton->hessian, n * n))) return false;
    for (double shift = 0; isfinite(shift); shift = shift > 0 ? 10 * shift : 1e-3) {
        for (size_t i = 0; i < n; i++) newton->hessian[i * n + i] += shift - added;
        added = shift;
        if (cholesky(newton->hessian, n, newton->factor)) return true;
    }
    return false;
}

/* d = -(H + …)⁻¹ g */
static void solve(struct newton *newton, const double *gradient) {
    size_t n = newton->n;
    const double *l = newton->factor;
    double *d = newton->direction;
    for (size_t i = 0; i < n; i++) d[i] = (-gradient[i] * newton->scale[i] - mm_inner(l + i * n, d, i)) / l[i * n + i];
    for (size_t i = n; i-- > 0;) {
        for (size_t j = i + 1; j < n; j++) d[i] -= l[j * n + i] * d[j];
        d[i] /= l[i * n + i];
    }
    for (size_t i = 0; i < n; i++) d[i] *= newton->scale[i];
}

/* The step from x; FOUND false if there is none. */
static enum mm_status find_step(struct mm_walk *walk, struct newton *newton, bool *found) {
    MM_TRY(mm_objective_curve(walk->objective, walk->rows, walk->x, newton->hessian));
    scale_hessian(newton);
    *found = factorise(newton);
    if (*found) solve(newton, walk->gradient);
    return MM_OK;
}

/* One whole step, kept if the gradient is shorter after it. */
static enum mm_status last_step(struct mm_walk *walk, struct newton *newton) {
    struct mm_descent_result before = *walk->result;
    size_t n = newton->n;
    double *x = newton->scale, *gradient = newton->factor,
           length = mm_length(walk->gradient, n); /* room no more used */
    memcpy(x, walk->x, n * sizeof *x);
    memcpy(gradient, walk->gradient, n * sizeof *gradient);
    for (size_t i = 0; i < n; i++) walk->x[i] += newton->direction[i];
    MM_TRY(mm_walk_look(walk));
    if (mm_length(walk->gradient, n) < length && isfinite(walk->result->loss)) {
        walk->result->epochs++;
        mm_walk_on(walk);
    } else {
        *walk->result = before;
        memcpy(walk->x, x, n * sizeof *x);
        memcpy(walk->gradient, gradient, n * sizeof *gradient);
    }
    if (walk->result->end < MM_DESCENT_LOSS) walk->result->end = MM_DESCENT_CONVERGED;
    return MM_OK;
}

static enum mm_status walk_on(struct mm_line *line, struct newton *newton) {
    struct mm_walk *walk = line->walk;
    bool found;
    MM_TRY(mm_walk_look(walk));
    while (mm_walk_on(walk)) {
        MM_TRY(find_step(walk, newton, &found));
        if (!found) {
            walk->result->end = MM_DESCENT_SLOPE;
            return MM_OK;
        }
        double slope = mm_inner(walk->gradient, newton->direction, newton->n);
        /* What is left to win is less than what rounding does to the loss. */
        if (-slope <= 2 * DBL_EPSILON * fabs(walk->result->loss)) return last_step(walk, newton);
        MM_TRY(mm_line_search(line, newton->direction, walk->plan->schedule.rate, &found));
        if (!found) {
            walk->result->end = MM_DESCENT_STUCK;
            return MM_OK;
        }
        walk->result->epochs++;
    }
    /* A step near the end doubles the digits that are right: one more, and the rest of them are. */
    bool spent = walk->result->epochs >= walk->plan->schedule.epochs;
    if (walk->result->end != MM_DESCENT_CONVERGED || walk->result->gradient_norm == 0 || spent) return MM_OK;
    MM_TRY(find_step(walk, newton, &found));
    return found ? last_step(walk, newton) : MM_OK;
}

enum mm_status mm_walk_newton(struct mm_walk *walk) {
    struct mm_line line;
    size_t n = walk->count;
    struct newton newton = {.n = n,
                            .hessian = mm_new_doubles(n, n),
                            .factor = mm_new_doubles(n, n),
                            .scale = mm_new_doubles(1, n),
                            .direction = mm_new_doubles(1, n)};
    enum mm_status status = mm_line_new(&line, walk);
    if (newton.hessian == NULL || newton.factor == NULL || newton.scale == NULL || newton.direction == NULL)
        status = MM_MEMORY;
    if (status == MM_OK) status = walk_on(&line, &newton);
    mm_line_free(&line);
    free(newton.hessian);
    free(newton.factor);
    free(newton.scale);
    free(newton.direction);
    return status;
}
