/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variates that take rejection: gamma, Poisson, binomial; the same bits on every machine. */
#ifndef MM_PROBABILITY_DRAW_H
#define MM_PROBABILITY_DRAW_H

#include "numeric/random.h"

/* log G, G gamma with this shape and rate 1: Marsaglia and Tsang's cube of a normal for shapes from 1 on (one polar
 * normal and one uniform a try); below, log G(shape+1) + log(u)/shape.
 *
 * Poisson: below a rate of 10 uniforms are multiplied until the product is under e^-rate; from 10 on Hörmann's PTRS
 * (two uniforms a try). Binomial: with n min(p, 1-p) < 10 the sum of probabilities is searched with one uniform; else
 * Hörmann's BTRS (two uniforms a try).
 *
 * Conventions: arithmetic, square roots and our own exp and log only, in a fixed order.
 * Source: Marsaglia and Tsang, "A simple method for generating gamma variables", 2000; Hörmann, "The transformed
 * rejection method for generating Poisson random variables", 1993; "The generation of binomial random variates",
 * 1993. */
double mm_draw_log_gamma(double shape, struct mm_stream *stream);
double mm_draw_poisson(double rate, struct mm_stream *stream);
double mm_draw_binomial(double n, double p, struct mm_stream *stream);

/* log(1 + x) to a few ulp, x > -1, from our own log. */
double mm_log_1p(double x);

#endif
