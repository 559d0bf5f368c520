/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The driver of quantities of two vectors. */
#include "tool/pairs.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/parallel.h"
#include "tool/extra.h"
#include "tool/input.h"

/* One side of the pairing: an input that streams, or a vector that was loaded. */
struct side {
    struct mm_input input;
    struct mm_matrix vector; /* values: n numbers, when `loaded` */
    bool loaded;
    double *prepared; /* n numbers */
    const double
        *ready; /* the vector to combine: `prepared`, or the loaded numbers themselves where nothing changes them */
};

struct pairing {
    struct mm_run *run;
    const struct mm_pair_kernel *kernel;
    struct side p, q;
    size_t n;
    size_t dropped; /* pairs with a missing entry, under --na=omit */
    struct mm_quantity quantity;
    struct mm_board board;
    double *values; /* of a run of pairs, and which tasks met one that they leave to be done again */
    bool *failed;
    size_t value_capacity, failed_capacity;
};

/* Puts the prepared vector of ROW into side->prepared. *missing: a NaN that --na lets be dropped or kept. */
static enum mm_status prepare(struct pairing *pairing, struct side *side, const struct mm_row *row, bool *missing) {
    const struct mm_pair_kernel *kernel = pairing->kernel;
    struct mm_detail detail = {0};
    *missing = false;
    for (size_t j = 0; j < pairing->n; j++) *missing = *missing || isnan(row->values[j]);
    side->ready = side->loaded && kernel->prepare == NULL ? row->values : side->prepared;
    if (side->ready == row->values) return MM_OK;
    if (kernel->prepare == NULL || *missing) {
        memcpy(side->prepared, row->values, pairing->n * sizeof(double));
        return MM_OK;
    }
    enum mm_status status = kernel->prepare(kernel->context, row->values, pairing->n, side->prepared, &detail);
    if (status == MM_OK) return MM_OK;
    return mm_input_fail_kernel(&side->input, row, status, pairing->n, &detail, kernel->hint);
}

/* The quantity of the two prepared vectors; a pair with a missing entry is dropped (omit) or NaN (keep). */
static enum mm_status combine(struct pairing *pairing, bool missing, struct mm_span label) {
    const struct mm_pair_kernel *kernel = pairing->kernel;
    const double *p = pairing->p.ready, *q = pairing->q.ready;
    if (missing && pairing->run->common.missing == MM_MISSING_OMIT) {
        pairing->dropped++;
        return MM_OK;
    }
    double value = missing ? NAN : kernel->combine(kernel->context, p, q, pairing->n);
    if (pairing->run->common.explain) {
        if (missing) return MM_OK;
        mm_board_begin(&pairing->board);
        kernel->explain(kernel->context, p, q, pairing->n, value, &pairing->board);
        return MM_OK;
    }
    return mm_quantity_add(&pairing->quantity, value, label);
}

static enum mm_status start(struct pairing *pairing, size_t n) {
    const struct mm_pair_kernel *kernel = pairing->kernel;
    const struct mm_schema *schema = &pairing->p.input.schema;
    bool rows = !pairing->p.loaded; /* labels belong to rows that stream */
    pairing->n = n;
    pairing->p.prepared = mm_new_doubles(1, n);
    pairing->q.prepared = mm_new_doubles(1, n);
    if (pairing->p.prepared == NULL || pairing->q.prepared == NULL) return mm_fail_memory(&pairing->run->error);
    if (pairing->run->common.explain) return MM_OK;
    return mm_quantity_start(&pairing->quantity, pairing->run, kernel->name, rows && schema->named,
                             rows ? schema->label_name : NULL, kernel->reduction);
}

/* At the end of a block of input: what is ready goes out. */
static enum mm_status give_way(struct pairing *pairing) {
    return pairing->run->common.explain ? mm_board_write(&pairing->board) : mm_quantity_pause(&pairing->quantity);
}

static enum mm_status finish(struct pairing *pairing) {
    if (pairing->dropped > 0 && pairing->quantity.count == 0 && pairing->board.boards == 0)
        return mm_run_fail(pairing->run, MM_TOO_FEW, "every pair has a missing value");
    if (pairing->dropped > 0) mm_note(pairing->run, "left out %zu pairs with missing values", pairing->dropped);
    return pairing->run->common.explain ? mm_board_write(&pairing->board) : mm_quantity_finish(&pairing->quantity);
}

/* Leaves out the entries that are missing on either side, under --na=omit. */
static size_t omit_pairs(double *p, double *q, size_t n) {
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        if (isnan(p[i]) || isnan(q[i])) continue;
        p[kept] = p[i];
        q[kept++] = q[i];
    }
    return kept;
}

