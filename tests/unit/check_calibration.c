/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm_calibration, mm_fit_temperature, mm_recalibration: bins, edges, scores by hand from the definitions; temperatures
 * from scipy.optimize.brentq on the slope in NumPy, or in closed form. */
#include "check_main.h"
#include "probability/recalibration.h"
#include "probability/temperature.h"

enum { BINS = 4 };

static struct mm_calibration_result measure(const double *confidences, const double *right, size_t n,
                                            enum mm_binning binning, struct mm_calibration_bin *bins, size_t *count) {
    struct mm_calibration_result result;
    struct mm_calibration *calibration = mm_calibration_new(BINS, binning);
    for (size_t i = 0; i < n; i++) {
        struct mm_score score;
        struct mm_detail detail;
        ck_assert_int_eq(mm_score_confidence(confidences[i], right[i], &score, &detail), MM_OK);
        ck_assert_int_eq(mm_calibration_add(calibration, &score), MM_OK);
    }
    ck_assert_int_eq(mm_calibration_finish(calibration, &result, bins, count), MM_OK);
    mm_calibration_free(calibration);
    return result;
}

START_TEST(edges_belong_to_the_bin_below) {
    struct mm_calibration_bin bins[BINS];
    size_t count;
    measure((double[]){0, 0.25, 0.5, 0.5000000000000001, 1}, (double[]){0, 0, 1, 1, 1}, 5, MM_BIN_WIDTH, bins, &count);
    ck_assert_uint_eq(count, 4);
    ck_assert_uint_eq(bins[0].n, 2);
    ck_assert_uint_eq(bins[1].n, 1);
    ck_assert_uint_eq(bins[2].n, 1);
    ck_assert(bins[2].low == 0.5 && bins[2].high == 0.75);
    ck_assert(bins[3].gap == 0 && bins[3].confidence == 1);
}
END_TEST

/* (0.9 right, 0.8 wrong, 0.3 right): the upper bin has accuracy 1/2 and confidence 0.85, the other 1 and 0.3. */
START_TEST(errors_by_hand) {
    struct mm_calibration_result r =
        measure((double[]){0.9, 0.8, 0.3}, (double[]){1, 0, 1}, 3, MM_BIN_WIDTH, NULL, NULL);
    mm_check_near(r.ece, (2 * 0.35 + 0.7) / 3, 4e-16);
    mm_check_near(r.mce, 0.7, 4e-16);
    mm_check_near(r.brier, (0.01 + 0.64 + 0.49) / 3, 4e-16);
    mm_check_near(r.log_loss, -(log(0.9) + log(0.2) + log(0.3)) / 3, 4e-16);
    mm_check_near(r.accuracy, 2.0 / 3, 0);
}
END_TEST

/* Ties share a bin of mass, and the order of rows does not matter. */
START_TEST(mass_does_not_depend_on_order) {
    struct mm_calibration_bin a[BINS], b[BINS];
    size_t n, m;
    struct mm_calibration_result r =
        measure((double[]){0.6, 0.6, 0.6, 0.9, 0.7, 0.6}, (double[]){1, 0, 1, 1, 0, 0}, 6, MM_BIN_MASS, a, &n);
    struct mm_calibration_result s =
        measure((double[]){0.9, 0.6, 0.6, 0.6, 0.6, 0.7}, (double[]){1, 0, 0, 1, 1, 0}, 6, MM_BIN_MASS, b, &m);
    ck_assert(r.ece == s.ece && r.mce == s.mce && n == m);
    ck_assert_uint_eq(a[0].n, 4);
    ck_assert(a[0].low == 0.6 && a[0].high == 0.6);
}
END_TEST

START_TEST(wrong_at_zero_stays_wrong_in_bins_of_mass) {
    struct mm_calibration_result r = measure((double[]){0, 0}, (double[]){0, 1}, 2, MM_BIN_MASS, NULL, NULL);
    ck_assert(r.accuracy == 0.5 && r.ece == 0.5 && isinf(r.log_loss));
}
END_TEST

