/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables aligned for people: all rows are kept until the widths are known. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"
#include "io/writer_format.h"

enum {
    DIGITS = 6, /* what a person takes in; --digits overrides it */
    GAP = 2     /* blanks between columns */
};

struct cell {
    size_t end;   /* of its text, which begins where the cell before ends */
    size_t width; /* places on the screen */
};

struct table_writer {
    struct mm_writer common;
    size_t fields; /* of a row, the label counted */
    struct mm_buffer text;
    struct cell *cells; /* row by row; the first row is the header, if there is one */
    size_t count, capacity;
};

struct column {
    bool numeric;
    size_t width;       /* the widest cell */
    size_t left, right; /* the widest parts of numbers, before the decimal point or exponent and from there on */
};

/* Sends blanks only when something visible follows: no line ends in them. */
struct line {
    struct mm_sink *sink;
    size_t blanks;
};

/* Places on the screen of a code point, after Unicode's East Asian Width and the blocks of combining marks. */
static size_t width_of(uint32_t code) {
    static const struct {
        uint32_t first, last;
        size_t width;
    } ranges[] = {
        {0x0300, 0x036F, 0},   {0x0483, 0x0489, 0},   {0x0591, 0x05BD, 0}, {0x064B, 0x065F, 0},   {0x1100, 0x115F, 2},
        {0x1AB0, 0x1AFF, 0},   {0x1DC0, 0x1DFF, 0},   {0x200B, 0x200F, 0}, {0x20D0, 0x20FF, 0},   {0x2E80, 0x303E, 2},
        {0x3041, 0xA4CF, 2},   {0xAC00, 0xD7A3, 2},   {0xF900, 0xFAFF, 2}, {0xFE00, 0xFE0F, 0},   {0xFE20, 0xFE2F, 0},
        {0xFE30, 0xFE6F, 2},   {0xFF00, 0xFF60, 2},   {0xFFE0, 0xFFE6, 2}, {0x1F300, 0x1F64F, 2}, {0x1F900, 0x1F9FF, 2},
        {0x20000, 0x3FFFD, 2}, {0xE0100, 0xE01EF, 0},
    };
    if (code < ranges[0].first) return 1;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        if (code >= ranges[i].first && code <= ranges[i].last) return ranges[i].width;
    return 1;
}

/* Adds TEXT with control characters escaped, which would break the lines or drive the terminal; returns its width. */
static size_t add_visible(struct mm_buffer *buffer, struct mm_span text) {
    size_t width = 0;
    for (size_t i = 0; i < text.length;) {
        uint32_t code;
        size_t length = mm_utf8_decode(text.text + i, text.length - i, &code);
        if (code < 0x20 || (code >= 0x7F && code < 0xA0)) {
            char escape[8];
            const char *known = code == '\n' ? "\\n" : code == '\t' ? "\\t" : code == '\r' ? "\\r" : NULL;
            int size = known ? snprintf(escape, sizeof escape, "%s", known)
                             : snprintf(escape, sizeof escape, "\\x%02x", (unsigned)code);
            mm_buffer_add(buffer, escape, (size_t)size);
            width += (size_t)size;
        } else if (code == 0xFFFD) {
            mm_buffer_add_text(buffer, "\xEF\xBF\xBD");
            width++;
        } else {
            mm_buffer_add(buffer, text.text + i, length);
            width += width_of(code);
        }
        i += length;
    }
    return width;
}

static void add_cell(struct table_writer *table, size_t width) {
    table->cells[table->count++] = (struct cell){.end = table->text.length, .width = width};
}

static void add_text(struct table_writer *table, struct mm_span text) {
    add_cell(table, add_visible(&table->text, text));
}

static void add_number(struct table_writer *table, double value) {
    int digits = table->common.options.digits;
    char *room = mm_buffer_reserve(&table->text, MM_NUMBER_TEXT);
    if (!room) return;
    size_t length = mm_cell_number(room, value, digits > 0 ? digits : DIGITS);
    table->text.length += length;
    add_cell(table, length);
}

static bool has_header(const struct mm_writer *writer) {
    const struct mm_schema *schema = writer->schema;
    /* Labelled rows of unnamed columns would have a header of blanks. */
    return writer->headed && (mm_schema_has_names(schema) || schema->label_name[0] != '\0');
}