static enum mm_status pair_vectors(struct pairing *pairing, double *p, double *q, size_t n) {
    struct mm_row row_p = {.values = p}, row_q = {.values = q};
    bool missing_p, missing_q;
    pairing->p.loaded = pairing->q.loaded = true;
    if (pairing->run->common.missing == MM_MISSING_OMIT) n = omit_pairs(p, q, n);
    if (n == 0) return mm_run_fail(pairing->run, MM_TOO_FEW, "no rows");
    MM_TRY(start(pairing, n));
    MM_TRY(prepare(pairing, &pairing->p, &row_p, &missing_p));
    MM_TRY(prepare(pairing, &pairing->q, &row_q, &missing_q));
    return combine(pairing, missing_p || missing_q, (struct mm_span){0});
}

/* One operand: two columns named with -k, else two rows. */
static enum mm_status pair_within(struct pairing *pairing) {
    struct mm_run *run = pairing->run;
    struct mm_matrix *matrix = &pairing->p.vector, columns;
    MM_TRY(mm_input_open(&pairing->p.input, run, 0, run->operand_count, &(struct mm_take){.by_cell = true}));
    MM_TRY(mm_input_matrix(&pairing->p.input, matrix));
    pairing->q.input = pairing->p.input; /* messages about either vector name the same file */
    if (run->common.columns != NULL && matrix->columns == 2) {
        if (mm_matrix_transpose(&columns, matrix) != MM_OK) return mm_fail_memory(&run->error);
        mm_matrix_free(matrix);
        *matrix = columns;
    } else if (matrix->rows != 2 || matrix->columns == 1) { /* one column is one vector */
        return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu: one input must hold two rows, or -k must name two columns",
                           mm_operand_name(run, 0), matrix->rows, matrix->columns);
    }
    MM_TRY(pair_vectors(pairing, matrix->values, matrix->values + matrix->columns, matrix->columns));
    mm_matrix_free(matrix);
    mm_input_close(&pairing->p.input);
    return MM_OK;
}

static enum mm_status load(struct side *side) {
    side->loaded = true;
    return mm_input_matrix(&side->input, &side->vector);
}

/* Names on both sides must be the same, in order. */
static enum mm_status check_columns(struct pairing *pairing) {
    struct mm_run *run = pairing->run;
    const struct mm_schema *p = &pairing->p.input.schema, *q = &pairing->q.input.schema;
    const char *name_p = mm_operand_name(run, 0), *name_q = mm_operand_name(run, 1);
    if (p->count != q->count)
        return mm_run_fail(run, MM_SHAPE, "%s has %zu columns, %s has %zu", name_p, p->count, name_q, q->count);
    struct mm_strings names_p = {0}, names_q = {0};
    MM_TRY(mm_input_names(&pairing->p.input, &names_p));
    MM_TRY(mm_input_names(&pairing->q.input, &names_q));
    MM_TRY(mm_check_names(run, "column", 0, &names_p, "column", 1, &names_q));
    mm_strings_free(&names_p);
    mm_strings_free(&names_q);
    return MM_OK;
}

static bool same_label(const struct pairing *pairing, const struct mm_row *p, const struct mm_row *q) {
    return pairing->run->common.ignore_labels || p->label.text == NULL || q->label.text == NULL ||
           mm_span_equal(p->label, q->label);
}

static enum mm_status fail_parted(struct pairing *pairing, struct side *longer, const struct mm_row *row,
                                  size_t other) {
    return mm_input_fail(&longer->input, row, MM_SHAPE, "%s has only %zu row%s", mm_operand_name(pairing->run, other),
                         row->index, row->index == 1 ? "" : "s");
}

/* Every row of P with the vector q that is prepared already. */
static enum mm_status pair_with_one(struct pairing *pairing, bool missing_q) {
    struct mm_input *input = &pairing->p.input;
    for (;;) {
        struct mm_row row;
        bool missing;
        MM_TRY(mm_input_row(input, &row));
        if (row.values == NULL) return MM_OK;
        MM_TRY(prepare(pairing, &pairing->p, &row, &missing));
        MM_TRY(combine(pairing, missing || missing_q, row.label));
        if (input->block_row == input->block.rows) MM_TRY(give_way(pairing));
    }
}

/* One pair of rows, then the next rows into *P and *Q. That Q has one row for all shows when its second is asked for.
 */
