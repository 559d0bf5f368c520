/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spans, growable buffers and lists of strings. */
#include "base/text.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

struct mm_span mm_span_of(const char *terminated) {
    return (struct mm_span){terminated, terminated ? strlen(terminated) : 0};
}

bool mm_span_equal(struct mm_span a, struct mm_span b) {
    return a.length == b.length && (a.length == 0 || memcmp(a.text, b.text, a.length) == 0);
}

bool mm_span_is(struct mm_span a, const char *terminated) {
    return mm_span_equal(a, mm_span_of(terminated));
}

void mm_buffer_free(struct mm_buffer *buffer) {
    free(buffer->text);
    *buffer = (struct mm_buffer){0};
}

void mm_buffer_clear(struct mm_buffer *buffer) {
    buffer->length = 0;
    buffer->failed = false;
    if (buffer->text) buffer->text[0] = '\0';
}

char *mm_buffer_reserve(struct mm_buffer *buffer, size_t extra) {
    if (buffer->failed) return NULL;
    /* One byte more than asked for, for the terminator. */
    if (extra == SIZE_MAX || !mm_grow(&buffer->text, &buffer->capacity, buffer->length, extra + 1, 1)) {
        buffer->failed = true;
        return NULL;
    }
    return buffer->text + buffer->length;
}

void mm_buffer_add(struct mm_buffer *buffer, const char *text, size_t length) {
    char *place = mm_buffer_reserve(buffer, length);
    if (!place) return;
    if (length > 0) memcpy(place, text, length);
    place[length] = '\0';
    buffer->length += length;
}

void mm_buffer_add_text(struct mm_buffer *buffer, const char *terminated) {
    mm_buffer_add(buffer, terminated, strlen(terminated));
}

void mm_buffer_add_byte(struct mm_buffer *buffer, char byte) {
    mm_buffer_add(buffer, &byte, 1);
}

void mm_buffer_printf(struct mm_buffer *buffer, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0) {
        buffer->failed = true;
        return;
    }
    char *place = mm_buffer_reserve(buffer, (size_t)length);
    if (!place) return;
    va_start(arguments, format);
    vsnprintf(place, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
}

char *mm_buffer_take(struct mm_buffer *buffer) {
    /* An empty buffer is an empty text, which needs its terminator. */
    if (!buffer->failed && !buffer->text) mm_buffer_add(buffer, "", 0);
    if (buffer->failed) {
        mm_buffer_free(buffer);
        return NULL;
    }
    /* Bytes that came through mm_buffer_reserve have no terminator yet; room for it is always there. */
    buffer->text[buffer->length] = '\0';
    char *text = buffer->text;
    *buffer = (struct mm_buffer){0};
    return text;
}

void mm_strings_free(struct mm_strings *strings) {
    for (size_t i = 0; i < strings->count; i++) free(strings->items[i]);
    free(strings->items);
    *strings = (struct mm_strings){0};
}

bool mm_strings_add(struct mm_strings *strings, const char *text, size_t length) {
    if (!mm_grow(&strings->items, &strings->capacity, strings->count, 1, sizeof *strings->items)) return false;
    char *copy = mm_copy_text(text, length);
    if (!copy) return false;
    strings->items[strings->count++] = copy;
    return true;
}

bool mm_strings_copy(struct mm_strings *to, const struct mm_strings *from) {
    for (size_t i = 0; i < from->count; i++) {
        if (!mm_strings_add(to, from->items[i], strlen(from->items[i]))) return false;
    }
    return true;
}

static bool is_blank(char byte) {
    return byte == ' ' || byte == '\t';
}

bool mm_strings_split(struct mm_strings *strings, const char *text, char separator) {
    if (!*text) return true;
    for (;;) {
        const char *end = strchr(text, separator);
        const char *last = end ? end : text + strlen(text);
        const char *first = text;
        while (first < last && is_blank(*first)) first++;
        while (last > first && is_blank(last[-1])) last--;
        if (!mm_strings_add(strings, first, (size_t)(last - first))) return false;
        if (!end) return true;
        text = end + 1;
    }
}

char *mm_copy_text(const char *text, size_t length) {
    if (length == SIZE_MAX) return NULL;
    char *copy = mm_new(length + 1, 1);
    if (!copy) return NULL;
    if (length > 0) memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}
