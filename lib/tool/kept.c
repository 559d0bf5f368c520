/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole table kept as it came, to be written again with one more column. */
#include "tool/kept.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "tool/output.h"

static const size_t absent = (size_t)-1;

/* The columns of the input that are kept, without those of keys, which are delivered behind them. */
struct shape {
    size_t texts, numbers;
    bool labelled;
    size_t old_text, old_number; /* which of them is a column of the name that is added now, and left out; or absent */
};

static struct shape shape_of(const struct mm_input *input) {
    struct shape shape = {.labelled = input->schema.labelled, .old_text = absent, .old_number = absent};
    for (size_t j = 0; j < input->chosen; j++)
        *(input->schema.columns[j].kind == MM_NUMBER ? &shape.numbers : &shape.texts) += 1;
    return shape;
}

static bool add_text(struct mm_kept *kept, struct mm_span text) {
    if (!mm_grow(&kept->lengths, &kept->length_capacity, kept->length_count, 1, sizeof *kept->lengths)) return false;
    kept->lengths[kept->length_count++] = text.text == NULL ? absent : text.length;
    if (text.text != NULL) mm_buffer_add(&kept->bytes, text.text, text.length);
    return !kept->bytes.failed;
}

enum mm_status mm_kept_add(struct mm_kept *kept, const struct mm_block *block, size_t i) {
    struct shape shape = shape_of(kept->input);
    bool ok = !shape.labelled || add_text(kept, block->labels[i]);
    for (size_t j = 0; ok && j < shape.texts; j++) ok = add_text(kept, block->texts[i * block->text_columns + j]);
    if (!ok || !mm_grow(&kept->numbers, &kept->number_capacity, kept->number_count, shape.numbers, sizeof(double)))
        return mm_fail_memory(&kept->input->run->error);
    for (size_t j = 0; j < shape.numbers; j++)
        kept->numbers[kept->number_count++] = block->numbers[i * block->number_columns + j];
    kept->rows++;
    return MM_OK;
}

struct mm_span mm_kept_cell(const struct mm_input *input, const struct mm_block *block, size_t i, size_t column,
                            char buffer[MM_NUMBER_TEXT]) {
    const struct mm_column *columns = input->schema.columns;
    bool number = columns[column].kind == MM_NUMBER;
    size_t before = 0;
    for (size_t j = 0; j < column; j++) before += (columns[j].kind == MM_NUMBER) == number;
    if (!number) return block->texts[i * block->text_columns + before];
    return (struct mm_span){buffer, mm_format_number(block->numbers[i * block->number_columns + before], buffer)};
}

enum mm_status mm_kept_group(struct mm_kept *kept, const struct mm_block *block, size_t i, size_t *group) {
    enum { KEYS = 16 };
    struct mm_run *run = kept->input->run;
    char buffers[KEYS][MM_NUMBER_TEXT];
    struct mm_span cells[KEYS];
    *group = 0;
    if (run->common.by == NULL) return MM_OK;
    if (kept->groups == NULL) {
        MM_TRY(mm_select(&kept->input->schema, run->common.by, &kept->by, &run->error));
        if (kept->by.count > KEYS) return mm_run_fail(run, MM_USAGE, "--by: more than %d columns", KEYS);
        kept->groups = mm_groups_new(kept->by.count);
    }
    for (size_t k = 0; k < kept->by.count; k++)
        cells[k] = mm_kept_cell(kept->input, block, i, kept->by.indices[k], buffers[k]);
    bool found = kept->groups != NULL && mm_groups_find(kept->groups, cells, group);
    return found ? MM_OK : mm_fail_memory(&run->error);
}

/* Where the next cells stand. */
struct cursor {
    size_t text, length;
};

static struct mm_span next_text(const struct mm_kept *kept, struct cursor *at) {
    size_t length = kept->lengths[at->length++];
    if (length == absent) return (struct mm_span){NULL, 0};
    struct mm_span text = {length > 0 ? kept->bytes.text + at->text : "", length};
    at->text += length;
    return text;
}

