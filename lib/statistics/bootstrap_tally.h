/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Resamples of a column with few distinct values, by how often each is drawn. */
#ifndef MM_STATISTICS_BOOTSTRAP_TALLY_H
#define MM_STATISTICS_BOOTSTRAP_TALLY_H

#include <stdbool.h>

#include "statistics/bootstrap_design.h"

/* The distinct values of each stratum, ascending, and how many items have each. Starts as {0}. Owns. */
struct mm_bootstrap_tally {
    size_t strata;
    size_t *start; /* strata + 1 numbers: where the values of each begin; null: the column has no tally */
    double *values;
    double *counts;
};

/* How many distinct values a stratum may have, and how often each must occur on average for a tally to be the quicker
 * way. */
enum { MM_BOOTSTRAP_TALLY_KINDS = 64, MM_BOOTSTRAP_TALLY_TIMES = 64 };

/* A tally of VALUES at the places of DESIGN, whose units are items, if there are few distinct ones; else TALLY stays
 * empty. MM_MEMORY. */
enum mm_status mm_bootstrap_tally_make(struct mm_bootstrap_tally *tally, const struct mm_bootstrap_design *design,
                                       const double *values);
void mm_bootstrap_tally_free(struct mm_bootstrap_tally *tally);

/* The sum of a resample. Of a stratum with m items the counts of its values are multinomial: from the least value on
 * each is binomial (mm_draw_binomial) among the draws that are left, with its share of the items that are left; the last
 * takes the rest. */
double mm_bootstrap_tally_draw(const struct mm_bootstrap_tally *tally, struct mm_stream *stream);

#endif
