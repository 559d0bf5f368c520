/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of sorting, selection and the nine quantiles. */
#include "numeric/order.h"

#include <float.h>

#include "check_main.h"

static uint64_t next_bits(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

/* Inputs that are hard for one way of sorting or another. */
enum { RANDOM, FEW_VALUES, CONSTANT, ASCENDING, DESCENDING, ORGAN_PIPE, SAWTOOTH, KILLER, ANY_BITS, KINDS };

static double value_of(int kind, size_t i, size_t n, uint64_t *random) {
    uint64_t bits = next_bits(random);
    double any;
    switch (kind) {
    case RANDOM:
        return (double)(int64_t)bits;
    case FEW_VALUES:
        return (double)(bits % 5) - 2;
    case CONSTANT:
        return -3.5;
    case ASCENDING:
        return (double)i;
    case DESCENDING:
        return -(double)i;
    case ORGAN_PIPE:
        return (double)(i < n / 2 ? i : n - i);
    case SAWTOOTH:
        return (double)(i % 17);
    case KILLER: /* after Musser 1997: makes medians of three choose badly */
        return (double)(i % 2 ? i : n / 2 + i / 2);
    default: /* every pattern of bits that is no NaN: subnormals, infinities, both zeros */
        if (bits % 16 == 0) return bits & 16 ? -0.0 : 0.0;
        if (bits % 16 == 1) return bits & 16 ? -INFINITY : INFINITY;
        memcpy(&any, &bits, sizeof any);
        return isnan(any) ? 1 : any;
    }
}

/* The order that the header promises: numeric, -0 before +0. */
static bool before(double a, double b) {
    return a < b || (a == b && signbit(a) && !signbit(b));
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return before(x, y) ? -1 : before(y, x) ? 1 : 0;
}

static const size_t sizes[] = {0, 1, 2, 3, 10, 24, 25, 100, 399, 400, 1000, 4096, 20000};
enum { SIZES = sizeof sizes / sizeof sizes[0], LARGEST = 20000 };

START_TEST(sorts_as_qsort) {
    static double values[LARGEST], expected[LARGEST];
    uint64_t random = 1;
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t s = 0; s < SIZES; s++) {
            size_t n = sizes[s];
            for (size_t i = 0; i < n; i++) expected[i] = values[i] = value_of(kind, i, n, &random);
            if (n > 0) qsort(expected, n, sizeof *expected, compare);
            mm_sort_doubles(values, n);
            for (size_t i = 0; i < n; i++) mm_check_bits(values[i], expected[i]);
        }
    }
}
END_TEST

START_TEST(sorts_nan_last) {
    double few[] = {NAN, 1, -NAN, -INFINITY, INFINITY, 0, -0.0, NAN};
    mm_sort_doubles(few, 8);
    static const double expected[] = {-INFINITY, -0.0, 0, 1, INFINITY};
    for (int i = 0; i < 5; i++) mm_check_bits(few[i], expected[i]);
    for (int i = 5; i < 8; i++) ck_assert(isnan(few[i]));
    static double many[5000];
    for (int i = 0; i < 5000; i++) many[i] = i % 3 == 0 ? NAN : (double)(i * 7919 % 5000);
    mm_sort_doubles(many, 5000);
    for (int i = 1; i < 3333; i++) ck_assert(many[i - 1] <= many[i]);
    for (int i = 3333; i < 5000; i++) ck_assert(isnan(many[i]));
}
END_TEST

START_TEST(selects_every_rank) {
    static double values[LARGEST], input[LARGEST], sorted[LARGEST];
    uint64_t random = 2;
    for (int kind = 0; kind < KINDS; kind++) {
        for (size_t s = 1; s < SIZES; s++) {
            size_t n = sizes[s];
            for (size_t i = 0; i < n; i++) sorted[i] = input[i] = value_of(kind, i, n, &random);
            mm_sort_doubles(sorted, n);
            for (size_t q = 0; q <= 16; q++) {
                size_t k = q * (n - 1) / 16;
                memcpy(values, input, n * sizeof *values);
                mm_select_kth(values, n, k);
                mm_check_bits(values[k], sorted[k]);
                for (size_t i = 0; i < k; i++) ck_assert(!before(values[k], values[i]));
                for (size_t i = k; i < n; i++) ck_assert(!before(values[i], values[k]));
                mm_sort_doubles(values, n); /* nothing was lost */
                ck_assert_int_eq(memcmp(values, sorted, n * sizeof *values), 0);
            }
        }
    }
}
END_TEST

static const double sample[] = {3.1, -2.7, 8.05, 0.6, 14.2, 5.5, 5.5, -9.3, 2.25, 41.0, 7.7, 1.9};

