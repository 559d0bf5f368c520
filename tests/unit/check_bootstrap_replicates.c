/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every replicate of every statistic against the definition applied to the resample that its stream draws. */
#include "check_bootstrap.h"
#include "check_main.h"
#include "numeric/order.h"
#include "numeric/random.h"

enum { B = 300, LARGEST = 2000 };

struct resample {
    double x[LARGEST], y[LARGEST];
    size_t n;
};

/* The least code from FROM on, among those of the items in STRATUM if WITHIN tells strata. */
static bool next_code(const uint32_t *codes, const uint32_t *within, uint32_t stratum, size_t n, uint64_t from,
                      uint32_t *code) {
    bool found = false;
    for (size_t i = 0; i < n; i++) {
        uint32_t here = codes != NULL ? codes[i] : (uint32_t)i;
        if (within != NULL && within[i] != stratum) continue;
        if (here >= from && (!found || here < *code)) *code = here;
        found = found || here >= from;
    }
    return found;
}

/* The draws as bootstrap_design.h describes them, with nothing but mm_stream_below: for each stratum by rising code,
 * m numbers below its m units; a unit is an item, or a cluster by rising code with its items. */
static void draw(const double *x, const double *y, size_t n, const uint32_t *strata, const uint32_t *clusters,
                 struct mm_stream *stream, struct resample *resample) {
    static const uint32_t one_stratum[LARGEST];
    const uint32_t *s = strata != NULL ? strata : one_stratum;
    uint32_t stratum = 0, units[LARGEST], code = 0;
    resample->n = 0;
    for (uint64_t from = 0; next_code(s, NULL, 0, n, from, &stratum); from = (uint64_t)stratum + 1) {
        uint32_t m = 0;
        for (uint64_t c = 0; next_code(clusters, s, stratum, n, c, &code); c = (uint64_t)code + 1) units[m++] = code;
        for (uint32_t k = 0; k < m; k++) {
            uint32_t drawn = units[mm_stream_below(stream, m)];
            for (size_t i = 0; i < n; i++) {
                if (s[i] != stratum || (clusters != NULL ? clusters[i] : (uint32_t)i) != drawn) continue;
                ck_assert_uint_lt(resample->n, LARGEST);
                resample->x[resample->n] = x[i];
                if (y != NULL) resample->y[resample->n] = y[i];
                resample->n++;
            }
        }
    }
}

static long double mean(const double *x, size_t n) {
    long double sum = 0;
    for (size_t i = 0; i < n; i++) sum += x[i];
    return sum / (long double)n;
}

static long double product(const double *x, const double *y, size_t n) {
    long double sum = 0, x_mean = mean(x, n), y_mean = mean(y, n);
    for (size_t i = 0; i < n; i++) sum += (x[i] - x_mean) * (y[i] - y_mean);
    return sum;
}

static bool constant(const double *x, size_t n) {
    for (size_t i = 1; i < n; i++)
        if (x[i] != x[0]) return false;
    return true;
}

static double statistic(const struct mm_bootstrap_plan *plan, struct resample *x, const struct resample *other) {
    size_t n = x->n;
    double quantile;
    switch (plan->statistic) {
    case MM_BOOTSTRAP_MEAN:
        return (double)mean(x->x, n);
    case MM_BOOTSTRAP_SD:
    case MM_BOOTSTRAP_VAR: {
        double variance = (double)(product(x->x, x->x, n) / (long double)(n - !plan->ddof_zero));
        return plan->statistic == MM_BOOTSTRAP_SD ? sqrt(variance) : variance;
    }
    case MM_BOOTSTRAP_MEDIAN:
    case MM_BOOTSTRAP_QUANTILE:
        ck_assert_int_eq(
            mm_quantile(x->x, n, plan->statistic == MM_BOOTSTRAP_MEDIAN ? 0.5 : plan->parameter, 7, &quantile), MM_OK);
        return quantile;
    case MM_BOOTSTRAP_TRIMMED: {
        size_t cut = (size_t)((double)n * plan->parameter);
        mm_sort_doubles(x->x, n);
        return (double)mean(x->x + cut, n - 2 * cut);
    }
    case MM_BOOTSTRAP_CORR:
        if (constant(x->x, n) || constant(x->y, n)) return NAN;
        return (double)(product(x->x, x->y, n) / sqrtl(product(x->x, x->x, n) * product(x->y, x->y, n)));
    case MM_BOOTSTRAP_DIFF_MEAN:
        return (double)(mean(x->x, n) - (other != NULL ? mean(other->x, other->n) : mean(x->y, n)));
    default:
        return (double)(mean(x->x, n) / (other != NULL ? mean(other->x, other->n) : mean(x->y, n)));
    }
}

