/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values as whole numbers of a decimal unit. */
#include "statistics/decimal.h"

#include <math.h>

int mm_decimal_exponent(double x) {
    return (int)floor(log10(fabs(x))) + 1;
}

double mm_decimal_shift(double x, int k) {
    enum { STEP = 300 };
    if (k > STEP) return x * 1e300 * pow(10, k - STEP);
    return k >= 0 ? x * pow(10, k) : x / pow(10, -k);
}

double mm_decimal_round(double x, double size) {
    if (size == 0) return x;
    int shift = MM_DECIMAL_DIGITS - mm_decimal_exponent(size);
    return mm_decimal_shift(rint(mm_decimal_shift(x, shift)), -shift);
}

void mm_decimal_units(const double *x, size_t n, double *units) {
    double largest = 0;
    for (size_t i = 0; i < n; i++) largest = fmax(largest, fabs(x[i]));
    int shift = largest > 0 ? MM_DECIMAL_DIGITS - mm_decimal_exponent(largest) : 0;
    for (size_t i = 0; i < n; i++) units[i] = rint(mm_decimal_shift(x[i], shift));
}
