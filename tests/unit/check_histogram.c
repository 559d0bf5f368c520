/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of histograms: numpy's edges, counts that the edges decide, rules for the number of bins, merging. */
#include "statistics/histogram.h"

#include "check_main.h"

/* Every value lies in the bin that its edges say, also where the guess from the width is off. */
START_TEST(edges_decide) {
    static const double ranges[][2] = {{0, 1},          {-4, 4},         {0.1, 0.7}, {1e9, 1e9 + 1e-3},
                                       {-1e308, 7e307}, {1e-310, 3e-310}};
    for (size_t r = 0; r < sizeof ranges / sizeof *ranges; r++) {
        struct mm_histogram histogram;
        const size_t bins = 97;
        double low = ranges[r][0], high = ranges[r][1];
        ck_assert_int_eq(mm_histogram_start(&histogram, bins, low, high), MM_OK);
        for (size_t i = 0; i < bins; i++) {
            double x[] = {histogram.edges[i], nextafter(histogram.edges[i], -INFINITY),
                          nextafter(histogram.edges[i + 1], -INFINITY)};
            mm_histogram_add(&histogram, x, 3, 1);
        }
        mm_histogram_add(&histogram, &high, 1, 1);
        for (size_t i = 0; i < bins; i++) ck_assert_uint_eq(histogram.counts[i], 3);
        ck_assert_uint_eq(histogram.outside, 1);
        ck_assert_uint_eq(mm_histogram_total(&histogram), 3 * bins);
        mm_histogram_stop(&histogram);
    }
}
END_TEST

/* Expected: numpy 1.24, numpy.histogram_bin_edges and histogram of x_i = i² mod 101, i < 200. */
START_TEST(rules_of_numpy) {
    double x[200];
    size_t bins;
    for (size_t i = 0; i < 200; i++) x[i] = (double)(i * i % 101);
    ck_assert_int_eq(mm_histogram_rule(x, 200, MM_BINS_FD, 0, 100, &bins), MM_OK);
    ck_assert_uint_eq(bins, 6);
    ck_assert_int_eq(mm_histogram_rule(x, 200, MM_BINS_STURGES, 0, 100, &bins), MM_OK);
    ck_assert_uint_eq(bins, 9);
    ck_assert_int_eq(mm_histogram_rule(x, 200, MM_BINS_AUTO, 0, 100, &bins), MM_OK);
    ck_assert_uint_eq(bins, 9);
    static const double known[] = {28, 36, 20, 28, 24, 36, 28};
    struct mm_histogram histogram;
    ck_assert_int_eq(mm_histogram_start(&histogram, 7, 0, 100), MM_OK);
    mm_histogram_add(&histogram, x, 200, 1);
    for (size_t i = 0; i < 7; i++) ck_assert_uint_eq(histogram.counts[i], (uint64_t)known[i]);
    mm_check_near(mm_histogram_density(&histogram, 0, 200), known[0] / 200 / (100. / 7), 1e-15);
    mm_histogram_stop(&histogram);
}
END_TEST

START_TEST(edges_and_refusals) {
    struct mm_histogram histogram;
    double values[] = {3, 3, 3, 1e300};
    size_t bins;
    ck_assert_int_eq(mm_histogram_start(&histogram, 0, 0, 1), MM_DOMAIN);
    ck_assert_int_eq(mm_histogram_start(&histogram, 3, 1, 0), MM_DOMAIN);
    ck_assert_int_eq(mm_histogram_start(&histogram, 3, NAN, 0), MM_DOMAIN);
    ck_assert_int_eq(mm_histogram_start(&histogram, 3, -1.7e308, 1.7e308), MM_DOMAIN);
    ck_assert_int_eq(mm_histogram_start(&histogram, 3, 1, nextafter(1, 2)), MM_DOMAIN);
    ck_assert_int_eq(mm_histogram_start(&histogram, 3, 1e300, 1e300), MM_DOMAIN);
    ck_assert_int_eq(mm_histogram_start(&histogram, 1, 2, 2), MM_OK);
    mm_check_bits(histogram.edges[0], 1.5);
    mm_check_bits(histogram.edges[1], 2.5);
    mm_check_bits(mm_histogram_density(&histogram, 0, 0), 0);
    mm_histogram_stop(&histogram);
    ck_assert_int_eq(mm_histogram_rule(values, 0, MM_BINS_AUTO, 0, 1, &bins), MM_OK);
    ck_assert_uint_eq(bins, 1);
    ck_assert_int_eq(mm_histogram_rule(values, 3, MM_BINS_FD, 3, 3, &bins), MM_OK);
    ck_assert_uint_eq(bins, 1);
    values[0] = 1;
    ck_assert_int_eq(mm_histogram_rule(values, 4, MM_BINS_FD, 0, 1e300, &bins), MM_OK);
}
END_TEST

START_TEST(merging_is_counting) {
    struct mm_histogram all, a, b;
    double x[300];
    for (size_t i = 0; i < 300; i++) x[i] = (double)(i * 37 % 211) / 211;
    mm_histogram_start(&all, 13, 0, 0.9);
    mm_histogram_start(&a, 13, 0, 0.9);
    mm_histogram_start(&b, 13, 0, 0.9);
    mm_histogram_add(&all, x, 300, 1);
    mm_histogram_add(&a, x, 150, 2);
    mm_histogram_add(&b, x + 1, 150, 2);
    mm_histogram_merge(&a, &b);
    ck_assert_mem_eq(a.counts, all.counts, 13 * sizeof *a.counts);
    ck_assert_uint_eq(a.outside, all.outside);
    mm_histogram_stop(&all);
    mm_histogram_stop(&a);
    mm_histogram_stop(&b);
}
END_TEST

MM_CHECK_MAIN("histogram", edges_decide, rules_of_numpy, edges_and_refusals, merging_is_counting)
