/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of exact sums: correctly rounded against rational arithmetic, and the same bits for any order and split. */
#include "numeric/exact.h"

#include <float.h>

#include "check_main.h"

enum { LONGEST = 3000 };

/* SplitMix64 (Steele, Lea and Flood, 2014), which the reference script has too: ±53 bits times 2^(low to low+spread).
 */
static uint64_t next_bits(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static void fill(double *x, size_t n, uint64_t seed, int low, int spread) {
    for (size_t i = 0; i < n; i++) {
        double mantissa = (double)(next_bits(&seed) >> 11);
        int exponent = low + (int)(next_bits(&seed) % (unsigned)(spread + 1));
        double value = ldexp(mantissa, exponent - 53);
        x[i] = next_bits(&seed) & 1 ? -value : value;
    }
}

/* Expected values: Python 3.11, fractions.Fraction sums of these sequences, rounded once by its division of integers;
 * the root checked exactly against the squares of the midpoints around it. The second factor of the dot has seed + 100.
 * The ranges take in all doubles, subnormals, sums that overflow on the way, and products below 1e-323 and above 1e308.
 */
static const struct {
    uint64_t seed;
    size_t n;
    int low, spread;
    double sum, mean, dot, norm;
} known[] = {
    {1, 1000, 0, 0, -0x1.924c96e8733cep+3, -0x1.9bf450cd42cdbp-7, 0x1.5c86dec4e9d6dp+4, 0x1.257b6de8968f8p+4},
    {2, 1000, -30, 60, 0x1.b48aa5270b6a9p+30, 0x1.bf04c1b1329a3p+20, 0x1.babc793ccad5bp+54, 0x1.450f2f4cf28f5p+31},
    {3, 3000, -1060, 2080, -0x1.9eab6487b8a1cp+1016, -0x1.1b14bf8232f2dp+1005, -INFINITY, 0x1.a5ccfce22554dp+1018},
    {4, 500, -1070, 12, -0x0.000000003644dp-1022, -0x0.00000000001bdp-1022, -0.0, 0x0.000000004026ap-1022},
    {5, 777, 960, 60, 0x1.1f74a5f82473bp+1021, 0x1.7ad5b18b8df07p+1011, -INFINITY, 0x1.3aeaead0e024ap+1021},
    {6, 13, -540, 30, 0x1.b07f44123f7eep-517, 0x1.0a26eed027130p-520, -0x0.058b55d01dae1p-1022, 0x1.6a3095e7c19e4p-516},
    {7, 11, 500, 500, 0x1.e28025fb1fb1ap+935, 0x1.5ee8d5cde8813p+932, INFINITY, 0x1.d631088a6be7ep+935},
    {8, 2000, -10, 10, 0x1.0420329e82c5bp+1, 0x1.0a5e691500ca7p-10, -0x1.14d9c40ca17c5p-1, 0x1.29664d0a1c335p+3},
    {9, 5, -1080, 40, -0x0.000000a55329ep-1022, -0x0.0000002110a20p-1022, -0.0, 0x0.000000a553b8ap-1022},
};
enum { KNOWN = sizeof known / sizeof known[0] };

START_TEST(rounds_as_rational_arithmetic) {
    static double x[LONGEST], y[LONGEST];
    for (size_t c = 0; c < KNOWN; c++) {
        struct mm_exact sum;
        fill(x, known[c].n, known[c].seed, known[c].low, known[c].spread);
        fill(y, known[c].n, known[c].seed + 100, known[c].low, known[c].spread);
        mm_check_bits(mm_exact_sum(x, known[c].n), known[c].sum);
        mm_check_bits(mm_exact_dot(x, y, known[c].n), known[c].dot);
        mm_check_bits(mm_exact_norm(x, known[c].n), known[c].norm);
        mm_exact_clear(&sum);
        mm_exact_add_all(&sum, x, known[c].n, 1);
        mm_check_bits(mm_exact_divide(&sum, known[c].n), known[c].mean);
    }
}
END_TEST

START_TEST(one_by_one_is_the_same) {
    static double x[LONGEST], y[LONGEST];
    for (size_t c = 0; c < KNOWN; c++) {
        struct mm_exact sum, dot;
        fill(x, known[c].n, known[c].seed, known[c].low, known[c].spread);
        fill(y, known[c].n, known[c].seed + 100, known[c].low, known[c].spread);
        mm_exact_clear(&sum);
        mm_exact_clear(&dot);
        for (size_t i = known[c].n; i-- > 0;) {
            mm_exact_add(&sum, x[i]);
            mm_exact_add_product(&dot, x[i], y[i]);
        }
        mm_check_bits(mm_exact_round(&sum), known[c].sum);
        mm_check_bits(mm_exact_round(&dot), known[c].dot);
    }
}
END_TEST

START_TEST(any_split_and_stride_is_the_same) {
    static double x[LONGEST], y[LONGEST], spread_out[5 * LONGEST];
    uint64_t random = 77;
    for (size_t c = 0; c < KNOWN; c++) {
        size_t n = known[c].n;
        struct mm_exact sum, dot, part;
        fill(x, n, known[c].seed, known[c].low, known[c].spread);
        fill(y, n, known[c].seed + 100, known[c].low, known[c].spread);
        for (size_t i = n; i-- > 1;) { /* the same permutation of both */
            size_t j = (size_t)(next_bits(&random) % (i + 1));
            double swap = x[i];
            x[i] = x[j];
            x[j] = swap;
            swap = y[i];
            y[i] = y[j];
            y[j] = swap;
        }
        for (size_t i = 0; i < 5 * n; i++) spread_out[i] = i % 5 == 3 ? x[i / 5] : NAN;
        mm_exact_clear(&sum);
        mm_exact_clear(&dot);
        for (size_t start = 0; start < n;) {
            size_t count = (size_t)(next_bits(&random) % 600);
            if (count > n - start) count = n - start;
            mm_exact_clear(&part);
            mm_exact_add_all(&part, spread_out + 5 * start + 3, count, 5);
            mm_exact_merge(&sum, &part);
            mm_exact_clear(&part);
            mm_exact_add_products(&part, spread_out + 5 * start + 3, 5, y + start, 1, count);
            mm_exact_merge(&dot, &part);
            start += count;
        }
        mm_check_bits(mm_exact_round(&sum), known[c].sum);
        mm_check_bits(mm_exact_round(&dot), known[c].dot);
    }
}
END_TEST

START_TEST(cancellation) {
    mm_check_bits(mm_exact_sum((double[]){1e308, 1, -1e308}, 3), 1);
    mm_check_bits(mm_exact_sum((double[]){1e308, 5e-324, -1e308}, 3), 5e-324);
    mm_check_bits(mm_exact_sum((double[]){1, 0x1p-53, 0x1p-1074}, 3), 1 + DBL_EPSILON); /* just above a tie */
    mm_check_bits(mm_exact_sum((double[]){1, 0x1p-53}, 2), 1);                          /* a tie, to even */
    mm_check_bits(mm_exact_sum((double[]){1 + DBL_EPSILON, 0x1p-53}, 2), 1 + 2 * DBL_EPSILON);
    mm_check_bits(mm_exact_sum((double[]){-1, -0x1p-54, 0x1p-1074}, 3), -1);
    static double x[400];
    for (size_t i = 0; i < 400; i++) x[i] = i % 2 ? -ldexp(1, (int)i - 200) : ldexp(1, (int)i - 199);
    mm_check_bits(mm_exact_sum(x, 400), 0);
    x[0] += DBL_EPSILON * x[0];
    mm_check_bits(mm_exact_sum(x, 400), 0x1p-251);
}
END_TEST

START_TEST(partial_sums_may_overflow) {
    double x[19];
    for (int i = 0; i < 10; i++) x[i] = 1e308;
    for (int i = 10; i < 19; i++) x[i] = -1e308;
    mm_check_bits(mm_exact_sum(x, 19), 1e308);
    mm_check_bits(mm_exact_sum(x, 10), INFINITY);
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add_all(&sum, x, 10, 1);
    mm_check_bits(mm_exact_divide(&sum, 10), 1e308);
    /* The largest double and half its ulp is where rounding begins to give infinity. */
    mm_check_bits(mm_exact_sum((double[]){DBL_MAX, 0x1p969}, 2), DBL_MAX);
    mm_check_bits(mm_exact_sum((double[]){DBL_MAX, 0x1p970}, 2), INFINITY);
    mm_check_bits(mm_exact_sum((double[]){-DBL_MAX, -0x1p970}, 2), -INFINITY);
}
END_TEST

START_TEST(products_of_any_size) {
    double tiny[] = {1e-200, -1e-200, 0x1p-600}, other[] = {1e-200, 1e-200, 0x1p-450};
    mm_check_bits(mm_exact_dot(tiny, other, 3), 0x1p-1050);
    double large[] = {1e200, 1e200, 3}, opposite[] = {1e200, -1e200, 4};
    mm_check_bits(mm_exact_dot(large, opposite, 3), 12);
    mm_check_bits(mm_exact_norm((double[]){3 * 0x1p700, 4 * 0x1p700}, 2), 5 * 0x1p700);
    mm_check_bits(mm_exact_norm((double[]){3 * 0x1p-1074, 4 * 0x1p-1074}, 2), 5 * 0x1p-1074);
    mm_check_bits(mm_exact_norm((double[]){5e-324}, 1), 5e-324);
    mm_check_bits(mm_exact_norm((double[]){-DBL_MAX}, 1), DBL_MAX);
    mm_check_bits(mm_exact_norm((double[]){DBL_MAX, DBL_MAX}, 2), INFINITY);
    mm_check_bits(mm_exact_norm((double[]){0, -0.0}, 2), 0);
    struct mm_exact sum;
    mm_exact_clear(&sum);
    for (int i = 0; i < 1000; i++) mm_exact_add_product(&sum, 5e-324, 5e-324); /* 1000·2^-2148 */
    mm_check_bits(mm_exact_round(&sum), 0);
    for (int i = 0; i < 1000; i++) mm_exact_add_product(&sum, -5e-324, 5e-324);
    mm_exact_add(&sum, 0x1p-1074);
    mm_check_bits(mm_exact_round(&sum), 0x1p-1074);
}
END_TEST

START_TEST(signs_of_zero) {
    mm_check_bits(mm_exact_sum(NULL, 0), 0);
    mm_check_bits(mm_exact_sum((double[]){-0.0, -0.0}, 2), -0.0);
    mm_check_bits(mm_exact_sum((double[]){-0.0, 0.0}, 2), 0);
    mm_check_bits(mm_exact_sum((double[]){1, -1, -0.0}, 3), 0);
    mm_check_bits(mm_exact_dot((double[]){-0.0, 2}, (double[]){1, -0.0}, 2), -0.0);
    mm_check_bits(mm_exact_dot((double[]){-0.0, 2}, (double[]){1, 0}, 2), 0);
    double zeros[40];
    for (int i = 0; i < 40; i++) zeros[i] = -0.0;
    mm_check_bits(mm_exact_sum(zeros, 40), -0.0);
    zeros[39] = 0;
    mm_check_bits(mm_exact_sum(zeros, 40), 0);
    struct mm_exact negative, other;
    mm_exact_clear(&negative);
    mm_exact_clear(&other);
    mm_exact_add(&negative, -0.0);
    mm_exact_merge(&negative, &other); /* of nothing: no change */
    mm_check_bits(mm_exact_round(&negative), -0.0);
    mm_check_bits(mm_exact_divide(&negative, 1), -0.0);
    mm_exact_merge(&other, &negative);
    mm_check_bits(mm_exact_round(&other), -0.0);
    mm_exact_add(&other, 0);
    mm_exact_merge(&negative, &other);
    mm_check_bits(mm_exact_round(&negative), 0);
}
END_TEST

START_TEST(infinities_and_nan) {
    mm_check_bits(mm_exact_sum((double[]){1, INFINITY, 2}, 3), INFINITY);
    mm_check_bits(mm_exact_sum((double[]){1, -INFINITY, 1e308}, 3), -INFINITY);
    ck_assert(isnan(mm_exact_sum((double[]){INFINITY, 1, -INFINITY}, 3)));
    ck_assert(isnan(mm_exact_sum((double[]){INFINITY, NAN}, 2)));
    ck_assert(isnan(mm_exact_dot((double[]){0, 1}, (double[]){INFINITY, 1}, 2)));
    mm_check_bits(mm_exact_dot((double[]){-2, 1}, (double[]){INFINITY, 1}, 2), -INFINITY);
    mm_check_bits(mm_exact_norm((double[]){-INFINITY, 1}, 2), INFINITY);
    double x[100] = {0};
    x[70] = -INFINITY;
    mm_check_bits(mm_exact_sum(x, 100), -INFINITY);
    mm_check_bits(mm_exact_norm(x, 100), INFINITY);
    x[3] = NAN;
    ck_assert(isnan(mm_exact_sum(x, 100)));
    ck_assert(isnan(mm_exact_norm(x, 100)));
    struct mm_exact sum, empty;
    mm_exact_clear(&sum);
    mm_exact_clear(&empty);
    ck_assert(isnan(mm_exact_divide(&empty, 0)));
    mm_exact_add(&sum, INFINITY);
    mm_check_bits(mm_exact_divide(&sum, 3), INFINITY);
    mm_exact_merge(&empty, &sum);
    mm_check_bits(mm_exact_round(&empty), INFINITY);
}
END_TEST

START_TEST(division_rounds_once) {
    struct mm_exact sum;
    mm_exact_clear(&sum);
    mm_exact_add(&sum, 1);
    mm_check_bits(mm_exact_divide(&sum, 3), 1. / 3.);
    mm_check_bits(mm_exact_divide(&sum, 10), 0.1);
    mm_check_bits(mm_exact_divide(&sum, UINT64_MAX), 0x1p-64);
    /* (3·2^-1074)/2 is a tie between 1 and 2 units: to even. */
    mm_exact_clear(&sum);
    mm_exact_add(&sum, 3 * 0x1p-1074);
    mm_check_bits(mm_exact_divide(&sum, 2), 2 * 0x1p-1074);
    mm_check_bits(mm_exact_divide(&sum, 6), 0);
    mm_check_bits(mm_exact_divide(&sum, 5), 0x1p-1074);
}
END_TEST

/* Doubling a sum by merging it with itself passes the limit of terms between carries many times over. */
START_TEST(merging_carries_in_time) {
    struct mm_exact sum, copy;
    mm_exact_clear(&sum);
    static double x[1000];
    for (int i = 0; i < 1000; i++) x[i] = i % 2 ? -(2 - DBL_EPSILON) : 1e-30;
    mm_exact_add_all(&sum, x, 1000, 1);
    double once = mm_exact_round(&sum);
    for (int i = 0; i < 60; i++) {
        copy = sum;
        mm_exact_merge(&sum, &copy);
        ck_assert_uint_le(sum.pending, UINT32_C(1) << 30);
        mm_check_bits(mm_exact_round(&sum), ldexp(once, i + 1));
    }
}
END_TEST

MM_CHECK_MAIN("exact", rounds_as_rational_arithmetic, one_by_one_is_the_same, any_split_and_stride_is_the_same,
              cancellation, partial_sums_may_overflow, products_of_any_size, signs_of_zero, infinities_and_nan,
              division_rounds_once, merging_carries_in_time)
