/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random variates on top of the streams: the same bits on every machine. */
#ifndef MM_NUMERIC_VARIATES_H
#define MM_NUMERIC_VARIATES_H

#include "numeric/random.h"

/* Uniform on (0, 1): mm_stream_uniform, one after another. One uniform each.
 *
 * Exponential with mean 1: -log(u). One uniform each.
 *
 * Standard normal, by Marsaglia's polar method: x = 2 u1 - 1, y = 2 u2 - 1, s = x² + y²; where s ≥ 1 or s = 0 the two
 * uniforms are thrown away and the next two taken; else the variates are x f and y f, in this order, with
 * f = sqrt(-2 log(s) / s). Two uniforms for each try, 4/π tries for each pair of variates. mm_fill_normal uses both of
 * a pair; of an odd COUNT's last pair the second is thrown away, so that filling an even number and then the rest gives
 * the same variates as filling all at once. mm_stream_normal takes the first of a pair and throws the second away.
 *
 * Conventions: additions, multiplications, divisions and square roots in a fixed order and our own log, none of which
 * depends on the processor, the mathematics library or the number of threads.
 * Source: Marsaglia and Bray, "A convenient method for generating normal variables", SIAM Review 6, 1964; Devroye,
 * "Non-Uniform Random Variate Generation", 1986, sections II.2 and V.4. */
void mm_fill_uniform(struct mm_stream *stream, double *values, size_t count);
void mm_fill_exponential(struct mm_stream *stream, double *values, size_t count);
void mm_fill_normal(struct mm_stream *stream, double *values, size_t count);
double mm_stream_exponential(struct mm_stream *stream);
double mm_stream_normal(struct mm_stream *stream);

#endif
