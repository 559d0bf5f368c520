/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For mm-hist: a histogram of each column and group, in one pass where edges are given, else from values held. */
#ifndef MM_CMD_STATISTICS_HISTOGRAMS_H
#define MM_CMD_STATISTICS_HISTOGRAMS_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "statistics/histogram.h"
#include "tool/bars.h"
#include "tool/gather.h"
#include "tool/output.h"

static struct bin_plan {
    size_t bins; /* 0: by the rule */
    int rule;
    double low, high; /* NaN: those of the data */
} plan;

static enum mm_status start_histogram(void *state) {
    return mm_histogram_start(state, plan.bins, plan.low, plan.high);
}

static enum mm_status add_histogram(void *state, const double *x, const double *weights, size_t n, size_t stride) {
    (void)weights;
    mm_histogram_add(state, x, n, stride);
    return MM_OK;
}

static void stop_histogram(void *state) {
    mm_histogram_stop(state);
}

/* One pass: the accumulators are histograms. */
static enum mm_status count_stream(struct mm_run *run, struct mm_input *input, struct mm_grouping *grouping) {
    struct mm_histogram trial;
    size_t rows;
    if (mm_histogram_start(&trial, plan.bins, plan.low, plan.high) == MM_DOMAIN)
        return mm_run_fail(run, MM_USAGE, "--range: too narrow (or too wide) for %zu bins", plan.bins);
    mm_histogram_stop(&trial);
    MM_TRY(mm_input_open(input, run, 0, run->operand_count, &(struct mm_take){.keys = run->common.by}));
    MM_TRY(mm_grouping_start(grouping, input, sizeof(struct mm_histogram), start_histogram, stop_histogram));
    MM_TRY(mm_grouping_accumulate(grouping, add_histogram, &rows));
    if (rows == 0) return mm_fail_at(&run->error, MM_TOO_FEW, mm_input_name(input), 0, 0, "no rows");
    return MM_OK;
}

/* The values of column J that lie in the range, of all groups together. Owned by the caller; null: memory. */
static double *pool(const struct mm_grouping *held, size_t j, double low, double high, size_t *count) {
    size_t most = 0;
    for (size_t group = 0; group < held->count; group++)
        most += ((struct mm_gathered *)mm_grouping_state(held, group, j))->count;
    double *values = mm_new(most, sizeof *values);
    *count = 0;
    for (size_t group = 0; values != NULL && group < held->count; group++) {
        const struct mm_gathered *part = mm_grouping_state(held, group, j);
        for (size_t i = 0; i < part->count; i++)
            if (part->values[i] >= low && part->values[i] <= high) values[(*count)++] = part->values[i];
    }
    return values;
}

static void find_range(const struct mm_grouping *held, size_t j, double *low, double *high) {
    *low = INFINITY;
    *high = -INFINITY;
    for (size_t group = 0; group < held->count; group++) {
        const struct mm_gathered *part = mm_grouping_state(held, group, j);
        for (size_t i = 0; i < part->count; i++) {
            if (part->values[i] < *low) *low = part->values[i];
            if (part->values[i] > *high) *high = part->values[i];
        }
    }
}

/* The histograms of column J: all groups have the same edges. Statuses are for mm_grouping_refuse, with TEXT. */
static enum mm_status count_column(const struct mm_grouping *held, size_t j, struct mm_histogram *to,
                                   const char **text) {
    double low = plan.low, high = plan.high;
    size_t bins = plan.bins, count;
    *text = NULL;
    if (isnan(low)) find_range(held, j, &low, &high);
    if (low > high) return MM_TOO_FEW; /* nothing but NaN */
    *text = "the range is infinite; give --range=LOW,HIGH";
    if (isinf(low) || isinf(high)) return MM_DOMAIN;
    if (bins == 0) {
        double *values = pool(held, j, low, high, &count);
        if (values == NULL) return MM_MEMORY;
        *text = "the rule asks for over 10^7 bins; give --bins=N";
        enum mm_status status = mm_histogram_rule(values, count, (enum mm_bin_rule)plan.rule, low, high, &bins);
        free(values);
        MM_TRY(status);
    }
    *text = "the range is too narrow (or too wide) for so many bins";
    for (size_t group = 0; group < held->count; group++) {
        struct mm_histogram *histogram = &to[group * held->input->chosen + j];
        const struct mm_gathered *part = mm_grouping_state(held, group, j);
        MM_TRY(mm_histogram_start(histogram, bins, low, high));
        mm_histogram_add(histogram, part->values, part->count, 1);
        histogram->outside += part->missing;
    }
    return MM_OK;
}

/* Two passes: the accumulators hold the values, and become histograms. */
static enum mm_status count_held(struct mm_run *run, struct mm_input *input, struct mm_grouping *grouping) {
    size_t rows;
    MM_TRY(mm_gather_read(run, input, grouping, &rows));
    size_t cells = grouping->count * input->chosen;
    struct mm_histogram *histograms = mm_new_zero(cells, sizeof *histograms);
    if (histograms == NULL) return mm_fail_memory(&run->error);
    for (size_t j = 0; j < input->chosen; j++) {
        const char *text;
        enum mm_status status = count_column(grouping, j, histograms, &text);
        if (status == MM_MEMORY) return mm_fail_memory(&run->error);
        if (status != MM_OK) return mm_grouping_refuse(grouping, 0, j, status, text);
    }
    for (size_t i = 0; i < cells; i++)
        mm_gather_stop(mm_grouping_state(grouping, i / input->chosen, i % input->chosen));
    free(grouping->states);
    grouping->states = (char *)histograms;
    grouping->state_size = sizeof *histograms;
    grouping->stop = stop_histogram;
    return MM_OK;
}

static void note_outside(struct mm_run *run, const struct mm_grouping *grouping) {
    uint64_t outside = 0;
    for (size_t i = 0; i < grouping->count * grouping->input->chosen; i++)
        outside += ((const struct mm_histogram *)mm_grouping_state(grouping, 0, i))->outside;
    if (outside > 0)
        mm_note(run, "%llu value%s in no bin", (unsigned long long)outside, outside == 1 ? " is" : "s are");
}

static enum mm_status plot_histograms(struct mm_run *run, const struct mm_grouping *grouping) {
    struct mm_buffer text = {0}, heading = {0};
    size_t columns = grouping->input->chosen;
    char number[32];
    for (size_t cell = 0; cell < grouping->count * columns; cell++) {
        const struct mm_histogram *histogram = mm_grouping_state(grouping, 0, cell);
        mm_buffer_clear(&heading);
        for (size_t k = 0; k < grouping->input->key_names.count; k++) {
            const struct mm_span *key = &mm_groups_key(grouping->groups, cell / columns)[k];
            mm_buffer_printf(&heading, "%s %.*s, ", grouping->input->key_names.items[k], (int)key->length, key->text);
        }
        if (grouping->input->schema.named || columns > 1)
            mm_buffer_add_text(&heading, mm_input_column_name(grouping->input, cell % columns, number));
        if (heading.failed) return mm_fail_memory(&run->error);
        mm_bars(&text, heading.text != NULL ? heading.text : "", histogram->edges, histogram->counts, histogram->bins,
                run->common.digits);
    }
    enum mm_status status = mm_output_text(run, &text);
    mm_buffer_free(&text);
    mm_buffer_free(&heading);
    return status;
}

#endif
