/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results with fields: a record, or a table of such. */
#include "tool/table.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "tool/output.h"

void mm_table_row(struct mm_table *table) {
    table->rows++;
    table->field = 0;
}

/* The first row declares the fields, later ones must repeat them; a command that does not is wrong at its first test.
 */
static void declare(struct mm_table *table, const char *name, enum mm_kind kind) {
    if (table->rows == 1) {
        if (!mm_schema_add(&table->schema, name, strlen(name), kind)) table->failed = true;
    } else if (table->field >= table->schema.count || table->schema.columns[table->field].kind != kind) {
        table->failed = true;
    }
    table->field++;
}

void mm_table_number(struct mm_table *table, const char *name, double value) {
    declare(table, name, MM_NUMBER);
    if (!mm_grow(&table->numbers, &table->number_capacity, table->number_count, 1, sizeof value))
        table->failed = true;
    else
        table->numbers[table->number_count++] = value;
}

static void add_text(struct mm_table *table, const char *name, enum mm_kind kind, const char *text, size_t length) {
    declare(table, name, kind);
    mm_buffer_add(&table->texts, text, length);
    if (!mm_grow(&table->text_ends, &table->text_capacity, table->text_count, 1, sizeof(size_t)))
        table->failed = true;
    else
        table->text_ends[table->text_count++] = table->texts.length;
}

void mm_table_text(struct mm_table *table, const char *name, const char *text, size_t length) {
    add_text(table, name, MM_TEXT, text, length);
}

void mm_table_count(struct mm_table *table, const char *name, uint64_t count) {
    char digits[24];
    add_text(table, name, MM_NUMERAL, digits, (size_t)snprintf(digits, sizeof digits, "%" PRIu64, count));
}

void mm_table_exact(struct mm_table *table, const char *name, double value) {
    char text[MM_NUMBER_TEXT];
    add_text(table, name, MM_NUMERAL, text, mm_format_number(value, text));
}

void mm_table_no_count(struct mm_table *table, const char *name) {
    add_text(table, name, MM_NUMERAL, "nan", strlen("nan"));
}

void mm_table_word(struct mm_table *table, const char *name, const char *terminated) {
    mm_table_text(table, name, terminated, strlen(terminated));
}

void mm_table_keys(struct mm_table *table, const struct mm_strings *names, size_t count, const struct mm_groups *groups,
                   size_t number) {
    for (size_t j = 0; j < count; j++) {
        const struct mm_span *cell = &mm_groups_key(groups, number)[j];
        mm_table_text(table, names->items[j], cell->text, cell->length);
    }
}

static enum mm_status write(struct mm_table *table, struct mm_run *run, bool record) {
    struct mm_output output;
    struct mm_block block = {.rows = table->rows, .numbers = table->numbers};
    if (table->failed || table->texts.failed) return mm_fail_memory(&run->error);
    struct mm_span *texts = mm_new(table->text_count, sizeof *texts);
    if (texts == NULL) return mm_fail_memory(&run->error);
    for (size_t i = 0, start = 0; i < table->text_count; start = table->text_ends[i++])
        texts[i] = (struct mm_span){table->texts.text + start, table->text_ends[i] - start};
    for (size_t j = 0; j < table->schema.count; j++)
        *(table->schema.columns[j].kind == MM_NUMBER ? &block.number_columns : &block.text_columns) += 1;
    block.texts = texts;
    table->schema.named = true;
    table->schema.rows = table->rows;
    enum mm_status status = mm_output_open(&output, run, &table->schema, record ? MM_SHAPE_RECORD : MM_SHAPE_TABLE);
    if (status == MM_OK) status = mm_output_rows(&output, &block);
    if (status == MM_OK) status = mm_output_finish(&output);
    free(texts);
    return status;
}

enum mm_status mm_group_fail(struct mm_run *run, const struct mm_strings *names, const struct mm_groups *groups,
                             size_t number) {
    char text[MM_ERROR_TEXT];
    if (groups == NULL) return run->error.status;
    const struct mm_span *key = mm_groups_key(groups, number);
    snprintf(text, sizeof text, "%s", run->error.text);
    return mm_fail(&run->error, run->error.status, "%s '%.*s': %s", names->items[0], (int)key->length, key->text, text);
}

enum mm_status mm_table_output(struct mm_table *table, struct mm_run *run, bool record) {
    enum mm_status status = write(table, run, record);
    mm_table_free(table);
    return status;
}

void mm_table_free(struct mm_table *table) {
    mm_schema_free(&table->schema);
    mm_buffer_free(&table->texts);
    free(table->text_ends);
    free(table->numbers);
    *table = (struct mm_table){0};
}
