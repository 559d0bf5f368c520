/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Predictions with the class that came true: a column of the same table, or of another file row by row. */
#include "tool/targets.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/memory.h"
#include "base/number.h"
#include "tool/open.h"

/* Where names are numbers, a target 3 may be the class '3' or class number 3: it has to be said. */
static enum mm_status check_names(struct mm_targets *targets) {
    const struct mm_schema *schema = &targets->input.schema;
    const char *file = mm_input_name(&targets->input);
    if (targets->by == MM_TARGET_BY_NAME && !mm_schema_has_names(schema))
        return mm_run_fail(targets->run, MM_USAGE, "--target-by=name: the columns of %s have no names", file);
    for (size_t j = 0; targets->by < 0 && j < targets->input.chosen; j++) {
        const char *name = schema->columns[j].name;
        double number;
        if (mm_parse_number(name, strlen(name), &number) != MM_NUMBER_OK) continue;
        return mm_run_fail(targets->run, MM_USAGE,
                           "the class '%s' has a number for a name: say --target-by=name or --target-by=index", name);
    }
    return MM_OK;
}

/* COLUMN is one column, and none of the classes. */
static enum mm_status check_target_column(struct mm_targets *targets, const char *column) {
    const struct mm_schema *schema = mm_reader_schema(targets->input.reader);
    size_t index;
    MM_TRY(mm_select_one(schema, column, &index, &targets->run->error));
    const char *name = schema->columns[index].name;
    for (size_t j = 0; name[0] != '\0' && j < targets->input.chosen; j++)
        if (strcmp(targets->input.schema.columns[j].name, name) == 0)
            return mm_run_fail(targets->run, MM_USAGE, "the target '%s' is one of the classes that -k names", name);
    return MM_OK;
}

static enum mm_status open_table(struct mm_targets *targets, const char *column) {
    struct mm_run *run = targets->run;
    struct mm_buffer keys = {0};
    size_t files = run->operand_count;
    if (run->common.by != NULL) mm_buffer_printf(&keys, "%s%s", run->common.by, column != NULL ? "," : "");
    if (column != NULL) mm_buffer_add_text(&keys, column);
    if (keys.failed) return mm_fail_memory(&run->error);
    if (keys.length > 0) targets->keys = mm_buffer_take(&keys);
    /* Rows of two files are dropped as pairs, by us. */
    const struct mm_take take = {.keys = targets->keys, .by_cell = column == NULL || targets->counts};
    return mm_input_open(&targets->input, run, 0, files, &take);
}

/* SPEC is FILE#COL; the last '#' parts them, unless there is a file of that very name. */
static enum mm_status open_file(struct mm_targets *targets, const char *spec) {
    struct mm_run *run = targets->run;
    const char *hash = access(spec, F_OK) == 0 ? NULL : strrchr(spec, '#');
    char *file = mm_copy_text(spec, hash == NULL ? strlen(spec) : (size_t)(hash - spec));
    if (file == NULL) return mm_fail_memory(&run->error);
    enum mm_status status = mm_texts_open(&targets->file, run, file, hash == NULL ? NULL : hash + 1);
    free(file);
    MM_TRY(status);
    if (targets->file.columns == 1) return MM_OK;
    return mm_run_fail(run, MM_USAGE, "--target-file: %zu columns in %s: name one, FILE#COL", targets->file.columns,
                       spec);
}

enum mm_status mm_targets_open(struct mm_targets *targets, struct mm_run *run, const struct mm_target_choice *choice) {
    *targets = (struct mm_targets){.run = run, .by = choice->by, .counts = choice->counts};
    if ((choice->column == NULL) == (choice->file == NULL))
        return mm_run_fail(run, MM_USAGE, "one of --target=COL and --target-file=FILE#COL must say what came true");
    if (choice->file != NULL && mm_operand_is_standard_input(choice->file)) {
        bool taken = run->operand_count == 0;
        for (size_t i = 0; i < run->operand_count; i++) taken |= mm_operand_is_standard_input(run->operands[i]);
        if (taken) return mm_run_fail(run, MM_USAGE, "standard input holds the predictions: use --target=COL");
    }
    if (!mm_tokens_parse(&targets->tokens, run->common.na_tokens)) return mm_fail_memory(&run->error);
    MM_TRY(open_table(targets, choice->column));
    if (choice->column != NULL) MM_TRY(check_target_column(targets, choice->column));
    MM_TRY(check_names(targets));
    return choice->file != NULL ? open_file(targets, choice->file) : MM_OK;
}

void mm_targets_close(struct mm_targets *targets) {
    if (targets->dropped > 0) mm_note(targets->run, "left out %zu rows with missing values", targets->dropped);
    mm_input_close(&targets->input);
    mm_texts_close(&targets->file);
    mm_tokens_free(&targets->tokens);
    free(targets->keys);
}

static enum mm_status fail_target(struct mm_targets *targets, const struct mm_row *row, size_t line,
                                  struct mm_span cell, const char *what) {
    int length = cell.length > 60 ? 60 : (int)cell.length;
    if (targets->file.reader == NULL)
        return mm_input_fail(&targets->input, row, MM_DATA, "target '%.*s' %s", length, cell.text, what);
    return mm_fail_at(&targets->run->error, MM_DATA, mm_reader_name(targets->file.reader), line, 0, "target '%.*s' %s",
                      length, cell.text, what);
}

