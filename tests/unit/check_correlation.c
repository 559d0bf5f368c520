/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of correlation tests: p in the far tail, intervals, Kendall's tau with and without ties. */
#include "statistics/correlation.h"

#include <float.h>

#include "check_main.h"

/* Expected: mpmath 1.2 with 60 digits, the regularised incomplete beta I_(1-r²)((n-2)/2, 1/2). */
START_TEST(p_in_the_far_tail) {
    static const struct {
        double r;
        uint64_t n;
        double p;
    } known[] = {{0.1, 20, 0.67487123262621142},        {-0.5, 3, 0.66666666666666667},
                 {0.9, 5, 0.037386073468498633},        {0.75, 1000, 2.3709272391436641e-181},
                 {-0.99, 200, 2.2071630061157621e-170}, {0.999999, 100, 4.5256266411437459e-281},
                 {0.5, 1000, 2.278101929537929e-64},    {0.9999999999990905, 50, 1.9723396907693147e-283}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double r = known[i].r;
        /* 1e-12: the power n/2 of 1 - r² multiplies its rounding error by that; n ≤ 1000. */
        mm_check_relative(mm_correlation_p(r, (1 - r) * (1 + r), known[i].n), known[i].p, 1e-12);
    }
    ck_assert(isnan(mm_correlation_p(1, 0, 2)));
    ck_assert(isnan(mm_correlation_p(NAN, NAN, 20)));
    mm_check_bits(mm_correlation_p(-1, 0, 20), 0);
    mm_check_near(mm_correlation_p(0, 1, 20), 1, 0);
}
END_TEST

/* Expected: the formulas in mpmath with 60 digits; scipy.stats.pearsonr has the same for pearson. */
START_TEST(intervals) {
    static const struct {
        enum mm_correlation method;
        double r;
        uint64_t n;
        double level, low, high;
    } known[] = {{MM_PEARSON, 0.3, 20, 0.95, -0.164337626680122, 0.6554991792950994},
                 {MM_PEARSON, -0.98, 150, 0.99, -0.9868778938872441, -0.9695722968778915},
                 {MM_PEARSON, 0.0, 10, 0.5, -0.24955027526323703, 0.24955027526323703},
                 {MM_SPEARMAN, 0.3, 20, 0.95, -0.17461163920257292, 0.6614902300039609},
                 {MM_SPEARMAN, -0.98, 150, 0.99, -0.9880249299126251, -0.9666873865456185},
                 {MM_SPEARMAN, 0.0, 10, 0.5, -0.24955027526323703, 0.24955027526323703},
                 {MM_KENDALL, 0.3, 20, 0.95, -0.01439272982769812, 0.5604115270563678},
                 {MM_KENDALL, -0.98, 150, 0.99, -0.9848750496004526, -0.9735745518775175},
                 {MM_KENDALL, 0.0, 10, 0.5, -0.18004475554581334, 0.18004475554581334}};
    double low, high;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        double r = known[i].r;
        mm_correlation_interval(known[i].method, r, (1 - r) * (1 + r), known[i].n, known[i].level, &low, &high);
        mm_check_near(low, known[i].low, 16 * DBL_EPSILON);
        mm_check_near(high, known[i].high, 16 * DBL_EPSILON);
    }
    mm_correlation_interval(MM_PEARSON, 0.5, 0.75, 3, 0.95, &low, &high);
    ck_assert(isnan(low) && isnan(high));
    mm_correlation_interval(MM_KENDALL, 0.5, 0.75, 4, 0.95, &low, &high);
    ck_assert(isnan(low) && isnan(high));
    mm_correlation_interval(MM_PEARSON, -1, 0, 10, 0.95, &low, &high);
    mm_check_bits(low, -1);
    mm_check_bits(high, -1);
}
END_TEST

/* Expected: scipy.stats 1.10 kendalltau, method 'exact' without ties up to 50, else 'asymptotic'.
 * x_i = i² mod a, y_i = (7 i + i³) mod b. */
