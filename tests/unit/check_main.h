/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main() of a unit test program, and comparisons of doubles that Check lacks.
 *
 *     #include "check_main.h"
 *
 *     START_TEST(mean_of_two) {
 *         mm_check_near(mean(1, 3), 2, 1e-15);
 *     }
 *     END_TEST
 *
 *     MM_CHECK_MAIN("mean", mean_of_two, mean_of_nothing)
 *
 * Every name after the first argument is a START_TEST. Each runs in a process of its own (CK_FORK=no in the
 * environment keeps them in one, for a debugger), verbosity is CK_NORMAL unless CK_VERBOSITY says otherwise, and the
 * program's exit status is EXIT_FAILURE if any test failed. Tests run with the top of the repository as the current
 * directory: data files are "tests/data/iris.csv". */
#ifndef MM_TESTS_CHECK_MAIN_H
#define MM_TESTS_CHECK_MAIN_H

#include <check.h>
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Far beyond what a test needs: only an endless loop meets it, not a slow machine or a sanitizer. */
enum { MM_CHECK_SECONDS = 300 };

static inline uint64_t mm_check_bits_of(double value) {
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
}

/* |actual - expected| <= tolerance * max(1, |expected|); two NaN, or infinities of the same sign, are near. */
static inline bool mm_check_is_near(double actual, double expected, double tolerance) {
    if (isnan(expected) || isnan(actual)) return isnan(expected) && isnan(actual);
    if (isinf(expected) || isinf(actual)) return actual == expected;
    return fabs(actual - expected) <= tolerance * fmax(1, fabs(expected));
}

/* |actual - expected| <= tolerance * |expected|: for values that may be tiny (tail probabilities). */
static inline bool mm_check_is_relative(double actual, double expected, double tolerance) {
    if (isnan(expected) || isnan(actual)) return isnan(expected) && isnan(actual);
    if (isinf(expected) || isinf(actual)) return actual == expected;
    return fabs(actual - expected) <= tolerance * fabs(expected);
}

#define MM_CHECK_COMPARE_(test, actual, expected, tolerance)                                                           \
    do {                                                                                                               \
        double mm_actual_ = (actual), mm_expected_ = (expected), mm_tolerance_ = (tolerance);                          \
        ck_assert_msg(test(mm_actual_, mm_expected_, mm_tolerance_), "%s is %.17g, not %.17g within %g", #actual,      \
                      mm_actual_, mm_expected_, mm_tolerance_);                                                        \
    } while (0)

#define mm_check_near(actual, expected, tolerance) MM_CHECK_COMPARE_(mm_check_is_near, actual, expected, tolerance)
#define mm_check_relative(actual, expected, tolerance)                                                                 \
    MM_CHECK_COMPARE_(mm_check_is_relative, actual, expected, tolerance)

/* The same bits: tells -0 from 0, and takes NaN. */
#define mm_check_bits(actual, expected)                                                                                \
    do {                                                                                                               \
        double mm_actual_ = (actual), mm_expected_ = (expected);                                                       \
        ck_assert_msg(mm_check_bits_of(mm_actual_) == mm_check_bits_of(mm_expected_), "%s is %.17g (%a), not %.17g",   \
                      #actual, mm_actual_, mm_actual_, mm_expected_);                                                  \
    } while (0)

static inline int mm_check_run(const char *topic, const TTest *const *tests, size_t count) {
    Suite *suite = suite_create(topic);
    TCase *group = tcase_create(topic);
    tcase_set_timeout(group, MM_CHECK_SECONDS);
    for (size_t i = 0; i < count; i++) tcase_add_test(group, tests[i]);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}

#define MM_CHECK_MAIN(topic, ...)                                                                                      \
    int main(void) {                                                                                                   \
        const TTest *tests[] = {__VA_ARGS__};                                                                          \
        return mm_check_run(topic, tests, sizeof tests / sizeof tests[0]);                                             \
    }

#endif
