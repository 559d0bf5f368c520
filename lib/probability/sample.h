/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws of classes from probabilities or logits, with the filters of text generation. */
#ifndef MM_PROBABILITY_SAMPLE_H
#define MM_PROBABILITY_SAMPLE_H

#include <stdbool.h>

#include "base/status.h"
#include "numeric/random.h"

struct mm_sampler {
    bool logits;         /* the input is logits, not weights */
    double temperature;  /* 0: the arg max, the first of equals */
    size_t top_k;        /* 0: off */
    double top_p, min_p; /* 1 and 0: off */
    bool without_replacement;
};

/* w_i = exp((l_i - max l)/T), l_i = log weight_i or logit_i
 *
 * Filters act one after another, each on what the one before left: temperature; top-k keeps the k largest; top-p the
 * smallest set of largest classes whose share of the mass left reaches p, at least one; min-p those with at least p
 * times the largest. Among equals the lower index counts as larger. Then, with replacement, class i is drawn with
 * probability w_i/Σw, one uniform for each draw; without, the classes with the largest l_i/T - log(-log u_i) in falling
 * order (Gumbel), one uniform for each class left, in the order of their indices.
 * Shapes: x and work n numbers each, order n, classes `count`.
 * Conventions: weights need not sum to 1; -inf is a logit of probability 0. Our own exp and log: the same draws on
 * every machine. Errors: a weight that is negative, or not finite, or a logit that is NaN or +inf: MM_NOT_FINITE or
 * MM_DOMAIN with detail; all weights 0: MM_NOT_DISTRIBUTION with detail->index = n, value 0; without replacement more
 * draws than classes left: MM_TOO_FEW with detail->index = classes left.
 * Source: Holtzman et al., "The curious case of neural text degeneration", 2020; Kool, van Hoof, Welling, "Stochastic
 * beams and where to find them", 2019. */
enum mm_status mm_sample(const struct mm_sampler *sampler, const double *x, size_t n, struct mm_stream *stream,
                         size_t *classes, size_t count, double *work, size_t *order, struct mm_detail *detail);

#endif