START_TEST(kendall_of_scipy) {
    static const struct {
        size_t n, a, b;
        double tau, p;
        int exact;
    } known[] = {{8, 1009, 997, 0.9999999999999998, 4.96031746031746e-05, 1},
                 {20, 100003, 99991, 1.0, 8.22063524662433e-19, 1},
                 {45, 100003, 99991, 0.9999999999999999, 1.671930169436561e-56, 1},
                 {60, 100003, 99991, 0.7864406779661016, 6.80268566212508e-19, 0},
                 {30, 7, 11, 0.06002744739393335, 0.6904190262816277, 0},
                 {200, 13, 17, -0.007715667422541059, 0.8851364615019671, 0},
                 {2000, 1009, 997, 0.00756511131030093, 0.6126583790343635, 0},
                 {2000, 3, 100003, -0.005462757326810067, 0.7648968365385019, 0}};
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        double x[2000], y[2000];
        struct mm_kendall result;
        struct mm_detail detail;
        for (size_t i = 0; i < known[k].n; i++) {
            x[i] = (double)((i + 1) * (i + 1) % known[k].a);
            y[i] = (double)((7 * i + i * i * i) % known[k].b);
        }
        ck_assert_int_eq(mm_kendall_tau(x, y, known[k].n, &result, &detail), MM_OK);
        mm_check_near(result.tau, known[k].tau, 4 * DBL_EPSILON);
        mm_check_relative(result.p, known[k].p, 1e-13);
        ck_assert_int_eq(result.exact, known[k].exact);
    }
}
END_TEST

/* The smallest p is 2/n!, where one discordant pair more makes it (n-1+1) times that. */
START_TEST(kendall_exact_tail) {
    double x[50], y[50];
    struct mm_kendall result;
    struct mm_detail detail;
    for (size_t i = 0; i < 50; i++) x[i] = y[i] = (double)i;
    ck_assert_int_eq(mm_kendall_tau(x, y, 50, &result, &detail), MM_OK);
    mm_check_bits(result.tau, 1);
    mm_check_relative(result.p, 2 / tgamma(51), 100 * DBL_EPSILON);
    y[0] = 1;
    y[1] = 0;
    ck_assert_int_eq(mm_kendall_tau(x, y, 50, &result, &detail), MM_OK);
    mm_check_relative(result.p, 2 * 50 / tgamma(51), 100 * DBL_EPSILON);
}
END_TEST

START_TEST(kendall_edges) {
    struct mm_kendall result;
    struct mm_detail detail;
    ck_assert_int_eq(mm_kendall_tau((double[]){1}, (double[]){1}, 1, &result, &detail), MM_TOO_FEW);
    ck_assert_int_eq(mm_kendall_tau((double[]){1, 1}, (double[]){1, 2}, 2, &result, &detail), MM_CONSTANT);
    ck_assert_uint_eq(detail.index, 0);
    ck_assert_int_eq(mm_kendall_tau((double[]){1, 2}, (double[]){2, 2}, 2, &result, &detail), MM_CONSTANT);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_kendall_tau((double[]){1, 2}, (double[]){3, 2}, 2, &result, &detail), MM_OK);
    mm_check_bits(result.tau, -1);
    ck_assert(isnan(result.p));
    ck_assert_int_eq(mm_kendall_tau((double[]){1, 2, 2, 9}, (double[]){-INFINITY, 5, 5, INFINITY}, 4, &result, &detail),
                     MM_OK);
    mm_check_bits(result.tau, 1);
}
END_TEST

START_TEST(ranks_of_a_column) {
    double x[] = {5, 0, -1, 0, 5, 0, INFINITY, 0};
    ck_assert_int_eq(mm_rank_column(x, 4, 2), MM_OK);
    mm_check_bits(x[0], 2.5);
    mm_check_bits(x[2], 1);
    mm_check_bits(x[4], 2.5);
    mm_check_bits(x[6], 4);
}
END_TEST

MM_CHECK_MAIN("correlation", p_in_the_far_tail, intervals, kendall_of_scipy, kendall_exact_tail, kendall_edges,
              ranks_of_a_column)
