/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which cells count as missing, and what a reader says of one. */
#include "io/missing.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"

static int lower(int byte) {
    return byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte;
}

static bool equal_without_case(const char *a, const char *b, size_t length) {
    for (size_t i = 0; i < length; i++)
        if (lower((unsigned char)a[i]) != lower((unsigned char)b[i])) return false;
    return true;
}

bool mm_tokens_parse(struct mm_tokens *tokens, const char *list) {
    memset(tokens, 0, sizeof *tokens);
    if (!mm_strings_split(&tokens->list, list ? list : "NA,N/A,#N/A,null,None", ',')) {
        mm_tokens_free(tokens);
        return false;
    }
    for (size_t i = 0; i < tokens->list.count; i++) {
        int first = lower((unsigned char)tokens->list.items[i][0]);
        tokens->first[first] = 1;
        if (first >= 'a' && first <= 'z') tokens->first[first - 'a' + 'A'] = 1;
    }
    return true;
}

void mm_tokens_free(struct mm_tokens *tokens) {
    mm_strings_free(&tokens->list);
    memset(tokens, 0, sizeof *tokens);
}

static bool is_nan_text(const char *cell, size_t length) {
    if (length == 4 && (*cell == '+' || *cell == '-')) {
        cell++;
        length--;
    }
    return length == 3 && equal_without_case(cell, "nan", 3);
}

bool mm_is_missing(const struct mm_tokens *tokens, const char *cell, size_t length) {
    if (length == 0 || is_nan_text(cell, length)) return true;
    if (!tokens->first[(unsigned char)*cell]) return false;
    for (size_t i = 0; i < tokens->list.count; i++) {
        const char *token = tokens->list.items[i];
        if (strlen(token) == length && equal_without_case(token, cell, length)) return true;
    }
    return false;
}

/* A number too large for a double is a number in kind: it is the conversion that fails. */
enum mm_cell mm_classify_cell(const struct mm_tokens *tokens, const char *cell, size_t length) {
    double value;
    if (mm_is_missing(tokens, cell, length)) return MM_CELL_MISSING;
    return mm_parse_number(cell, length, &value) == MM_NUMBER_SYNTAX ? MM_CELL_TEXT : MM_CELL_NUMBER;
}

/* How much of TEXT to show: at most LIMIT bytes, ending between two characters of UTF-8. */
static int shown_length(const char *text, size_t length, size_t limit) {
    if (length <= limit) return (int)length;
    while (limit > 0 && ((unsigned char)text[limit] & 0xc0) == 0x80) limit--;
    return (int)limit;
}

/* " (column 'score')", or nothing for a column without a name. */
static void describe_column(const char *name, char *text, size_t size) {
    text[0] = 0;
    if (name && *name) snprintf(text, size, " (column '%.*s')", shown_length(name, strlen(name), 80), name);
}

enum mm_status mm_fail_missing(struct mm_error *error, const char *file, size_t line, size_t field, const char *name) {
    char column[128];
    describe_column(name, column, sizeof column);
    return mm_fail_at(error, MM_DATA, file, line, field,
                      "missing value%s; use --na=omit to drop the row or --na=keep to compute with NaN", column);
}

enum mm_status mm_fail_cell(struct mm_error *error, const char *file, size_t line, size_t field, const char *name,
                            const char *cell, size_t length, bool overflow) {
    enum { SHOWN = 60 }; /* of a long cell */
    char column[128];
    describe_column(name, column, sizeof column);
    return mm_fail_at(error, MM_DATA, file, line, field, "%s: '%.*s%s'%s",
                      overflow ? "number too large for a double" : "not a number", shown_length(cell, length, SHOWN),
                      cell, length > SHOWN ? "..." : "", column);
}
