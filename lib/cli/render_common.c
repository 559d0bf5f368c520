/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the renderings of a command share: defaults, metavariables, filled lines, pieces of text. */
#include "cli/render_common.h"

#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "base/number.h"
#include "cli/option_value.h"

enum { LONGEST_ALTERNATIVES = 44 }; /* bytes; longer lists are moved into the help text */

static bool default_number(struct mm_buffer *out, double value, const struct mm_option *option) {
    /* A value out of bounds cannot be meant: it stands for "not given". */
    bool inside =
        option->open ? value > option->low && value < option->high : value >= option->low && value <= option->high;
    if (!inside) return false;
    char text[MM_NUMBER_TEXT];
    mm_buffer_add(out, text, mm_format_number(value, text));
    return true;
}

static bool default_choice(struct mm_buffer *out, int value, const char *alternatives) {
    struct mm_strings choices = {0};
    bool shown = false;
    if (!mm_strings_split(&choices, alternatives, '|')) {
        out->failed = true;
    } else if (value >= 0 && (size_t)value < choices.count) {
        mm_buffer_add_text(out, choices.items[value]);
        shown = true;
    }
    mm_strings_free(&choices);
    return shown;
}

static bool default_delimiter(struct mm_buffer *out, int value) {
    if (value < -1) return false;
    if (value == '\t')
        mm_buffer_add_text(out, "tab");
    else if (value == -1)
        mm_buffer_add_text(out, "space");
    else if (value == 0)
        mm_buffer_add_text(out, "auto");
    else
        mm_buffer_add_byte(out, (char)value);
    return true;
}

bool mm_render_default(struct mm_buffer *out, const struct mm_option *option) {
    switch (option->kind) {
    case MM_OPTION_REAL:
        return default_number(out, *option->to.real, option);
    case MM_OPTION_COUNT:
        return *option->to.count != SIZE_MAX && default_number(out, (double)*option->to.count, option);
    case MM_OPTION_NATURAL:
        /* Who asks whether it was given does something else when it was not. */
        if (option->given != NULL) return false;
        mm_buffer_printf(out, "%llu", (unsigned long long)*option->to.natural);
        return true;
    case MM_OPTION_CHOICE:
        return default_choice(out, *option->to.integer, option->argument);
    case MM_OPTION_DELIMITER:
        return default_delimiter(out, *option->to.integer);
    case MM_OPTION_STRING:
    case MM_OPTION_COLUMN:
    case MM_OPTION_COLUMNS:
    case MM_OPTION_FILE:
        if (*option->to.text == NULL || **option->to.text == '\0') return false;
        mm_buffer_add_text(out, *option->to.text);
        return true;
    default:
        return false;
    }
}

const char *mm_option_alternatives(const struct mm_option *option) {
    if (option->kind == MM_OPTION_CHOICE) return option->argument;
    return option->kind == MM_OPTION_HELP ? MM_HELP_FORMS : NULL;
}

bool mm_shows_alternatives(const struct mm_option *option) {
    const char *alternatives = mm_option_alternatives(option);
    return alternatives != NULL && (strlen(alternatives) <= LONGEST_ALTERNATIVES || option->name == NULL);
}

void mm_render_metavariable(struct mm_buffer *out, const struct mm_option *option) {
    if (mm_shows_alternatives(option)) {
        mm_buffer_add_text(out, mm_option_alternatives(option));
    } else if (mm_option_alternatives(option) != NULL) {
        for (const char *c = option->name; *c != '\0'; c++) mm_buffer_add_byte(out, (char)toupper((unsigned char)*c));
    } else if (option->argument != NULL) {
        mm_buffer_add_text(out, option->argument);
    } else {
        mm_buffer_add_text(out, option->kind == MM_OPTION_FILE ? "FILE" : "VALUE");
    }
}

/* TEXT with blanks that keep it on one line. */
static void add_unbroken(struct mm_buffer *out, const char *text) {
    for (const char *c = text; *c != '\0'; c++) mm_buffer_add_byte(out, *c == ' ' ? MM_HARD_BLANK : *c);
}

