/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window that JSON is scanned in: how it moves over the input, and which line and column a byte of it has. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"
#include "base/text.h"
#include "io/json_scan.h"

/* Characters are the bytes that do not continue one (10xxxxxx), counted a word at a time: a file may be one long line.
 */
static size_t count_characters(const unsigned char *from, const unsigned char *to) {
    const uint64_t each = 0x0101010101010101;
    size_t count = 0;
    while (to - from >= 8) {
        /* Each byte of SUM counts for itself, which it can do 255 times. */
        uint64_t sum = 0;
        for (int i = 0; i < 255 && to - from >= 8; i++, from += 8) {
            uint64_t word;
            memcpy(&word, from, 8);
            sum += (~(word >> 7) | word >> 6) & each;
        }
        const uint64_t pairs = 0x00ff00ff00ff00ff;
        sum = (sum & pairs) + (sum >> 8 & pairs);
        count += (size_t)(sum * 0x0001000100010001 >> 48);
    }
    for (; from < to; from++) count += (*from & 0xc0) != 0x80;
    return count;
}

/* Counts lines up to TO. */
static void mark_lines(struct mm_json_scan *scan, const unsigned char *to) {
    if (to <= scan->marked) return;
    const unsigned char *newline;
    while ((newline = memchr(scan->marked, '\n', (size_t)(to - scan->marked))) != NULL) {
        scan->line++;
        scan->line_column = 0;
        scan->line_start = scan->marked = newline + 1;
    }
    scan->marked = to;
}

void mm_json_place(const struct mm_json_scan *scan, const void *where, size_t *line, size_t *column) {
    struct mm_json_scan at = *scan;
    mark_lines(&at, where);
    *line = at.line;
    *column = at.line_column + count_characters(at.line_start, where) + 1;
}

size_t mm_json_line(struct mm_json_scan *scan) {
    mark_lines(scan, scan->at);
    return scan->line;
}

enum mm_status mm_json_fail(struct mm_json_scan *scan, const void *where, const char *format, ...) {
    size_t line, column;
    mm_json_place(scan, where, &line, &column);
    /* The file, line and column first, so that the text can be formatted from the arguments as they are. */
    mm_fail_at(scan->error, MM_DATA, scan->file, line, column, "%s", "");
    va_list arguments;
    va_start(arguments, format);
    enum mm_status status = mm_vfail(scan->error, MM_DATA, format, arguments);
    va_end(arguments);
    return status;
}

/* The bytes from KEEP on become the beginning of a window that has room for SPACE more. */
static enum mm_status move(struct mm_json_scan *scan, const unsigned char *keep, size_t space) {
    mark_lines(scan, keep);
    if (scan->line_start < keep) {
        scan->line_column += count_characters(scan->line_start, keep);
        scan->line_start = keep;
    }
    size_t kept = (size_t)(scan->end - keep);
    size_t at = (size_t)(scan->at - keep), hold = scan->hold ? (size_t)(scan->hold - keep) : 0;
    size_t marked = (size_t)(scan->marked - keep), line_start = (size_t)(scan->line_start - keep);
    scan->offset += (size_t)(keep - scan->window);
    if (keep != scan->window) memmove(scan->window, keep, kept);
    if (space > SIZE_MAX - MM_JSON_PADDING ||
        !mm_grow(&scan->window, &scan->capacity, kept, space + MM_JSON_PADDING, 1))
        return mm_fail_memory(scan->error);
    scan->at = scan->window + at;
    scan->end = scan->window + kept;
    if (scan->hold) scan->hold = scan->window + hold;
    scan->marked = scan->window + marked;
    scan->line_start = scan->window + line_start;
    memset(scan->window + kept, 0, MM_JSON_PADDING);
    return MM_OK;
}

enum mm_status mm_json_more(struct mm_json_scan *scan, const unsigned char **start) {
    if (scan->checkpoint != NULL && *start - scan->checkpoint <= MM_JSON_RETREAT) return MM_NEGATIVE;
    scan->checkpoint = NULL;
    if (scan->source == NULL) {
        scan->ended = true;
        return MM_OK;
    }
    if (scan->end - *start > MM_JSON_TOKEN) return mm_json_fail(scan, *start, "a text or number of over 16 MiB");
    const unsigned char *keep = scan->hold != NULL && scan->hold < *start ? scan->hold : *start;
    size_t kept = (size_t)(scan->end - keep), from = (size_t)(*start - keep);
    size_t capacity = scan->capacity - MM_JSON_PADDING;
    size_t wanted = capacity / 2 < MM_JSON_WINDOW ? capacity / 2 : MM_JSON_WINDOW;
    /* Growth doubles the window, so that a long token is not moved again and again. */
    MM_TRY(move(scan, keep, wanted > 0 ? wanted : 1));
    size_t got, space = scan->capacity - MM_JSON_PADDING - kept;
    *start = scan->window + from;
    MM_TRY(mm_source_read(scan->source, scan->window + kept, space, &got, scan->error));
    scan->end += got;
    memset(scan->window + kept + got, 0, MM_JSON_PADDING);
    if (got == 0) {
        scan->ended = true;
        scan->source = NULL;
    }
    return MM_OK;
}

size_t mm_json_tell(const struct mm_json_scan *scan) {
    return scan->offset + (size_t)(scan->at - scan->window);
}

void mm_json_seek(struct mm_json_scan *scan, size_t position) {
    scan->at = scan->window + (position - scan->offset);
}

enum mm_status mm_json_scan_open(struct mm_json_scan *scan, struct mm_source *source, size_t capacity,
                                 struct mm_error *error) {
    *scan = (struct mm_json_scan){.source = source, .file = mm_source_name(source), .error = error, .line = 1};
    scan->window = mm_new_zero(capacity + MM_JSON_PADDING, 1);
    if (scan->window == NULL) return mm_fail_memory(error);
    scan->capacity = capacity + MM_JSON_PADDING;
    scan->at = scan->end = scan->marked = scan->line_start = scan->window;
    const unsigned char *start = scan->at;
    while (scan->end - start < 3 && !scan->ended) MM_TRY(mm_json_more(scan, &start));
    if (memcmp(start, "\xef\xbb\xbf", 3) == 0) scan->at = scan->marked = scan->line_start = start + 3;
    return MM_OK;
}

enum mm_status mm_json_scan_text(struct mm_json_scan *scan, const char *text, size_t length, const char *file,
                                 struct mm_error *error) {
    *scan = (struct mm_json_scan){.file = file, .error = error, .line = 1, .ended = true};
    if (length > SIZE_MAX - MM_JSON_PADDING) return mm_fail_memory(error);
    scan->window = mm_new(length + MM_JSON_PADDING, 1);
    if (scan->window == NULL) return mm_fail_memory(error);
    scan->capacity = length + MM_JSON_PADDING;
    if (length > 0) memcpy(scan->window, text, length);
    memset(scan->window + length, 0, MM_JSON_PADDING);
    scan->at = scan->marked = scan->line_start = scan->window;
    scan->end = scan->window + length;
    return MM_OK;
}

void mm_json_scan_close(struct mm_json_scan *scan) {
    free(scan->window);
    *scan = (struct mm_json_scan){0};
}
