/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expressions bound to the columns of a table: what is read, what passes, what comes out. */
#include "tool/sheet.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "tool/output.h"
#include "tool/sheet_rows.h"

static const size_t NONE = (size_t)-1;

void mm_sheet_close(struct mm_sheet *sheet) {
    for (size_t i = 0; sheet->items != NULL && i < sheet->count; i++) {
        mm_tree_free(&sheet->items[i].tree);
        free(sheet->items[i].name);
    }
    if (sheet->dropped > 0)
        mm_note(sheet->run, "left out %zu row%s with missing values", sheet->dropped, sheet->dropped == 1 ? "" : "s");
    if (sheet->input.run != NULL) mm_input_close(&sheet->input);
    mm_evaluation_free(sheet->evaluation);
    mm_program_free(sheet->program);
    mm_graph_free(&sheet->graph);
    mm_scope_free(&sheet->scope);
    mm_schema_free(&sheet->columns);
    mm_selection_free(&sheet->numbers);
    mm_selection_free(&sheet->texts);
    mm_spool_free(&sheet->spool);
    mm_sieve_free(&sheet->sieve);
    free(sheet->items);
    free(sheet->made);
    free(sheet->maker);
    free(sheet->output);
    free(sheet->outcomes);
    free(sheet->number_places);
    free(sheet->text_places);
    free(sheet->number_columns);
    free(sheet->text_columns);
    free(sheet->keep);
    free(sheet->row_lines);
    free(sheet->starts);
    *sheet = (struct mm_sheet){0};
}

static enum mm_status parse_item(struct mm_sheet *sheet, struct mm_sheet_item *item, const char *text) {
    struct mm_error *error = &sheet->run->error;
    struct mm_span target = {NULL, 0};
    if (sheet->use == MM_SHEET_HOLDS)
        MM_TRY(mm_tree_parse(&item->tree, text, &item->root, error));
    else
        MM_TRY(mm_tree_parse_assignment(&item->tree, text, &target, &item->root, error));
    const struct mm_tree_node *root = mm_tree_at(&item->tree, item->root);
    item->named = target.text != NULL;
    item->lone = !item->named && root->kind == MM_TREE_NAME;
    if (item->lone) target = root->text;
    if (target.text == NULL) {
        size_t length = strlen(text);
        while (length > 0 && strchr(" \t\r\n", text[length - 1]) != NULL) length--;
        size_t blanks = strspn(text, " \t\r\n");
        target = (struct mm_span){text + blanks, length - blanks};
    }
    item->name = mm_copy_text(target.text, target.length);
    return item->name == NULL ? mm_fail_memory(error) : MM_OK;
}

enum mm_status mm_sheet_parse(struct mm_sheet *sheet, struct mm_run *run, const char *const *expressions, size_t count,
                              enum mm_sheet_use use) {
    *sheet = (struct mm_sheet){.run = run, .use = use, .count = count};
    sheet->items = mm_new_zero(count, sizeof *sheet->items);
    if (sheet->items == NULL) return mm_fail_memory(&run->error);
    for (size_t i = 0; i < count; i++) MM_TRY(parse_item(sheet, &sheet->items[i], expressions[i]));
    return MM_OK;
}

/* The column that an item makes: one of that name, one at that place ("[2] = ..."), else a new one behind all. */
static enum mm_status find_target(struct mm_sheet *sheet, struct mm_sheet_item *item) {
    struct mm_schema *columns = &sheet->columns;
    uint64_t place;
    size_t length = strlen(item->name);
    item->column = NONE;
    for (size_t i = 0; length > 0 && i < columns->count; i++) {
        if (strcmp(columns->columns[i].name, item->name) != 0) continue;
        if (item->column != NONE)
            return mm_run_fail(sheet->run, MM_USAGE, "the column name '%s' stands twice in the header", item->name);
        item->column = i;
    }
    bool by_place = item->column == NONE && mm_parse_unsigned(item->name, length, &place) == MM_NUMBER_OK;
    if (by_place && (item->named || item->lone) && place >= 1 && place <= sheet->given)
        item->column = (size_t)place - 1;
    if (item->column != NONE) return MM_OK;
    item->column = columns->count;
    sheet->made[item->column] = MM_VERTEX_NONE;
    return mm_schema_add(columns, item->name, length, MM_NUMBER) ? MM_OK : mm_fail_memory(&sheet->run->error);
}

