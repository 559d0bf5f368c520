/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completion for zsh, by _arguments. */
#include <string.h>

#include "cli/option_value.h"
#include "cli/render_shell.h"

static const char columns[] =
    "# Column names, from the header of the first operand that is a file of text. With \"list\", after a comma too.\n"
    "_NAME_columns() {\n"
    "    local i word file line\n"
    "    local -a names\n"
    "    for ((i = 2; i <= $#words; i++)); do\n"
    "        word=$words[i]\n"
    "        case $word in\n"
    "            ARGUMENTED) i=$((i + 1)) ;;\n"
    "            -*) ;;\n"
    "            *)\n"
    "                word=${(Q)word}\n"
    "                [[ $word == '~/'* ]] && word=$HOME${word[2,-1]}\n"
    "                [[ $i != $CURRENT && -f $word && -r $word ]] && file=$word && break\n"
    "                ;;\n"
    "        esac\n"
    "    done\n"
    "    case $file in\n"
    "        '' | *.npy | *.npz | *.safetensors | *.gz | *.zst | *.json | *.jsonl) return 1 ;;\n"
    "    esac\n"
    "    IFS= read -r line <$file || [[ -n $line ]] || return 1\n"
    "    line=${${line#$'\\xef\\xbb\\xbf'}%$'\\r'}\n"
    "    [[ $line == ['[{']* ]] && return 1\n"
    "    [[ $line == *,* ]] || line=${line//$'\\t'/,}\n"
    "    for word in \"${(@s:,:)line}\"; do\n"
    "        word=${word#${word%%[^[:blank:]]*}}\n"
    "        word=${word%${word##*[^[:blank:]]}}\n"
    "        word=${${word#\\\"}%\\\"}\n"
    "        [[ -z $word || $word =~ '^[-+.0-9][-+.0-9eE]*$' ]] || names+=(\"$word\")\n"
    "    done\n"
    "    if [[ $1 == list ]]; then\n"
    "        compset -P '*,'\n"
    "        compadd -q -S , -a names\n"
    "    else\n"
    "        compadd -a names\n"
    "    fi\n"
    "}\n\n";

/* A part of a specification: within single quotes, with the bytes of SPECIAL escaped for _arguments. */
static void add_part(struct mm_buffer *out, const char *text, const char *special) {
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '\'')
            mm_buffer_add_text(out, "'\\''");
        else if (strchr(special, *c) != NULL)
            mm_buffer_printf(out, "\\%c", *c);
        else
            mm_buffer_add_byte(out, *c);
    }
}

/* ":LIST:action" */
static void add_argument(struct mm_buffer *out, const struct mm_option *option, const char *name) {
    struct mm_buffer message = {0};
    if (mm_option_alternatives(option) != NULL)
        mm_buffer_add_text(&message, option->name != NULL ? option->name : "value");
    else
        mm_render_metavariable(&message, option);
    mm_buffer_add_byte(out, ':');
    if (!message.failed) add_part(out, message.text, ":\\");
    mm_buffer_add_byte(out, ':');
    out->failed = out->failed || message.failed;
    mm_buffer_free(&message);

    const char *alternatives = option->kind == MM_OPTION_DELIMITER ? "tab|space|auto" : mm_option_alternatives(option);
    if (alternatives != NULL) {
        mm_buffer_add_byte(out, '(');
        for (const char *c = alternatives; *c != '\0'; c++) {
            char one[] = {*c == '|' ? ' ' : *c, '\0'};
            add_part(out, one, ":\\()");
        }
        mm_buffer_add_byte(out, ')');
    } else if (option->kind == MM_OPTION_FILE) {
        mm_buffer_add_text(out, "_files");
    } else if (option->kind == MM_OPTION_COLUMN) {
        mm_shell_template(out, "_NAME_columns", name, option, "");
    } else if (option->kind == MM_OPTION_COLUMNS) {
        mm_shell_template(out, " _NAME_columns list", name, option, ""); /* the blank: called with just these words */
    }
}

/* One specification; both spellings share all but their beginning: '(-k --columns)'{-k+,--columns=}'[…]:LIST:…' */
static void add_option(struct mm_buffer *out, const struct mm_option *option, const char *name) {
    bool argument = mm_option_takes_argument(option), help = option->kind == MM_OPTION_HELP;
    char letter = option->letter;
    mm_buffer_add_text(out, "        ");
    if (letter != 0 && option->name != NULL && !help)
        mm_buffer_printf(out, "'(-%c --%s)'{-%c%s,--%s%s}'", letter, option->name, letter, argument ? "+" : "",
                         option->name, argument ? "=" : "");
    else if (option->name != NULL)
        mm_buffer_printf(out, "'--%s%s", option->name, argument ? "=" : help ? "=-" : "");
    else
        mm_buffer_printf(out, "'-%c%s", letter, argument ? "+" : "");
    mm_buffer_add_byte(out, '[');
    add_part(out, option->help != NULL ? option->help : "", "[]:\\");
    mm_buffer_add_byte(out, ']');
    if (help && option->name != NULL) mm_buffer_add_byte(out, ':'); /* may be left out */
    if (argument || (help && option->name != NULL)) add_argument(out, option, name);
    mm_buffer_add_text(out, "' \\\n");
    if (help && letter != 0 && option->name != NULL) mm_buffer_printf(out, "        '-%c[short help]' \\\n", letter);
}

/* The file is found by its name and run as a function, or sourced. */
static const char closing[] = "        '*:file:_files'\n"
                              "}\n\n"
                              "if [[ $funcstack[1] == _COMMAND ]]; then\n"
                              "    _NAME \"$@\"\n"
                              "else\n"
                              "    compdef _NAME COMMAND\n"
                              "fi\n";

void mm_render_zsh(struct mm_buffer *out, const struct mm_command *command, const struct mm_option *options) {
    const char *name = command->name;
    mm_buffer_printf(out, "#compdef %s\n# Completion for zsh, written by %s --help=zsh.\n\n", name, name);
    if (mm_shell_has_columns(options)) mm_shell_template(out, columns, name, options, " | ");
    mm_shell_template(out, "_NAME() {\n    _arguments -s -S : \\\n", name, options, "");
    for (const struct mm_option *o = options; o->kind != MM_OPTION_END; o++)
        if (o->kind != MM_OPTION_GROUP) add_option(out, o, name);
    mm_shell_template(out, closing, name, options, "");
}
