/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that statistics and methods of the bootstrap go by. */
#include "statistics/bootstrap_names.h"

#include <math.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"

/* In the order of the enumerations. */
static const char *const methods[] = {"percentile", "basic", "normal", "bca", "studentized"};
static const char *const statistics[] = {"mean",    "median", "sd",        "var",  "quantile",
                                         "trimmed", "corr",   "diff-mean", "ratio"};
enum { STATISTICS = sizeof statistics / sizeof *statistics };

const char *mm_bootstrap_method_name(enum mm_bootstrap_method method) {
    return methods[method];
}

bool mm_bootstrap_takes_two(enum mm_bootstrap_statistic statistic) {
    return statistic >= MM_BOOTSTRAP_CORR && statistic <= MM_BOOTSTRAP_RATIO;
}

static enum mm_status parse_fraction(const char *text, bool quantile, double *fraction, struct mm_error *error) {
    if (mm_parse_number(text, strlen(text), fraction) == MM_NUMBER_OK && *fraction >= 0 &&
        (quantile ? *fraction <= 1 : *fraction < 0.5))
        return MM_OK;
    return mm_fail(error, MM_USAGE, "--stat: '%s' is not a fraction from 0 to %s", text, quantile ? "1" : "below 0.5");
}

enum mm_status mm_bootstrap_parse_statistic(const char *text, struct mm_bootstrap_plan *plan, struct mm_error *error) {
    const char *colon = strchr(text, ':');
    struct mm_span name = {text, colon != NULL ? (size_t)(colon - text) : strlen(text)};
    size_t i = 0;
    while (i < STATISTICS && !mm_span_is(name, statistics[i])) i++;
    /* A value for all rows comes from a reduction of them, mean(x): no name has a parenthesis. */
    if (i == STATISTICS && strchr(text, '(') != NULL) {
        plan->statistic = MM_BOOTSTRAP_EXPRESSION;
        plan->expression = text;
        return MM_OK;
    }
    if (i == STATISTICS) {
        const char *nearest = mm_nearest_name(text, statistics, STATISTICS);
        if (nearest == NULL)
            return mm_fail(error, MM_USAGE,
                           "--stat: unknown statistic '%s'; an expression has reductions, as mean(x)/sd(x)", text);
        return mm_fail(error, MM_USAGE, "--stat: unknown statistic '%s'; did you mean '%s'?", text, nearest);
    }
    plan->statistic = (enum mm_bootstrap_statistic)i;
    bool takes_fraction = i == MM_BOOTSTRAP_QUANTILE || i == MM_BOOTSTRAP_TRIMMED;
    if (takes_fraction && colon == NULL)
        return mm_fail(error, MM_USAGE, "--stat: %s needs a fraction, as in %s:0.1", text, text);
    if (!takes_fraction && colon != NULL)
        return mm_fail(error, MM_USAGE, "--stat: only quantile:Q and trimmed:F take a fraction");
    return takes_fraction ? parse_fraction(colon + 1, i == MM_BOOTSTRAP_QUANTILE, &plan->parameter, error) : MM_OK;
}

enum mm_status mm_bootstrap_fail(enum mm_status status, const struct mm_bootstrap_plan *plan, bool clusters,
                                 const struct mm_detail *detail, struct mm_error *error) {
    switch (status) {
    case MM_TOO_FEW:
        return mm_fail(error, status, "%zu %s%s %s too few for this bootstrap", detail->index,
                       clusters                   ? "cluster"
                       : plan->expression != NULL ? "row"
                                                  : "value",
                       detail->index == 1 ? "" : "s", detail->index == 1 ? "is" : "are");
    case MM_CONSTANT:
        return mm_fail(error, status,
                       "the sample is constant, or its jackknife has no spread: %s is undefined; percentile, basic "
                       "and normal are not",
                       methods[plan->method]);
    case MM_DOMAIN:
        if (plan->expression != NULL)
            return mm_fail(error, status, "%s is undefined for these rows (nan or infinite)", plan->expression);
        return mm_fail(error, status, "the %s of this sample is undefined", statistics[plan->statistic]);
    case MM_NOT_FINITE:
        return mm_fail(error, isinf(detail->value) ? MM_DOMAIN : status,
                       "value %zu is %s: a bootstrap needs finite numbers", detail->index + 1,
                       isnan(detail->value) ? "nan" : "infinite");
    case MM_USAGE:
        return mm_fail(error, status,
                       "studentized needs a standard error of each resample, which an expression has if it is of sums, "
                       "means, counts and sds of finite row values; take another method");
    case MM_SHAPE:
        return mm_fail(error, status, "the two samples of a pair differ in length");
    default:
        return mm_fail(error, status, "%s", mm_status_text(status));
    }
}
