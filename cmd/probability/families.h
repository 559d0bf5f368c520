/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What mm-pdf, mm-cdf, mm-ppf and mm-rand share: the operand FAMILY and its parameters as options. */
#ifndef MM_CMD_FAMILIES_H
#define MM_CMD_FAMILIES_H

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "probability/distribution.h"
#include "tool/run.h"

/* All parameters that any family has; each family takes its own. */
#define MM_FAMILY_PARAMETERS(X)                                                                                        \
    X(0, "mu", "location")                                                                                             \
    X(1, "sigma", "standard deviation")                                                                                \
    X(2, "low", "lower end")                                                                                           \
    X(3, "high", "upper end")                                                                                          \
    X(4, "rate", "rate: 1 over the scale; mean of a Poisson count")                                                    \
    X(5, "shape", "shape")                                                                                             \
    X(6, "scale", "scale")                                                                                             \
    X(7, "alpha", "first shape")                                                                                       \
    X(8, "beta", "second shape")                                                                                       \
    X(9, "df", "degrees of freedom")                                                                                   \
    X(10, "df1", "degrees of freedom of the numerator")                                                                \
    X(11, "df2", "degrees of freedom of the denominator")                                                              \
    X(12, "trials", "number of trials")                                                                                \
    X(13, "prob", "probability of success")

enum { FAMILY_PARAMETERS = 14 };

static const char *family_texts[FAMILY_PARAMETERS];
static const char *const family_names[FAMILY_PARAMETERS] = {
#define MM_FAMILY_NAME(index, name, help) [index] = name,
    MM_FAMILY_PARAMETERS(MM_FAMILY_NAME)
#undef MM_FAMILY_NAME
};

#define MM_FAMILY_OPTION(index, name, help) MM_STRING(0, name, &family_texts[index], "NUMBER", help),
#define MM_FAMILY_OPTIONS                   MM_FAMILY_PARAMETERS(MM_FAMILY_OPTION)

#define MM_FAMILY_TEXT                                                                                                     \
    "Families and their parameters, with defaults: normal --mu=0 --sigma=1; uniform --low=0 --high=1; exponential "        \
    "--rate=1; gamma --shape --rate=1; beta --alpha --beta; t --df; chisq --df; f --df1 --df2; binomial --trials --prob; " \
    "poisson --rate; geometric --prob (trials up to the first success, from 1); laplace --mu=0 --scale=1; logistic "       \
    "--mu=0 --scale=1; cauchy --mu=0 --scale=1; lognormal --mu=0 --sigma=1 (of the logarithm); weibull --shape "           \
    "--scale=1. "

/* The family that the first operand names. */
static enum mm_status find_family(struct mm_run *run, const struct mm_distribution **family) {
    const char *names[32], *word = run->operands[0];
    size_t count = 0;
    *family = mm_distribution_find(word);
    if (*family != NULL) return MM_OK;
    for (; mm_distributions[count] != NULL; count++) names[count] = mm_distributions[count]->name;
    const char *near = mm_nearest_name(word, names, count);
    return mm_run_fail(run, MM_USAGE, "unknown family '%s'%s%s%s", word, near != NULL ? "; did you mean '" : "",
                       near != NULL ? near : "", near != NULL ? "'?" : "");
}

/* The texts of the parameters that FAMILY has; one that it does not have is an error. */
static enum mm_status family_parameters(struct mm_run *run, const struct mm_distribution *family,
                                        const char *texts[MM_PARAMETERS_MAX]) {
    for (size_t j = 0; j < MM_PARAMETERS_MAX; j++) texts[j] = NULL;
    for (size_t i = 0; i < FAMILY_PARAMETERS; i++) {
        bool taken = family_texts[i] == NULL;
        for (size_t j = 0; j < family->parameter_count; j++)
            if (strcmp(family->parameters[j].name, family_names[i]) == 0) {
                texts[j] = family_texts[i];
                taken = true;
            }
        if (taken) continue;
        bool two = family->parameter_count > 1;
        return mm_run_fail(run, MM_USAGE, "--%s: %s has --%s%s%s", family_names[i], family->name,
                           family->parameters[0].name, two ? " and --" : " only",
                           two ? family->parameters[1].name : "");
    }
    return MM_OK;
}

/* Why PARAMETERS will not do. */
static enum mm_status check_family(const struct mm_distribution *family, const double *parameters, char *text,
                                   size_t size) {
    struct mm_detail detail;
    enum mm_status status = mm_distribution_check(family, parameters, &detail);
    if (status == MM_OK) return MM_OK;
    if (detail.index >= family->parameter_count)
        snprintf(text, size, "--%s must be below --%s", family->parameters[0].name, family->parameters[1].name);
    else
        snprintf(text, size, "--%s: %.17g is not %s", family->parameters[detail.index].name, detail.value,
                 mm_domain_text(family->parameters[detail.index].domain));
    return status;
}

#endif