static enum mm_status pair_one(struct pairing *pairing, struct mm_row *p, struct mm_row *q, bool *one_for_all) {
    bool missing_p, missing_q, labels_agree = same_label(pairing, p, q);
    char other[64] = ""; /* what an error will say: the label itself is gone when Q moves on */
    if (!labels_agree) snprintf(other, sizeof other, "%.*s", (int)q->label.length, q->label.text);
    MM_TRY(prepare(pairing, &pairing->p, p, &missing_p));
    MM_TRY(prepare(pairing, &pairing->q, q, &missing_q));
    MM_TRY(mm_input_row(&pairing->q.input, q));
    *one_for_all = pairing->kernel->broadcast && p->index == 0 && q->values == NULL;
    if (!labels_agree && !*one_for_all)
        return mm_input_fail(&pairing->p.input, p, MM_SHAPE,
                             "row label '%.*s' meets '%s' of %s (--ignore-labels pairs by position)",
                             (int)p->label.length, p->label.text, other, mm_operand_name(pairing->run, 1));
    MM_TRY(combine(pairing, missing_p || missing_q, p->label));
    struct mm_input *input = &pairing->p.input;
    if (input->block_row == input->block.rows) MM_TRY(give_way(pairing));
    return *one_for_all ? pair_with_one(pairing, missing_q) : mm_input_row(input, p);
}

/* Pairs of rows that lie in the blocks at hand, shared out to the threads. */
struct run_of_pairs {
    const struct pairing *pairing;
    const double *p, *q;
    size_t count, task_pairs, stride;
};

enum { TASK_NUMBERS = 4096 };

static void pair_some(void *context, size_t index, size_t worker) {
    const struct run_of_pairs *pairs = context;
    const struct mm_pair_kernel *kernel = pairs->pairing->kernel;
    size_t n = pairs->pairing->n, first = index * pairs->task_pairs, left = pairs->count - first;
    size_t end = first + (left < pairs->task_pairs ? left : pairs->task_pairs);
    double prepared[2][TASK_NUMBERS];
    bool failed = false;
    (void)worker;
    for (size_t i = first; i < end && !failed; i++) {
        const double *sides[2] = {pairs->p + i * pairs->stride, pairs->q + i * pairs->stride};
        for (size_t s = 0; s < 2 && !failed; s++) {
            struct mm_detail detail;
            for (size_t j = 0; j < n; j++) failed |= isnan(sides[s][j]);
            if (failed || kernel->prepare == NULL) continue;
            failed = kernel->prepare(kernel->context, sides[s], n, prepared[s], &detail) != MM_OK;
            sides[s] = prepared[s];
        }
        if (!failed) pairs->pairing->values[i] = kernel->combine(kernel->context, sides[0], sides[1], n);
    }
    pairs->pairing->failed[index] = failed;
}

/* The pairs from P and Q on as far as both blocks go, if they are many and without a fault (else *DONE is false and
 * they are left to be paired one by one, which says what is wrong). Then the next rows into *P and *Q. */
static enum mm_status pair_run(struct pairing *pairing, struct mm_row *p, struct mm_row *q, bool *done) {
    struct mm_input *inputs[] = {&pairing->p.input, &pairing->q.input};
    size_t count = SIZE_MAX, n = pairing->n;
    *done = false;
    for (size_t s = 0; s < 2; s++) {
        size_t left = inputs[s]->block.rows - inputs[s]->block_row + 1;
        count = left < count ? left : count;
        if (inputs[s]->block.number_columns != n) return MM_OK;
    }
    if (count * n < TASK_NUMBERS || n > TASK_NUMBERS || pairing->run->common.explain) return MM_OK;
    const struct mm_span *labels[2] = {NULL, NULL};
    for (size_t s = 0; s < 2; s++)
        if (inputs[s]->block.labels != NULL) labels[s] = inputs[s]->block.labels + inputs[s]->block_row - 1;
    for (size_t i = 0; labels[0] != NULL && labels[1] != NULL && i < count; i++)
        if (!pairing->run->common.ignore_labels && !mm_span_equal(labels[0][i], labels[1][i])) return MM_OK;
    struct run_of_pairs pairs = {pairing, p->values, q->values, count, TASK_NUMBERS / n, n};
    size_t tasks = (count + pairs.task_pairs - 1) / pairs.task_pairs;
    if (!mm_grow(&pairing->values, &pairing->value_capacity, 0, count, sizeof *pairing->values) ||
        !mm_grow(&pairing->failed, &pairing->failed_capacity, 0, tasks, sizeof *pairing->failed))
        return mm_fail_memory(&pairing->run->error);
    mm_parallel(pairing->run->threads, tasks, pair_some, &pairs);
    for (size_t t = 0; t < tasks; t++)
        if (pairing->failed[t]) return MM_OK;
    for (size_t i = 0; i < count; i++)
        MM_TRY(mm_quantity_add(&pairing->quantity, pairing->values[i],
                               labels[0] != NULL ? labels[0][i] : (struct mm_span){0}));
    for (size_t s = 0; s < 2; s++) inputs[s]->block_row += count - 1;
    *done = true;
    MM_TRY(mm_input_row(inputs[1], q));
    if (inputs[0]->block_row == inputs[0]->block.rows) MM_TRY(give_way(pairing));
    return mm_input_row(inputs[0], p);
}

