/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of losses of predictions, forms of distributions, units, and the weighted log-sum-exp. */
#include "probability/form.h"

#include "check_main.h"
#include "numeric/logspace.h"
#include "probability/logsumexp.h"

static const double eps = 0x1p-52;

/* PyTorch 1.13 cross_entropy, float64; the tiny ones mpmath. */
START_TEST(losses_from_logits) {
    double loss;
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){1, 2, 0.5}, 3, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, 1.464368784107945, 4 * eps);
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){1e4, -1e4, 0}, 3, 1, &loss, NULL), MM_OK);
    mm_check_bits(loss, 20000);
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){3, 3, 3}, 3, 2, &loss, NULL), MM_OK);
    mm_check_relative(loss, 1.0986122886681098, 4 * eps);
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){0, -700}, 2, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, 9.8596765437597709e-305, 4 * eps); /* exp(-700) */
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){0, -INFINITY}, 2, 1, &loss, NULL), MM_OK);
    mm_check_bits(loss, INFINITY);
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){-5}, 1, 0, &loss, NULL), MM_OK);
    mm_check_bits(loss, 0);
    struct mm_detail detail;
    ck_assert_int_eq(mm_target_loss(MM_LOGITS, (double[]){0, INFINITY}, 2, 0, &loss, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 1);
}
END_TEST

START_TEST(losses_from_probabilities_and_weights) {
    double loss;
    struct mm_detail detail;
    ck_assert_int_eq(mm_target_loss(MM_PROBABILITIES, (double[]){0.25, 0.75}, 2, 0, &loss, NULL), MM_OK);
    mm_check_bits(loss, 1.3862943611198906);
    ck_assert_int_eq(mm_target_loss(MM_PROBABILITIES, (double[]){1e-320, 1}, 2, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, 736.82722975809462, 1e-7); /* mpmath; 1e-320 has 11 bits */
    ck_assert_int_eq(mm_target_loss(MM_PROBABILITIES, (double[]){0, 1}, 2, 0, &loss, NULL), MM_OK);
    mm_check_bits(loss, INFINITY);
    ck_assert_int_eq(mm_target_loss(MM_PROBABILITIES, (double[]){1}, 1, 0, &loss, NULL), MM_OK);
    mm_check_bits(loss, 0);
    ck_assert_int_eq(mm_target_loss(MM_PROBABILITIES, (double[]){1, 1}, 2, 0, &loss, &detail), MM_NOT_DISTRIBUTION);
    mm_check_bits(detail.value, 2);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){1, 3}, 2, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, 1.3862943611198906, 4 * eps);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){1e20, 1}, 2, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, 1e-20, 4 * eps);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){1.5e308, 1e308, 1e308}, 3, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, log1p(2 / 1.5), 8 * eps);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){5e-324, 1.5e308}, 2, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, log(1.5e308) - log(5e-324), 4 * eps);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){5e-324, 1.5e308, 1.5e308}, 3, 0, &loss, NULL), MM_OK);
    mm_check_relative(loss, log(1.5e308) - log(5e-324) + log(2), 4 * eps);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){0, 0}, 2, 0, &loss, NULL), MM_NOT_DISTRIBUTION);
    ck_assert_int_eq(mm_target_loss(MM_WEIGHTS, (double[]){-1, 2}, 2, 0, &loss, NULL), MM_NOT_DISTRIBUTION);
}
END_TEST

START_TEST(forms_and_units) {
    double p[2] = {1, 3};
    ck_assert_int_eq(mm_form_probabilities(MM_WEIGHTS, p, 2, p, NULL), MM_OK);
    mm_check_bits(p[0], 0.25);
    ck_assert_int_eq(mm_form_probabilities(MM_PROBABILITIES, p, 2, p, NULL), MM_OK);
    mm_check_bits(p[1], 0.75);
    ck_assert_int_eq(mm_form_logs(MM_LOGITS, (double[]){0, 1000}, 2, p, NULL), MM_OK);
    mm_check_bits(p[0], -1000);
    ck_assert_int_eq(mm_form_probabilities(MM_LOGITS, (double[]){7, 7}, 2, p, NULL), MM_OK);
    mm_check_bits(p[0], 0.5);
    mm_check_bits(mm_from_nats(log(2), MM_BASE_2), 1);
    mm_check_bits(mm_from_nats(log(10), MM_BASE_10), 1);
    mm_check_bits(mm_from_nats(0.3, MM_BASE_E), 0.3);
    ck_assert_str_eq(mm_base_unit(MM_BASE_2), "bits");
    ck_assert_str_eq(mm_base_log(MM_BASE_10), "log10");
}
END_TEST

/* scipy.special.logsumexp(x, b=b); the one with exponents of 900 mpmath. */
START_TEST(weighted_logsumexp) {
    double result;
    struct mm_detail detail;
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){1, 2, 3}, (double[]){0.5, 0, 2}, 3, &result, NULL), MM_OK);
    mm_check_relative(result, 3.726421228845397, 4 * eps);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){1, 2, 3}, (double[]){1, 1, -0.5}, 3, &result, NULL), MM_OK);
    mm_check_relative(result, -2.7400136456339546, 1e-13); /* 10.1 - 10.04: 2^8 eps of cancellation */
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){0, -900}, (double[]){1e-320, 1e300}, 2, &result, NULL), MM_OK);
    mm_check_relative(result, -209.22447210178629, 4 * eps);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){INFINITY, 1}, (double[]){0, 1}, 2, &result, NULL), MM_OK);
    mm_check_bits(result, 1);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){INFINITY, 1}, (double[]){1, 1}, 2, &result, NULL), MM_OK);
    mm_check_bits(result, INFINITY);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){1, 1}, (double[]){0, 0}, 2, &result, NULL), MM_OK);
    mm_check_bits(result, -INFINITY);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){1, 1}, (double[]){2, -2}, 2, &result, NULL), MM_OK);
    mm_check_bits(result, -INFINITY);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){1, 1}, (double[]){2, -3}, 2, &result, &detail), MM_DOMAIN);
    ck_assert_uint_eq(detail.index, 2);
    ck_assert_int_eq(mm_logsumexp_weighted((double[]){1, 1}, (double[]){2, NAN}, 2, &result, &detail), MM_NOT_FINITE);
    ck_assert_uint_eq(detail.index, 1);
    ck_assert_int_eq(mm_logsumexp_weighted(NULL, NULL, 0, &result, NULL), MM_TOO_FEW);
    double x[] = {1.25, -3, 700, 0.1}, y[] = {1.25, -3, 700, 0.1}, plain;
    mm_logsumexp(x, 4, &plain);
    ck_assert_int_eq(mm_logsumexp_weighted(y, (double[]){1, 1, 1, 1}, 4, &result, NULL), MM_OK);
    mm_check_bits(result, plain);
}
END_TEST

MM_CHECK_MAIN("form", losses_from_logits, losses_from_probabilities_and_weights, forms_and_units, weighted_logsumexp)
