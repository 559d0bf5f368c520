/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The manual page, in the man(7) macros that both groff and mandoc know. */
#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "cli/option_value.h"
#include "cli/render_common.h"

#ifndef MM_VERSION
#define MM_VERSION "unknown"
#endif

/* Of the format of the page, not of the build: pages are committed and must not change by themselves. */
#define DATE "2026-11-23"

enum { SOURCE_WIDTH = 72 }; /* columns of the page's source */

/* What roff would take for its own, or print as a typographic sign, where a reader wants to copy ASCII. */
static const char *escape_of(char c) {
    switch (c) {
    case '\\':
        return "\\(rs";
    case '-':
        return "\\-";
    case '\'':
        return "\\(aq";
    case '"':
        return "\\(dq";
    case '`':
        return "\\(ga";
    case '^':
        return "\\(ha";
    case '~':
        return "\\(ti";
    case MM_HARD_BLANK:
        return "\\ ";
    default:
        return NULL;
    }
}

static void add_escaped(struct mm_buffer *out, struct mm_span text) {
    for (size_t i = 0; i < text.length; i++) {
        bool starts = out->length == 0 || out->text[out->length - 1] == '\n';
        const char *escape = escape_of(text.text[i]);
        if (starts && text.text[i] == '.') mm_buffer_add_text(out, "\\&"); /* else a request */
        if (escape != NULL)
            mm_buffer_add_text(out, escape);
        else
            mm_buffer_add_byte(out, text.text[i]);
    }
}

static void add_text(struct mm_buffer *out, const char *text) {
    add_escaped(out, mm_span_of(text));
}

/* Text that roff fills; the source gets lines of a bearable length. */
static void add_filled(struct mm_buffer *out, struct mm_span text) {
    struct mm_buffer lines = {0};
    mm_wrap_text(&lines, text, 0, 0, SOURCE_WIDTH);
    if (!lines.failed) add_escaped(out, (struct mm_span){lines.text, lines.length});
    out->failed = out->failed || lines.failed;
    mm_buffer_free(&lines);
    mm_buffer_add_byte(out, '\n');
}

/* Lines kept as they are. */
static void add_verbatim(struct mm_buffer *out, struct mm_span text) {
    mm_buffer_add_text(out, ".EX\n");
    add_escaped(out, text);
    if (text.length == 0 || text.text[text.length - 1] != '\n') mm_buffer_add_byte(out, '\n');
    mm_buffer_add_text(out, ".EE\n");
}

static void add_indented(struct mm_buffer *out, struct mm_span text) {
    mm_buffer_add_text(out, ".RS 4\n");
    add_verbatim(out, text);
    mm_buffer_add_text(out, ".RE\n");
}

/* Words in capitals stand for something else: italics. */
static void add_operands(struct mm_buffer *out, const char *operands) {
    for (const char *c = operands; *c != '\0';) {
        size_t length = 0;
        while (isupper((unsigned char)c[length]) || (length > 0 && (isdigit((unsigned char)c[length])))) length++;
        if (length > 0) {
            mm_buffer_add_text(out, "\\fI");
            add_escaped(out, (struct mm_span){c, length});
            mm_buffer_add_text(out, "\\fR");
        } else {
            length = 1;
            add_escaped(out, (struct mm_span){c, length});
        }
        c += length;
    }
}

static void add_head(struct mm_buffer *out, const struct mm_command *command) {
    mm_buffer_add_text(out, ".TH ");
    for (const char *c = command->name; *c != '\0'; c++) {
        char upper = (char)toupper((unsigned char)*c);
        add_escaped(out, (struct mm_span){&upper, 1});
    }
    mm_buffer_add_text(out, " 1 \"" DATE "\" \"mm " MM_VERSION "\" \"mm manual\"\n.SH NAME\n");
    add_text(out, command->name);
    mm_buffer_add_text(out, " \\- ");
    add_text(out, command->summary);
    mm_buffer_add_text(out, "\n.SH SYNOPSIS\n.B ");
    add_text(out, command->name);
    mm_buffer_add_text(out, "\n[\\fIOPTION\\fR]...");
    if (command->operands != NULL && command->operands[0] != '\0') {
        mm_buffer_add_byte(out, '\n');
        add_operands(out, command->operands);
    }
    mm_buffer_add_byte(out, '\n');
}

static void add_description(struct mm_buffer *out, const char *description) {
    struct mm_span paragraph;
    bool first = true;
    if (description == NULL) return;
    mm_buffer_add_text(out, ".SH DESCRIPTION\n");
    while (mm_next_paragraph(&description, &paragraph)) {
        bool verbatim = paragraph.text[0] == ' '; /* set by hand */
        if (!first) mm_buffer_add_text(out, ".PP\n");
        first = false;
        if (verbatim)
            add_verbatim(out, paragraph);
        else
            add_filled(out, paragraph);
    }
}

static void add_shapes(struct mm_buffer *out, const struct mm_command *command) {
    if (command->input == NULL && command->output == NULL) return;
    mm_buffer_add_text(out, ".SH INPUT AND OUTPUT\n");
    if (command->input != NULL) {
        mm_buffer_add_text(out, ".TP\nInput\n");
        add_filled(out, mm_span_of(command->input));
    }
    if (command->output != NULL) {
        mm_buffer_add_text(out, ".TP\nOutput\n");
        add_filled(out, mm_span_of(command->output));
    }
}

