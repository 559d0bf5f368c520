/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of single cells: numbers, JSON values, UTF-8. */
#include <math.h>
#include <string.h>

#include "base/number.h"
#include "io/writer_format.h"

size_t mm_cell_number(char *to, double value, int digits) {
    return digits > 0 ? mm_format_digits(value, digits, to) : mm_format_number(value, to);
}

size_t mm_cell_json_number(char *to, double value, int digits) {
    if (isfinite(value)) return mm_cell_number(to, value, digits);
    const char *text = isnan(value) ? "null" : value > 0 ? "1e999" : "-1e999";
    size_t length = strlen(text);
    memcpy(to, text, length);
    return length;
}

static bool is_digit(char byte) {
    return byte >= '0' && byte <= '9';
}

/* Passes a run of digits; false if there is none. */
static bool skip_digits(const char **at, const char *end) {
    const char *start = *at;
    while (*at < end && is_digit(**at)) ++*at;
    return *at > start;
}

/* RFC 8259: [-] int [frac] [exp], int without leading zeros. */
static bool is_json_number(struct mm_span text) {
    const char *at = text.text, *end = at + text.length;
    if (at < end && *at == '-') at++;
    const char *integer = at;
    if (!skip_digits(&at, end) || (*integer == '0' && at - integer > 1)) return false;
    if (at < end && *at == '.') {
        at++;
        if (!skip_digits(&at, end)) return false;
    }
    if (at < end && (*at == 'e' || *at == 'E')) {
        at++;
        if (at < end && (*at == '+' || *at == '-')) at++;
        if (!skip_digits(&at, end)) return false;
    }
    return at == end;
}

void mm_cell_json_numeral(struct mm_buffer *buffer, struct mm_span text) {
    double value;
    if (text.text && is_json_number(text)) {
        mm_buffer_add(buffer, text.text, text.length);
    } else if (text.text && mm_parse_number(text.text, text.length, &value) == MM_NUMBER_OK) {
        char *room = mm_buffer_reserve(buffer, MM_NUMBER_TEXT);
        if (room) buffer->length += mm_cell_json_number(room, value, 0);
    } else {
        mm_buffer_add_text(buffer, "null"); /* absent, or one of the tokens that count as missing */
    }
}

/* The escape of a byte that cannot stand in a JSON string as itself. */
static void add_escape(struct mm_buffer *buffer, unsigned char byte) {
    static const char letters[] = "\"\\\b\f\n\r\t", escapes[] = "\"\\bfnrt";
    const char *letter = byte ? strchr(letters, byte) : NULL;
    if (letter) {
        mm_buffer_add_byte(buffer, '\\');
        mm_buffer_add_byte(buffer, escapes[letter - letters]);
    } else {
        mm_buffer_printf(buffer, "\\u%04x", (unsigned)byte);
    }
}

void mm_cell_json_text(struct mm_buffer *buffer, struct mm_span text) {
    if (!text.text) {
        mm_buffer_add_text(buffer, "null");
        return;
    }
    mm_buffer_add_byte(buffer, '"');
    for (size_t i = 0; i < text.length;) {
        size_t start = i;
        unsigned char byte = 0;
        /* Most text is plain: it goes over in runs. */
        for (; i < text.length; i++) {
            byte = (unsigned char)text.text[i];
            if (byte < 0x20 || byte == '"' || byte == '\\' || byte >= 0x80) break;
        }
        mm_buffer_add(buffer, text.text + start, i - start);
        if (i == text.length) break;
        if (byte < 0x80) {
            add_escape(buffer, byte);
            i++;
        } else {
            uint32_t code;
            size_t length = mm_utf8_decode(text.text + i, text.length - i, &code);
            /* U+FFFD in the input and one that stands for an error are written alike. */
            if (code == 0xFFFD)
                mm_buffer_add_text(buffer, "\xEF\xBF\xBD");
            else
                mm_buffer_add(buffer, text.text + i, length);
            i += length;
        }
    }
    mm_buffer_add_byte(buffer, '"');
}

size_t mm_utf8_decode(const char *text, size_t length, uint32_t *code) {
    unsigned char lead = (unsigned char)text[0];
    *code = lead;
    if (lead < 0x80) return 1;
    /* The second byte's range is narrower after E0, ED, F0 and F4: no overlong form, no surrogate, none past 10FFFF. */
    unsigned char low = 0x80, high = 0xBF;
    size_t size;
    uint32_t value;
    if (lead >= 0xC2 && lead <= 0xDF) {
        size = 2;
        value = lead & 0x1Fu;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        size = 3;
        value = lead & 0x0Fu;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        size = 4;
        value = lead & 0x07u;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else {
        *code = 0xFFFD;
        return 1;
    }
    for (size_t i = 1; i < size; i++) {
        unsigned char byte = i < length ? (unsigned char)text[i] : 0;
        if (byte < low || byte > high) {
            *code = 0xFFFD;
            return i;
        }
        value = value << 6 | (byte & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *code = value;
    return size;
}
