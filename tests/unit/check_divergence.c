/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of what a distribution is and of the Kullback-Leibler divergence. */
#include "probability/divergence.h"

#include "check_main.h"
#include "numeric/elementary.h"
#include "numeric/exact.h"

static const double eps = 0x1p-52;

START_TEST(checking) {
    static const struct {
        size_t n;
        double p[4];
        enum mm_status status;
        size_t index;
        double value;
    } cases[] = {
        {0, {0}, MM_TOO_FEW, 0, 0},
        {1, {1}, MM_OK, 99, 99},
        {3, {0.1, 0.2, 0.7}, MM_OK, 99, 99},
        {3, {-0.0, 0, 1}, MM_OK, 99, 99},
        {2, {0.5, 0.50000099}, MM_OK, 99, 99},
        {2, {0.5, 0.49999901}, MM_OK, 99, 99},
        {2, {0.5, 0.50000101}, MM_NOT_DISTRIBUTION, 2, 1.00000101},
        {2, {0.5, 0.49999899}, MM_NOT_DISTRIBUTION, 2, 0.99999899},
        {3, {0.1, 0.2, 0.3}, MM_NOT_DISTRIBUTION, 3, 0.6},
        {2, {1e308, 1.7e308}, MM_NOT_DISTRIBUTION, 2, INFINITY},
        {3, {0.5, -1e-300, 0.5}, MM_NOT_DISTRIBUTION, 1, -1e-300},
        {3, {0.5, NAN, -1}, MM_NOT_FINITE, 1, NAN},
        {3, {0.5, 0.5, INFINITY}, MM_NOT_FINITE, 2, INFINITY},
        {2, {-INFINITY, 0.5}, MM_NOT_FINITE, 0, -INFINITY},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mm_detail detail = {99, 99};
        ck_assert_int_eq(mm_check_distribution(cases[i].p, cases[i].n, &detail), cases[i].status);
        ck_assert_uint_eq(detail.index, cases[i].index);
        mm_check_near(detail.value, cases[i].value, eps);
        ck_assert_int_eq(mm_check_distribution(cases[i].p, cases[i].n, NULL), cases[i].status);
    }
}
END_TEST

START_TEST(normalizing) {
    double q[4];
    struct mm_detail detail = {99, 99};
    ck_assert_int_eq(mm_normalize_distribution((double[]){1, 2, 5}, 3, q, &detail), MM_OK);
    mm_check_bits(q[0], 0.125);
    mm_check_bits(q[1], 0.25);
    mm_check_bits(q[2], 0.625);
    double p[3] = {5e-324, 0, 1.5e-323}; /* in place, and subnormal */
    ck_assert_int_eq(mm_normalize_distribution(p, 3, p, &detail), MM_OK);
    mm_check_bits(p[0], 0.25);
    mm_check_bits(p[1], 0);
    mm_check_bits(p[2], 0.75);
    /* A sum beyond the doubles. */
    ck_assert_int_eq(mm_normalize_distribution((double[]){0x1p1023, 0x1p1023, 1, 0x1p1022}, 4, q, &detail), MM_OK);
    mm_check_bits(q[0], 0.4);
    mm_check_bits(q[1], 0.4);
    mm_check_relative(q[2], 0x1p-1022 / 5, 0x1p-50); /* subnormal: its ulp is 2^-1074 */
    mm_check_bits(q[3], 0.2);
    ck_assert_uint_eq(detail.index, 99);

    ck_assert_int_eq(mm_normalize_distribution((double[]){0, 0}, 2, q, &detail), MM_NOT_DISTRIBUTION);
    ck_assert_uint_eq(detail.index, 2);
    mm_check_bits(detail.value, 0);
    ck_assert_int_eq(mm_normalize_distribution((double[]){3, -1}, 2, q, &detail), MM_NOT_DISTRIBUTION);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_normalize_distribution((double[]){3, INFINITY}, 2, q, &detail), MM_NOT_FINITE);
    ck_assert_int_eq(mm_normalize_distribution((double[]){NAN, 1}, 2, q, NULL), MM_NOT_FINITE);
    ck_assert_int_eq(mm_normalize_distribution(q, 0, q, NULL), MM_TOO_FEW);
}
END_TEST

