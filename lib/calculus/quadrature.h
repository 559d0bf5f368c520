/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Definite integrals of functions, with a bound of the error. */
#ifndef MM_CALCULUS_QUADRATURE_H
#define MM_CALCULUS_QUADRATURE_H

#include <stdbool.h>

#include "base/status.h"
#include "calculus/univariate.h"

/* I = ∫_{p_0}^{p_k} f(x) dx, |I - estimate| ≤ bound
 *
 * Shapes: points p_0 < … < p_k, k ≥ 1; the first may be -inf and the last inf. f is not evaluated at them, so it may
 * have singularities (integrable ones) there.
 * Conventions: each piece is transformed so that its ends lie at infinity of a new variable t, where the integrand dies
 * away double-exponentially; there the range is halved where the rules of Gauss (10 points) and Kronrod (21) differ.
 * The polynomial of each panel is then held against values at MM_QUADRATURE_PROBES places, one at random in each of as
 * many cells (the same ones in each run): their difference, integrated, finds peaks that no panel has seen, and is part
 * of the bound. Where that does not settle, QUADPACK's extrapolation (GSL's QAGS and QAGI) takes over, if what it finds
 * lies within the bound of the first. A place where f is infinite becomes a point. Converged: bound ≤ max(absolute,
 * relative |I|, 2^-36 ∫|f|).
 * Units: those of f times those of x.
 * Errors: f NaN MM_NOT_FINITE, f infinite over more than a few places MM_DOMAIN, both with detail.value the x;
 * MM_NO_CONVERGENCE with the result as far as it came, and result.place where it is worst; f is 0 wherever it was
 * looked at MM_CONSTANT (a peak between the places would be missed); MM_MEMORY.
 * Source: Piessens et al., QUADPACK, 1983 (rules, extrapolation); Takahasi and Mori, "Double exponential formulas for
 * numerical integration", Publ. RIMS 9, 1974. */
enum { MM_QUADRATURE_PROBES = 1 << 19, MM_QUADRATURE_PANELS = 20000 };

enum mm_quadrature_method { MM_QUADRATURE_KRONROD, MM_QUADRATURE_EXTRAPOLATED };

struct mm_quadrature_plan {
    mm_univariate_function *function;
    void *context;
    const double *points;
    size_t count; /* of points */
    double relative, absolute;
};

struct mm_quadrature {
    double estimate, bound;
    double noise;     /* the part of the bound that comes from rounding, and from tails beyond the range of doubles */
    double magnitude; /* ∫|f| */
    double place;     /* the x with the largest share of the bound */
    size_t evaluations;
    enum mm_quadrature_method method;
};

enum mm_status mm_quadrature(const struct mm_quadrature_plan *plan, struct mm_quadrature *result,
                             struct mm_detail *detail);

#endif
