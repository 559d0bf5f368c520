/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reductions of blocks. */
#include "expr/accumulator.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/elementary.h"
#include "numeric/exact.h"
#include "numeric/moments.h"

struct mm_accumulator {
    size_t count; /* of accumulators, in the first */
    bool used;
    struct mm_exact sum;
    struct mm_moments *moments; /* made when an sd is first asked for */
    double extreme;
    size_t numbers;
    bool failed;
};

struct mm_accumulator *mm_accumulators_new(size_t count) {
    struct mm_accumulator *made = mm_new_zero(count > 0 ? count : 1, sizeof *made);
    if (made != NULL) made->count = count;
    return made;
}

void mm_accumulators_free(struct mm_accumulator *accumulators) {
    if (accumulators == NULL) return;
    for (size_t i = 0; i < accumulators->count; i++) mm_moments_free(accumulators[i].moments);
    free(accumulators);
}

void mm_accumulators_clear(struct mm_accumulator *accumulators) {
    for (size_t i = 0; i < accumulators->count; i++) {
        struct mm_accumulator *a = &accumulators[i];
        a->used = false;
        a->numbers = 0;
        mm_exact_clear(&a->sum);
        if (a->moments != NULL) mm_moments_clear(a->moments);
    }
}

/* The better of two: NaN wins. */
static double better(enum mm_function function, double a, double b) {
    if (isnan(a) || isnan(b)) return NAN;
    return function == MM_FN_MIN_ROWS ? fmin(a, b) : fmax(a, b);
}

static size_t numbers_among(const double *x, size_t n) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) count += x[i] == x[i];
    return count;
}

double mm_fold_start(enum mm_function function) {
    return function == MM_FN_MIN_ROWS ? (double)INFINITY : function == MM_FN_MAX_ROWS ? (double)-INFINITY : 0.0;
}

void mm_accumulate(struct mm_accumulator *accumulators, size_t i, enum mm_function function, const double *x,
                   size_t n) {
    struct mm_accumulator *a = &accumulators[i];
    if (!a->used) a->extreme = mm_fold_start(function);
    a->used = true;
    switch (function) {
    case MM_FN_COUNT_ROWS:
        a->numbers += numbers_among(x, n);
        break;
    case MM_FN_MIN_ROWS:
    case MM_FN_MAX_ROWS:
        a->extreme = mm_block_fold(function, a->extreme, x, n);
        break;
    case MM_FN_SD_ROWS:
        if (a->moments == NULL) a->moments = mm_moments_new(2);
        if (a->moments == NULL)
            a->failed = true;
        else
            mm_moments_add(a->moments, x, n, 1);
        break;
    default:
        mm_exact_add_all(&a->sum, x, n, 1);
    }
}

void mm_accumulators_merge(struct mm_accumulator *to, const struct mm_accumulator *from, size_t i,
                           enum mm_function function) {
    struct mm_accumulator *a = &to[i];
    const struct mm_accumulator *b = &from[i];
    a->failed = a->failed || b->failed;
    if (!b->used) return;
    if (!a->used) a->extreme = mm_fold_start(function);
    a->used = true;
    a->numbers += b->numbers;
    a->extreme = better(function, a->extreme, b->extreme);
    mm_exact_merge(&a->sum, &b->sum);
    if (b->moments == NULL) return;
    if (a->moments == NULL) a->moments = mm_moments_new(2);
    if (a->moments == NULL)
        a->failed = true;
    else
        mm_moments_merge(a->moments, b->moments);
}

double mm_accumulator_value(const struct mm_accumulator *accumulators, size_t i, enum mm_function function,
                            size_t rows) {
    const struct mm_accumulator *a = &accumulators[i];
    double sd = NAN;
    if (a->failed) return NAN;
    switch (function) {
    case MM_FN_COUNT_ROWS:
        return (double)a->numbers;
    case MM_FN_MIN_ROWS:
    case MM_FN_MAX_ROWS:
        return a->extreme;
    case MM_FN_SD_ROWS:
        return a->moments != NULL && mm_moments_sd(a->moments, 1, &sd) == MM_OK ? sd : (double)NAN;
    case MM_FN_MEAN_ROWS:
        return mm_exact_divide(&a->sum, rows);
    default:
        return mm_exact_round(&a->sum);
    }
}

double mm_block_fold(enum mm_function function, double so_far, const double *x, size_t n) {
    switch (function) {
    case MM_FN_COUNT_ROWS:
        return so_far + (double)numbers_among(x, n);
    case MM_FN_MIN_ROWS:
        for (size_t i = 0; i < n; i++) so_far = better(function, so_far, x[i]);
        return so_far;
    case MM_FN_MAX_ROWS:
        return better(function, so_far, mm_max(x, n));
    default:
        return so_far + mm_tree_sum(x, n);
    }
}

double mm_fold_partials(enum mm_function function, const double *partials, size_t count, size_t stride, size_t rows) {
    double result = mm_fold_start(function);
    if (function == MM_FN_MIN_ROWS || function == MM_FN_MAX_ROWS) {
        for (size_t i = 0; i < count; i++) result = better(function, result, partials[i * stride]);
        return result;
    }
    /* Blocks of partials, each a tree, one after another. */
    double block[512];
    for (size_t i = 0; i < count;) {
        size_t n = 0;
        for (; n < sizeof block / sizeof *block && i < count; i++) block[n++] = partials[i * stride];
        result += mm_tree_sum(block, n);
    }
    return function == MM_FN_MEAN_ROWS ? result / (double)rows : result;
}

double mm_texts_compare(enum mm_function comparison, struct mm_span a, struct mm_span b) {
    if (a.text == NULL || b.text == NULL) return NAN;
    size_t shorter = a.length < b.length ? a.length : b.length;
    int order = shorter > 0 ? memcmp(a.text, b.text, shorter) : 0;
    if (order == 0) order = (a.length > b.length) - (a.length < b.length);
    return mm_comparison_holds(comparison, order);
}
