/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Error texts that are safe to show on a terminal whatever was in the data. */
#include "base/error.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* The length of the printable UTF-8 character at TEXT, or 0 for a control character or an invalid byte. U+0080 to
 * U+009F count as control characters because terminals obey them. LENGTH is at least 1. */
static size_t printable_length(const unsigned char *text, size_t length) {
    unsigned char first = text[0];
    if (first < 0x80) return first >= 0x20 && first != 0x7f;
    size_t size = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || size > length) return 0;
    for (size_t i = 1; i < size; i++) {
        if ((text[i] & 0xc0) != 0x80) return 0;
    }
    unsigned char second = text[1];
    bool overlong = (first == 0xe0 && second < 0xa0) || (first == 0xf0 && second < 0x90);
    bool surrogate = first == 0xed && second >= 0xa0;
    bool beyond = first == 0xf4 && second >= 0x90;
    bool control = first == 0xc2 && second < 0xa0;
    return overlong || surrogate || beyond || control ? 0 : size;
}

/* Appends TEXT escaped at OUT[*USED], SIZE bytes in all with the terminator. A text that does not fit ends with "..."
 * after a whole character. */
static void add_escaped(char *out, size_t *used, size_t size, const char *text, size_t length) {
    static const char dots[] = "...";
    size_t fits = *used; /* the last place from which the dots still fit */
    for (size_t i = 0; i < length;) {
        char piece[8];
        size_t taken = printable_length((const unsigned char *)text + i, length - i);
        size_t made = taken;
        if (taken > 0) {
            memcpy(piece, text + i, taken);
        } else {
            const char *letter = text[i] == '\n' ? "\\n" : text[i] == '\t' ? "\\t" : text[i] == '\r' ? "\\r" : NULL;
            made = (size_t)(letter ? snprintf(piece, sizeof piece, "%s", letter)
                                   : snprintf(piece, sizeof piece, "\\x%02x", (unsigned)(unsigned char)text[i]));
            taken = 1;
        }
        if (*used + sizeof dots <= size) fits = *used;
        if (*used + made >= size) {
            size_t room = size - 1 - fits;
            size_t shown = room < sizeof dots - 1 ? room : sizeof dots - 1;
            memcpy(out + fits, dots, shown);
            *used = fits + shown;
            break;
        }
        memcpy(out + *used, piece, made);
        *used += made;
        i += taken;
    }
    out[*used] = '\0';
}

enum mm_status mm_vfail(struct mm_error *error, enum mm_status status, const char *format, va_list arguments) {
    if (!error) return status;
    /* Formatted aside, for an argument may be the old text of the same error. One byte beyond what is shown makes an
     * overlong text end in dots. */
    char raw[MM_ERROR_TEXT + 1];
    int length = vsnprintf(raw, sizeof raw, format, arguments);
    if (length < 0) raw[0] = '\0';
    error->status = status;
    error->excerpt[0] = '\0';
    size_t used = 0;
    add_escaped(error->text, &used, sizeof error->text, raw, strlen(raw));
    return status;
}

enum mm_status mm_fail(struct mm_error *error, enum mm_status status, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    mm_vfail(error, status, format, arguments);
    va_end(arguments);
    return status;
}

/* A path too long for its field loses its beginning: the end tells more. */
static void set_file(struct mm_error *error, const char *file) {
    size_t length = strlen(file);
    if (length < sizeof error->file) {
        memmove(error->file, file, length + 1);
        return;
    }
    memcpy(error->file, "...", 3);
    memcpy(error->file + 3, file + length - (sizeof error->file - 4), sizeof error->file - 3);
}

enum mm_status mm_fail_at(struct mm_error *error, enum mm_status status, const char *file, size_t line, size_t column,
                          const char *format, ...) {
    if (!error) return status;
    va_list arguments;
    va_start(arguments, format);
    mm_vfail(error, status, format, arguments);
    va_end(arguments);
    if (file) set_file(error, file);
    error->line = line;
    error->column = column;
    return status;
}

void mm_error_excerpt(struct mm_error *error, const char *source, size_t first, size_t last, size_t start, size_t end) {
    enum { MOST = 100 };
    char line[MOST + 4], marks[MOST + 4];
    size_t shown = 0, columns = 0;
    if (last - first > MOST) last = first + MOST;
    /* A caret is a column, a character of several bytes too. */
    for (size_t i = first; i < last;) {
        size_t length = printable_length((const unsigned char *)source + i, last - i);
        size_t taken = length > 0 ? length : 1;
        if (length > 0) {
            memcpy(line + shown, source + i, length);
            shown += length;
        } else {
            line[shown++] = '?';
        }
        marks[columns++] = i >= start && i < end ? '^' : ' ';
        i += taken;
    }
    if (start >= last) marks[columns++] = '^';
    while (columns > 0 && marks[columns - 1] == ' ') columns--;
    snprintf(error->excerpt, sizeof error->excerpt, "    %.*s\n    %.*s\n", (int)shown, line, (int)columns, marks);
}

enum mm_status mm_fail_memory(struct mm_error *error) {
    return mm_fail(error, MM_MEMORY, "%s", mm_status_text(MM_MEMORY));
}

char *mm_error_describe(const struct mm_error *error, char *buffer, size_t size) {
    if (size == 0) return buffer;
    size_t used = 0;
    buffer[0] = '\0';
    char place[64] = "";
    if (error->line > 0 && error->column > 0) {
        snprintf(place, sizeof place, "%zu:%zu: ", error->line, error->column);
    } else if (error->line > 0) {
        snprintf(place, sizeof place, "%zu: ", error->line);
    }
    if (error->file[0]) {
        const char *file = strcmp(error->file, "-") == 0 ? "standard input" : error->file;
        add_escaped(buffer, &used, size, file, strlen(file));
        const char *colon = place[0] ? ":" : ": ";
        add_escaped(buffer, &used, size, colon, strlen(colon));
    }
    add_escaped(buffer, &used, size, place, strlen(place));
    add_escaped(buffer, &used, size, error->text, strlen(error->text));
    return buffer;
}
