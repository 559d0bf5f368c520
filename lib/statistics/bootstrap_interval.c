/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From replicates to the end points of an interval. */
#include "statistics/bootstrap_interval.h"

#include <gsl/gsl_cdf.h>
#include <math.h>
#include <string.h>

#include "numeric/order.h"

double mm_bootstrap_z0(const double *replicates, size_t count, double estimate, double tolerance) {
    size_t below = 0, equal = 0;
    for (size_t b = 0; b < count; b++) {
        /* A resample that is the data in another order may differ from θ by rounding; for small samples and for data
         * with few values these are many. */
        bool tied = fabs(replicates[b] - estimate) <= tolerance;
        equal += tied;
        below += !tied && replicates[b] < estimate;
    }
    return gsl_cdf_ugaussian_Pinv(((double)below + 0.5 * (double)equal) / (double)count);
}

static double bca_level(double z0, double acceleration, double z) {
    if (isinf(z0)) return z0 < 0 ? 0 : 1;
    double shifted = z0 + z, divisor = 1 - acceleration * shifted;
    if (divisor <= 0) return shifted < 0 ? 0 : 1;
    return gsl_cdf_ugaussian_P(z0 + shifted / divisor);
}

void mm_bootstrap_bca_levels(double z0, double acceleration, double level, double *low, double *high) {
    double z = gsl_cdf_ugaussian_Pinv((1 - level) / 2);
    *low = bca_level(z0, acceleration, z);
    *high = bca_level(z0, acceleration, -z);
}

static double group_mean(const double *values, size_t count) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += values[i] - values[0]; /* equal values have exactly their own mean */
    return values[0] + sum / (double)count;
}

/* Σ (d/unit)², Σ (d/unit)³ and max |d| of one stratum. */
struct powers {
    double square, cube, largest;
};

static struct powers group_powers(const double *values, size_t count, double unit) {
    struct powers powers = {0, 0, 0};
    double mean = group_mean(values, count);
    for (size_t i = 0; i < count; i++) {
        double d = (mean - values[i]) / unit;
        powers.square += d * d;
        powers.cube += d * d * d;
        if (isnan(d) || fabs(d) > powers.largest) powers.largest = fabs(d);
    }
    return powers;
}

double mm_jackknife_reach(const struct mm_jackknife *samples, size_t count) {
    double reach = 0;
    for (size_t j = 0; j < count; j++) {
        const size_t *start = samples[j].group_start;
        double m = (double)start[samples[j].groups];
        for (size_t g = 0; g < samples[j].groups; g++) {
            if (start[g + 1] - start[g] < 2) continue;
            double largest = m * group_powers(samples[j].values + start[g], start[g + 1] - start[g], 1).largest;
            if (isnan(largest) || largest > reach) reach = largest;
        }
    }
    return reach;
}

double mm_jackknife_acceleration(const struct mm_jackknife *samples, size_t count) {
    double unit = mm_jackknife_reach(samples, count); /* keeps the cubes in range */
    double square = 0, cube = 0;
    for (size_t j = 0; j < count; j++) {
        const size_t *start = samples[j].group_start;
        double m = (double)start[samples[j].groups], share = (m - 1) / m;
        for (size_t g = 0; g < samples[j].groups; g++) {
            if (start[g + 1] - start[g] < 2) continue;
            struct powers powers = group_powers(samples[j].values + start[g], start[g + 1] - start[g], unit);
            square += share * share * powers.square;
            cube += share * share * share * powers.cube;
        }
    }
    return cube / (6 * square * sqrt(square));
}

double mm_jackknife_se(const struct mm_jackknife *samples, size_t count) {
    double variance = 0;
    for (size_t j = 0; j < count; j++) {
        const size_t *start = samples[j].group_start;
        double m = (double)start[samples[j].groups], share = (m - 1) / m;
        for (size_t g = 0; g < samples[j].groups; g++) {
            size_t units = start[g + 1] - start[g];
            if (units < 2) continue;
            struct powers powers = group_powers(samples[j].values + start[g], units, 1);
            variance += share * share * (double)units / ((double)units - 1) * powers.square;
        }
    }
    return sqrt(variance);
}

/* Type 7; EXTREME is set where fewer than one replicate lies beyond the end point, which more of them would move. */
static double end_point(double *values, size_t count, double p, bool *extreme) {
    double place = ((double)count - 1) * p, quantile = NAN;
    if (place < 1 || place > (double)count - 2) *extreme = true;
    mm_quantile(values, count, p, 7, &quantile);
    return quantile;
}

static void describe(const struct mm_bootstrap_evidence *evidence, struct mm_bootstrap_result *result) {
    double count = (double)evidence->count, sum = 0, square = 0;
    for (size_t b = 0; b < evidence->count; b++) sum += evidence->replicates[b] - evidence->estimate;
    result->bias = sum / count;
    for (size_t b = 0; b < evidence->count; b++) {
        double d = evidence->replicates[b] - evidence->estimate - result->bias;
        square += d * d;
    }
    result->se = evidence->count > 1 ? sqrt(square / (count - 1)) : NAN;
}

static bool all_equal(const double *values, size_t count) {
    for (size_t i = 1; i < count; i++)
        if (values[i] != values[0]) return false;
    return true;
}

void mm_bootstrap_interval(const struct mm_bootstrap_evidence *evidence, enum mm_bootstrap_method method, double level,
                           struct mm_bootstrap_result *result) {
    double tail = (1 - level) / 2, low = tail, high = 1 - tail, estimate = evidence->estimate;
    bool studentized = method == MM_BOOTSTRAP_STUDENTIZED, extreme = false;
    *result = (struct mm_bootstrap_result){.estimate = estimate, .z0 = NAN, .acceleration = NAN};
    describe(evidence, result);
    if (method == MM_BOOTSTRAP_NORMAL) {
        double reach = -gsl_cdf_ugaussian_Pinv(tail) * result->se;
        result->low = estimate - result->bias - reach;
        result->high = estimate - result->bias + reach;
        return;
    }
    if (method == MM_BOOTSTRAP_BCA) {
        result->acceleration = evidence->acceleration;
        result->z0 = mm_bootstrap_z0(evidence->replicates, evidence->count, estimate, evidence->tolerance);
        mm_bootstrap_bca_levels(result->z0, result->acceleration, level, &low, &high);
    }
    double *values = studentized ? evidence->studentized : evidence->scratch;
    size_t count = studentized ? evidence->studentized_count : evidence->count;
    if (!studentized) memcpy(values, evidence->replicates, count * sizeof *values);
    double lower = end_point(values, count, low, &extreme), upper = end_point(values, count, high, &extreme);
    result->extreme = extreme && (count == 1 || !all_equal(values, count));
    switch (method) {
    case MM_BOOTSTRAP_BASIC:
        result->low = 2 * estimate - upper;
        result->high = 2 * estimate - lower;
        break;
    case MM_BOOTSTRAP_STUDENTIZED:
        result->low = estimate - upper * evidence->se;
        result->high = estimate - lower * evidence->se;
        break;
    default:
        result->low = lower;
        result->high = upper;
    }
}
