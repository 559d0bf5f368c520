/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check that tests of hypotheses begin with. */
#include "statistics/finite.h"

#include <math.h>

enum mm_status mm_check_finite(const double *x, size_t n, struct mm_detail *detail) {
    for (size_t i = 0; i < n; i++) {
        if (isfinite(x[i])) continue;
        *detail = (struct mm_detail){i, x[i]};
        return MM_NOT_FINITE;
    }
    return MM_OK;
}

enum mm_status mm_check_finite_rows(const double *rows, size_t count, size_t columns, size_t stride,
                                    struct mm_detail *detail) {
    for (size_t i = 0; i < count; i++) {
        if (mm_check_finite(rows + i * stride, columns, detail) == MM_OK) continue;
        detail->index += i * stride;
        return MM_NOT_FINITE;
    }
    return MM_OK;
}
