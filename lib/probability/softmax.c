/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Softmax and its logarithm, shifted by the largest logit. */
#include "probability/softmax.h"

#include <math.h>
#include <stdbool.h>

#include "numeric/elementary.h"
#include "numeric/logspace.h"

enum { BLOCK = 4096, SMALL_BLOCK = 256, STEP = 8 };

static enum mm_status refuse(enum mm_status status, size_t index, double value, struct mm_detail *detail) {
    if (detail) *detail = (struct mm_detail){index, value};
    return status;
}

/* The largest logit, or why there is no softmax of these. */
static enum mm_status check(const double *x, size_t n, double temperature, double *largest, struct mm_detail *detail) {
    if (n == 0) return refuse(MM_TOO_FEW, 0, 0, detail);
    if (!(temperature > 0 && temperature < INFINITY)) return refuse(MM_DOMAIN, n, temperature, detail);
    *largest = mm_max(x, n);
    if (isfinite(*largest)) return MM_OK;
    size_t i = 0;
    if (isnan(*largest)) {
        while (!isnan(x[i])) i++;
        return refuse(MM_NOT_FINITE, i, x[i], detail);
    }
    while (x[i] != *largest) i++;
    return refuse(MM_DOMAIN, i, x[i], detail);
}

enum mm_status mm_check_logits(const double *x, size_t n, double *largest, struct mm_detail *detail) {
    return check(x, n, 1, largest, detail);
}

/* Whether the quotient's rounding can be corrected without overflow or underflow on the way. */
static bool is_moderate(double temperature) {
    return temperature >= 0x1p-400 && temperature <= 0x1p400;
}

/* The upper half of the bits of x, so that products of halves are exact (Veltkamp). */
static double upper_half(double x) {
    double c = x * 134217729.0;
    return c - (c - x);
}

/* (x - largest) / temperature, also where the difference overflows and the quotient does not. */
static double quotient(double x, double difference, double largest, double temperature) {
    return isinf(difference) ? x / temperature - largest / temperature : difference / temperature;
}

/* q + r = (x - largest) / temperature to twice the precision: an exponential turns the absolute error of its argument
 * into a relative one, and half an ulp of a quotient of -700 is 2^8 ulp of the result. */
static void divide_exactly(const double *x, size_t n, double largest, double temperature, double *q, double *r) {
    const bool moderate = is_moderate(temperature);
    const double t_high = moderate ? upper_half(temperature) : temperature;
    const double t_low = temperature - t_high;
    for (size_t i = 0; i < n; i++) {
        double difference = x[i] - largest;
        double back = difference - x[i];
        double lost = (x[i] - (difference - back)) - (largest + back);
        q[i] = quotient(x[i], difference, largest, temperature);
        /* Below -800 the result is 0 whatever the correction, which may be garbage there. */
        r[i] = 0;
        if (moderate && q[i] > -800) {
            double q_high = upper_half(q[i]), q_low = q[i] - q_high;
            double product = q[i] * temperature;
            double product_lost = ((q_high * t_high - product) + q_high * t_low + q_low * t_high) + q_low * t_low;
            r[i] = (((difference - product) - product_lost) + lost) / temperature;
        }
    }
}

static void exp_all(const double *x, size_t n, double largest, double temperature, double *y) {
    if (temperature == 1) {
        mm_exp(x, largest, y, n);
        return;
    }
    for (size_t i = 0; i < n; i += SMALL_BLOCK) {
        double q[SMALL_BLOCK], r[SMALL_BLOCK];
        size_t count = n - i < SMALL_BLOCK ? n - i : SMALL_BLOCK;
        divide_exactly(x + i, count, largest, temperature, q, r);
        mm_exp(q, 0, y + i, count);
        for (size_t j = 0; j < count; j++) y[i + j] += y[i + j] * r[j];
    }
}

static void scale_all(double *y, size_t n, double scale) {
    size_t i = 0;
    for (; n - i >= STEP; i += STEP)
        for (size_t j = 0; j < STEP; j++) y[i + j] *= scale;
    for (; i < n; i++) y[i] *= scale;
}

enum mm_status mm_softmax(const double *x, size_t n, double temperature, double *y, struct mm_detail *detail) {
    double largest;
    MM_TRY(check(x, n, temperature, &largest, detail));
    double sum = 0, lost = 0;
    for (size_t i = 0; i < n; i += BLOCK) { /* summed while it is in the nearest cache */
        size_t count = n - i < BLOCK ? n - i : BLOCK;
        exp_all(x + i, count, largest, temperature, y + i);
        double part = mm_tree_sum(y + i, count);
        double next = sum + part;
        lost += sum >= part ? (sum - next) + part : (part - next) + sum;
        sum = next;
    }
    scale_all(y, n, 1 / (sum + lost));
    return MM_OK;
}

/* At temperature 1, as many short rows as fill SMALL_BLOCK go through one exponential. */
static enum mm_status softmax_short_rows(const double *x, size_t rows, size_t n, double *y, struct mm_detail *detail) {
    double shifts[SMALL_BLOCK] = {0};
    for (size_t row = 0; row < rows; row++) {
        double largest;
        MM_TRY(check(x + row * n, n, 1, &largest, detail));
        for (size_t i = 0; i < n; i++) shifts[row * n + i] = largest;
    }
    mm_exp_differences(x, shifts, y, rows * n);
    for (size_t row = 0; row < rows; row++) scale_all(y + row * n, n, 1 / mm_tree_sum(y + row * n, n));
    return MM_OK;
}

enum mm_status mm_softmax_rows(const double *x, size_t rows, size_t n, double temperature, double *y,
                               struct mm_detail *detail) {
    const bool few = temperature == 1 && n > 0 && n <= SMALL_BLOCK / 4;
    const size_t together = few ? SMALL_BLOCK / n : 1;
    for (size_t row = 0; row < rows; row += together) {
        size_t count = rows - row < together ? rows - row : together;
        enum mm_status status = MM_OK;
        if (few) status = softmax_short_rows(x + row * n, count, n, y + row * n, detail);
        if (!few || status != MM_OK) { /* again one by one, for the rows before the one that fails */
            for (size_t i = row; i < row + count; i++) {
                status = mm_softmax(x + i * n, n, temperature, y + i * n, detail);
                if (status != MM_OK && detail) detail->index += i * n;
                if (status != MM_OK) return status;
            }
        }
    }
    return MM_OK;
}

enum mm_status mm_log_softmax(const double *x, size_t n, double temperature, double *y, struct mm_detail *detail) {
    double largest;
    MM_TRY(check(x, n, temperature, &largest, detail));
    if (temperature != 1) { /* (x - m)/T are logits at temperature 1, with 0 the largest */
        for (size_t i = 0; i < n; i++) y[i] = quotient(x[i], x[i] - largest, largest, temperature);
        x = y;
        largest = 0;
    }
    const double log_sum = mm_log_sum_shifted(x, n, largest);
    for (size_t i = 0; i < n; i++) y[i] = (x[i] - largest) - log_sum;
    return MM_OK;
}
