/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables side by side: by key, by row label, or by place. */
#include "tool/beside.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "data/groups.h"
#include "tool/held.h"
#include "tool/rows_out.h"

/* One operand. */
struct side {
    struct mm_input input;
    size_t numbers, texts; /* cells of a row that go out, keys not counted */
    struct mm_held_table held;
    size_t *row_of; /* by number of the key: the row that has it, or SIZE_MAX; so many numbers were known then */
    size_t known, capacity;
    bool *used; /* rows that found a partner */
};

struct joining {
    struct mm_run *run;
    const struct mm_beside_choice *choice;
    struct side *sides;
    size_t count, keys;
    bool by_label;
    struct mm_groups *groups;
    const struct side *own; /* the operand whose row is put out for itself, whatever its key; null: the first's */
    size_t own_row;
    struct mm_rows_out out;
    char example[80]; /* the first key of the first operand without a partner */
    size_t alone;     /* how many there are */
};

static enum mm_kind key_kind(const struct joining *joining, size_t key) {
    const char *name = joining->sides[0].input.key_names.items[key];
    for (size_t s = 0; s < joining->count; s++) {
        const struct mm_schema *schema = mm_reader_schema(joining->sides[s].input.reader);
        for (size_t j = 0; j < schema->count; j++)
            if (strcmp(schema->columns[j].name, name) == 0 && schema->columns[j].kind == MM_TEXT) return MM_TEXT;
    }
    return MM_NUMERAL; /* a number in all of them: written without quotes in JSON, too */
}

static enum mm_status check_headers(const struct joining *joining) {
    for (size_t s = 1; s < joining->count; s++)
        MM_TRY(mm_check_headed(joining->run, &joining->sides[0].input.schema, 0, &joining->sides[s].input.schema, s));
    return MM_OK;
}

static enum mm_status add_names(struct joining *joining, const struct mm_strings *prefixes) {
    struct mm_schema *schema = &joining->out.schema;
    for (size_t s = 0; s < joining->count; s++) {
        const struct mm_schema *from = &joining->sides[s].input.schema;
        for (size_t j = 0; j < from->count; j++) {
            struct mm_buffer name = {0};
            bool named = from->columns[j].name[0] != '\0';
            if (named && prefixes->count > 0) mm_buffer_add_text(&name, prefixes->items[s]);
            mm_buffer_add_text(&name, from->columns[j].name);
            for (size_t k = 0; named && !name.failed && k < schema->count; k++)
                if (strcmp(schema->columns[k].name, name.text) == 0)
                    return mm_run_fail(joining->run, MM_SHAPE,
                                       "%s has a column '%s' like one before it; --prefix=a_,b_ keeps them apart",
                                       mm_operand_name(joining->run, s), from->columns[j].name);
            bool ok = !name.failed && mm_schema_add(schema, name.text, name.length, from->columns[j].kind);
            mm_buffer_free(&name);
            if (!ok) return mm_fail_memory(&joining->run->error);
        }
    }
    return MM_OK;
}

static enum mm_status describe(struct joining *joining) {
    struct mm_schema *schema = &joining->out.schema;
    struct mm_strings prefixes = {0};
    enum mm_status status = MM_OK;
    schema->named = joining->sides[0].input.schema.named;
    for (size_t s = 0; s < joining->count && !schema->labelled; s++) {
        const struct mm_schema *from = &joining->sides[s].input.schema;
        if (!from->labelled) continue;
        schema->labelled = true;
        schema->label_name = mm_copy_text(from->label_name, strlen(from->label_name));
        if (schema->label_name == NULL) return mm_fail_memory(&joining->run->error);
    }
    for (size_t k = 0; k < joining->keys; k++) {
        const char *name = joining->sides[0].input.key_names.items[k];
        if (!mm_schema_add(schema, name, strlen(name), key_kind(joining, k)))
            return mm_fail_memory(&joining->run->error);
    }
    if (joining->choice->prefixes != NULL && !mm_strings_split(&prefixes, joining->choice->prefixes, ','))
        return mm_fail_memory(&joining->run->error);
    if (prefixes.count > 0 && prefixes.count != joining->count)
        status = mm_run_fail(joining->run, MM_USAGE, "--prefix: %zu for %zu inputs", prefixes.count, joining->count);
    if (status == MM_OK) status = add_names(joining, &prefixes);
    mm_strings_free(&prefixes);
    return status;
}

