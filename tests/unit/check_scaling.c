/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Scales of columns and rows. Expected: sklearn 1.2.1 StandardScaler, MinMaxScaler, RobustScaler (center_, scale_) of
 * 1, 2, 4, 7, 11; norms by hand. */
#include "statistics/scaling.h"

#include <math.h>

#include "check_main.h"

static const double sample[] = {1, 2, 4, 7, 11};

static enum mm_status fit(enum mm_scaling method, uint64_t ddof, const double *x, size_t n, double *centre,
                          double *scale) {
    struct mm_scaler scaler;
    ck_assert(mm_scaler_start(&scaler, method, ddof) == MM_OK);
    ck_assert(mm_scaler_add(&scaler, x, n / 2, 1) == MM_OK);
    ck_assert(mm_scaler_add(&scaler, x + n / 2, n - n / 2, 1) == MM_OK);
    enum mm_status status = mm_scaler_finish(&scaler, centre, scale);
    mm_scaler_stop(&scaler);
    return status;
}

START_TEST(columns) {
    static const struct {
        enum mm_scaling method;
        uint64_t ddof;
        double centre, scale;
    } cases[] = {{MM_SCALE_ZSCORE, 0, 5, 3.6331804249169899}, {MM_SCALE_ZSCORE, 1, 5, 4.0620192023179804},
                 {MM_SCALE_MINMAX, 0, 1, 10},                 {MM_SCALE_ROBUST, 0, 4, 5},
                 {MM_SCALE_L1, 0, 0, 25},                     {MM_SCALE_MAX, 0, 0, 11},
                 {MM_SCALE_L2, 0, 0, 13.820274961085254}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double centre, scale;
        ck_assert(fit(cases[i].method, cases[i].ddof, sample, 5, &centre, &scale) == MM_OK);
        ck_assert_double_eq(centre, cases[i].centre);
        ck_assert_double_eq_tol(scale, cases[i].scale, 4e-16 * cases[i].scale);
    }
}
END_TEST

START_TEST(missing_values_and_refusals) {
    const double with_nan[] = {1, NAN, 3}, constant[] = {2, 2, 2}, infinite[] = {1, INFINITY, 2},
                 wide[] = {-1.7e308, 0, 1.7e308}, none[] = {NAN, NAN};
    double centre, scale;
    ck_assert(fit(MM_SCALE_ZSCORE, 0, with_nan, 3, &centre, &scale) == MM_OK);
    ck_assert_double_eq(centre, 2);
    ck_assert_double_eq(scale, 1);
    ck_assert(fit(MM_SCALE_ZSCORE, 0, constant, 3, &centre, &scale) == MM_CONSTANT);
    ck_assert(fit(MM_SCALE_ROBUST, 0, constant, 3, &centre, &scale) == MM_CONSTANT);
    ck_assert(fit(MM_SCALE_MINMAX, 0, infinite, 3, &centre, &scale) == MM_DOMAIN);
    ck_assert(fit(MM_SCALE_MINMAX, 0, wide, 3, &centre, &scale) == MM_DOMAIN);
    ck_assert(fit(MM_SCALE_MINMAX, 0, none, 2, &centre, &scale) == MM_TOO_FEW);
    ck_assert(fit(MM_SCALE_ZSCORE, 1, sample, 1, &centre, &scale) == MM_TOO_FEW);
}
END_TEST

START_TEST(rows) {
    const double row[] = {3, -4}, zeros[] = {0, -0.0}, odd[] = {1, NAN}, huge[] = {3e200, 4e200};
    struct mm_detail detail;
    double scale;
    ck_assert(mm_row_scale(MM_SCALE_L1, row, 2, &scale, &detail) == MM_OK && scale == 7);
    ck_assert(mm_row_scale(MM_SCALE_L2, row, 2, &scale, &detail) == MM_OK && scale == 5);
    ck_assert(mm_row_scale(MM_SCALE_MAX, row, 2, &scale, &detail) == MM_OK && scale == 4);
    ck_assert(mm_row_scale(MM_SCALE_L2, huge, 2, &scale, &detail) == MM_OK && fabs(scale - 5e200) <= 2e185);
    ck_assert(mm_row_scale(MM_SCALE_L2, zeros, 2, &scale, &detail) == MM_CONSTANT);
    ck_assert(mm_row_scale(MM_SCALE_L2, odd, 2, &scale, &detail) == MM_NOT_FINITE && detail.index == 1);
}
END_TEST

MM_CHECK_MAIN("scaling", columns, missing_values_and_refusals, rows)