static enum mm_status find_index(struct mm_targets *targets, const struct mm_row *row, size_t line, struct mm_span cell,
                                 double number, size_t *target) {
    if (!(number >= 0 && number < (double)targets->input.chosen))
        return fail_target(targets, row, line, cell, "is not the index of a class: they are counted from 0");
    if (floor(number) != number) return fail_target(targets, row, line, cell, "is not a whole number");
    *target = (size_t)number;
    return MM_OK;
}

/* The first class of that name, from FROM on; their number if there is none. */
static size_t find_name(const struct mm_targets *targets, struct mm_span cell, size_t from) {
    size_t j = from;
    while (j < targets->input.chosen && !mm_span_is(cell, targets->input.schema.columns[j].name)) j++;
    return j;
}

/* No class has that name: the nearest is what was meant, perhaps. */
static enum mm_status fail_name(struct mm_targets *targets, const struct mm_row *row, size_t line,
                                struct mm_span cell) {
    struct mm_strings names = {0};
    char what[200];
    char *word = mm_copy_text(cell.text, cell.length);
    if (word == NULL || mm_input_names(&targets->input, &names) != MM_OK) {
        free(word);
        return mm_fail_memory(&targets->run->error);
    }
    const char *near = mm_nearest_name(word, (const char *const *)names.items, names.count);
    snprintf(what, sizeof what, "is neither the name nor the index of a class%s%.100s%s",
             near != NULL ? "; did you mean '" : "", near != NULL ? near : "", near != NULL ? "'?" : "");
    free(word);
    mm_strings_free(&names);
    return fail_target(targets, row, line, cell, what);
}

/* The class that CELL names, by its name or its index. */
static enum mm_status find_class(struct mm_targets *targets, const struct mm_row *row, size_t line, struct mm_span cell,
                                 size_t *target) {
    double number;
    size_t n = targets->input.chosen;
    bool is_number = mm_parse_number(cell.text, cell.length, &number) == MM_NUMBER_OK;
    if (targets->by == MM_TARGET_BY_INDEX && !is_number)
        return fail_target(targets, row, line, cell, "is not the index of a class");
    if (targets->by != MM_TARGET_BY_NAME && is_number) return find_index(targets, row, line, cell, number, target);
    *target = find_name(targets, cell, 0);
    if (*target == n) return fail_name(targets, row, line, cell);
    if (find_name(targets, cell, *target + 1) < n)
        return fail_target(targets, row, line, cell, "is the name of two classes");
    return MM_OK;
}

/* The reader takes NA in a column of text for a text; here it is a missing target, unless a class is called so. */
static bool is_missing(const struct mm_targets *targets, struct mm_span cell) {
    if (cell.text == NULL) return true;
    if (targets->run->common.missing == MM_MISSING_FAIL || !mm_is_missing(&targets->tokens, cell.text, cell.length))
        return false;
    return targets->by == MM_TARGET_BY_INDEX || find_name(targets, cell, 0) == targets->input.chosen;
}

/* The row of the other file that belongs to ROW. */
static enum mm_status next_of_file(struct mm_targets *targets, const struct mm_row *row, struct mm_texts_row *other) {
    struct mm_run *run = targets->run;
    const char *file = mm_reader_name(targets->file.reader), *table = mm_input_name(&targets->input);
    MM_TRY(mm_texts_next(&targets->file, other));
    if ((other->cells == NULL) != (row->values == NULL)) {
        bool more = row->values != NULL;
        size_t rows = more ? row->index : other->index;
        return mm_fail_at(&run->error, MM_SHAPE, more ? table : file, more ? row->line : other->line, 0,
                          "%s has only %zu row%s", more ? file : table, rows, rows == 1 ? "" : "s");
    }
    if (row->values == NULL || run->common.ignore_labels || row->label.text == NULL || other->label.text == NULL ||
        mm_span_equal(row->label, other->label))
        return MM_OK;
    return mm_input_fail(&targets->input, row, MM_SHAPE,
                         "row label '%.*s', but '%.*s' in %s (--ignore-labels pairs by position)",
                         (int)row->label.length, row->label.text, (int)other->label.length, other->label.text, file);
}

enum mm_status mm_targets_next(struct mm_targets *targets, struct mm_target_row *result) {
    struct mm_input *input = &targets->input;
    for (;;) {
        struct mm_row row;
        struct mm_texts_row other = {0};
        struct mm_span cell = {0};
        MM_TRY(mm_input_row(input, &row));
        if (targets->file.reader != NULL) MM_TRY(next_of_file(targets, &row, &other));
        *result = (struct mm_target_row){.row = row};
        if (row.values == NULL) return MM_OK;
        if (input->block.text_columns > 0)
            result->keys = input->block.texts + (input->block_row - 1) * input->block.text_columns;
        cell = targets->file.reader != NULL ? other.cells[0] : result->keys[input->block.text_columns - 1];
        result->missing = is_missing(targets, cell);
        for (size_t j = 0; j < input->chosen; j++) result->missing = result->missing || isnan(row.values[j]);
        if (result->missing && targets->run->common.missing == MM_MISSING_OMIT && !targets->counts) {
            targets->dropped++;
            continue;
        }
        return result->missing ? MM_OK : find_class(targets, &row, other.line, cell, &result->target);
    }
}