static enum mm_status open_sides(struct joining *joining) {
    struct mm_take take = {.verbatim = true, .keys = joining->choice->key};
    joining->by_label = joining->choice->key == NULL && !joining->run->common.ignore_labels;
    for (size_t s = 0; s < joining->count; s++) {
        struct side *side = &joining->sides[s];
        MM_TRY(mm_input_open(&side->input, joining->run, s, 1, &take));
        for (size_t j = 0; j < side->input.schema.count; j++)
            if (side->input.schema.columns[j].kind == MM_NUMBER)
                side->numbers++;
            else
                side->texts++;
        joining->by_label = joining->by_label && side->input.schema.labelled;
    }
    joining->keys = joining->sides[0].input.key_names.count;
    MM_TRY(check_headers(joining));
    return describe(joining);
}

/* The number of the key of a row; SIZE_MAX where a cell of it is missing, which is like no other. */
static enum mm_status key_number(struct joining *joining, const struct mm_span *keys, struct mm_span label,
                                 size_t *number) {
    const struct mm_span *cells = joining->by_label ? &label : keys;
    *number = SIZE_MAX;
    for (size_t k = 0; k < (joining->by_label ? 1 : joining->keys); k++)
        if (cells[k].text == NULL) return MM_OK;
    if (mm_groups_find(joining->groups, cells, number)) return MM_OK;
    return mm_fail_memory(&joining->run->error);
}

/* A key as people read it: "a, b". */
static void show_key(const struct joining *joining, size_t number, char *text, size_t size) {
    text[0] = '\0';
    if (number == SIZE_MAX) return;
    const struct mm_span *cells = mm_groups_key(joining->groups, number);
    size_t used = 0, count = joining->by_label ? 1 : joining->keys;
    for (size_t k = 0; k < count && used < size; k++)
        used += (size_t)snprintf(text + used, size - used, "%s%.*s", k > 0 ? ", " : "", (int)cells[k].length,
                                 cells[k].text != NULL ? cells[k].text : "");
}

static enum mm_status fail_twice(struct joining *joining, struct side *side, size_t number, size_t row) {
    char key[80];
    size_t before = side->row_of[number], *lines = side->held.lines;
    show_key(joining, number, key, sizeof key);
    if (lines[row] > 0)
        return mm_fail_at(&joining->run->error, MM_DATA, mm_input_name(&side->input), lines[row], 0,
                          "the key '%s' stands in line %zu already", key, lines[before]);
    return mm_fail_at(&joining->run->error, MM_DATA, mm_input_name(&side->input), 0, 0,
                      "the key '%s' stands in rows %zu and %zu", key, before + 1, row + 1);
}

/* Up to key NUMBER, none has a row yet. */
static bool know(struct side *side, size_t number) {
    if (number < side->known) return true;
    size_t more = number + 1 - side->known;
    if (!mm_grow(&side->row_of, &side->capacity, side->known, more, sizeof *side->row_of)) return false;
    memset(side->row_of + side->known, 0xff, more * sizeof *side->row_of);
    side->known += more;
    return true;
}

static enum mm_status hold(struct joining *joining, struct side *side) {
    MM_TRY(mm_held_table_read(&side->held, &side->input));
    const struct mm_held_table *held = &side->held;
    side->used = mm_new_zero(held->rows, sizeof *side->used);
    if (side->used == NULL) return mm_fail_memory(&joining->run->error);
    for (size_t i = 0; i < held->rows; i++) {
        size_t number;
        MM_TRY(key_number(joining, held->texts + i * held->text_columns + side->texts,
                          held->labels != NULL ? held->labels[i] : (struct mm_span){0}, &number));
        if (number == SIZE_MAX) continue;
        if (!know(side, number)) return mm_fail_memory(&joining->run->error);
        if (side->row_of[number] != SIZE_MAX) return fail_twice(joining, side, number, i);
        side->row_of[number] = i;
    }
    return MM_OK;
}

