/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstrap of a statistic that is an expression of reductions over rows. */
#ifndef MM_STATISTICS_BOOTSTRAP_EXPRESSION_H
#define MM_STATISTICS_BOOTSTRAP_EXPRESSION_H

#include "expr/program.h"
#include "statistics/bootstrap.h"

/* The statistic and the rows that it is taken of. Borrows. */
struct mm_bootstrap_rows {
    const struct mm_graph *graph;
    mm_vertex vertex;                  /* does not vary by row; no parameters, no text columns */
    const struct mm_strings *literals; /* of the scope; null: none */
    const double *values;              /* n rows of as many numbers as the graph has columns, row by row */
    size_t n, columns;
    const uint32_t *strata, *clusters; /* by row, as in struct mm_bootstrap_data; null: none */
};

/* θ = f(rows), resampled by whole rows; intervals as mm_bootstrap has them
 *
 * Shapes, conventions of the interval: those of mm_bootstrap; plan->statistic and parameter are not looked at.
 * Conventions: what a replicate costs depends on the expression. A mean or sd of a row term, the difference of two means
 * and the ratio of two means or sums are the statistics of mm_bootstrap, with the same bits. Any expression of sums,
 * means, counts and sds of row terms, none in another, takes the row terms once and sums those drawn. The rest (min,
 * max, reductions of what has reductions in it, terms that are infinite or NaN) is evaluated over the rows drawn; its
 * jackknife takes O(n²). θ itself has exact sums. A replicate that is NaN or infinite is dropped and counted.
 * Units: those of the expression.
 * Errors: those of mm_bootstrap; θ undefined or infinite MM_DOMAIN; studentized where rows are evaluated anew MM_USAGE.
 * Source: as mm_bootstrap. */
enum mm_status mm_bootstrap_expression(const struct mm_bootstrap_rows *rows, const struct mm_bootstrap_plan *plan,
                                       double *replicates, struct mm_bootstrap_result *result,
                                       struct mm_detail *detail);

#endif
