/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header, labels and kinds, told from the rows at the start of the input. */
#include "io/csv_head.h"

#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/number.h"

/* Ends the tokenizer before the text does; never seen outside this file. */
static const enum mm_status STOP = MM_NEGATIVE;

void mm_csv_head_free(struct mm_csv_head *head) {
    mm_strings_free(&head->names);
    free(head->looks);
    free(head->first);
    free(head->seen);
    *head = (struct mm_csv_head){0};
}

static unsigned char class_bit(const struct mm_csv_head *head, const struct mm_csv_cell *cell) {
    return (unsigned char)(1u << mm_classify_cell(head->tokens, cell->text, cell->length));
}

static enum mm_csv_look look_of(const struct mm_csv_cell *cell, unsigned char class) {
    if (cell->quoted) return MM_CSV_WORD;
    if (cell->length == 0) return MM_CSV_EMPTY;
    if (class == 1u << MM_CELL_MISSING) return MM_CSV_MISSING;
    return class == 1u << MM_CELL_NUMBER ? MM_CSV_NUMBER : MM_CSV_WORD;
}

static enum mm_status take_first_row(struct mm_csv_head *head, const struct mm_csv_rows *rows) {
    head->looks = mm_new(rows->count, 1);
    head->first = mm_new(rows->count, 1);
    head->seen = mm_new_zero(rows->count, 1);
    if (!head->looks || !head->first || !head->seen) return mm_fail_memory(rows->error);
    for (size_t i = 0; i < rows->count; i++) {
        const struct mm_csv_cell *cell = &rows->cells[i];
        head->first[i] = class_bit(head, cell);
        head->looks[i] = (unsigned char)look_of(cell, head->first[i]);
        if (!mm_strings_add(&head->names, cell->text, cell->length)) return mm_fail_memory(rows->error);
    }
    head->fields = rows->count;
    head->line = rows->line;
    head->data_line = rows->next_line;
    head->data_offset = (size_t)(rows->end - head->text);
    return MM_OK;
}

static enum mm_status take_row(void *context, struct mm_csv_rows *rows) {
    struct mm_csv_head *head = context;
    bool blank = rows->count == 1 && rows->cells[0].length == 0 && !rows->cells[0].quoted;
    if (head->fields == 0) return blank ? MM_OK : take_first_row(head, rows);
    if (blank && head->fields > 1) return MM_OK;
    head->full = rows->count != head->fields || (head->rows > 0 && rows->end - head->text > MM_CSV_HEAD);
    if (head->full) return STOP;
    for (size_t i = 0; i < rows->count; i++) {
        unsigned char class = class_bit(head, &rows->cells[i]);
        head->seen[i] |= class;
        if (i == 0 && head->rows == 0) head->second_word = look_of(&rows->cells[0], class) == MM_CSV_WORD;
    }
    head->rows++;
    return MM_OK;
}

enum mm_status mm_csv_head_look(struct mm_csv_head *head, const struct mm_csv_dialect *dialect, const char *file,
                                struct mm_csv_chunk *chunk, struct mm_error *error) {
    struct mm_csv_rows rows = {
        .dialect = dialect, .file = file, .row = take_row, .context = head, .error = error, .grows = true};
    head->text = chunk->text;
    enum mm_status status = mm_csv_tokenize(&rows, chunk->text, chunk->size);
    mm_csv_rows_free(&rows);
    if (status == MM_OK || status == MM_MEMORY || head->fields == 0) return status;
    head->full = true;
    return MM_OK;
}

static size_t count_looks(const struct mm_csv_head *head, enum mm_csv_look look) {
    size_t count = 0;
    for (size_t i = 0; i < head->fields; i++) count += head->looks[i] == look;
    return count;
}

