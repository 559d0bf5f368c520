/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pearson's chi-square tests: of independence in a table, and of a fit. */
#ifndef MM_STATISTICS_CHISQ_H
#define MM_STATISTICS_CHISQ_H

#include <stdbool.h>

#include "base/status.h"
#include "data/joint_count.h"

struct mm_chisq {
    double n; /* the sum of the counts */
    double statistic, df, p;
    double effect;       /* Cramér's V; of a fit Cohen's w */
    double min_expected; /* the smallest expected count */
    double small;        /* how many expected counts are below 5 */
};

/* X² = Σ (O - E)²/E,  p = P(chi-square with df > X²)
 *
 * independence  E_ij = R_i C_j / n,  df = (rows - 1)(columns - 1),  V = √(X²/(n (min(rows, columns) - 1)))
 * fit           E_i given,           df = categories - 1 - ddof,    w = √(X²/n)
 *
 * Shapes: a table as its cells above 0, in any order; COUNTS and EXPECTED of n categories.
 * Conventions: no correction unless YATES, which takes min(1/2, |O - E|) off every |O - E| and needs a 2x2 table; V is
 * always that of the uncorrected statistic. EXPECTED is scaled to the sum of the counts (the caller has checked
 * that the sums agree). p keeps its relative accuracy in the far tail.
 * Units: counts.
 * Errors: fewer than 2 rows, columns or categories, nothing counted, or df < 1, MM_TOO_FEW; a row or column that is all
 * 0 MM_DOMAIN with detail->index (columns count on behind the rows); an expected count of 0 MM_DOMAIN likewise; YATES
 * without a 2x2 table MM_SHAPE; MM_MEMORY.
 * Source: Agresti, "Categorical Data Analysis", 2013, sections 1.5 and 3.2; Yates 1934; Cramér 1946, section 21.9. */
enum mm_status mm_chisq_independence(const struct mm_joint_count *cells, size_t count, size_t rows, size_t columns,
                                     bool yates, struct mm_chisq *result, struct mm_detail *detail);
enum mm_status mm_chisq_fit(const double *counts, const double *expected, size_t n, size_t ddof,
                            struct mm_chisq *result, struct mm_detail *detail);

#endif
