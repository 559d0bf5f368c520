/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scaled dot-product attention. */
#ifndef MM_LINALG_ATTENTION_H
#define MM_LINALG_ATTENTION_H

#include <stdbool.h>

#include "base/status.h"

/* S = s Q Kᵀ + B,   W = softmax of each row of S,   O = W V
 *
 * Shapes: Q queries×width, K keys×width, V keys×value_width, mask and bias queries×keys, all row-major and borrowed;
 * null mask, bias or V: none. With H heads the columns of Q, K and V are cut into H equal slices, each head attends on
 * its own, and the slices of O stand side by side again; mask, bias and causal hold for every head. */
struct mm_attention {
    const double *q, *k, *v;
    size_t queries, keys, width, value_width, heads;
    double scale;       /* s; torch's is 1/sqrt(width/heads) */
    const double *mask; /* 1 where a query may attend to a key, 0 where not */
    const double *bias; /* added to the scores; -inf hides a key, NaN and +inf are not allowed */
    bool causal;        /* query i sees keys 0 to i (aligned top left, also where keys and queries differ in number) */
    size_t threads;     /* for the softmax; those of the products: mm_lapack_threads */
};

/* OUTPUT is queries×value_width; WEIGHTS and SCORES are (heads·queries)×keys, head after head; null: not wanted. No
 * more than a block of rows of scores is held, whatever is wanted.
 *
 * Conventions: hidden keys have the score -inf and weight 0; a query that sees no key has weights and output 0, and is
 * counted in *blind. Softmax is shifted by the largest score; weights sum to 1 within a few eps. Scores are within
 * width·eps·Σ|q||k|.
 * Errors: queries, keys, width or heads 0 MM_TOO_FEW; heads that do not divide width and value_width MM_SHAPE; NaN or
 * infinity in Q, K, V MM_NOT_FINITE (detail.index counts on from one to the next); a score that overflows MM_DOMAIN
 * (detail.index the query, detail.value the head, from 0); MM_MEMORY.
 * Source: Vaswani et al., "Attention is all you need", 2017, section 3.2. */
enum mm_status mm_attention(const struct mm_attention *attention, double *output, double *weights, double *scores,
                            size_t *blind, struct mm_detail *detail);

#endif
