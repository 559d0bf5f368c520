/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm_sample: frequencies of 10^6 draws by chi-square, filters, ties, refusals. Expected probabilities are computed by
 * hand from the definitions; critical values of chi-square at 1e-4 are R's qchisq(1e-4, df, lower = FALSE). */
#include "check_main.h"
#include "probability/sample.h"

enum { N = 5, DRAWS = 1000000 };
static const double critical[] = {0, 15.14, 18.42, 21.11, 23.51, 25.74};
static const struct mm_sampler plain = {.temperature = 1, .top_p = 1};

static enum mm_status draw(struct mm_sampler sampler, const double *x, size_t n, uint64_t seed, double *classes,
                           size_t count, struct mm_detail *detail) {
    sampler.seed = seed;
    sampler.count = count;
    struct mm_sample *sample = mm_sample_new(&sampler, n);
    enum mm_status status = mm_sample_prepare(sample, x, 0, detail);
    if (status == MM_OK) mm_sample_draw(sample, 0, classes, count);
    mm_sample_free(sample);
    return status;
}

/* EXPECTED sums to 1; a class of probability 0 must not be drawn. */
static void check_frequencies(struct mm_sampler sampler, const double *x, const double *expected, uint64_t seed) {
    static double classes[DRAWS];
    double counts[N] = {0}, statistic = 0;
    size_t freedom = 0;
    struct mm_detail detail;
    ck_assert_int_eq(draw(sampler, x, N, seed, classes, DRAWS, &detail), MM_OK);
    for (size_t i = 0; i < DRAWS; i++) counts[(size_t)classes[i]]++;
    for (size_t i = 0; i < N; i++) {
        double mean = expected[i] * DRAWS;
        if (mean == 0) ck_assert(counts[i] == 0);
        if (mean == 0) continue;
        statistic += (counts[i] - mean) * (counts[i] - mean) / mean;
        freedom++;
    }
    ck_assert_msg(statistic < critical[freedom - 1] || freedom == 1, "chi-square %g", statistic);
}

static const double weights[N] = {0.8, 0, 2.4, 0.8, 4}; /* a tenth, none, three, one, five tenths */

START_TEST(weights_need_not_sum_to_one) {
    check_frequencies(plain, weights, (double[]){0.1, 0, 0.3, 0.1, 0.5}, 1);
}
END_TEST

START_TEST(logits) {
    struct mm_sampler sampler = plain;
    double x[N] = {1e4, -INFINITY, 1e4 + log(3), 1e4, 1e4 + log(5)};
    sampler.logits = true;
    check_frequencies(sampler, x, (double[]){0.1, 0, 0.3, 0.1, 0.5}, 2);
}
END_TEST

START_TEST(temperature) {
    struct mm_sampler sampler = plain;
    sampler.temperature = 0.5; /* squares */
    check_frequencies(sampler, weights, (double[]){1 / 36.0, 0, 9 / 36.0, 1 / 36.0, 25 / 36.0}, 3);
    sampler.temperature = 0;
    check_frequencies(sampler, (double[]){1, 3, 2, 3, 3}, (double[]){0, 1, 0, 0, 0}, 4);
}
END_TEST

START_TEST(top_k) {
    struct mm_sampler sampler = plain;
    sampler.top_k = 3; /* of the two tenths the first */
    check_frequencies(sampler, weights, (double[]){1 / 9.0, 0, 3 / 9.0, 0, 5 / 9.0}, 5);
    sampler.top_k = 1;
    check_frequencies(sampler, weights, (double[]){0, 0, 0, 0, 1}, 6);
}
END_TEST

START_TEST(top_p) {
    struct mm_sampler sampler = plain;
    sampler.top_p = 0.7; /* the class that crosses is kept */
    check_frequencies(sampler, weights, (double[]){0, 0, 3 / 8.0, 0, 5 / 8.0}, 7);
    sampler.top_p = 0.85;
    check_frequencies(sampler, weights, (double[]){1 / 9.0, 0, 3 / 9.0, 0, 5 / 9.0}, 8);
    sampler.top_p = 1e-9;
    check_frequencies(sampler, weights, (double[]){0, 0, 0, 0, 1}, 9);
}
END_TEST

