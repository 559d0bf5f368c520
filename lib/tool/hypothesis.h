/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of tests of hypotheses: one sample, pairs or two samples in, a record for each group of rows out. */
#ifndef MM_TOOL_HYPOTHESIS_H
#define MM_TOOL_HYPOTHESIS_H

#include "tool/samples.h"

enum mm_test_design { MM_TEST_ONE, MM_TEST_PAIRED, MM_TEST_TWO };

enum { MM_TEST_EXTRAS = 4 };

struct mm_test_extra {
    const char *name;
    double value;
    bool whole; /* a count instead of the value; missing where the value is NaN */
    uint64_t count;
};

/* What a test finds. Fields that are NaN are missing; a null name ends the extras, whose names a test gives before it can
 * fail. */
struct mm_test_record {
    const char *method;
    double statistic, df, p, estimate, low, high;
    struct mm_test_extra extras[MM_TEST_EXTRAS];
};

struct mm_test_kernel {
    const char *group; /* column with two values that tell the samples; null: one or two columns */
    bool paired;
    bool needs_two;    /* no test of one sample */
    bool one_or_pairs; /* two columns are always pairs: set `paired` too */
    bool has_df, has_interval;
    double mu, level;        /* printed */
    const char *alternative; /* printed */
    const char *constant[3]; /* what to say of MM_CONSTANT, by design */
    /* Y is null for one sample. Statuses: MM_TOO_FEW (detail->index: which sample), MM_CONSTANT, MM_NOT_FINITE (value), …
     */
    enum mm_status (*test)(void *context, enum mm_test_design design, const struct mm_sample *sample,
                           struct mm_test_record *record, struct mm_detail *detail);
    void *context;
};

/* x_i - y_i of pairs, x_i of one sample, in an array of the caller's; null: memory. */
double *mm_test_differences(enum mm_test_design design, const struct mm_sample *sample);

/* Reads all operands. Record: method, statistic, [df,] p, estimate, [low, high, level,] alternative, mu, n (or n1, n2),
 * n_missing, the extras, and of pairs and two samples sample1, sample2: which is which. */
enum mm_status mm_run_test(struct mm_run *run, const struct mm_test_kernel *kernel);

#endif
