/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --assert: the expression bound to the fields of a result, and evaluated in each of its rows. */
#include "tool/assertion.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "expr/bind.h"
#include "expr/program.h"

struct mm_assertion {
    struct mm_tree tree;
    mm_node root;
    struct mm_schema fields; /* as they are printed; `scope` sees their numbers as numbers */
    struct mm_schema seen;
    size_t *places; /* by field: its place among the numbers or the texts of a row */
    struct mm_scope scope;
    struct mm_graph graph;
    struct mm_program *program;
    struct mm_evaluation *evaluation;
    double *numbers; /* of a block: what the expression reads, field by field */
    struct mm_span *texts;
    const double **number_columns;
    const struct mm_span **text_columns;
    bool bound;
    size_t rows, failed, first; /* first: the number of the record that failed first, from 1 */
    struct mm_buffer values, key;
};

static void unbind(struct mm_assertion *assertion) {
    mm_evaluation_free(assertion->evaluation);
    mm_program_free(assertion->program);
    mm_graph_free(&assertion->graph);
    mm_scope_free(&assertion->scope);
    mm_schema_free(&assertion->fields);
    mm_schema_free(&assertion->seen);
    free(assertion->places);
    free(assertion->number_columns);
    free(assertion->text_columns);
    assertion->evaluation = NULL;
    assertion->program = NULL;
    assertion->places = NULL;
    assertion->number_columns = NULL;
    assertion->text_columns = NULL;
}

void mm_assertion_free(struct mm_run *run) {
    struct mm_assertion *assertion = run->assertion;
    if (assertion == NULL) return;
    unbind(assertion);
    mm_tree_free(&assertion->tree);
    mm_buffer_free(&assertion->values);
    mm_buffer_free(&assertion->key);
    free(assertion);
    run->assertion = NULL;
}

enum mm_status mm_assertion_start(struct mm_run *run) {
    if (run->common.assertion == NULL) return MM_OK;
    if (run->common.explain) return mm_run_fail(run, MM_USAGE, "--assert looks at results, and --explain prints none");
    run->assertion = mm_new_zero(1, sizeof *run->assertion);
    if (run->assertion == NULL) return mm_fail_memory(&run->error);
    return mm_tree_parse(&run->assertion->tree, run->common.assertion, &run->assertion->root, &run->error);
}

static bool copy_fields(struct mm_assertion *assertion, const struct mm_schema *schema) {
    size_t numbers = 0, texts = 0;
    assertion->places = mm_new(schema->count, sizeof *assertion->places);
    if (assertion->places == NULL || !mm_schema_copy(&assertion->fields, schema)) return false;
    for (size_t i = 0; i < schema->count; i++) {
        enum mm_kind kind = schema->columns[i].kind;
        const char *name = schema->columns[i].name;
        if (schema->count == 1 && name[0] == '\0') name = "value";
        assertion->places[i] = kind == MM_NUMBER ? numbers++ : texts++;
        if (!mm_schema_add(&assertion->seen, name, strlen(name), kind == MM_TEXT ? MM_TEXT : MM_NUMBER)) return false;
    }
    return true;
}

enum mm_status mm_assertion_fields(struct mm_run *run, const struct mm_schema *schema) {
    struct mm_assertion *assertion = run->assertion;
    struct mm_scope *scope = &assertion->scope;
    mm_vertex vertex;
    unbind(assertion);
    if (!copy_fields(assertion, schema)) return mm_fail_memory(&run->error);
    scope->columns = &assertion->seen;
    scope->what = "field";
    MM_TRY(mm_bind(scope, &assertion->tree, assertion->root, &assertion->graph, &vertex, &run->error));
    if (scope->number_count + scope->text_count == 0)
        return mm_run_fail(run, MM_USAGE, "--assert: '%s' names no field of the result", run->common.assertion);
    MM_TRY(mm_program_new(&assertion->program, &assertion->graph, &scope->literals, &vertex, 1, MM_SUMS_EXACT));
    if (mm_program_sweeps(assertion->program) > 0)
        return mm_run_fail(run, MM_USAGE,
                           "--assert looks at each record alone; for what is taken over all of them use mm-assert");
    assertion->evaluation = mm_evaluation_new(assertion->program, 1);
    assertion->number_columns = mm_new(scope->number_count, sizeof *assertion->number_columns);
    assertion->text_columns = mm_new(scope->text_count, sizeof *assertion->text_columns);
    if (assertion->evaluation == NULL || assertion->number_columns == NULL || assertion->text_columns == NULL)
        return mm_fail_memory(&run->error);
    mm_evaluation_begin(assertion->evaluation, NULL, 0);
    assertion->bound = true;
    return MM_OK;
}

static double number_of(const struct mm_assertion *assertion, const struct mm_block *block, size_t row, size_t field) {
    size_t place = assertion->places[field];
    double value;
    if (assertion->fields.columns[field].kind == MM_NUMBER) return block->numbers[row * block->number_columns + place];
    struct mm_span text = block->texts[row * block->text_columns + place];
    bool read = text.text != NULL && mm_parse_number(text.text, text.length, &value) == MM_NUMBER_OK;
    return read ? value : (double)NAN;
}

