/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the completions for bash, zsh and fish share: quoting, function names, templates. */
#include "cli/render_shell.h"

#include <ctype.h>
#include <string.h>

#include "cli/option_value.h"

void mm_shell_identifier(struct mm_buffer *out, const char *name) {
    for (const char *c = name; *c != '\0'; c++) mm_buffer_add_byte(out, isalnum((unsigned char)*c) ? *c : '_');
}

static void add_argumented(struct mm_buffer *out, const struct mm_option *options, const char *separator) {
    const char *between = "";
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++) {
        if (!mm_option_takes_argument(o)) continue;
        if (o->letter != 0) {
            mm_buffer_printf(out, "%s-%c", between, o->letter);
            between = separator;
        }
        if (o->name != NULL) {
            mm_buffer_printf(out, "%s--%s", between, o->name);
            between = separator;
        }
    }
}

void mm_shell_template(struct mm_buffer *out, const char *template, const char *name, const struct mm_option *options,
                       const char *separator) {
    static const char identifier[] = "NAME", command[] = "COMMAND", argumented[] = "ARGUMENTED";
    for (const char *c = template; *c != '\0';) {
        if (strncmp(c, identifier, strlen(identifier)) == 0) {
            mm_shell_identifier(out, name);
            c += strlen(identifier);
        } else if (strncmp(c, argumented, strlen(argumented)) == 0) {
            add_argumented(out, options, separator);
            c += strlen(argumented);
        } else if (strncmp(c, command, strlen(command)) == 0) {
            mm_buffer_add_text(out, name);
            c += strlen(command);
        } else {
            mm_buffer_add_byte(out, *c++);
        }
    }
}

void mm_shell_quoted(struct mm_buffer *out, const char *text) {
    mm_buffer_add_byte(out, '\'');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'')
            mm_buffer_add_text(out, "'\\''");
        else
            mm_buffer_add_byte(out, *c);
    }
    mm_buffer_add_byte(out, '\'');
}

static bool is_plain(const char *text) {
    for (const char *c = text; *c != '\0'; c++)
        if (!isalnum((unsigned char)*c) && strchr("-_.+/", *c) == NULL) return false;
    return text[0] != '\0';
}

void mm_shell_alternatives(struct mm_buffer *out, const struct mm_option *option) {
    struct mm_strings choices = {0};
    if (!mm_strings_split(&choices, mm_option_alternatives(option), '|')) out->failed = true;
    for (size_t i = 0; i < choices.count; i++) {
        mm_buffer_add_byte(out, ' ');
        if (is_plain(choices.items[i]))
            mm_buffer_add_text(out, choices.items[i]);
        else
            mm_shell_quoted(out, choices.items[i]);
    }
    mm_strings_free(&choices);
}

bool mm_shell_has_columns(const struct mm_option *options) {
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (o->kind == MM_OPTION_COLUMN || o->kind == MM_OPTION_COLUMNS) return true;
    return false;
}