/* Terms are right to 3 ulp or so (ratio, log, their sum), and are added exactly: the error is that of their sizes. */
static double sizes(const double *p, const double *q, size_t n) {
    double size = 0;
    for (size_t i = 0; i < n; i++)
        if (p[i] > 0) size += p[i] * fabs(log(p[i]) - log(q[i]));
    return size;
}

static const struct {
    size_t n;
    double p[3], q[3], expected;
} cases[] = {
    {2, {0.5, 0.5}, {0.5, 0.5}, 0.0},
    {2, {1.0, 0.0}, {0.5, 0.5}, 0.6931471805599453},
    {2, {0.1, 0.9}, {0.9, 0.1}, 1.7577796618689756},
    {3, {0.2, 0.3, 0.5}, {0.3, 0.3, 0.4}, 0.030478754035471987},
    {2, {0.999999999, 1e-09}, {0.999999998, 2e-09}, 3.068529026804257e-10},
    {2, {1.0, 1e-320}, {1e-320, 1.0}, 736.8272408909739},
    {2, {1e-320, 1.0}, {3e-320, 1.0}, -1.099e-320},
    {2, {0.5, 0.5}, {0.5000000000009095, 0.4999999999990905}, 1.6543612251060553e-24},
    {3, {1e-310, 0.25, 0.75}, {1e-05, 0.25, 0.74999}, 1.0000066667213754e-05},
    {2, {0.7, 0.3}, {5e-324, 1.0}, 520.497186042912},
    {3, {0.0, 0.25, 0.75}, {0.0, 0.75, 0.25}, 0.5493061443340549},
    {3, {0.5, 0.25, 0.25}, {0.25, 0.5, 0.25}, 0.17328679513998632},
};

/* mpmath, 60 digits: the sum of p log(p/q) of the doubles as they are. */
START_TEST(known_divergences) {
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        double actual = mm_kl_divergence(cases[i].p, cases[i].q, cases[i].n);
        double size = sizes(cases[i].p, cases[i].q, cases[i].n);
        ck_assert_msg(fabs(actual - cases[i].expected) <= 4 * eps * size + 5e-324, "case %zu is %.17g, not %.17g", i,
                      actual, cases[i].expected);
    }
    /* The seed's example, where NumPy says NaN: log 2 for one certain outcome against two even ones. */
    mm_check_bits(mm_kl_divergence((double[]){1, 0}, (double[]){0.5, 0}, 2), 0.6931471805599453);
}
END_TEST

START_TEST(infinite_and_zero) {
    mm_check_bits(mm_kl_divergence((double[]){0.5, 0.5}, (double[]){1, 0}, 2), INFINITY);
    mm_check_bits(mm_kl_divergence((double[]){1, 0}, (double[]){1, 0}, 2), 0);
    mm_check_bits(mm_kl_divergence((double[]){5e-324, 1}, (double[]){0, 1}, 2), INFINITY);
    enum { N = 1000 };
    static double p[N], q[N];
    for (size_t n = 1; n <= N; n += n / 2 + 1) {
        for (size_t i = 0; i < n; i++) p[i] = q[i] = 1 / (double)n;
        mm_check_bits(mm_kl_divergence(p, q, n), 0);
        q[n - 1] = 0;
        mm_check_bits(mm_kl_divergence(p, q, n), INFINITY);
    }
}
END_TEST

/* Against the textbook form in long double; symmetric under a common permutation to the last bit; and not negative
 * beyond the rounding of the two distributions, whose entries are off by half an ulp each. */
