/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sorting and selecting doubles through integer keys, and sample quantiles. */
#include "numeric/order.h"

#include <float.h>
#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

int64_t mm_order_of(double x) {
    int64_t bits;
    memcpy(&bits, &x, sizeof bits);
    return bits < 0 ? INT64_MIN - bits : bits;
}

double mm_double_of(int64_t order) {
    int64_t bits = order < 0 ? INT64_MIN - order : order;
    double x;
    memcpy(&x, &bits, sizeof x);
    return x;
}

/* A double's bits, turned so that unsigned order is numeric order with -0 before +0: total, so results do not depend on
 * the order of the input, and compared without branches. The keys live in the array of doubles itself. */
typedef uint64_t key __attribute__((may_alias));

enum { FEW = 24, RADIX_MIN = 400 };

static const uint64_t sign_bit = UINT64_C(1) << 63;

static key *to_keys(double *values, size_t n) {
    key *keys = (key *)values;
    for (size_t i = 0; i < n; i++) keys[i] ^= (0 - (keys[i] >> 63)) | sign_bit;
    return keys;
}

static void from_keys(double *values, size_t n) {
    key *keys = (key *)values;
    for (size_t i = 0; i < n; i++) keys[i] ^= ((keys[i] >> 63) - 1) | sign_bit;
}

static void insertion_sort(key *keys, size_t n) {
    for (size_t i = 1; i < n; i++) {
        uint64_t moving = keys[i];
        size_t j = i;
        for (; j > 0 && keys[j - 1] > moving; j--) keys[j] = keys[j - 1];
        keys[j] = moving;
    }
}

static void sift_down(key *keys, size_t root, size_t n) {
    uint64_t moving = keys[root];
    while (2 * root + 1 < n) {
        size_t child = 2 * root + 1;
        if (child + 1 < n && keys[child + 1] > keys[child]) child++;
        if (keys[child] <= moving) break;
        keys[root] = keys[child];
        root = child;
    }
    keys[root] = moving;
}

static void heap_sort(key *keys, size_t n) {
    for (size_t root = n / 2; root-- > 0;) sift_down(keys, root, n);
    for (size_t last = n; last-- > 1;) {
        uint64_t largest = keys[0];
        keys[0] = keys[last];
        keys[last] = largest;
        sift_down(keys, 0, last);
    }
}

/* Moves the keys below PIVOT to the front and returns how many there are. The branch that is not there would be
 * mispredicted half the time. */
static size_t partition_below(key *keys, size_t n, uint64_t pivot) {
    size_t below = 0;
    for (size_t i = 0; i < n; i++) {
        uint64_t moving = keys[i];
        keys[i] = keys[below];
        keys[below] = moving;
        below += moving < pivot;
    }
    return below;
}

/* Among keys of which none is below PIVOT, moves those equal to it to the front. */
static size_t partition_equal(key *keys, size_t n, uint64_t pivot) {
    return pivot == UINT64_MAX ? n : partition_below(keys, n, pivot + 1);
}

/* A key from a sorted sample, spread evenly over the array, at about rank k of n; for large n a little to the far side
 * of k, so that k falls into the smaller part. */
static uint64_t choose_pivot(const key *keys, size_t n, size_t k) {
    enum { MOST = 63, MARGIN = 3 };
    size_t size = n < 200 ? 3 : n < 4000 ? 9 : MOST;
    uint64_t sample[MOST];
    for (size_t i = 0; i < size; i++) sample[i] = keys[(2 * i + 1) * (n / (2 * size))];
    insertion_sort(sample, size);
    size_t rank = (size_t)((double)k / (double)n * (double)size);
    if (size == MOST && 2 * k != n) rank = 2 * k < n ? rank + MARGIN : rank > MARGIN ? rank - MARGIN : 0;
    return sample[rank < size ? rank : size - 1];
}

/* Splits allowed before heap sort takes over: twice what halving would need. */
static unsigned split_limit(size_t n) {
    unsigned limit = 8;
    for (; n > 0; n /= 2) limit += 2;
    return limit;
}