/* The row of a side that is held with this key, or SIZE_MAX. */
static size_t partner(const struct side *side, size_t number) {
    return number < side->known ? side->row_of[number] : SIZE_MAX;
}

/* One row out: KEYS and LABEL, the cells of the first operand (null: missing), those of the partners. */
static enum mm_status put(struct joining *joining, size_t number, const struct mm_span *keys, struct mm_span label,
                          const double *numbers, const struct mm_span *texts) {
    struct mm_rows_out *out = &joining->out;
    mm_rows_out_cells(out, NULL, 0, keys, joining->keys);
    mm_rows_out_cells(out, numbers, joining->sides[0].numbers, texts, joining->sides[0].texts);
    for (size_t s = 1; s < joining->count; s++) {
        struct side *side = &joining->sides[s];
        const struct mm_held_table *held = &side->held;
        size_t row = side == joining->own ? joining->own_row : partner(side, number);
        bool found = row != SIZE_MAX;
        if (found) side->used[row] = true;
        mm_rows_out_cells(out, found ? held->numbers + row * held->number_columns : NULL, side->numbers,
                          found ? held->texts + row * held->text_columns : NULL, side->texts);
    }
    return mm_rows_out_end(out, label);
}

static enum mm_status stream_first(struct joining *joining) {
    struct side *first = &joining->sides[0];
    struct mm_block block;
    for (;;) {
        MM_TRY(mm_input_next(&first->input, &block));
        if (block.rows == 0) return MM_OK;
        for (size_t i = 0; i < block.rows; i++) {
            const struct mm_span *texts = block.texts + i * block.text_columns, *keys = texts + first->texts;
            struct mm_span label = block.labels != NULL ? block.labels[i] : (struct mm_span){0};
            size_t number, found = 0;
            MM_TRY(key_number(joining, keys, label, &number));
            for (size_t s = 1; s < joining->count; s++) found += partner(&joining->sides[s], number) != SIZE_MAX;
            if (found + 1 < joining->count && joining->alone++ == 0)
                show_key(joining, number, joining->example, sizeof joining->example);
            if (found + 1 < joining->count && joining->choice->join == MM_JOIN_INNER) continue;
            MM_TRY(put(joining, number, keys, label, block.numbers + i * block.number_columns, texts));
        }
        MM_TRY(mm_rows_out_flush(&joining->out)); /* its spans go with the block */
    }
}

/* Rows of the operands that are held whose key the first one does not have; with OUTER they come out behind. */
static enum mm_status rest(struct joining *joining) {
    for (size_t s = 1; s < joining->count; s++) {
        struct side *side = &joining->sides[s];
        const struct mm_held_table *held = &side->held;
        char example[80] = "";
        size_t alone = 0;
        for (size_t i = 0; i < held->rows; i++) {
            if (side->used[i]) continue;
            const struct mm_span *keys = held->texts + i * held->text_columns + side->texts;
            struct mm_span label = held->labels != NULL ? held->labels[i] : (struct mm_span){0};
            size_t number;
            MM_TRY(key_number(joining, keys, label, &number));
            if (alone++ == 0) show_key(joining, number, example, sizeof example);
            joining->own = side;
            joining->own_row = i;
            if (joining->choice->join == MM_JOIN_OUTER) MM_TRY(put(joining, number, keys, label, NULL, NULL));
        }
        if (alone > 0)
            mm_note(joining->run, "%s %zu row%s of %s without a partner in %s (the first is '%s')",
                    joining->choice->join == MM_JOIN_OUTER ? "kept" : "left out", alone, alone == 1 ? "" : "s",
                    mm_operand_name(joining->run, s), mm_operand_name(joining->run, 0), example);
    }
    return MM_OK;
}

