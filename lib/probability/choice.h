/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Classes by their shares of mass, drawn with one random number each. */
#ifndef MM_PROBABILITY_CHOICE_H
#define MM_PROBABILITY_CHOICE_H

#include <stdbool.h>

#include "base/status.h"
#include "numeric/random.h"

/* ends_i = floor(2^62 Σ_{j≤i} w_j / Σ w);   the class of u is the first i with ends_i > u, u of 62 random bits
 *
 * Shapes: n weights, n ends; one 64-bit number of the stream for each draw, its lowest two bits left over.
 * Conventions: draw k of a stream takes its words 2k and 2k+1, so draws can be made in any pieces by any thread. A class
 * whose weight is 0, or below 2^-53 of the sum of those before it, is never drawn. The guide tells for each 2^-b part of
 * [0, 1) its class, or where to begin to search; draws are the same with and without one.
 * Errors: mm_choice_ends MM_DOMAIN for a weight that is negative or not finite (detail->index) and for a sum that is 0
 * or not finite (detail->index = n, value the sum); mm_choice_guide MM_MEMORY.
 * Source: Chen and Asau, "On generating random variates from an empirical distribution", 1974 (guide tables); Devroye,
 * "Non-Uniform Random Variate Generation", 1986, section III.2.4. */
struct mm_choice {
    size_t n;
    uint64_t *ends;  /* owned by the caller */
    uint32_t *guide; /* null, or owned: free() */
    size_t guide_capacity;
    unsigned shift;
};

enum mm_status mm_choice_ends(const double *weights, size_t n, uint64_t *ends, struct mm_detail *detail);
/* Worth it where COUNT draws are to come; else does without. The choice is to have n and ends. */
enum mm_status mm_choice_guide(struct mm_choice *choice, size_t count);
size_t mm_choose(const struct mm_choice *choice, struct mm_stream *stream);
/* COUNT draws from number FIRST (even) on of STREAM under SEED. */
void mm_choose_all(const struct mm_choice *choice, uint64_t seed, uint64_t stream, size_t first, double *classes,
                   size_t count);

#endif
