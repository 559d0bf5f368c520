/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of entropies, cross-entropies and the Jensen-Shannon divergence. */
#include "probability/entropy.h"

#include "check_main.h"
#include "numeric/elementary.h"
#include "probability/divergence.h"
#include "probability/softmax.h"

static const double eps = 0x1p-52;

/* mpmath, 60 digits: -Σ p log p of the doubles as they are. Terms are right to 2 ulp and none is negative. */
START_TEST(known_entropies) {
    mm_check_relative(mm_entropy((double[]){0.1, 0.2, 0.7}, 3), 0.8018185525433373, 4 * eps);
    mm_check_bits(mm_entropy((double[]){0.5, 0.5}, 2), 0.6931471805599453);
    mm_check_bits(mm_entropy((double[]){1}, 1), 0);
    mm_check_bits(mm_entropy((double[]){0, 1, 0}, 3), 0);
    mm_check_relative(mm_entropy((double[]){1, 1e-320}, 2), 7.3681903792790688e-318, 1e-5); /* subnormal */
    static double even[1000];
    for (size_t i = 0; i < 1000; i++) even[i] = 0.001;
    mm_check_relative(mm_entropy(even, 1000), log(1000), 4 * eps);
}
END_TEST

/* mpmath, 60 digits: the entropy of w / Σ w, also where the quotients would round to 1 and 0. */
START_TEST(entropies_of_weights) {
    static const struct {
        size_t n;
        double w[7], expected;
    } cases[] = {
        {3, {5, 3, 2}, 1.0296530140645737},
        {3, {1, 2, 5}, 0.9002560512685369},
        {2, {1e17, 1}, 4.0143946580898776e-16},
        {3, {1e15, 1, 3}, 1.3885926871363786e-13},
        {3, {1.5e308, 1.5e308, 1}, 0.69314718055994531},
        {2, {5e-324, 1.5e-323}, 0.56233514461880835},
        {7, {3, 0, 4, 1, 0, 0, 2}, 1.2798542258336675},
        {1, {17}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        mm_check_relative(mm_entropy_weights(cases[i].w, cases[i].n), cases[i].expected, 8 * eps);
}
END_TEST

/* mpmath, 400 digits. */
START_TEST(entropies_of_logits) {
    double nats;
    struct mm_detail detail;
    ck_assert_int_eq(mm_entropy_logits((double[]){1, 2, 0.5}, 3, &nats, &detail), MM_OK);
    mm_check_relative(nats, 0.90595925647922664, 8 * eps);
    ck_assert_int_eq(mm_entropy_logits((double[]){0, -700}, 2, &nats, &detail), MM_OK);
    /* exp(-700) is known to the ulp of its own, which half an ulp of 700 makes 2^9 of. */
    mm_check_relative(nats, 6.9116332571755994e-302, 600 * eps);
    ck_assert_int_eq(mm_entropy_logits((double[]){1e4, -1e4, 1e4, -INFINITY}, 4, &nats, &detail), MM_OK);
    mm_check_relative(nats, 0.69314718055994531, 4 * eps);
    ck_assert_int_eq(mm_entropy_logits((double[]){-3}, 1, &nats, &detail), MM_OK);
    mm_check_bits(nats, 0);
    static double million[1000000];
    ck_assert_int_eq(mm_entropy_logits(million, 1000000, &nats, &detail), MM_OK);
    mm_check_relative(nats, log(1e6), 8 * eps);
    ck_assert_int_eq(mm_entropy_logits((double[]){0, INFINITY}, 2, &nats, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_entropy_logits((double[]){0, NAN}, 2, &nats, &detail), MM_NOT_FINITE);
}
END_TEST

/* mpmath; and H(P,Q) = H(P) + KL(P‖Q) on many random pairs, to the rounding of each of the three. */
START_TEST(cross_entropies) {
    const double p[] = {0.2, 0.3, 0.5}, q[] = {0.3, 0.3, 0.4};
    mm_check_relative(mm_cross_entropy(p, q, 3), 1.0601317681000455, 4 * eps);
    mm_check_bits(mm_cross_entropy((double[]){0.5, 0.5}, (double[]){1, 0}, 2), INFINITY);
    mm_check_bits(mm_cross_entropy((double[]){1, 0}, (double[]){1, 0}, 2), 0);
    mm_check_bits(mm_cross_entropy_log((double[]){0, -INFINITY}, (double[]){0, -INFINITY}, 2), 0);
    mm_check_bits(mm_cross_entropy_log((double[]){0, -2000}, (double[]){0, -INFINITY}, 2), INFINITY);
    enum { N = 1000 };
    static double a[N], b[N], c[N], d[N];
    for (size_t n = 1; n <= N; n += n / 4 + 1) {
        for (size_t i = 0; i < n; i++) {
            a[i] = 3 * sin((double)(i * i + n));
            b[i] = 3 * cos((double)(3 * i * i + n));
        }
        mm_softmax(a, n, 1, c, NULL);
        mm_softmax(b, n, 1, d, NULL);
        double cross = mm_cross_entropy(c, d, n);
        mm_check_relative(cross, mm_entropy(c, n) + mm_kl_divergence(c, d, n), 8 * eps);
        mm_log_softmax(a, n, 1, a, NULL);
        mm_log_softmax(b, n, 1, b, NULL);
        mm_check_relative(mm_cross_entropy_log(a, b, n), cross, 32 * eps); /* logs of 10 are off by 8 eps */
    }
}
END_TEST

START_TEST(counts) {
    struct mm_detail detail = {99, 99};
    ck_assert_int_eq(mm_check_counts((double[]){3, 0, 7}, 3, &detail), MM_OK);
    ck_assert_int_eq(mm_check_counts((double[]){3, 0.5}, 2, &detail), MM_DATA);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_check_counts((double[]){-1, 2}, 2, &detail), MM_DATA);
    ck_assert_int_eq(mm_check_counts((double[]){NAN, 2}, 2, &detail), MM_NOT_FINITE);
    ck_assert_int_eq(mm_check_counts((double[]){0, 0}, 2, &detail), MM_NOT_DISTRIBUTION);
    mm_check_bits(mm_miller_madow((double[]){5, 0, 3, 2}, 4), 0.1); /* (3 - 1) / 20 */
    mm_check_bits(mm_miller_madow((double[]){5}, 1), 0);
}
END_TEST

/* mpmath, 60 digits, of the doubles as they are. */
START_TEST(known_js) {
    static const struct {
        size_t n;
        double p[3], q[3], expected, tolerance;
    } cases[] = {
        {2, {0.1, 0.9}, {0.9, 0.1}, 0.36806420716849707, 8},
        {3, {0.2, 0.3, 0.5}, {0.3, 0.3, 0.4}, 0.0078174001708520992, 8},
        {2, {0.5, 0.5}, {0.5 + 1e-12, 0.5 - 1e-12}, 4.9997787852456375e-25, 8},
        {2, {1, 1e-320}, {1e-320, 1}, 0.69314718055994531, 2},
        {3, {0.5, 0.5, 0}, {0, 0.25, 0.75}, 0.4544543674493905, 8},
        {2, {1e-310, 1}, {3e-310, 1}, 2.6162407188227312e-311, 1e4}, /* subnormal: 2^-1074 is 2e-13 of it */
        {2, {0.6, 0.4}, {0.36, 0.64}, 0.029132036188482388, 16},     /* both sides of the series' end */
        {2, {1, 0}, {0, 1}, 0.69314718055994531, 1},
        {2, {0.3, 0.7}, {0.3, 0.7}, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        mm_check_relative(mm_js_divergence(cases[i].p, cases[i].q, cases[i].n), cases[i].expected,
                          cases[i].tolerance * eps);
        mm_check_bits(mm_js_divergence(cases[i].q, cases[i].p, cases[i].n),
                      mm_js_divergence(cases[i].p, cases[i].q, cases[i].n));
    }
}
END_TEST

/* The definition, by way of KL, and 0 ≤ JS ≤ log 2. */
START_TEST(js_is_the_mean_of_two_divergences) {
    enum { N = 700 };
    static double p[N], q[N], m[N];
    for (size_t n = 1; n <= N; n += n / 4 + 1)
        for (int scale = 1; scale < 200; scale *= 5) {
            for (size_t i = 0; i < n; i++) {
                p[i] = scale * sin((double)(i * i + n));
                q[i] = scale * cos((double)(3 * i * i + n));
            }
            mm_softmax(p, n, 1, p, NULL);
            mm_softmax(q, n, 1, q, NULL);
            for (size_t i = 0; i < n; i++) m[i] = (p[i] + q[i]) / 2;
            double js = mm_js_divergence(p, q, n);
            /* The two divergences cancel each other's first order: their errors are eps of what is 1 at most. */
            mm_check_near(js, (mm_kl_divergence(p, m, n) + mm_kl_divergence(q, m, n)) / 2, 8 * eps);
            ck_assert(js >= 0 && js <= 0.6931471805599453 * (1 + 8 * eps));
        }
}
END_TEST

MM_CHECK_MAIN("entropy", known_entropies, entropies_of_weights, entropies_of_logits, cross_entropies, counts, known_js,
              js_is_the_mean_of_two_divergences)