/* R 4.2.2: quantile(x[1:n], p, type=t) for t = 1 to 9, with 15 digits. */
static const struct {
    size_t n;
    double p, quantile[9];
} known[] = {
    {2, 0.3, {-2.7, -2.7, -2.7, -2.7, -2.12, -2.7, -0.96, -2.50666666666667, -2.41}},
    {2, 0.5, {-2.7, 0.2, -2.7, -2.7, 0.2, 0.2, 0.2, 0.199999999999999, 0.2}},
    {5, 0, {-2.7, -2.7, -2.7, -2.7, -2.7, -2.7, -2.7, -2.7, -2.7}},
    {5, 0.1, {-2.7, -2.7, -2.7, -2.7, -2.7, -2.7, -1.38, -2.7, -2.7}},
    {5, 0.25, {0.6, 0.6, -2.7, -1.875, -0.225, -1.05, 0.6, -0.5, -0.43125}},
    {5, 0.3, {0.6, 0.6, 0.6, -1.05, 0.6, -0.0600000000000006, 1.1, 0.38, 0.435}},
    {5, 0.5, {3.1, 3.1, 0.6, 1.85, 3.1, 3.1, 3.1, 3.1, 3.1}},
    {5, 0.62, {8.05, 8.05, 3.1, 3.595, 6.07, 6.664, 5.476, 6.268, 6.2185}},
    {5, 0.9, {14.2, 14.2, 8.05, 11.125, 14.2, 14.2, 11.74, 14.2, 14.2}},
    {5, 1, {14.2, 14.2, 14.2, 14.2, 14.2, 14.2, 14.2, 14.2, 14.2}},
    {10, 0, {-9.3, -9.3, -9.3, -9.3, -9.3, -9.3, -9.3, -9.3, -9.3}},
    {10, 0.1, {-9.3, -6, -9.3, -9.3, -6, -8.64, -3.36, -6.88, -6.66}},
    {10, 0.25, {0.6, 0.6, -2.7, -1.05, 0.6, -0.225, 1.0125, 0.325, 0.39375}},
    {10, 0.3, {0.6, 1.425, 0.6, 0.6, 1.425, 1.095, 1.755, 1.315, 1.3425}},
    {10, 0.5, {3.1, 4.3, 3.1, 3.1, 4.3, 4.3, 4.3, 4.3, 4.3}},
    {10, 0.62, {5.5, 5.5, 5.5, 5.5, 5.5, 5.5, 5.5, 5.5, 5.5}},
    {10, 0.9, {14.2, 27.6, 14.2, 14.2, 27.6, 38.32, 16.88, 31.1733333333333, 30.28}},
    {10, 1, {41, 41, 41, 41, 41, 41, 41, 41, 41}},
    {12, 0, {-9.3, -9.3, -9.3, -9.3, -9.3, -9.3, -9.3, -9.3, -9.3}},
    {12, 0.1, {-2.7, -2.7, -9.3, -7.98, -4.68, -7.32, -2.37, -5.56, -5.34}},
    {12, 0.25, {0.6, 1.25, 0.6, 0.6, 1.25, 0.925, 1.575, 1.14166666666667, 1.16875}},
    {12, 0.3, {1.9, 1.9, 1.9, 1.38, 1.935, 1.77, 2.005, 1.91166666666667, 1.9175}},
    {12, 0.5, {3.1, 4.3, 3.1, 3.1, 4.3, 4.3, 4.3, 4.3, 4.3}},
    {12, 0.62, {5.5, 5.5, 5.5, 5.5, 5.5, 5.632, 5.5, 5.5, 5.5}},
    {12, 0.9, {14.2, 14.2, 14.2, 12.97, 22.24, 32.96, 13.585, 25.8133333333333, 24.92}},
    {12, 1, {41, 41, 41, 41, 41, 41, 41, 41, 41}},
};

/* R forms n + 1 - a - b and the weight with a rounding each, an ulp of 13 at most, times the widest gap of 26.8: 2e-13
 * takes in that and R's 15 printed digits of 41. */
START_TEST(quantiles_of_r) {
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        for (int type = 1; type <= 9; type++) {
            double values[12], quantile, of_sorted;
            memcpy(values, sample, known[i].n * sizeof *values);
            ck_assert_int_eq(mm_quantile(values, known[i].n, known[i].p, type, &quantile), MM_OK);
            ck_assert_msg(fabs(quantile - known[i].quantile[type - 1]) <= 2e-13, "n=%zu p=%g type=%d: %.17g, not %.17g",
                          known[i].n, known[i].p, type, quantile, known[i].quantile[type - 1]);
            mm_sort_doubles(values, known[i].n);
            ck_assert_int_eq(mm_quantile_sorted(values, known[i].n, known[i].p, type, &of_sorted), MM_OK);
            mm_check_bits(of_sorted, quantile);
        }
    }
}
END_TEST

