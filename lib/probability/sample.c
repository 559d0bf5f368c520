/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws of classes from probabilities or logits. */
#include "probability/sample.h"

#include <math.h>

#include "numeric/elementary.h"

/* Logits over the temperature, the largest at 0; those of no mass are -inf. */
static enum mm_status prepare(const struct mm_sampler *sampler, const double *x, size_t n, double *work,
                              struct mm_detail *detail) {
    for (size_t i = 0; i < n; i++) {
        *detail = (struct mm_detail){i, x[i]};
        if (isnan(x[i]) || x[i] == INFINITY) return MM_NOT_FINITE;
        if (!sampler->logits && x[i] < 0) return MM_DOMAIN;
        work[i] = x[i];
    }
    if (!sampler->logits) mm_log(work, work, n);
    double largest = mm_max(work, n);
    *detail = (struct mm_detail){n, 0};
    if (largest == -INFINITY) return MM_NOT_DISTRIBUTION;
    for (size_t i = 0; i < n; i++)
        work[i] = sampler->temperature > 0 ? (work[i] - largest) / sampler->temperature
                  : work[i] == largest     ? 0
                                           : -INFINITY;
    return MM_OK;
}

static bool precedes(const double *values, size_t a, size_t b) {
    return values[a] > values[b] || (values[a] == values[b] && a < b);
}

/* Moves the largest of those below down to its place in a heap of COUNT with the largest on top. */
static void sink(const double *values, size_t *heap, size_t count, size_t at) {
    for (size_t child = 2 * at + 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count && precedes(values, heap[child + 1], heap[child])) child++;
        if (!precedes(values, heap[child], heap[at])) return;
        size_t other = heap[at];
        heap[at] = heap[child];
        heap[child] = other;
        at = child;
    }
}

static void heap_build(const double *values, size_t *heap, size_t count) {
    for (size_t at = count / 2; at-- > 0;) sink(values, heap, count, at);
}

/* Takes the largest off: it stands behind the COUNT - 1 that are left. */
static size_t heap_take(const double *values, size_t *heap, size_t count) {
    size_t first = heap[0];
    heap[0] = heap[count - 1];
    heap[count - 1] = first;
    sink(values, heap, count - 1, 0);
    return first;
}

static double mass_of(const double *values, const size_t *items, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += mm_exp1(values[items[i]]);
    return sum;
}

/* Keeps the largest classes under top-k and top-p; the others become -inf. ORDER holds the LEFT classes of some mass. */
static size_t keep_largest(const struct mm_sampler *sampler, double *work, size_t *order, size_t left) {
    size_t kept = 0, limit = sampler->top_k > 0 && sampler->top_k < left ? sampler->top_k : left;
    if (limit == left && sampler->top_p >= 1) return left;
    heap_build(work, order, left);
    for (size_t rest = left; kept < limit; rest--, kept++) heap_take(work, order, rest);
    if (sampler->top_p < 1) {
        /* Taken from behind, the largest last: the mass of all of them, then as many as reach p of it. */
        double total = mass_of(work, order + left - limit, limit), sum = 0;
        for (kept = 0; kept < limit && sum < sampler->top_p * total; kept++)
            sum += mm_exp1(work[order[left - 1 - kept]]);
    }
    for (size_t i = 0; i < left - kept; i++) work[order[i]] = -INFINITY;
    return kept;
}

/* With replacement: running sums over the classes in the order of their indices, searched by bisection. */
static void draw_with(double *work, size_t n, struct mm_stream *stream, size_t *classes, size_t count) {
    double sum = 0;
    mm_exp(work, 0, work, n);
    for (size_t i = 0; i < n; i++) work[i] = sum += work[i];
    for (size_t k = 0; k < count; k++) {
        double point = mm_stream_uniform(stream) * sum;
        size_t low = 0, high = n - 1;
        while (low < high) {
            size_t middle = low + (high - low) / 2;
            if (work[middle] > point)
                high = middle;
            else
                low = middle + 1;
        }
        /* The point may round up to the whole sum; classes of no mass behind it are not meant. */
        while (low > 0 && work[low] == work[low - 1]) low--;
        classes[k] = low;
    }
}

enum mm_status mm_sample(const struct mm_sampler *sampler, const double *x, size_t n, struct mm_stream *stream,
                         size_t *classes, size_t count, double *work, size_t *order, struct mm_detail *detail) {
    size_t left = 0;
    if (n == 0) return MM_TOO_FEW;
    MM_TRY(prepare(sampler, x, n, work, detail));
    if (sampler->temperature == 0) { /* one class is left, and ties are its */
        size_t first = 0;
        while (work[first] != 0) first++;
        for (size_t i = first + 1; i < n; i++) work[i] = -INFINITY;
    }
    for (size_t i = 0; i < n; i++)
        if (work[i] > -INFINITY) order[left++] = i;
    keep_largest(sampler, work, order, left);
    double least = sampler->min_p > 0 ? mm_log1(sampler->min_p) : -INFINITY;
    left = 0;
    for (size_t i = 0; i < n; i++) {
        if (work[i] < least) work[i] = -INFINITY;
        if (work[i] > -INFINITY) order[left++] = i;
    }
    if (!sampler->without_replacement) return draw_with(work, n, stream, classes, count), MM_OK;
    detail->index = left;
    if (count > left) return MM_TOO_FEW;
    for (size_t i = 0; i < left; i++) work[order[i]] -= mm_log1(-mm_log1(mm_stream_uniform(stream)));
    heap_build(work, order, left);
    for (size_t k = 0; k < count; k++) classes[k] = heap_take(work, order, left - k);
    return MM_OK;
}
