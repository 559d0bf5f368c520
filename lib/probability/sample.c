/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Draws of classes from probabilities or logits. */
#include "probability/sample.h"

#include <math.h>
#include <stdlib.h>

#include "base/memory.h"
#include "numeric/elementary.h"
#include "numeric/random.h"
#include "probability/choice.h"

struct mm_sample {
    const struct mm_sampler *sampler;
    size_t n, row;
    struct mm_choice choice; /* with replacement */
    double *work;
    size_t *order; /* without: the first draw stands at left - 1, the second before it, … */
    size_t left;
};

struct mm_sample *mm_sample_new(const struct mm_sampler *sampler, size_t n) {
    struct mm_sample *sample = mm_new_zero(1, sizeof *sample);
    if (sample == NULL) return NULL;
    sample->sampler = sampler;
    sample->n = sample->choice.n = n;
    sample->work = mm_new(n, sizeof *sample->work);
    sample->order = mm_new(n, sizeof *sample->order);
    sample->choice.ends = mm_new(n, sizeof *sample->choice.ends);
    if (sample->work != NULL && sample->order != NULL && sample->choice.ends != NULL) return sample;
    mm_sample_free(sample);
    return NULL;
}

void mm_sample_free(struct mm_sample *sample) {
    if (sample == NULL) return;
    free(sample->work);
    free(sample->order);
    free(sample->choice.ends);
    free(sample->choice.guide);
    free(sample);
}

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

/* Logarithms of the masses left, the largest near 0: exact shares from here on. */
static enum mm_status get_ready(struct mm_sample *sample, struct mm_detail *detail) {
    mm_exp(sample->work, 0, sample->work, sample->n);
    MM_TRY(mm_choice_ends(sample->work, sample->n, sample->choice.ends, detail));
    return mm_choice_guide(&sample->choice, sample->sampler->count);
}

static enum mm_status rank(struct mm_sample *sample, struct mm_detail *detail) {
    struct mm_stream stream;
    double *work = sample->work;
    detail->index = sample->left;
    if (sample->sampler->count > sample->left) return MM_TOO_FEW;
    mm_stream_start(&stream, sample->sampler->seed, sample->row);
    for (size_t i = 0; i < sample->left; i++) work[sample->order[i]] -= mm_log1(-mm_log1(mm_stream_uniform(&stream)));
    heap_build(work, sample->order, sample->left);
    for (size_t k = 0; k < sample->sampler->count; k++) heap_take(work, sample->order, sample->left - k);
    return MM_OK;
}

enum mm_status mm_sample_prepare(struct mm_sample *sample, const double *x, size_t row, struct mm_detail *detail) {
    const struct mm_sampler *sampler = sample->sampler;
    size_t n = sample->n, left = 0, *order = sample->order;
    double *work = sample->work;
    if (n == 0) return MM_TOO_FEW;
    sample->row = row;
    bool cut = sampler->top_k > 0 || sampler->top_p < 1 || sampler->min_p > 0 || sampler->without_replacement;
    /* Weights are what is drawn by, where nothing is done to them and their sum is a double. */
    if (!cut && !sampler->logits && sampler->temperature == 1 &&
        mm_choice_ends(x, n, sample->choice.ends, detail) == MM_OK)
        return mm_choice_guide(&sample->choice, sampler->count);
    MM_TRY(prepare(sampler, x, n, work, detail));
    if (sampler->temperature == 0) { /* one class is left, and ties are its */
        size_t first = 0;
        while (work[first] != 0) first++;
        for (size_t i = first + 1; i < n; i++) work[i] = -INFINITY;
    }
    if (!cut) return get_ready(sample, detail);
    for (size_t i = 0; i < n; i++)
        if (work[i] > -INFINITY) order[left++] = i;
    keep_largest(sampler, work, order, left);
    double least = sampler->min_p > 0 ? mm_log1(sampler->min_p) : -INFINITY;
    left = 0;
    for (size_t i = 0; i < n; i++) {
        if (work[i] < least) work[i] = -INFINITY;
        if (work[i] > -INFINITY) order[left++] = i;
    }
    sample->left = left;
    return sampler->without_replacement ? rank(sample, detail) : get_ready(sample, detail);
}

void mm_sample_draw(const struct mm_sample *sample, size_t first, double *classes, size_t count) {
    if (!sample->sampler->without_replacement)
        mm_choose_all(&sample->choice, sample->sampler->seed, sample->row, first, classes, count);
    else
        for (size_t k = 0; k < count; k++) classes[k] = (double)sample->order[sample->left - 1 - first - k];
}