/* TOLERANCE: relative to the scale of the data; sums of n terms, four at a time, and a second pass err by less than
 * n eps, and n is at most LARGEST: 4e-13. */
static void compare(const struct mm_bootstrap_data *data, struct mm_bootstrap_plan plan, double tolerance) {
    static struct resample first, second;
    double replicates[B];
    struct mm_bootstrap_result result;
    plan.resamples = B;
    plan.method = MM_BOOTSTRAP_PERCENTILE;
    ck_assert_int_eq(mm_bootstrap(data, &plan, replicates, &result, NULL), MM_OK);
    bool two = plan.statistic >= MM_BOOTSTRAP_CORR, apart = two && !data->paired;
    size_t dropped = 0;
    for (uint64_t b = 0; b < B; b++) {
        struct mm_stream stream;
        mm_stream_start(&stream, plan.seed, b);
        draw(data->x, two && !apart ? data->y : NULL, data->n, data->strata, data->clusters, &stream, &first);
        if (apart) draw(data->y, NULL, data->n_y, data->strata_y, data->clusters_y, &stream, &second);
        double expected = statistic(&plan, &first, apart ? &second : NULL);
        if (!isfinite(expected)) expected = NAN;
        dropped += isnan(expected) ? 1 : 0;
        mm_check_near(replicates[b], expected, tolerance);
    }
    ck_assert_uint_eq(result.dropped, dropped);
}

static uint32_t strata[NLL], clusters[NLL], strata_y[NLL], clusters_y[NLL];

/* Shape 0 plain, 1 strata, 2 clusters, 3 both; codes in no order, with gaps, up to the largest. */
static struct mm_bootstrap_data shaped(bool paired, int shape) {
    struct mm_bootstrap_data data = real_data(paired);
    for (uint32_t i = 0; i < NLL; i++) {
        strata[i] = UINT32_MAX - i % 3 * 1000;
        clusters[i] = i * i % 11 * 7;
        strata_y[i] = i % 2;
        clusters_y[i] = i / 4;
    }
    if (shape & 1) data.strata = strata;
    if (shape & 1) data.strata_y = strata_y;
    if (shape & 2) data.clusters = clusters;
    if (shape & 2) data.clusters_y = clusters_y;
    return data;
}

START_TEST(every_statistic_in_every_shape) {
    for (int paired = 0; paired < 2; paired++) {
        for (int s = MM_BOOTSTRAP_MEAN; s <= MM_BOOTSTRAP_RATIO; s++) {
            if (s == MM_BOOTSTRAP_CORR && !paired) continue;
            struct mm_bootstrap_data data = shaped(paired, _i);
            struct mm_bootstrap_plan plan = plan_of((enum mm_bootstrap_statistic)s, MM_BOOTSTRAP_PERCENTILE, B);
            compare(&data, plan, 1e-13);
            plan.ddof_zero = true;
            plan.parameter = s == MM_BOOTSTRAP_QUANTILE ? 0 : 0.49;
            compare(&data, plan, 1e-13);
            plan.parameter = s == MM_BOOTSTRAP_QUANTILE ? 1 : 0;
            compare(&data, plan, 1e-13);
        }
    }
}
END_TEST

/* Small n, few values, leading digits in common, sizes beyond squares of doubles: x itself is scaled in the last two,
 * so differences are compared relative to that scale. */