START_TEST(random_distributions) {
    enum { N = 3000 };
    static double p[N], q[N], r[N], s[N];
    for (size_t n = 1; n <= N; n += n / 3 + 1)
        for (int kind = 0; kind < 3; kind++) {
            for (size_t i = 0; i < n; i++) {
                double a = sin((double)(i * i + n)), b = cos((double)(3 * i * i + n));
                p[i] = exp(kind == 1 ? 300 * a : 3 * a);
                q[i] = kind == 2 ? p[i] * (1 + 1e-9 * b) : exp(3 * b);
            }
            mm_normalize_distribution(p, n, p, NULL);
            mm_normalize_distribution(q, n, q, NULL);
            long double sum = 0;
            for (size_t i = 0; i < n; i++) sum += p[i] * logl((long double)p[i] / q[i]);
            double kl = mm_kl_divergence(p, q, n);
            mm_check_near(kl, (double)sum, 4 * eps * fmax(1, sizes(p, q, n)) / fmax(1, fabs((double)sum)));
            ck_assert(kl >= -2 * eps);
            for (size_t i = 0; i < n; i++) r[i] = p[n - 1 - i], s[i] = q[n - 1 - i];
            mm_check_bits(mm_kl_divergence(r, s, n), kl);
        }
}
END_TEST

/* Short sums take a quicker way: it must give what the exact sum gives. */
START_TEST(short_sums_are_exact) {
    enum { N = 128 };
    static double a[N], b[N], p[N], differences[N];
    for (size_t n = 1; n <= N; n++)
        for (int round = 0; round < 20; round++) {
            for (size_t i = 0; i < n; i++) {
                a[i] = -9 - 8 * sin((double)(i * i + 7 * n + (size_t)round));
                b[i] = round == 19 ? a[i] : -9 - 8 * cos((double)(5 * i * i + 3 * n + (size_t)round));
                differences[i] = a[i] - b[i];
            }
            mm_exp(a, 0, p, n);
            mm_check_bits(mm_kl_divergence_log(a, b, n), mm_exact_dot(p, differences, n));
        }
}
END_TEST

/* mpmath, 60 digits: the sum of exp(a) (a - b). */
START_TEST(from_log_probabilities) {
    static const struct {
        size_t n;
        double a[2], b[2], expected;
    } logs[] = {
        {2, {-0.5, -0.9327521295671886}, {-1.0, -0.4586751453870819}, 0.11673057164554582},
        {2, {0.0, -1000.0}, {-2.0, -0.145413457868859}, 2.0},
        {2, {-INFINITY, 0.0}, {-INFINITY, -1e-09}, 1e-09},
        {2, {-700.25, -1e-300}, {-1.5, -0.25}, 0.25},
    };
    for (size_t i = 0; i < sizeof logs / sizeof logs[0]; i++)
        mm_check_relative(mm_kl_divergence_log(logs[i].a, logs[i].b, logs[i].n), logs[i].expected, 8 * eps);
    mm_check_bits(mm_kl_divergence_log((double[]){0, -2000}, (double[]){0, -INFINITY}, 2), INFINITY);
    mm_check_bits(mm_kl_divergence_log((double[]){-INFINITY, 0}, (double[]){-INFINITY, 0}, 2), 0);
    static double a[500], b[500];
    for (size_t i = 0; i < 500; i++) a[i] = b[i] = -log(500);
    mm_check_bits(mm_kl_divergence_log(a, b, 500), 0);
    a[0] = b[0] = -INFINITY;
    mm_check_bits(mm_kl_divergence_log(a, b, 500), 0);
    b[499] = -INFINITY;
    mm_check_bits(mm_kl_divergence_log(a, b, 500), INFINITY);
}
END_TEST

MM_CHECK_MAIN("divergence", checking, normalizing, known_divergences, infinite_and_zero, random_distributions,
              short_sums_are_exact, from_log_probabilities)
