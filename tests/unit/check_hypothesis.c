/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kernels of tests and intervals: reference values, identities, edges. */
#include "check_main.h"
#include "statistics/confidence.h"
#include "statistics/mannwhitney.h"
#include "statistics/permutation.h"
#include "statistics/ttest.h"
#include "statistics/wilcoxon.h"

static const struct mm_ttest_plan plain = {.level = 0.95};

/* mpmath, 40 digits: gamma(v/2)/(sqrt(v/2) gamma((v-1)/2)) at v = 2, 10, 1e6. Tolerance: the product of 40 quotients, 40 eps. */
START_TEST(hedges) {
    mm_check_near(mm_hedges_correction(2), 0.56418958354775628695, 1e-14);
    mm_check_near(mm_hedges_correction(10), 0.92274560805308710336, 1e-14);
    mm_check_near(mm_hedges_correction(1e6), 0.99999924999978124993, 1e-14);
}
END_TEST

/* Shifting by 1e9 changes no digit of t, for the sums are exact; the tail of t = 1000 with 30 degrees is no 0. */
START_TEST(t_exact) {
    double x[31], shifted[31];
    struct mm_ttest a, b;
    struct mm_ttest_plan plan = plain;
    struct mm_detail detail;
    for (size_t i = 0; i < 31; i++) {
        x[i] = 100 + (double)(i % 3);
        shifted[i] = x[i] + 1e9;
    }
    ck_assert_int_eq(mm_ttest_one(x, 31, &plan, &a, &detail), MM_OK);
    ck_assert(a.p > 0 && a.p < 1e-50);
    plan.mu = 1e9;
    ck_assert_int_eq(mm_ttest_one(shifted, 31, &plan, &b, &detail), MM_OK);
    ck_assert(a.statistic == b.statistic && a.p == b.p && a.effect == b.effect);
}
END_TEST

START_TEST(t_refusals) {
    const double x[] = {1, 2, 3}, same[] = {5, 5, 5}, bad[] = {1, NAN, 2};
    struct mm_ttest r;
    struct mm_detail d;
    ck_assert_int_eq(mm_ttest_one(x, 1, &plain, &r, &d), MM_TOO_FEW);
    ck_assert_int_eq(mm_ttest_one(same, 3, &plain, &r, &d), MM_CONSTANT);
    ck_assert_int_eq(mm_ttest_one(bad, 3, &plain, &r, &d), MM_NOT_FINITE);
    ck_assert_uint_eq(d.index, 1);
    ck_assert_int_eq(mm_ttest_two(x, 3, x, 1, &plain, &r, &d), MM_TOO_FEW);
    ck_assert_uint_eq(d.index, 1);
    ck_assert_int_eq(mm_ttest_two(same, 3, same, 3, &plain, &r, &d), MM_CONSTANT);
}
END_TEST

/* All 2^n choices of signs and all ways to part, by hand: 2/2^4 and 2/C(6,3). */
START_TEST(permutation_exact) {
    const double d[] = {0.3, 0.1, 0.4, 0.2}, x[] = {1, 2, 3}, y[] = {4, 5, 6}, zeros[] = {0, 0};
    struct mm_permutation_plan plan = {.resamples = 99, .seed = 1, .threads = 1};
    struct mm_permutation r;
    struct mm_detail detail;
    ck_assert_int_eq(mm_permutation_signs(d, 4, &plan, &r, &detail), MM_OK);
    ck_assert(r.exact && r.arrangements == 16 && r.extreme == 2 && r.p == 0.125);
    ck_assert_int_eq(mm_permutation_exchange(x, 3, y, 3, &plan, &r, &detail), MM_OK);
    ck_assert(r.exact && r.arrangements == 20 && r.extreme == 2 && r.estimate == -3);
    plan.alternative = MM_GREATER;
    ck_assert_int_eq(mm_permutation_exchange(x, 3, y, 2, &plan, &r, &detail), MM_OK);
    ck_assert(r.extreme == 10);
    ck_assert_int_eq(mm_permutation_signs(zeros, 2, &plan, &r, &detail), MM_CONSTANT);
    ck_assert_int_eq(mm_permutation_signs(zeros, 0, &plan, &r, &detail), MM_TOO_FEW);
}
END_TEST

/* Signs and exchanges at random: the same for any number of threads; and near the normal p of the same mean, 5 Monte
 * Carlo errors. Small shares start from nothing, larger ones from bits: 10, 150 and 290 of 300. */
