/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of moments: correctly rounded against 80 digits, textbook values, and the same bits for any split. */
#include "numeric/moments.h"

#include <float.h>

#include "check_main.h"

enum { LONGEST = 1000 };

/* SplitMix64 (Steele, Lea and Flood, 2014), which the reference script has too: ±53 bits times 2^(low to low+spread).
 */
static uint64_t next_bits(uint64_t *state) {
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static void fill(double *x, size_t n, uint64_t seed, int low, int spread, double offset) {
    for (size_t i = 0; i < n; i++) {
        double mantissa = (double)(next_bits(&seed) >> 11);
        int exponent = low + (int)(next_bits(&seed) % (unsigned)(spread + 1));
        double value = ldexp(mantissa, exponent - 53);
        x[i] = offset + (next_bits(&seed) & 1 ? -value : value);
    }
}

/* Expected values: Python 3.11 and mpmath 1.2.1. Mean and variances from fractions.Fraction, rounded once; sd checked
 * exactly against the squares of the midpoints around it; shapes from exact central moments with 80 digits. */
static const struct {
    uint64_t seed;
    size_t n;
    int low, spread;
    double offset, mean, variance, variance0, sd, g1, unbiased_g1, g2, unbiased_g2;
} known[] = {
    {11, 1000, 0, 0, 0, -0x1.b133397d0250ap-8, 0x1.4bd8637c91493p-2, 0x1.4b836facd3b36p-2, 0x1.23774737fc3a5p-1,
     0x1.b186ab6cf5fb9p-6, 0x1.b22d769dad45bp-6, -0x1.27d0ac6dd4e5ap+0, -0x1.27c1e3e488e09p+0},
    {12, 1000, 0, 3, 1e9, 0x1.dcd64fff5b71ap+29, 0x1.abae4d2f38e20p+2, 0x1.ab40d0b0f78bcp+2, 0x1.4ae31bd03f0cap+1,
     -0x1.9332a47349d1fp-5, -0x1.93cdc4874d9bap-5, 0x1.9c37fa163824dp+0, 0x1.9fd45128ccbc4p+0},
    {13, 300, -200, 400, 0, 0x1.5a40bb34ceb41p+192, 0x1.5572361a4a5a5p+391, 0x1.544ed80e41926p+391,
     0x1.a21d85c1d6a16p+195, 0x1.45dee887aaf31p+3, 0x1.4782b498691b3p+3, 0x1.a9563b6931610p+6, 0x1.b097c7dd4643fp+6},
    {14, 40, -1060, 20, 0, 0x0.000001814ee68p-1022, 0, 0, 0x0.000005c8c7a58p-1022, 0x1.511fa255a2e64p+0,
     0x1.5e672b4709193p+0, 0x1.d94ca0ed1282dp+1, 0x1.17c92941410edp+2},
    {15, 20, 1005, 4, 0, -0x1.282846721ca2ep+1004, INFINITY, INFINITY, 0x1.d4aff415702bep+1006, -0x1.b3113310a49bap+0,
     -0x1.d72af6455972ep+0, 0x1.b2e029dca72bdp+1, 0x1.335d70a02bbbfp+2},
    {16, 4, 0, 0, 0, -0x1.2b42db06bcfd4p-4, 0x1.d35ead03a8eeap-2, 0x1.5e8701c2beb30p-2, 0x1.59e659b0bdee9p-1,
     -0x1.abba79f1a0f8ep-3, -0x1.726c765203346p-2, -0x1.99f9c984a4755p+0, -0x1.8168b3b168b80p+1},
    {17, 257, -3, 10, 0, -0x1.344f6a5e06bfap+1, 0x1.827f80620b4acp+9, 0x1.80fe81e02b1fap+9, 0x1.bcd84cb006819p+4,
     -0x1.f30ae4844d98bp-1, -0x1.f5fa25da2a970p-1, 0x1.e9517e24e674cp+2, 0x1.f47db1397a3d7p+2},
};
enum { KNOWN = sizeof known / sizeof known[0] };

static void check_known(const struct mm_moments *moments, size_t c) {
    double value;
    ck_assert_uint_eq(mm_moments_count(moments), known[c].n);
    ck_assert_int_eq(mm_moments_mean(moments, &value), MM_OK);
    mm_check_bits(value, known[c].mean);
    ck_assert_int_eq(mm_moments_variance(moments, 1, &value), MM_OK);
    mm_check_bits(value, known[c].variance);
    ck_assert_int_eq(mm_moments_variance(moments, 0, &value), MM_OK);
    mm_check_bits(value, known[c].variance0);
    ck_assert_int_eq(mm_moments_sd(moments, 1, &value), MM_OK);
    mm_check_bits(value, known[c].sd);
    ck_assert_int_eq(mm_moments_skewness(moments, 0, &value), MM_OK);
    mm_check_bits(value, known[c].g1);
    ck_assert_int_eq(mm_moments_skewness(moments, 1, &value), MM_OK);
    mm_check_bits(value, known[c].unbiased_g1);
    ck_assert_int_eq(mm_moments_kurtosis(moments, 0, &value), MM_OK);
    mm_check_bits(value, known[c].g2);
    ck_assert_int_eq(mm_moments_kurtosis(moments, 1, &value), MM_OK);
    mm_check_bits(value, known[c].unbiased_g2);
}

START_TEST(rounded_once) {
    static double x[LONGEST];
    struct mm_moments *moments = mm_moments_new(4);
    ck_assert_ptr_nonnull(moments);
    for (size_t c = 0; c < KNOWN; c++) {
        fill(x, known[c].n, known[c].seed, known[c].low, known[c].spread, known[c].offset);
        mm_moments_clear(moments);
        mm_moments_add(moments, x, known[c].n, 1);
        check_known(moments, c);
    }
    mm_moments_free(moments);
}
END_TEST

START_TEST(any_order_split_and_stride_is_the_same) {
    static double x[LONGEST], spread_out[3 * LONGEST];
    uint64_t random = 5;
    struct mm_moments *total = mm_moments_new(4), *part = mm_moments_new(4);
    for (size_t c = 0; c < KNOWN; c++) {
        size_t n = known[c].n;
        fill(x, n, known[c].seed, known[c].low, known[c].spread, known[c].offset);
        for (size_t i = n; i-- > 1;) {
            size_t j = (size_t)(next_bits(&random) % (i + 1));
            double swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
        for (size_t i = 0; i < 3 * n; i++) spread_out[i] = i % 3 == 1 ? x[i / 3] : NAN;
        mm_moments_clear(total);
        for (size_t start = 0; start < n;) {
            size_t count = (size_t)(next_bits(&random) % 300);
            if (count > n - start) count = n - start;
            mm_moments_clear(part);
            mm_moments_add(part, spread_out + 3 * start + 1, count, 3);
            mm_moments_merge(total, part);
            start += count;
        }
        check_known(total, c);
    }
    mm_moments_free(total);
    mm_moments_free(part);
}
END_TEST

/* The lower orders hold fewer sums but give the same. */
START_TEST(every_order) {
    static double x[LONGEST];
    fill(x, known[1].n, known[1].seed, known[1].low, known[1].spread, known[1].offset);
    for (int order = 1; order <= 4; order++) {
        double value;
        struct mm_moments *moments = mm_moments_new(order);
        mm_moments_add(moments, x, known[1].n, 1);
        ck_assert_int_eq(mm_moments_mean(moments, &value), MM_OK);
        mm_check_bits(value, known[1].mean);
        ck_assert_int_eq(mm_moments_sd(moments, 1, &value), order >= 2 ? MM_OK : MM_USAGE);
        if (order >= 2) mm_check_bits(value, known[1].sd);
        ck_assert_int_eq(mm_moments_skewness(moments, 0, &value), order >= 3 ? MM_OK : MM_USAGE);
        if (order >= 3) mm_check_bits(value, known[1].g1);
        ck_assert_int_eq(mm_moments_kurtosis(moments, 0, &value), order >= 4 ? MM_OK : MM_USAGE);
        if (order >= 4) mm_check_bits(value, known[1].g2);
        mm_moments_free(moments);
    }
    ck_assert_ptr_null(mm_moments_new(0));
    ck_assert_ptr_null(mm_moments_new(5));
}
END_TEST

START_TEST(no_cancellation) {
    double value;
    struct mm_moments *moments = mm_moments_new(2);
    mm_moments_add(moments, (double[]){1000000001, 1000000002, 1000000003}, 3, 1);
    ck_assert_int_eq(mm_moments_variance(moments, 1, &value), MM_OK);
    mm_check_bits(value, 1);
    mm_check_bits(mm_moments_sum(moments), 3000000006);
    /* Numbers near 2^53, a deviation of one: 1/4 + 1/4 by hand. */
    mm_moments_clear(moments);
    mm_moments_add(moments, (double[]){9007199254740991, 9007199254740992}, 2, 1);
    ck_assert_int_eq(mm_moments_variance(moments, 1, &value), MM_OK);
    mm_check_bits(value, 0.5);
    mm_moments_free(moments);
}
END_TEST

/* scipy.stats 1.10.1 skew and kurtosis with bias=True and bias=False. n = 10 values: 8·n·eps for its two-pass sums. */
START_TEST(scipy_agrees) {
    static const double x[] = {2.5, 3.5, 8.0, 1.25, 9.75, 4.5, 4.5, 6.0, 20.5, 7.25};
    const double tolerance = 8 * 10 * DBL_EPSILON;
    double value;
    struct mm_moments *moments = mm_moments_new(4);
    mm_moments_add(moments, x, 10, 1);
    ck_assert_int_eq(mm_moments_skewness(moments, 0, &value), MM_OK);
    mm_check_near(value, 1.6501664345902838, tolerance);
    ck_assert_int_eq(mm_moments_skewness(moments, 1, &value), MM_OK);
    mm_check_near(value, 1.95685666937421, tolerance);
    ck_assert_int_eq(mm_moments_kurtosis(moments, 0, &value), MM_OK);
    mm_check_near(value, 2.0970062535682814, tolerance);
    ck_assert_int_eq(mm_moments_kurtosis(moments, 1, &value), MM_OK);
    mm_check_near(value, 4.671493198272498, tolerance);
    mm_moments_free(moments);
}
END_TEST

START_TEST(too_few_and_constant) {
    double value;
    struct mm_moments *moments = mm_moments_new(4);
    ck_assert_int_eq(mm_moments_mean(moments, &value), MM_TOO_FEW);
    ck_assert_int_eq(mm_moments_variance(moments, 0, &value), MM_TOO_FEW);
    ck_assert_int_eq(mm_moments_skewness(moments, 0, &value), MM_TOO_FEW);
    ck_assert_int_eq(mm_moments_kurtosis(moments, 0, &value), MM_TOO_FEW);
    mm_check_bits(mm_moments_sum(moments), 0);
    static double same[50];
    for (int i = 0; i < 50; i++) same[i] = 0.1;
    for (size_t n = 1; n <= 50; n++) {
        mm_moments_clear(moments);
        mm_moments_add(moments, same, n, 1);
        ck_assert_int_eq(mm_moments_mean(moments, &value), MM_OK);
        mm_check_bits(value, 0.1);
        ck_assert_int_eq(mm_moments_variance(moments, 0, &value), MM_OK);
        mm_check_bits(value, 0);
        ck_assert_int_eq(mm_moments_sd(moments, 1, &value), n == 1 ? MM_TOO_FEW : MM_OK);
        ck_assert_int_eq(mm_moments_variance(moments, n, &value), MM_TOO_FEW);
        ck_assert_int_eq(mm_moments_skewness(moments, 0, &value), MM_CONSTANT);
        ck_assert_int_eq(mm_moments_skewness(moments, 1, &value), n < 3 ? MM_TOO_FEW : MM_CONSTANT);
        ck_assert_int_eq(mm_moments_kurtosis(moments, 0, &value), MM_CONSTANT);
        ck_assert_int_eq(mm_moments_kurtosis(moments, 1, &value), n < 4 ? MM_TOO_FEW : MM_CONSTANT);
    }
    mm_moments_clear(moments);
    mm_moments_add(moments, (double[]){0, -0.0, 0}, 3, 1);
    ck_assert_int_eq(mm_moments_sd(moments, 1, &value), MM_OK);
    mm_check_bits(value, 0);
    mm_moments_free(moments);
}
END_TEST

START_TEST(infinities_and_nan) {
    static double x[40];
    double value;
    for (int i = 0; i < 40; i++) x[i] = i;
    x[33] = INFINITY;
    struct mm_moments *moments = mm_moments_new(4);
    mm_moments_add(moments, x, 40, 1);
    ck_assert_int_eq(mm_moments_mean(moments, &value), MM_OK);
    mm_check_bits(value, INFINITY);
    enum mm_status (*const shapes[])(const struct mm_moments *, int, double *) = {mm_moments_skewness,
                                                                                  mm_moments_kurtosis};
    for (int k = 0; k < 2; k++) {
        value = 0;
        ck_assert_int_eq(shapes[k](moments, 0, &value), MM_OK);
        ck_assert(isnan(value));
    }
    ck_assert_int_eq(mm_moments_variance(moments, 1, &value), MM_OK);
    ck_assert(isnan(value));
    x[2] = NAN;
    mm_moments_add(moments, x, 40, 1);
    ck_assert_int_eq(mm_moments_mean(moments, &value), MM_OK);
    ck_assert(isnan(value));
    mm_moments_free(moments);
}
END_TEST

/* n times the same data, by merging a state with itself: the mean and the biased forms stay, beyond 2^30 terms too. */
START_TEST(merging_carries_in_time) {
    static double x[LONGEST];
    double value;
    struct mm_moments *total = mm_moments_new(4), *copy = mm_moments_new(4);
    fill(x, known[0].n, known[0].seed, known[0].low, known[0].spread, known[0].offset);
    mm_moments_add(total, x, known[0].n, 1);
    for (int i = 0; i < 40; i++) {
        mm_moments_clear(copy);
        mm_moments_merge(copy, total);
        mm_moments_merge(total, copy);
        ck_assert_int_eq(mm_moments_variance(total, 0, &value), MM_OK);
        mm_check_bits(value, known[0].variance0);
        ck_assert_int_eq(mm_moments_kurtosis(total, 0, &value), MM_OK);
        mm_check_bits(value, known[0].g2);
    }
    mm_moments_free(total);
    mm_moments_free(copy);
}
END_TEST

MM_CHECK_MAIN("moments", rounded_once, any_order_split_and_stride_is_the_same, every_order, no_cancellation,
              scipy_agrees, too_few_and_constant, infinities_and_nan, merging_carries_in_time)