/* One row, in room that the caller gives. */
static void fill_row(const struct mm_kept *kept, struct shape shape, size_t i, struct cursor *at, double value,
                     struct mm_span *label, struct mm_span *texts, double *numbers) {
    if (shape.labelled) *label = next_text(kept, at);
    for (size_t j = 0; j < shape.texts; j++) {
        struct mm_span text = next_text(kept, at);
        if (j != shape.old_text) *texts++ = text;
    }
    for (size_t j = 0; j < shape.numbers; j++)
        if (j != shape.old_number) *numbers++ = kept->numbers[i * shape.numbers + j];
    *numbers = value;
}

static enum mm_status write_rows(const struct mm_kept *kept, struct shape shape, const double *values,
                                 struct mm_output *output) {
    enum { ROWS = 1024 };
    enum mm_status status = MM_OK;
    struct cursor at = {0, 0};
    size_t out_texts = shape.texts - (shape.old_text != absent);
    size_t out_numbers = shape.numbers - (shape.old_number != absent) + 1;
    struct mm_span *labels = mm_new(ROWS, sizeof *labels), *texts = mm_new(ROWS, (shape.texts + 1) * sizeof *texts);
    double *numbers = mm_new_doubles(ROWS, shape.numbers + 1);
    if (labels == NULL || texts == NULL || numbers == NULL) status = mm_fail_memory(&kept->input->run->error);
    for (size_t i = 0; status == MM_OK && i < kept->rows;) {
        struct mm_block block = {.number_columns = out_numbers,
                                 .text_columns = out_texts,
                                 .numbers = numbers,
                                 .texts = texts,
                                 .labels = shape.labelled ? labels : NULL,
                                 .first_row = i};
        for (; block.rows < ROWS && i < kept->rows; block.rows++, i++)
            fill_row(kept, shape, i, &at, values[i], labels + block.rows, texts + block.rows * out_texts,
                     numbers + block.rows * out_numbers);
        status = mm_output_rows(output, &block);
    }
    free(labels);
    free(texts);
    free(numbers);
    return status;
}

enum mm_status mm_kept_output(const struct mm_kept *kept, const char *name, const double *values) {
    const struct mm_schema *from = &kept->input->schema;
    struct mm_schema schema = {.named = from->named, .rows = kept->rows};
    struct mm_output output;
    struct shape shape = shape_of(kept->input);
    bool alone = kept->input->chosen == 1 && !shape.labelled, ok = true;
    if (alone) shape = (struct shape){.old_text = absent, .old_number = absent};
    for (size_t j = 0, texts = 0, numbers = 0; ok && !alone && j < kept->input->chosen; j++) {
        const struct mm_column *column = &from->columns[j];
        bool text = column->kind != MM_NUMBER;
        size_t place = text ? texts++ : numbers++;
        if (from->named && strcmp(column->name, name) == 0 && shape.old_text == absent && shape.old_number == absent)
            *(text ? &shape.old_text : &shape.old_number) = place;
        else
            ok = mm_schema_add(&schema, column->name, strlen(column->name), column->kind);
    }
    if (shape.labelled) {
        schema.labelled = true;
        schema.label_name = mm_copy_text(from->label_name, strlen(from->label_name));
        ok = ok && schema.label_name != NULL;
    }
    if (!ok || !mm_schema_add(&schema, from->named ? name : "", from->named ? strlen(name) : 0, MM_NUMBER)) {
        mm_schema_free(&schema);
        return mm_fail_memory(&kept->input->run->error);
    }
    enum mm_status status = mm_output_open(&output, kept->input->run, &schema, MM_SHAPE_TABLE);
    mm_schema_free(&schema);
    if (status == MM_OK) status = write_rows(kept, shape, values, &output);
    return status == MM_OK ? mm_output_finish(&output) : status;
}

void mm_kept_free(struct mm_kept *kept) {
    mm_buffer_free(&kept->bytes);
    free(kept->lengths);
    free(kept->numbers);
    mm_selection_free(&kept->by);
    mm_groups_free(kept->groups);
}