static enum mm_status pair_rows(struct pairing *pairing) {
    struct mm_row p, q;
    bool one_for_all = false;
    MM_TRY(check_columns(pairing));
    MM_TRY(start(pairing, pairing->p.input.chosen));
    MM_TRY(mm_input_row(&pairing->p.input, &p));
    MM_TRY(mm_input_row(&pairing->q.input, &q));
    /* No rows, and a Q that would serve them all: an empty result. */
    if (p.values == NULL && q.values != NULL && pairing->kernel->broadcast) MM_TRY(mm_input_row(&pairing->q.input, &q));
    while (p.values != NULL && q.values != NULL && !one_for_all) {
        bool done = false;
        if (p.index > 0) MM_TRY(pair_run(pairing, &p, &q, &done)); /* the first pair shows whether Q is one row */
        if (!done) MM_TRY(pair_one(pairing, &p, &q, &one_for_all));
    }
    if (one_for_all || (p.values == NULL && q.values == NULL)) return MM_OK;
    return p.values != NULL ? fail_parted(pairing, &pairing->p, &p, 1) : fail_parted(pairing, &pairing->q, &q, 0);
}

/* The names along a vector: of its rows if it is a column, else of its columns. */
static const struct mm_strings *names_along(const struct mm_matrix *vector) {
    return vector->columns == 1 ? &vector->row_names : &vector->column_names;
}

static enum mm_status check_names(struct pairing *pairing, const struct mm_strings *p, const struct mm_strings *q) {
    return mm_check_names(pairing->run, "entry", 0, p, "entry", 1, q);
}

/* Two operands, at least one of them a single column: that one is a vector. */
static enum mm_status pair_with_vector(struct pairing *pairing) {
    struct mm_run *run = pairing->run;
    struct side *p = &pairing->p, *q = &pairing->q;
    MM_TRY(load(q));
    size_t n = mm_matrix_count(&q->vector);
    if (!mm_matrix_is_vector(&q->vector))
        return mm_run_fail(run, MM_SHAPE, "%s is a vector, but %s is %zux%zu", mm_operand_name(run, 0),
                           mm_operand_name(run, 1), q->vector.rows, q->vector.columns);
    if (p->input.chosen == n && n > 1) { /* rows of P, each with the vector Q */
        struct mm_row row = {.values = q->vector.values};
        bool missing;
        struct mm_strings names = {0};
        MM_TRY(mm_input_names(&p->input, &names));
        MM_TRY(check_names(pairing, &names, names_along(&q->vector)));
        mm_strings_free(&names);
        MM_TRY(start(pairing, n));
        MM_TRY(prepare(pairing, q, &row, &missing));
        MM_TRY(pair_with_one(pairing, missing));
        if (pairing->quantity.count <= 1 || pairing->kernel->broadcast) return MM_OK;
        return mm_run_fail(run, MM_SHAPE, "%s has %zu rows, %s is one vector", mm_operand_name(run, 0),
                           pairing->quantity.count, mm_operand_name(run, 1));
    }
    MM_TRY(load(p));
    if (mm_matrix_count(&p->vector) != n || !mm_matrix_is_vector(&p->vector))
        return mm_run_fail(run, MM_SHAPE, "%s is %zux%zu, %s is %zux%zu: the vectors must be of one length",
                           mm_operand_name(run, 0), p->vector.rows, p->vector.columns, mm_operand_name(run, 1),
                           q->vector.rows, q->vector.columns);
    MM_TRY(check_names(pairing, names_along(&p->vector), names_along(&q->vector)));
    return pair_vectors(pairing, p->vector.values, q->vector.values, n);
}

static enum mm_status pair_two(struct pairing *pairing) {
    struct mm_run *run = pairing->run;
    struct mm_take take = {.by_cell = true};
    MM_TRY(mm_input_open(&pairing->p.input, run, 0, 1, &take));
    MM_TRY(mm_input_open(&pairing->q.input, run, 1, 1, &take));
    bool vector = pairing->p.input.chosen == 1 || pairing->q.input.chosen == 1;
    MM_TRY(vector ? pair_with_vector(pairing) : pair_rows(pairing));
    mm_input_close(&pairing->p.input);
    mm_input_close(&pairing->q.input);
    mm_matrix_free(&pairing->p.vector);
    mm_matrix_free(&pairing->q.vector);
    return MM_OK;
}

enum mm_status mm_run_pairs(struct mm_run *run, const struct mm_pair_kernel *kernel) {
    struct pairing pairing = {.run = run, .kernel = kernel, .board = {.run = run}};
    MM_TRY(run->operand_count < 2 ? pair_within(&pairing) : pair_two(&pairing));
    MM_TRY(finish(&pairing));
    free(pairing.p.prepared);
    free(pairing.q.prepared);
    free(pairing.values);
    free(pairing.failed);
    return MM_OK;
}