static enum mm_status join_by_key(struct joining *joining) {
    joining->groups = mm_groups_new(joining->by_label ? 1 : joining->keys);
    if (joining->groups == NULL) return mm_fail_memory(&joining->run->error);
    for (size_t s = 1; s < joining->count; s++) MM_TRY(hold(joining, &joining->sides[s]));
    MM_TRY(stream_first(joining));
    if (joining->alone > 0)
        mm_note(joining->run, "%s %zu row%s of %s without a partner (the first is '%s')",
                joining->choice->join == MM_JOIN_INNER ? "left out" : "kept", joining->alone,
                joining->alone == 1 ? "" : "s", mm_operand_name(joining->run, 0), joining->example);
    MM_TRY(rest(joining));
    mm_groups_free(joining->groups);
    return MM_OK;
}

/* The next rows, one of each; the first label there is. ENDED counts the inputs that have no more. */
static enum mm_status next_rows(struct joining *joining, struct mm_row *rows, size_t *ended) {
    *ended = 0;
    for (size_t s = 0; s < joining->count; s++) {
        MM_TRY(mm_input_row(&joining->sides[s].input, &rows[s]));
        *ended += joining->sides[s].input.block.rows == 0;
    }
    return MM_OK;
}

static enum mm_status fail_parted(struct joining *joining, const struct mm_row *rows) {
    size_t longer = 0, shorter = 0;
    for (size_t s = 0; s < joining->count; s++) {
        if (joining->sides[s].input.block.rows > 0)
            longer = s;
        else
            shorter = s;
    }
    return mm_input_fail(&joining->sides[longer].input, &rows[longer], MM_SHAPE,
                         "%s has only %zu rows; tables without labels and --key are put side by side row by row",
                         mm_operand_name(joining->run, shorter), rows[longer].index);
}

static enum mm_status join_by_place(struct joining *joining) {
    struct mm_row *rows = mm_new_zero(joining->count, sizeof *rows);
    size_t ended;
    if (rows == NULL) return mm_fail_memory(&joining->run->error);
    for (;;) {
        bool turns = false; /* a block whose rows are all taken: its spans go when the next is read */
        MM_TRY(next_rows(joining, rows, &ended));
        if (ended == joining->count) break;
        if (ended > 0) return fail_parted(joining, rows);
        struct mm_span label = {NULL, 0};
        for (size_t s = 0; s < joining->count; s++) {
            struct side *side = &joining->sides[s];
            const struct mm_block *block = &side->input.block;
            size_t i = side->input.block_row - 1;
            mm_rows_out_cells(&joining->out, rows[s].values, side->numbers, block->texts + i * block->text_columns,
                              side->texts);
            if (label.text == NULL) label = rows[s].label;
            turns = turns || side->input.block_row == block->rows;
        }
        MM_TRY(mm_rows_out_end(&joining->out, label));
        if (turns) MM_TRY(mm_rows_out_flush(&joining->out));
    }
    free(rows);
    return MM_OK;
}

enum mm_status mm_put_beside(struct mm_run *run, const struct mm_beside_choice *choice) {
    struct joining joining = {.run = run,
                              .choice = choice,
                              .count = run->operand_count,
                              .sides = mm_new_zero(run->operand_count, sizeof *joining.sides),
                              .out = {.run = run}};
    if (joining.sides == NULL) return mm_fail_memory(&run->error);
    MM_TRY(open_sides(&joining));
    bool by_key = joining.by_label || choice->key != NULL;
    if (!by_key && choice->join != MM_JOIN_INNER)
        return mm_run_fail(run, MM_USAGE, "--join is for --key and for inputs that all have row labels");
    MM_TRY(mm_rows_out_open(&joining.out));
    MM_TRY(by_key ? join_by_key(&joining) : join_by_place(&joining));
    MM_TRY(mm_rows_out_finish(&joining.out));
    for (size_t s = 0; s < joining.count; s++) {
        mm_input_close(&joining.sides[s].input);
        mm_held_table_free(&joining.sides[s].held);
        free(joining.sides[s].row_of);
        free(joining.sides[s].used);
    }
    free(joining.sides);
    return MM_OK;
}
