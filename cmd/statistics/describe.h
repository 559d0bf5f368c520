/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For mm-describe: the accumulator of one column and group, and its fields. */
#ifndef MM_CMD_STATISTICS_DESCRIBE_H
#define MM_CMD_STATISTICS_DESCRIBE_H

#include <stdio.h>
#include <stdlib.h>

#include "base/memory.h"
#include "statistics/summary.h"
#include "tool/grouping.h"
#include "tool/lists.h"

/* Of one column and group, and what becomes of it. */
struct column {
    struct mm_summary summary;
    struct mm_summary_fields fields;
    double *quantiles;
    enum mm_status status;
};

static bool keep_missing, unbiased;
static struct mm_number_list list;

static enum mm_status start(void *state) {
    return mm_summary_start(&((struct column *)state)->summary, keep_missing);
}

static void stop(void *state) {
    struct column *column = state;
    mm_summary_stop(&column->summary);
    free(column->quantiles);
}

static enum mm_status add(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    (void)weights;
    return mm_summary_add(&((struct column *)state)->summary, x, n, stride);
}

static void compute(void *context, size_t index, size_t worker) {
    struct column *column = mm_grouping_state(context, 0, index);
    size_t count = list.texts.count;
    (void)worker;
    mm_summary_fields(&column->summary, unbiased, &column->fields);
    column->quantiles = mm_new_doubles(1, count);
    column->status = MM_MEMORY;
    if (column->quantiles != NULL)
        column->status = mm_summary_quantiles(&column->summary, list.values, count, column->quantiles);
}

static const char *quantile_name(double p, const char *text, char buffer[64]) {
    if (p == 0.25) return "q1";
    if (p == 0.5) return "median";
    if (p == 0.75) return "q3";
    snprintf(buffer, 64, "q%s%s", text, p == 0 || p == 1 ? ".0" : ""); /* q1 is the quartile */
    return buffer;
}

static void add_fields(const struct column *column, struct mm_table *table) {
    const struct mm_summary_fields *fields = &column->fields;
    char buffer[64];
    mm_table_count(table, "n", column->summary.count);
    mm_table_count(table, "n_missing", column->summary.missing);
    mm_table_number(table, "mean", fields->mean);
    mm_table_number(table, "sd", fields->sd);
    mm_table_number(table, "min", fields->min);
    for (size_t i = 0; i < list.texts.count; i++)
        mm_table_number(table, quantile_name(list.values[i], list.texts.items[i], buffer), column->quantiles[i]);
    mm_table_number(table, "max", fields->max);
    mm_table_number(table, "skewness", fields->skewness);
    mm_table_number(table, "kurtosis", fields->kurtosis);
}

#endif
