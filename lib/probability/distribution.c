/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all families have in common: the ends of the support, logarithms, the search for whole quantiles. */
#include "probability/distribution.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "probability/families.h"

const struct mm_distribution *const mm_distributions[] = {
    &mm_normal,   &mm_uniform, &mm_exponential, &mm_gamma,   &mm_beta,      &mm_student_t,
    &mm_chisq,    &mm_f,       &mm_binomial,    &mm_poisson, &mm_geometric, &mm_laplace,
    &mm_logistic, &mm_cauchy,  &mm_lognormal,   &mm_weibull, NULL,
};

#define LARGEST_WHOLE 9007199254740992.0
#define STEP_FUZZ     (64 * DBL_EPSILON)

const struct mm_distribution *mm_distribution_find(const char *name) {
    for (size_t i = 0; mm_distributions[i] != NULL; i++)
        if (strcmp(mm_distributions[i]->name, name) == 0) return mm_distributions[i];
    return NULL;
}

static bool in_domain(enum mm_domain domain, double value) {
    switch (domain) {
    case MM_POSITIVE:
        return value > 0 && isfinite(value);
    case MM_WHOLE:
        return value >= 0 && value <= LARGEST_WHOLE && value == floor(value);
    case MM_PROBABILITY:
        return value >= 0 && value <= 1;
    case MM_PROBABILITY_POSITIVE:
        return value > 0 && value <= 1;
    default:
        return isfinite(value);
    }
}

static const char *domain_text(enum mm_domain domain) {
    static const char *const texts[] = {"a finite number", "a number above 0", "a whole number from 0 to 2^53",
                                        "between 0 and 1", "above 0 and at most 1"};
    return texts[domain];
}

enum mm_status mm_distribution_check(const struct mm_distribution *family, const double *parameters,
                                     struct mm_detail *detail) {
    for (size_t i = 0; i < family->parameter_count; i++)
        if (!in_domain(family->parameters[i].domain, parameters[i])) {
            *detail = (struct mm_detail){i, parameters[i]};
            return MM_DOMAIN;
        }
    double low, high;
    family->support(parameters, &low, &high);
    if (low < high || (family->discrete && low <= high)) return MM_OK;
    *detail = (struct mm_detail){family->parameter_count, 0};
    return MM_DOMAIN;
}

enum mm_status mm_distribution_refuse(const struct mm_distribution *family, const double *parameters, char *text,
                                      size_t size) {
    struct mm_detail detail;
    enum mm_status status = mm_distribution_check(family, parameters, &detail);
    if (status == MM_OK) return MM_OK;
    if (detail.index >= family->parameter_count)
        snprintf(text, size, "--%s must be below --%s", family->parameters[0].name, family->parameters[1].name);
    else
        snprintf(text, size, "--%s: %.17g is not %s", family->parameters[detail.index].name, detail.value,
                 domain_text(family->parameters[detail.index].domain));
    return status;
}

static double as_asked(double probability, bool log_wanted) {
    return log_wanted ? log(probability) : probability;
}

/* NaN from numbers means that a series or a search gave up. */
static enum mm_status settled(double value) {
    return isnan(value) ? MM_NO_CONVERGENCE : MM_OK;
}

enum mm_status mm_distribution_density(const struct mm_distribution *family, const double *parameters, double x,
                                       bool log, double *result) {
    double low, high;
    family->support(parameters, &low, &high);
    *result = x;
    if (isnan(x)) return MM_OK;
    if (x < low || x > high || isinf(x) || (family->discrete && x != floor(x)))
        return *result = as_asked(0, log), MM_OK;
    return settled(*result = family->density(parameters, x, log));
}

enum mm_status mm_distribution_tail(const struct mm_distribution *family, const double *parameters, double x,
                                    bool upper, bool log, double *result) {
    double low, high;
    family->support(parameters, &low, &high);
    *result = x;
    if (isnan(x)) return MM_OK;
    if (family->discrete) x = floor(x);
    if (x < low || x == -INFINITY) return *result = as_asked(upper, log), MM_OK;
    if (x >= high) return *result = as_asked(!upper, log), MM_OK;
    return settled(*result = family->tail(parameters, x, upper, log));
}

/* log(1 - e^x) for x ≤ 0, by whichever form does not cancel. */
static double log_complement(double x) {
    return x > -M_LN2 ? log(-expm1(x)) : log1p(-exp(x));
}

static void both_sides(struct mm_probability *p) {
    double mass = p->log ? exp(p->value) : p->value, other = p->log ? -expm1(p->value) : 1 - p->value;
    double log_mass = p->log ? p->value : log(p->value);
    double log_other = p->log ? log_complement(p->value) : log1p(-p->value);
    p->lower = p->upper ? other : mass;
    p->upper_mass = p->upper ? mass : other;
    p->log_lower = p->upper ? log_other : log_mass;
    p->log_upper = p->upper ? log_mass : log_other;
}

/* Whether P(X ≤ k) reaches p, in the very terms in which p was given. */
static bool reaches(const struct mm_distribution *family, const double *parameters, const struct mm_probability *p,
                    double k) {
    double mass;
    if (mm_distribution_tail(family, parameters, k, p->upper, p->log, &mass) != MM_OK) return false;
    double slack = p->log ? STEP_FUZZ : STEP_FUZZ * p->value;
    return p->upper ? mass <= p->value + slack : mass >= p->value - slack;
}

static double search(const struct mm_distribution *family, const double *parameters, const struct mm_probability *p,
                     double low, double high) {
    double step = 1, below = low - 1, above = low;
    while (above < high && !reaches(family, parameters, p, above)) {
        below = above;
        above = fmin(above + step, high);
        step *= 2;
        if (above > 2 * LARGEST_WHOLE) return NAN;
    }
    while (above - below > 1) {
        double middle = below + floor((above - below) / 2);
        if (reaches(family, parameters, p, middle))
            above = middle;
        else
            below = middle;
    }
    return above;
}

enum mm_status mm_distribution_quantile(const struct mm_distribution *family, const double *parameters, double p,
                                        bool upper, bool log, double *result) {
    struct mm_probability probability = {.value = p, .upper = upper, .log = log};
    double low, high;
    *result = p;
    if (isnan(p)) return MM_OK;
    if (log ? p > 0 : p < 0 || p > 1) return MM_DOMAIN;
    family->support(parameters, &low, &high);
    bool none = p == (log ? -INFINITY : 0), all = p == (log ? 0 : 1);
    if (none || all) return *result = none == upper ? high : low, MM_OK;
    both_sides(&probability);
    if (family->quantile != NULL)
        *result = family->quantile(parameters, &probability);
    else
        *result = search(family, parameters, &probability, low, high);
    return settled(*result);
}
