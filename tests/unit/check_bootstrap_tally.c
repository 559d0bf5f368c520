/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of resamples drawn by how often each value comes. */
#include "check_main.h"
#include "probability/families.h"
#include "statistics/bootstrap.h"

enum { B = 20000, N = 1000 };

static double replicates[B], again[B], x[N], y[N];

static void fill(size_t ones) {
    for (size_t i = 0; i < N; i++) x[(i * 7) % N] = i < ones ? 1 : 0;
}

static struct mm_bootstrap_plan plan = {
    .statistic = MM_BOOTSTRAP_MEAN, .method = MM_BOOTSTRAP_BCA, .level = 0.95, .resamples = B, .seed = 3, .threads = 1};

/* The number of ones in a resample is binomial(n, k/n). Pearson's statistic over its values that are expected five times
 * or more has df about the number of them: beyond df + 5 √(2 df) lies less than one seed in a million. */
START_TEST(counts_are_binomial) {
    static const size_t ones[] = {1, 40, 500, 960, 999};
    for (size_t i = 0; i < sizeof ones / sizeof *ones; i++) {
        double seen[N + 1] = {0}, statistic = 0, df = 0, rest = B, rest_seen = B;
        struct mm_bootstrap_data data = {.x = x, .n = N};
        struct mm_bootstrap_result result;
        fill(ones[i]);
        ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
        mm_check_near(result.estimate, (double)ones[i] / N, 0x1p-53);
        for (size_t b = 0; b < B; b++) {
            double k = replicates[b] * N;
            mm_check_near(k, floor(k + 0.5), 1e-9);
            seen[(size_t)(k + 0.5)]++;
        }
        for (size_t k = 0; k <= N; k++) {
            double parameters[] = {N, (double)ones[i] / N}, expected;
            ck_assert_int_eq(mm_distribution_density(&mm_binomial, parameters, (double)k, false, &expected), MM_OK);
            expected *= B;
            if (expected < 5) continue;
            statistic += (seen[k] - expected) * (seen[k] - expected) / expected;
            rest -= expected;
            rest_seen -= seen[k];
            df++;
        }
        ck_assert_msg(statistic < df + 5 * sqrt(2 * df) + 3, "%g for %g", statistic, df);
        ck_assert(fabs(rest_seen - rest) <= 6 * sqrt(rest + 1));
    }
}
END_TEST

/* The variance of a replicate is that of the data over n: of three values, of strata (within them, and what is constant in
 * its stratum adds nothing), of two samples. Its estimate from B has a relative error of √(2/B) = 1 %. */
START_TEST(variances) {
    uint32_t strata[N];
    double square = 0, mean = 0, within = 0;
    for (size_t i = 0; i < N; i++) {
        x[i] = (double)(i % 10 == 0) - (double)(i % 10 == 5) + 0.25;
        strata[i] = i % 4 == 0 ? 9 : i % 4 == 1 ? 2 : 7;
        y[i] = i % 3 == 0;
        mean += x[i] / N;
        square += x[i] * x[i];
    }
    double var = (square / N - mean * mean) / N, var_y = (334.0 / N) * (666.0 / N) / N;
    for (uint32_t s = 0; s < 10; s++) {
        double n = 0, sum = 0, squares = 0;
        for (size_t i = 0; i < N; i++) {
            n += strata[i] == s;
            sum += strata[i] == s ? x[i] : 0;
            squares += strata[i] == s ? x[i] * x[i] : 0;
        }
        if (n > 0) within += squares - sum * sum / n;
    }
    struct mm_bootstrap_data data = {.x = x, .n = N};
    struct mm_bootstrap_result result;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
    mm_check_relative(result.se * result.se, var, 0.05);
    data.strata = strata;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
    mm_check_relative(result.se * result.se, within / N / N, 0.05);
    struct mm_bootstrap_plan apart = plan;
    apart.statistic = MM_BOOTSTRAP_DIFF_MEAN;
    data = (struct mm_bootstrap_data){.x = x, .n = N, .y = y, .n_y = N};
    ck_assert_int_eq(mm_bootstrap(&data, &apart, replicates, &result, NULL), MM_OK);
    mm_check_relative(result.se * result.se, var + var_y, 0.05);
    mm_check_near(result.bias, 0, 5 * sqrt((var + var_y) / B));
}
END_TEST

START_TEST(threads) {
    struct mm_bootstrap_data data = {.x = x, .n = N};
    struct mm_bootstrap_plan several = plan;
    struct mm_bootstrap_result one, other;
    fill(300);
    several.threads = 5;
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &one, NULL), MM_OK);
    ck_assert_int_eq(mm_bootstrap(&data, &several, again, &other, NULL), MM_OK);
    ck_assert(memcmp(replicates, again, sizeof replicates) == 0);
    mm_check_bits(one.low, other.low);
}
END_TEST

/* A constant gives the point, and large numbers far from 0 keep their digits. */
START_TEST(constants_and_offsets) {
    struct mm_bootstrap_data data = {.x = x, .n = N};
    struct mm_bootstrap_plan percentile = plan;
    struct mm_bootstrap_result result;
    percentile.method = MM_BOOTSTRAP_PERCENTILE;
    for (size_t i = 0; i < N; i++) x[i] = 0.1;
    ck_assert_int_eq(mm_bootstrap(&data, &percentile, replicates, &result, NULL), MM_OK);
    mm_check_bits(result.low, 0.1);
    mm_check_bits(result.high, 0.1);
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_CONSTANT);
    for (size_t i = 0; i < N; i++) x[i] = 1e12 + (double)(i % 2);
    ck_assert_int_eq(mm_bootstrap(&data, &plan, replicates, &result, NULL), MM_OK);
    mm_check_relative(result.se, 0.5 / sqrt(N), 0.1);
    ck_assert(result.low < 1e12 + 0.5 && result.high > 1e12 + 0.5);
}
END_TEST

MM_CHECK_MAIN("bootstrap tally", counts_are_binomial, variances, threads, constants_and_offsets)
