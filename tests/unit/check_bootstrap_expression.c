/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bootstraps of expressions: against the named statistics, by two routes against each other, and against SciPy. */
#include <stdio.h>

#include "check_bootstrap.h"
#include "check_main.h"
#include "expr/bind.h"
#include "statistics/bootstrap_expression.h"

enum { ROWS = NLL, RESAMPLES = 2000 };

/* What a command does with a text: parsed and bound to columns x and y. */
struct statistic {
    struct mm_tree tree;
    struct mm_scope scope;
    struct mm_schema schema;
    struct mm_graph graph;
    mm_vertex vertex;
};

static void make(struct statistic *made, const char *text) {
    struct mm_error error = {0};
    mm_node root;
    *made = (struct statistic){0};
    ck_assert(mm_schema_add(&made->schema, "x", 1, MM_NUMBER) && mm_schema_add(&made->schema, "y", 1, MM_NUMBER));
    made->scope.columns = &made->schema;
    ck_assert_msg(mm_tree_parse(&made->tree, text, &root, &error) == MM_OK, "%s: %s", text, error.text);
    ck_assert_msg(mm_bind(&made->scope, &made->tree, root, &made->graph, &made->vertex, &error) == MM_OK, "%s: %s",
                  text, error.text);
}

static void drop(struct statistic *made) {
    mm_tree_free(&made->tree);
    mm_scope_free(&made->scope);
    mm_schema_free(&made->schema);
    mm_graph_free(&made->graph);
}

/* The expression over N pairs; only the columns that it names are handed over, in the order it names them. */
static enum mm_status run(const char *text, const struct mm_bootstrap_data *data, struct mm_bootstrap_plan plan,
                          double *replicates, struct mm_bootstrap_result *result, struct mm_detail *detail) {
    struct statistic made;
    make(&made, text);
    size_t columns = made.scope.number_count;
    double *values = malloc((data->n * columns + 1) * sizeof *values);
    for (size_t i = 0; i < data->n; i++)
        for (size_t c = 0; c < columns; c++)
            values[i * columns + c] = made.scope.numbers[c] == 0 ? data->x[i] : data->y[i];
    struct mm_bootstrap_rows rows = {.graph = &made.graph,
                                     .vertex = made.vertex,
                                     .literals = &made.scope.literals,
                                     .values = values,
                                     .n = data->n,
                                     .columns = columns,
                                     .strata = data->strata,
                                     .clusters = data->clusters};
    plan.statistic = MM_BOOTSTRAP_EXPRESSION;
    plan.expression = text;
    enum mm_status status = mm_bootstrap_expression(&rows, &plan, replicates, result, detail);
    free(values);
    drop(&made);
    return status;
}

static const uint32_t five[ROWS] = {0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 0,
                                    0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 0};
static const uint32_t fine[ROWS] = {0, 0, 0, 1, 1, 1, 2, 2, 3, 4, 4, 4, 4, 5, 5, 6, 6, 6, 7, 8,
                                    8, 8, 9, 9, 9, 9, 9, 2, 2, 3, 3, 1, 0, 5, 6, 7, 7, 8, 4, 4};

/* Plain, strata, clusters, both. */
static struct mm_bootstrap_data design(int which) {
    struct mm_bootstrap_data data = real_data(true);
    data.strata = which & 1 ? five : NULL;
    data.clusters = which & 2 ? fine : NULL;
    return data;
}

/* The same bits as the named statistic, under every method. */
START_TEST(as_named) {
    static const struct {
        const char *text;
        enum mm_bootstrap_statistic statistic;
    } same[] = {{"mean(x)", MM_BOOTSTRAP_MEAN},
                {"sd(x)", MM_BOOTSTRAP_SD},
                {"mean(x) - mean(y)", MM_BOOTSTRAP_DIFF_MEAN},
                {"mean(x)/mean(y)", MM_BOOTSTRAP_RATIO},
                {"sum(x)/sum(y)", MM_BOOTSTRAP_RATIO}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        for (int method = MM_BOOTSTRAP_PERCENTILE; method <= MM_BOOTSTRAP_STUDENTIZED; method++)
            for (int which = 0; which < 4; which++) {
                struct mm_bootstrap_data data = design(which);
                struct mm_bootstrap_plan plan = plan_of(same[i].statistic, (enum mm_bootstrap_method)method, 500);
                struct mm_bootstrap_result a, b;
                ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &a, NULL), MM_OK);
                ck_assert_int_eq(run(same[i].text, &data, plan, NULL, &b, NULL), MM_OK);
                mm_check_bits(b.estimate, a.estimate);
                mm_check_bits(b.se, a.se);
                mm_check_bits(b.low, a.low);
                mm_check_bits(b.high, a.high);
            }
}
END_TEST

/* By sums, and over gathered rows, to which a term of no value forces: the same resamples, so the same replicates but
 * for rounding (some 40 numbers, squares and a cube root of conditions: 1e-11). */