/* Literal alternatives are bold, a metavariable is in italics. */
static void add_argument(struct mm_buffer *out, const struct mm_option *option) {
    struct mm_buffer argument = {0};
    mm_render_metavariable(&argument, option);
    if (argument.failed) {
        out->failed = true;
    } else if (!mm_shows_alternatives(option)) {
        mm_buffer_add_text(out, "\\fI");
        add_text(out, argument.text);
        mm_buffer_add_text(out, "\\fR");
    } else {
        mm_buffer_add_text(out, "\\fB");
        for (const char *c = argument.text; *c != '\0'; c++) {
            if (*c == '|')
                mm_buffer_add_text(out, "\\fR|\\fB");
            else
                add_escaped(out, (struct mm_span){c, 1});
        }
        mm_buffer_add_text(out, "\\fR");
    }
    mm_buffer_free(&argument);
}

static void add_option(struct mm_buffer *out, const struct mm_option *option) {
    mm_buffer_add_text(out, ".TP\n");
    if (option->letter != 0) {
        mm_buffer_add_text(out, "\\fB\\-");
        add_escaped(out, (struct mm_span){&option->letter, 1});
        mm_buffer_add_text(out, option->name != NULL ? "\\fR, " : "\\fR");
    }
    if (option->name != NULL) {
        mm_buffer_add_text(out, "\\fB\\-\\-");
        add_text(out, option->name);
        mm_buffer_add_text(out, "\\fR");
    }
    if (option->kind == MM_OPTION_HELP && option->name != NULL) {
        mm_buffer_add_text(out, "[=");
        add_argument(out, option);
        mm_buffer_add_byte(out, ']');
    } else if (mm_option_takes_argument(option)) {
        mm_buffer_add_byte(out, option->name != NULL ? '=' : ' ');
        add_argument(out, option);
    }
    mm_buffer_add_byte(out, '\n');

    struct mm_buffer sentence = {0};
    mm_render_sentence(&sentence, option, false);
    if (!sentence.failed) add_filled(out, (struct mm_span){sentence.text, sentence.length});
    out->failed = out->failed || sentence.failed;
    mm_buffer_free(&sentence);
}

static void add_options(struct mm_buffer *out, const struct mm_option *options) {
    if (options->kind == MM_OPTION_END) return;
    mm_buffer_add_text(out, ".SH OPTIONS\n");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++) {
        if (o->kind != MM_OPTION_GROUP) {
            add_option(out, o);
        } else if (mm_is_heading(o) && strcasecmp(o->name, "options") != 0) {
            mm_buffer_add_text(out, ".SS \"");
            add_text(out, o->name);
            mm_buffer_add_text(out, "\"\n");
        }
    }
}

static void add_examples(struct mm_buffer *out, const struct mm_example *examples) {
    if (examples == NULL || examples->command == NULL) return;
    mm_buffer_add_text(out, ".SH EXAMPLES\n");
    for (const struct mm_example *e = examples; e->command != NULL; e++) {
        if (e != examples) mm_buffer_add_text(out, ".PP\n");
        if (e->says != NULL) {
            add_filled(out, mm_span_of(e->says));
            mm_buffer_add_text(out, ".PP\n");
        }
        struct mm_buffer lines = {0};
        mm_render_example(&lines, e);
        if (!lines.failed) add_indented(out, (struct mm_span){lines.text, lines.length});
        out->failed = out->failed || lines.failed;
        mm_buffer_free(&lines);
    }
}

static const char exit_status[] = ".SH EXIT STATUS\n"
                                  ".TP\n0\nsuccess\n"
                                  ".TP\n1\na negative answer, as from an assertion that is false\n"
                                  ".TP\n2\nusage: an option, an operand, a column or an expression is wrong\n"
                                  ".TP\n3\nbad data: malformed or missing, too little, or of shapes that do not fit\n"
                                  ".TP\n4\nnumerical failure: singular, undefined or without convergence\n"
                                  ".TP\n5\nsystem: files, input and output, memory\n";

static void add_references(struct mm_buffer *out, const char *references) {
    struct mm_span line;
    bool first = true;
    while (mm_next_line(&references, &line)) {
        if (line.length == 0) continue;
        mm_buffer_add_text(out, first ? ".SH REFERENCES\n" : ".PP\n");
        first = false;
        add_filled(out, line);
    }
}

/* NAME is "mm-pca", of section 1, or "name(5)". */
static void add_reference(struct mm_buffer *out, struct mm_span name, const char *end) {
    size_t length = 0;
    while (length < name.length && name.text[length] != '(') length++;
    mm_buffer_add_text(out, ".BR ");
    add_escaped(out, (struct mm_span){name.text, length});
    mm_buffer_add_byte(out, ' ');
    if (length < name.length)
        add_escaped(out, (struct mm_span){name.text + length, name.length - length});
    else
        mm_buffer_add_text(out, "(1)");
    mm_buffer_printf(out, "%s\n", end);
}

static void add_see_also(struct mm_buffer *out, const struct mm_command *command) {
    const char *names = command->see_also;
    struct mm_span name;
    mm_buffer_add_text(out, ".SH SEE ALSO\n");
    if (strcmp(command->name, "mm") != 0) add_reference(out, mm_span_of("mm"), ",");
    while (mm_next_word(&names, &name)) add_reference(out, name, ",");
    add_reference(out, mm_span_of("mm-conventions(7)"), ",");
    add_reference(out, mm_span_of("mm-formats(7)"), "");
}

void mm_render_man(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options) {
    add_head(out, command);
    add_description(out, command->description);
    add_shapes(out, command);
    if (command->formula != NULL) {
        mm_buffer_add_text(out, ".SH FORMULA\n");
        add_indented(out, mm_span_of(command->formula));
    }
    add_options(out, options);
    add_examples(out, command->examples);
    mm_buffer_add_text(out, exit_status);
    add_references(out, command->references);
    add_see_also(out, command);
}