static enum mm_status bind_item(struct mm_sheet *sheet, size_t i) {
    struct mm_sheet_item *item = &sheet->items[i];
    mm_vertex vertex;
    struct mm_error *error = &sheet->run->error;
    MM_TRY(mm_bind(&sheet->scope, &item->tree, item->root, &sheet->graph, &vertex, error));
    if (sheet->use != MM_SHEET_HOLDS) MM_TRY(find_target(sheet, item));
    if (sheet->use == MM_SHEET_HOLDS) item->column = sheet->given;
    sheet->made[item->column] = vertex;
    sheet->maker[item->column] = i;
    if (item->column < sheet->columns.count) sheet->columns.columns[item->column].kind = MM_NUMBER;
    return MM_OK;
}

/* Under --only the name of a column alone chooses it as it is. */
static bool chooses(const struct mm_sheet *sheet, struct mm_sheet_item *item) {
    const struct mm_schema *columns = &sheet->columns;
    if (sheet->use != MM_SHEET_ONLY || !item->lone) return false;
    for (size_t i = 0, found = 0; i < sheet->given; i++) {
        if (item->name[0] == '\0' || strcmp(columns->columns[i].name, item->name) != 0) continue;
        item->column = i;
        if (++found > 1) return false;
    }
    return item->column != NONE && sheet->made[item->column] == MM_VERTEX_NONE;
}

static enum mm_status bind(struct mm_sheet *sheet, const struct mm_schema *schema) {
    size_t most = schema->count + sheet->count + 1;
    sheet->given = schema->count;
    sheet->made = mm_new(most, sizeof *sheet->made);
    sheet->maker = mm_new_zero(most, sizeof *sheet->maker);
    sheet->output = mm_new(most, sizeof *sheet->output);
    sheet->outcomes = mm_new(most, sizeof *sheet->outcomes);
    if (sheet->made == NULL || sheet->maker == NULL || sheet->output == NULL || sheet->outcomes == NULL)
        return mm_fail_memory(&sheet->run->error);
    for (size_t i = 0; i < most; i++) sheet->made[i] = MM_VERTEX_NONE;
    sheet->scope.columns = &sheet->columns;
    sheet->scope.made = sheet->made;
    for (size_t i = 0; i < sheet->count; i++) {
        sheet->items[i].column = NONE;
        if (!chooses(sheet, &sheet->items[i])) MM_TRY(bind_item(sheet, i));
    }
    return MM_OK;
}

static bool comes_out(const struct mm_sheet *sheet, size_t column) {
    for (size_t i = 0; i < sheet->output_count; i++)
        if (sheet->output[i] == column) return true;
    return false;
}

static void plan_output(struct mm_sheet *sheet) {
    bool only = sheet->use == MM_SHEET_ONLY;
    for (size_t i = 0; i < (only ? sheet->count : sheet->columns.count); i++) {
        size_t column = only ? sheet->items[i].column : i;
        if (!comes_out(sheet, column)) sheet->output[sheet->output_count++] = column;
    }
    if (sheet->use == MM_SHEET_HOLDS) sheet->outcomes[sheet->outcome_count++] = sheet->given;
    for (size_t i = 0; i < sheet->output_count; i++)
        if (sheet->made[sheet->output[i]] != MM_VERTEX_NONE) sheet->outcomes[sheet->outcome_count++] = sheet->output[i];
}

/* The columns that pass go into CHOSEN. Where they are delivered as numbers, expressions read them there; all else
 * that expressions read is delivered behind them. */
static enum mm_status plan_input(struct mm_sheet *sheet, struct mm_selection *chosen) {
    const struct mm_scope *scope = &sheet->scope;
    bool binary = mm_output_format(sheet->run, false) == MM_FORMAT_NPY;
    size_t *numbers = mm_new(scope->number_count, sizeof *numbers), *texts = mm_new(scope->text_count, sizeof *texts);
    size_t passing = 0;
    sheet->numbers.indices = numbers;
    sheet->texts.indices = texts;
    sheet->number_places = mm_new(scope->number_count, sizeof *sheet->number_places);
    sheet->text_places = mm_new(scope->text_count, sizeof *sheet->text_places);
    sheet->number_columns = mm_new(scope->number_count, sizeof *sheet->number_columns);
    sheet->text_columns = mm_new(scope->text_count, sizeof *sheet->text_columns);
    chosen->indices = mm_new(sheet->output_count, sizeof *chosen->indices);
    if (numbers == NULL || texts == NULL || sheet->number_places == NULL || sheet->text_places == NULL ||
        sheet->number_columns == NULL || sheet->text_columns == NULL || chosen->indices == NULL)
        return mm_fail_memory(&sheet->run->error);
    for (size_t i = 0; i < sheet->output_count; i++)
        if (sheet->made[sheet->output[i]] == MM_VERTEX_NONE) chosen->indices[passing++] = sheet->output[i];
    chosen->count = passing;
    sheet->width = binary ? passing : 0;
    sheet->text_width = binary ? 0 : passing;
    for (size_t i = 0; i < scope->number_count; i++) {
        size_t place = NONE;
        for (size_t k = 0; binary && k < passing; k++)
            if (chosen->indices[k] == scope->numbers[i]) place = k;
        if (place == NONE) {
            numbers[sheet->numbers.count++] = scope->numbers[i];
            place = sheet->width++;
        }
        sheet->number_places[i] = place;
    }
    for (size_t i = 0; i < scope->text_count; i++) {
        size_t place = NONE;
        for (size_t k = 0; !binary && k < passing; k++)
            if (chosen->indices[k] == scope->texts[i]) place = k;
        if (place == NONE) {
            texts[sheet->texts.count++] = scope->texts[i];
            place = sheet->text_width++;
        }
        sheet->text_places[i] = place;
    }
    return MM_OK;
}