START_TEST(by_both_routes) {
    static const char *const texts[] = {"mean(x)/sd(x)",
                                        "sum(x*y)/sum(x) + sd(y)",
                                        "sum(sqrt(x)) - 3*mean(y)",
                                        "count(x) + mean(x + 100)",
                                        "sd(x + 1000)/mean(exp(y))",
                                        "(mean(x*y) - mean(x)*mean(y))/(sd(x)*sd(y))"};
    double *a = malloc(2 * RESAMPLES * sizeof *a), *b = a + RESAMPLES;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        for (int which = 0; which < 4; which++) {
            struct mm_bootstrap_data data = design(which);
            struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_EXPRESSION, MM_BOOTSTRAP_BCA, RESAMPLES);
            struct mm_bootstrap_result sums, rows;
            char text[128];
            snprintf(text, sizeof text, "%s + 0*max(x)", texts[i]);
            ck_assert_int_eq(run(texts[i], &data, plan, a, &sums, NULL), MM_OK);
            ck_assert_int_eq(run(text, &data, plan, b, &rows, NULL), MM_OK);
            mm_check_bits(sums.estimate, rows.estimate);
            for (size_t k = 0; k < RESAMPLES; k++) mm_check_near(a[k], b[k], 1e-11);
            mm_check_near(sums.acceleration, rows.acceleration, 1e-7);
            mm_check_near(sums.z0, rows.z0, 1e-12);
            mm_check_near(sums.low, rows.low, 1e-7);
            mm_check_near(sums.high, rows.high, 1e-7);
        }
    free(a);
}
END_TEST

/* One that is a ratio but does not look it, against the ratio; the jackknife of each resample by two formulas. */
START_TEST(studentized) {
    struct mm_bootstrap_data data = real_data(true);
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_RATIO, MM_BOOTSTRAP_STUDENTIZED, RESAMPLES);
    struct mm_bootstrap_result ratio, result;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, NULL, &ratio, NULL), MM_OK);
    ck_assert_int_eq(run("1/(mean(y)/mean(x))", &data, plan, NULL, &result, NULL), MM_OK);
    mm_check_near(result.low, ratio.low, 1e-9);
    mm_check_near(result.high, ratio.high, 1e-9);
    ck_assert_int_eq(run("max(x)", &data, plan, NULL, &result, NULL), MM_USAGE);
    ck_assert_int_eq(run("mean((x - mean(x))^2)", &data, plan, NULL, &result, NULL), MM_USAGE);
}
END_TEST

START_TEST(threads_do_not_show) {
    static const char *const texts[] = {"mean(x)/sd(x)", "max(x)/mean(y)", "mean((x - mean(x))^3)/sd(x)^3"};
    double *a = malloc(2 * RESAMPLES * sizeof *a), *b = a + RESAMPLES;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct mm_bootstrap_data data = design(3);
        struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_EXPRESSION, MM_BOOTSTRAP_BCA, RESAMPLES);
        struct mm_bootstrap_result one, many;
        plan.threads = 1;
        ck_assert_int_eq(run(texts[i], &data, plan, a, &one, NULL), MM_OK);
        plan.threads = 5;
        ck_assert_int_eq(run(texts[i], &data, plan, b, &many, NULL), MM_OK);
        ck_assert_mem_eq(a, b, RESAMPLES * sizeof *a);
        mm_check_bits(one.low, many.low);
        mm_check_bits(one.high, many.high);
    }
    free(a);
}
END_TEST

/* Of equal rows, of too few, of such as have no value. */
START_TEST(edges) {
    static const double same[] = {0.1, 0.1, 0.1, 0.1}, two[] = {3, 0, 0, 0}, huge[] = {1e200, 3e200, 2e200, 1e200};
    struct mm_bootstrap_data data = {.x = same, .n = 4, .y = two, .n_y = 4};
    struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_EXPRESSION, MM_BOOTSTRAP_BCA, 200);
    struct mm_bootstrap_result result;
    struct mm_detail detail;
    ck_assert_int_eq(run("mean(x)*3", &data, plan, NULL, &result, &detail), MM_CONSTANT);
    ck_assert_int_eq(run("mean((x - mean(x))^2)", &data, plan, NULL, &result, &detail), MM_CONSTANT);
    ck_assert_int_eq(run("mean(x)/sd(x)", &data, plan, NULL, &result, &detail), MM_DOMAIN);
    ck_assert_int_eq(run("mean(log(y))", &data, plan, NULL, &result, &detail), MM_DOMAIN);
    plan.method = MM_BOOTSTRAP_PERCENTILE;
    ck_assert_int_eq(run("mean(x)*3", &data, plan, NULL, &result, &detail), MM_OK);
    mm_check_near(result.low, result.high, 1e-15);
    /* sd of y is 0 in each resample without the 3: (3/4)^4 of them, 63.3 of 200, sd 6.6. */
    ck_assert_int_eq(run("1/sd(y)", &data, plan, NULL, &result, &detail), MM_OK);
    ck_assert(result.dropped > 30 && result.dropped < 97);
    /* Infinite rows beside finite ones: 1/min(1/y) is 0 or 3. */
    ck_assert_int_eq(run("1/min(1/y)", &data, plan, NULL, &result, &detail), MM_OK);
    mm_check_bits(result.estimate, 3);
    /* Squares that overflow: the sd is 9.57e199 (NumPy, scaled). */
    data.x = huge;
    ck_assert_int_eq(run("sd(x) + 0*mean(y)", &data, plan, NULL, &result, &detail), MM_OK);
    mm_check_relative(result.estimate, 9.574271077563381e199, 1e-15);
    ck_assert(isfinite(result.low) && result.high < 2e200);
    data.n = 1;
    ck_assert_int_eq(run("mean(x)*3", &data, plan, NULL, &result, &detail), MM_TOO_FEW);
    ck_assert_uint_eq(detail.index, 1);
    data.n = 0;
    ck_assert_int_eq(run("mean(x)*3", &data, plan, NULL, &result, &detail), MM_TOO_FEW);
}
END_TEST

