/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Analyses of variance against 40-digit arithmetic, shifted ones, and what is refused. */
#include "check_main.h"
#include "statistics/anova.h"

static const double numbers[] = {1, 2, 4, 2, 5, 6, 7, 3, 9};
static const size_t sizes[] = {3, 4, 2};
enum { GROUPS = 3 };

static void make_groups(struct mm_gram **groups, double shift) {
    const double *next = numbers;
    for (size_t g = 0; g < GROUPS; g++) {
        groups[g] = mm_gram_new(1);
        for (size_t i = 0; i < sizes[g]; i++, next++) {
            double value = *next + shift;
            mm_gram_add(groups[g], &value, 1, 1, 1);
        }
    }
}

static void free_groups(struct mm_gram **groups) {
    for (size_t g = 0; g < GROUPS; g++) mm_gram_free(groups[g]);
}

/* mpmath 1.2, 40 digits, from the definitions; R 4.2 anova(lm(x ~ g)) and oneway.test agree. 2^52 - 9 more for every
 * number changes no bit. */
START_TEST(known) {
    for (int shifted = 0; shifted < 2; shifted++) {
        struct mm_gram *groups[GROUPS];
        struct mm_anova anova;
        struct mm_welch welch;
        struct mm_detail detail;
        make_groups(groups, shifted ? 0x1p52 - 9 : 0);
        ck_assert_int_eq(mm_anova(groups, GROUPS, &anova, &detail), MM_OK);
        ck_assert(anova.ss_between == 58 / 3.0 && anova.ss_within == 110 / 3.0 && anova.ss_total == 56);
        ck_assert(anova.ms_between == 29 / 3.0 && anova.ms_within == 55 / 9.0);
        ck_assert(anova.f == 1.5818181818181818182 && anova.eta_squared == 0.3452380952380952381);
        ck_assert(anova.residual_sd == 2.4720661623652209829);
        ck_assert(anova.df_between == 2 && anova.df_within == 6 && anova.n == 9);
        mm_check_relative(anova.p, 0.28070503995248893208, 1e-14);
        ck_assert_int_eq(mm_anova_welch(groups, GROUPS, &welch, &detail), MM_OK);
        mm_check_relative(welch.f, 1.7061364991235284507, 1e-15);
        mm_check_relative(welch.df_within, 2.3722178513393283873, 1e-15);
        mm_check_relative(welch.p, 0.3474119071064615986, 1e-14);
        ck_assert_uint_eq(welch.df_between, 2);
        free_groups(groups);
    }
}
END_TEST

/* Numbers of every size: units cancel in F. */
START_TEST(units) {
    for (int power = -1060; power <= 1000; power += 412) {
        struct mm_gram *groups[GROUPS];
        struct mm_anova anova;
        struct mm_detail detail;
        const double *next = numbers;
        for (size_t g = 0; g < GROUPS; g++) {
            groups[g] = mm_gram_new(1);
            for (size_t i = 0; i < sizes[g]; i++, next++) {
                double value = ldexp(*next, power);
                mm_gram_add(groups[g], &value, 1, 1, 1);
            }
        }
        ck_assert_int_eq(mm_anova(groups, GROUPS, &anova, &detail), MM_OK);
        ck_assert(anova.f == 1.5818181818181818182 && anova.eta_squared == 0.3452380952380952381);
        free_groups(groups);
    }
}
END_TEST

START_TEST(refused) {
    struct mm_gram *groups[GROUPS] = {mm_gram_new(1), mm_gram_new(1), mm_gram_new(1)};
    struct mm_anova anova;
    struct mm_welch welch;
    struct mm_detail detail;
    const double values[] = {0.1, 0.7, 0.1, 0.7, 3, HUGE_VAL};
    ck_assert_int_eq(mm_anova(groups, 1, &anova, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1);
    mm_gram_add(groups[0], values, 1, 1, 1);
    ck_assert_int_eq(mm_anova(groups, 2, &anova, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1); /* the group without a number */
    mm_gram_add(groups[1], values + 1, 1, 1, 1);
    ck_assert_int_eq(mm_anova(groups, 2, &anova, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 2); /* no group's fault: as many numbers as groups */
    ck_assert_int_eq(mm_anova_welch(groups, 2, &welch, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 0);
    mm_gram_add(groups[0], values + 2, 1, 1, 1);
    mm_gram_add(groups[1], values + 3, 1, 1, 1);
    ck_assert_int_eq(mm_anova(groups, 2, &anova, &detail), MM_CONSTANT);
    mm_gram_add(groups[0], values + 4, 1, 1, 1);
    ck_assert_int_eq(mm_anova(groups, 2, &anova, &detail), MM_OK);
    ck_assert_int_eq(mm_anova_welch(groups, 2, &welch, &detail), MM_CONSTANT);
    ck_assert_uint_eq(detail.index, 1);
    mm_gram_add(groups[2], values + 5, 1, 1, 1);
    ck_assert_int_eq(mm_anova(groups, 3, &anova, &detail), MM_NOT_FINITE);
    free_groups(groups);
}
END_TEST

MM_CHECK_MAIN("anova", known, units, refused)
