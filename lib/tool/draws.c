/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of draws: many rows are shared out among the threads, and so are many draws from one row. */
#include "tool/draws.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "tool/output.h"

enum {
    WAITING = 1 << 18, /* draws on their way out: few enough to stay in the cache */
    PIECE = 1 << 15,   /* what a thread draws from one row at a time */
    TASK_NUMBERS = 1 << 13
};

/* What became of one task's rows. */
struct outcome {
    enum mm_status status;
    size_t row;
    struct mm_detail detail;
};

struct draws {
    const struct mm_draw_kernel *kernel;
    struct mm_run *run;
    struct mm_output output;
    struct mm_strings names;
    size_t n, threads;
    void **states;
    double *classes;
    struct mm_span *texts, *labels;
    struct outcome *outcomes;
    /* The job of the tasks. */
    const struct mm_block *block;
    size_t first_row, rows, task_rows; /* of the block */
    size_t first, count;               /* of the draws */
};

/* ROWS of the input, or MM_ROWS_UNKNOWN. */
static enum mm_status open_output(struct draws *draws, const struct mm_input *input, size_t rows, bool labelled) {
    size_t lines;
    bool known = rows != MM_ROWS_UNKNOWN && mm_multiply_sizes(rows, draws->kernel->count, &lines);
    struct mm_schema schema = {.rows = known ? lines : MM_ROWS_UNKNOWN,
                               .named = input->schema.named || labelled,
                               .labelled = labelled,
                               .label_name = labelled ? input->schema.label_name : NULL};
    const char *name = schema.named ? "class" : "";
    if (!mm_schema_add(&schema, name, strlen(name), draws->kernel->names ? MM_TEXT : MM_NUMBER))
        return mm_fail_memory(&draws->run->error);
    enum mm_status status = mm_output_open(&draws->output, draws->run, &schema, MM_SHAPE_TABLE);
    schema.label_name = NULL; /* borrowed */
    mm_schema_free(&schema);
    return status;
}

static enum mm_status start(struct draws *draws, const struct mm_input *input, size_t n, size_t rows, bool labelled) {
    const struct mm_draw_kernel *kernel = draws->kernel;
    size_t capacity = kernel->count > WAITING / 2 ? kernel->count < WAITING ? kernel->count : WAITING : WAITING;
    if (kernel->names && draws->names.count < n)
        return mm_run_fail(draws->run, MM_USAGE, "--labels-from-header: the classes have no names");
    draws->n = n;
    draws->threads = draws->run->threads;
    draws->states = mm_new_zero(draws->threads, sizeof *draws->states);
    draws->classes = mm_new(capacity, sizeof *draws->classes);
    draws->outcomes = mm_new(WAITING, sizeof *draws->outcomes);
    bool ok = draws->states != NULL && draws->classes != NULL && draws->outcomes != NULL;
    for (size_t i = 0; ok && i < draws->threads; i++)
        ok = (draws->states[i] = kernel->start(kernel->context, n)) != NULL;
    if (ok && kernel->names) ok = (draws->texts = mm_new(capacity, sizeof *draws->texts)) != NULL;
    if (ok && labelled) ok = (draws->labels = mm_new(capacity, sizeof *draws->labels)) != NULL;
    return ok ? open_output(draws, input, rows, labelled) : mm_fail_memory(&draws->run->error);
}

static void free_draws(struct draws *draws) {
    for (size_t i = 0; draws->states != NULL && i < draws->threads; i++)
        if (draws->states[i] != NULL) draws->kernel->stop(draws->states[i]);
    free(draws->states);
    free(draws->classes);
    free(draws->texts);
    free(draws->labels);
    free(draws->outcomes);
    mm_strings_free(&draws->names);
}

static enum mm_status fail(const struct draws *draws, struct mm_input *input, const struct mm_row *row,
                           enum mm_status status, const struct mm_detail *detail) {
    switch (status) {
    case MM_TOO_FEW:
        return mm_input_fail(input, row, status, "%zu draws without replacement, but %zu classes are left",
                             draws->kernel->count, detail->index);
    case MM_NOT_DISTRIBUTION:
        return mm_input_fail(input, row, status, "no class has any mass");
    case MM_DOMAIN:
        return mm_input_fail(input, row, MM_NOT_DISTRIBUTION, "%g is no weight; --logits for logits", detail->value);
    case MM_MEMORY:
        return mm_fail_memory(&draws->run->error);
    default:
        return mm_input_fail_kernel(input, row, status, draws->n, detail, NULL);
    }
}

/* COUNT draws of each of ROWS rows go out. */
static enum mm_status write(struct draws *draws, const struct mm_span *row_labels, size_t rows, size_t count) {
    struct mm_block block = {.rows = rows * count,
                             .number_columns = !draws->kernel->names,
                             .text_columns = draws->kernel->names,
                             .numbers = draws->classes,
                             .texts = draws->texts,
                             .labels = draws->labels};
    for (size_t i = 0; draws->texts != NULL && i < block.rows; i++)
        draws->texts[i] = mm_span_of(draws->names.items[(size_t)draws->classes[i]]);
    for (size_t i = 0; draws->labels != NULL && i < block.rows; i++) draws->labels[i] = row_labels[i / count];
    return mm_output_rows(&draws->output, &block);
}

