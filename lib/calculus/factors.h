/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Products in which factors that do not vary by row are gathered in front, so that they leave sums over rows; private to
 * lib/calculus. */
#ifndef MM_CALCULUS_FACTORS_H
#define MM_CALCULUS_FACTORS_H

#include "expr/graph.h"

mm_vertex mm_product(struct mm_graph *graph, mm_vertex x, mm_vertex y);
mm_vertex mm_quotient(struct mm_graph *graph, mm_vertex x, mm_vertex y);
mm_vertex mm_negative(struct mm_graph *graph, mm_vertex x);
mm_vertex mm_sum_of(struct mm_graph *graph, mm_vertex x, mm_vertex y);
mm_vertex mm_sum_over_rows(struct mm_graph *graph, mm_vertex x);

#endif
