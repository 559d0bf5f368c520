/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widths in which the kernels of elementary.h were compiled; private to elementary.c and its test. */
#ifndef MM_NUMERIC_ELEMENTARY_VARIANTS_H
#define MM_NUMERIC_ELEMENTARY_VARIANTS_H

#include <stddef.h>

struct mm_elementary_variant {
    const char *name;
    void (*exp)(const double *x, double shift, double *y, size_t n);
    void (*exp_differences)(const double *x, const double *shifts, double *y, size_t n);
    void (*log)(const double *x, double *y, size_t n);
    void (*max)(const double *x, size_t n, double lanes[16]); /* n from 16 on */
    void (*sum)(const double *x, size_t n, double lanes[16]);
};

/* Variant INDEX, from the narrowest on; null if this processor does not run it or there is none. */
const struct mm_elementary_variant *mm_elementary_variant(size_t index);

#endif