static void draw_piece(void *context, size_t index, size_t worker) {
    const struct draws *draws = context;
    size_t at = index * PIECE, count = draws->count - at < PIECE ? draws->count - at : PIECE;
    (void)worker;
    draws->kernel->draw(draws->states[0], draws->first + at, draws->classes + at, count);
}

/* Many draws of one row. */
static enum mm_status draw_row(struct draws *draws, struct mm_input *input, const struct mm_row *row) {
    struct mm_detail detail = {0};
    enum mm_status status = draws->kernel->prepare(draws->states[0], row->values, row->index, &detail);
    if (status != MM_OK) return fail(draws, input, row, status, &detail);
    for (draws->first = 0; draws->first < draws->kernel->count; draws->first += draws->count) {
        size_t rest = draws->kernel->count - draws->first;
        draws->count = rest < WAITING ? rest : WAITING;
        mm_parallel(draws->threads, (draws->count + PIECE - 1) / PIECE, draw_piece, draws);
        MM_TRY(write(draws, &row->label, 1, draws->count));
    }
    return MM_OK;
}

static void draw_some(void *context, size_t index, size_t worker) {
    struct draws *draws = context;
    const struct mm_draw_kernel *kernel = draws->kernel;
    struct outcome *outcome = &draws->outcomes[index];
    size_t end = (index + 1) * draws->task_rows;
    outcome->status = MM_OK;
    for (size_t i = index * draws->task_rows; i < end && i < draws->rows && outcome->status == MM_OK; i++) {
        outcome->row = draws->first_row + i;
        outcome->status = kernel->prepare(draws->states[worker], draws->block->numbers + outcome->row * draws->n,
                                          draws->block->first_row + outcome->row, &outcome->detail);
        if (outcome->status == MM_OK)
            kernel->draw(draws->states[worker], 0, draws->classes + i * kernel->count, kernel->count);
    }
}

static struct mm_row row_of(const struct draws *draws, const struct mm_block *block, size_t i) {
    return (struct mm_row){.values = block->numbers + i * draws->n,
                           .label = block->labels != NULL ? block->labels[i] : (struct mm_span){NULL, 0},
                           .line = block->lines != NULL ? block->lines[i] : 0,
                           .index = block->first_row + i};
}

/* Some rows of a block, as many as the draws have room for. */
static enum mm_status draw_batch(struct draws *draws, struct mm_input *input, const struct mm_block *block,
                                 size_t first_row) {
    size_t room = WAITING / draws->kernel->count, left = block->rows - first_row;
    draws->block = block;
    draws->first_row = first_row;
    draws->rows = left < room ? left : room;
    draws->task_rows = TASK_NUMBERS / (draws->n + draws->kernel->count) + 1;
    size_t tasks = (draws->rows + draws->task_rows - 1) / draws->task_rows;
    mm_parallel(draws->threads, tasks, draw_some, draws);
    for (size_t i = 0; i < tasks; i++) {
        const struct outcome *outcome = &draws->outcomes[i];
        if (outcome->status == MM_OK) continue;
        const struct mm_row row = row_of(draws, block, outcome->row);
        return fail(draws, input, &row, outcome->status, &outcome->detail);
    }
    return write(draws, block->labels + (block->labels != NULL ? first_row : 0), draws->rows, draws->kernel->count);
}

static enum mm_status draw_rows(struct draws *draws, struct mm_input *input) {
    MM_TRY(mm_input_names(input, &draws->names));
    MM_TRY(start(draws, input, input->chosen, input->schema.rows, input->schema.labelled));
    for (;;) {
        struct mm_block block;
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return mm_output_finish(&draws->output);
        for (size_t i = 0; i < block.rows;) {
            const struct mm_row row = row_of(draws, &block, i);
            bool many = draws->kernel->count > WAITING / 2;
            MM_TRY(many ? draw_row(draws, input, &row) : draw_batch(draws, input, &block, i));
            i += many ? 1 : draws->rows;
        }
    }
}

static enum mm_status draw_column(struct draws *draws, struct mm_input *input) {
    struct mm_matrix matrix;
    MM_TRY(mm_input_matrix(input, &matrix));
    if (!mm_strings_copy(&draws->names, &matrix.row_names)) return mm_fail_memory(&input->run->error);
    MM_TRY(start(draws, input, matrix.rows, 1, false));
    MM_TRY(draw_row(draws, input, &(struct mm_row){.values = matrix.values}));
    mm_matrix_free(&matrix);
    return mm_output_finish(&draws->output);
}

enum mm_status mm_run_draws(struct mm_run *run, const struct mm_draw_kernel *kernel) {
    struct mm_input input;
    struct draws draws = {.kernel = kernel, .run = run};
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){0}));
    MM_TRY(input.chosen == 1 ? draw_column(&draws, &input) : draw_rows(&draws, &input));
    mm_input_close(&input);
    free_draws(&draws);
    return MM_OK;
}
