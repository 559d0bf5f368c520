/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of the largest numbers, as rows of text and numbers that go out a block at a time. */
#include "tool/argmax.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "numeric/largest.h"
#include "tool/input.h"
#include "tool/output.h"

enum { DIGITS = 24, MOST_NUMERALS = 3, MOST_TEXTS = MOST_NUMERALS + 1 };

static const size_t absent = (size_t)-1;

/* Rows on their way out: as many numerals as the schema has, a name where it has one, a value. */
struct places {
    struct mm_input *input;
    const struct mm_argmax *wanted;
    struct mm_schema schema;
    struct mm_output output;
    size_t numerals;
    bool named;
    size_t rows, value_capacity, digit_capacity, text_capacity, label_capacity;
    double *values;
    char (*digits)[DIGITS];
    struct mm_span *texts, *labels;
};

static bool add_field(struct places *places, const char *name, enum mm_kind kind) {
    if (kind == MM_NUMERAL) places->numerals++;
    return mm_schema_add(&places->schema, name, strlen(name), kind);
}

/* What stands before the index: WHICH vector (null: it is told by its place in the output) and the rank among several.
 */
static enum mm_status start(struct places *places, const char *which, bool named, const char *label_name) {
    struct mm_schema *schema = &places->schema;
    bool many = places->wanted->count > 1;
    schema->named = true;
    schema->rows = MM_ROWS_UNKNOWN;
    bool ok = which == NULL || add_field(places, which, MM_NUMERAL);
    if (ok && many) ok = add_field(places, "rank", MM_NUMERAL);
    if (ok) ok = add_field(places, "index", MM_NUMERAL);
    if (ok && named) ok = add_field(places, "name", MM_TEXT);
    if (ok) ok = add_field(places, "value", MM_NUMBER);
    places->named = named;
    schema->labelled = label_name != NULL;
    if (ok && schema->labelled) ok = (schema->label_name = mm_copy_text(label_name, strlen(label_name))) != NULL;
    if (!ok) return mm_fail_memory(&places->input->run->error);
    return mm_output_open(&places->output, places->input->run, schema, MM_SHAPE_TABLE);
}

/* Room for COUNT rows, which a block is never longer than: what was written stays where it is until mm_output_rows. */
static enum mm_status reserve(struct places *places, size_t count) {
    size_t texts;
    if (!mm_multiply_sizes(count, MOST_TEXTS, &texts) ||
        !mm_grow(&places->values, &places->value_capacity, 0, count, sizeof *places->values) ||
        !mm_grow(&places->digits, &places->digit_capacity, 0, texts, sizeof *places->digits) ||
        !mm_grow(&places->texts, &places->text_capacity, 0, texts, sizeof *places->texts) ||
        !mm_grow(&places->labels, &places->label_capacity, 0, count, sizeof *places->labels))
        return mm_fail_memory(&places->input->run->error);
    places->rows = 0;
    return MM_OK;
}

/* One row; NUMERALS as many as the schema has. */
static void put(struct places *places, const size_t *numerals, struct mm_span name, double value,
                struct mm_span label) {
    size_t row = places->rows++, columns = places->numerals + places->named;
    struct mm_span *texts = places->texts + row * columns;
    for (size_t j = 0; j < places->numerals; j++) {
        char *digits = places->digits[row * places->numerals + j];
        texts[j] = (struct mm_span){NULL, 0};
        if (numerals[j] != absent)
            texts[j] = (struct mm_span){digits, (size_t)snprintf(digits, DIGITS, "%" PRIu64, (uint64_t)numerals[j])};
    }
    if (places->named) texts[places->numerals] = isnan(value) ? (struct mm_span){NULL, 0} : name;
    places->values[row] = value;
    places->labels[row] = label.text != NULL ? label : mm_span_of("");
}

static enum mm_status flush(struct places *places) {
    struct mm_block block = {.rows = places->rows,
                             .number_columns = 1,
                             .text_columns = places->numerals + places->named,
                             .numbers = places->values,
                             .texts = places->texts,
                             .labels = places->schema.labelled ? places->labels : NULL};
    return mm_output_rows(&places->output, &block);
}

static enum mm_status finish(struct places *places) {
    MM_TRY(mm_output_finish(&places->output));
    mm_schema_free(&places->schema);
    free(places->values);
    free(places->digits);
    free(places->texts);
    free(places->labels);
    return MM_OK;
}