START_TEST(scores_of_classes) {
    struct mm_score score;
    struct mm_detail detail;
    double work[3];
    const double p[] = {0.5, 0.2, 0.3}, tie[] = {0.4, 0.4, 0.2};
    ck_assert_int_eq(mm_score_prediction(MM_PROBABILITIES, p, 3, 2, work, &score, &detail), MM_OK);
    mm_check_near(score.brier, 0.25 + 0.04 + 0.49, 4e-16);
    mm_check_near(score.log_loss, -log(0.3), 4e-16);
    ck_assert(score.confidence == 0.5 && !score.correct);
    ck_assert_int_eq(mm_score_prediction(MM_PROBABILITIES, tie, 3, 1, work, &score, &detail), MM_OK);
    ck_assert(!score.correct); /* the first class that has the largest */
    /* A Brier score of e^-800 squared is 0, of e^-20 not: 2 (e^-20/(1 + e^-20))². */
    ck_assert_int_eq(mm_score_prediction(MM_LOGITS, (double[]){20, 0}, 2, 0, work, &score, &detail), MM_OK);
    ck_assert(fabs(score.brier / (2 * exp(-40) / pow(1 + exp(-20), 2)) - 1) < 1e-15);
}
END_TEST

START_TEST(refusals) {
    struct mm_score score;
    struct mm_detail detail;
    struct mm_calibration_result result;
    struct mm_recalibration none = {.bins = 3};
    struct mm_recalibrated recalibrated;
    ck_assert_int_eq(mm_score_confidence(1.5, 1, &score, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 0);
    ck_assert_int_eq(mm_score_confidence(NAN, 1, &score, &detail), MM_DOMAIN);
    ck_assert_int_eq(mm_score_confidence(0.5, 0.5, &score, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
    struct mm_calibration *calibration = mm_calibration_new(3, MM_BIN_MASS);
    ck_assert_int_eq(mm_calibration_finish(calibration, &result, NULL, NULL), MM_TOO_FEW);
    mm_calibration_free(calibration);
    ck_assert_int_eq(mm_recalibration_finish(&none, 1, &recalibrated, &detail), MM_TOO_FEW);
}
END_TEST

/* Of two classes with logits (g, 0), right in r of n: e^(g/T) = r/(n - r). */
START_TEST(temperature_in_closed_form) {
    for (double g = 1e-3; g < 1e5; g *= 10) {
        double x[10], temperature;
        size_t targets[5] = {0, 0, 1, 0, 0};
        struct mm_detail detail;
        for (size_t i = 0; i < 5; i++) {
            x[2 * i] = g + 1e3 * (double)i;
            x[2 * i + 1] = 1e3 * (double)i;
        }
        ck_assert_int_eq(mm_fit_temperature(x, targets, 5, 2, 2, &temperature, &detail), MM_OK);
        mm_check_near(temperature / (g / log(4)), 1, g < 1 ? 1e-9 : 1e-12); /* g + 4000 has rounded */
    }
}
END_TEST

START_TEST(temperature_that_is_none) {
    double temperature;
    struct mm_detail detail;
    size_t targets[] = {0, 1};
    ck_assert_int_eq(mm_fit_temperature((double[]){2, 0, 0, 1}, targets, 2, 2, 1, &temperature, &detail),
                     MM_NO_CONVERGENCE);
    ck_assert(detail.value == 0);
    ck_assert_int_eq(mm_fit_temperature((double[]){0, 2, 1, 0}, targets, 2, 2, 1, &temperature, &detail),
                     MM_NO_CONVERGENCE);
    ck_assert(isinf(detail.value));
    ck_assert_int_eq(mm_fit_temperature((double[]){0, 2, 1, -INFINITY}, targets, 2, 2, 1, &temperature, &detail),
                     MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
}
END_TEST

MM_CHECK_MAIN("calibration", edges_belong_to_the_bin_below, errors_by_hand, mass_does_not_depend_on_order,
              wrong_at_zero_stays_wrong_in_bins_of_mass, scores_of_classes, refusals, temperature_in_closed_form,
              temperature_that_is_none)
