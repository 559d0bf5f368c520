/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of one and two samples have in common: their options and how these reach the driver. */
#ifndef MM_CMD_TESTS_H
#define MM_CMD_TESTS_H

#include "statistics/hypothesis.h"
#include "tool/hypothesis.h"

struct test_options {
    const char *group;
    double mu, level;
    int alternative;
    bool paired;
};

#define TEST_DEFAULTS                                                                                                  \
    { .level = 0.95 }

#define TEST_GROUP(o)                                                                                                  \
    MM_COLUMN_OPTION(0, "group", &(o).group, "COL",                                                                    \
                     "long form: one column of values, and COL with two values that tell the samples")
#define TEST_PAIRED(o) MM_FLAG(0, "paired", &(o).paired, "the two samples belong together, row by row")
#define TEST_MU(o)                                                                                                     \
    MM_REAL(0, "mu", &(o).mu, "MU", -DBL_MAX, DBL_MAX, "the location, or difference of two, under the hypothesis")
#define TEST_ALTERNATIVE(o)                                                                                            \
    MM_CHOICE(0, "alternative", &(o).alternative, MM_ALTERNATIVES, "of the first sample against mu or the second")
#define TEST_LEVEL(o) MM_REAL_OPEN('l', "level", &(o).level, "LEVEL", 0, 1, "confidence level of the interval")

/* The driver's plan with what the options say. */
static inline struct mm_test_kernel test_kernel(const struct test_options *o) {
    return (struct mm_test_kernel){.group = o->group,
                                   .paired = o->paired,
                                   .mu = o->mu,
                                   .level = o->level,
                                   .alternative = mm_alternative_name((enum mm_alternative)o->alternative)};
}

#endif