/* The vector number WHICH (shown if `which` heads a field), best first. NAME_OF gives the name of an item. */
static void put_vector(struct places *places, struct mm_largest *largest, bool which_shown, size_t which,
                       struct mm_span label, bool has_nan, struct mm_span (*name_of)(const void *, size_t),
                       const void *names, bool names_by_slot) {
    mm_largest_sort(largest);
    for (size_t i = 0; i < places->wanted->count; i++) {
        const struct mm_largest_item *item = &largest->items[i];
        size_t numerals[MOST_NUMERALS], count = 0;
        if (which_shown) numerals[count++] = which;
        if (places->wanted->count > 1) numerals[count++] = i + 1;
        numerals[count] = has_nan ? absent : item->index;
        struct mm_span name = {NULL, 0};
        if (places->named && !has_nan) name = name_of(names, names_by_slot ? item->slot : item->index);
        put(places, numerals, name, has_nan ? NAN : item->value, label);
    }
}

static struct mm_span column_name(const void *names, size_t j) {
    return mm_span_of(((const struct mm_schema *)names)->columns[j].name);
}

static struct mm_span slot_name(const void *names, size_t slot) {
    return mm_span_of(((char *const *)names)[slot]);
}

static enum mm_status argmax_rows(struct places *places) {
    struct mm_input *input = places->input;
    size_t n = input->chosen, k = places->wanted->count, dropped = 0;
    bool omit = input->run->common.missing == MM_MISSING_OMIT;
    struct mm_largest largest;
    struct mm_block block;
    if (k > n) return mm_run_fail(input->run, MM_USAGE, "--top: %zu of a row that has %zu numbers", k, n);
    MM_TRY(start(places, k > 1 ? "row" : NULL, mm_schema_has_names(&input->schema),
                 input->schema.labelled ? input->schema.label_name : NULL));
    if (mm_largest_new(&largest, k, places->wanted->least) != MM_OK) return mm_fail_memory(&input->run->error);
    for (;;) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) break;
        size_t rows;
        if (!mm_multiply_sizes(block.rows, k, &rows)) return mm_fail_memory(&input->run->error);
        MM_TRY(reserve(places, rows));
        for (size_t i = 0; i < block.rows; i++) {
            const double *x = block.numbers + i * n;
            bool has_nan = false;
            mm_largest_clear(&largest);
            for (size_t j = 0; j < n; j++)
                if (isnan(x[j]))
                    has_nan = true;
                else
                    mm_largest_add(&largest, x[j], j);
            if (has_nan && omit) {
                dropped++;
                continue;
            }
            put_vector(places, &largest, k > 1, block.first_row + i,
                       block.labels != NULL ? block.labels[i] : (struct mm_span){NULL, 0}, has_nan, column_name,
                       &input->schema, false);
        }
        MM_TRY(flush(places));
    }
    mm_largest_free(&largest);
    if (dropped > 0) mm_note(input->run, "left out %zu row%s with missing values", dropped, dropped == 1 ? "" : "s");
    return finish(places);
}

/* The best of one column so far (or of everything), with the labels of their rows. */
struct column {
    struct mm_largest largest;
    char **labels; /* of the slots */
    size_t missing;
    bool has_nan; /* one was missing, and is not to be left out */
};

static enum mm_status column_start(struct column *column, const struct mm_argmax *wanted) {
    *column = (struct column){.labels = mm_new_zero(wanted->count, sizeof *column->labels)};
    return column->labels == NULL ? MM_MEMORY : mm_largest_new(&column->largest, wanted->count, wanted->least);
}

static void column_stop(struct column *column, size_t count) {
    for (size_t i = 0; i < count; i++) free(column->labels[i]);
    free(column->labels);
    mm_largest_free(&column->largest);
}

static enum mm_status column_add(struct column *column, double value, size_t index, const struct mm_span *label) {
    if (isnan(value)) {
        column->missing++;
        return MM_OK;
    }
    size_t slot = mm_largest_add(&column->largest, value, index);
    if (slot == MM_LARGEST_NOT_KEPT || label == NULL) return MM_OK;
    free(column->labels[slot]);
    column->labels[slot] = mm_copy_text(label->text, label->length);
    return column->labels[slot] == NULL ? MM_MEMORY : MM_OK;
}

/* Every number of the input goes to the column it stands in; with ALL to the only one there is. */
static enum mm_status gather(struct mm_input *input, struct column *columns, bool all, size_t *rows) {
    struct mm_block block;
    size_t n = input->chosen;
    for (*rows = 0;; *rows += block.rows) {
        MM_TRY(mm_input_next(input, &block));
        if (block.rows == 0) return MM_OK;
        for (size_t i = 0; i < block.rows; i++)
            for (size_t j = 0; j < n; j++) {
                size_t row = block.first_row + i;
                const struct mm_span *label = block.labels != NULL ? &block.labels[i] : NULL;
                MM_TRY(column_add(&columns[all ? 0 : j], block.numbers[i * n + j], all ? row * n + j : row, label));
            }
    }
}

