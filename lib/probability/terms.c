/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of terms p log q. */
#include "probability/terms.h"

#include <math.h>

#include "numeric/elementary.h"
#include "numeric/exact.h"

/* log(p/q) = log(u) + c, both p and q above 0. Near 1 the ratio is 1 + d with d = (p - q)/q, whose numerator is exact;
 * u = 1 + d is rounded and c puts back what that loses, so the logarithm keeps its digits however small it is. */
void mm_split_ratio(double p, double q, double *u, double *c) {
    const double small = 0x1p-960;
    double offset = 0;
    if (p < small || q < small) { /* else a quotient of subnormals, or of one and 1, loses digits or overflows */
        const double log_scale = 0x1.4cb5ecf0a9650p+5; /* 60 ln 2 */
        if (p < small) p *= 0x1p60, offset -= log_scale;
        if (q < small) q *= 0x1p60, offset += log_scale;
    }
    double ratio = p / q;
    if (ratio >= 0.5 && ratio <= 2 && offset == 0) {
        double d = (p - q) / q;
        *u = 1 + d;
        *c = (d - (*u - 1)) / *u;
    } else {
        *u = ratio;
        *c = offset;
    }
}

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

/* With u = 1 + r rounded, log(u) / (u - 1) changes so little over an ulp that the rounding of u cancels out. */
double mm_log_one_plus(double r) {
    double u = 1 + r;
    return u == 1 || isinf(u) ? r : mm_log1(u) * (r / (u - 1));
}
