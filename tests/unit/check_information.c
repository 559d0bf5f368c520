/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of mutual information. */
#include "probability/information.h"

#include "check_main.h"

static const double eps = 0x1p-52;

enum { ROWS = 2, COLUMNS = 3 };

static enum mm_status measure(const double table[ROWS][COLUMNS], struct mm_information *information,
                              struct mm_detail *detail) {
    struct mm_joint_count cells[ROWS * COLUMNS];
    size_t count = 0;
    for (size_t i = 0; i < ROWS; i++)
        for (size_t j = 0; j < COLUMNS; j++)
            if (table[i][j] != 0) cells[count++] = (struct mm_joint_count){i, j, table[i][j]};
    return mm_mutual_information(cells, count, ROWS, COLUMNS, information, detail);
}

/* mpmath, 60 digits: no term is negative, so the relative error is that of a term. */
START_TEST(known_tables) {
    static const struct {
        double table[ROWS][COLUMNS], expected;
    } cases[] = {
        {{{10, 0, 3}, {0, 7, 1}}, 0.55741698253704688},
        {{{1000001, 1000000}, {1000000, 1000000}}, 3.1249968750023763e-14},
        {{{1e15 + 1, 1e15}, {1e15, 1e15}}, 3.1249999999999969e-32},
        {{{1, 0}, {0, 1}}, 0.69314718055994531},
        {{{1e-300, 1}, {1, 1e-300}}, 0.69314718055994531},
        {{{2, 4, 6}, {1, 2, 3}}, 0},
        {{{5}}, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct mm_information information;
        ck_assert_int_eq(measure(cases[i].table, &information, NULL), MM_OK);
        mm_check_relative(information.mutual, cases[i].expected, 16 * eps);
        double least = fmin(information.row_entropy, information.column_entropy);
        ck_assert(information.mutual >= 0 && information.mutual <= least + 4 * eps);
    }
    /* Sums of tenths are rounded: what is left of the relative error is eps over the size of d, 1/30. */
    struct mm_information information;
    ck_assert_int_eq(measure((const double[ROWS][COLUMNS]){{0.1, 0.2}, {0.3, 0.4}}, &information, NULL), MM_OK);
    mm_check_relative(information.mutual, 0.00402174323048243, 200 * eps);
}
END_TEST

/* scikit-learn 1.2 normalized_mutual_info_score has 1 for two constants. Corrections are small fractions. */
START_TEST(forms) {
    struct mm_information information;
    measure((const double[ROWS][COLUMNS]){{10, 20}, {30, 5}}, &information, NULL);
    mm_check_relative(information.mutual, 0.15167080873869587, 8 * eps); /* mutual_info_score */
    mm_check_bits(information.total, 65);
    ck_assert_uint_eq(information.rows, 2);
    ck_assert_uint_eq(information.columns, 2);
    ck_assert_uint_eq(information.cells, 4);
    double entropy = information.row_entropy;
    mm_correct_information(&information);
    mm_check_relative(information.mutual, 0.14397850104638832, 8 * eps); /* less 1/130 */
    mm_check_relative(information.row_entropy, entropy + 1 / 130.0, 2 * eps);
    measure((const double[ROWS][COLUMNS]){{5}}, &information, NULL);
    mm_check_bits(mm_normalized_information(&information), 1);
    measure((const double[ROWS][COLUMNS]){{5, 0}, {0, 5}}, &information, NULL);
    mm_check_bits(mm_normalized_information(&information), 1);
    measure((const double[ROWS][COLUMNS]){{5, 5}}, &information, NULL);
    mm_check_bits(mm_normalized_information(&information), 0);
}
END_TEST

START_TEST(refusals) {
    struct mm_information information;
    struct mm_detail detail;
    ck_assert_int_eq(measure((const double[ROWS][COLUMNS]){{5, -1}}, &information, &detail), MM_NOT_DISTRIBUTION);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(measure((const double[ROWS][COLUMNS]){{NAN}}, &information, &detail), MM_NOT_FINITE);
    ck_assert_int_eq(measure((const double[ROWS][COLUMNS]){{1e308, 1.5e308}}, &information, &detail), MM_NOT_FINITE);
    ck_assert_int_eq(measure((const double[ROWS][COLUMNS]){{0}}, &information, &detail), MM_NOT_DISTRIBUTION);
}
END_TEST

MM_CHECK_MAIN("information", known_tables, forms, refusals)
