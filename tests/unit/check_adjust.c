/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of adjusted p-values. */
#include "statistics/adjust.h"

#include "check_main.h"

enum { N = 10 };
static const double p[N] = {0.01, 0.04, NAN, 0.03, 0.005, 0.04, 0.9, 1e-300, 0.03, 0.6};

/* R 4.2 p.adjust of these, in the order of the enumeration. */
static const double expected[][N] = {
    {0.07, 0.18, NAN, 0.18, 0.04, 0.18, 1, 9e-300, 0.18, 1},
    {0.09, 0.36, NAN, 0.27, 0.045, 0.36, 1, 9e-300, 0.27, 1},
    {0.07, 0.12, NAN, 0.12, 0.04, 0.12, 0.9, 9e-300, 0.12, 0.9},
    {0.03, 0.051428571428571435, NAN, 0.051428571428571435, 0.0225, 0.051428571428571435, 0.9, 9e-300,
     0.051428571428571435, 0.675},
    {0.084869047619047622, 0.14548979591836739, NAN, 0.14548979591836739, 0.06365178571428573, 0.14548979591836739, 1,
     2.5460714285714292e-299, 0.14548979591836739, 1},
    {0.01, 0.04, NAN, 0.03, 0.005, 0.04, 0.9, 1e-300, 0.03, 0.6},
};

START_TEST(as_in_r) {
    for (int m = MM_ADJUST_HOLM; m <= MM_ADJUST_NONE; m++) {
        double adjusted[N], in_place[N];
        memcpy(in_place, p, sizeof p);
        ck_assert_int_eq(mm_adjust(p, NULL, N, (enum mm_adjustment)m, adjusted, NULL), MM_OK);
        ck_assert_int_eq(mm_adjust(in_place, NULL, N, (enum mm_adjustment)m, in_place, NULL), MM_OK);
        for (size_t i = 0; i < N; i++) {
            mm_check_relative(adjusted[i], expected[m][i], 4 * 0x1p-52); /* two products and a sum of 1/k */
            mm_check_bits(in_place[i], adjusted[i]);
        }
    }
}
END_TEST

/* Two copies of the same values, interleaved, are two families; each is adjusted as if it were alone. */
START_TEST(families) {
    double both[2 * N], adjusted[2 * N], alone[N];
    size_t family[2 * N];
    for (size_t i = 0; i < 2 * N; i++) {
        both[i] = p[i / 2];
        family[i] = i % 2 == 0 ? 7 : 3;
    }
    for (int m = MM_ADJUST_HOLM; m <= MM_ADJUST_NONE; m++) {
        ck_assert_int_eq(mm_adjust(both, family, 2 * N, (enum mm_adjustment)m, adjusted, NULL), MM_OK);
        ck_assert_int_eq(mm_adjust(p, NULL, N, (enum mm_adjustment)m, alone, NULL), MM_OK);
        for (size_t i = 0; i < 2 * N; i++)
            ck_assert(isnan(alone[i / 2]) ? isnan(adjusted[i]) != 0 : adjusted[i] == alone[i / 2]);
    }
}
END_TEST

START_TEST(edges) {
    static const double bad[] = {-0.1, 1.5, INFINITY, -INFINITY};
    double adjusted[3] = {7, 7, 7};
    struct mm_detail detail;
    ck_assert_int_eq(mm_adjust(adjusted, NULL, 0, MM_ADJUST_HOLM, adjusted, NULL), MM_OK);
    mm_check_bits(adjusted[0], 7);
    ck_assert_int_eq(mm_adjust((double[]){0, 1, NAN}, NULL, 3, MM_ADJUST_BY, adjusted, NULL), MM_OK);
    mm_check_bits(adjusted[0], 0);
    mm_check_bits(adjusted[1], 1);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        ck_assert_int_eq(mm_adjust((double[]){0.5, NAN, bad[i]}, NULL, 3, MM_ADJUST_BH, adjusted, &detail), MM_DOMAIN);
        ck_assert_uint_eq(detail.index, 2);
        mm_check_bits(detail.value, bad[i]);
    }
    ck_assert_str_eq(mm_adjustment_name(MM_ADJUST_BY), "by");
}
END_TEST

MM_CHECK_MAIN("adjust", as_in_r, families, edges)