void mm_render_sentence(struct mm_buffer *out, const struct mm_option *option, bool brief) {
    const char *help = option->help != NULL ? option->help : "";
    mm_buffer_add(out, help, brief ? strcspn(help, ";") : strlen(help));
    const char *alternatives = mm_option_alternatives(option);
    if (alternatives != NULL && !mm_shows_alternatives(option)) {
        mm_buffer_add_text(out, ": ");
        for (const char *c = alternatives; *c != '\0'; c++) {
            if (*c == '|')
                mm_buffer_add_text(out, ", ");
            else
                mm_buffer_add_byte(out, *c);
        }
    }
    struct mm_buffer value = {0};
    if (mm_render_default(&value, option) && !value.failed) {
        mm_buffer_add_text(out, " (default:");
        mm_buffer_add_byte(out, MM_HARD_BLANK);
        add_unbroken(out, value.text);
        mm_buffer_add_byte(out, ')');
    }
    out->failed = out->failed || value.failed;
    mm_buffer_free(&value);
}

void mm_render_example(struct mm_buffer *out, const struct mm_example *example) {
    const char *cursor = example->command;
    struct mm_span line;
    bool continued = false;
    while (mm_next_line(&cursor, &line)) {
        mm_buffer_add_text(out, continued ? "  " : "$ ");
        mm_buffer_add(out, line.text, line.length);
        mm_buffer_add_byte(out, '\n');
        continued = line.length > 0 && strchr("\\|", line.text[line.length - 1]) != NULL;
    }
    if (example->output != NULL) mm_buffer_add_text(out, example->output);
}

size_t mm_text_width(const char *text, size_t length) {
    size_t width = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i], next = i + 1 < length ? (unsigned char)text[i + 1] : 0;
        bool inside = (c & 0xC0) == 0x80;
        bool combining = c == 0xCC || (c == 0xCD && next < 0xB0); /* U+0300 to U+036F */
        if (!inside && !combining) width++;
    }
    return width;
}

void mm_wrap_text(struct mm_buffer *out, struct mm_span text, size_t column, size_t indent, size_t width) {
    bool first = true;
    for (size_t i = 0; i < text.length;) {
        size_t end = i;
        while (end < text.length && text.text[end] != ' ' && text.text[end] != '\n') end++;
        if (end > i) {
            size_t word = mm_text_width(text.text + i, end - i);
            if (!first && column + 1 + word > width) {
                mm_buffer_printf(out, "\n%*s", (int)indent, "");
                column = indent;
            } else if (!first) {
                mm_buffer_add_byte(out, ' ');
                column++;
            }
            mm_buffer_add(out, text.text + i, end - i);
            column += word;
            first = false;
        }
        i = end + 1;
    }
}

bool mm_next_paragraph(const char **cursor, struct mm_span *paragraph) {
    const char *start = *cursor != NULL ? *cursor + strspn(*cursor, "\n") : "";
    const char *end = strstr(start, "\n\n");
    size_t length = end != NULL ? (size_t)(end - start) : strlen(start);
    *cursor = start + length;
    while (length > 0 && start[length - 1] == '\n') length--;
    *paragraph = (struct mm_span){start, length};
    return length > 0;
}

bool mm_next_line(const char **cursor, struct mm_span *line) {
    if (*cursor == NULL || **cursor == '\0') return false;
    *line = (struct mm_span){*cursor, strcspn(*cursor, "\n")};
    *cursor += line->length;
    if (**cursor == '\n') ++*cursor;
    return true;
}

bool mm_next_word(const char **cursor, struct mm_span *word) {
    if (*cursor == NULL) return false;
    *cursor += strspn(*cursor, " ,\n");
    *word = (struct mm_span){*cursor, strcspn(*cursor, " ,\n")};
    *cursor += word->length;
    return word->length > 0;
}

bool mm_is_heading(const struct mm_option *option) {
    return option->kind == MM_OPTION_GROUP && option[1].kind != MM_OPTION_GROUP && option[1].kind != MM_OPTION_END;
}

void mm_absorb(struct mm_buffer *out, struct mm_buffer *part) {
    if (part->failed)
        out->failed = true;
    else
        mm_buffer_add(out, part->text, part->length);
    mm_buffer_free(part);
}
