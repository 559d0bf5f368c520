/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tests of hypotheses over the groups of a table. */
#include "tool/hypothesis.h"

#include <math.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

double *mm_test_differences(enum mm_test_design design, const struct mm_sample *sample) {
    double *differences = mm_new_doubles(1, sample->n);
    for (size_t i = 0; differences != NULL && i < sample->n; i++)
        differences[i] = design == MM_TEST_ONE ? sample->x[i] : sample->x[i] - sample->y[i];
    return differences;
}

static enum mm_status fail_few(const struct mm_samples *samples, enum mm_test_design design,
                               const struct mm_sample *sample, size_t which) {
    struct mm_run *run = samples->input.run;
    char buffer[64];
    size_t n = which == 0 ? sample->n : sample->n_y;
    const char *values = design == MM_TEST_PAIRED ? "pair" : "value", *ending = n == 1 ? "" : "s";
    if (design != MM_TEST_TWO)
        return mm_run_fail(run, MM_TOO_FEW, "%zu %s%s: too few for this test", n, values, ending);
    if (samples->levels != NULL && mm_groups_count(samples->levels) < 2)
        return mm_run_fail(run, MM_TOO_FEW, "column '%s' has one value only, '%s': two samples are needed",
                           samples->input.key_names.items[samples->by_columns], mm_samples_name(samples, 0, buffer));
    return mm_run_fail(run, MM_TOO_FEW, "sample '%s' has %zu value%s: too few for this test",
                       mm_samples_name(samples, which, buffer), n, ending);
}

static enum mm_status fail(const struct mm_samples *samples, const struct mm_test_kernel *kernel,
                           enum mm_test_design design, const struct mm_sample *sample, enum mm_status status,
                           const struct mm_detail *detail) {
    struct mm_run *run = samples->input.run;
    switch (status) {
    case MM_TOO_FEW:
        return fail_few(samples, design, sample, detail->index);
    case MM_CONSTANT:
        return mm_run_fail(run, status, "%s", kernel->constant[design]);
    case MM_NOT_FINITE:
        return mm_run_fail(run, isnan(detail->value) ? MM_DATA : MM_DOMAIN,
                           "value %zu is %s: this test needs finite numbers", detail->index + 1,
                           isnan(detail->value) ? "nan" : "infinite");
    case MM_DOMAIN:
        return mm_run_fail(run, status, "the values are too large: their mean or spread is beyond the largest double");
    default:
        return mm_run_fail(run, status, "%s", mm_status_text(status));
    }
}

static void add_extra(struct mm_table *table, const struct mm_test_extra *extra) {
    if (!extra->whole)
        mm_table_number(table, extra->name, extra->value);
    else if (isnan(extra->value))
        mm_table_no_count(table, extra->name);
    else
        mm_table_count(table, extra->name, extra->count);
}

static void add_record(const struct mm_samples *samples, const struct mm_test_kernel *kernel,
                       enum mm_test_design design, const struct mm_sample *sample, const struct mm_test_record *record,
                       struct mm_table *table) {
    char buffer[64];
    mm_table_word(table, "method", record->method);
    mm_table_number(table, "statistic", record->statistic);
    if (kernel->has_df) mm_table_number(table, "df", record->df);
    mm_table_number(table, "p", record->p);
    mm_table_number(table, "estimate", record->estimate);
    if (kernel->has_interval) {
        mm_table_number(table, "low", record->low);
        mm_table_number(table, "high", record->high);
        mm_table_number(table, "level", kernel->level);
    }
    mm_table_word(table, "alternative", kernel->alternative);
    mm_table_number(table, "mu", kernel->mu);
    mm_table_count(table, design == MM_TEST_TWO ? "n1" : "n", sample->n);
    if (design == MM_TEST_TWO) mm_table_count(table, "n2", sample->n_y);
    mm_table_count(table, "n_missing", sample->missing);
    for (size_t i = 0; i < MM_TEST_EXTRAS && record->extras[i].name != NULL; i++) add_extra(table, &record->extras[i]);
    if (design == MM_TEST_ONE) return;
    mm_table_word(table, "sample1", mm_samples_name(samples, 0, buffer));
    mm_table_word(table, "sample2", mm_samples_name(samples, 1, buffer));
}

/* --na=keep: what is computed with NaN is NaN. The test is asked for the names of its extras with nothing to test. */
static void undefined(const struct mm_test_kernel *kernel, enum mm_test_design design, struct mm_test_record *record) {
    struct mm_detail detail;
    kernel->test(kernel->context, design, &(struct mm_sample){0}, record, &detail);
    record->method = "undefined";
    record->statistic = record->df = record->p = record->estimate = record->low = record->high = NAN;
    for (size_t i = 0; i < MM_TEST_EXTRAS; i++) record->extras[i].value = NAN;
}

static enum mm_status find_design(struct mm_run *run, const struct mm_test_kernel *kernel,
                                  const struct mm_samples *samples, enum mm_test_design *design) {
    bool two = kernel->group != NULL || samples->columns == 2;
    *design = !two ? MM_TEST_ONE : kernel->paired ? MM_TEST_PAIRED : MM_TEST_TWO;
    if (!two && kernel->paired && !kernel->one_or_pairs)
        return mm_run_fail(run, MM_USAGE, "--paired needs two columns, or one and --group=COL");
    return MM_OK;
}

enum mm_status mm_run_test(struct mm_run *run, const struct mm_test_kernel *kernel) {
    struct mm_samples samples;
    struct mm_table table = {0};
    enum mm_test_design design;
    struct mm_sample_choice choice = {
        .columns = kernel->needs_two ? 2 : 0, .paired = kernel->paired, .levels = kernel->group};
    MM_TRY(mm_samples_read(&samples, run, &choice));
    MM_TRY(find_design(run, kernel, &samples, &design));
    for (size_t i = 0; i < samples.count; i++) {
        struct mm_detail detail = {0};
        struct mm_test_record record = {.method = "", .df = NAN};
        const struct mm_sample *sample = &samples.items[i];
        enum mm_status status = MM_OK;
        if (sample->has_nan)
            undefined(kernel, design, &record);
        else
            status = kernel->test(kernel->context, design, sample, &record, &detail);
        if (status != MM_OK) {
            fail(&samples, kernel, design, sample, status, &detail);
            return mm_samples_fail(&samples, i);
        }
        mm_table_row(&table);
        mm_samples_keys(&samples, i, &table);
        add_record(&samples, kernel, design, sample, &record, &table);
    }
    MM_TRY(mm_table_output(&table, run, run->common.by == NULL));
    mm_samples_free(&samples);
    return MM_OK;
}