START_TEST(difficult_numbers) {
    static const double samples[][6] = {{0, 1, 1, 0, 1, 0},
                                        {0.1, 0.2, 0.3, 0.1, 0.2, 0.3},
                                        {1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 1, 1e9 + 7, 1e9 + 2},
                                        {-5, -5, -5, -5, -5, 5},
                                        {-0.0, 0.0, -0.0, 1e-10, 1, 0}};
    for (size_t n = 2; n <= 6; n++) {
        for (int s = MM_BOOTSTRAP_MEAN; s <= MM_BOOTSTRAP_TRIMMED; s++) {
            struct mm_bootstrap_plan plan = plan_of((enum mm_bootstrap_statistic)s, MM_BOOTSTRAP_PERCENTILE, B);
            struct mm_bootstrap_data data = {.x = samples[_i], .n = n};
            compare(&data, plan, 1e-15 * 4);
        }
    }
    struct mm_bootstrap_data pairs = {
        .x = samples[_i], .n = 6, .y = (const double[]){3, 1, 4, 1, 5, 9}, .n_y = 6, .paired = true};
    compare(&pairs, plan_of(MM_BOOTSTRAP_CORR, MM_BOOTSTRAP_PERCENTILE, B), 1e-13);
    compare(&pairs, plan_of(MM_BOOTSTRAP_RATIO, MM_BOOTSTRAP_PERCENTILE, B), 4e-15);
}
END_TEST

/* A power of two times the data gives that power times every replicate, to the last bit, however large. */
START_TEST(scale) {
    static const int exponents[] = {-1000, -300, -60, 60, 300, 1000};
    double x[NLL], y[NLL], before[B], after[B];
    struct mm_bootstrap_result result, scaled;
    for (int s = MM_BOOTSTRAP_MEAN; s <= MM_BOOTSTRAP_RATIO; s++) {
        struct mm_bootstrap_plan plan = plan_of((enum mm_bootstrap_statistic)s, MM_BOOTSTRAP_BCA, B);
        struct mm_bootstrap_data data = real_data(true);
        int e = exponents[_i], power = s == MM_BOOTSTRAP_VAR ? 2 * e : s < MM_BOOTSTRAP_CORR ? e : 0;
        if (s == MM_BOOTSTRAP_DIFF_MEAN) power = e;
        if (abs(power) > 1000) continue; /* such a variance is no double */
        ck_assert_int_eq(mm_bootstrap(&data, &plan, before, &result, NULL), MM_OK);
        for (size_t i = 0; i < NLL; i++) {
            x[i] = ldexp(nll_linear[i], e);
            y[i] = ldexp(nll_mlp[i], e);
        }
        data.x = x;
        data.y = y;
        ck_assert_int_eq(mm_bootstrap(&data, &plan, after, &scaled, NULL), MM_OK);
        for (size_t b = 0; b < B; b++) mm_check_bits(after[b], ldexp(before[b], power));
        mm_check_bits(scaled.estimate, ldexp(result.estimate, power));
        mm_check_bits(scaled.low, ldexp(result.low, power));
        mm_check_bits(scaled.high, ldexp(result.high, power));
        mm_check_bits(scaled.se, ldexp(result.se, power));
        mm_check_bits(scaled.z0, result.z0);
        mm_check_relative(scaled.acceleration, result.acceleration, 1e-14);
    }
}
END_TEST

int main(void) {
    Suite *suite = suite_create("bootstrap replicates");
    TCase *group = tcase_create("bootstrap replicates");
    tcase_set_timeout(group, MM_CHECK_SECONDS);
    tcase_add_loop_test(group, every_statistic_in_every_shape, 0, 4);
    tcase_add_loop_test(group, difficult_numbers, 0, 5);
    tcase_add_loop_test(group, scale, 0, 6);
    suite_add_tcase(suite, group);
    SRunner *runner = srunner_create(suite);
    srunner_run_all(runner, CK_ENV);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
