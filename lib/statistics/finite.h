/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The check that tests of hypotheses begin with. */
#ifndef MM_STATISTICS_FINITE_H
#define MM_STATISTICS_FINITE_H

#include "base/status.h"

/* MM_NOT_FINITE for the first NaN or infinity of n values, with its index and value. */
enum mm_status mm_check_finite(const double *x, size_t n, struct mm_detail *detail);
/* The same for rows of `columns` numbers, a row `stride` numbers behind the other; the index counts from the first. */
enum mm_status mm_check_finite_rows(const double *rows, size_t count, size_t columns, size_t stride,
                                    struct mm_detail *detail);

#endif
