/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table with the columns that expressions made; and which operands are expressions. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/memory.h"
#include "tool/open.h"
#include "tool/output.h"
#include "tool/sheet_rows.h"

/* Where the numbers of a row that comes out are from. */
struct table {
    struct mm_sheet *sheet;
    struct mm_schema schema;
    size_t width;      /* numbers in a row that comes out */
    size_t *passing;   /* where those that pass stand there */
    size_t pass_count; /* in a row of the input they come first, in the same order */
    double *numbers;
    size_t capacity;  /* rows that they have room for */
    double **results; /* of the outcomes */
    size_t *places;
};

static bool make_schema(struct table *table) {
    const struct mm_sheet *sheet = table->sheet;
    const struct mm_schema *from = &sheet->input.schema;
    struct mm_schema *to = &table->schema;
    *to = (struct mm_schema){.named = from->named, .labelled = from->labelled, .rows = from->rows};
    if (from->labelled && (to->label_name = mm_copy_text(from->label_name, strlen(from->label_name))) == NULL)
        return false;
    for (size_t i = 0, passing = 0, outcome = 0; i < sheet->output_count; i++) {
        const char *name = sheet->columns.columns[sheet->output[i]].name;
        bool made = sheet->made[sheet->output[i]] != MM_VERTEX_NONE;
        enum mm_kind kind = made ? MM_NUMBER : from->columns[passing++].kind;
        if (kind == MM_NUMBER)
            *(made ? &table->places[outcome++] : &table->passing[table->pass_count++]) = table->width++;
        if (!mm_schema_add(to, name, strlen(name), kind)) return false;
    }
    return true;
}

static void find_domain_error(const struct table *table, const struct mm_block *block, size_t *row, size_t *outcome) {
    size_t count = table->sheet->outcome_count;
    for (*row = 0; *row < block->rows; ++*row)
        for (*outcome = 0; *outcome < count; ++*outcome)
            if (isnan(table->results[*outcome][*row * table->width])) return;
}

/* Nothing that is NaN went in, or --na=keep let it. */
static enum mm_status check_domain(const struct table *table, const struct mm_block *block) {
    struct mm_sheet *sheet = table->sheet;
    size_t row = 0, outcome = 0, undefined = 0;
    if (sheet->run->common.missing == MM_MISSING_KEEP) return MM_OK;
    for (size_t k = 0; k < sheet->outcome_count; k++)
        for (size_t i = 0; i < block->rows; i++) {
            double y = table->results[k][i * table->width];
            undefined += y != y;
        }
    if (undefined == 0) return MM_OK;
    find_domain_error(table, block, &row, &outcome);
    const struct mm_sheet_item *item = &sheet->items[sheet->maker[sheet->outcomes[outcome]]];
    struct mm_buffer values = {0};
    mm_sheet_describe(sheet, block, row, &values);
    mm_sheet_fail(sheet, block, row, MM_DOMAIN, "%s is not defined%s%s; --na=keep lets NaN pass", item->tree.source,
                  values.length > 0 ? " where " : "", values.length > 0 ? values.text : "");
    mm_buffer_free(&values);
    return MM_DOMAIN;
}

static enum mm_status compute(struct table *table, struct mm_block *block) {
    struct mm_sheet *sheet = table->sheet;
    if (table->numbers == NULL || block->rows > table->capacity) {
        free(table->numbers);
        table->numbers = mm_new_doubles(block->rows, table->width);
        table->capacity = block->rows;
        if (table->numbers == NULL) return mm_fail_memory(&sheet->run->error);
    }
    double *numbers = table->numbers;
    for (size_t k = 0; k < sheet->outcome_count; k++) table->results[k] = numbers + table->places[k];
    if (sheet->outcome_count > 0) mm_sheet_values(sheet, block, table->results, table->width);
    for (size_t i = 0; table->pass_count > 0 && i < block->rows; i++)
        for (size_t k = 0; k < table->pass_count; k++)
            numbers[i * table->width + table->passing[k]] = block->numbers[i * block->number_columns + k];
    MM_TRY(check_domain(table, block));
    block->numbers = numbers;
    block->number_columns = table->width;
    return MM_OK;
}