static void quick_sort(key *keys, size_t n, unsigned splits) {
    while (n > FEW) {
        if (splits-- == 0) {
            heap_sort(keys, n);
            return;
        }
        uint64_t pivot = choose_pivot(keys, n, n / 2);
        size_t below = partition_below(keys, n, pivot);
        size_t above = below + partition_equal(keys + below, n - below, pivot);
        quick_sort(keys, below, splits);
        keys += above;
        n -= above;
    }
    insertion_sort(keys, n);
}

/* Least significant byte first, eight passes, of which those over a byte that all keys share are left out: numbers with
 * few digits, integers above all, have many such. */
static bool radix_sort(key *keys, size_t n) {
    enum { PASSES = 8, BUCKETS = 256 };
    size_t counts[PASSES][BUCKETS] = {{0}};
    key *spare = mm_new(n, sizeof *spare), *from = keys, *to = spare;
    if (spare == NULL) return false;
    for (size_t i = 0; i < n; i++) {
        for (unsigned pass = 0; pass < PASSES; pass++) counts[pass][keys[i] >> 8 * pass & 0xFF]++;
    }
    for (unsigned pass = 0; pass < PASSES; pass++) {
        size_t *place = counts[pass], start = 0;
        if (place[keys[0] >> 8 * pass & 0xFF] == n) continue;
        for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
            size_t count = place[bucket];
            place[bucket] = start;
            start += count;
        }
        for (size_t i = 0; i < n; i++) to[place[from[i] >> 8 * pass & 0xFF]++] = from[i];
        key *swap = from;
        from = to;
        to = swap;
    }
    if (from != keys) memcpy(keys, from, n * sizeof *keys);
    free(spare);
    return true;
}

void mm_sort_doubles(double *values, size_t n) {
    size_t numbers = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(values[i])) continue;
        double nan = values[numbers];
        values[numbers++] = values[i];
        values[i] = nan;
    }
    key *keys = to_keys(values, numbers);
    size_t ordered = 1;
    while (ordered < numbers && keys[ordered - 1] <= keys[ordered]) ordered++;
    if (ordered < numbers && (numbers < RADIX_MIN || !radix_sort(keys, numbers))) {
        quick_sort(keys, numbers, split_limit(numbers));
    }
    from_keys(values, numbers);
}

/* Puts the least of n keys first. */
static void select_least(key *keys, size_t n) {
    size_t least = 0;
    for (size_t i = 1; i < n; i++) least = keys[i] < keys[least] ? i : least;
    uint64_t first = keys[0];
    keys[0] = keys[least];
    keys[least] = first;
}

static void select_key(key *keys, size_t n, size_t k) {
    unsigned splits = split_limit(n);
    while (n > FEW) {
        if (k == 0) {
            select_least(keys, n);
            return;
        }
        if (splits-- == 0) {
            heap_sort(keys, n);
            return;
        }
        uint64_t pivot = choose_pivot(keys, n, k);
        size_t below = partition_below(keys, n, pivot);
        if (k < below) {
            n = below;
            continue;
        }
        size_t above = below + partition_equal(keys + below, n - below, pivot);
        if (k < above) return;
        keys += above;
        n -= above;
        k -= above;
    }
    insertion_sort(keys, n);
}

void mm_select_kth(double *values, size_t n, size_t k) {
    if (k >= n) return;
    select_key(to_keys(values, n), n, k);
    from_keys(values, n);
}

/* Puts the keys of all COUNT ranks, which ascend, in their places: the middle rank first, then either side by itself. */
static void select_ranks(key *keys, size_t n, const size_t *ranks, size_t count, size_t first) {
    while (count > 0) {
        size_t middle = count / 2, k = ranks[middle] - first;
        select_key(keys, n, k);
        select_ranks(keys, k, ranks, middle, first);
        ranks += middle + 1;
        count -= middle + 1;
        keys += k + 1;
        n -= k + 1;
        first += k + 1;
    }
}

/* Q = (1 - weight) x[lower] + weight x[upper] of the sorted values. */
struct position {
    size_t lower, upper;
    double weight;
};

