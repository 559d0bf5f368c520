/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selection among pairs by bisection over the doubles: how many pairs are up to a value is counted in one walk. */
#include "statistics/location.h"

#include <math.h>

#include "numeric/order.h"

uint64_t mm_location_count(const struct mm_location *location) {
    uint64_t n = location->n1;
    return location->y != NULL ? n * location->n2 : n * (n + 1) / 2;
}

/* Half of each first, so that the largest doubles do not overflow. */
static double mean_of(double a, double b) {
    double sum = a + b;
    return isfinite(sum) ? sum / 2 : a / 2 + b / 2;
}

static uint64_t count_up_to(const struct mm_location *location, double value) {
    const double *x = location->x, *y = location->y;
    uint64_t count = 0;
    if (y == NULL) {
        size_t end = location->n1; /* partners of x_i are those before `end`; fewer as x_i grows */
        for (size_t i = 0; i < end; i++) {
            while (end > i && mean_of(x[i], x[end - 1]) > value) end--;
            count += end > i ? end - i : 0;
        }
        return count;
    }
    size_t start = 0; /* partners of x_i are y from `start` on */
    for (size_t i = 0; i < location->n1; i++) {
        while (start < location->n2 && x[i] - y[start] > value) start++;
        count += location->n2 - start;
    }
    return count;
}

double mm_location_select(const struct mm_location *location, uint64_t k) {
    const double *x = location->x, *y = location->y;
    size_t last = location->n1 - 1;
    int64_t low = mm_order_of(y != NULL ? x[0] - y[location->n2 - 1] : x[0]);
    int64_t high = mm_order_of(y != NULL ? x[last] - y[0] : x[last]);
    while (low < high) {
        int64_t middle = (low & high) + ((low ^ high) >> 1);
        if (count_up_to(location, mm_double_of(middle)) >= k)
            high = middle;
        else
            low = middle + 1;
    }
    return mm_double_of(low);
}

double mm_location_median(const struct mm_location *location) {
    uint64_t count = mm_location_count(location);
    double upper = mm_location_select(location, count / 2 + 1);
    return count % 2 == 1 ? upper : mean_of(mm_location_select(location, count / 2), upper);
}