/* Texts that were read and do not come out stand behind those that do. */
static enum mm_status cut_texts(const struct table *table, struct mm_block *block, struct mm_span **texts) {
    size_t wanted = table->schema.count - table->width;
    if (block->text_columns == wanted) return MM_OK;
    *texts = mm_new(block->rows * wanted, sizeof **texts);
    if (*texts == NULL) return mm_fail_memory(&table->sheet->run->error);
    for (size_t i = 0; wanted > 0 && i < block->rows; i++)
        memcpy(*texts + i * wanted, block->texts + i * block->text_columns, wanted * sizeof **texts);
    block->texts = *texts;
    block->text_columns = wanted;
    return MM_OK;
}

static enum mm_status write_rows(struct table *table, struct mm_output *output) {
    struct mm_block block = {0};
    for (;;) {
        struct mm_span *texts = NULL;
        MM_TRY(mm_sheet_next(table->sheet, &block));
        if (block.rows == 0) return mm_output_finish(output);
        MM_TRY(compute(table, &block));
        enum mm_status status = cut_texts(table, &block, &texts);
        if (status == MM_OK) status = mm_output_rows(output, &block);
        free(texts);
        MM_TRY(status);
    }
}

enum mm_status mm_sheet_output(struct mm_sheet *sheet) {
    size_t most = sheet->output_count;
    struct table table = {.sheet = sheet,
                          .passing = mm_new(most, sizeof *table.passing),
                          .places = mm_new(most, sizeof *table.places),
                          .results = mm_new(most, sizeof *table.results)};
    struct mm_output output;
    bool made = table.passing != NULL && table.places != NULL && table.results != NULL && make_schema(&table);
    enum mm_status status =
        made ? mm_output_open(&output, sheet->run, &table.schema, MM_SHAPE_TABLE) : mm_fail_memory(&sheet->run->error);
    if (status == MM_OK) status = write_rows(&table, &output);
    mm_schema_free(&table.schema);
    free(table.passing);
    free(table.places);
    free(table.results);
    free(table.numbers);
    return status;
}

bool mm_sheet_is_file(const char *operand, bool *regular) {
    struct stat facts;
    const char *part = strchr(operand, '#');
    bool found = stat(operand, &facts) == 0;
    if (!found && part != NULL) {
        char *name = mm_copy_text(operand, (size_t)(part - operand));
        found = name != NULL && stat(name, &facts) == 0;
        free(name);
    }
    *regular = found && S_ISREG(facts.st_mode);
    return found;
}

static bool is_file(const char *operand) {
    bool regular;
    return mm_sheet_is_file(operand, &regular);
}

/* What a file name seldom holds. */
static bool looks_like_expression(const char *operand) {
    return strpbrk(operand, " =()*+^<>!&|?") != NULL;
}

enum mm_status mm_sheet_expect(struct mm_run *run, bool several, size_t *count) {
    const char *operand = run->operands[0];
    *count = 1;
    if (mm_operand_is_standard_input(operand))
        return mm_run_fail(run, MM_USAGE, "the first operand is an expression, not '%s'", operand);
    if (strpbrk(operand, "./") != NULL && !looks_like_expression(operand) && is_file(operand))
        return mm_run_fail(run, MM_USAGE, "the first operand is an expression, and '%s' is a file", operand);
    bool files = !several;
    for (size_t i = 1; i < run->operand_count; i++) {
        operand = run->operands[i];
        bool expression = !mm_operand_is_standard_input(operand) && looks_like_expression(operand) && !is_file(operand);
        if (expression && files)
            return mm_run_fail(run, MM_USAGE, "'%s' is no file%s", operand,
                               several ? ", and expressions stand before files"
                                       : "; there is one expression: join two with && or ||");
        if (expression)
            ++*count;
        else
            files = true;
    }
    return MM_OK;
}
