/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trapezoid and Simpson's rules on points of any spacing. */
#include "calculus/sampled.h"

#include <math.h>

#include "numeric/exact.h"

static enum mm_status check_order(enum mm_sampled_rule rule, const double *x, size_t n, struct mm_detail *detail) {
    int direction = 0;
    for (size_t i = 1; x != NULL && i < n; i++) {
        int step = (x[i] > x[i - 1]) - (x[i] < x[i - 1]);
        if (isnan(x[i]) || isnan(x[i - 1])) continue;
        if ((step == 0 && rule == MM_SIMPSON) || step * direction < 0) {
            detail->index = i;
            return MM_DATA;
        }
        if (direction == 0) direction = step;
    }
    return MM_OK;
}

/* Twice the integral over intervals FIRST to LAST - 1: Σ (x_{i+1} - x_i)(y_i + y_{i+1}), of which the products of equal
 * index cancel but for the ends. */
static void add_trapezoids(struct mm_exact *sum, const double *x, double spacing, const double *y, size_t first,
                           size_t last) {
    size_t count = last - first;
    if (x == NULL) {
        for (size_t i = first; i < last; i++) {
            mm_exact_add_product(sum, spacing, y[i]);
            mm_exact_add_product(sum, spacing, y[i + 1]);
        }
        return;
    }
    mm_exact_add_products(sum, x + first + 1, 1, y + first, 1, count);
    for (size_t i = first; i < last; i++) mm_exact_add_product(sum, -x[i], y[i + 1]);
    mm_exact_add_product(sum, x[last], y[last]);
    mm_exact_add_product(sum, -x[first], y[first]);
}

/* Twice the integral by pairs of intervals. */
static void add_parabolas(struct mm_exact *sum, const double *x, double spacing, const double *y, size_t first,
                          size_t last) {
    for (size_t i = first; i + 2 <= last; i += 2) {
        double h = x != NULL ? x[i + 1] - x[i] : spacing, k = x != NULL ? x[i + 2] - x[i + 1] : spacing;
        double both = h + k;
        mm_exact_add_product(sum, both / 3 * (2 - k / h), y[i]);
        mm_exact_add_product(sum, both / 3 * (both / h) * (both / k), y[i + 1]);
        mm_exact_add_product(sum, both / 3 * (2 - h / k), y[i + 2]);
    }
}

enum mm_status mm_sampled_integral(enum mm_sampled_rule rule, const double *x, double spacing, const double *y,
                                   size_t n, double *integral, struct mm_detail *detail) {
    struct mm_exact sum;
    if (n < 2) return MM_TOO_FEW;
    MM_TRY(check_order(rule, x, n, detail));
    mm_exact_clear(&sum);
    if (rule == MM_TRAPEZOID) {
        add_trapezoids(&sum, x, spacing, y, 0, n - 1);
        *integral = mm_exact_divide(&sum, 2);
    } else if (n % 2 == 1) {
        add_parabolas(&sum, x, spacing, y, 0, n - 1);
        *integral = mm_exact_divide(&sum, 2);
    } else {
        add_parabolas(&sum, x, spacing, y, 0, n - 2);
        add_trapezoids(&sum, x, spacing, y, n - 2, n - 1);
        add_trapezoids(&sum, x, spacing, y, 0, 1);
        add_parabolas(&sum, x, spacing, y, 1, n - 1);
        *integral = mm_exact_divide(&sum, 4);
    }
    return MM_OK;
}
