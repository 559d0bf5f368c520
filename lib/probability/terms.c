/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of terms p log q. */
#include "probability/terms.h"

#include <math.h>

#include "numeric/exact.h"

/* The upper half of the bits of x, so that products of halves are exact (Veltkamp). */
static double upper_half(double x) {
    double c = x * 134217729.0;
    return c - (c - x);
}

/* The double nearest to Σ x_i y_i for up to MM_TERMS terms, as mm_exact_dot gives it, in a fraction of the time: the
 * sum in twice the precision (Ogita, Rump, Oishi, "Accurate sum and dot product", 2005, algorithm 5.3), which is taken
 * if its error bound cannot change the rounding, as it hardly ever does. Infinities, NaN and overflow fail that test.
 */
double mm_sum_terms(const double *x, const double *y, size_t n) {
    double sum = 0, lost = 0, size = 0;
    for (size_t i = 0; i < n; i++) {
        double product = x[i] * y[i];
        double x_high = upper_half(x[i]), x_low = x[i] - x_high;
        double y_high = upper_half(y[i]), y_low = y[i] - y_high;
        double product_lost = ((x_high * y_high - product) + x_high * y_low + x_low * y_high) + x_low * y_low;
        double next = sum + product;
        double back = next - sum;
        lost += ((sum - (next - back)) + (product - back)) + product_lost;
        sum = next;
        size += fabs(product);
    }
    /* Their bound is n² eps² size/4; n ≤ 2^7. The last term: products that underflow. */
    double bound = size * 0x1p-88 + 0x1p-1060;
    double low = sum + (lost - bound), high = sum + (lost + bound);
    return low == high ? low : mm_exact_dot(x, y, n);
}