/* p is meant as a decimal, so a position within 4 eps of an integer is that integer; relative to the position, as its
 * rounding error is. */
static double snap(double t) {
    double nearest = round(t);
    return fabs(t - nearest) <= 4 * DBL_EPSILON * fmax(1, fabs(t)) ? nearest : t;
}

static enum mm_status locate(size_t n, double p, int type, struct position *position) {
    /* Types 4 to 9 interpolate at a + p (n + 1 - a - b), counted from 1. */
    static const struct {
        double a, b;
    } constants[10] = {
        [4] = {0, 1}, [5] = {0.5, 0.5}, [6] = {0, 0}, [7] = {1, 1}, [8] = {1. / 3., 1. / 3.}, [9] = {3. / 8., 3. / 8.}};
    if (!(p >= 0 && p <= 1) || type < 1 || type > 9) return MM_DOMAIN;
    if (n == 0) return MM_TOO_FEW;
    double count = (double)n, t;
    if (type <= 3) {
        t = count * p - (type == 3 ? 0.5 : 0);
    } else {
        t = constants[type].a + p * (count + 1 - constants[type].a - constants[type].b);
    }
    t = snap(t);
    double whole = floor(t), weight = t - whole;
    if (type == 1) weight = weight > 0 ? 1 : 0;
    if (type == 2) weight = weight > 0 ? 1 : 0.5;
    if (type == 3) weight = weight > 0 || fmod(whole, 2) != 0 ? 1 : 0; /* a tie goes to the even place */
    size_t below = whole < 1 ? 0 : whole >= count ? n : (size_t)whole;
    position->lower = below == 0 ? 0 : below - 1;
    position->upper = below == n ? n - 1 : below;
    position->weight = weight;
    return MM_OK;
}

static double interpolate(double lower, double upper, double weight) {
    if (weight == 0 || lower == upper) return lower;
    if (weight == 1) return upper;
    double between = (1 - weight) * lower + weight * upper;
    /* Rounding may leave the interval by an ulp. */
    return between < lower ? lower : between > upper ? upper : between;
}

enum mm_status mm_quantile_sorted(const double *sorted, size_t n, double p, int type, double *quantile) {
    struct position position;
    MM_TRY(locate(n, p, type, &position));
    *quantile = interpolate(sorted[position.lower], sorted[position.upper], position.weight);
    return MM_OK;
}

static int compare_ranks(const void *a, const void *b) {
    const size_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

/* In ascending order, without repetitions; returns how many are left. */
static size_t arrange(size_t *ranks, size_t count) {
    size_t kept = 0;
    qsort(ranks, count, sizeof *ranks, compare_ranks);
    for (size_t i = 0; i < count; i++)
        if (kept == 0 || ranks[kept - 1] != ranks[i]) ranks[kept++] = ranks[i];
    return kept;
}

/* Both neighbours are put where sorting would: else ±0 could come out either way. */
enum mm_status mm_quantiles(double *values, size_t n, const double *p, size_t count, int type, double *quantiles) {
    struct position position = {0};
    size_t *ranks = mm_new(count, 2 * sizeof *ranks);
    if (ranks == NULL) return MM_MEMORY;
    enum mm_status status = MM_OK;
    for (size_t i = 0; status == MM_OK && i < count; i++) {
        status = locate(n, p[i], type, &position);
        ranks[2 * i] = position.lower;
        ranks[2 * i + 1] = position.weight == 0 ? position.lower : position.upper;
    }
    if (status == MM_OK) {
        select_ranks(to_keys(values, n), n, ranks, arrange(ranks, 2 * count), 0);
        from_keys(values, n);
    }
    for (size_t i = 0; status == MM_OK && i < count; i++)
        status = mm_quantile_sorted(values, n, p[i], type, &quantiles[i]);
    free(ranks);
    return status;
}

enum mm_status mm_quantile(double *values, size_t n, double p, int type, double *quantile) {
    return mm_quantiles(values, n, &p, 1, type, quantile);
}
