/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as whole numbers of a decimal unit, so that what ties as decimals ties as numbers. */
#ifndef MM_STATISTICS_DECIMAL_H
#define MM_STATISTICS_DECIMAL_H

#include <stddef.h>

/* Digits of the largest value that comparisons look at: 0.3 - 0.2 and 0.2 - 0.1 agree in them, doubles do not. */
enum { MM_DECIMAL_DIGITS = 12 };

/* The least e with |x| < 10^e; x is not 0. */
int mm_decimal_exponent(double x);

/* x·10^k; a power beyond the range of doubles is taken in two steps. */
double mm_decimal_shift(double x, int k);

/* x rounded to 12 digits of SIZE, as the double nearest to that decimal. */
double mm_decimal_round(double x, double size);

/* units_i = x_i in whole numbers of 10^(e - 12), e of the largest magnitude; UNITS may be X. All 0 stay 0. */
void mm_decimal_units(const double *x, size_t n, double *units);

#endif