START_TEST(top_p_reached_exactly_stops) {
    struct mm_sampler sampler = plain;
    sampler.top_p = 0.75;
    check_frequencies(sampler, (double[]){4, 2, 1, 1, 0}, (double[]){2 / 3.0, 1 / 3.0, 0, 0, 0}, 10);
}
END_TEST

START_TEST(min_p) {
    struct mm_sampler sampler = plain;
    sampler.min_p = 0.5;
    check_frequencies(sampler, weights, (double[]){0, 0, 3 / 8.0, 0, 5 / 8.0}, 11);
}
END_TEST

/* After top-k the share that top-p looks at is of 8 tenths: 5/8 reaches 0.6, where 5/10 would not. */
START_TEST(filters_act_in_order) {
    struct mm_sampler sampler = plain;
    sampler.top_k = 2;
    sampler.top_p = 0.6;
    check_frequencies(sampler, weights, (double[]){0, 0, 0, 0, 1}, 12);
}
END_TEST

/* Ordered pairs of 1 : 2 : 3 have probabilities w_i/6 · w_j/(6 - w_i). */
START_TEST(without_replacement) {
    enum { PAIRS = 1000000 };
    struct mm_sampler sampler = plain;
    struct mm_detail detail;
    double x[3] = {1, 2, 3}, classes[2], counts[3][3] = {{0}}, statistic = 0;
    sampler.without_replacement = true;
    sampler.count = 2;
    sampler.seed = 13;
    struct mm_sample *sample = mm_sample_new(&sampler, 3);
    for (size_t i = 0; i < PAIRS; i++) {
        ck_assert_int_eq(mm_sample_prepare(sample, x, i, &detail), MM_OK);
        mm_sample_draw(sample, 0, classes, 2);
        counts[(size_t)classes[0]][(size_t)classes[1]]++;
    }
    mm_sample_free(sample);
    for (size_t i = 0; i < 3; i++) {
        ck_assert(counts[i][i] == 0);
        for (size_t j = 0; j < 3; j++) {
            double mean = PAIRS * x[i] / 6 * x[j] / (6 - x[i]);
            if (i != j) statistic += (counts[i][j] - mean) * (counts[i][j] - mean) / mean;
        }
    }
    ck_assert_msg(statistic < critical[5], "chi-square %g", statistic);
}
END_TEST

START_TEST(refusals) {
    struct mm_sampler sampler = plain;
    struct mm_detail detail;
    double classes[8];
    ck_assert_int_eq(draw(plain, (double[]){1, -1}, 2, 1, classes, 1, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(draw(plain, (double[]){1, NAN}, 2, 1, classes, 1, &detail), MM_NOT_FINITE);
    ck_assert_int_eq(draw(plain, (double[]){1, INFINITY}, 2, 1, classes, 1, &detail), MM_NOT_FINITE);
    ck_assert_int_eq(draw(plain, (double[]){0, 0}, 2, 1, classes, 1, &detail), MM_NOT_DISTRIBUTION);
    sampler.without_replacement = true;
    ck_assert_int_eq(draw(sampler, (double[]){1, 0, 1}, 3, 1, classes, 3, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 2);
    sampler.logits = true;
    ck_assert_int_eq(draw(sampler, (double[]){-INFINITY, -INFINITY}, 2, 1, classes, 1, &detail), MM_NOT_DISTRIBUTION);
    ck_assert_int_eq(draw(sampler, (double[]){1}, 1, 1, classes, 1, &detail), MM_OK);
    ck_assert(classes[0] == 0);
}
END_TEST

/* Weights as they are, and after a detour over their logarithms. */
START_TEST(weights_whose_sum_is_no_double) {
    struct mm_sampler sampler = plain;
    check_frequencies(sampler, (double[]){1e308, 0, 3e307 * 5, 1e308, 1.5e308}, (double[]){0.2, 0, 0.3, 0.2, 0.3}, 14);
    check_frequencies(sampler, (double[]){1e-320, 0, 1e-320, 2e-320, 0}, (double[]){0.25, 0, 0.25, 0.5, 0}, 15);
}
END_TEST

MM_CHECK_MAIN("sample", weights_need_not_sum_to_one, logits, temperature, top_k, top_p, top_p_reached_exactly_stops,
              min_p, filters_act_in_order, without_replacement, refusals, weights_whose_sum_is_no_double)
