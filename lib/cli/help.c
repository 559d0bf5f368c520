/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help on the terminal: -h fits on a screen, --help says it all. */
#include <ctype.h>
#include <string.h>

#include "cli/option_value.h"
#include "cli/render_common.h"

enum {
    WIDTH = 80,       /* columns of the page, whatever the terminal: the same output everywhere */
    HELP_COLUMN = 28, /* where the help of an option begins */
    LINE = WIDTH - 1  /* some terminals wrap after the last column */
};

static void add_paragraph(struct mm_buffer *out, struct mm_span text, size_t indent) {
    mm_buffer_printf(out, "%*s", (int)indent, "");
    mm_wrap_text(out, text, indent, indent, LINE);
    mm_buffer_add_byte(out, '\n');
}

static void add_indented(struct mm_buffer *out, const char *text, int indent) {
    struct mm_span line;
    while (mm_next_line(&text, &line)) {
        if (line.length > 0) mm_buffer_printf(out, "%*s", indent, "");
        mm_buffer_add(out, line.text, line.length);
        mm_buffer_add_byte(out, '\n');
    }
}

/* "Usage: mm-svd [OPTION]... [FILE]..." and the summary as a sentence. */
static void add_head(struct mm_buffer *out, const struct mm_command *command) {
    const char *operands = command->operands != NULL ? command->operands : "";
    mm_buffer_printf(out, "Usage: %s [OPTION]...%s%s\n", command->name, operands[0] != '\0' ? " " : "", operands);

    struct mm_buffer sentence = {0};
    mm_buffer_printf(&sentence, "%s.", command->summary);
    /* "t-test" and "p-value" keep their letter. */
    if (!sentence.failed && command->summary[0] != '\0' && command->summary[1] != '-')
        sentence.text[0] = (char)toupper((unsigned char)sentence.text[0]);
    add_paragraph(out, (struct mm_span){sentence.text, sentence.length}, 0);
    out->failed = out->failed || sentence.failed;
    mm_buffer_free(&sentence);
}

/* "  -k, --columns=LIST", in line with options that have no letter. */
static void add_left(struct mm_buffer *out, const struct mm_option *option) {
    if (option->letter != 0)
        mm_buffer_printf(out, "  -%c%s", option->letter, option->name != NULL ? ", " : "");
    else
        mm_buffer_add_text(out, "      ");
    if (option->name != NULL) mm_buffer_printf(out, "--%s", option->name);
    if (option->kind == MM_OPTION_HELP && option->name != NULL) {
        mm_buffer_add_text(out, "[=");
        mm_render_metavariable(out, option);
        mm_buffer_add_byte(out, ']');
    } else if (mm_option_takes_argument(option)) {
        mm_buffer_add_byte(out, option->name != NULL ? '=' : ' ');
        mm_render_metavariable(out, option);
    }
}

static void add_option(struct mm_buffer *out, const struct mm_option *option, bool brief) {
    struct mm_buffer row = {0};
    add_left(&row, option);
    size_t width = mm_text_width(row.text, row.length);
    if (width + 2 > HELP_COLUMN)
        mm_buffer_printf(&row, "\n%*s", HELP_COLUMN, "");
    else
        mm_buffer_printf(&row, "%*s", (int)(HELP_COLUMN - width), "");

    struct mm_buffer sentence = {0};
    mm_render_sentence(&sentence, option, brief);
    if (sentence.failed)
        row.failed = true;
    else
        mm_wrap_text(&row, (struct mm_span){sentence.text, sentence.length}, HELP_COLUMN, HELP_COLUMN, LINE);
    mm_buffer_free(&sentence);
    mm_buffer_add_byte(&row, '\n');
    mm_absorb(out, &row);
}

static void add_options(struct mm_buffer *out, const struct mm_option *options, bool brief) {
    if (options == NULL || options->kind == MM_OPTION_END) return;
    if (options->kind != MM_OPTION_GROUP) mm_buffer_add_text(out, "\nOptions:\n");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++) {
        if (o->kind != MM_OPTION_GROUP)
            add_option(out, o, brief);
        else if (mm_is_heading(o))
            mm_buffer_printf(out, "\n%s:\n", o->name);
    }
}

static void add_description(struct mm_buffer *out, const char *description) {
    struct mm_span paragraph;
    while (mm_next_paragraph(&description, &paragraph)) {
        mm_buffer_add_byte(out, '\n');
        if (paragraph.text[0] == ' ') { /* set by hand */
            mm_buffer_add(out, paragraph.text, paragraph.length);
            mm_buffer_add_byte(out, '\n');
        } else {
            add_paragraph(out, paragraph, 0);
        }
    }
}

/* "Input:   a matrix m×n" */
static void add_fact(struct mm_buffer *out, const char *label, const char *text) {
    static const size_t indent = 9;
    if (text == NULL) return;
    mm_buffer_printf(out, "%-*s", (int)indent, label);
    mm_wrap_text(out, mm_span_of(text), indent, indent, LINE);
    mm_buffer_add_byte(out, '\n');
}

static void add_examples(struct mm_buffer *out, const struct mm_example *examples) {
    if (examples == NULL || examples->command == NULL) return;
    mm_buffer_add_text(out, "\nExamples:\n");
    for (const struct mm_example *e = examples; e->command != NULL; e++) {
        if (e != examples) mm_buffer_add_byte(out, '\n');
        if (e->says != NULL) add_paragraph(out, mm_span_of(e->says), 2);
        struct mm_buffer lines = {0};
        mm_render_example(&lines, e);
        if (!lines.failed) add_indented(out, lines.text, 4);
        out->failed = out->failed || lines.failed;
        mm_buffer_free(&lines);
    }
}

static void add_see_also(struct mm_buffer *out, const struct mm_command *command) {
    const char *names = command->see_also;
    struct mm_buffer list = {0};
    struct mm_span name;
    mm_buffer_add_text(&list, "See also:");
    while (mm_next_word(&names, &name)) mm_buffer_printf(&list, " %.*s,", (int)name.length, name.text);
    mm_buffer_add_text(&list, " mm-conventions(7), mm-formats(7).");
    mm_buffer_add_byte(out, '\n');
    if (!list.failed) add_paragraph(out, (struct mm_span){list.text, list.length}, 0);
    out->failed = out->failed || list.failed;
    mm_buffer_free(&list);
}

void mm_render_help(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options) {
    add_head(out, command);
    add_description(out, command->description);
    if (command->formula != NULL) {
        mm_buffer_add_text(out, "\nFormula:\n");
        add_indented(out, command->formula, 2);
    }
    if (command->input != NULL || command->output != NULL) mm_buffer_add_byte(out, '\n');
    add_fact(out, "Input:", command->input);
    add_fact(out, "Output:", command->output);
    add_options(out, options, false);
    add_examples(out, command->examples);
    mm_buffer_add_text(out, "\nExit status: 0 success, 1 negative answer, 2 usage, 3 bad data,\n"
                            "4 numerical failure, 5 system.\n");
    add_see_also(out, command);
}

void mm_render_usage(struct mm_buffer *out, const struct mm_command *command) {
    add_head(out, command);
    add_options(out, command->options, true);
    mm_buffer_printf(out, "\n'%s --help' tells more, with all options and examples.\n", command->name);
}
