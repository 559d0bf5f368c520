/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of McNemar's test and of the interval for a difference of paired proportions. */
#include "statistics/mcnemar.h"

#include "check_main.h"

/* mpmath with 40 digits: sums of binomial coefficients; erfc. The exact ones agree with statsmodels 0.13 and the
 * corrected ones with R 4.2 mcnemar.test. */
static const struct {
    double b, c, exact, mid, corrected, uncorrected;
} cases[] = {
    {1, 7, 0.0703125, 0.0390625, 0.07709987174354177, 0.033894853524689273},
    {19, 12, 0.28104151505976915, 0.21532714972272515, 0.2811980995641792, 0.20866778769826419},
    {0, 5, 0.0625, 0.03125, 0.073638270120302654, 0.025347318677468264},
    {3, 3, 1, 1, 1, 1},
    {10, 1, 0.01171875, 0.00634765625, 0.01586133273977302, 0.0066556054829493843},
    {600, 300, 8.1965006193332667e-24, 6.1340190506371257e-24, 2.1326641645798052e-23, 1.5239706048321052e-23},
    {0, 1000, 1.8665272370064378e-301, 9.3326361850321888e-302, 4.8840137355217214e-219, 1.7958327848007262e-219},
    {20, 700, 1.6476152631413399e-178, 8.4727608019018437e-179, 2.8258084320492246e-141, 1.0980955686180425e-141},
    {1200, 900, 6.3372773157754354e-11, 5.52998839570651e-11, 6.8130993761039717e-11, 5.8886680495719476e-11},
};
enum { CASES = sizeof cases / sizeof cases[0] };

START_TEST(p_values) {
    for (size_t i = 0; i < CASES; i++) {
        double b = cases[i].b, c = cases[i].c;
        struct mm_mcnemar result;
        /* A tail of size e^-x has relative error x eps from its exponent. */
        ck_assert_int_eq(mm_mcnemar(b, c, MM_MCNEMAR_EXACT, true, &result), MM_OK);
        mm_check_relative(result.p, cases[i].exact, b + c <= 50 ? 0x1p-52 : 700 * 0x1p-52);
        mm_check_bits(result.statistic, fmin(b, c));
        ck_assert(!result.corrected);
        ck_assert_int_eq(mm_mcnemar(c, b, MM_MCNEMAR_MID_P, true, &result), MM_OK);
        mm_check_relative(result.p, cases[i].mid, b + c <= 50 ? 0x1p-52 : 700 * 0x1p-52);
        ck_assert_int_eq(mm_mcnemar(b, c, MM_MCNEMAR_CHI_SQUARE, true, &result), MM_OK);
        mm_check_relative(result.p, cases[i].corrected, 700 * 0x1p-52);
        ck_assert(result.corrected);
        ck_assert_int_eq(mm_mcnemar(b, c, MM_MCNEMAR_CHI_SQUARE, false, &result), MM_OK);
        mm_check_relative(result.p, cases[i].uncorrected, 700 * 0x1p-52);
        mm_check_relative(result.statistic, (b - c) * (b - c) / (b + c), 0x1p-52);
        ck_assert_int_eq(mm_mcnemar(b, c, MM_MCNEMAR_AUTO, true, &result), MM_OK);
        ck_assert_int_eq(result.method, b + c <= 1000 ? MM_MCNEMAR_EXACT : MM_MCNEMAR_CHI_SQUARE);
    }
}
END_TEST

START_TEST(no_discordant_pairs) {
    for (int method = MM_MCNEMAR_AUTO; method <= MM_MCNEMAR_CHI_SQUARE; method++) {
        struct mm_mcnemar result;
        ck_assert_int_eq(mm_mcnemar(0, 0, (enum mm_mcnemar_method)method, true, &result), MM_OK);
        mm_check_bits(result.p, 1);
        mm_check_bits(result.statistic, 0);
    }
}
END_TEST

START_TEST(not_counts) {
    static const double bad[] = {-1, 0.5, NAN, INFINITY, 0x1p54};
    struct mm_mcnemar result;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(mm_mcnemar(bad[i], 1, MM_MCNEMAR_EXACT, true, &result), MM_DOMAIN);
        ck_assert_int_eq(mm_mcnemar(1, bad[i], MM_MCNEMAR_CHI_SQUARE, true, &result), MM_DOMAIN);
    }
}
END_TEST

START_TEST(intervals) {
    /* Bisection of Tango's equation with mpmath, 40 digits; the first is the example of Fagerland, Lydersen, Laake
     * 2014, where it is printed as -0.517 to -0.026. */
    static const struct {
        struct mm_pair_counts counts;
        double low, high;
    } known[] = {
        {{1, 1, 7, 12}, -0.51723227642137732, -0.026003032480868596},
        {{681, 16, 9, 13}, -0.0041910512280377619, 0.024816391465729667},
        {{10, 0, 0, 5}, -0.20388330103584856, 0.20388330103584856},
        {{0, 5, 0, 0}, 0.13103507043365055, 1},
        {{0, 0, 7, 3}, -0.89220873259369896, -0.2281942402330884},
        {{50, 3, 3, 0}, -0.10274853977805044, 0.10274853977805044},
        {{1, 0, 0, 0}, -0.79345068562276255, 0.79345068562276255},
    };
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        struct mm_pair_counts counts = known[i].counts,
                              other = {counts.neither, counts.second, counts.first, counts.both};
        double low, high;
        ck_assert_int_eq(mm_paired_proportions_interval(&counts, 0.95, &low, &high), MM_OK);
        mm_check_near(low, known[i].low, 1e-14);
        mm_check_near(high, known[i].high, 1e-14);
        /* The other way round it is the mirror image. */
        ck_assert_int_eq(mm_paired_proportions_interval(&other, 0.95, &low, &high), MM_OK);
        mm_check_near(low, -known[i].high, 1e-14);
        mm_check_near(high, -known[i].low, 1e-14);
    }
    double low, high;
    ck_assert_int_eq(mm_paired_proportions_interval(&(struct mm_pair_counts){0, 0, 0, 0}, 0.95, &low, &high),
                     MM_TOO_FEW);
}
END_TEST

/* The interval excludes 0 just where the uncorrected chi-square rejects. */
START_TEST(interval_and_test_agree) {
    for (double b = 0; b < 25; b++)
        for (double c = 0; c < 25; c++) {
            struct mm_mcnemar result;
            double low, high;
            ck_assert_int_eq(mm_mcnemar(b, c, MM_MCNEMAR_CHI_SQUARE, false, &result), MM_OK);
            ck_assert_int_eq(mm_paired_proportions_interval(&(struct mm_pair_counts){3, b, c, 7}, 0.9, &low, &high),
                             MM_OK);
            ck_assert(low <= high);
            ck_assert_int_eq(low > 0 || high < 0, result.p < 0.1);
        }
}
END_TEST

MM_CHECK_MAIN("mcnemar", p_values, no_discordant_pairs, not_counts, intervals, interval_and_test_agree)