/* A further file must have the columns of the first, for they are found by their place. */
static enum mm_status compare(struct mm_sheet *sheet, const struct mm_schema *schema, struct mm_selection *chosen) {
    struct mm_input *input = &sheet->input;
    struct mm_error *error = &sheet->run->error;
    const char *file = mm_input_name(input);
    if (schema->count != sheet->given)
        return mm_fail_at(error, MM_SHAPE, file, 0, 0, "%zu columns, but '%s' has %zu", schema->count, input->files[0],
                          sheet->given);
    for (size_t i = 0; i < schema->count; i++)
        if (strcmp(schema->columns[i].name, sheet->columns.columns[i].name) != 0)
            return mm_fail_at(error, MM_SHAPE, file, 0, schema->columns[i].field,
                              "column '%s', but '%s' has '%s' there", schema->columns[i].name, input->files[0],
                              sheet->columns.columns[i].name);
    chosen->indices = mm_new(sheet->output_count, sizeof *chosen->indices);
    if (chosen->indices == NULL) return mm_fail_memory(error);
    for (size_t i = 0; i < sheet->output_count; i++)
        if (sheet->made[sheet->output[i]] == MM_VERTEX_NONE) chosen->indices[chosen->count++] = sheet->output[i];
    return MM_OK;
}

static enum mm_status choose(void *context, const struct mm_schema *schema, struct mm_selection *chosen,
                             struct mm_error *error) {
    struct mm_sheet *sheet = context;
    if (sheet->made != NULL) return compare(sheet, schema, chosen);
    if (!mm_schema_copy(&sheet->columns, schema)) return mm_fail_memory(error);
    for (size_t i = 0; i < schema->count; i++) sheet->columns.columns[i].position = i + 1;
    MM_TRY(bind(sheet, schema));
    plan_output(sheet);
    return plan_input(sheet, chosen);
}

static enum mm_status make_program(struct mm_sheet *sheet) {
    mm_vertex *vertices = mm_new(sheet->outcome_count, sizeof *vertices);
    if (vertices == NULL) return mm_fail_memory(&sheet->run->error);
    for (size_t i = 0; i < sheet->outcome_count; i++) vertices[i] = sheet->made[sheet->outcomes[i]];
    enum mm_status status = mm_program_new(&sheet->program, &sheet->graph, &sheet->scope.literals, vertices,
                                           sheet->outcome_count, MM_SUMS_EXACT);
    free(vertices);
    MM_TRY(status);
    sheet->evaluation = mm_evaluation_new(sheet->program, sheet->run->threads);
    return sheet->evaluation != NULL ? MM_OK : mm_fail_memory(&sheet->run->error);
}

enum mm_status mm_sheet_open(struct mm_sheet *sheet, size_t first) {
    struct mm_run *run = sheet->run;
    size_t files = run->operand_count > first ? run->operand_count - first : 0;
    struct mm_take take = {
        .choose = choose, .context = sheet, .numbers = &sheet->numbers, .texts = &sheet->texts, .verbatim = true};
    sheet->first_file = first;
    MM_TRY(mm_input_open(&sheet->input, run, first, files, &take));
    sheet->starts = mm_new(files + 1, sizeof *sheet->starts);
    if (sheet->starts == NULL) return mm_fail_memory(&run->error);
    MM_TRY(make_program(sheet));
    return mm_sheet_sweeps(sheet);
}