enum mm_csv_verdict mm_csv_head_judge(const struct mm_csv_head *head, enum mm_header header, bool ended) {
    if (header != MM_HEADER_AUTO) return header == MM_HEADER_YES ? MM_CSV_IS_HEADER : MM_CSV_IS_DATA;
    size_t words = count_looks(head, MM_CSV_WORD);
    if (words == head->fields) return MM_CSV_IS_HEADER;
    if (words > 0) {
        bool corner = head->looks[0] == MM_CSV_EMPTY && words == head->fields - 1;
        return corner ? MM_CSV_IS_HEADER : MM_CSV_IS_MIXED;
    }
    if (head->fields < 2 || count_looks(head, MM_CSV_EMPTY) < head->fields) return MM_CSV_IS_DATA;
    /* Nothing but delimiters: the header of labelled rows with unnamed columns, if the rows below have labels. */
    if (head->rows == 0 && !head->full && !ended) return MM_CSV_UNDECIDED;
    return head->rows > 0 && head->second_word ? MM_CSV_IS_HEADER : MM_CSV_IS_DATA;
}

enum mm_status mm_csv_head_fail_mixed(const struct mm_csv_head *head, const char *file, struct mm_error *error) {
    static const char *const what[] = {"empty", "a missing value", "a number", "text"};
    size_t word = 0, other = 0;
    while (head->looks[word] != MM_CSV_WORD) word++;
    while (head->looks[other] == MM_CSV_WORD ||
           (other == 0 && head->looks[0] == MM_CSV_EMPTY && count_looks(head, MM_CSV_WORD) + 1 < head->fields))
        other++;
    return mm_fail_at(error, MM_DATA, file, head->line, other + 1,
                      "is the first row a header? '%.60s' is text and '%.60s' is %s; use -H if it is, -N if it is data",
                      head->names.items[word], head->names.items[other], what[head->looks[other]]);
}

static enum mm_status fail_label(const struct mm_csv_head *head, bool named, const char *name, const char *file,
                                 struct mm_error *error) {
    const char *near = named ? mm_nearest_name(name, (const char *const *)head->names.items, head->names.count) : NULL;
    if (near)
        return mm_fail_at(error, MM_USAGE, file, 0, 0, "unknown label column '%s'; did you mean '%s'?", name, near);
    if (named) return mm_fail_at(error, MM_USAGE, file, 0, 0, "unknown label column '%s'", name);
    return mm_fail_at(error, MM_USAGE, file, 0, 0,
                      "unknown label column '%s': the input has no header, so give a number from 1 to %zu", name,
                      head->fields);
}

static enum mm_status find_label(const struct mm_csv_head *head, bool named, const char *name, const char *file,
                                 size_t *label, struct mm_error *error) {
    size_t found = 0;
    for (size_t i = 0; named && i < head->fields; i++) {
        if (strcmp(head->names.items[i], name) != 0) continue;
        *label = i;
        found++;
    }
    if (found == 1) return MM_OK;
    if (found > 1)
        return mm_fail_at(error, MM_USAGE, file, 0, 0, "the label column '%s' stands %zu times; choose one by number",
                          name, found);
    const char *digits = name[0] == '#' ? name + 1 : name;
    uint64_t number;
    if (mm_parse_unsigned(digits, strlen(digits), &number) != MM_NUMBER_OK)
        return fail_label(head, named, name, file, error);
    if (number < 1 || number > head->fields)
        return mm_fail_at(error, MM_USAGE, file, 0, 0, "no label column %s: there are %zu", digits, head->fields);
    *label = (size_t)number - 1;
    return MM_OK;
}

enum mm_status mm_csv_head_label(const struct mm_csv_head *head, bool named, const char *name, const char *file,
                                 size_t *label, struct mm_error *error) {
    *label = MM_CSV_NO_FIELD;
    if (name) return find_label(head, named, name, file, label, error);
    /* A lone column is what is asked for, whatever its name. */
    if (named && head->fields > 1 && head->names.items[0][0] == 0) *label = 0;
    return MM_OK;
}

enum mm_kind mm_csv_head_kind(const struct mm_csv_head *head, bool named, size_t field, bool *certain) {
    unsigned seen = head->seen[field] | (named ? 0u : head->first[field]);
    *certain = seen >> MM_CELL_NUMBER & 1;
    return seen >> MM_CELL_TEXT & 1 && !*certain ? MM_TEXT : MM_NUMBER;
}
