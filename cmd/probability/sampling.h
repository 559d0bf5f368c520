/* SPDX-License-Identifier: GPL-3.0-or-later */
/* mm-sample's way from rows of numbers to lines of classes. */
#ifndef MM_CMD_SAMPLING_H
#define MM_CMD_SAMPLING_H

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "probability/sample.h"
#include "tool/input.h"
#include "tool/output.h"

struct sample_options {
    size_t count;
    bool names;
    struct mm_sampler sampler;
};

/* The classes' names, and draws on their way out. */
struct draws {
    const struct sample_options *options;
    struct mm_run *run;
    struct mm_strings names;
    uint64_t seed;
    struct mm_output output;
    size_t n, capacity, waiting;
    double *work, *numbers;
    size_t *order, *classes;
    struct mm_span *texts, *labels;
};

static enum mm_status start(struct draws *draws, const struct mm_input *input, size_t n, bool labelled) {
    enum { WAITING = 16384 };
    struct mm_run *run = input->run;
    struct mm_schema schema = {.rows = MM_ROWS_UNKNOWN,
                               .named = input->schema.named || labelled,
                               .labelled = labelled,
                               .label_name = labelled ? input->schema.label_name : NULL};
    const char *name = schema.named ? "class" : "";
    if (draws->options->names && draws->names.count < n)
        return mm_run_fail(run, MM_USAGE, "--labels-from-header: the classes have no names");
    draws->run = run;
    draws->n = n;
    draws->capacity = draws->options->count + WAITING;
    draws->work = mm_new(n, sizeof *draws->work);
    draws->order = mm_new(n, sizeof *draws->order);
    draws->classes = mm_new(draws->options->count, sizeof *draws->classes);
    draws->numbers = mm_new(draws->capacity, sizeof *draws->numbers);
    draws->texts = mm_new(draws->capacity, sizeof *draws->texts);
    draws->labels = mm_new(draws->capacity, sizeof *draws->labels);
    if (!draws->work || !draws->order || !draws->classes || !draws->numbers || !draws->texts || !draws->labels ||
        !mm_schema_add(&schema, name, strlen(name), draws->options->names ? MM_TEXT : MM_NUMBER))
        return mm_fail_memory(&run->error);
    enum mm_status status = mm_output_open(&draws->output, run, &schema, MM_SHAPE_TABLE);
    schema.label_name = NULL; /* borrowed */
    mm_schema_free(&schema);
    return status;
}

static enum mm_status flush(struct draws *draws) {
    struct mm_block block = {.rows = draws->waiting,
                             .number_columns = !draws->options->names,
                             .text_columns = draws->options->names,
                             .numbers = draws->numbers,
                             .texts = draws->texts,
                             .labels = draws->labels};
    draws->waiting = 0;
    return block.rows > 0 ? mm_output_rows(&draws->output, &block) : MM_OK;
}

static enum mm_status draw_row(struct draws *draws, struct mm_input *input, const struct mm_row *row) {
    struct mm_stream stream;
    struct mm_detail detail = {0};
    mm_stream_start(&stream, draws->seed, row->index);
    enum mm_status status = mm_sample(&draws->options->sampler, row->values, draws->n, &stream, draws->classes,
                                      draws->options->count, draws->work, draws->order, &detail);
    if (status == MM_TOO_FEW)
        return mm_input_fail(input, row, status, "%zu draws without replacement, but %zu classes are left",
                             draws->options->count, detail.index);
    if (status == MM_NOT_DISTRIBUTION) return mm_input_fail(input, row, status, "no class has any mass");
    if (status == MM_DOMAIN)
        return mm_input_fail(input, row, MM_NOT_DISTRIBUTION, "%g is no weight; --logits for logits", detail.value);
    if (status != MM_OK) return mm_input_fail_kernel(input, row, status, draws->n, &detail, NULL);
    for (size_t k = 0; k < draws->options->count; k++, draws->waiting++) {
        draws->numbers[draws->waiting] = (double)draws->classes[k];
        draws->labels[draws->waiting] = row->label;
        if (draws->options->names) draws->texts[draws->waiting] = mm_span_of(draws->names.items[draws->classes[k]]);
    }
    /* Labels are borrowed until the next block is read. */
    bool full = draws->waiting + draws->options->count > draws->capacity || input->block_row >= input->block.rows;
    return full ? flush(draws) : MM_OK;
}

static enum mm_status draw_rows(struct draws *draws, struct mm_input *input) {
    MM_TRY(mm_input_names(input, &draws->names));
    MM_TRY(start(draws, input, input->chosen, input->schema.labelled));
    for (;;) {
        struct mm_row row;
        MM_TRY(mm_input_row(input, &row));
        if (row.values == NULL) return mm_output_finish(&draws->output);
        MM_TRY(draw_row(draws, input, &row));
    }
}

/* One column is one vector; its row labels name the classes. */
static enum mm_status draw_column(struct draws *draws, struct mm_input *input) {
    struct mm_matrix matrix;
    MM_TRY(mm_input_matrix(input, &matrix));
    if (!mm_strings_copy(&draws->names, &matrix.row_names)) return mm_fail_memory(&input->run->error);
    MM_TRY(start(draws, input, matrix.rows, false));
    MM_TRY(draw_row(draws, input, &(struct mm_row){.values = matrix.values}));
    MM_TRY(flush(draws));
    mm_matrix_free(&matrix);
    return mm_output_finish(&draws->output);
}

static void free_draws(struct draws *draws) {
    mm_strings_free(&draws->names);
    free(draws->work);
    free(draws->order);
    free(draws->classes);
    free(draws->numbers);
    free(draws->texts);
    free(draws->labels);
}

#endif