START_TEST(permutation_random) {
    double values[300];
    struct mm_permutation_plan plan = {.resamples = 4000, .seed = 7, .threads = 1};
    const size_t sizes[] = {10, 150, 290};
    struct mm_permutation one, four;
    struct mm_ttest t;
    struct mm_detail d;
    for (size_t i = 0; i < 300; i++) values[i] = sin((double)(i * i));
    ck_assert_int_eq(mm_permutation_signs(values, 300, &plan, &one, &d), MM_OK);
    ck_assert_int_eq(mm_ttest_one(values, 300, &plain, &t, &d), MM_OK);
    ck_assert(!one.exact && fabs(one.p - t.p) < 0.04);
    for (size_t s = 0; s < 3; s++) {
        plan.threads = 1;
        ck_assert_int_eq(mm_permutation_exchange(values, sizes[s], values + sizes[s], 300 - sizes[s], &plan, &one, &d),
                         MM_OK);
        plan.threads = 4;
        ck_assert_int_eq(mm_permutation_exchange(values, sizes[s], values + sizes[s], 300 - sizes[s], &plan, &four, &d),
                         MM_OK);
        ck_assert(one.extreme == four.extreme && one.p == four.p);
        struct mm_ttest_plan pooled = plain;
        pooled.equal_variances = true;
        ck_assert_int_eq(mm_ttest_two(values, sizes[s], values + sizes[s], 300 - sizes[s], &pooled, &t, &d), MM_OK);
        ck_assert(fabs(one.p - t.p) < 0.04);
    }
}
END_TEST

/* n = 50 positive values: 2/2^50, exactly. 51 are too many. Swapping samples of Mann and Whitney mirrors U. */
START_TEST(ranks) {
    double x[51], y[20];
    struct mm_wilcoxon_plan plan = {.level = 0.95};
    struct mm_mannwhitney_plan two = {.level = 0.95};
    struct mm_wilcoxon w;
    struct mm_mannwhitney a, b;
    struct mm_detail d;
    for (size_t i = 0; i < 51; i++) x[i] = 1 + (double)i;
    for (size_t i = 0; i < 20; i++) y[i] = 30.5 + (double)(i % 7);
    ck_assert_int_eq(mm_wilcoxon(x, 50, &plan, &w, &d), MM_OK);
    ck_assert(w.exact && w.p == 0x1p-49 && w.effect == 1 && w.estimate == 25.5);
    ck_assert_int_eq(mm_wilcoxon(x, 51, &plan, &w, &d), MM_OK);
    ck_assert(!w.exact);
    ck_assert_int_eq(mm_mannwhitney(x, 40, y, 20, &two, &a, &d), MM_OK);
    ck_assert_int_eq(mm_mannwhitney(y, 20, x, 40, &two, &b, &d), MM_OK);
    ck_assert(a.exact && a.statistic + b.statistic == 800 && a.effect == -b.effect && a.estimate == -b.estimate);
    mm_check_near(a.p, b.p, 1e-13);
    ck_assert(a.low == -b.high && a.high == -b.low);
    ck_assert_int_eq(mm_mannwhitney(x, 40, y, 0, &two, &a, &d), MM_TOO_FEW);
    ck_assert_uint_eq(d.index, 1);
    ck_assert_int_eq(mm_mannwhitney(y, 1, y, 1, &two, &a, &d), MM_CONSTANT);
}
END_TEST

/* Every method: mirrored for failures, inside [0, 1], ends at 0 and 1 for none and all. */
START_TEST(proportions) {
    struct mm_confidence a, b;
    for (int method = MM_PROPORTION_WILSON; method <= MM_PROPORTION_WALD; method++) {
        for (uint64_t k = 0; k <= 30; k++) {
            ck_assert_int_eq(mm_proportion_interval(k, 30, 0.9, (enum mm_proportion_method)method, &a), MM_OK);
            ck_assert_int_eq(mm_proportion_interval(30 - k, 30, 0.9, (enum mm_proportion_method)method, &b), MM_OK);
            mm_check_near(a.low, 1 - b.high, 1e-13);
            ck_assert(a.low >= 0 && a.high <= 1 && a.low <= a.high);
            if (k == 0) ck_assert(a.low == 0);
            if (k == 30) ck_assert(a.high == 1);
        }
    }
    ck_assert_int_eq(mm_proportion_interval(0, 0, 0.9, MM_PROPORTION_WILSON, &a), MM_TOO_FEW);
    ck_assert_int_eq(mm_proportion_interval(2, 1, 0.9, MM_PROPORTION_WILSON, &a), MM_DOMAIN);
    ck_assert_int_eq(mm_proportion_interval(1, 2, NAN, MM_PROPORTION_WILSON, &a), MM_DOMAIN);
}
END_TEST

MM_CHECK_MAIN("hypothesis", hedges, t_exact, t_refusals, permutation_exact, permutation_random, ranks, proportions)
