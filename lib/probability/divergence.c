/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Distributions checked and normalised, and the Kullback-Leibler divergence. */
#include "probability/divergence.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/elementary.h"
#include "numeric/exact.h"

enum { BLOCK = 128 };

/* How far a sum may be from 1: what probabilities written with seven digits reach. */
static const double TOLERANCE = 1e-6;

static enum mm_status refuse(enum mm_status status, size_t index, double value, struct mm_detail *detail) {
    if (detail) *detail = (struct mm_detail){index, value};
    return status;
}

static enum mm_status check_entries(const double *p, size_t n, struct mm_detail *detail) {
    if (n == 0) return refuse(MM_TOO_FEW, 0, 0, detail);
    bool good = true;
    for (size_t i = 0; i < n; i++) good &= p[i] >= 0 && p[i] < INFINITY;
    if (good) return MM_OK;
    size_t i = 0;
    while (p[i] >= 0 && p[i] < INFINITY) i++;
    return refuse(isfinite(p[i]) ? MM_NOT_DISTRIBUTION : MM_NOT_FINITE, i, p[i], detail);
}

enum mm_status mm_check_distribution(const double *p, size_t n, struct mm_detail *detail) {
    MM_TRY(check_entries(p, n, detail));
    /* The quick sum is good to n eps: only where that could matter, and in the message, it has to be exact. */
    if (fabs(mm_tree_sum(p, n) - 1) <= TOLERANCE / 2) return MM_OK;
    double sum = mm_exact_sum(p, n);
    return fabs(sum - 1) <= TOLERANCE ? MM_OK : refuse(MM_NOT_DISTRIBUTION, n, sum, detail);
}

enum mm_status mm_normalize_distribution(const double *p, size_t n, double *q, struct mm_detail *detail) {
    MM_TRY(check_entries(p, n, detail));
    double sum = mm_exact_sum(p, n);
    if (sum == 0) return refuse(MM_NOT_DISTRIBUTION, n, sum, detail);
    if (sum < INFINITY) {
        for (size_t i = 0; i < n; i++) q[i] = p[i] / sum;
        return MM_OK;
    }
    /* Finite entries with a sum beyond the doubles: 2^-64 of each can be summed, for n is below 2^64. */
    struct mm_exact scaled;
    mm_exact_clear(&scaled);
    for (size_t i = 0; i < n; i++) mm_exact_add(&scaled, p[i] * 0x1p-64);
    sum = mm_exact_round(&scaled);
    for (size_t i = 0; i < n; i++) q[i] = p[i] * 0x1p-64 / sum;
    return MM_OK;
}

/* log(p/q) = log(u) + c, both p and q above 0. Near 1 the ratio is 1 + d with d = (p - q)/q, whose numerator is exact;
 * u = 1 + d is rounded and c puts back what that loses, so the logarithm keeps its digits however small it is. */
static void take_ratio(double p, double q, double *u, double *c) {
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

/* The double nearest to Σ x_i y_i for up to BLOCK terms, as mm_exact_dot gives it, in a fraction of the time: the sum
 * in twice the precision (Ogita, Rump, Oishi, "Accurate sum and dot product", 2005, algorithm 5.3), which is taken if
 * its error bound cannot change the rounding, as it hardly ever does. Infinities, NaN and overflow fail that test. */
static double sum_products(const double *x, const double *y, size_t n) {
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

double mm_kl_divergence(const double *p, const double *q, size_t n) {
    struct mm_exact sum;
    if (n > BLOCK) mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i += BLOCK) {
        double logs[BLOCK], rest[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        bool all_equal = true;
        for (size_t j = 0; j < count; j++) {
            logs[j] = 1; /* 0 log(0/q) is 0 log 1 */
            rest[j] = 0;
            if (p[i + j] == 0) continue;
            if (q[i + j] == 0) return INFINITY;
            all_equal &= p[i + j] == q[i + j];
            take_ratio(p[i + j], q[i + j], &logs[j], &rest[j]);
        }
        if (all_equal) continue; /* nothing but zeros to add */
        mm_log(logs, logs, count);
        for (size_t j = 0; j < count; j++) logs[j] += rest[j];
        if (n <= BLOCK) return sum_products(p, logs, n);
        mm_exact_add_products(&sum, p + i, 1, logs, 1, count);
    }
    return n <= BLOCK ? 0 : mm_exact_round(&sum);
}

double mm_kl_divergence_log(const double *log_p, const double *log_q, size_t n) {
    struct mm_exact sum;
    if (n > BLOCK) mm_exact_clear(&sum);
    for (size_t i = 0; i < n; i += BLOCK) {
        double p[BLOCK], differences[BLOCK];
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        mm_exp(log_p + i, 0, p, count);
        for (size_t j = 0; j < count; j++) {
            double a = log_p[i + j], b = log_q[i + j];
            if (b == -INFINITY && a > -INFINITY) return INFINITY;
            differences[j] = a == -INFINITY ? 0 : a - b;
        }
        if (n <= BLOCK) return sum_products(p, differences, n);
        mm_exact_add_products(&sum, p, 1, differences, 1, count);
    }
    return n <= BLOCK ? 0 : mm_exact_round(&sum);
}