/* SciPy 1.10: scipy.stats.bootstrap of the pairs, vectorized, 20000 resamples, random_state 1000 to 1024: mean and standard
 * deviation over these runs of low, high and standard_error. The scatter of ours is the same; five of it, and the digits
 * printed. */
static const struct {
    const char *text;
    enum mm_bootstrap_method method;
    double low, low_sd, high, high_sd, se, se_sd;
} scipy[] = {
    {"mean(x)/sd(x)", MM_BOOTSTRAP_PERCENTILE, 0.496341, 0.0013, 0.811747, 0.002, 0.0813067, 0.00057},
    {"mean(x)/sd(x)", MM_BOOTSTRAP_BASIC, 0.421936, 0.002, 0.737343, 0.0013, 0.0813067, 0.00057},
    {"mean(x)/sd(x)", MM_BOOTSTRAP_BCA, 0.456394, 0.0018, 0.754943, 0.002, 0.0813067, 0.00057},
    {"sum(sqrt(y)*x)/sum(sqrt(y)) + sd(x)", MM_BOOTSTRAP_PERCENTILE, 0.286256, 0.0029, 0.834127, 0.0019, 0.142434,
     0.00062},
    {"sum(sqrt(y)*x)/sum(sqrt(y)) + sd(x)", MM_BOOTSTRAP_BASIC, 0.370819, 0.0019, 0.91869, 0.0029, 0.142434, 0.00062},
    {"sum(sqrt(y)*x)/sum(sqrt(y)) + sd(x)", MM_BOOTSTRAP_BCA, 0.376231, 0.0022, 0.948202, 0.0066, 0.142434, 0.00062},
    {"mean((x - mean(x))^3)/sd(x)^3", MM_BOOTSTRAP_PERCENTILE, 1.27662, 0.0067, 3.55625, 0.019, 0.581461, 0.005},
    {"mean((x - mean(x))^3)/sd(x)^3", MM_BOOTSTRAP_BASIC, 1.0746, 0.019, 3.35423, 0.0067, 0.581461, 0.005},
    {"mean((x - mean(x))^3)/sd(x)^3", MM_BOOTSTRAP_BCA, 1.49784, 0.0088, 4.10876, 0.059, 0.581461, 0.005},
    {"log(max(x)/mean(x))", MM_BOOTSTRAP_PERCENTILE, 1.41915, 0.0032, 2.34159, 0.0049, 0.236561, 0.0013},
    {"log(max(x)/mean(x))", MM_BOOTSTRAP_BASIC, 1.68526, 0.0049, 2.6077, 0.0032, 0.236561, 0.0013},
    {"log(max(x)/mean(x))", MM_BOOTSTRAP_BCA, 1.71606, 0.0043, 2.73251, 0.025, 0.236561, 0.0013},
};

static void check_end(double actual, double expected, double sd) {
    double tolerance = 5 * sd * sqrt(1 + 1. / 25) + 1e-5 * fabs(expected);
    ck_assert_msg(fabs(actual - expected) <= tolerance, "%.8g is not %.8g within %.3g", actual, expected, tolerance);
}

START_TEST(as_scipy) {
    struct mm_bootstrap_data data = real_data(true);
    for (size_t i = 0; i < sizeof scipy / sizeof *scipy; i++) {
        struct mm_bootstrap_plan plan = plan_of(MM_BOOTSTRAP_EXPRESSION, scipy[i].method, 20000);
        struct mm_bootstrap_result result;
        ck_assert_int_eq(run(scipy[i].text, &data, plan, NULL, &result, NULL), MM_OK);
        check_end(result.low, scipy[i].low, scipy[i].low_sd);
        check_end(result.high, scipy[i].high, scipy[i].high_sd);
        check_end(result.se, scipy[i].se, scipy[i].se_sd);
    }
}
END_TEST

MM_CHECK_MAIN("bootstrap of expressions", as_named, by_both_routes, studentized, threads_do_not_show, edges, as_scipy)
