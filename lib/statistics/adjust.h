/* SPDX-License-Identifier: GPL-3.0-or-later */
/* p-values adjusted for their number. */
#ifndef MM_STATISTICS_ADJUST_H
#define MM_STATISTICS_ADJUST_H

#include "base/status.h"

/* In the order of the enumeration. */
#define MM_ADJUSTMENTS "holm|bonferroni|hochberg|bh|by|none"
enum mm_adjustment {
    MM_ADJUST_HOLM,
    MM_ADJUST_BONFERRONI,
    MM_ADJUST_HOCHBERG,
    MM_ADJUST_BH,
    MM_ADJUST_BY,
    MM_ADJUST_NONE
};
const char *mm_adjustment_name(enum mm_adjustment adjustment);

/* With p_(1) ≤ … ≤ p_(n) in a family, the adjusted value of p_(i) is
 *
 * holm        max over j ≤ i of (n - j + 1) p_(j)
 * bonferroni  n p_(i)
 * hochberg    min over j ≥ i of (n - j + 1) p_(j)
 * bh          min over j ≥ i of n/j p_(j)
 * by          the same times Σ 1/k, k = 1 … n
 * none        p_(i)
 * and at most 1.
 *
 * Shapes: count numbers in, count numbers out in the same order; ADJUSTED may be P. FAMILIES: the number of the family
 * of each, or null: all are one.
 * Conventions: holm, bonferroni and hochberg hold the chance of any false rejection, bh (Benjamini and Hochberg) and by
 * (Benjamini and Yekutieli, under any dependence) the expected share of false ones. NaN stays NaN and is not counted in n.
 * Units: probabilities.
 * Errors: a value outside [0, 1] MM_DOMAIN with its index and value; MM_MEMORY.
 * Source: Holm 1979; Hochberg 1988; Benjamini and Hochberg 1995; Benjamini and Yekutieli 2001. */
enum mm_status mm_adjust(const double *p, const size_t *families, size_t count, enum mm_adjustment adjustment,
                         double *adjusted, struct mm_detail *detail);

#endif
