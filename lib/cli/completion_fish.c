/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion for fish. */
#include "cli/option_value.h"
#include "cli/render_shell.h"

static const char columns[] =
    "# Column names, from the header of the first operand that is a file of text. With \"list\", after a comma too.\n"
    "function __NAME_columns\n"
    "    set -l file\n"
    "    set -l argument 0\n"
    "    set -l current (commandline -t)\n"
    "    for word in (commandline -o)[2..]\n"
    "        if test $argument = 1\n"
    "            set argument 0\n"
    "        else if contains -- $word ARGUMENTED\n"
    "            set argument 1\n"
    "        else if not string match -q -- '-*' $word\n"
    "            set word (string replace -r -- '^~/' \"$HOME/\" $word | string unescape)\n"
    "            if test -f \"$word\" -a -r \"$word\" -a \"$word\" != \"$current\"\n"
    "                set file $word\n"
    "                break\n"
    "            end\n"
    "        end\n"
    "    end\n"
    "    test -n \"$file\"; or return\n"
    "    string match -q -r -- '\\.(npy|npz|safetensors|gz|zst|json|jsonl)$' $file; and return\n"
    "    read -l line <$file\n"
    "    string match -q -r -- '^[[{]' $line; and return\n"
    "    set -l separator ,\n"
    "    string match -q -- '*,*' $line; or set separator \\t\n"
    "    set -l start\n"
    "    if test \"$argv[1]\" = list\n"
    "        set start (commandline -ct | string replace -r -- '^(--[^=]*=|-[A-Za-z])' '' | string match -r -- '.*,')\n"
    "    end\n"
    "    for name in (string split -- $separator $line | string trim -c ' \"'\\t\\r\\ufeff)\n"
    "        if test -n \"$name\"; and not string match -q -r -- '^[-+.0-9][-+.0-9eE]*$' $name\n"
    "            printf '%s\\n' \"$start$name\"\n"
    "        end\n"
    "    end\n"
    "end\n\n";

/* Within single quotes fish knows two escapes. */
static void add_quoted(struct mm_buffer *out, const char *text) {
    mm_buffer_add_byte(out, '\'');
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'' || *c == '\\') mm_buffer_add_byte(out, '\\');
        mm_buffer_add_byte(out, *c);
    }
    mm_buffer_add_byte(out, '\'');
}

static void add_alternatives(struct mm_buffer *out, const char *alternatives) {
    mm_buffer_add_text(out, " -a '");
    for (const char *c = alternatives; *c != '\0'; c++) mm_buffer_add_byte(out, *c == '|' ? ' ' : *c);
    mm_buffer_add_byte(out, '\'');
}

static void add_option(struct mm_buffer *out, const struct mm_option *option, const char *name) {
    mm_buffer_printf(out, "complete -c %s", name);
    if (option->letter != 0) mm_buffer_printf(out, " -s %c", option->letter);
    if (option->name != NULL) mm_buffer_printf(out, " -l %s", option->name);
    const char *alternatives = option->kind == MM_OPTION_DELIMITER ? "tab|space|auto" : mm_option_alternatives(option);
    if (mm_option_takes_argument(option)) mm_buffer_add_text(out, option->kind == MM_OPTION_FILE ? " -r -F" : " -x");
    /* Neither required nor a file: the argument of --help can only be attached. */
    if (option->kind == MM_OPTION_HELP) mm_buffer_add_text(out, " -f");
    if (alternatives != NULL)
        add_alternatives(out, alternatives);
    else if (option->kind == MM_OPTION_COLUMN)
        mm_shell_template(out, " -a '(__NAME_columns)'", name, option, "");
    else if (option->kind == MM_OPTION_COLUMNS)
        mm_shell_template(out, " -a '(__NAME_columns list)'", name, option, "");
    if (option->help != NULL) {
        mm_buffer_add_text(out, " -d ");
        add_quoted(out, option->help);
    }
    mm_buffer_add_byte(out, '\n');
}

void mm_render_fish(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options) {
    mm_buffer_printf(out, "# Completion for fish, written by %s --help=fish.\n\n", command->name);
    if (mm_shell_has_columns(options)) mm_shell_template(out, columns, command->name, options, " ");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (o->kind != MM_OPTION_GROUP) add_option(out, o, command->name);
}