/* The fields that the expression reads, one after another. */
static bool gather(struct mm_assertion *assertion, const struct mm_block *block) {
    const struct mm_scope *scope = &assertion->scope;
    size_t n = block->rows;
    assertion->numbers = mm_new_doubles(scope->number_count, n);
    assertion->texts = mm_new_zero(scope->text_count, n * sizeof *assertion->texts);
    if (assertion->numbers == NULL || assertion->texts == NULL) return false;
    for (size_t k = 0; k < scope->number_count; k++) {
        assertion->number_columns[k] = assertion->numbers + k * n;
        for (size_t i = 0; i < n; i++)
            assertion->numbers[k * n + i] = number_of(assertion, block, i, scope->numbers[k]);
    }
    for (size_t k = 0; k < scope->text_count; k++) {
        assertion->text_columns[k] = assertion->texts + k * n;
        size_t place = assertion->places[scope->texts[k]];
        for (size_t i = 0; i < n; i++) assertion->texts[k * n + i] = block->texts[i * block->text_columns + place];
    }
    return true;
}

/* "field is value", behind a comma where it is not the first; a field without a name is called by its place. */
static void add_value(const struct mm_assertion *assertion, struct mm_buffer *out, size_t field, struct mm_span value) {
    const struct mm_column *column = &assertion->seen.columns[field];
    const char *quote = column->kind == MM_TEXT ? "'" : "";
    if (out->length > 0) mm_buffer_add_text(out, ", ");
    if (column->name[0] != '\0')
        mm_buffer_add_text(out, column->name);
    else
        mm_buffer_printf(out, "[%zu]", field + 1);
    mm_buffer_printf(out, " is %s%.*s%s", quote, (int)value.length, value.text != NULL ? value.text : "", quote);
}

static void describe(struct mm_assertion *assertion, const struct mm_block *block, size_t row) {
    const struct mm_scope *scope = &assertion->scope;
    char number[MM_NUMBER_TEXT];
    bool read = false;
    for (size_t k = 0; k < scope->number_count; k++) {
        size_t length = mm_format_number(assertion->number_columns[k][row], number);
        add_value(assertion, &assertion->values, scope->numbers[k], (struct mm_span){number, length});
    }
    for (size_t k = 0; k < scope->text_count; k++) {
        add_value(assertion, &assertion->values, scope->texts[k], assertion->text_columns[k][row]);
        read = read || scope->texts[k] == 0;
    }
    /* Among several records, the first field says which one it is if it is a text. */
    if (!read && assertion->seen.columns[0].kind == MM_TEXT)
        add_value(assertion, &assertion->key, 0, block->texts[row * block->text_columns]);
}

static bool reads_missing(const struct mm_assertion *assertion, size_t row) {
    for (size_t k = 0; k < assertion->scope.number_count; k++)
        if (isnan(assertion->number_columns[k][row])) return true;
    for (size_t k = 0; k < assertion->scope.text_count; k++)
        if (assertion->text_columns[k][row].text == NULL) return true;
    return false;
}

static void judge(struct mm_assertion *assertion, const struct mm_block *block, const double *values) {
    for (size_t i = 0; i < block->rows; i++) {
        assertion->rows++;
        if (values[i] != 0 && !isnan(values[i]) && !reads_missing(assertion, i)) continue;
        if (assertion->failed++ > 0) continue;
        assertion->first = assertion->rows;
        describe(assertion, block, i);
    }
}

enum mm_status mm_assertion_rows(struct mm_run *run, const struct mm_block *block) {
    struct mm_assertion *assertion = run->assertion;
    double *values = mm_new_doubles(block->rows, 1);
    bool ready = values != NULL && gather(assertion, block);
    if (ready) {
        struct mm_rows rows = {.numbers = assertion->number_columns,
                               .texts = assertion->text_columns,
                               .stride = 1,
                               .text_stride = 1,
                               .count = block->rows};
        mm_evaluation_rows(assertion->evaluation, &rows, &values, 1);
        judge(assertion, block, values);
    }
    free(assertion->numbers);
    free(assertion->texts);
    free(values);
    assertion->numbers = NULL;
    assertion->texts = NULL;
    return ready ? MM_OK : mm_fail_memory(&run->error);
}

enum mm_status mm_assertion_matrix(struct mm_run *run, const struct mm_matrix *matrix) {
    struct mm_schema schema = {.named = matrix->column_names.count > 0};
    bool made = true;
    for (size_t j = 0; made && j < matrix->columns; j++) {
        const char *name = j < matrix->column_names.count ? matrix->column_names.items[j] : "";
        made = mm_schema_add(&schema, name, strlen(name), MM_NUMBER);
    }
    enum mm_status status = made ? mm_assertion_fields(run, &schema) : mm_fail_memory(&run->error);
    mm_schema_free(&schema);
    MM_TRY(status);
    return mm_assertion_rows(
        run, &(struct mm_block){.rows = matrix->rows, .number_columns = matrix->columns, .numbers = matrix->values});
}

enum mm_status mm_assertion_verdict(struct mm_run *run) {
    struct mm_assertion *assertion = run->assertion;
    if (assertion == NULL) return MM_OK;
    if (!assertion->bound)
        return mm_run_fail(run, MM_USAGE, "--assert looks at the fields of a result, and this one has none");
    if (assertion->failed == 0) return MM_OK;
    if (assertion->values.failed || assertion->key.failed) return mm_fail_memory(&run->error);
    if (assertion->rows == 1)
        return mm_run_fail(run, MM_NEGATIVE, "assertion failed: %s (%s)", run->common.assertion,
                           assertion->values.text);
    if (assertion->failed > 1)
        mm_note(run, "the assertion fails in %zu of %zu records; the first:", assertion->failed, assertion->rows);
    return mm_run_fail(run, MM_NEGATIVE, "record %zu: assertion failed: %s (%s%s%s)", assertion->first,
                       run->common.assertion, assertion->key.length > 0 ? assertion->key.text : "",
                       assertion->key.length > 0 ? ", " : "", assertion->values.text);
}
