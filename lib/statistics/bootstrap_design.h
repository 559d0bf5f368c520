/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bootstrap draws: units (items, or clusters of items) within strata. */
#ifndef MM_STATISTICS_BOOTSTRAP_DESIGN_H
#define MM_STATISTICS_BOOTSTRAP_DESIGN_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "numeric/random.h"

/* The items arranged so that those of a stratum, and in it those of a cluster, stand together: strata by rising code,
 * clusters in them by rising code, items in the order of the input. A cluster code that occurs in several strata names
 * a cluster in each.
 * A resample takes from stratum after stratum, of m units, m numbers below m from the stream: the places of the units
 * drawn. With two samples apart the draws for x come first. */
struct mm_bootstrap_design {
    size_t items, units, strata;
    size_t *order;         /* place → index in the input; null: they are the same */
    size_t *stratum_start; /* strata + 1 numbers: the first unit of each */
    size_t *unit_start;    /* units + 1 numbers: the first place of each; null: a unit is an item */
};

/* STRATA and CLUSTERS may be null. On failure nothing needs to be freed. MM_MEMORY, also for 2^32 - 1 items or more. */
enum mm_status mm_bootstrap_design_make(struct mm_bootstrap_design *design, size_t items, const uint32_t *strata,
                                        const uint32_t *clusters);
void mm_bootstrap_design_free(struct mm_bootstrap_design *design);

/* The UNITS of a resample, in the order of the draws: those of a stratum together, as many as it has. */
void mm_bootstrap_design_draw(const struct mm_bootstrap_design *design, struct mm_stream *stream, uint32_t *units);

/* The items in unit U of the design, and in all of UNITS. */
size_t mm_bootstrap_unit_size(const struct mm_bootstrap_design *design, size_t unit);
size_t mm_bootstrap_resample_size(const struct mm_bootstrap_design *design, const uint32_t *units);

#endif
