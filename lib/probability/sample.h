/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws of classes from probabilities or logits, with the filters of text generation. */
#ifndef MM_PROBABILITY_SAMPLE_H
#define MM_PROBABILITY_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

struct mm_sampler {
    bool logits;         /* the input is logits, not weights */
    double temperature;  /* 0: the arg max, the first of equals */
    size_t top_k;        /* 0: off */
    double top_p, min_p; /* 1 and 0: off */
    bool without_replacement;
    size_t count; /* draws from each row */
    uint64_t seed;
};

/* w_i = exp((l_i - max l)/T), l_i = log weight_i or logit_i
 *
 * Filters act one after another, each on what the one before left: temperature; top-k keeps the k largest; top-p the
 * smallest set of largest classes whose share of the mass left reaches p, at least one; min-p those with at least p
 * times the largest. Among equals the lower index counts as larger. Then, with replacement, class i is drawn with
 * probability w_i/Σw, by choice.h; without, the classes with the largest l_i/T - log(-log u_i) in falling order
 * (Gumbel), one uniform for each class left, in the order of their indices. Row r draws from stream r under the seed.
 * Shapes: x n numbers; draws FIRST … FIRST + count - 1 of a row as doubles.
 * Conventions: weights need not sum to 1; -inf is a logit of probability 0. Our own exp and log: the same draws on
 * every machine. Errors: a weight that is negative, or not finite, or a logit that is NaN or +inf: MM_NOT_FINITE or
 * MM_DOMAIN with detail; all weights 0: MM_NOT_DISTRIBUTION with detail->index = n, value 0; without replacement more
 * draws than classes left: MM_TOO_FEW with detail->index = classes left; MM_MEMORY.
 * Source: Holtzman et al., "The curious case of neural text degeneration", 2020; Kool, van Hoof, Welling, "Stochastic
 * beams and where to find them", 2019. */
struct mm_sample; /* opaque: a row made ready to be drawn from, and room for it */

struct mm_sample *mm_sample_new(const struct mm_sampler *sampler, size_t n); /* borrows SAMPLER; null: memory */
void mm_sample_free(struct mm_sample *sample);
/* Makes ready row number ROW. */
enum mm_status mm_sample_prepare(struct mm_sample *sample, const double *x, size_t row, struct mm_detail *detail);
/* FIRST is even. Any thread may draw from a sample that is ready. */
void mm_sample_draw(const struct mm_sample *sample, size_t first, double *classes, size_t count);

#endif
