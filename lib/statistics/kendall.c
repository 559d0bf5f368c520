/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Kendall's tau-b by sorting: exchanges that a merge sort needs are the discordant pairs. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/correlation.h"
#include "statistics/hypothesis.h"

enum { EXACT = 50 };

struct point {
    double x, y;
};

static int compare(const void *a, const void *b) {
    const struct point *p = a, *q = b;
    if (p->x != q->x) return p->x < q->x ? -1 : 1;
    return (p->y > q->y) - (p->y < q->y);
}

/* Sums over sets of t equal numbers: t(t-1)/2, t(t-1)(t-2), t(t-1)(2t+5). */
struct ties {
    double pairs, triples, spread;
};

static void add_tie(struct ties *ties, size_t count) {
    double t = (double)count;
    ties->pairs += t * (t - 1) / 2;
    ties->triples += t * (t - 1) * (t - 2);
    ties->spread += t * (t - 1) * (2 * t + 5);
}

/* Of points in order of x, then y. *BOTH: pairs tied in x and y. */
static void count_x_ties(const struct point *points, size_t n, struct ties *ties, double *both) {
    struct ties joint = {0};
    for (size_t start = 0, end; start < n; start = end) {
        size_t run = start;
        for (end = start + 1; end < n && points[end].x == points[start].x; end++) {
            if (points[end].y == points[run].y) continue;
            add_tie(&joint, end - run);
            run = end;
        }
        add_tie(&joint, end - run);
        add_tie(ties, end - start);
    }
    *both = joint.pairs;
}

static void count_y_ties(const double *y, size_t n, struct ties *ties) {
    for (size_t start = 0, end; start < n; start = end) {
        for (end = start + 1; end < n && y[end] == y[start];) end++;
        add_tie(ties, end - start);
    }
}

/* Sorts y and returns how many pairs stood in the wrong order. Below 2^53 for n below 2^27: exact. */
static double sort_counting(double *y, double *spare, size_t n) {
    double exchanges = 0;
    double *from = y, *to = spare;
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t start = 0; start < n; start += 2 * width) {
            size_t middle = n - start < width ? n : start + width, end = n - start < 2 * width ? n : start + 2 * width;
            size_t left = start, right = middle;
            for (size_t k = start; k < end; k++) {
                bool take_right = left == middle || (right < end && from[right] < from[left]);
                if (take_right) exchanges += (double)(middle - left);
                to[k] = take_right ? from[right++] : from[left++];
            }
        }
        double *swap = from;
        from = to;
        to = swap;
    }
    if (from != y) memcpy(y, from, n * sizeof *y);
    return exchanges;
}

/* P(at most K discordant pairs) among the permutations of n ≤ EXACT things: those of m things have c_m(k) = Σ_(j<m)
 * c_(m-1)(k - j), as probabilities. */
static double inversions_below(size_t n, size_t k) {
    double now[EXACT * (EXACT - 1) / 4 + 2] = {1}, next[EXACT * (EXACT - 1) / 4 + 2], sum = 0;
    for (size_t m = 2; m <= n; m++) {
        for (size_t i = 0; i <= k; i++) {
            next[i] = 0;
            for (size_t j = 0; j < m && j <= i; j++) next[i] += now[i - j];
            next[i] /= (double)m;
        }
        memcpy(now, next, (k + 1) * sizeof *now);
    }
    for (size_t i = 0; i <= k; i++) sum += now[i];
    return sum;
}

static double exact_p(size_t n, double concordant, double discordant) {
    size_t fewer = (size_t)fmin(concordant, discordant);
    /* In the middle both tails have more than half. */
    if (2 * fewer + 1 >= n * (n - 1) / 2) return 1;
    return fmin(1, 2 * inversions_below(n, fewer));
}

static double normal_p(size_t count, double score, const struct ties *x, const struct ties *y) {
    static const double normal[] = {0, 1};
    double n = (double)count, p = NAN, all = n * (n - 1);
    double variance = (all * (2 * n + 5) - x->spread - y->spread) / 18 + 2 * x->pairs * y->pairs / all;
    if (count > 2) variance += x->triples * y->triples / (9 * all * (n - 2));
    if (mm_symmetric_p(mm_distribution_find("normal"), normal, score / sqrt(variance), MM_TWO_SIDED, &p) != MM_OK)
        return NAN;
    return p;
}

static enum mm_status settle(struct point *points, double *y, double *spare, size_t n, struct mm_kendall *result,
                             struct mm_detail *detail) {
    struct ties x_ties = {0}, y_ties = {0};
    double both, all = (double)n * ((double)n - 1) / 2;
    qsort(points, n, sizeof *points, compare);
    count_x_ties(points, n, &x_ties, &both);
    for (size_t i = 0; i < n; i++) y[i] = points[i].y;
    double discordant = sort_counting(y, spare, n);
    count_y_ties(y, n, &y_ties);
    double concordant = all - x_ties.pairs - y_ties.pairs + both - discordant;
    *detail = (struct mm_detail){.index = x_ties.pairs == all ? 0 : 1};
    if (x_ties.pairs == all || y_ties.pairs == all) return MM_CONSTANT;
    double score = concordant - discordant;
    result->tau = score / sqrt(all - x_ties.pairs) / sqrt(all - y_ties.pairs);
    if (x_ties.pairs == y_ties.pairs && fabs(score) == all - x_ties.pairs) result->tau = score > 0 ? 1 : -1;
    result->exact = n <= EXACT && x_ties.pairs == 0 && y_ties.pairs == 0;
    if (n == 2)
        result->p = NAN;
    else
        result->p = result->exact ? exact_p(n, concordant, discordant) : normal_p(n, score, &x_ties, &y_ties);
    return MM_OK;
}

enum mm_status mm_kendall_tau(const double *x, const double *y, size_t n, struct mm_kendall *result,
                              struct mm_detail *detail) {
    *result = (struct mm_kendall){NAN, NAN, 0};
    if (n < 2) return MM_TOO_FEW;
    struct point *points = mm_new(n, sizeof *points);
    double *sorted = mm_new_doubles(2, n);
    enum mm_status status = points != NULL && sorted != NULL ? MM_OK : MM_MEMORY;
    for (size_t i = 0; status == MM_OK && i < n; i++) points[i] = (struct point){x[i], y[i]};
    if (status == MM_OK) status = settle(points, sorted, sorted + n, n, result, detail);
    free(points);
    free(sorted);
    return status;
}
