/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV and TSV out, quoted as RFC 4180 has it and wherever a reader could take a cell for something else. */
#include <string.h>

#include "base/number.h"
#include "io/missing.h"
#include "io/writer_format.h"

struct csv_writer {
    struct mm_writer common;
    char delimiter;
    size_t fields;           /* of a row, the label counted */
    bool special[256];       /* bytes that call for quotes */
    struct mm_tokens tokens; /* the default ones: what a reader takes for missing */
    bool begun;              /* more than blanks was written: the format can no longer be mistaken */
};

/* What a cell is: the reader tells names and labels from data by how they look. */
enum role { ROLE_CELL, ROLE_LABEL, ROLE_NAME };

/* Whether a file that starts like this could be taken for JSON, a byte order mark, or a binary format (NPY, zip, gzip,
 * zstd begin with a control byte, a stray continuation byte, "PK\3" or "(\xB5"). */
static bool misleads(struct mm_span cell) {
    unsigned char first = (unsigned char)cell.text[0];
    if (first == '[' || first == '{' || first < 0x20 || (first >= 0x80 && first < 0xC0)) return true;
    if (cell.length >= 3 && (memcmp(cell.text, "\xEF\xBB\xBF", 3) == 0 || memcmp(cell.text, "PK\3", 3) == 0))
        return true;
    return cell.length >= 2 && memcmp(cell.text, "(\xB5", 2) == 0;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

static bool needs_quotes(const struct csv_writer *csv, struct mm_span cell, enum role role, bool first) {
    /* An empty line would be no row, and runs of blanks are one delimiter. A bare label could be a missing value, and
     * the header of empty names above it a row of them. */
    if (cell.length == 0) return csv->fields == 1 || csv->delimiter == ' ' || role == ROLE_LABEL;
    if (is_blank(cell.text[0]) || is_blank(cell.text[cell.length - 1])) return true;
    for (size_t i = 0; i < cell.length; i++)
        if (csv->special[(unsigned char)cell.text[i]]) return true;
    if (cell.text[0] == '#' && (first || role == ROLE_NAME)) return true;
    if (!csv->begun && misleads(cell)) return true;
    return role != ROLE_CELL && mm_classify_cell(&csv->tokens, cell.text, cell.length) != MM_CELL_TEXT;
}

static void put_quoted(struct mm_sink *sink, struct mm_span cell) {
    mm_sink_write(sink, "\"", 1);
    const char *at = cell.text;
    size_t left = cell.length;
    while (left > 0) {
        const char *quote = memchr(at, '"', left);
        size_t run = quote ? (size_t)(quote - at) + 1 : left;
        mm_sink_write(sink, at, run);
        if (quote) mm_sink_write(sink, "\"", 1);
        at += run;
        left -= run;
    }
    mm_sink_write(sink, "\"", 1);
}

/* The cell in FIELD (from 0) of its row, with the delimiter or the newline that ends it. */
static void put_text(struct csv_writer *csv, struct mm_span cell, enum role role, size_t field) {
    struct mm_sink *sink = csv->common.sink;
    if (needs_quotes(csv, cell, role, field == 0))
        put_quoted(sink, cell);
    else if (cell.length > 0)
        mm_sink_write(sink, cell.text, cell.length);
    mm_sink_write(sink, field + 1 == csv->fields ? "\n" : &csv->delimiter, 1);
    csv->begun = csv->begun || cell.length > 0 || csv->delimiter != '\t';
}

static void put_header(struct csv_writer *csv) {
    const struct mm_schema *schema = csv->common.schema;
    bool named = mm_schema_has_names(schema) || (schema->labelled && schema->label_name[0] != '\0');
    size_t field = 0;
    if (schema->labelled) put_text(csv, mm_span_of(schema->label_name), ROLE_NAME, field++);
    for (size_t j = 0; j < schema->count; j++, field++) {
        struct mm_span name = mm_span_of(schema->columns[j].name);
        if (name.length == 0 && named) {
            /* Among names an empty one is quoted: a bare one could be a missing number, or the label column's. */
            mm_sink_write(csv->common.sink, "\"\"", 2);
            mm_sink_write(csv->common.sink, field + 1 == csv->fields ? "\n" : &csv->delimiter, 1);
            csv->begun = true;
        } else {
            put_text(csv, name, ROLE_NAME, field);
        }
    }
}

static enum mm_status csv_open(struct mm_writer *writer, struct mm_error *error) {
    struct csv_writer *csv = (struct csv_writer *)writer;
    int delimiter = writer->options.format == MM_FORMAT_TSV ? '\t' : writer->options.delimiter;
    if (delimiter == MM_DELIMITER_AUTO) delimiter = ',';
    if (delimiter == MM_DELIMITER_BLANKS) delimiter = ' ';
    /* Numbers and missing tokens are written without a look at their bytes. */
    if (strchr("\"\r\n+-.", delimiter) || (delimiter >= '0' && delimiter <= '9') ||
        (delimiter >= 'a' && delimiter <= 'z') || (delimiter >= 'A' && delimiter <= 'Z'))
        return mm_fail(error, MM_USAGE, "'%c' cannot be a delimiter: it can be part of a cell", delimiter);
    csv->delimiter = (char)delimiter;
    csv->fields = writer->schema->count + writer->schema->labelled;
    csv->special[(unsigned char)csv->delimiter] = true;
    csv->special['"'] = csv->special['\r'] = csv->special['\n'] = true;
    /* Commas and tabs outside quotes are what a reader tells CSV and TSV by. */
    csv->special[','] = csv->special['\t'] = true;
    if (!mm_tokens_parse(&csv->tokens, NULL)) return mm_fail_memory(error);
    if (writer->headed) put_header(csv);
    return MM_OK;
}

static enum mm_status csv_rows(struct mm_writer *writer, const struct mm_block *block, struct mm_error *error) {
    (void)error;
    struct csv_writer *csv = (struct csv_writer *)writer;
    const struct mm_schema *schema = writer->schema;
    const double *numbers = block->numbers;
    const struct mm_span *texts = block->texts;
    for (size_t i = 0; i < block->rows; i++) {
        size_t field = 0;
        if (schema->labelled) put_text(csv, block->labels[i], ROLE_LABEL, field++);
        for (size_t j = 0; j < schema->count; j++, field++) {
            enum mm_kind kind = schema->columns[j].kind;
            if (kind != MM_NUMBER) {
                struct mm_span cell = *texts++;
                /* A quoted empty cell is text to a reader, in a first row even a name: a missing number stays one. */
                if (kind == MM_NUMERAL && cell.length == 0 && needs_quotes(csv, cell, ROLE_CELL, false))
                    cell = mm_span_of("nan");
                put_text(csv, cell, ROLE_CELL, field);
                continue;
            }
            /* Where the time goes: the number is formatted where it is sent from. */
            char *room = mm_sink_reserve(writer->sink, MM_NUMBER_TEXT + 1);
            size_t length = mm_cell_number(room, *numbers++, writer->options.digits);
            room[length] = field + 1 == csv->fields ? '\n' : csv->delimiter;
            mm_sink_advance(writer->sink, length + 1);
            csv->begun = true;
        }
    }
    return MM_OK;
}

static void csv_close(struct mm_writer *writer) {
    mm_tokens_free(&((struct csv_writer *)writer)->tokens);
}

const struct mm_writer_operations mm_csv_writer = {
    .size = sizeof(struct csv_writer),
    .open = csv_open,
    .rows = csv_rows,
    .close = csv_close,
};
