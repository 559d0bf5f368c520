/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of distributions: one declaration each, from which densities, tails, quantiles and variates are had. */
#ifndef MM_PROBABILITY_DISTRIBUTION_H
#define MM_PROBABILITY_DISTRIBUTION_H

#include <stdbool.h>

#include "base/status.h"
#include "numeric/random.h"

enum mm_domain {
    MM_ANY_REAL,
    MM_POSITIVE,
    MM_WHOLE, /* 0, 1, 2, … up to 2^53 */
    MM_PROBABILITY,
    MM_PROBABILITY_POSITIVE, /* in (0, 1] */
};

struct mm_parameter {
    const char *name;
    double standard; /* its default; NaN: it must be given */
    enum mm_domain domain;
};

/* A probability and its complement, each also as a logarithm, with what the caller had rounded once. */
struct mm_probability {
    double value;    /* as given */
    bool upper, log; /* what `value` is */
    double lower, upper_mass, log_lower, log_upper;
};

enum { MM_PARAMETERS_MAX = 2 };

/* The functions take parameters that mm_distribution_check has accepted. */
struct mm_distribution {
    const char *name;
    bool discrete;
    size_t parameter_count;
    struct mm_parameter parameters[MM_PARAMETERS_MAX];
    /* The smallest and the largest value, maybe infinite. */
    void (*support)(const double *parameters, double *low, double *high);
    /* Inside the support; x is whole for a discrete family. */
    double (*density)(const double *parameters, double x, bool log);
    /* P(X ≤ x), or P(X > x) if UPPER, for low ≤ x < high, finite. */
    double (*tail)(const double *parameters, double x, bool upper, bool log);
    /* For probabilities strictly between 0 and 1; null: by search over the whole numbers. */
    double (*quantile)(const double *parameters, const struct mm_probability *probability);
    double (*variate)(const double *parameters, struct mm_stream *stream);
    /* COUNT variates (even, but for the last ones of a stream) where that is faster than one by one, and may differ
     * from it; null: variate. */
    void (*fill)(const double *parameters, struct mm_stream *stream, double *values, size_t count);
};

/* f(x), or P(X = x) of a discrete family;   P(X ≤ x) and P(X > x);   the x with P(X ≤ x) = p, of a discrete family the
 * least whole x with P(X ≤ x) ≥ p
 *
 * Conventions: outside the support densities are 0, and so at fractions for a discrete family. The quantile of 0 is the
 * least value of the support, of 1 the largest. A discrete family takes the quantile of a probability that is within
 * 64 eps above a step for the step itself, as R does: 1 - 0.7 shall mean 0.3. Tails and quantiles keep their
 * relative accuracy down to the smallest doubles, and logarithms beyond. NaN in gives NaN out.
 * Errors: MM_DOMAIN for a probability outside [0, 1] (a logarithm above 0); MM_NO_CONVERGENCE where a series does not
 * end (a beta shape above 1e13 beside one of 1e8, say).
 * Source: Johnson, Kotz, Balakrishnan, "Continuous Univariate Distributions", 1994; Loader, "Fast and accurate
 * computation of binomial probabilities", 2000. */
enum mm_status mm_distribution_density(const struct mm_distribution *family, const double *parameters, double x,
                                       bool log, double *result);
enum mm_status mm_distribution_tail(const struct mm_distribution *family, const double *parameters, double x,
                                    bool upper, bool log, double *result);
enum mm_status mm_distribution_quantile(const struct mm_distribution *family, const double *parameters, double p,
                                        bool upper, bool log, double *result);

/* MM_DOMAIN: detail->index is the parameter outside its domain. */
enum mm_status mm_distribution_check(const struct mm_distribution *family, const double *parameters,
                                     struct mm_detail *detail);
/* The same, and writes into TEXT why: "--sigma: -1 is not a number above 0". */
enum mm_status mm_distribution_refuse(const struct mm_distribution *family, const double *parameters, char *text,
                                      size_t size);

/* All families, ended by null; and one by its name, or null. */
extern const struct mm_distribution *const mm_distributions[];
const struct mm_distribution *mm_distribution_find(const char *name);

#endif
