/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Means: arithmetic, geometric, harmonic, trimmed. */
#include "statistics/mean.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/elementary.h"
#include "numeric/order.h"

void mm_mean_start(struct mm_mean *mean, enum mm_mean_kind kind, double fraction) {
    *mean = (struct mm_mean){.kind = kind, .fraction = fraction};
    mm_exact_clear(&mean->sum);
    mm_exact_clear(&mean->weight_sum);
}

void mm_mean_stop(struct mm_mean *mean) {
    free(mean->values);
    mean->values = NULL;
}

static enum mm_status keep(struct mm_mean *mean, const double *x, size_t n, size_t stride) {
    if (!mm_grow(&mean->values, &mean->capacity, (size_t)mean->n, n, sizeof *x)) return MM_MEMORY;
    for (size_t i = 0; i < n; i++) mean->values[mean->n + i] = x[i * stride];
    return MM_OK;
}

/* x = m 2^e with m in [√½, √2): logarithms near 0 lose nothing to a common factor, and powers of two come out exactly.
 */
static int split_exponent(double *x) {
    int exponent = 0;
    if (*x == 0 || !isfinite(*x)) return 0;
    *x = frexp(*x, &exponent);
    if (*x >= 0.70710678118654752) return exponent;
    *x *= 2;
    return exponent - 1;
}

/* Blocks of transformed values: log x or 1/x. */
static enum mm_status add_transformed(struct mm_mean *mean, const double *x, const double *weights, size_t n,
                                      size_t stride) {
    enum { BLOCK = 256 };
    double y[BLOCK];
    for (size_t from = 0; from < n; from += BLOCK) {
        size_t count = n - from < BLOCK ? n - from : BLOCK;
        for (size_t i = 0; i < count; i++) {
            y[i] = x[(from + i) * stride];
            if (weights != NULL && weights[(from + i) * stride] == 0) y[i] = 1; /* counts for nothing, whatever it is */
            if (y[i] < 0) return MM_DOMAIN;
            if (mean->kind == MM_MEAN_GEOMETRIC && weights == NULL) mean->exponents += split_exponent(&y[i]);
        }
        if (mean->kind == MM_MEAN_GEOMETRIC) mm_log(y, y, count);
        for (size_t i = 0; mean->kind == MM_MEAN_HARMONIC && i < count; i++) {
            bool zero = y[i] == 0;
            y[i] = 1 / fabs(y[i]);                      /* -0 is a zero, not a negative infinity */
            if (isinf(y[i]) && !zero) return MM_DOMAIN; /* a subnormal without a reciprocal */
        }
        if (weights != NULL)
            mm_exact_add_products(&mean->sum, y, 1, weights + from * stride, stride, count);
        else
            mm_exact_add_all(&mean->sum, y, count, 1);
    }
    return MM_OK;
}

enum mm_status mm_mean_add(struct mm_mean *mean, const double *x, const double *weights, size_t n, size_t stride) {
    if (weights != NULL) {
        mean->weighted = 1;
        for (size_t i = 0; i < n; i++)
            if (weights[i * stride] < 0) return MM_DOMAIN;
        mm_exact_add_all(&mean->weight_sum, weights, n, stride);
    }
    if (mean->kind == MM_MEAN_TRIMMED)
        MM_TRY(keep(mean, x, n, stride));
    else if (mean->kind != MM_MEAN_ARITHMETIC)
        MM_TRY(add_transformed(mean, x, weights, n, stride));
    else if (weights != NULL)
        mm_exact_add_products(&mean->sum, x, stride, weights, stride, n);
    else
        mm_exact_add_all(&mean->sum, x, n, stride);
    mean->n += n;
    return MM_OK;
}

/* exp(AVERAGE) 2^(EXPONENTS/n), the whole powers of two taken out. */
static double geometric(double average, int64_t exponents, int64_t n) {
    const double log_2 = 0.693147180559945309417;
    int64_t whole = exponents / n, rest = exponents % n;
    return ldexp(exp(average + (double)rest / (double)n * log_2), (int)whole);
}

enum mm_status mm_mean_finish(struct mm_mean *mean, double *value) {
    if (mean->n == 0) return MM_TOO_FEW;
    if (mean->kind == MM_MEAN_TRIMMED) return mm_trimmed_mean(mean->values, (size_t)mean->n, mean->fraction, value);
    double average;
    if (mean->weighted) {
        if (mm_exact_round(&mean->weight_sum) == 0) return MM_DOMAIN;
        average = mm_exact_quotient(&mean->sum, &mean->weight_sum);
    } else {
        average = mm_exact_divide(&mean->sum, mean->n);
    }
    if (isnan(average) && !mean->sum.not_a_number) return MM_DOMAIN; /* inf - inf */
    switch (mean->kind) {
    case MM_MEAN_GEOMETRIC:
        *value = geometric(average, mean->exponents, (int64_t)mean->n);
        break;
    case MM_MEAN_HARMONIC:
        *value = 1 / average;
        break;
    default:
        *value = average;
    }
    return MM_OK;
}

enum mm_status mm_trimmed_mean(double *values, size_t n, double fraction, double *value) {
    if (n == 0) return MM_TOO_FEW;
    if (!(fraction >= 0 && fraction < 0.5)) return MM_DOMAIN;
    for (size_t i = 0; i < n; i++) {
        if (!isnan(values[i])) continue;
        *value = NAN;
        return MM_OK;
    }
    size_t cut = (size_t)floor((double)n * fraction);
    if (cut > 0) { /* afterwards the kept ones stand in [cut, n - cut) */
        mm_select_kth(values, n, cut);
        mm_select_kth(values + cut, n - cut, n - 2 * cut - 1);
    }
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, values + cut, n - 2 * cut, 1);
    *value = mm_exact_divide(&sum, n - 2 * cut);
    return MM_OK;
}