static enum mm_status table_open(struct mm_writer *writer, struct mm_error *error) {
    struct table_writer *table = (struct table_writer *)writer;
    const struct mm_schema *schema = writer->schema;
    table->fields = schema->count + schema->labelled;
    mm_buffer_add(&table->text, "", 0); /* a text to point into, even where all cells are empty */
    if (!has_header(writer)) return MM_OK;
    if (!mm_grow(&table->cells, &table->capacity, 0, table->fields, sizeof *table->cells)) return mm_fail_memory(error);
    if (schema->labelled) add_text(table, mm_span_of(schema->label_name));
    for (size_t j = 0; j < schema->count; j++) add_text(table, mm_span_of(schema->columns[j].name));
    return table->text.failed ? mm_fail_memory(error) : MM_OK;
}

static enum mm_status table_rows(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error) {
    struct table_writer *table = (struct table_writer *)writer;
    const struct mm_schema *schema = writer->schema;
    const double *numbers = block->numbers;
    const struct mm_span *texts = block->texts;
    for (size_t i = 0; i < block->rows; i++) {
        if (!mm_grow(&table->cells, &table->capacity, table->count, table->fields, sizeof *table->cells))
            return mm_fail_memory(error);
        if (schema->labelled) add_text(table, block->labels[i]);
        for (size_t j = 0; j < schema->count; j++) {
            if (schema->columns[j].kind == MM_NUMBER)
                add_number(table, *numbers++);
            else
                add_text(table, *texts++);
        }
        if (table->text.failed) return mm_fail_memory(error);
    }
    return MM_OK;
}

static struct mm_span text_of(const struct table_writer *table, size_t index) {
    size_t start = index > 0 ? table->cells[index - 1].end : 0;
    return (struct mm_span){table->text.text + start, table->cells[index].end - start};
}

/* Places before the decimal point or the exponent. */
static size_t left_of(struct mm_span number) {
    size_t left = 0;
    while (left < number.length && number.text[left] != '.' && number.text[left] != 'e' && number.text[left] != 'E')
        left++;
    return left;
}

static void measure(const struct table_writer *table, struct column *columns) {
    const struct mm_schema *schema = table->common.schema;
    size_t header = has_header(&table->common) ? table->fields : 0;
    for (size_t j = 0; j < schema->count; j++)
        columns[j + schema->labelled].numeric = schema->columns[j].kind != MM_TEXT;
    for (size_t index = 0; index < table->count; index++) {
        struct column *column = &columns[index % table->fields];
        size_t width = table->cells[index].width;
        if (column->numeric && index >= header) {
            size_t left = left_of(text_of(table, index));
            if (left > column->left) column->left = left;
            if (width - left > column->right) column->right = width - left;
            width = column->left + column->right;
        }
        if (width > column->width) column->width = width;
    }
}

static void put_cell(struct line *line, struct mm_span text, size_t before, size_t after) {
    line->blanks += before;
    if (text.length > 0) {
        for (; line->blanks > 0; line->blanks--) mm_sink_write(line->sink, " ", 1);
        mm_sink_write(line->sink, text.text, text.length);
    }
    line->blanks += after;
}

static enum mm_status table_finish(struct mm_writer *writer, struct mm_error *error) {
    struct table_writer *table = (struct table_writer *)writer;
    size_t header = has_header(writer) ? table->fields : 0;
    if (table->count == 0) return MM_OK;
    struct column *columns = mm_new_zero(table->fields, sizeof *columns);
    if (!columns) return mm_fail_memory(error);
    measure(table, columns);
    struct line line = {.sink = writer->sink};
    for (size_t index = 0; index < table->count; index++) {
        size_t field = index % table->fields, width = table->cells[index].width;
        const struct column *column = &columns[field];
        struct mm_span text = text_of(table, index);
        size_t before = 0;
        if (column->numeric) {
            before = column->width - width;
            if (index >= header) before = column->width - column->right - left_of(text);
        }
        put_cell(&line, text, before, column->width - before - width + GAP);
        if (field + 1 == table->fields) {
            mm_sink_write(writer->sink, "\n", 1);
            line.blanks = 0;
        }
    }
    free(columns);
    return MM_OK;
}

static void table_close(struct mm_writer *writer) {
    struct table_writer *table = (struct table_writer *)writer;
    mm_buffer_free(&table->text);
    free(table->cells);
}

const struct mm_writer_operations mm_table_writer = {
    .size = sizeof(struct table_writer),
    .open = table_open,
    .rows = table_rows,
    .finish = table_finish,
    .close = table_close,
};
