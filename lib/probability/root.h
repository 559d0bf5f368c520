/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by Newton's method on logarithms. */
#ifndef MM_PROBABILITY_ROOT_H
#define MM_PROBABILITY_ROOT_H

#include <stdbool.h>

/* The x > 0 with log F(x) = target, F monotone.
 *
 * `evaluate` answers log F(x) and its slope d log F / d log x (negative where F is `falling`). Steps are multiplications,
 * so x is relatively accurate at any size; a bracket guards them. Below the smallest double: 0; above the largest: inf.
 * NaN if it does not settle. */
struct mm_log_function {
    void (*evaluate)(const void *context, double x, double *log_value, double *slope);
    const void *context;
    double start, limit; /* the largest x there is; 0: none */
    bool falling;
};
double mm_log_root(const struct mm_log_function *function, double target);

#endif
