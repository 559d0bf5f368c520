/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Families of distributions as an operand, their parameters as options. */
#ifndef MM_TOOL_FAMILIES_H
#define MM_TOOL_FAMILIES_H

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

enum { MM_FAMILY_PARAMETER_COUNT = 14 };

/* The arguments of the options, by the order above; null: not given. */
struct mm_family_texts {
    const char *items[MM_FAMILY_PARAMETER_COUNT];
};

/* Rows of an option table for the struct mm_family_texts family_texts, and what they are, for the description. */
#define MM_FAMILY_OPTION(index, name, help) MM_STRING(0, name, &family_texts.items[index], "NUMBER", help),
#define MM_FAMILY_OPTIONS                   MM_FAMILY_PARAMETERS(MM_FAMILY_OPTION)
#define MM_FAMILY_TEXT                                                                                                 \
    "Families and their parameters, with defaults: normal --mu=0 --sigma=1; uniform --low=0 --high=1; exponential "    \
    "--rate=1; gamma --shape --rate=1; beta --alpha --beta; t --df; chisq --df; f --df1 --df2; binomial --trials "     \
    "--prob; poisson --rate; geometric --prob (trials up to the first success, from 1); laplace --mu=0 --scale=1; "    \
    "logistic --mu=0 --scale=1; cauchy --mu=0 --scale=1; lognormal --mu=0 --sigma=1 (of the logarithm); weibull "      \
    "--shape --scale=1. "

/* Which of COUNT NAMES the first operand is. */
enum mm_status mm_family_find(struct mm_run *run, const char *const *names, size_t count, size_t *index);

/* The texts of the COUNT parameters NAMES of the family that the first operand names; one that was given and is not
 * among them is an error. */
enum mm_status mm_family_take(struct mm_run *run, const struct mm_family_texts *texts, const char *const *names,
                              size_t count, const char **taken);

/* Those texts as numbers; a null one is its standard, which NaN has not: then it must be given. */
enum mm_status mm_family_numbers(struct mm_run *run, const char *const *names, const char *const *texts,
                                 const double *standards, size_t count, double *values);

#endif