/* Of all numbers: the row first, then the place in it, each row under its own label. */
static void put_all(struct places *places, struct column *all) {
    const struct mm_schema *schema = &places->input->schema;
    mm_largest_sort(&all->largest);
    for (size_t i = 0; i < places->wanted->count; i++) {
        const struct mm_largest_item *item = &all->largest.items[i];
        size_t numerals[MOST_NUMERALS], count = 0, j = all->has_nan ? 0 : item->index % schema->count;
        numerals[count++] = all->has_nan ? absent : item->index / schema->count;
        if (places->wanted->count > 1) numerals[count++] = i + 1;
        numerals[count] = all->has_nan ? absent : j;
        const char *label = all->has_nan ? NULL : all->labels[item->slot];
        put(places, numerals, mm_span_of(schema->columns[j].name), all->has_nan ? NAN : item->value,
            mm_span_of(label != NULL ? label : ""));
    }
}

/* Each must have as many numbers as are asked for, and says what it left out. */
static enum mm_status check_columns(struct mm_input *input, struct column *columns, size_t count, size_t k) {
    size_t missing = 0;
    for (size_t j = 0; j < count; j++) {
        columns[j].has_nan = columns[j].missing > 0 && input->run->common.missing == MM_MISSING_KEEP;
        missing += columns[j].missing;
        if (!columns[j].has_nan && columns[j].largest.count < k)
            return mm_fail_at(&input->run->error, MM_TOO_FEW, mm_input_name(input), 0, 0, "%zu number%s, not %zu",
                              columns[j].largest.count, columns[j].largest.count == 1 ? "" : "s", k);
    }
    if (missing > 0 && input->run->common.missing == MM_MISSING_OMIT)
        mm_note(input->run, "left out %zu missing value%s", missing, missing == 1 ? "" : "s");
    return MM_OK;
}

static enum mm_status argmax_columns(struct places *places, bool all) {
    struct mm_input *input = places->input;
    const struct mm_schema *schema = &input->schema;
    size_t k = places->wanted->count, rows, count = all ? 1 : input->chosen;
    bool vector = input->chosen == 1, headed = mm_schema_has_names(schema);
    struct column *columns = mm_new(count, sizeof *columns);
    if (columns == NULL) return mm_fail_memory(&input->run->error);
    for (size_t j = 0; j < count; j++)
        if (column_start(&columns[j], places->wanted) != MM_OK) return mm_fail_memory(&input->run->error);
    if (all)
        MM_TRY(start(places, "row", headed, schema->labelled ? schema->label_name : NULL));
    else
        MM_TRY(start(places, k > 1 && !vector ? "column" : NULL, schema->labelled, headed && !vector ? "" : NULL));
    MM_TRY(gather(input, columns, all, &rows));
    if (rows == 0) return mm_fail_at(&input->run->error, MM_TOO_FEW, mm_input_name(input), 0, 0, "no rows");
    MM_TRY(check_columns(input, columns, count, k));
    MM_TRY(reserve(places, count * k));
    for (size_t j = 0; j < count; j++) {
        if (all)
            put_all(places, &columns[j]);
        else
            put_vector(places, &columns[j].largest, k > 1 && !vector, j,
                       headed ? mm_span_of(schema->columns[j].name) : (struct mm_span){NULL, 0}, columns[j].has_nan,
                       slot_name, columns[j].labels, true);
    }
    MM_TRY(flush(places));
    for (size_t j = 0; j < count; j++) column_stop(&columns[j], k);
    free(columns);
    return finish(places);
}

enum mm_status mm_run_argmax(struct mm_run *run, const struct mm_argmax *wanted) {
    struct mm_input input;
    struct places places = {.input = &input, .wanted = wanted};
    int axis = run->common.axis;
    MM_TRY(mm_input_open(&input, run, 0, run->operand_count, &(struct mm_take){.by_cell = true}));
    enum mm_status status;
    if (axis == MM_AXIS_ALL && input.chosen > 1)
        status = argmax_columns(&places, true);
    else if (axis == MM_AXIS_ROWS || (axis == MM_AXIS_NONE && input.chosen > 1))
        status = argmax_rows(&places);
    else
        status = argmax_columns(&places, false);
    mm_input_close(&input);
    return status;
}