/* p is a decimal: n p is an integer although the doubles' product is not. By hand, x = 1 to n. */
START_TEST(positions_are_decimal) {
    static double x[1000];
    double quantile;
    for (int i = 0; i < 1000; i++) x[i] = i + 1;
    static const struct {
        size_t n;
        double p;
        int type;
        double quantile;
    } exact[] = {
        {10, 0.3, 1, 3},    {10, 0.3, 2, 3.5},       {100, 0.29, 1, 29}, {100, 0.29, 2, 29.5}, {100, 0.57, 1, 57},
        {100, 0.57, 4, 57}, {1000, 0.001, 1, 1},     {101, 0.29, 7, 30}, {101, 0.57, 7, 58},   {1000, 0.289, 2, 289.5},
        {100, 0.07, 1, 7},  {1000, 0.545, 2, 545.5}, {25, 0.1, 3, 2},    {35, 0.1, 3, 4},      {99, 0.29, 6, 29},
    };
    for (size_t i = 0; i < sizeof exact / sizeof exact[0]; i++) {
        ck_assert_int_eq(mm_quantile_sorted(x, exact[i].n, exact[i].p, exact[i].type, &quantile), MM_OK);
        ck_assert_msg(quantile == exact[i].quantile, "n=%zu p=%g type=%d: %.17g", exact[i].n, exact[i].p, exact[i].type,
                      quantile);
    }
}
END_TEST

START_TEST(quantile_edges) {
    double quantile, one = 5, wide[] = {DBL_MAX, -DBL_MAX}, large[] = {DBL_MAX, DBL_MAX};
    ck_assert_int_eq(mm_quantile(&one, 0, 0.5, 7, &quantile), MM_TOO_FEW);
    ck_assert_int_eq(mm_quantile(&one, 1, -0.1, 7, &quantile), MM_DOMAIN);
    ck_assert_int_eq(mm_quantile(&one, 1, 1.1, 7, &quantile), MM_DOMAIN);
    ck_assert_int_eq(mm_quantile(&one, 1, NAN, 7, &quantile), MM_DOMAIN);
    ck_assert_int_eq(mm_quantile(&one, 1, 0.5, 0, &quantile), MM_DOMAIN);
    ck_assert_int_eq(mm_quantile(&one, 1, 0.5, 10, &quantile), MM_DOMAIN);
    for (int type = 1; type <= 9; type++) {
        ck_assert_int_eq(mm_quantile(&one, 1, 0.37, type, &quantile), MM_OK);
        mm_check_bits(quantile, 5);
    }
    ck_assert_int_eq(mm_quantile(wide, 2, 0.5, 7, &quantile), MM_OK);
    mm_check_bits(quantile, 0);
    ck_assert_int_eq(mm_quantile(large, 2, 0.3, 7, &quantile), MM_OK);
    mm_check_bits(quantile, DBL_MAX);
    double open[] = {-INFINITY, 1, 2, INFINITY};
    ck_assert_int_eq(mm_quantile(open, 4, 0.5, 7, &quantile), MM_OK);
    mm_check_bits(quantile, 1.5);
    ck_assert_int_eq(mm_quantile(open, 4, 0.1, 7, &quantile), MM_OK);
    mm_check_bits(quantile, -INFINITY);
}
END_TEST

/* Many at once are the same bits as one by one, whatever the order of p. */
START_TEST(many_quantiles_at_once) {
    static const double p[] = {0.99, 0.5, 0, 0.5, 1, 0.25, 0.333, 0.001};
    enum { COUNT = sizeof p / sizeof p[0], N = 5000 };
    double *values = malloc(N * sizeof *values), *copy = malloc(N * sizeof *copy), found[COUNT], alone;
    for (size_t n = 1; n <= N; n = n * 3 + 1) {
        for (int type = 1; type <= 9; type++) {
            for (size_t i = 0; i < n; i++) values[i] = (double)(i * 7919 % 1009) - 500;
            ck_assert_int_eq(mm_quantiles(values, n, p, COUNT, type, found), MM_OK);
            for (size_t k = 0; k < COUNT; k++) {
                for (size_t i = 0; i < n; i++) copy[i] = (double)(i * 7919 % 1009) - 500;
                mm_sort_doubles(copy, n);
                ck_assert_int_eq(mm_quantile_sorted(copy, n, p[k], type, &alone), MM_OK);
                mm_check_bits(found[k], alone);
            }
        }
    }
    ck_assert_int_eq(mm_quantiles(values, 0, p, COUNT, 7, found), MM_TOO_FEW);
    ck_assert_int_eq(mm_quantiles(values, 1, (double[]){0.5, 2}, 2, 7, found), MM_DOMAIN);
    free(values);
    free(copy);
}
END_TEST

MM_CHECK_MAIN("order", sorts_as_qsort, sorts_nan_last, selects_every_rank, quantiles_of_r, positions_are_decimal,
              many_quantiles_at_once, quantile_edges)
