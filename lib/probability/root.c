/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Quantiles by Newton's method on logarithms. */
#include "probability/root.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>

enum { STEPS_MAX = 400 };

double mm_log_root(const struct mm_log_function *function, double target) {
    double low = 0, high = function->limit > 0 ? function->limit : (double)INFINITY, x = function->start,
           last_step = INFINITY;
    for (int i = 0; i < STEPS_MAX; i++) {
        double value, slope;
        function->evaluate(function->context, x, &value, &slope);
        if (isnan(value) || isnan(slope)) return NAN;
        double excess = value - target;
        if (excess == 0) return x;
        if ((excess > 0) != function->falling)
            high = x;
        else
            low = x;
        double step = -excess / slope, next = x * exp(step);
        if (fabs(step) < 2 * DBL_EPSILON || next == x) return next;
        /* A bracket that is one rounding wide holds no better answer. */
        if (high - low <= fmax(2 * DBL_EPSILON * x, DBL_TRUE_MIN)) return x;
        bool inside = next > low && next < high;
        if (!inside || (i > 20 && fabs(step) > 0.5 * last_step)) {
            double bottom = low > 0 ? low : DBL_TRUE_MIN, top = high < INFINITY ? high : DBL_MAX;
            next = low > 0 && high < INFINITY          ? sqrt(low) * sqrt(high)
                   : (excess > 0) != function->falling ? x / 1e8
                                                       : x * 1e8;
            if (next <= bottom) next = sqrt(bottom) * sqrt(x);
            if (next >= top) next = sqrt(top) * sqrt(x);
            if (x <= DBL_TRUE_MIN * 4 && high == x) return 0;
            if (x >= DBL_MAX / 4 && low == x) return INFINITY;
        }
        last_step = fabs(step);
        x = next;
    }
    return NAN;
}
