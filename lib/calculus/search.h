/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Along a line to where the loss is low enough and level enough. Private to the searches of descent. */
#ifndef MM_CALCULUS_SEARCH_H
#define MM_CALCULUS_SEARCH_H

#include "calculus/walk.h"

/* φ(a) = f(x + a d):  φ(a) ≤ φ(0) + c₁ a φ'(0) + ρ,  |φ'(a)| ≤ c₂ |φ'(0)|,  c₁ = 1e-4, c₂ = 0.9
 *
 * Shapes: d as long as x, downhill: φ'(0) < 0; a₀ > 0 is tried first.
 * Conventions: ρ = 8 eps |φ(0)|, what rounding does to a loss, so that a search near the end is led by slopes and not by
 * noise. A loss that is not finite counts as too high. On success x, gradient and loss of WALK are those of the end.
 * Errors: FOUND false, and WALK as it was, where 60 evaluations were not enough; MM_MEMORY.
 * Source: Nocedal and Wright, "Numerical Optimization", 2nd ed. 2006, algorithms 3.5 and 3.6 and equation 3.59; Hager and
 * Zhang, "A new conjugate gradient method with guaranteed descent and an efficient line search", 2005 (rounding). */
struct mm_line {
    struct mm_walk *walk;
    double *x, *gradient; /* of the place looked at */
};

enum mm_status mm_line_new(struct mm_line *line, struct mm_walk *walk);
void mm_line_free(struct mm_line *line);
enum mm_status mm_line_search(struct mm_line *line, const double *direction, double first, bool *found);

#endif
