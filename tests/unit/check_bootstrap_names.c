/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of statistics and methods, and the words for what went wrong. */
#include "check_main.h"
#include "statistics/bootstrap_names.h"

static const struct {
    const char *text;
    enum mm_bootstrap_statistic statistic;
    double parameter;
    bool two;
} good[] = {
    {"mean", MM_BOOTSTRAP_MEAN, -1, false},
    {"median", MM_BOOTSTRAP_MEDIAN, -1, false},
    {"sd", MM_BOOTSTRAP_SD, -1, false},
    {"var", MM_BOOTSTRAP_VAR, -1, false},
    {"quantile:0.9", MM_BOOTSTRAP_QUANTILE, 0.9, false},
    {"quantile:0", MM_BOOTSTRAP_QUANTILE, 0, false},
    {"quantile:1", MM_BOOTSTRAP_QUANTILE, 1, false},
    {"trimmed:0.1", MM_BOOTSTRAP_TRIMMED, 0.1, false},
    {"trimmed:0", MM_BOOTSTRAP_TRIMMED, 0, false},
    {"corr", MM_BOOTSTRAP_CORR, -1, true},
    {"diff-mean", MM_BOOTSTRAP_DIFF_MEAN, -1, true},
    {"ratio", MM_BOOTSTRAP_RATIO, -1, true},
};

START_TEST(statistics) {
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct mm_bootstrap_plan plan = {.parameter = -1};
        struct mm_error error = {0};
        ck_assert_int_eq(mm_bootstrap_parse_statistic(good[i].text, &plan, &error), MM_OK);
        ck_assert_int_eq(plan.statistic, good[i].statistic);
        mm_check_bits(plan.parameter, good[i].parameter);
        ck_assert_int_eq(mm_bootstrap_takes_two(plan.statistic), good[i].two);
    }
}
END_TEST

/* What has a parenthesis; the text is kept for messages. */
START_TEST(expressions) {
    static const char *const texts[] = {"mean(x)", "mean (x)/2", "sd(a:b)", "(", "ratio(1)"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct mm_bootstrap_plan plan = {.parameter = -1};
        struct mm_error error = {0};
        ck_assert_int_eq(mm_bootstrap_parse_statistic(texts[i], &plan, &error), MM_OK);
        ck_assert_int_eq(plan.statistic, MM_BOOTSTRAP_EXPRESSION);
        ck_assert_ptr_eq(plan.expression, texts[i]);
        ck_assert(!mm_bootstrap_takes_two(plan.statistic));
    }
}
END_TEST

START_TEST(bad_statistics) {
    static const char *const bad[] = {"",
                                      ":",
                                      "means",
                                      "Mean",
                                      "mean:0.1",
                                      "quantile",
                                      "quantile:",
                                      "quantile:2",
                                      "quantile:-0.1",
                                      "quantile:x",
                                      "trimmed:nan",
                                      "trimmed:0.5",
                                      "trimmed",
                                      "trimmed:0.1 ",
                                      "corr:",
                                      "quantile:0.5:1",
                                      "mea",
                                      "diff_mean"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct mm_bootstrap_plan plan = {.parameter = -1};
        struct mm_error error = {0};
        ck_assert_msg(mm_bootstrap_parse_statistic(bad[i], &plan, &error) == MM_USAGE, "'%s' is taken", bad[i]);
        ck_assert_int_eq(error.status, MM_USAGE);
        ck_assert_msg(strncmp(error.text, "--stat: ", 8) == 0, "%s", error.text);
    }
}
END_TEST

static const char *complaint(const char *text, struct mm_error *error) {
    struct mm_bootstrap_plan plan = {.parameter = -1};
    ck_assert_int_eq(mm_bootstrap_parse_statistic(text, &plan, error), MM_USAGE);
    return error->text;
}

START_TEST(complaints) {
    struct mm_error error = {0};
    ck_assert_str_eq(complaint("medain", &error), "--stat: unknown statistic 'medain'; did you mean 'median'?");
    ck_assert_str_eq(complaint("zzzzzzzz", &error),
                     "--stat: unknown statistic 'zzzzzzzz'; an expression has reductions, as mean(x)/sd(x)");
    ck_assert_str_eq(complaint("quantile", &error), "--stat: quantile needs a fraction, as in quantile:0.1");
    ck_assert_str_eq(complaint("quantile:7", &error), "--stat: '7' is not a fraction from 0 to 1");
    ck_assert_str_eq(complaint("trimmed:0.5", &error), "--stat: '0.5' is not a fraction from 0 to below 0.5");
    ck_assert_str_eq(complaint("sd:1", &error), "--stat: only quantile:Q and trimmed:F take a fraction");
}
END_TEST

/* The list for the option is in the order of the enumeration. */
START_TEST(methods) {
    char list[100] = "";
    for (int m = MM_BOOTSTRAP_PERCENTILE; m <= MM_BOOTSTRAP_STUDENTIZED; m++) {
        if (m > 0) strcat(list, "|");
        strcat(list, mm_bootstrap_method_name((enum mm_bootstrap_method)m));
    }
    ck_assert_str_eq(list, MM_BOOTSTRAP_METHODS);
    ck_assert_str_eq(mm_bootstrap_method_name(MM_BOOTSTRAP_BCA), "bca");
}
END_TEST

START_TEST(failures) {
    struct mm_bootstrap_plan plan = {.statistic = MM_BOOTSTRAP_CORR, .method = MM_BOOTSTRAP_BCA};
    struct mm_error error = {0};
    struct mm_detail detail = {1, 0};
    ck_assert_int_eq(mm_bootstrap_fail(MM_TOO_FEW, &plan, false, &detail, &error), MM_TOO_FEW);
    ck_assert_ptr_nonnull(strstr(error.text, "1 value"));
    ck_assert_int_eq(mm_bootstrap_fail(MM_TOO_FEW, &plan, true, &detail, &error), MM_TOO_FEW);
    ck_assert_ptr_nonnull(strstr(error.text, "1 cluster"));
    ck_assert_int_eq(mm_bootstrap_fail(MM_CONSTANT, &plan, false, &detail, &error), MM_CONSTANT);
    ck_assert_ptr_nonnull(strstr(error.text, "bca"));
    ck_assert_ptr_nonnull(strstr(error.text, "percentile")); /* a method that works is named */
    ck_assert_int_eq(mm_bootstrap_fail(MM_DOMAIN, &plan, false, &detail, &error), MM_DOMAIN);
    ck_assert_ptr_nonnull(strstr(error.text, "corr"));
    static const enum mm_status others[] = {MM_SHAPE, MM_MEMORY, MM_NOT_FINITE};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        ck_assert_int_eq(mm_bootstrap_fail(others[i], &plan, false, &detail, &error), others[i]);
        ck_assert_int_eq(error.status, others[i]);
        ck_assert(error.text[0] != '\0');
    }
}
END_TEST

MM_CHECK_MAIN("bootstrap names", statistics, expressions, bad_statistics, complaints, methods, failures)
